import { expandSource, type ExpandedSource } from '../../capture/index.ts'
import type { Dossier } from '../../contract/index.ts'
import { SohoaError, type DeliveryChoice, type RecordId } from '../../model/index.ts'
import { finishCapture, type CapturedDocument } from './capture-document.ts'
import { clockDoubt } from '../care/clock.ts'
import { safePoint, type PipelineContext } from '../context.ts'
import { digestOfInputs } from '../digests.ts'
import { planGiven, readGiven } from './given-files.ts'
import { keepPage, nextOrdinal, type TakenSource } from './insert-pages.ts'
import { newRecord } from '../record/new-record.ts'
import { dossierData } from '../record/told-data.ts'
import { audit, move } from '../transition.ts'

/** Pages of files that make one document. */
export interface PagesOrder {
  /** The record that a killed run had begun with; null: none. */
  readonly id: RecordId | null
  readonly name: string
  readonly dossier: Dossier
  readonly choice: DeliveryChoice | null
  /** By their numbers in their files, from 1. */
  readonly pages: readonly { readonly file: string; readonly page: number }[]
}

/**
 * Takes chosen pages of files in as one document, each in the ledger before the next; `begun` is told the record when it is there. A run
 * that was killed is gone on with where it stood. Throws not_a_scan for a page of a signed file, and the errors of reading and taking apart.
 */
export async function capturePages(
  context: PipelineContext, order: PagesOrder, alone: <Value>(id: RecordId, work: () => Promise<Value>) => Promise<Value>, begun: (id: RecordId) => void,
): Promise<CapturedDocument> {
  const id = order.id ?? begin(context, order, begun)
  return alone(id, async () => {
    const { work } = context.store.getRecord(id)
    if (work !== 'capturing') return { id, existing: false }
    move(context, id, 'pages being taken in', (record) => ({ ...record, stoppedBy: null }), { pages: order.pages.length })
    const open = opener(context)
    for (const { file, page } of order.pages.slice(nextOrdinal(context, id) - 1)) {
      safePoint(context)
      const { source, expanded } = await open(file)
      if (expanded.kind !== 'scan') throw new SohoaError('not_a_scan', { page, why: 'signed file among scans' })
      if (page > expanded.pageCount) throw new SohoaError('page_unknown', { page })
      keepPage(context, id, source, await expanded.page(page - 1), { ordinal: nextOrdinal(context, id), later: false })
    }
    keepTold(context, id, order.pages.length)
    return finishCapture(context, id, order.pages.length)
  })
}

function begin(context: PipelineContext, { name, dossier, choice }: PagesOrder, begun: (id: RecordId) => void): RecordId {
  const doubt = clockDoubt(context, context.now())
  const clock = doubt === undefined ? 'plausible' : 'doubtful'
  const record = { ...newRecord(context, name, dossierData(dossier), choice), captureClock: clock } as const
  context.store.transaction(() => {
    context.store.insertRecord(record)
    keepTold(context, record.id, null)
    context.store.addHistory(record.id, { at: record.createdAt, from: null, to: 'capturing', inputs: { actor: context.actor, from: 'lot' } })
    audit(context, 'record begun', record.id, { from: 'lot', clock })
    begun(record.id)
  })
  return record.id
}

function keepTold(context: PipelineContext, id: RecordId, told: number | null): void {
  const at = context.now()
  const result = { driver: 'lot', device: 'lot', told }
  context.store.putStep(id, 0, 'scan', { inputs: digestOfInputs([id]), engine: 'lot', result, resultDigest: null, startedAt: at, finishedAt: at })
}

interface OpenedSource { readonly source: TakenSource; readonly expanded: ExpandedSource }

/** Opens files, each once for the pages that follow each other in it. */
function opener(context: PipelineContext): (file: string) => Promise<OpenedSource> {
  let last: { readonly file: string; readonly opened: OpenedSource } | undefined
  return async (file) => {
    if (last?.file === file) return last.opened
    const [planned] = await planGiven(context, file)
    if (planned === undefined) throw new SohoaError('file_not_found', { file })
    const source = await readGiven(context, planned)
    const opened = { source, expanded: await expandSource(source, { pdf: context.rooms.pdf(), images: context.rooms.images() }) }
    last = { file, opened }
    return opened
  }
}
