import type { ReuseLine } from '../../contract/index.ts'
import {
  codeKey, identityPrefix, nameKey, notationKey, sameNumber, sameOwnerAndCode, SohoaError,
  type CalendarDate, type NotReusable, type RecordId, type StationRecord, type WorkState,
} from '../../model/index.ts'
import { plausibleToday } from '../care/clock.ts'
import type { PipelineContext } from '../context.ts'
import { isLive, keptInsteadOf, recordsKnownBy, resultLineOf } from './duplicates.ts'
import { tellAgain } from './told-data.ts'
import { audit, move } from '../transition.ts'

/** What an officer knows of a result before it is scanned. */
export interface ReuseQuestion {
  readonly number?: string | undefined
  readonly notation?: string | undefined
  readonly agency?: string | undefined
  readonly ownerId?: string | undefined
  readonly resultCode?: string | undefined
}

/** States of papers that never became a result: they are not found. */
const neverResults: readonly WorkState[] = ['capturing', 'refused']
/** States in which a capture may still be closed in favour of another record: nothing was marked. */
const closable: readonly WorkState[] = ['captured', 'cleaned', 'recognised', 'extracted', 'awaiting review', 'reviewed', "awaiting the agency's signature"]

/** Why a result cannot serve as component of another dossier; undefined when it can. */
export function whyNotReusable(record: StationRecord, today: CalendarDate): NotReusable | undefined {
  if (record.work === 'voided' || record.work === 'replaced') return record.work
  if (record.work === 'quarantined' || record.trust === 'original failed') return 'invalid signature'
  if (record.frozen !== null) return 'frozen'
  if ((record.work !== 'signed' && record.work !== 'delivered') || record.trust === 'unsigned') return 'not signed'
  return record.dossier.validUntil !== null && record.dossier.validUntil < today ? 'expired' : undefined
}

/** True unless both are known and differ. */
const fits = (asked: string | undefined, has: string | null | undefined, key: (text: string) => string): boolean =>
  asked === undefined || has === undefined || has === null || key(has) === '' || key(has) === key(asked)

function answers(question: ReuseQuestion, record: StationRecord): boolean {
  const { codeNotation, issuingAgency } = record.fields
  const ids = record.owners.flatMap(({ id }) => id ?? [])
  return fits(question.notation, codeNotation?.value, notationKey)
    && fits(question.agency, issuingAgency?.value, nameKey)
    && fits(question.resultCode, record.dossier.resultCode, codeKey)
    && (question.ownerId === undefined || ids.length === 0 || ids.some((id) => fits(question.ownerId, id, codeKey)))
}

/** Number and notation, also where they were told together as printed: `218/QĐ-UBND`. */
export function partedNumber({ number, notation }: ReuseQuestion): Pick<ReuseQuestion, 'number' | 'notation'> {
  const slash = number?.indexOf('/') ?? -1
  if (number === undefined || notation !== undefined || slash < 0) return { number, notation }
  const rest = number.slice(slash + 1).trim()
  return { number: number.slice(0, slash), notation: rest === '' ? undefined : rest }
}

/**
 * What of this is digitised here already, oldest first: by number, else by owner; what a record does not tell is no obstacle.
 * Voided and replaced results are told as such. Throws invalid_params when neither number nor owner is asked for.
 */
export function findHere(context: PipelineContext, told: ReuseQuestion): ReuseLine[] {
  const question = { ...told, ...partedNumber(told) }
  const { number, ownerId } = question
  if (number === undefined && ownerId === undefined) throw new SohoaError('invalid_params', { method: 'reuse.find', path: 'number' })
  const known = number === undefined
    ? recordsKnownBy(context.store, 'owner', identityPrefix('owner', ownerId ?? ''))
    : recordsKnownBy(context.store, 'number', identityPrefix('number', number))
  const today = plausibleToday(context)
  const isResult = (record: StationRecord): boolean => !neverResults.includes(record.work) && (keptInsteadOf(context.store, record) ?? record).id === record.id
  return known.filter((record) => isResult(record) && answers(question, record))
    .map((record) => ({ ...resultLineOf(record), notReusable: whyNotReusable(record, today) ?? null }))
}

/** A result that is to serve again. */
export interface ReuseRequest {
  /** The dossier it serves as component; that of `insteadOf` where it is not told. */
  readonly dossierCode?: string | undefined
  /** A capture of the same paper, which is closed: nothing is converted a second time. */
  readonly insteadOf?: RecordId | undefined
  readonly reason?: string | undefined
}

/**
 * Notes that a result digitised here serves as component of another dossier, and closes the capture made in its place. With
 * neither another dossier nor a capture there is nothing to do: invalid_params. A capture for the same dossier, or for none,
 * tells the record what nobody told before (dossier_differs where the two contradict). Throws result_not_reusable,
 * wrong_state for a capture that is marked already, reason_missing for an expired result and for a capture that does not look the same.
 */
export function reuseRecord(context: PipelineContext, id: RecordId, request: ReuseRequest): void {
  const { store } = context
  store.transaction(() => {
    const record = store.getRecord(id)
    const capture = request.insteadOf === undefined ? undefined : store.getRecord(request.insteadOf)
    const dossierCode = request.dossierCode ?? capture?.dossier.dossierCode ?? undefined
    const another = dossierCode !== undefined && dossierCode !== record.dossier.dossierCode
    if (capture === undefined) {
      if (!another) throw new SohoaError('invalid_params', { method: 'reuse.note', path: 'dossierCode' })
      checkReusable(context, record, request.reason)
      noteReuse(context, record, dossierCode, request.reason)
      return
    }
    closeAsDuplicate(context, capture, record, request.reason)
    if (another && record.dossier.dossierCode !== null) {
      checkReusable(context, record, request.reason)
      noteReuse(context, record, dossierCode, request.reason)
    } else if (record.reusedFrom === null) tellAgain(context, id, { ...capture.dossier, dossierCode: dossierCode ?? null }, capture.deliveryChoice)
  })
}

/** Throws result_not_reusable, or reason_missing for one that is no longer in force: some procedures ask for just that. */
function checkReusable(context: PipelineContext, record: StationRecord, reason: string | undefined): void {
  const why = whyNotReusable(record, plausibleToday(context))
  if (why === 'expired' && reason === undefined) throw new SohoaError('reason_missing')
  if (why !== undefined && why !== 'expired') throw new SohoaError('result_not_reusable', { id: record.id, why })
}

/** Notes, once a dossier, that a result serves as its component instead of being digitised again. */
export function noteReuse(context: PipelineContext, record: StationRecord, dossierCode: string, reason: string | undefined): void {
  const at = context.now()
  const isNew = context.store.addReuse({ recordId: record.id, dossierCode, reason: reason ?? null, at, by: context.actor })
  if (!isNew) return
  context.store.addHistory(record.id, { at, from: record.work, to: 'reused', inputs: { actor: context.actor, dossier: dossierCode, ...(reason === undefined ? {} : { reason }) } })
  audit(context, 'reused', record.id, { reuses: context.store.listReuses(record.id).length })
}

/** Throws wrong_state for a record that is marked, or out of use: only a capture is closed. */
export function checkClosable({ work }: StationRecord): void {
  if (!closable.includes(work)) throw new SohoaError('wrong_state', { state: work })
}

/** Closes a capture that is another record's result; its pages stay. */
function closeAsDuplicate(context: PipelineContext, capture: StationRecord, record: StationRecord, reason: string | undefined): void {
  checkClosable(capture)
  if (capture.id === record.id) throw new SohoaError('wrong_state', { state: capture.work })
  if (!isLive(record)) throw new SohoaError('result_not_reusable', { id: record.id, why: whyNotReusable(record, plausibleToday(context)) ?? 'not signed' })
  if (reason === undefined && !sameNumber(capture, record) && !sameOwnerAndCode(capture, record)) throw new SohoaError('reason_missing')
  const why = reason ?? `reused ${record.id}`
  move(context, capture.id, 'closed as duplicate', (current) => ({
    ...current, work: 'voided', stoppedBy: null, voided: { by: context.actor, at: context.now(), reason: why }, replacedBy: record.id,
  }), { other: record.id }, why)
}
