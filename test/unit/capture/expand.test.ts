import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expandSource, openImageReader, type ExpandedPage, type ExpandedSource } from '../../../shared/capture/index.ts'
import type { SourceFormat } from '../../../shared/model/index.ts'
import { openPdfReader } from '../../../shared/pdf-file/index.ts'
import { pageJpeg, pageSamples } from '../../support/pictures.ts'
import { jpegImage, plainPdf } from '../../support/plain-pdf.ts'
import { tiffOf, withJfifDensity, withPngPhysicalSize } from './image-files.ts'

const readers = { pdf: openPdfReader({ processes: 1 }), images: openImageReader({ processes: 1 }) }
afterAll(() => Promise.all([readers.pdf.close(), readers.images.close()]))

const wide = 301
const high = 420

function expand(bytes: Uint8Array, format: SourceFormat): Promise<ExpandedSource> {
  return expandSource({ bytes, format }, readers)
}

async function collected(pages: AsyncIterable<ExpandedPage>): Promise<ExpandedPage[]> {
  const all: ExpandedPage[] = []
  for await (const page of pages) all.push(page)
  return all
}

async function pagesOf(bytes: Uint8Array, format: SourceFormat): Promise<ExpandedPage[]> {
  const source = await expand(bytes, format)
  const pages = await collected(source.pages)
  expect(pages.length).toBe(source.pageCount)
  return pages
}

async function onlyPage(bytes: Uint8Array, format: SourceFormat): Promise<ExpandedPage> {
  const [page, second] = await pagesOf(bytes, format)
  if (page === undefined || second !== undefined) throw new Error('not one page')
  return page
}

async function pixels(page: ExpandedPage): Promise<Uint8Array> {
  if (page.bytes === 'source') throw new Error('the source itself')
  return sharp(page.bytes).toColourspace('b-w').raw().toBuffer()
}

let jpeg: Uint8Array
let plainJpeg: Uint8Array
let grey: Sharp
beforeAll(async () => {
  jpeg = await pageJpeg(wide, high, 'colour', 200)
  plainJpeg = await pageJpeg(wide, high, 'colour')
  grey = sharp(pageSamples(wide, high), { raw: { width: wide, height: high, channels: 1 } }).toColourspace('b-w')
})

describe('a JPEG or PNG is its own page', () => {
  test('with size, resolution and orientation as it tells them', async () => {
    const tagged = await sharp(jpeg).withMetadata({ orientation: 8, density: 300 }).jpeg().toBuffer()
    expect(await onlyPage(tagged, 'jpeg')).toEqual({ format: 'jpeg', bytes: 'source', widthPx: wide, heightPx: high, dpi: 300, dpiFrom: 'image', exifOrientation: 8 })
    const png = await grey.clone().withMetadata({ density: 300 }).png().toBuffer()
    const page = await onlyPage(png, 'png')
    expect(page).toMatchObject({ format: 'png', bytes: 'source', exifOrientation: 1 })
    expect(page.dpi).toBeCloseTo(300, 1)
  })

  test.each([[1, 300, 300], [2, 118, 299.72], [0, 1, null], [1, 72, 72], [1, 5, null], [1, 0, null], [1, 20_000, null]])('JFIF unit %i and density %i is %s dpi', async (unit, density, dpi) => {
    const page = await onlyPage(withJfifDensity(plainJpeg, unit, density), 'jpeg')
    expect(page.dpiFrom).toBe(dpi === null ? null : 'image')
    if (dpi === null) expect(page.dpi).toBeNull()
    else expect(page.dpi).toBeCloseTo(dpi, 1)
  })

  test('EXIF tells the resolution where JFIF does not', async () => {
    expect((await onlyPage(withJfifDensity(jpeg, 0, 1), 'jpeg')).dpi).toBe(200)
    expect((await onlyPage(withJfifDensity(jpeg, 1, 150), 'jpeg')).dpi).toBe(150)
  })

  test('a PNG that tells a ratio only, or nothing, tells no resolution', async () => {
    const plain = await grey.clone().png().toBuffer()
    expect(await onlyPage(plain, 'png')).toMatchObject({ dpi: null, dpiFrom: null })
    expect(await onlyPage(withPngPhysicalSize(plain, 4000, 0), 'png')).toMatchObject({ dpi: null, dpiFrom: null })
    expect((await onlyPage(withPngPhysicalSize(plain, 7874, 1), 'png')).dpi).toBeCloseTo(200, 1)
  })

  test('but for CMYK, which becomes a PNG in sRGB', async () => {
    const page = await onlyPage(await pageJpeg(wide, high, 'cmyk'), 'jpeg')
    expect(page).toMatchObject({ format: 'png', widthPx: wide, heightPx: high })
    const [shown, meant] = [await pixels(page), pageSamples(wide, high)]
    const difference = meant.reduce((sum, value, index) => sum + Math.abs(value - (shown[index] ?? 0)), 0) / meant.length
    expect(difference).toBeLessThan(16)
  })
})

describe('a TIFF gives one lossless PNG a page', () => {
  test('1-bit stays 1-bit, resolution kept, the same bytes each time', async () => {
    const blackAndWhite = await grey.clone().threshold(128).raw().toBuffer()
    const raw = { width: wide, height: high, channels: 1 } as const
    const tiff = await sharp(blackAndWhite, { raw }).toColourspace('b-w').tiff({ compression: 'ccittfax4', bitdepth: 1, xres: 300 / 25.4, yres: 300 / 25.4 }).toBuffer()
    const page = await onlyPage(tiff, 'tiff')
    expect(page).toMatchObject({ format: 'png', widthPx: wide, heightPx: high, dpiFrom: 'image', exifOrientation: 1 })
    expect(page.dpi).toBeCloseTo(300, 1)
    if (page.bytes === 'source') throw new Error('the source itself')
    expect(page.bytes[24]).toBe(1)
    expect(Buffer.compare(await pixels(page), blackAndWhite)).toBe(0)
    expect(await onlyPage(Uint8Array.from(tiff), 'tiff')).toEqual(page)
  })

  test('pages of many sizes, in order, each with its own orientation and resolution', async () => {
    const tiff = tiffOf([
      { width: 8, height: 5, value: 10, orientation: 1, dpi: 300 },
      { width: 3, height: 9, value: 200, orientation: 6, dpi: 200 },
    ])
    const pages = await pagesOf(tiff, 'tiff')
    expect(pages.map(({ widthPx, heightPx, exifOrientation, dpi }) => [widthPx, heightPx, exifOrientation, dpi])).toEqual([[8, 5, 1, 300], [3, 9, 6, 200]])
    expect(await Promise.all(pages.map(async (page) => (await pixels(page))[0]))).toEqual([10, 200])
  })

  test('a smaller copy of a page, marked as such, is no page', async () => {
    const tiff = tiffOf([
      { width: 8, height: 5, value: 10 },
      { width: 2, height: 2, value: 10, subfileType: 1 },
      { width: 8, height: 5, value: 30, subfileType: 2 },
    ])
    expect((await pagesOf(tiff, 'tiff')).map((page) => page.widthPx)).toEqual([8, 8])
  })

  test('centimetres count, a missing unit does not', async () => {
    expect((await onlyPage(tiffOf([{ width: 8, height: 5, value: 10, dpi: 120, unit: 3 }]), 'tiff')).dpi).toBeCloseTo(304.8, 5)
    expect((await onlyPage(tiffOf([{ width: 8, height: 5, value: 10, dpi: 300, unit: 1 }]), 'tiff')).dpi).toBeNull()
  })

  test('16 bits a sample and transparency come through', async () => {
    const deep = await sharp(new Uint16Array([0, 258, 40_000, 65_535]), { raw: { width: 2, height: 2, channels: 1 } }).toColourspace('grey16').tiff({ compression: 'lzw' }).toBuffer()
    const page = await onlyPage(deep, 'tiff')
    if (page.bytes === 'source') throw new Error('the source itself')
    const shown = await sharp(page.bytes).toColourspace('grey16').raw({ depth: 'ushort' }).toBuffer()
    expect([...new Uint16Array(shown.buffer, shown.byteOffset, 4)]).toEqual([0, 258, 40_000, 65_535])
    const clear = await sharp({ create: { width: 4, height: 4, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } }).tiff({ compression: 'lzw' }).toBuffer()
    expect((await pixels(await onlyPage(clear, 'tiff'))).every((value) => value === 255)).toBe(true)
  })
})

describe('a PDF', () => {
  const page = (content: string): Parameters<typeof plainPdf>[0][number] => ({ mediaBox: [0, 0, 150.5, 210], content, images: [jpegImage(jpeg, wide, high, '/DeviceRGB')] })
  const scanned = (): ReturnType<typeof page> => page('q 150.5 0 0 210 0 0 cm /I0 Do Q')
  const signature = '/AcroForm << /Fields [<< /FT /Sig /T (s) /V << /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >> >>] >>'

  test('of scans gives their images, with the resolution and orientation of the page', async () => {
    const pages = await pagesOf(plainPdf([scanned(), { ...scanned(), entries: '/Rotate 90' }]), 'pdf')
    expect(pages.map(({ format, dpi, dpiFrom, exifOrientation }) => [format, Math.round(dpi ?? 0), dpiFrom, exifOrientation])).toEqual([['jpeg', 144, 'pdf', 1], ['jpeg', 144, 'pdf', 6]])
    for (const { bytes } of pages) expect(bytes !== 'source' && Buffer.compare(bytes, jpeg)).toBe(0)
  })

  test('with one page that is no scan is refused before the first page is given', async () => {
    const typed = page('BT /T 12 Tf 20 100 Td (typed) Tj ET')
    await expect(expand(plainPdf([scanned(), scanned(), typed]), 'pdf')).rejects.toMatchObject({ code: 'not_a_scan', params: { page: 3, why: 'visible text' } })
  })

  test('that is signed is never taken as a scan, even when each page is one', async () => {
    const source = await expand(plainPdf([scanned()], signature), 'pdf')
    expect(source).toMatchObject({ kind: 'signed electronic original', pageCount: 1 })
    const [reading] = await collected(source.pages)
    expect(reading).toMatchObject({ format: 'png', dpi: 200, dpiFrom: 'pdf', exifOrientation: 1, widthPx: 418, heightPx: 583 })
  })
})
