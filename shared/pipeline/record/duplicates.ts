import { z } from 'zod'
import type { ResultLine } from '../../contract/index.ts'
import {
  codeKey, identitiesOf, maskNumbers, sameNumber, sameOwnerAndCode, shownId, SohoaError,
  type Agreement, type RecordId, type StationRecord, type WorkState,
} from '../../model/index.ts'
import type { Store } from '../../store/index.ts'
import { readReview } from '../step-results.ts'

/** Another record that seems to be the same result. */
export interface Twin {
  readonly record: StationRecord
  readonly agrees: readonly Agreement[]
}

/** Records that are no result of this station, or no more. */
const gone: readonly WorkState[] = ['capturing', 'refused', 'quarantined', 'voided', 'replaced']
/** Records about which nothing is asked any more. */
const decided: readonly WorkState[] = ['reviewed', 'marked', 'assembled', "awaiting the agency's signature", 'signed', 'delivered']

/** Raised when identities are made otherwise than before: those of all records are then made anew. */
const identityVersion = 1
const versionSetting = 'identity version'
const mostTwins = 1000

/** True for a record that counts as a result of this station. */
export function isLive(record: StationRecord): boolean {
  return !gone.includes(record.work)
}

/** Makes every record known by what it says, where an earlier program did not, or did otherwise. */
export function bringIdentitiesUpToDate(store: Store): void {
  if (store.getSetting(versionSetting, z.number()) === identityVersion) return
  store.transaction(() => {
    for (const record of store.everyRecord()) store.setIdentities(record.id, identitiesOf(record))
    store.putSetting(versionSetting, identityVersion)
  })
}

/** The records known by what begins so, oldest first. */
export function recordsKnownBy(store: Store, kind: 'number' | 'owner', prefix: string, limit: number = mostTwins): StationRecord[] {
  bringIdentitiesUpToDate(store)
  return store.recordsKnownBy(kind, prefix, limit).map((id) => store.getRecord(id))
}

/** Every other live record that seems to be the same result, oldest first. The issue it replaces, or that replaces it, is none. */
function twinsOf(store: Store, record: StationRecord): Twin[] {
  const resultCode = record.dossier.resultCode ?? ''
  const wanted = identitiesOf(record).filter(({ kind }) => kind === 'number' || codeKey(resultCode) !== '')
  const candidates = new Map(wanted.flatMap(({ kind, value }) => recordsKnownBy(store, kind, value)).map((other) => [other.id, other]))
  return [...candidates.values()].toSorted((left, right) => (left.id < right.id ? -1 : 1)).flatMap((other) => {
    if (!isLive(other) || other.id === record.id || other.id === record.replaces || other.replaces === record.id) return []
    const agrees: Agreement[] = [...(sameNumber(record, other) ? ['number' as const] : []), ...(sameOwnerAndCode(record, other) ? ['owner and result code' as const] : [])]
    return agrees.length === 0 ? [] : [{ record: other, agrees }]
  })
}

/** Whether a person said of one of two records that it is not the other, knowing all in which they agree. */
function toldApart(store: Store, id: RecordId, twin: Twin): boolean {
  const said = (of: RecordId, other: RecordId): boolean => (readReview(store.getStep(of, 0, 'review'))?.notDuplicateOf ?? [])
    .some((decision) => decision.id === other && twin.agrees.every((agreement) => decision.agrees.includes(agreement)))
  return said(id, twin.record.id) || said(twin.record.id, id)
}

/**
 * The twins that a person must decide about before this record is marked: those that were here before it, and those that have gone
 * ahead of it. Of two that wait, so, only the later asks, and none can pass while the other has.
 */
export function undecidedTwins(store: Store, record: StationRecord): Twin[] {
  return twinsOf(store, record).filter((twin) => (twin.record.id < record.id || decided.includes(twin.record.work)) && !toldApart(store, record.id, twin))
}

/**
 * The record in whose favour a capture was closed, however often; a record that stands for itself, or was issued anew, is its own.
 * Undefined where that one is out of use or stopped for good, with nothing in its place: nothing is kept instead of the capture then.
 */
export function keptInsteadOf(store: Store, record: StationRecord): StationRecord | undefined {
  if (record.work !== 'voided' || record.replacedBy === null) return record
  const other = store.getRecord(record.replacedBy)
  if (other.replaces === record.id) return record
  return isLive(other) || other.replacedBy !== null ? keptInsteadOf(store, other) : undefined
}

/** The question about twins; undefined where there is none. */
export function duplicateQuestion(store: Store, record: StationRecord): SohoaError | undefined {
  const [first, ...others] = undecidedTwins(store, record)
  if (first === undefined) return undefined
  return new SohoaError('duplicate_result', { id: first.record.id, agrees: first.agrees.join(', '), others: others.length })
}

/** What is told of a record beside another: enough to know the paper by, owners' numbers masked. */
export function resultLineOf(record: StationRecord): ResultLine {
  const value = (name: 'codeNumber' | 'codeNotation' | 'issuedDate' | 'issuingAgency' | 'documentType' | 'subject'): string | null => record.fields[name]?.value ?? null
  const number = [value('codeNumber'), value('codeNotation')].filter((part) => part !== null).join('/')
  return {
    id: record.id,
    code: record.code,
    work: record.work,
    trust: record.trust,
    number: maskNumbers(number) || null,
    issuedDate: value('issuedDate'),
    issuingAgency: value('issuingAgency'),
    documentType: value('documentType'),
    subject: maskNumbers(value('subject') ?? '') || null,
    owners: record.owners.map((owner) => ({ name: owner.name, shownId: shownId(owner) })),
    resultCode: record.dossier.resultCode,
    dossierCode: record.dossier.dossierCode,
    validUntil: record.dossier.validUntil,
    pages: record.pageCount,
    capturedAt: record.createdAt,
  }
}
