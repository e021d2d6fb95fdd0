import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPdfReader, type PageContent } from '../../../shared/pdf-file/index.ts'
import { pageJpeg } from '../../support/pictures.ts'
import { jpegImage, plainPdf, type PlainPage } from '../../support/plain-pdf.ts'

const reader = openPdfReader({ processes: 1 })
afterAll(() => reader.close())

const wide = 400
const high = 560
/** 400 x 560 px on 200 x 280 pt: 144 dpi. */
const fill = 'q 200 0 0 280 0 0 cm /I0 Do Q'
let jpeg: Uint8Array
beforeAll(async () => { jpeg = await pageJpeg(wide, high) })

function pageWith(content: string, more: Partial<PlainPage> = {}): PlainPage {
  return { mediaBox: [0, 0, 200, 280], content, images: [jpegImage(jpeg, wide, high)], ...more }
}

async function contentOf(page: PlainPage, catalog = ''): Promise<PageContent> {
  const { pages } = await reader.inspect(plainPdf([page], catalog))
  const [first] = pages
  if (first === undefined) throw new Error('no page')
  return first.content
}

async function refusal(page: PlainPage): Promise<string> {
  const content = await contentOf(page)
  return content.kind === 'scan' ? 'scan' : content.why
}

describe('a scan', () => {
  test('is one image that fills the page', async () => {
    const content = await contentOf(pageWith(fill))
    expect(content).toMatchObject({ kind: 'scan', image: { widthPx: wide, heightPx: high, orientation: 1 } })
    if (content.kind === 'scan') expect(content.image.dpi).toBeCloseTo(144, 3)
  })

  test('may carry invisible text, which is not trusted but does no harm', async () => {
    expect(await refusal(pageWith(`${fill} BT 3 Tr /T 12 Tf 20 100 Td (hidden layer) Tj ET`))).toBe('scan')
  })

  test('may hide text under its image, as some scanners write it', async () => {
    expect(await refusal(pageWith(`BT /T 12 Tf 20 100 Td (under the image) Tj ET ${fill}`))).toBe('scan')
  })

  test('may have its image in nested forms', async () => {
    const forms = [{ entries: '/BBox [0 0 1 1] /Matrix [200 0 0 140 0 0]', content: 'q 1 0 0 1 0 0 cm /I0 Do Q' }]
    const content = await contentOf(pageWith('q 1 0 0 2 0 0 cm /F0 Do Q', { forms }))
    expect(content).toMatchObject({ kind: 'scan', image: { orientation: 1 } })
    if (content.kind === 'scan') expect(content.image.dpiVertical).toBeCloseTo(144, 3)
  })

  test('may lie on a white ground and leave a hair of margin', async () => {
    expect(await refusal(pageWith('1 g 0 0 200 280 re f q 194 0 0 272 3 4 cm /I0 Do Q'))).toBe('scan')
  })

  test('may carry links and empty form fields, which show nothing', async () => {
    const annotations = [
      { entries: '/Subtype /Link /Rect [10 10 50 50] /Border [0 0 0]' },
      { entries: '/Subtype /Widget /FT /Sig /T (s) /Rect [10 10 50 50]' },
      { entries: '/Subtype /Stamp /F 2 /Rect [10 10 50 50]', appearance: '0 g 0 0 100 100 re f' },
    ]
    expect(await refusal(pageWith(fill, { annotations }))).toBe('scan')
  })
})

describe('not a scan', () => {
  test('is a page with text to be seen, over the image or beside it', async () => {
    expect(await refusal(pageWith(`${fill} BT /T 12 Tf 20 100 Td (typed) Tj ET`))).toBe('visible text')
    expect(await refusal(pageWith('BT /T 12 Tf 20 100 Td (typed) Tj ET', { images: [] }))).toBe('visible text')
  })

  test('is a page whose text shows through a mask of the image above it', async () => {
    const softMask = new Uint8Array(wide * high).fill(255)
    softMask.fill(0, wide * 300, wide * 400)
    const images = [{ ...jpegImage(jpeg, wide, high), softMask }]
    expect(await refusal(pageWith(`BT /T 30 Tf 20 100 Td (seen) Tj ET ${fill}`, { images }))).toBe('visible text')
  })

  test('is a page with a box over the image, even a white one that only hides something', async () => {
    expect(await refusal(pageWith(`${fill} 1 g 20 20 60 30 re f`))).toBe('drawing')
  })

  test('is a page with a shade of grey beside the image', async () => {
    expect(await refusal(pageWith('0.9 g 0 0 200 280 re f q 194 0 0 272 3 4 cm /I0 Do Q'))).toBe('drawing')
  })

  test('is a page put together from strips or layers', async () => {
    const images = [jpegImage(jpeg, wide, high), jpegImage(jpeg, wide, high)]
    expect(await refusal(pageWith('q 200 0 0 140 0 140 cm /I0 Do Q q 200 0 0 140 0 0 cm /I1 Do Q', { images }))).toBe('several images')
    expect(await refusal(pageWith(`${fill} q 50 0 0 50 10 10 cm /I1 Do Q`, { images }))).toBe('several images')
  })

  test('is a page with a visible annotation or a filled field', async () => {
    for (const subtype of ['/Stamp', '/FreeText', '/Widget /FT /Tx /T (t)']) {
      const annotations = [{ entries: `/Subtype ${subtype} /Rect [10 10 50 50]`, appearance: '0 g 0 0 100 100 re f' }]
      expect(await refusal(pageWith(fill, { annotations }))).toBe('annotation')
    }
    expect(await refusal(pageWith(fill, { annotations: [{ entries: '/Subtype /Square /Rect [10 10 50 50] /C [1 0 0]' }] }))).toBe('annotation')
  })

  test('is an empty page', async () => {
    expect(await refusal(pageWith('', { images: [] }))).toBe('no image')
  })

  test('is an image that leaves part of the page free', async () => {
    expect(await refusal(pageWith('q 200 0 0 250 0 30 cm /I0 Do Q'))).toBe('image does not fill the page')
    expect(await refusal(pageWith(fill, { mediaBox: [0, 0, 230, 280] }))).toBe('image does not fill the page')
  })

  test('is an image of which page box or clipping hides a part', async () => {
    expect(await refusal(pageWith(fill, { entries: '/CropBox [0 0 200 200]' }))).toBe('image is cut')
    expect(await refusal(pageWith(`q 0 0 200 180 re W n ${fill} Q`))).toBe('image is cut')
    expect(await refusal(pageWith(`q 0 0 m 200 0 l 100 280 l h W n ${fill} Q`))).toBe('image is cut')
    const forms = [{ entries: '/BBox [0 0 200 150]', content: fill }]
    expect(await refusal(pageWith('/F0 Do', { forms }))).toBe('image is cut')
  })

  test('is an image placed at a slant', async () => {
    expect(await refusal(pageWith('q 200 6 -6 280 3 0 cm /I0 Do Q'))).toBe('image is slanted')
  })

  test('is a page that measures in an unknown unit', async () => {
    expect(await refusal(pageWith(fill, { entries: '/UserUnit 10' }))).toBe('unknown page unit')
    expect(await refusal(pageWith(fill, { entries: '/UserUnit 1.0' }))).toBe('scan')
  })
})

test('page size, rotation and crop are told as the page is shown', async () => {
  const { pages } = await reader.inspect(plainPdf([pageWith(fill, { entries: '/Rotate 90 /CropBox [1 2 199 278]' })]))
  expect(pages[0]).toMatchObject({ widthPt: 276, heightPt: 198, rotation: 90, content: { kind: 'scan' } })
})

test('a signature is noticed wherever it stands in the file, and an empty signature field is none', async () => {
  const field = '/AcroForm << /SigFlags 3 /Fields [<< /FT /Sig /T (s) '
  const empty = plainPdf([pageWith(fill)], `${field} >>] >>`)
  const signed = plainPdf([pageWith(fill)], `${field} /V << /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >> >>] >>`)
  const formerly = Buffer.concat([plainPdf([pageWith(fill)]), Buffer.from('9 0 obj << /Type /Sig /ByteRange\n[0 1 2 3] >> endobj')])
  expect((await reader.inspect(empty)).signed).toBe(false)
  expect((await reader.inspect(signed)).signed).toBe(true)
  expect((await reader.inspect(formerly)).signed).toBe(true)
})
