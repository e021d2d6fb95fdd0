import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPdfReader } from '../../../shared/pdf-file/index.ts'
import { pageBits, pageJpeg, pageSamples } from '../../support/pictures.ts'
import { jpegImage, layerSwitchedOff, plainPdf, rawImage, type PlainImage, type PlainPage } from '../../support/plain-pdf.ts'
import { runTool, toolOrSkip } from '../../support/system-tools.ts'

const reader = openPdfReader({ processes: 1 })
afterAll(() => reader.close())

const wide = 401
const high = 560
const fill = 'q 200.5 0 0 280 0 0 cm /I0 Do Q'
let grey: Uint8Array
let colour: Uint8Array
beforeAll(async () => {
  grey = await pageJpeg(wide, high)
  colour = await pageJpeg(wide, high, 'colour')
})

function pdfOf(image: PlainImage, more: Partial<PlainPage> = {}, catalog = ''): Uint8Array {
  return plainPdf([{ mediaBox: [0, 0, 200.5, 280], content: fill, images: [image], ...more }], catalog)
}

async function greySamples(png: Uint8Array): Promise<Uint8Array> {
  return sharp(png).toColourspace('b-w').raw().toBuffer()
}

describe('a plain JPEG comes out byte for byte', () => {
  test('in grey and in colour', async () => {
    for (const [jpeg, space] of [[grey, '/DeviceGray'], [colour, '/DeviceRGB']] as const) {
      const image = await reader.pageImage(pdfOf(jpegImage(jpeg, wide, high, space)), 0)
      expect(image).toMatchObject({ format: 'jpeg', widthPx: wide, heightPx: high, orientation: 1 })
      expect(Buffer.compare(image.bytes, jpeg)).toBe(0)
    }
  })

  test('from under another filter', async () => {
    const packed = { width: wide, height: high, bytes: deflateSync(grey), entries: '/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter [/FlateDecode /DCTDecode]' }
    const image = await reader.pageImage(pdfOf(packed), 0)
    expect(image.format).toBe('jpeg')
    expect(Buffer.compare(image.bytes, grey)).toBe(0)
  })

  test('even when it has an EXIF tag of its own, which the PDF overrules', async () => {
    const tagged = await sharp(colour).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const image = await reader.pageImage(pdfOf(jpegImage(tagged, wide, high, '/DeviceRGB')), 0)
    expect(image).toMatchObject({ format: 'jpeg', orientation: 1 })
    expect(Buffer.compare(image.bytes, tagged)).toBe(0)
  })

  test.skipIf(!toolOrSkip('pdfimages'))('as pdfimages extracts it', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'sohoa-pdfimages-'))
    try {
      const pdf = pdfOf(jpegImage(colour, wide, high, '/DeviceRGB'))
      await writeFile(path.join(folder, 'scan.pdf'), pdf)
      expect(runTool('pdfimages', ['-all', 'scan.pdf', 'image'], { cwd: folder }).status).toBe(0)
      const extracted = await readFile(path.join(folder, 'image-000.jpg'))
      expect(Buffer.compare((await reader.pageImage(pdf, 0)).bytes, extracted)).toBe(0)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe('the eight ways to place an image', () => {
  const placements: readonly [number, string][] = [
    [1, 'q 200.5 0 0 280 0 0 cm'], [2, 'q -200.5 0 0 280 200.5 0 cm'], [3, 'q -200.5 0 0 -280 200.5 280 cm'], [4, 'q 200.5 0 0 -280 0 280 cm'],
    [5, 'q 0 -200.5 -280 0 280 200.5 cm'], [6, 'q 0 -200.5 280 0 0 200.5 cm'], [7, 'q 0 200.5 280 0 0 0 cm'], [8, 'q 0 200.5 -280 0 280 0 cm'],
  ]
  test.each(placements)('orientation %i turns the stored image into the page as drawn', async (orientation, placement) => {
    const turned = orientation > 4
    const mediaBox = turned ? [0, 0, 280, 200.5] as const : [0, 0, 200.5, 280] as const
    const pdf = plainPdf([{ mediaBox, content: `${placement} /I0 Do Q`, images: [jpegImage(grey, wide, high)] }])
    const image = await reader.pageImage(pdf, 0)
    expect(image.orientation).toBe(orientation)
    expect(image.dpi).toBeCloseTo(144, 3)
    await expectDrawnLike(pdf, image.bytes, orientation)
  })

  test.each([[90, 6], [180, 3], [270, 8]])('/Rotate %i alone is orientation %i', async (rotate, orientation) => {
    const pdf = pdfOf(jpegImage(grey, wide, high), { entries: `/Rotate ${rotate}` })
    const image = await reader.pageImage(pdf, 0)
    expect(image).toMatchObject({ format: 'jpeg', orientation })
    await expectDrawnLike(pdf, image.bytes, orientation)
  })

  async function expectDrawnLike(pdf: Uint8Array, jpeg: Uint8Array, orientation: number): Promise<void> {
    const drawn = await reader.render(pdf, 0, 36)
    const size = { width: drawn.widthPx, height: drawn.heightPx, fit: 'fill' } as const
    const tagged = await sharp(jpeg).withMetadata({ orientation }).png().toBuffer()
    const upright = await sharp(tagged).autoOrient().resize(size).toColourspace('b-w').raw().toBuffer()
    const seen = await greySamples(drawn.png)
    const difference = upright.reduce((sum, value, index) => sum + Math.abs(value - (seen[index] ?? 0)), 0) / upright.length
    expect(difference).toBeLessThan(6)
  }
})

describe('what is no plain JPEG comes out as its pixels, without loss', () => {
  test('8-bit grey stays every value it was', async () => {
    const samples = pageSamples(wide, high)
    const image = await reader.pageImage(pdfOf(rawImage(samples, wide, high, '/ColorSpace /DeviceGray /BitsPerComponent 8')), 0)
    expect(image.format).toBe('png')
    expect(Buffer.compare(await greySamples(image.bytes), samples)).toBe(0)
    const { density, channels } = await sharp(image.bytes).metadata()
    expect({ density, channels }).toEqual({ density: 144, channels: 1 })
  })

  test('black and white stays one bit, also inverted by Decode or drawn as a stencil', async () => {
    const bits = pageBits(wide, high)
    const flipped = bits.map((byte) => byte ^ 0xff)
    const expected = await greySamples((await reader.pageImage(pdfOf(rawImage(bits, wide, high, '/ColorSpace /DeviceGray /BitsPerComponent 1')), 0)).bytes)
    const white = expected.filter((value) => value === 255).length
    expect(white + expected.filter((value) => value === 0).length).toBe(wide * high)
    expect(white).toBeGreaterThan(wide * high * 0.8)
    for (const image of [
      rawImage(flipped, wide, high, '/ColorSpace /DeviceGray /BitsPerComponent 1 /Decode [1 0]'),
      rawImage(bits, wide, high, '/ImageMask true /BitsPerComponent 1'),
    ]) {
      const { bytes, format } = await reader.pageImage(pdfOf(image), 0)
      expect(format).toBe('png')
      expect(bytes[24]).toBe(1)
      expect(Buffer.compare(await greySamples(bytes), expected)).toBe(0)
    }
  })

  test('a JPEG whose values the PDF turns over is taken as the page shows it', async () => {
    const image = await reader.pageImage(pdfOf(jpegImage(grey, wide, high, '/DeviceGray', '/Decode [1 0]')), 0)
    expect(image.format).toBe('png')
    const [shown, stored] = await Promise.all([greySamples(image.bytes), greySamples(grey)])
    expect(Math.abs((shown[5000] ?? 0) - (255 - (stored[5000] ?? 0)))).toBeLessThan(3)
  })

  test('what a soft mask hides does not come back', async () => {
    const softMask = new Uint8Array(wide * high).fill(255)
    for (let y = 20; y < 40; y++) softMask.fill(0, y * wide + 20, y * wide + 80)
    const image = await reader.pageImage(pdfOf({ ...jpegImage(grey, wide, high), softMask }), 0)
    expect(image.format).toBe('png')
    const shown = await greySamples(image.bytes)
    expect([...shown.subarray(30 * wide + 21, 30 * wide + 79)].every((value) => value === 255)).toBe(true)
  })

  test('CMYK becomes RGB', async () => {
    const cmyk = await pageJpeg(wide, high, 'cmyk')
    const image = await reader.pageImage(pdfOf(jpegImage(cmyk, wide, high, '/DeviceCMYK')), 0)
    expect(image.format).toBe('png')
  })

  test('the same page gives the same bytes again', async () => {
    const pdf = pdfOf(rawImage(pageSamples(wide, high), wide, high, '/ColorSpace /DeviceGray /BitsPerComponent 8'))
    const [one, other] = [await reader.pageImage(pdf, 0), await reader.pageImage(Uint8Array.from(pdf), 0)]
    expect(Buffer.compare(one.bytes, other.bytes)).toBe(0)
  })

  test('unequal resolutions of a fax are both told', async () => {
    const pdf = pdfOf(rawImage(pageBits(wide, high), wide, high, '/ColorSpace /DeviceGray /BitsPerComponent 1'), { mediaBox: [0, 0, 200.5, 560], content: 'q 200.5 0 0 560 0 0 cm /I0 Do Q' })
    const image = await reader.pageImage(pdf, 0)
    expect([image.dpi, image.dpiVertical].map(Math.round)).toEqual([144, 72])
    const view = new DataView(image.bytes.buffer, image.bytes.byteOffset)
    expect([view.getUint32(41), view.getUint32(45)]).toEqual([Math.round(144 / 0.0254), Math.round(72 / 0.0254)])
  })
})

describe('an image that cannot stand for its page is refused', () => {
  test('when it lies in a layer that is switched off', async () => {
    const content = `/OC /L BDC ${fill} EMC`
    const seen = pdfOf(jpegImage(grey, wide, high), { content })
    const hidden = pdfOf(jpegImage(grey, wide, high), { content }, layerSwitchedOff)
    expect((await reader.pageImage(seen, 0)).format).toBe('jpeg')
    await expect(reader.pageImage(hidden, 0)).rejects.toMatchObject({ code: 'not_a_scan', params: { page: 1, why: 'page does not look like its image' } })
  })

  test('when its JPEG is cut short or corrupt', async () => {
    for (const broken of [grey.subarray(0, grey.length - 400), grey.subarray(0, Math.floor(grey.length / 2))]) {
      await expect(reader.pageImage(pdfOf(jpegImage(broken, wide, high)), 0)).rejects.toMatchObject({ code: 'image_damaged', params: { page: 1 } })
    }
  })

  test('with the reason and the page number when the page is no scan', async () => {
    const pdf = pdfOf(jpegImage(grey, wide, high), { content: `${fill} BT /T 12 Tf 20 100 Td (typed) Tj ET` })
    await expect(reader.pageImage(pdf, 0)).rejects.toMatchObject({ code: 'not_a_scan', params: { page: 1, why: 'visible text' } })
  })
})
