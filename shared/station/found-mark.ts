import { createHash } from 'node:crypto'
import type { FoundMark } from '../contract/index.ts'
import { describeThrown, type StationRecord } from '../model/index.ts'
import type { PdfReader } from '../pdf-file/index.ts'
import { audit } from '../pipeline/index.ts'
import type { StationContext } from './context.ts'

const codePattern = /\bSH-\d{6}-[0-9A-HJKMNP-TV-Z]{8}\b/u
/** The mark stands on the first page that is not blank. */
const pagesLookedAt = 20
/** Enough to see a changed figure or module of the QR. */
const comparedDpi = 100

const standingOf = ({ work, frozen }: StationRecord): NonNullable<FoundMark['record']>['standing'] =>
  (work === 'voided' || work === 'replaced' ? work : frozen === null ? 'in use' : 'frozen')

async function codeIn(reader: PdfReader, pdf: Uint8Array): Promise<string | undefined> {
  const pages = Math.min(await reader.pageCount(pdf), pagesLookedAt)
  for (let page = 0; page < pages; page += 1) {
    const code = codePattern.exec(await reader.text(pdf, page))?.[0]
    if (code !== undefined) return code
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

/**
 * Looks for the code of a conversion mark in a file and holds the file against the record of that code: the same bytes, or page by page
 * as they are drawn, so that a mark with another QR or figure is seen. Null where the file tells of no record, or cannot be drawn.
 */
export async function findMark(context: StationContext, reader: PdfReader, pdf: Uint8Array): Promise<FoundMark | null> {
  const { store } = context
  try {
    const code = await codeIn(reader, pdf)
    if (code === undefined) return null
    const record = store.findRecordByCode(code)
    if (record === undefined) return { code, record: null, asKept: false, otherPages: null }
    audit(context, 'file compared with its record', record.id)
    const digest = createHash('sha256').update(pdf).digest('hex')
    const asKept = record.pdfDigest === digest || record.deliveries.some((delivery) => delivery.digest === digest)
    const compared = asKept || record.pdfDigest === null ? null : await otherPages(reader, pdf, store.getBlob(record.pdfDigest))
    return { code, record: { id: record.id, standing: standingOf(record) }, asKept, otherPages: asKept ? [] : compared }
  } catch (thrown) {
    // What cannot be drawn has no mark to be read; its signatures are judged all the same.
    const { code } = describeThrown(thrown)
    if (['pdf_damaged', 'pdf_encrypted', 'pdf_too_many_pages', 'pdf_page_too_large', 'child_timeout', 'child_memory', 'child_crashed'].includes(code)) return null
    throw thrown
  }
}
