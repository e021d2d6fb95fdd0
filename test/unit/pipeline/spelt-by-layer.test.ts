import { afterAll, expect, test } from 'vitest'
import { openImageRoom } from '../../../shared/image/index.ts'
import { plainText, SohoaError } from '../../../shared/model/index.ts'
import { openOcrEngine } from '../../../shared/ocr/index.ts'
import { openPdfReader } from '../../../shared/pdf-file/index.ts'
import { readPage } from '../../../shared/pipeline/reading/read-page.ts'
import { speltByLayer, speltWhereLayer } from '../../../shared/pipeline/reading/spelt-by-layer.ts'
import { legacyFontPdf } from '../../support/legacy-font-pdf.ts'
import { decision } from '../../support/printed-page.ts'

const images = openImageRoom({ processes: 1 })
const reader = openPdfReader({ processes: 1 })
const engine = await openOcrEngine({ engine: 'tesseract.js', processes: 1, timeLimitMs: 120_000 })
afterAll(() => Promise.all([images.close(), reader.close(), engine.close()]))

test('a file whose text is TCVN3 is read in Unicode, as it shows; text that belongs to another page changes nothing and is told', async () => {
  const pdf = await legacyFontPdf(decision)
  expect(await reader.text(pdf, 0)).toContain('QuyÕt ®Þnh')
  const read = await readPage(images, engine, (await reader.render(pdf, 0, 200)).png, { format: 'png', dpi: 200, dpiFrom: 'pdf', exifOrientation: 1 })
  const { text, clean } = speltByLayer(read, await reader.layerWords(pdf, 0, 200))
  for (const { text: line } of decision) expect.soft(plainText(text)).toContain(line)
  expect(clean.cleaning.treatments).toEqual(expect.arrayContaining([{ what: 'recoded', measured: 100 }]))
  const taken = clean.cleaning.treatments.find(({ what }) => what === 'layer')?.measured
  expect(taken).toBeGreaterThan(90)

  const other = await legacyFontPdf(decision.map((line) => ({ ...line, text: Array.from(line.text).reverse().join('') })))
  const lying = speltByLayer(read, await reader.layerWords(other, 0, 200))
  expect(lying.text).toEqual(read.text)
  expect(lying.clean.cleaning.warnings).toContain('text layer differs')
})

test('a page whose layer kills its child, hangs or cannot be loaded stays as it was read, and tells so; any other failure is one', async () => {
  const pdf = await legacyFontPdf(decision)
  const read = await readPage(images, engine, (await reader.render(pdf, 0, 100)).png, { format: 'png', dpi: 100, dpiFrom: 'pdf', exifOrientation: 1 })
  for (const error of [new SohoaError('child_crashed'), new SohoaError('child_timeout', { seconds: 60 }), new SohoaError('pdf_damaged', { page: 1 })]) {
    const { text, clean } = await speltWhereLayer(read, () => Promise.reject(error))
    expect(text).toEqual(read.text)
    expect(clean.cleaning.warnings).toContain('text layer unread')
  }
  await expect(speltWhereLayer(read, () => Promise.reject(new SohoaError('cancelled')))).rejects.toMatchObject({ code: 'cancelled' })
})
