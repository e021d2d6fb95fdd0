import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { imageMatrix, pageSize, type Matrix } from '../../../shared/assemble/page-matrix.ts'
import type { PageGeometry } from '../../../shared/model/index.ts'
import { geometryOf } from '../../support/paper.ts'

const millimetres = (pt: number): number => (pt * 25.4) / 72

/** Where the matrix puts a raw pixel, in px of the straightened page, origin top-left. */
function landing([a, b, c, d, e, f]: Matrix, geometry: PageGeometry, raw: { x: number; y: number }) {
  const [u, v] = [raw.x / geometry.rawWidth, 1 - raw.y / geometry.rawHeight]
  const scale = geometry.dpi / 72
  return { x: (a * u + c * v + e) * scale, y: geometry.height - (b * u + d * v + f) * scale }
}

describe('the page', () => {
  test.each([
    ['A4 at 200 dpi', { width: 1654, height: 2339, dpi: 200 }, [210, 297]],
    ['A4 at 300 dpi', { width: 2480, height: 3508, dpi: 300 }, [210, 297]],
    ['A3 landscape at 300 dpi', { width: 4961, height: 3508, dpi: 300 }, [420, 297]],
    ['card at 300 dpi', { width: 1011, height: 638, dpi: 300 }, [85.6, 54]],
    ['A4 lying on its side in the raw image', { width: 2339, height: 1654, dpi: 200, turn: 90 }, [210, 297]],
  ] as const)('is as large as the paper: %s', (_name, raw, [width, height]) => {
    const size = pageSize(geometryOf(raw))
    expect(Math.abs(millimetres(size.width) - width)).toBeLessThan(0.1)
    expect(Math.abs(millimetres(size.height) - height)).toBeLessThan(0.1)
  })
})

describe('the matrix', () => {
  test('puts the raw corners where turning and mirroring put them', () => {
    const raw = { width: 100, height: 60, dpi: 72 }
    const topLeft = { x: 0, y: 0 }
    const landings = ([0, 90, 180, 270] as const).map((turn) => {
      const geometry = geometryOf({ ...raw, turn })
      const { x, y } = landing(imageMatrix(geometry), geometry, topLeft)
      return [Math.round(x), Math.round(y)]
    })
    expect(landings).toEqual([[0, 0], [60, 0], [100, 60], [0, 100]])
    const mirrored = geometryOf({ ...raw, mirrored: true })
    expect(landing(imageMatrix(mirrored), mirrored, topLeft).x).toBeCloseTo(100)
  })

  test('turns a small angle clockwise about the centre', () => {
    const geometry = geometryOf({ width: 1000, height: 1000, dpi: 72, skew: 2 })
    const matrix = imageMatrix(geometry)
    const centre = landing(matrix, geometry, { x: 500, y: 500 })
    const right = landing(matrix, geometry, { x: 1000, y: 500 })
    expect(centre.x).toBeCloseTo(geometry.width / 2)
    expect(centre.y).toBeCloseTo(geometry.height / 2)
    expect(right.y - centre.y).toBeCloseTo(500 * Math.sin((2 * Math.PI) / 180))
  })

  test('keeps every raw pixel on the page and its scale, however it was turned', () => {
    fc.assert(fc.property(
      fc.integer({ min: 50, max: 5000 }), fc.integer({ min: 50, max: 5000 }), fc.constantFrom(72, 200, 300, 611), fc.constantFrom(0, 90, 180, 270), fc.boolean(), fc.double({ min: -5, max: 5, noNaN: true }),
      (width, height, dpi, turn, mirrored, skew) => {
        const geometry = geometryOf({ width, height, dpi, turn, mirrored, skew })
        const matrix = imageMatrix(geometry)
        for (const corner of [{ x: 0, y: 0 }, { x: width, y: 0 }, { x: 0, y: height }, { x: width, y: height }]) {
          const at = landing(matrix, geometry, corner)
          expect(Math.min(at.x, at.y)).toBeGreaterThan(-1.01)
          expect(at.x).toBeLessThan(geometry.width + 1.01)
          expect(at.y).toBeLessThan(geometry.height + 1.01)
        }
        expect(Math.hypot(matrix[0], matrix[1])).toBeCloseTo((width * 72) / dpi)
        expect(Math.hypot(matrix[2], matrix[3])).toBeCloseTo((height * 72) / dpi)
      },
    ), { numRuns: 200, seed: 4 })
  })

  test('stretches an image with unequal resolutions to the paper it shows', () => {
    const straight: PageGeometry = { ...geometryOf({ width: 1728, height: 1143, dpi: 204 }), height: 2332 }
    const stretched = imageMatrix(straight)
    expect(stretched[0]).toBeCloseTo((1728 / 204) * 72)
    expect(stretched[3]).toBeCloseTo((2332 / 204) * 72)
    const skewed: PageGeometry = { ...straight, ...(({ width, height }) => ({ width, height }))(geometryOf({ width: 1728, height: 2332, dpi: 204, skew: 3 })), skew: 3 }
    expect(Math.hypot(...imageMatrix(skewed).slice(2, 4))).toBeCloseTo((2332 / 204) * 72, 0)
  })
})
