import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordLine } from '../../shared/contract/index.ts'
import { openPdfReader, type PdfReader } from '../../shared/pdf-file/index.ts'
import { addKey, decisionLines, dossier, openOffice, type Office } from '../support/office.ts'
import { opensslOnCades } from '../support/outside-judges.ts'
import { printedPage } from '../support/printed-page.ts'
import { readQr } from '../support/qr.ts'
import { findSignatures, scratchFolder } from '../support/signed-pdf.ts'
import { runTool, toolOrSkip } from '../support/system-tools.ts'

/** What the station puts out, judged by programs that nobody on the team wrote. */

interface Output {
  readonly name: string
  readonly record: RecordLine
  readonly pdf: Buffer
  readonly file: string
  readonly text: string
  readonly raws: readonly string[]
}

let office: Office
let reader: PdfReader
const outputs: Output[] = []

/** What stands on the second page of a decision. */
const continuation = [
  { text: '2', x: 104, y: 15 },
  ...[
    'Điều 3. Trưởng phòng Kinh tế, người sử dụng đất và các cơ quan có liên quan chịu trách nhiệm thi hành',
    'Quyết định này, báo cáo kết quả thực hiện về Ủy ban nhân dân xã trước ngày 31 tháng 12 năm 2026.',
    'Điều 4. Người sử dụng đất có trách nhiệm thực hiện nghĩa vụ tài chính theo quy định của pháp luật,',
    'sử dụng đất đúng mục đích, đúng ranh giới thửa đất và không làm tổn hại đến lợi ích của người khác.',
  ].map((text, index) => ({ text, x: 30, y: 30 + 8 * index, size: 12 })),
]

async function scan(name: string, number: number, skew: number): Promise<string> {
  const folder = path.join(office.folder, 'quét', name)
  await mkdir(folder, { recursive: true })
  for (const page of [1, 2]) {
    await printedPage(page === 1 ? decisionLines(number + page) : continuation, { dpi: 200, paper: '#f6f2e8' }).rotate(skew, { background: '#f6f2e8' }).jpeg({ quality: 80 }).withMetadata({ density: 200 }).toFile(path.join(folder, `${page}.jpg`))
  }
  return folder
}

async function convert(name: string, number: number, skew = 0): Promise<void> {
  const folder = await scan(name, number, skew)
  const { records: [record] } = await office.call('record.convert', { files: [folder], dossiers: [dossier], acceptAbove: 0 })
  if (record === undefined) throw new Error('no record')
  const { files } = await office.call('record.export', { id: record.id, folder: path.join(office.folder, 'xuất') })
  const file = files.find((path) => path.endsWith('.pdf')) ?? ''
  const text = await readFile(files.find((path) => path.endsWith('.txt')) ?? '', 'utf8')
  outputs.push({ name, record, file, text, pdf: await readFile(file), raws: [1, 2].map((page) => path.join(folder, `${page}.jpg`)) })
}

beforeAll(async () => {
  office = await openOffice({ keepsOpen: true })
  reader = openPdfReader({ processes: 1 })
  await convert('RSA PKCS#1 v1.5', 10)
  await office.call('station.configure', { set: { rsaScheme: 'PSS', signatureDigest: 'SHA-384' } })
  await convert('RSA-PSS, skewed', 20, 1.5)
  await addKey(office.call, office.folder, office.pki.agencyP256)
  await office.call('station.configure', { set: { timeStampUrl: null } })
  await convert('P-256 without time stamp', 30)
})
afterAll(async () => {
  await reader.close()
  await office.close()
})

const words = (text: string): string[] => text.normalize('NFC').split(/\s+/u).filter((word) => word !== '')

/** Words of `inner` that stand in `outer` in the same order. */
function inOrder(inner: readonly string[], outer: readonly string[]): number {
  let at = 0
  let found = 0
  for (const word of inner) {
    const next = outer.indexOf(word, at)
    if (next >= 0) {
      at = next + 1
      found += 1
    }
  }
  return found
}

describe('what the station signs', () => {
  it('is signed at the level that the record says', () => {
    expect(outputs.map(({ record }) => record.state.trust)).toEqual(['B-T', 'B-T', 'B-B'])
  })

  it.skipIf(!toolOrSkip('pdfsig'))('is valid for pdfsig', () => {
    for (const { name, file } of outputs) expect([name, runTool('pdfsig', [file]).text]).toEqual([name, expect.stringMatching(/Total document signed[\s\S]*Signature is Valid/u)])
  })

  it.skipIf(!toolOrSkip('pdfsig'))('is made with the digest that the settings tell', () => {
    expect(outputs.map(({ file }) => /Signing Hash Algorithm: (.*)/u.exec(runTool('pdfsig', [file]).text)?.[1])).toEqual(['SHA-256', 'SHA-384', 'SHA-384'])
  })

  it.skipIf(!toolOrSkip('openssl'))('is a CAdES signature for openssl, up to the trusted root', () => {
    for (const { name, pdf } of outputs) {
      using folder = scratchFolder()
      for (const signature of findSignatures(pdf)) {
        const { status, text } = opensslOnCades(folder, signature, office.pki.root.certificate)
        expect([name, status, text]).toEqual([name, 0, expect.stringContaining('CAdES Verification successful')])
      }
    }
  })

  it.skipIf(!toolOrSkip('qpdf'))('has no fault for qpdf', () => {
    for (const { name, file } of outputs) expect([name, runTool('qpdf', ['--check', file]).status]).toEqual([name, 0])
  })

  it.skipIf(!toolOrSkip('pdftotext'))('gives the words of ID.txt in their order to pdftotext', () => {
    for (const { name, file, text } of outputs) {
      const expected = words(text)
      expect(expected.length).toBeGreaterThan(100)
      expect([name, inOrder(expected, words(runTool('pdftotext', ['-raw', file, '-']).stdout.toString('utf8')))]).toEqual([name, expected.length])
    }
  })

  it.skipIf(!toolOrSkip('pdfimages'))('shows the raw scans themselves, byte for byte', async () => {
    for (const { file, raws } of outputs) {
      using folder = scratchFolder()
      runTool('pdfimages', ['-all', file, path.join(folder.path, 'page')])
      for (const [index, raw] of raws.entries()) expect(await readFile(path.join(folder.path, `page-00${index}.jpg`))).toEqual(await readFile(raw))
    }
  })

  it('opens in PDFium with every page, and its QR reads back from a grey 200-dpi rendering', async () => {
    for (const { name, pdf, record } of outputs) {
      expect(await reader.pageCount(pdf)).toBe(2)
      const { png } = await reader.render(pdf, 0, 200)
      const codes = await readQr(await sharp(png).greyscale().png().toBuffer())
      expect([name, codes]).toEqual([name, [expect.stringContaining(record.code)]])
      expect(codes[0]).toMatch(/^BẢN TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ\n/u)
      expect(codes[0]).toContain(office.agency)
      for (const { name: ownerName, id } of dossier.owners) {
        expect(codes[0]).not.toContain(ownerName)
        expect(codes[0]).not.toContain(id)
      }
    }
  })
})
