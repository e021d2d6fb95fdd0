import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { tidy } from '../../shared/model/index.ts'
import { inReadingOrder } from '../../shared/ocr/layout/reading-order.ts'

export const textGroups = {
  real: 'real administrative pages',
  pages: 'made pages: contracts, forms, receipts, letters, prose',
  lines: 'single made lines: clean, noisy, hard',
  foreign: 'pages that are not Vietnamese',
} as const
export type TextGroup = keyof typeof textGroups

/** A page whose text is known. */
export interface TextTruth {
  readonly group: TextGroup
  readonly name: string
  /** Picture, with all its pages, or PDF of which the first page counts. */
  readonly file: string
  /** Its text in each acceptable reading order, white space collapsed. */
  readonly texts: readonly string[]
  /** Print of a stamp on the page that the text leaves out. */
  readonly stamp?: string
}

/** The register stamp of the government's portal, which stands on three of the real pages and in none of their texts. */
const portalStamp = 'CỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ ĐẾN Giờ: Ngày:'
const stamps = new Map([['nom_cv_3722_metro', `${portalStamp} HỎA TỐC`], ['nom_qd_707_ttg', portalStamp], ['nom_qd_729_ttg', portalStamp]])

/**
 * The acceptable reading orders of a text laid out as on paper (`pdftotext -layout`), which mixes the columns of header and
 * footer: it counts as it stands and with its columns one after the other, for every reader alike.
 */
function readingOrders(truth: string): string[] {
  const words = truth.split('\n').flatMap((row, line) => [...row.matchAll(/\S+/gu)].map((word) => ({
    text: word[0], left: word.index * 10, top: line * 20, width: word[0].length * 10, height: 16, confidence: 1, block: 1, paragraph: 1, line,
  })))
  return [tidy(truth), inReadingOrder(words).map((word) => word.text).join(' ')]
}

const onePage = z.object({ doc_id: z.string(), title: z.string(), text: z.string() })
const pages = z.object({ doc_id: z.string(), pages: z.array(z.object({ page_no: z.number(), text: z.string() })) })
const line = z.object({ id: z.string(), text: z.string(), clean: z.string().optional(), noisy: z.string().optional(), image: z.string().optional() })

async function jsonLines<Row>(file: string, schema: z.ZodType<Row>): Promise<Row[]> {
  const text = await readFile(file, 'utf8')
  return text.split('\n').filter((row) => row.trim() !== '').map((row) => schema.parse(JSON.parse(row)))
}

/** First pages of real documents: `gt/NAME_p1.gt.txt` or `gt/NAME.textlayer.txt` beside `NAME_p1.png`. */
async function realPages(folder: string): Promise<TextTruth[]> {
  const files = await readdir(path.join(folder, 'gt'))
  const found = await Promise.all(files.map(async (file): Promise<TextTruth[]> => {
    const name = /^(.*?)(?:_p1)?\.(?:gt|textlayer)\.txt$/u.exec(file)?.[1]
    if (name === undefined) return []
    const text = (await readFile(path.join(folder, 'gt', file), 'utf8')).split('\f')[0] ?? ''
    const stamp = stamps.get(name)
    return [{ group: 'real', name, file: path.join(folder, `${name}_p1.png`), texts: file.endsWith('.textlayer.txt') ? readingOrders(text) : [tidy(text)], ...(stamp === undefined ? {} : { stamp }) }]
  }))
  return found.flat().sort((left, right) => left.name.localeCompare(right.name))
}

async function madePages(folder: string): Promise<TextTruth[]> {
  const first = await jsonLines(path.join(folder, 'pages_v1/metadata_dev.jsonl'), pages)
  // Their text leaves out the title that is drawn above it.
  const second = await jsonLines(path.join(folder, 'pages_v2/metadata_dev.jsonl'), onePage)
  return [
    ...first.map(({ doc_id: id, pages: [page] }): TextTruth => ({ group: 'pages', name: id, file: path.join(folder, `pages_v1/${id}_p1.png`), texts: [tidy(page?.text ?? '')] })),
    ...second.map(({ doc_id: id, title, text }): TextTruth => ({ group: 'pages', name: id, file: path.join(folder, `pages_v2/${id}.pdf`), texts: [tidy(`${title} ${text}`)] })),
    ...await Promise.all(['vietsample', 'vietsample1'].map(async (name): Promise<TextTruth> => (
      { group: 'pages', name, file: path.join(folder, `vietocr3/${name}.tif`), texts: [tidy(await readFile(path.join(folder, `vietocr3/${name}.tif.gt.txt`), 'utf8'))] }))),
  ]
}

async function madeLines(folder: string): Promise<TextTruth[]> {
  const rows = [...await jsonLines(path.join(folder, 'ground_truth_dev.jsonl'), line), ...await jsonLines(path.join(folder, 'ground_truth_hard_dev.jsonl'), line)]
  return rows.flatMap(({ text, clean, noisy, image }) => [clean, noisy, image].flatMap((file): TextTruth[] => (
    file === undefined ? [] : [{ group: 'lines', name: file.replace('/', '-').replace('.png', ''), file: path.join(folder, file), texts: [tidy(text)] }])))
}

async function foreignPages(folder: string): Promise<TextTruth[]> {
  const files = { 'linn.png': 'linn.txt', 'tess_phototest.tif': 'tess_phototest.gold.txt', 'tess_8071_093.3B.tif': 'tess_8071_093.3B.txt', 'tess_eurotext.tif': 'tess_eurotext.txt' }
  return Promise.all(Object.entries(files).map(async ([file, text]): Promise<TextTruth> => (
    { group: 'foreign', name: file, file: path.join(folder, file), texts: [tidy(await readFile(path.join(folder, text), 'utf8'))] })))
}

/** Every page of the shared corpus whose text is known. */
export async function knownTexts(corpus: string): Promise<TextTruth[]> {
  return [
    ...await realPages(path.join(corpus, 'vn_admin')), ...await madePages(path.join(corpus, 'vn_ocr_gt')),
    ...await madeLines(path.join(corpus, 'vn_ocr_gt/lines')), ...await foreignPages(path.join(corpus, 'scan_noise')),
  ]
}
