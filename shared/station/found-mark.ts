import { createHash } from 'node:crypto'
import type { FoundMark } from '../contract/index.ts'
import { openQrReader, toldMark, type QrReader, type ToldMark } from '../mark/index.ts'
import { describeThrown, toDigest, type StationRecord } from '../model/index.ts'
import { openPdfReader, type PdfReader } from '../pdf-file/index.ts'
import { audit, markOf, rawDigestOf } from '../pipeline/index.ts'
import type { StationContext } from './context.ts'

/** The mark stands on the first page that is not blank. Its lines are text and quickly found; a QR without them is looked for on the first pages only. */
const pagesLookedAt = 20
const pagesDrawn = 3
/** Enough to see a changed figure or module of the QR. */
const comparedDpi = 100
/** Enough for the smallest module of a QR, as phones read it. */
const qrDpi = 200

/** What reads foreign files for their marks. */
export interface MarkReaders {
  readonly pdf: PdfReader
  readonly qr: QrReader
  close(): Promise<void>
}

/** Opens the readers. No process starts before the first file. */
export function openMarkReaders(): MarkReaders {
  const [pdf, qr] = [openPdfReader({ processes: 1 }), openQrReader()]
  return { pdf, qr, close: async () => { await Promise.all([pdf.close(), qr.close()]) } }
}

const standingOf = ({ work, frozen }: StationRecord): NonNullable<FoundMark['record']>['standing'] =>
  (work === 'voided' || work === 'replaced' ? work : frozen === null ? 'in use' : 'frozen')

/** The mark of a file as its page prints it, and as its QR tells it; both of the first page that has either. */
interface MarkOnPage {
  readonly printed: ToldMark | undefined
  readonly qr: ToldMark | undefined
  /** The text of that page. */
  readonly text: string
}

async function markOnPage({ pdf: reader, qr }: MarkReaders, pdf: Uint8Array): Promise<MarkOnPage | undefined> {
  const pages = Math.min(await reader.pageCount(pdf), pagesLookedAt)
  for (let page = 0; page < pages; page += 1) {
    const text = await reader.text(pdf, page)
    const printed = toldMark(text)
    if (printed === undefined && page >= pagesDrawn) continue
    const symbols = await qr.read((await reader.render(pdf, page, qrDpi)).png)
    const inQr = symbols.flatMap((symbol) => toldMark(symbol) ?? [])[0]
    if (printed !== undefined || inQr !== undefined) return { printed, qr: inQr, text }
  }
  return undefined
}

/** Pages of a file that are drawn otherwise than those of another. */
async function otherPages(reader: PdfReader, pdf: Uint8Array, kept: Uint8Array): Promise<number[]> {
  const [found, whole] = [await reader.pageCount(pdf), await reader.pageCount(kept)]
  const differing: number[] = []
  for (let page = 0; page < Math.max(found, whole); page += 1) {
    const same = page < Math.min(found, whole) && Buffer.compare((await reader.render(pdf, page, comparedDpi)).png, (await reader.render(kept, page, comparedDpi)).png) === 0
    if (!same) differing.push(page + 1)
  }
  return differing
}

/** Digest over the scanned pages as the file carries them: each page's one JPEG, byte for byte. Null where a page has none, or several images. */
async function digestOfPages(reader: PdfReader, pdf: Uint8Array): Promise<string | null> {
  const pages: { digest: ReturnType<typeof toDigest> }[] = []
  const count = await reader.pageCount(pdf)
  for (let page = 0; page < count; page += 1) {
    const [digest, another] = await reader.jpegDigests(pdf, page)
    if (typeof digest !== 'string' || another !== undefined) return null
    pages.push({ digest: toDigest(digest) })
  }
  return rawDigestOf(pages)
}

/** What agrees with the QR; null where there is no QR, or nothing to hold against it. */
async function agreement(context: StationContext, reader: PdfReader, pdf: Uint8Array, { printed, qr, text }: MarkOnPage, record: StationRecord | undefined): Promise<FoundMark['agrees']> {
  if (qr === undefined) return { print: null, record: null, pages: null }
  const made = record === undefined ? undefined : markOf(context, record.id)
  const pages = qr.digest === null ? null : await digestOfPages(reader, pdf)
  return {
    print: printed === undefined ? null : printed.code === qr.code && (qr.time === null || text.includes(qr.time)),
    record: made === undefined ? null : made.recordCode === qr.code && (qr.time === null || made.qrText.includes(qr.time)) && (qr.digest === null || made.rawDigest.startsWith(qr.digest)),
    pages: pages === null || qr.digest === null ? null : pages.startsWith(qr.digest),
  }
}

/**
 * Looks for a conversion mark in a file, printed and in its QR, holds the two against each other and the QR against the scanned pages
 * that the file carries, whichever station made it; and against the record of that code, where this station has it: the same bytes, or
 * page by page as they are drawn. Null where the file tells of no record, or cannot be drawn.
 */
export async function findMark(context: StationContext, readers: MarkReaders, pdf: Uint8Array): Promise<FoundMark | null> {
  const { store } = context
  try {
    const mark = await markOnPage(readers, pdf)
    const code = mark?.qr?.code ?? mark?.printed?.code
    if (mark === undefined || code === undefined) return null
    const record = store.findRecordByCode(code)
    const told = { code, qr: mark.qr !== undefined, agrees: await agreement(context, readers.pdf, pdf, mark, record) }
    if (record === undefined) return { ...told, record: null, asKept: false, otherPages: null }
    audit(context, 'file compared with its record', record.id)
    const digest = createHash('sha256').update(pdf).digest('hex')
    const asKept = record.pdfDigest === digest || record.deliveries.some((delivery) => delivery.digest === digest)
    const compared = asKept || record.pdfDigest === null ? null : await otherPages(readers.pdf, pdf, store.getBlob(record.pdfDigest))
    return { ...told, record: { id: record.id, standing: standingOf(record) }, asKept, otherPages: asKept ? [] : compared }
  } catch (thrown) {
    // What cannot be drawn has no mark to be read; its signatures are judged all the same.
    const { code } = describeThrown(thrown)
    if (['pdf_damaged', 'pdf_encrypted', 'pdf_too_many_pages', 'pdf_page_too_large', 'child_timeout', 'child_memory', 'child_crashed'].includes(code)) return null
    throw thrown
  }
}
