import sharp, { type Sharp } from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { openAssembler, type AssemblePage } from '../../shared/assemble/index.ts'
import type { PageGeometry, QuarterTurn } from '../../shared/model/index.ts'
import { openPdfReader } from '../../shared/pdf-file/index.ts'
import { geometryOf, metadata } from '../support/paper.ts'

const assembler = openAssembler()
const reader = openPdfReader({ processes: 1 })
const dpi = 100
const [width, height] = [420, 300]

afterAll(async () => {
  await assembler.close()
  await reader.close()
})

/** A sheet that looks different from every side: blocks of grey, no two alike. */
const blocks = [[20, 20, 120, 60, 0], [300, 30, 90, 40, 90], [40, 200, 60, 80, 150], [200, 120, 30, 30, 40], [330, 220, 60, 50, 200]] as const
const upright = await sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/>${
  blocks.map(([x, y, w, h, grey]) => `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="rgb(${grey},${grey},${grey})"/>`).join('')}</svg>`)).flatten().toColourspace('b-w').png().toBuffer()

async function greys(png: Uint8Array, size?: { width: number; height: number }): Promise<{ data: Buffer; width: number; height: number }> {
  const image = sharp(png).flatten({ background: '#fff' }).toColourspace('b-w')
  const { data, info } = await (size === undefined ? image : image.resize({ ...size, fit: 'fill' })).raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

/** Mean difference of grey values (0..255) between the middle of a rendering and the upright sheet. */
async function difference(rendering: Uint8Array, page: { width: number; height: number }): Promise<number> {
  const whole = await greys(rendering, page)
  const original = await greys(upright)
  const [left, top] = [Math.round((whole.width - width) / 2), Math.round((whole.height - height) / 2)]
  let sum = 0
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) sum += Math.abs((whole.data[(y + top) * whole.width + x + left] ?? 0) - (original.data[y * width + x] ?? 0))
  }
  return sum / (width * height)
}

async function rendered(page: Omit<AssemblePage, 'text'>): Promise<Uint8Array> {
  const pdf = await assembler.assemble({ pages: [{ ...page, text: { state: 'blank' } }], mark: null, metadata })
  return (await reader.render(pdf, 0, dpi)).png
}

/** The raw image that a scanner or camera would have made of the sheet: the geometry's steps undone, last first. */
async function rawOf(turn: QuarterTurn, mirrored: boolean, skew: number): Promise<{ bytes: Uint8Array; geometry: PageGeometry }> {
  const slanted = skew === 0 ? upright : await sharp(upright).rotate(-skew, { background: '#fff' }).png().toBuffer()
  const turned = await sharp(slanted).rotate((360 - turn) % 360).png().toBuffer()
  const { data, info } = await sharp(turned).flop(mirrored).toColourspace('b-w').jpeg({ quality: 95 }).toBuffer({ resolveWithObject: true })
  return { bytes: Uint8Array.from(data), geometry: geometryOf({ width: info.width, height: info.height, dpi, turn, mirrored, skew }) }
}

describe('a raw scan', () => {
  test.each([
    [0, false, 0], [90, false, 0], [180, false, 0], [270, false, 0], [0, true, 0], [90, true, 0], [270, true, 0], [0, false, 3.2], [180, false, -2.4], [90, true, 1.7],
  ] as const)('that needs a turn of %i, mirroring %s and %f degrees lands upright and straight', async (turn, mirrored, skew) => {
    const { bytes, geometry } = await rawOf(turn, mirrored, skew)
    expect(await difference(await rendered({ bytes, format: 'jpeg', geometry }), geometry)).toBeLessThan(4)
  })

  test('that is left as it lies differs, so the comparison sees', async () => {
    const { bytes, geometry } = await rawOf(180, false, 0)
    expect(await difference(await rendered({ bytes, format: 'jpeg', geometry: { ...geometry, turn: 0 } }), geometry)).toBeGreaterThan(15)
  })
})

describe('a PNG scan', () => {
  const source = (): Sharp => sharp(upright)
  const half = Math.round((0.5 * 120 + 0.5 * 255))
  test.each([
    ['grey', source().toColourspace('b-w').png()],
    ['colour', source().toColourspace('srgb').png({ palette: false })],
    ['with a palette', source().png({ palette: true, colours: 16, dither: 0 })],
    ['interlaced', source().png({ progressive: true })],
    ['of 16 bits', source().toColourspace('rgb16').png()],
    ['with an opaque alpha channel', source().ensureAlpha(1).png()],
  ])('%s shows what it holds', async (_name, image) => {
    const { data, info } = await image.toBuffer({ resolveWithObject: true })
    const geometry = geometryOf({ width: info.width, height: info.height, dpi })
    expect(await difference(await rendered({ bytes: Uint8Array.from(data), format: 'png', geometry }), geometry)).toBeLessThan(2)
  })

  test('that is half transparent lies on white', async () => {
    const bytes = Uint8Array.from(await sharp({ create: { width: 50, height: 50, channels: 4, background: { r: 120, g: 120, b: 120, alpha: 0.5 } } }).png().toBuffer())
    const shown = await greys(await rendered({ bytes, format: 'png', geometry: geometryOf({ width: 50, height: 50, dpi }) }))
    expect(Math.abs((shown.data[25 * shown.width + 25] ?? 0) - half)).toBeLessThan(3)
  })

  test('of 1 bit is black where it is black', async () => {
    const bytes = Uint8Array.from(await source().threshold(128).png({ palette: true, colours: 2, dither: 0 }).toBuffer())
    const shown = await greys(await rendered({ bytes, format: 'png', geometry: geometryOf({ width, height, dpi }) }), { width, height })
    expect(shown.data[40 * width + 60]).toBeLessThan(10)
    expect(shown.data[5 * width + 5]).toBeGreaterThan(245)
  })
})
