import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { imageMatrix, pageSize } from '../../../shared/assemble/page-matrix.ts'
import { openImageRoom, openPageViewer, type ImageInput } from '../../../shared/image/index.ts'
import type { PageGeometry, PageStance, QuarterTurn } from '../../../shared/model/index.ts'
import { decision, printedPage } from '../../support/printed-page.ts'

const room = openImageRoom({ processes: 1 })
const viewer = openPageViewer()
afterAll(() => Promise.all([room.close(), viewer.close()]))

const input: ImageInput = { format: 'png', dpi: 200, dpiFrom: 'image', exifOrientation: 1 }
const square = { left: 900, top: 500, size: 120 }

/** An A4 page with a black square right of its middle. */
const page = (): Promise<Buffer> => sharp({ create: { width: 1654, height: 2339, channels: 3, background: '#ffffff' } })
  .composite([{ input: { create: { width: square.size, height: square.size, channels: 3, background: '#000000' } }, left: square.left, top: square.top }]).png().toBuffer()

interface Spot { readonly x: number; readonly y: number; readonly count: number }

/** Middle and number of the dark px of a picture. */
async function spot(picture: Uint8Array): Promise<Spot> {
  const { data, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true })
  let [x, y, count] = [0, 0, 0]
  data.forEach((tone, index) => {
    if (tone >= 100) return
    x += index % info.width
    y += Math.floor(index / info.width)
    count += 1
  })
  return { x: x / count, y: y / count, count }
}

/** Where the PDF puts a raw pixel, in px of the page, origin top-left. */
function inPdf(geometry: PageGeometry, raw: { x: number; y: number }): { x: number; y: number } {
  const [a, b, c, d, e, f] = imageMatrix(geometry)
  const [u, v] = [raw.x / geometry.rawWidth, 1 - raw.y / geometry.rawHeight]
  const scale = geometry.dpi / 72
  return { x: (a * u + c * v + e) * scale, y: pageSize(geometry).height * scale - (b * u + d * v + f) * scale }
}

const told: readonly [string, Omit<PageStance, 'turn'> & { turn: QuarterTurn }][] = [
  ['nothing but the page', { turn: 0, skew: 0, crop: null }],
  ['a crop', { turn: 0, skew: 0, crop: { x: 700, y: 300, width: 700, height: 600 } }],
  ['a turn and a crop', { turn: 90, skew: 0, crop: { x: 1500, y: 800, width: 600, height: 500 } }],
  ['an angle', { turn: 0, skew: 3, crop: null }],
  ['a turn, an angle and a crop', { turn: 180, skew: -4, crop: { x: 500, y: 1500, width: 800, height: 700 } }],
]

describe.each(told)('a page of which a person told %s', (_, stance) => {
  test('is the same page for whoever reads it, sees it, or holds its PDF', async () => {
    const raw = await page()
    const { cleaning: { geometry, ink }, reading } = await room.clean(raw, { ...input, ...stance })
    if (stance.crop !== null) expect([geometry.width, geometry.height]).toEqual([stance.crop.width, stance.crop.height])
    const read = await spot(await sharp(reading.pixels, { raw: { width: reading.widthPx, height: reading.heightPx, channels: 1 } }).png({ compressionLevel: 1 }).toBuffer())
    const seen = await spot(await viewer.view(raw, { geometry, area: null, widthPx: 10_000 }))
    const held = inPdf(geometry, { x: square.left + square.size / 2, y: square.top + square.size / 2 })
    for (const where of [read, seen]) {
      expect(Math.abs(where.x - held.x)).toBeLessThan(2.5)
      expect(Math.abs(where.y - held.y)).toBeLessThan(2.5)
      expect(Math.abs(where.count / square.size ** 2 - 1)).toBeLessThan(0.05)
    }
    const cell = Math.floor(held.y / ink.cellPx) * ink.columns + Math.floor(held.x / ink.cellPx)
    expect([ink.columns, ink.rows, ink.cells[cell]]).toEqual([Math.ceil(geometry.width / ink.cellPx), Math.ceil(geometry.height / ink.cellPx), 1])
  })
})

test('print that a crop cuts is found as if a scanner had cut it; what lies outside is not looked at', async () => {
  const raw = await printedPage(decision, { dpi: 200 }).png().toBuffer()
  const cropped = async (x: number, y: number) => (await room.clean(raw, { ...input, turn: 0, skew: 0, crop: { x, y, width: 1654 - x, height: 2339 - y } })).cleaning
  expect((await cropped(100, 0)).cutInk).toEqual([])
  const cuts = await Promise.all([400, 412, 424, 436, 448].map(async (x) => (await cropped(x, 0)).cutInk))
  expect(cuts.flat().map(({ side, ink }) => `${side} ${ink}`)).toContain('left text')
  expect((await cropped(0, 1900)).blank).toBe(true)
})
