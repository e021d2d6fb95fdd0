import { inspectJpeg, type AssemblePage } from '../../assemble/index.ts'
import { SohoaError, type Digest, type LedgerPage, type PageGeometry, type PageText, type RecordId } from '../../model/index.ts'
import { safePoint, type PipelineContext } from '../context.ts'
import { digestOfInputs } from '../digests.ts'
import { documentPages } from '../paper/document-pages.ts'
import { pagesRead, type PageRead } from '../reading/pages-read.ts'
import { readAssembly, type CopyResult, type MarkResult } from '../step-results.ts'
import { move, timed } from '../transition.ts'

const assemblyVersion = 1
/** What text layer, structure and their share of the font may add to a page, bytes. */
const pageOverhead = 25 * 1024
/** From these raw bytes on the readers' memory is given back before the PDF is built; a batch of small papers keeps its warm readers. */
const largeDocument = 24 * 1_048_576
/** Tried in this order, each from the raw page: the first that fits is taken. */
const encodings = [
  { quality: 85 }, { quality: 75 }, { quality: 65, maxDpi: 300 }, { quality: 60, maxDpi: 200 }, { quality: 45, maxDpi: 200 }, { quality: 35, maxDpi: 200 },
] as const

function scaled(page: PageRead, width: number): { geometry: PageGeometry; text: PageText } {
  const { geometry } = page.cleaning
  const factor = width / geometry.rawWidth
  const shrink = (value: number): number => value * factor
  const { crop, curl } = geometry
  return {
    geometry: {
      ...geometry, rawWidth: width, rawHeight: Math.round(shrink(geometry.rawHeight)), width: shrink(geometry.width), height: shrink(geometry.height), dpi: shrink(geometry.dpi),
      ...(crop === undefined ? {} : { crop: { left: shrink(crop.left), top: shrink(crop.top), canvasWidth: shrink(crop.canvasWidth), canvasHeight: shrink(crop.canvasHeight) } }),
      ...(curl === undefined ? {} : { curl: { ...curl, top: shrink(curl.top), stepX: shrink(curl.stepX), stepY: shrink(curl.stepY), lifts: curl.lifts.map(shrink) } }),
    },
    text: page.text.state !== 'read' ? page.text : {
      ...page.text,
      words: page.text.words.map((word) => ({ ...word, box: { x: shrink(word.box.x), y: shrink(word.box.y), width: shrink(word.box.width), height: shrink(word.box.height) } })),
    },
  }
}

/** One re-encoding of a raw page, by the first of `encodings` that keeps `limit` bytes (null: the best). Throws size_limit_unreachable. */
async function reencoded(context: PipelineContext, ledger: LedgerPage, page: PageRead, raw: Uint8Array, limit: number | null): Promise<AssemblePage> {
  for (const encoding of encodings) {
    const made = await context.rooms.image().reencode(raw, { format: ledger.format, dpi: page.cleaning.geometry.dpi, dpiFrom: 'image', exifOrientation: ledger.exifOrientation }, encoding)
    if (limit === null || made.jpeg.length <= limit) return { bytes: made.jpeg, format: 'jpeg', ...scaled(page, made.widthPx), reencoded: true }
  }
  throw new SohoaError('size_limit_unreachable', { page: page.place, kilobytes: Math.floor(((limit ?? 0) + pageOverhead) / 1024) })
}

/** The page as it goes into the PDF: the raw bytes themselves, unless PDF cannot carry them or the office's limit forbids. */
async function pageForPdf(context: PipelineContext, ledger: LedgerPage, page: PageRead): Promise<AssemblePage> {
  const raw = context.store.getBlob(ledger.digest)
  const kilobytes = context.configuration().pageSizeLimitKilobytes
  const limit = kilobytes === null ? null : Math.max(1, kilobytes * 1024 - pageOverhead)
  if (limit !== null && raw.length > limit) return reencoded(context, ledger, page, raw, limit)
  if (ledger.format === 'jpeg' && !inspectJpeg(raw).carriable) return reencoded(context, ledger, page, raw, null)
  return { bytes: raw, format: ledger.format, geometry: page.cleaning.geometry, text: page.text }
}

function titleOf(context: PipelineContext, id: RecordId): string {
  const { fields, code } = context.store.getRecord(id)
  const number = [fields.codeNumber?.value, fields.codeNotation?.value].filter((part) => part !== undefined && part !== null).join('/')
  return [fields.documentType?.value ?? '', number].filter((part) => part !== '').join(' ') || code
}

/** Builds the PDF/A of a record that is marked, or prepared as a copy without a mark, and keeps it as a blob. Its page count must be the document's (invariant 1): the ledger's but for pages left out with their reason. */
export async function assembleRecord(context: PipelineContext, id: RecordId, agency: string, prepared: MarkResult | CopyResult): Promise<Digest> {
  const { store } = context
  const record = store.getRecord(id)
  const ledger = documentPages(store, id).map((page) => page.ledger)
  const read = pagesRead(context, id, ledger.length)
  const inputs = digestOfInputs([assemblyVersion, prepared, record.rawDigest, read.map(({ text, cleaning }) => [text, cleaning.geometry]), titleOf(context, id), context.configuration().pageSizeLimitKilobytes])
  const before = store.getStep(id, 0, 'assemble')
  if (before?.inputs === inputs && before.resultDigest !== null && readAssembly(before) !== undefined) {
    const kept = before.resultDigest
    move(context, id, 'assembled', (current) => ({ ...current, work: 'assembled' }), { pdf: kept })
    return kept
  }
  context.emit({ type: 'progress', source: record.sourceName, step: 'assemble', done: 0, total: ledger.length })
  const { value, startedAt, finishedAt } = await timed(async () => {
    const pages: AssemblePage[] = []
    for (const [index, page] of ledger.entries()) {
      safePoint(context)
      const reading = read[index]
      if (reading !== undefined) pages.push(await pageForPdf(context, page, reading))
    }
    if (pages.reduce((sum, page) => sum + page.bytes.length, 0) > largeDocument) await context.rooms.restReaders()
    const pdf = await context.rooms.assembler().assemble({
      pages,
      ...('mark' in prepared ? { mark: { placement: prepared.placement, drawing: prepared.drawing } } : { mark: null, headStrip: prepared.headStrip }),
      metadata: { title: titleOf(context, id), agency, createdAt: 'mark' in prepared ? prepared.mark.convertedAt : prepared.copiedAt, identifier: record.code, language: 'vi' },
    })
    return { pdf, reencodedPages: pages.flatMap((page, index) => (page.reencoded === true ? [index + 1] : [])) }
  })
  const pageCount = await context.rooms.pdf().pageCount(value.pdf)
  if (pageCount !== ledger.length) throw new SohoaError('internal', { type: 'page count of PDF' })
  const digest = store.putBlob(value.pdf)
  store.transaction(() => {
    store.putStep(id, 0, 'assemble', { inputs, engine: `assemble ${assemblyVersion}`, result: { pages: pageCount, reencoded: value.reencodedPages }, summary: { reencoded: value.reencodedPages }, resultDigest: digest, startedAt, finishedAt })
    move(context, id, 'assembled', (current) => ({ ...current, work: 'assembled' }), { pdf: digest, pages: pageCount, reencoded: value.reencodedPages.length })
  })
  return digest
}
