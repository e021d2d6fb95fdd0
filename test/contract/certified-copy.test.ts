import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordLine } from '../../shared/contract/index.ts'
import { openPdfReader, type PdfReader } from '../../shared/pdf-file/index.ts'
import { decisionLines, dossier, openOffice, type Office } from '../support/office.ts'
import { printedPage, type PrintedLine } from '../support/printed-page.ts'
import { readQr } from '../support/qr.ts'
import { findSignatures } from '../support/signed-pdf.ts'

/** Records under the regime `sao-y` (Decree 30/2020 Art. 25; Annex I, part II-I). */

const a4HeightPt = (297 * 72) / 25.4
let office: Office
let reader: PdfReader

async function scan(name: string, lines: readonly PrintedLine[], dpi: number): Promise<string> {
  const folder = path.join(office.folder, 'quét')
  await mkdir(folder, { recursive: true })
  const file = path.join(folder, `${name}.jpg`)
  await printedPage(lines, { dpi }).jpeg({ quality: 80 }).withMetadata({ density: dpi }).toFile(file)
  return file
}

async function convert(file: string): Promise<RecordLine> {
  const { records: [record] } = await office.call('record.convert', { files: [file], dossiers: [dossier], acceptAbove: 0 })
  if (record === undefined) throw new Error('nothing was converted')
  return record
}

async function pdfOf({ id }: RecordLine): Promise<{ file: string; bytes: Buffer }> {
  const { files } = await office.call('record.export', { id, folder: path.join(office.folder, `ra-${id}`) })
  const file = files.find((one) => one.endsWith('.pdf')) ?? ''
  return { file, bytes: await readFile(file) }
}

/** Height of page 1 as it is shown, pt, and how much of the page's upper right corner (a third wide, `reach` pt high) is inked. */
async function headOf(pdf: Buffer, reach: number): Promise<{ height: number; ink: number }> {
  const { png, widthPx, heightPx } = await reader.render(pdf, 0, 72)
  const { data } = await sharp(png).extract({ left: Math.floor(widthPx / 2), top: 0, width: Math.floor(widthPx / 2), height: Math.floor(reach) }).greyscale().raw().toBuffer({ resolveWithObject: true })
  return { height: heightPx, ink: data.filter((value) => value < 140).length }
}

beforeAll(async () => {
  office = await openOffice({ keepsOpen: true })
  reader = openPdfReader({ processes: 1 })
  expect((await office.command(['configure', '--signing-regime', 'sao-y'])).code).toBe(0)
})
afterAll(async () => {
  await reader.close()
  await office.close()
})

describe('a certified copy', () => {
  /** The print begins 40 mm below the upper edge. */
  const lowPrint = decisionLines(610).map((line) => ({ ...line, y: line.y + 20 }))
  let record: RecordLine
  let pdf: { file: string; bytes: Buffer }

  it('is signed by the agency and passes our verifier', async () => {
    record = await convert(await scan('thấp', lowPrint, 200))
    expect([record.state.work, record.state.trust, record.stoppedBy]).toEqual(['signed', 'B-T', null])
    pdf = await pdfOf(record)
    expect(findSignatures(pdf.bytes)).toHaveLength(1)
    const { files: [verdict] } = await office.call('file.verify', { files: [pdf.file] })
    expect(verdict?.signatures).toMatchObject([{ field: 'ChuKyCoQuan', intact: true, changesAfter: [] }])
  })

  it('bears no conversion mark, neither in words nor as a QR code, and the record tells of none', async () => {
    const { png } = await reader.render(pdf.bytes, 0, 200)
    expect(await readQr(await sharp(png).greyscale().png().toBuffer())).toEqual([])
    expect(await reader.text(pdf.bytes, 0)).not.toContain('chuyển đổi từ văn bản giấy')
    expect(await office.call('record.show', { id: record.id })).toMatchObject({ mark: null, markPlace: null, convertedAt: null })
  })

  it('shows at the top right of page 1 what it is, by whom and when, in words alone; on a training station the notice stands first', async () => {
    const { mark, signatures } = await office.call('signature.preview', { id: record.id })
    expect(mark).toBeNull()
    expect(signatures).toMatchObject([{ by: 'agency', seal: false, noRoom: false, place: { page: 1 } }])
    expect(signatures[0]?.lines).toEqual([
      'BẢN TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ', 'SAO Y', office.agency, expect.stringMatching(/^Thời gian ký: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/u) as string,
    ])
    const { box } = signatures[0]?.place ?? { box: { x: 0, y: 1, width: 0, height: 0 } }
    expect([box.x + box.width > 0.9, box.y < 0.1, box.y >= 0]).toEqual([true, true, true])
    const { height, ink } = await headOf(pdf.bytes, 80)
    expect([height, ink > 200]).toEqual([Math.round(a4HeightPt), true])
  })

  it('of a paper that is printed to its edge has its head lengthened: nothing on the paper is covered', async () => {
    const first = { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', x: 95, y: 8 }
    const full = await convert(await scan('kín', [first, { ...first, y: 16 }, { ...first, y: 24 }, ...lowPrint.map((line) => ({ ...line, text: line.text.replace('810', '811') }))], 200))
    expect(full.state.work).toBe('signed')
    const { bytes } = await pdfOf(full)
    const { height, ink } = await headOf(bytes, 60)
    expect([height > a4HeightPt + 40, ink > 200]).toEqual([true, true])
  })

  it('of a paper scanned below 200 dpi is not made: the record says which page to scan again', async () => {
    const low = await convert(await office.scan(620))
    expect([low.state.work, low.state.trust, low.stoppedBy]).toEqual(['awaiting review', 'unsigned', { code: 'copy_resolution_too_low', params: { page: 1, dpi: 150, least: 200 } }])
  })

  it('is no conversion: with the other regime the next paper is marked as before', async () => {
    await office.call('station.configure', { set: { signingRegime: 'chuyen-doi' } })
    const marked = await convert(await scan('khác', decisionLines(630), 200))
    expect((await office.call('record.show', { id: marked.id })).mark).toContain('Bản điện tử chuyển đổi từ văn bản giấy')
  })
})
