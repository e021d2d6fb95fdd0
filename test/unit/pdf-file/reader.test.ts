import { deflateSync } from 'node:zlib'
import { PDFDocument } from 'pdf-lib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPdfReader, scanRefusals } from '../../../shared/pdf-file/index.ts'
import { hasOtherUserUnit } from '../../../shared/pdf-file/raw-tokens.ts'
import { explainError } from '../../../shared/words/index.ts'
import { pageJpeg } from '../../support/pictures.ts'
import { jpegImage, plainPdf } from '../../support/plain-pdf.ts'

const reader = openPdfReader({ processes: 1 })
afterAll(() => reader.close())

const fill = 'q 200 0 0 280 0 0 cm /I0 Do Q'
let jpeg: Uint8Array
let scan: Uint8Array
beforeAll(async () => {
  jpeg = await pageJpeg(400, 560)
  scan = plainPdf([{ mediaBox: [0, 0, 200, 280], content: fill, images: [jpegImage(jpeg, 400, 560)] }])
})

/** A one-page scan as another program writes it, object streams and all. */
async function libraryPdf(change: (document: PDFDocument) => void = () => undefined): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  const page = document.addPage([200, 280])
  page.drawImage(await document.embedJpg(jpeg), { x: 0, y: 0, width: 200, height: 280 })
  change(document)
  return document.save()
}

describe('files that cannot be read', () => {
  test('without a password they do not have are pdf_encrypted', async () => {
    const locked = await libraryPdf((document) => { document.encrypt({ userPassword: 'của tôi', ownerPassword: 'khác' }) })
    await expect(reader.inspect(locked)).rejects.toMatchObject({ code: 'pdf_encrypted' })
  })

  test('restricted by an owner only, they are read', async () => {
    const restricted = await libraryPdf((document) => { document.encrypt({ ownerPassword: 'khác', userPassword: '' }) })
    expect(await reader.inspect(restricted)).toMatchObject({ encrypted: true, pages: [{ content: { kind: 'scan' } }] })
    expect(Buffer.compare((await reader.pageImage(restricted, 0)).bytes, jpeg)).toBe(0)
  })

  test('that are no PDF inside are pdf_damaged, and the child lives on', async () => {
    const before = (await reader.inspect(scan), reader.pids())
    for (const broken of [Buffer.from('%PDF-1.7\n%%EOF'), new Uint8Array(100), scan.subarray(0, 60)]) {
      await expect(reader.inspect(broken)).rejects.toMatchObject({ code: 'pdf_damaged' })
    }
    expect((await reader.inspect(scan)).pageCount).toBe(1)
    expect(reader.pids()).toEqual(before)
  })

  test('a page that does not exist is pdf_damaged with its number', async () => {
    await expect(reader.render(scan, 7, 72)).rejects.toMatchObject({ code: 'pdf_damaged', params: { page: 8 } })
  })
})

describe('limits', () => {
  test('hold for pages, pixels of an image and pixels of a rendering', async () => {
    const narrow = openPdfReader({ processes: 1, limits: { pages: 2, pixels: 200_000 } })
    try {
      const page = { mediaBox: [0, 0, 200, 280] as const, content: fill, images: [jpegImage(jpeg, 400, 560)] }
      await expect(narrow.inspect(plainPdf([page, page, page]))).rejects.toMatchObject({ code: 'pdf_too_many_pages', params: { pages: 3, limit: 2 } })
      await expect(narrow.pageImage(scan, 0)).rejects.toMatchObject({ code: 'pdf_page_too_large', params: { page: 1 } })
      await expect(narrow.render(scan, 0, 300)).rejects.toMatchObject({ code: 'pdf_page_too_large', params: { page: 1 } })
      expect((await narrow.render(scan, 0, 72)).widthPx).toBe(200)
    } finally {
      await narrow.close()
    }
  })

  test('an endless page ends in child_timeout, and the next file is read by a new child', async () => {
    const hasty = openPdfReader({ processes: 1, limits: { inspectMs: 20_000, pageMs: 1500 } })
    try {
      const step = '0 0 200 280 re 100 140 m 0 0 l 200 280 l W n 0 0 200 280 re f '
      const bomb = plainPdf([{ mediaBox: [0, 0, 200, 280], content: step.repeat(5000) }])
      await expect(hasty.render(bomb, 0, 600)).rejects.toMatchObject({ code: 'child_timeout' })
      expect((await hasty.inspect(scan)).pageCount).toBe(1)
    } finally {
      await hasty.close()
    }
  })
})

describe('rendering', () => {
  test('draws the appearance of signature fields, at the size the resolution asks for', async () => {
    const annotations = [{ entries: '/Subtype /Widget /FT /Sig /T (s) /Rect [50 100 150 200] /F 4', appearance: '0 g 0 0 100 100 re f' }]
    const pdf = plainPdf([{ mediaBox: [0, 0, 200.5, 280], content: '', annotations }], '/AcroForm << /Fields [6 0 R] >>')
    const { png, widthPx, heightPx } = await reader.render(pdf, 0, 144)
    expect([widthPx, heightPx]).toEqual([401, 560])
    const { data, info } = await sharp(png).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([401, 560])
    expect([data[280 * 401 + 200], data[10 * 401 + 10]]).toEqual([0, 255])
  })

  test('shows the page turned and cropped', async () => {
    const pdf = plainPdf([{ mediaBox: [0, 0, 200, 280], entries: '/Rotate 90 /CropBox [0 0 100 280]', content: '0 g 0 0 100 140 re f' }])
    const { png, widthPx, heightPx } = await reader.render(pdf, 0, 72)
    expect([widthPx, heightPx]).toEqual([280, 100])
    const data = await sharp(png).toColourspace('b-w').raw().toBuffer()
    expect([data[50 * 280 + 20], data[50 * 280 + 260]]).toEqual([0, 255])
  })
})

test('the text layer is read, invisible text included', async () => {
  const pdf = plainPdf([{ mediaBox: [0, 0, 200, 280], content: 'BT 3 Tr /T 12 Tf 20 100 Td (So 12/QD) Tj ET' }])
  expect((await reader.text(pdf, 0)).trim()).toBe('So 12/QD')
})

test('another page unit is noticed inside an object stream too, and 1 is no other unit', () => {
  const packed = (object: string): Uint8Array => {
    const body = deflateSync(Buffer.from(`7 0 ${object}`))
    return Buffer.concat([scan, Buffer.from(`5 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${body.byteLength} >>\nstream\r\n`), body, Buffer.from('\nendstream')])
  }
  expect(hasOtherUserUnit(packed('<< /Type /Page /UserUnit 2 >>'))).toBe(true)
  expect(hasOtherUserUnit(packed('<< /Type /Page /UserUnit 1.0 >>'))).toBe(false)
  expect(hasOtherUserUnit(packed('<< /Type /Page >>'))).toBe(false)
})

test('every reason for refusing a page can be told to people', () => {
  for (const why of scanRefusals) {
    const told = (['vi', 'en'] as const).map((language) => explainError('not_a_scan', { page: 1, why }, language).what)
    expect(told[0]).not.toContain(why)
    expect(new Set(told).size).toBe(2)
  }
})
