import { afterAll, expect, test } from 'vitest'
import sharp from 'sharp'
import { openImageRoom, type CleanPage, type ImageInput } from '../../../shared/image/index.ts'
import { rotatedSize, type QuarterTurn } from '../../../shared/model/index.ts'
import { decision, printedPage } from '../../support/printed-page.ts'
import { standingCopy } from '../../support/standing-copy.ts'

const room = openImageRoom({ processes: 1 })
afterAll(() => room.close())

const jpegAt = (dpi: number): ImageInput & { turn: QuarterTurn } => ({ format: 'jpeg', dpi, dpiFrom: 'image', exifOrientation: 1, turn: 0 })
const page = await printedPage(decision).jpeg({ quality: 85 }).toBuffer()
const small = await printedPage(decision, { dpi: 150 }).jpeg({ quality: 95 }).toBuffer()

function meanDifference(first: CleanPage, second: CleanPage): number {
  const [left = new Uint8Array(), right = new Uint8Array()] = [first, second].map((clean) => standingCopy(clean, clean.reading.pixels))
  expect(left.length).toBe(right.length)
  return left.reduce((sum, tone, index) => sum + Math.abs(tone - (right[index] ?? 0)), 0) / left.length
}

test('an upright page keeps its frame and its resolution', async () => {
  const { cleaning, reading } = await room.clean(page, jpegAt(200))
  expect(cleaning.geometry).toMatchObject({ mirrored: false, turn: 0, skew: 0, width: 1654, height: 2339, rawWidth: 1654, rawHeight: 2339, dpi: 200, dpiSource: 'image' })
  expect(cleaning.blank).toBe(false)
  expect(cleaning.warnings).toEqual([])
  expect(reading).toMatchObject({ widthPx: 1654, scale: 1 })
})

test('a skewed page is straightened onto a canvas that holds every raw pixel', async () => {
  for (const degrees of [3, -3, 1.3]) {
    const skewed = await sharp(page).rotate(degrees, { background: '#ffffff' }).jpeg().toBuffer({ resolveWithObject: true })
    const { geometry } = (await room.clean(skewed.data, jpegAt(200))).cleaning
    expect(Math.abs(geometry.skew + degrees)).toBeLessThan(0.1)
    expect({ width: geometry.width, height: geometry.height }).toEqual(rotatedSize(skewed.info.width, skewed.info.height, geometry.skew))
  }
})

test('a straightened page finds its ink where the upright page has it', async () => {
  const upright = (await room.clean(page, jpegAt(200))).cleaning
  const { data, info } = await sharp(page).rotate(2, { background: '#ffffff' }).jpeg().toBuffer({ resolveWithObject: true })
  const straightened = (await room.clean(data, jpegAt(200))).cleaning
  expect(info.width).toBeGreaterThan(1654)
  const extent = ({ ink, geometry }: typeof upright): number[] => {
    const places = [...ink.cells.keys()].filter((index) => ink.cells[index] === 1)
    const columns = places.map((index) => (index % ink.columns) * ink.cellPx - geometry.width / 2)
    const rows = places.map((index) => Math.floor(index / ink.columns) * ink.cellPx - geometry.height / 2)
    return [Math.min(...columns), Math.max(...columns), Math.min(...rows), Math.max(...rows)]
  }
  const wanted = extent(upright)
  extent(straightened).forEach((edge, index) => expect(Math.abs(edge - (wanted[index] ?? NaN))).toBeLessThanOrEqual(24))
})

test('every EXIF orientation leads to the same reading copy, and a turn comes on top of it', async () => {
  const upright = await room.clean(small, jpegAt(150))
  const stored: Record<number, Buffer> = {
    2: await sharp(small).flop().jpeg({ quality: 95 }).toBuffer(),
    3: await sharp(small).rotate(180).jpeg({ quality: 95 }).toBuffer(),
    4: await sharp(small).flip().jpeg({ quality: 95 }).toBuffer(),
    5: await sharp(await sharp(small).rotate(90).png().toBuffer()).flop().jpeg({ quality: 95 }).toBuffer(),
    6: await sharp(small).rotate(270).jpeg({ quality: 95 }).toBuffer(),
    7: await sharp(await sharp(small).rotate(270).png().toBuffer()).flop().jpeg({ quality: 95 }).toBuffer(),
    8: await sharp(small).rotate(90).jpeg({ quality: 95 }).toBuffer(),
  }
  for (const [orientation, raw] of Object.entries(stored)) {
    const exif = await room.clean(raw, { ...jpegAt(150), exifOrientation: Number(orientation) })
    expect(meanDifference(exif, upright), `orientation ${orientation}`).toBeLessThan(3)
    expect([exif.cleaning.geometry.width, exif.cleaning.geometry.height]).toEqual([1240, 1754])
  }
  const turned = await room.clean(stored[6] ?? small, { ...jpegAt(150), turn: 90 })
  expect(turned.cleaning.geometry.turn).toBe(90)
  expect(meanDifference(turned, upright)).toBeLessThan(3)
  const both = await room.clean(stored[3] ?? small, { ...jpegAt(150), exifOrientation: 6, turn: 90 })
  expect(both.cleaning.geometry.turn).toBe(180)
  expect(meanDifference(both, upright)).toBeLessThan(3)
})

test('CMYK, 16-bit, palette, transparent, grey and progressive pages are read as their plain twin', async () => {
  const upright = await room.clean(small, jpegAt(150))
  const png = { ...jpegAt(150), format: 'png' } as const
  const twins: [string, Uint8Array, ImageInput & { turn: QuarterTurn }][] = [
    ['cmyk', await sharp(small).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(), jpegAt(150)],
    ['progressive', await sharp(small).jpeg({ quality: 95, progressive: true }).toBuffer(), jpegAt(150)],
    ['16 bit', await sharp(small).toColourspace('rgb16').png({ compressionLevel: 1 }).toBuffer(), png],
    ['palette', await sharp(small).png({ palette: true, compressionLevel: 1 }).toBuffer(), png],
    ['grey', await sharp(small).greyscale().png({ compressionLevel: 1 }).toBuffer(), png],
    ['alpha', await sharp(await sharp(small).greyscale().negate().toColourspace('b-w').toBuffer()).toColourspace('b-w').raw().toBuffer()
      .then((alpha) => sharp({ create: { width: 1240, height: 1754, channels: 3, background: '#000000' } })
        .joinChannel(alpha, { raw: { width: 1240, height: 1754, channels: 1 } }).png({ compressionLevel: 1 }).toBuffer()), png],
  ]
  for (const [name, raw, input] of twins) {
    expect(meanDifference(await room.clean(raw, input), upright), name).toBeLessThan(4)
  }
})

test('paper size: A4 is assumed from the shape, anything else is said to be unknown', async () => {
  const noDpi = { ...jpegAt(72), dpi: 72 }
  const a4 = await room.clean(page, noDpi)
  expect(a4.cleaning.geometry.dpiSource).toBe('assumed A4')
  expect(a4.cleaning.geometry.dpi).toBeCloseTo(200, 0)
  const square = await sharp(page).extract({ left: 0, top: 0, width: 1200, height: 1200 }).jpeg().toBuffer()
  const unknown = (await room.clean(square, { ...noDpi, dpi: null, dpiFrom: null })).cleaning
  expect(unknown.geometry.dpiSource).toBe('unknown')
  expect(unknown.warnings).toContain('paper size unknown')
  expect(unknown.geometry.width / unknown.geometry.dpi).toBeLessThanOrEqual(8.28)
  const coarse = await sharp(page).resize(992).jpeg().toBuffer()
  expect((await room.clean(coarse, jpegAt(120))).cleaning.warnings).toContain('low resolution')
})

test('where nothing tells the size of the paper, the print does: a strip and a slip are not blown up to a sheet, a sheet in a large frame is', async () => {
  const untold = { ...jpegAt(72), dpi: null, dpiFrom: null }
  const text = 'Mọi tranh chấp được giải quyết thông qua thương lượng và hòa giải.'
  const strip = await printedPage([{ text, x: 5, y: 6.5 }], { size: { width: 140, height: 10 } }).jpeg().toBuffer()
  const slip = await printedPage(Array.from({ length: 7 }, (_, row) => ({ text: text.slice(0, 30), x: 5, y: 10 + 6 * row })), { size: { width: 74, height: 55 } }).jpeg().toBuffer()
  for (const [name, raw] of Object.entries({ strip, slip })) {
    const { cleaning, reading } = await room.clean(raw, untold)
    expect(cleaning.geometry.dpi, `${name}: fitted to A4`).toBeLessThan(150)
    expect(reading.scale, name).toBe(1)
    expect(reading.strips, `${name}: words are no columns`).toEqual([])
  }
  const half = await sharp(page).resize(827).extend({ right: 900, bottom: 1100, background: '#ffffff' }).jpeg().toBuffer()
  const { scale } = (await room.clean(half, untold)).reading
  expect(scale).toBeGreaterThan(1.5)
  expect(scale).toBeLessThan(2.5)
})

test('only bare paper is blank: a page number, a stamp or a pale line is content', async () => {
  const grain = { create: { width: 1654, height: 2339, channels: 3, background: '#f3efe6', noise: { type: 'gaussian', mean: 235, sigma: 6 } } } as const
  const bare = await sharp(grain).jpeg().toBuffer()
  const holes = await printedPage([], { shapes: '<circle cx="5" cy="120" r="3" fill="#333"/><circle cx="5" cy="200" r="3" fill="#333"/>', paper: '#eee' }).jpeg().toBuffer()
  const bleed = await sharp(await sharp(page).flop().blur(2).toBuffer()).linear(0.15, 217).jpeg().toBuffer()
  for (const [name, raw] of Object.entries({ bare, holes, bleed })) expect((await room.clean(raw, jpegAt(200))).cleaning.blank, name).toBe(true)
  const number = await printedPage([{ text: '12', x: 104, y: 12 }]).jpeg().toBuffer()
  const stamp = await printedPage([], { shapes: '<circle cx="150" cy="200" r="17" fill="none" stroke="#d22" stroke-width="1.2"/>' }).jpeg().toBuffer()
  const line = await printedPage([{ text: 'Đã giải quyết xong', x: 60, y: 150, colour: '#3a55c0' }]).jpeg().toBuffer()
  for (const [name, raw] of Object.entries({ number, stamp, line })) expect((await room.clean(raw, jpegAt(200))).cleaning.blank, name).toBe(false)
})

test('the ink map shows pale print and stamps, and bare paper as free', async () => {
  const raw = await printedPage([{ text: 'chữ rất nhạt ở đây', x: 60, y: 100, colour: '#c4c4c4' }], {
    paper: '#f3efe6', shapes: '<circle cx="150" cy="220" r="17" fill="none" stroke="#e66" stroke-width="1"/>',
  }).jpeg({ quality: 80 }).toBuffer()
  const { ink } = (await room.clean(raw, jpegAt(200))).cleaning
  const at = (xMm: number, yMm: number): number => ink.cells[Math.floor((yMm / 25.4 * 200) / ink.cellPx) * ink.columns + Math.floor((xMm / 25.4 * 200) / ink.cellPx)] ?? -1
  expect(at(62, 99)).toBe(1)
  expect(at(150, 203)).toBe(1)
  expect(at(150, 220)).toBe(0)
  expect(at(30, 280)).toBe(0)
})

test('a red stamp over black text goes from the reading copy, a red heading and the black text stay', async () => {
  const lines = [{ text: 'GIẤY CHỨNG NHẬN', x: 70, y: 40, size: 20, colour: '#c81e1e' }, { text: 'Hoàng Phúc Kiên Trung', x: 120, y: 200 }]
  const raw = await printedPage(lines, { shapes: '<circle cx="125" cy="198" r="17" fill="none" stroke="#d02a2a" stroke-width="1.4"/><circle cx="125" cy="198" r="11" fill="none" stroke="#d02a2a" stroke-width="1"/>' }).jpeg({ quality: 85 }).toBuffer()
  const { reading } = await room.clean(raw, jpegAt(200))
  const darkest = async (x: number, y: number, width: number, height: number): Promise<number> => {
    const scale = 200 / 25.4
    const pixels = await sharp(reading.pixels, { raw: { width: reading.widthPx, height: reading.heightPx, channels: 1 } }).extract({ left: Math.round(x * scale), top: Math.round(y * scale), width: Math.round(width * scale), height: Math.round(height * scale) }).raw().toBuffer()
    return Math.min(...pixels)
  }
  expect(await darkest(106, 178, 12, 8)).toBeGreaterThan(200)
  expect(await darkest(122, 196, 20, 5)).toBeLessThan(60)
  expect(await darkest(72, 33, 40, 6)).toBeLessThan(110)
})

test('a re-encoding keeps the stored orientation and only ever lowers the resolution', async () => {
  const input: ImageInput = jpegAt(200)
  const lower = await room.reencode(page, input, { quality: 60, maxDpi: 150 })
  expect([lower.widthPx, lower.heightPx]).toEqual([1241, 1754])
  expect(lower.jpeg.length).toBeLessThan(page.length)
  const same = await room.reencode(page, input, { quality: 60, maxDpi: 600 })
  expect([same.widthPx, same.heightPx]).toEqual([1654, 2339])
  const thumbnail = await room.thumbnail(page, { ...input, exifOrientation: 6, turn: 0 }, 200)
  expect(await sharp(thumbnail).metadata()).toMatchObject({ width: 200, height: 141 })
})
