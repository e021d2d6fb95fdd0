import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPageViewer, storedGeometry, type PageViewer } from '../../../shared/image/index.ts'
import type { PageGeometry } from '../../../shared/model/index.ts'
import { thrownBy } from '../../support/thrown.ts'

let viewer: PageViewer
beforeAll(() => { viewer = openPageViewer() })
afterAll(() => viewer.close())

/** White, 600 x 400 px, with a red square of 40 px whose middle is at 120, 80. */
async function marked(orientation = 1): Promise<Uint8Array> {
  const square = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#ff0000' } }).png().toBuffer()
  return sharp({ create: { width: 600, height: 400, channels: 3, background: '#ffffff' } }).composite([{ input: square, left: 100, top: 60 }])
    .withMetadata({ orientation, density: 200 }).png().toBuffer()
}

interface Seen { readonly width: number; readonly height: number; readonly x: number; readonly y: number }

/** Size of a picture, and the middle of what is red in it. */
async function seen(picture: Uint8Array): Promise<Seen> {
  const { data, info } = await sharp(picture).toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true })
  let [count, x, y] = [0, 0, 0]
  for (let at = 0; at < info.width * info.height; at++) {
    if ((data[at * 3] ?? 0) < 180 || (data[at * 3 + 1] ?? 0) > 90) continue
    count += 1
    x += at % info.width
    y += Math.floor(at / info.width)
  }
  return { width: info.width, height: info.height, x: x / count, y: y / count }
}

const scanned = { format: 'png', dpi: 200, dpiFrom: 'image', widthPx: 600, heightPx: 400 } as const

describe('a page that nobody has straightened', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('stands as its EXIF orientation %i says', async (exifOrientation) => {
    const raw = await marked(exifOrientation)
    const geometry = storedGeometry({ ...scanned, exifOrientation })
    const [ours, theirs] = [await seen(await viewer.view(raw, { geometry, area: null, widthPx: 3200 })), await seen(await sharp(raw).autoOrient().png().toBuffer())]
    expect({ width: ours.width, height: ours.height }).toEqual({ width: theirs.width, height: theirs.height })
    expect(Math.hypot(ours.x - theirs.x, ours.y - theirs.y)).toBeLessThan(2)
  })
})

describe('a straightened page', () => {
  const skewed = (skew: number): PageGeometry => {
    const angle = (Math.abs(skew) * Math.PI) / 180
    return {
      ...storedGeometry({ ...scanned, exifOrientation: 1 }), skew,
      width: Math.ceil(600 * Math.cos(angle) + 400 * Math.sin(angle)), height: Math.ceil(600 * Math.sin(angle) + 400 * Math.cos(angle)),
    }
  }

  test.each([-7, 3, 12])('is turned clockwise about its middle by %d degrees', async (skew) => {
    const geometry = skewed(skew)
    const { width, height, x, y } = await seen(await viewer.view(await marked(), { geometry, area: null, widthPx: 3200 }))
    const angle = (skew * Math.PI) / 180
    const [fromX, fromY] = [120 - 300, 80 - 200]
    expect({ width, height }).toEqual({ width: geometry.width, height: geometry.height })
    expect(Math.hypot(x - (geometry.width / 2 + fromX * Math.cos(angle) - fromY * Math.sin(angle)), y - (geometry.height / 2 + fromX * Math.sin(angle) + fromY * Math.cos(angle)))).toBeLessThan(2)
  })

  test('a part of it is that part, in its own pixels', async () => {
    const geometry = skewed(3)
    const raw = await marked()
    const whole = await seen(await viewer.view(raw, { geometry, area: null, widthPx: 3200 }))
    const part = await seen(await viewer.view(raw, { geometry, area: { x: 50, y: 30, width: 200, height: 150 }, widthPx: 200 }))
    expect({ width: part.width, height: part.height }).toEqual({ width: 200, height: 150 })
    expect(Math.hypot(part.x + 50 - whole.x, part.y + 30 - whole.y)).toBeLessThan(2)
  })

  test('is never drawn larger than it was scanned, and a part beyond its edge ends there', async () => {
    const geometry = storedGeometry({ ...scanned, exifOrientation: 1 })
    const raw = await marked()
    expect(await seen(await viewer.view(raw, { geometry, area: null, widthPx: 160 }))).toMatchObject({ width: 160, height: 107 })
    expect(await sharp(await viewer.view(raw, { geometry, area: { x: 500, y: 300, width: 1000, height: 1000 }, widthPx: 1000 })).metadata()).toMatchObject({ width: 100, height: 100 })
    expect(await sharp(await viewer.view(raw, { geometry, area: { x: 5000, y: 3000, width: 10, height: 10 }, widthPx: 10 })).metadata()).toMatchObject({ width: 1, height: 1 })
  })
})

test('bytes that are no picture are told, and the next page is drawn', async () => {
  const geometry = storedGeometry({ ...scanned, exifOrientation: 1 })
  expect((await thrownBy(() => viewer.view(new TextEncoder().encode('no picture'), { geometry, area: null, widthPx: 160 })))?.code).toBe('not_an_image')
  const cut = (await marked()).slice(0, 500)
  expect((await thrownBy(() => viewer.view(cut, { geometry, area: null, widthPx: 160 })))?.code).toBe('image_damaged')
  expect(await seen(await viewer.view(await marked(), { geometry, area: null, widthPx: 160 }))).toMatchObject({ width: 160 })
})
