import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { samplePapers } from '../../demo/papers/generate.ts'
import { printedPage, type PrintedLine } from '../support/printed-page.ts'

/** A JPEG scan of an A4 sheet at 300 dpi. */
export type Scan = Uint8Array

const words = ('Ủy ban nhân dân xã quyết định cho phép chuyển mục đích sử dụng đất theo đề nghị của Trưởng phòng Kinh tế tại Tờ trình căn cứ Luật Tổ chức '
  + 'chính quyền địa phương năm hiệu lực thi hành trách nhiệm tổ chức thực hiện hồ sơ thủ tục hành chính kết quả giải quyết công dân nộp trực tuyến '
  + 'giấy chứng nhận quyền sở hữu nhà ở tài sản gắn liền với thửa bản đồ diện tích mét vuông thôn phường tỉnh thời hạn bổ sung lệ phí').split(' ')

/** Text that is another on every page and the same at every run. */
function pageLines(number: number): PrintedLine[] {
  let state = number * 2_654_435_761 % 4_294_967_296
  const next = (): number => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return Math.floor(state / 65_536)
  }
  const heading: PrintedLine[] = [{ text: `PHỤ LỤC ${number}`, x: 90, y: 28 }]
  const lines = Array.from({ length: 32 }, (_, row) => ({
    text: Array.from({ length: 11 }, () => (next() % 12 === 0 ? String(next() % 1000) : words[next() % words.length] ?? '')).join(' '), x: 25, y: 42 + 7.6 * row, size: 12,
  }))
  return [...heading, ...lines]
}

/** Printed pages of some 350 words with a scanner's grain. */
export async function printedScans(count: number, first = 1): Promise<Scan[]> {
  const grain = await sharp({ create: { width: 512, height: 512, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 7 } } }).png().toBuffer()
  const scans: Scan[] = []
  for (let number = first; number < first + count; number += 1) {
    const page = await printedPage(pageLines(number), { dpi: 300, paper: '#f4f1ea' }).png({ compressionLevel: 1 }).toBuffer()
    scans.push(await sharp(page).composite([{ input: grain, tile: true, blend: 'soft-light' }]).jpeg({ quality: 82 }).withMetadata({ density: 300 }).toBuffer())
  }
  return scans
}

/** The A4 pages of the demo's papers, worn and stamped; `paper` narrows them to one. */
export async function sampleScans(paper?: string): Promise<Scan[]> {
  const scans: Scan[] = []
  for (const sample of samplePapers) {
    if (paper !== undefined && sample.name !== paper) continue
    for (const { size, capture } of await sample.capture()) if (size === 'A4') scans.push(capture.jpeg)
  }
  return scans
}

/** The same picture in another file: a JPEG comment makes it a document of its own, never the one that is there already. */
export function asAnotherFile(scan: Scan, note: string): Scan {
  const text = Buffer.from(note)
  return Buffer.concat([scan.subarray(0, 2), Buffer.from([0xff, 0xfe, (text.length + 2) >> 8, (text.length + 2) & 0xff]), text, scan.subarray(2)])
}

/**
 * Puts scans into a new folder, in their order, and returns it: one document. It is dated a minute back, since capture
 * watches anything younger than three seconds for 0.6 s before it believes it complete.
 */
export async function writeDocument(folder: string, name: string, scans: readonly Scan[]): Promise<string> {
  const document = path.join(folder, name)
  await mkdir(document)
  const aMinuteAgo = new Date(Date.now() - 60_000)
  for (const [index, scan] of scans.entries()) {
    const file = path.join(document, `${String(index + 1).padStart(3, '0')}.jpg`)
    await writeFile(file, asAnotherFile(scan, `${name} ${index + 1}`))
    await utimes(file, aMinuteAgo, aMinuteAgo)
  }
  await utimes(document, aMinuteAgo, aMinuteAgo)
  return document
}

/** The pages of a document, for programs that take a PDF. */
export async function readPages(document: string, count: number): Promise<Uint8Array[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => readFile(path.join(document, `${String(index + 1).padStart(3, '0')}.jpg`))))
}
