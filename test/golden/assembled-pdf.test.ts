import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openAssembler, type AssemblePage } from '../../shared/assemble/index.ts'
import { composeMark, loadMarkTemplate, placeMark, type PlacedMark } from '../../shared/mark/index.ts'
import { openPdfReader } from '../../shared/pdf-file/index.ts'
import { conversion, inkMap, metadata, paperPage } from '../support/paper.ts'
import { readQr } from '../support/qr.ts'
import { preflight, runTool, toolOrSkip } from '../support/system-tools.ts'

const assembler = openAssembler()
const reader = openPdfReader({ processes: 1 })
const folder = mkdtempSync(path.join(tmpdir(), 'assembled-'))

const vowels = 'aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ'
const lowerCase = `${vowels}đbcdghklmnpqrstvxfjwz`
const letters = Array.from(lowerCase + lowerCase.toUpperCase())
const lines = [
  'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'Số: 15/QĐ-UBND', 'Bến Đá, ngày 05 tháng 11 năm 2026',
  'QUYẾT ĐỊNH', 'Về việc cấp giấy phép “sửa chữa” nhà ở (riêng lẻ) – đợt 2; 100%', ...Array.from({ length: 20 }, (_, index) => `Điều ${index + 1}. Ủy ban nhân dân phường chịu trách nhiệm thi hành.`),
]

const template = loadMarkTemplate()
const mark = composeMark({ ...conversion, template, training: true })

function placed(page: AssemblePage, full = false): PlacedMark {
  const { width, height } = page.geometry
  return placeMark(mark, template, { number: 1, geometry: page.geometry, ink: inkMap(page.geometry, 16, (_, row) => full || row * 16 < height / 2 || width < 0) })
}

function save(name: string, pdf: Uint8Array): string {
  const file = path.join(folder, name)
  writeFileSync(file, pdf)
  return file
}

let page: AssemblePage
let second: AssemblePage
let pdf: Uint8Array
let file: string

beforeAll(async () => {
  page = await paperPage(lines)
  second = await paperPage(Array.from({ length: 6 }, (_, index) => letters.slice(index * 32, index * 32 + 32).join(' ')))
  pdf = await assembler.assemble({ pages: [page, second], mark: placed(page), metadata })
  file = save('two-pages.pdf', pdf)
})

afterAll(async () => {
  await assembler.close()
  await reader.close()
})

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')
const readWords = (one: AssemblePage): string[] => (one.text.state === 'read' ? one.text.words.map((word) => word.text) : [])

describe('the text of an assembled PDF', () => {
  test.skipIf(!toolOrSkip('pdftotext'))('stands in pdftotext word for word, in order', () => {
    const found = wordsOf(runTool('pdftotext', ['-raw', '-f', '1', '-l', '1', file, '-']).stdout.toString('utf8'))
    expect(found.slice(0, readWords(page).length)).toEqual(readWords(page))
    expect(wordsOf(runTool('pdftotext', ['-f', '1', '-l', '1', file, '-']).stdout.toString('utf8')).slice(0, readWords(page).length)).toEqual(readWords(page))
  })

  test.skipIf(!toolOrSkip('pdftotext'))('keeps its lines', () => {
    const found = runTool('pdftotext', ['-raw', '-f', '1', '-l', '1', file, '-']).stdout.toString('utf8').split('\n')
    expect(found.slice(0, lines.length)).toEqual(lines)
  })

  test.skipIf(!toolOrSkip('pdftotext'))('gives back every Vietnamese letter in poppler', () => {
    const found = wordsOf(runTool('pdftotext', ['-raw', '-f', '2', '-l', '2', file, '-']).stdout.toString('utf8'))
    expect(found).toEqual(letters)
  })

  test('gives back every word and letter in PDFium', async () => {
    expect(wordsOf(await reader.text(pdf, 0)).slice(0, readWords(page).length)).toEqual(readWords(page))
    expect(wordsOf(await reader.text(pdf, 1))).toEqual(letters)
  })

  test.skipIf(!toolOrSkip('pdftotext'))('lies exactly on the words of the paper', () => {
    const boxes = [...runTool('pdftotext', ['-raw', '-bbox', '-f', '1', '-l', '1', file, '-']).stdout.toString('utf8').matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"/g)].map((match) => match.slice(1).map(Number))
    const scale = 72 / page.geometry.dpi
    for (const [index, word] of (page.text.state === 'read' ? page.text.words : []).entries()) {
      const [left = 0, top = 0, right = 0, bottom = 0] = boxes[index] ?? []
      expect(Math.abs(left - word.box.x * scale)).toBeLessThan(0.05)
      expect(Math.abs(right - (word.box.x + word.box.width) * scale)).toBeLessThan(0.1)
      expect(Math.abs(top - word.box.y * scale)).toBeLessThan(0.6)
      expect(Math.abs(bottom - (word.box.y + word.box.height) * scale)).toBeLessThan(0.6)
    }
  })

  test.skipIf(!toolOrSkip('pdftotext'))('keeps words apart whose boxes touch or overlap, and lines together whose letters differ in height', async () => {
    const other = await paperPage([])
    const box = (x: number, y: number, width: number, height: number) => ({ x, y, width, height })
    const line = (number: number, words: readonly (readonly [string, ReturnType<typeof box>])[]) => words.map(([text, at]) => ({ text, confidence: 1, block: 1, paragraph: 1, line: number, box: at }))
    const words = [
      ...line(1, [['QUYẾT', box(100, 300, 100, 30)], ['ĐỊNH', box(200, 300, 90, 33)], ['(', box(285, 300, 12, 30)], ['số', box(292, 304, 40, 22)], ['15', box(331, 304, 40, 22)]]),
      ...line(2, [['so', box(100, 350, 30, 16)], ['nao', box(136, 350, 44, 16)]]),
      ...line(3, [['Ủy', box(100, 385, 40, 34)], ['ban', box(146, 390, 44, 24)]]),
    ]
    const made = await assembler.assemble({ pages: [{ ...other, text: { state: 'read', words, engine: 't', model: 't' } }], mark: null, metadata })
    const found = (mode: readonly string[]): string => runTool('pdftotext', [...mode, save('near.pdf', made), '-']).stdout.toString('utf8').replaceAll('\f', '').trim()
    expect(found(['-raw'])).toBe('QUYẾT ĐỊNH ( số 15\nso nao\nỦy ban')
    expect(wordsOf(found([]))).toEqual(words.map((word) => word.text))
  })

  test.skipIf(!toolOrSkip('pdftotext'))('of any script is found, and nothing else is put in its place', async () => {
    const strange = ['東京', 'Привет', 'ẞ', 'a\u0301', '😀', 'x\u0000y', '\u0007', '½', 'số']
    const other = await paperPage([])
    const words = strange.map((text, index) => ({ text, confidence: 1, block: 1, paragraph: 1, line: 1, box: { x: 100 + index * 100, y: 300, width: 80, height: 30 } }))
    const made = await assembler.assemble({ pages: [{ ...other, text: { state: 'read', words, engine: 't', model: 't' } }], mark: null, metadata })
    const found = wordsOf(runTool('pdftotext', ['-raw', save('strange.pdf', made), '-']).stdout.toString('utf8'))
    expect(found).toEqual(['東京', 'Привет', 'ẞ', 'á', '😀', 'xy', '½', 'số'])
  })

  test('ends with the mark as visible text', async () => {
    const text = wordsOf(await reader.text(pdf, 0)).join(' ')
    expect(text.slice(-400)).toContain('BẢN TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ Bản điện tử chuyển đổi từ văn bản giấy')
    expect(text.slice(-400)).toContain(conversion.agency)
  })

  test('refuses a mark with a letter that its typeface lacks', async () => {
    const foreign = composeMark({ ...conversion, agency: '東京', template, training: false })
    const { geometry } = page
    const at = placeMark(foreign, template, { number: 1, geometry, ink: inkMap(geometry, 16, () => false) })
    await expect(assembler.assemble({ pages: [page], mark: at, metadata })).rejects.toMatchObject({ code: 'text_not_encodable', params: { detail: 'U+4EAC U+6771' } })
  })
})

describe('the QR of the mark', () => {
  test.each([['in free space', false], ['in a strip', true]])('%s is read from a 200-dpi grey rendering by zxing', async (_place, full) => {
    const made = await assembler.assemble({ pages: [page], mark: placed(page, full), metadata })
    expect(await readQr((await reader.render(made, 0, 200)).png)).toEqual([mark.qrText])
  })

  test.skipIf(!toolOrSkip('pdftoppm') || !toolOrSkip('zbarimg'))('is read from poppler by zbar', () => {
    const image = path.join(folder, 'grey')
    runTool('pdftoppm', ['-r', '200', '-gray', '-f', '1', '-l', '1', '-singlefile', file, image])
    expect(runTool('zbarimg', ['--raw', '--quiet', `${image}.pgm`]).stdout.toString('utf8').trim()).toBe(mark.qrText)
  })
})

describe('the raw scan in the PDF', () => {
  test.skipIf(!toolOrSkip('pdfimages'))('is the JPEG itself, byte for byte', () => {
    runTool('pdfimages', ['-all', file, path.join(folder, 'image')])
    const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
    expect(digest(readFileSync(path.join(folder, 'image-000.jpg')))).toBe(digest(page.bytes))
    expect(digest(readFileSync(path.join(folder, 'image-001.jpg')))).toBe(digest(second.bytes))
  })
})

describe('the file', () => {
  test('is the same for the same input, and has another /ID for another', async () => {
    const again = await assembler.assemble({ pages: [page, second], mark: placed(page), metadata })
    const other = await assembler.assemble({ pages: [second, page], mark: placed(page), metadata })
    const idOf = (bytes: Uint8Array): string => /\/ID \[ <([0-9a-f]{32})>/i.exec(Buffer.from(bytes).toString('latin1'))?.[1] ?? ''
    expect(Buffer.from(again).equals(Buffer.from(pdf))).toBe(true)
    expect(idOf(pdf)).toHaveLength(32)
    expect(idOf(other)).not.toBe(idOf(pdf))
  })

  test.skipIf(!toolOrSkip('qpdf'))('is sound to qpdf', () => {
    const result = runTool('qpdf', ['--check', file])
    expect(result.text).toContain('No syntax or stream encoding errors')
    expect(result.status).toBe(0)
  })

  test.skipIf(!toolOrSkip('java'))('is PDF/A: its 1b twin is valid, and 2b differs in nothing but its part', async () => {
    const twin = await assembler.assemble({ pages: [{ ...page, reencoded: true }, second], mark: placed(page, true), metadata: { ...metadata, title: 'Giấy phép & <phụ lục> "A"' }, conformance: '1B' })
    expect(preflight(save('twin.pdf', twin))).toContain('is a valid PDF/A-1b file')
    const found = preflight(file).split('\n').filter((line) => /^\d/.test(line))
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(/^7\.11\.2 /)
  })

  test.skipIf(!toolOrSkip('pdfinfo'))('says what it is, by whom, when, and which pages are no longer the raw scan', async () => {
    const made = await assembler.assemble({ pages: [page, { ...second, reencoded: true }], mark: null, metadata })
    const told = runTool('pdfinfo', ['-isodates', save('told.pdf', made)]).stdout.toString('utf8')
    expect(told).toMatch(/Title: +Quyết định 15\/QĐ-UBND\n/)
    expect(told).toMatch(new RegExp(`Author: +${conversion.agency}\n`))
    expect(told).toMatch(/CreationDate: +2026-11-22T(10:06:25\+07|03:06:25Z)/)
    expect(told).toMatch(/Subject: +Ảnh đã nén lại một lần từ bản quét gốc: trang 2\./)
    expect(runTool('pdfinfo', ['-meta', path.join(folder, 'told.pdf')]).stdout.toString('utf8')).toContain(conversion.recordCode)
  })

  test('adds at most 25 KB to one page of 450 words with its mark', async () => {
    const dense = await paperPage(Array.from({ length: 45 }, (_, index) => `Ủy ban ${index * 7919 % 977} nhân dân chịu trách ${index * 104729 % 853} nhiệm thi hành`), 300)
    const made = await assembler.assemble({ pages: [dense], mark: placed(dense), metadata })
    expect(readWords(dense).length).toBeGreaterThanOrEqual(450)
    expect(made.length - dense.bytes.length).toBeLessThanOrEqual(25 * 1024)
  })
})

describe('a wrong input', () => {
  test('without pages, or with a mark on a page that is not there, is refused', async () => {
    await expect(assembler.assemble({ pages: [], mark: null, metadata })).rejects.toMatchObject({ code: 'invalid_params' })
    const at = placed(page)
    await expect(assembler.assemble({ pages: [page], mark: { ...at, placement: { ...at.placement, page: 2 } }, metadata })).rejects.toMatchObject({ code: 'invalid_params' })
  })

  test('with an image of another size than its geometry is refused', async () => {
    await expect(assembler.assemble({ pages: [{ ...page, geometry: { ...page.geometry, rawWidth: 10 } }], mark: null, metadata })).rejects.toMatchObject({ code: 'invalid_params', params: { path: 'pages.0.geometry' } })
  })

  test('that is no JPEG is refused', async () => {
    await expect(assembler.assemble({ pages: [{ ...page, bytes: new Uint8Array(100) }], mark: null, metadata })).rejects.toMatchObject({ code: 'image_unsupported' })
  })
})
