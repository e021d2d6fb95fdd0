import type { ImageInput } from '../../image/index.ts'
import { untouchedStance, type Digest, type LayerWord, type PageStance, type RecordId, type StationRecord } from '../../model/index.ts'
import { safePoint, type PipelineContext } from '../context.ts'
import { digestOfInputs } from '../digests.ts'
import { documentPages } from '../paper/document-pages.ts'
import type { OcrEngine } from '../../ocr/index.ts'
import { tellFieldsSoFar } from './fields-so-far.ts'
import { readPage, type OnHead } from './read-page.ts'
import { speltWhereLayer } from './spelt-by-layer.ts'
import type { Urgency } from './reading-places.ts'
import { imageInputs } from '../paper/page-geometry.ts'
import { cleaningSummary, readPageText, textSummary, writeCleaning } from '../step-results.ts'
import { move, timed } from '../transition.ts'

/** Version of clean-up: a change of how pages are cleaned makes them be read again. */
const cleaningVersion = 7

/** A page as something that can be cleaned and read: a raw scan, or the rendering of a signed original's page. */
interface ReadablePage {
  readonly ordinal: number
  readonly digest: Digest
  readonly input: ImageInput
  readonly stance: PageStance
  bytes(): Promise<Uint8Array>
  /** What the file itself has as text on it. */
  readonly layer?: () => Promise<readonly LayerWord[]>
}

const originalDpi = 200

function scannedPages(context: PipelineContext, id: RecordId): ReadablePage[] {
  const pages = documentPages(context.store, id)
  const inputs = imageInputs(context, id, pages)
  return pages.map(({ ledger, stance }) => ({
    ordinal: ledger.ordinal, digest: ledger.digest, stance, input: inputs(ledger), bytes: () => Promise.resolve(context.store.getBlob(ledger.digest)),
  }))
}

function originalPages(context: PipelineContext, file: Digest, count: number): ReadablePage[] {
  const pdf = context.store.getBlob(file)
  return Array.from({ length: count }, (_, index) => ({
    ordinal: index + 1,
    digest: digestOfInputs([file, index]),
    stance: untouchedStance,
    input: { format: 'png', dpi: originalDpi, dpiFrom: 'pdf', exifOrientation: 1 },
    bytes: async () => (await context.rooms.pdf().render(pdf, index, originalDpi)).png,
    layer: () => context.rooms.pdf().layerWords(pdf, index, originalDpi),
  }))
}

function readablePages(context: PipelineContext, { id, origin, rawDigest, pageCount }: StationRecord): ReadablePage[] {
  return origin === 'scan' || rawDigest === null ? scannedPages(context, id) : originalPages(context, rawDigest, pageCount)
}

/** What a page's reading is made from. A page that nobody touched is named as it was before pages could be edited. */
function inputsOf(page: ReadablePage, engineName: string): Digest {
  const { stance } = page
  const told = stance.turn === null && stance.skew === null && stance.crop === null ? [] : [stance]
  return digestOfInputs([page.digest, page.input, cleaningVersion, engineName, ...told])
}

/**
 * Cleans and reads every page that is not read yet, as many at once as there are processes. A killed run loses at most the pages under
 * way. Pages that are edited meanwhile are read again before the record goes on. Pages for the counter are begun before any of the backlog.
 */
export async function readPages(context: PipelineContext, id: RecordId, urgency: Urgency): Promise<void> {
  const { store } = context
  await context.rooms.restDecoders()
  const engine = await context.rooms.ocr()
  const engineName = `${engine.name} ${engine.version} ${engine.model}`
  const isRead = (page: ReadablePage): boolean => store.getStep(id, page.ordinal, 'recognise')?.inputs === inputsOf(page, engineName)
  for (;;) {
    const record = store.getRecord(id)
    await readAll(context, record, { engine, engineName, urgency })
    const done = store.transaction(() => {
      const pages = readablePages(context, store.getRecord(id))
      if (!pages.every(isRead)) return false
      move(context, id, 'pages cleaned', (current) => ({ ...current, work: 'cleaned' }), { pages: pages.length, version: cleaningVersion })
      move(context, id, 'pages recognised', (current) => ({ ...current, work: 'recognised' }), { pages: pages.length, engine: engineName })
      return true
    })
    if (done) return
  }
}

interface Reading {
  readonly engine: OcrEngine
  readonly engineName: string
  readonly urgency: Urgency
}

async function readAll(context: PipelineContext, record: StationRecord, { engine, engineName, urgency }: Reading): Promise<void> {
  const { store } = context
  const { id } = record
  const pages = readablePages(context, record)
  let done = 0
  const queue = [...pages]
  const onHead: OnHead | undefined = urgency === 'backlog' ? undefined : (head, geometry) => { tellFieldsSoFar(context, id, head, geometry) }
  const work = async (): Promise<void> => {
    for (let page = queue.shift(); page !== undefined; page = queue.shift()) {
      safePoint(context)
      const inputs = inputsOf(page, engineName)
      const before = store.getStep(id, page.ordinal, 'recognise')
      if (before?.inputs !== inputs || readPageText(before)?.state === 'unread') {
        const current = page
        const { value, startedAt, finishedAt } = await context.rooms.readingPlaces.take(urgency, () => timed(async () => {
          safePoint(context)
          const read = await readPage(context.rooms.image(), engine, await current.bytes(), current.input, { stance: current.stance, onHead: current === pages[0] ? onHead : undefined })
          return current.layer === undefined ? read : speltWhereLayer(read, current.layer)
        }))
        store.transaction(() => {
          store.putStep(id, current.ordinal, 'clean', { inputs, engine: `clean ${cleaningVersion}`, result: writeCleaning(value.clean.cleaning), summary: cleaningSummary(value.clean.cleaning, current.stance), resultDigest: null, startedAt, finishedAt: startedAt })
          store.putStep(id, current.ordinal, 'recognise', { inputs, engine: engineName, result: value.text, summary: textSummary(value.text), resultDigest: null, startedAt, finishedAt })
        })
        if (current === pages[0] && pages.length > 1) onHead?.(value.text, value.clean.cleaning.geometry)
      }
      done += 1
      context.emit({ type: 'progress', source: record.sourceName, step: 'read', done, total: pages.length })
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: context.rooms.processes }, () => work().catch((thrown: unknown) => {
    queue.length = 0
    throw thrown
  })))
  // Thrown only when all have ended: none may write once the caller has gone on and closed the station.
  const failed = ended.find((result) => result.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}
