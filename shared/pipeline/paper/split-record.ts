import { SohoaError, untouchedStance, type PageEdit, type RecordId, type StationRecord } from '../../model/index.ts'
import type { Store } from '../../store/index.ts'
import type { PipelineContext } from '../context.ts'
import { rawDigestOf } from '../digests.ts'
import { editedPages, type EditedPage } from './document-pages.ts'
import { keepPageEdits, refuseUneditable } from './edit-pages.ts'
import { newRecord } from '../record/new-record.ts'
import { refuseFrozen } from '../record/standing.ts'
import { contradictions, tellAgain } from '../record/told-data.ts'
import { audit, move } from '../transition.ts'

/**
 * Makes a new record of the pages from each place on, with nothing scanned or read again: in one transaction, so that no page is ever
 * without a record. The first record keeps what was told of the dossier, but for the count of sheets, which was the whole pile's.
 * Returns all of them in order. Throws page_unknown, record_frozen and what `refuseUneditable` throws.
 */
export function splitRecord(context: PipelineContext, id: RecordId, places: readonly number[]): RecordId[] {
  const { store } = context
  const record = store.getRecord(id)
  refuseUneditable(record)
  refuseFrozen(record)
  const pages = editedPages(store, id)
  const starts = [...new Set(places)].toSorted((left, right) => left - right).map((place) => {
    const start = pages.findIndex((page) => page.place === place)
    if (start < 0 || place < 2) throw new SohoaError('page_unknown', { page: place })
    return start
  })
  return store.transaction(() => {
    const parts = starts.map((start, index) => pages.slice(start, starts[index + 1]).filter(({ leftOut }) => leftOut !== 'split off'))
    const made = parts.map((part) => splitOff(context, record, part))
    keepPageEdits(context, id, [{ kind: 'leave out', ordinals: parts.flat().map(({ ledger }) => ledger.ordinal), why: 'split off' }], 'record split')
    move(context, id, 'sheets to be counted anew', (current) => ({ ...current, dossier: { ...current.dossier, sheets: null } }), { parts: made.length + 1 })
    return [id, ...made]
  })
}

/** A new record of some pages of another, read as far as those are. */
function splitOff(context: PipelineContext, from: StationRecord, pages: readonly EditedPage[]): RecordId {
  const { store } = context
  const blankDossier = { dossierCode: null, procedureCode: null, resultCode: null, validUntil: null, kind: from.dossier.kind, sheets: null, owners: [], receiver: null }
  const begun = newRecord(context, from.sourceName, blankDossier, from.deliveryChoice?.basis === 'default' ? from.deliveryChoice : null)
  const document = pages.filter(({ place }) => place !== null).map(({ ledger }) => ledger)
  const rawDigest = rawDigestOf(document)
  store.insertRecord({ ...begun, work: 'captured', captureClock: from.captureClock, pageCount: document.length, rawDigest })
  const copy = stepCopier(store, from.id, begun.id)
  pages.forEach(({ ledger }, index) => {
    store.addPage(begun.id, { ...ledger, ordinal: index + 1, later: false })
    copy(ledger.ordinal, index + 1)
  })
  for (const edit of carriedEdits(pages, 1)) store.addPageEdit(begun.id, edit, context.now(), context.actor)
  store.addHistory(begun.id, { at: begun.createdAt, from: null, to: 'captured', inputs: { actor: context.actor, splitFrom: from.id, pages: document.length, raw: rawDigest } })
  audit(context, 'record split off', begun.id, { from: from.id, pages: document.length, ledger: pages.length, raw: rawDigest })
  return begun.id
}

/**
 * Puts the pages of another record behind those of this one; the other is voided in its favour. What was told of the other's dossier is
 * this one's from then on. Throws dossier_differs where the two contradict, record_frozen, replaces_another, invalid_params for a record
 * and itself, and what `refuseUneditable` throws.
 */
export function mergeRecords(context: PipelineContext, id: RecordId, otherId: RecordId): void {
  const { store } = context
  if (id === otherId) throw new SohoaError('invalid_params', { method: 'record.merge', path: 'with' })
  const [record, other] = [store.getRecord(id), store.getRecord(otherId)]
  for (const one of [record, other]) {
    refuseUneditable(one)
    refuseFrozen(one)
  }
  if (other.replaces !== null) throw new SohoaError('replaces_another', { id: otherId, replaces: other.replaces })
  const told = { ...other.dossier, sheets: null }
  const differing = contradictions(record, told, other.deliveryChoice)
  if (differing.length > 0) throw new SohoaError('dossier_differs', { id, what: differing.join(', ') })
  store.transaction(() => {
    const first = store.listPages(id).length + 1
    const pages = editedPages(store, otherId).filter(({ leftOut }) => leftOut !== 'split off')
    const copy = stepCopier(store, otherId, id)
    pages.forEach(({ ledger }, index) => {
      store.addPage(id, { ...ledger, ordinal: first + index, later: true })
      copy(ledger.ordinal, first + index)
    })
    const place = record.pageCount + 1
    const ordinals = pages.map((_, index) => first + index)
    const placed: PageEdit = { kind: 'merge', ordinals, place, insteadOf: null, stances: pages.map(({ stance }) => stance) }
    keepPageEdits(context, id, [placed, ...carriedEdits(pages, first).filter(({ kind }) => kind === 'leave out')], 'records merged')
    move(context, id, 'sheets to be counted anew', (current) => ({ ...current, dossier: { ...current.dossier, sheets: null } }), { with: otherId })
    tellAgain(context, id, told, other.deliveryChoice)
    const reason = `merged into ${id}`
    move(context, otherId, 'merged into another', (current) => ({
      ...current, work: 'voided', stoppedBy: null, voided: { by: context.actor, at: context.now(), reason }, replacedBy: id,
    }), { other: id }, reason)
  })
}

/** What was told of pages, for the same pages under the numbers from `first` on: how they stand, and which are left out. */
function carriedEdits(pages: readonly EditedPage[], first: number): PageEdit[] {
  const numbered = pages.map((page, index) => ({ ...page, ordinal: first + index }))
  const touched = numbered.filter(({ stance }) => JSON.stringify(stance) !== JSON.stringify(untouchedStance))
  const reasons = [...new Set(numbered.flatMap(({ leftOut }) => leftOut ?? []))]
  return [
    ...touched.map(({ ordinal, stance }): PageEdit => ({ kind: 'turn', ordinal, stance })),
    ...reasons.map((why): PageEdit => ({ kind: 'leave out', ordinals: numbered.filter(({ leftOut }) => leftOut === why).map(({ ordinal }) => ordinal), why })),
  ]
}

/** What was learnt of a page is as true of the same page in another record. */
function stepCopier(store: Store, from: RecordId, to: RecordId): (fromOrdinal: number, toOrdinal: number) => void {
  const outlines = Map.groupBy(store.listSteps(from), ({ page }) => page)
  return (fromOrdinal, toOrdinal) => {
    for (const { step, summary } of outlines.get(fromOrdinal) ?? []) {
      const result = store.getStep(from, fromOrdinal, step)
      if (result !== undefined) store.putStep(to, toOrdinal, step, { ...result, ...(summary === null ? {} : { summary }) })
    }
  }
}
