import type { Dossier } from '../../contract/index.ts'
import { sameName, SohoaError, tidy, type DeliveryChoice, type DossierData, type Owner, type Receiver, type RecordId, type StationRecord } from '../../model/index.ts'
import type { PipelineContext } from '../context.ts'
import { personsRead } from '../reading/persons-read.ts'
import { judgeRecipient, ownersOf, sameId } from '../reading/recipient.ts'
import { refuseWithdrawn } from './standing.ts'
import { move } from '../transition.ts'

/** An identifier as it is kept: personal numbers without the spaces and points that people type; null for none. */
function tidyId(id: string | null): string | null {
  const text = tidy(id ?? '')
  const bare = text.replace(/[\s.-]/gu, '')
  return text === '' ? null : /^\d{12}$/u.test(bare) ? bare : text
}

/** Owners as they are kept: names in NFC, personal numbers bare, nobody twice. */
export function tidyOwners(owners: readonly Omit<Owner, 'source'>[], source: Owner['source']): Owner[] {
  const tidied = owners.map(({ kind, name, id }) => ({ kind, name: tidy(name), id: tidyId(id), source }))
  return tidied.filter((owner, index) => tidied.findIndex((other) => sameOwner(owner, other)) === index)
}

/** A receiver as it is kept. */
export function tidyReceiver({ name, id, capacity }: Receiver): Receiver {
  return { name: tidy(name), id: tidyId(id), capacity }
}

/** What a dossier tells about a record. */
export function dossierData(dossier: Dossier): DossierData {
  const { dossierCode, procedureCode, resultCode, validUntil, kind, sheets, owners, receiver } = dossier
  return { dossierCode, procedureCode, resultCode, validUntil, kind, sheets, owners: tidyOwners(owners, 'dossier'), receiver: receiver === null ? null : tidyReceiver(receiver) }
}

function sameOwner(left: Omit<Owner, 'source'>, right: Omit<Owner, 'source'>): boolean {
  return left.kind === right.kind && sameName(left.name, right.name) && (left.id === right.id || (left.id !== null && right.id !== null && sameId(left.id, right.id)))
}

/** True when two lists tell the same owners, in any order. */
export function sameOwners(left: readonly Owner[], right: readonly Owner[]): boolean {
  return left.length === right.length && left.every((owner) => right.some((other) => sameOwner(owner, other)))
}

const codes = ['dossierCode', 'procedureCode', 'resultCode', 'validUntil', 'sheets'] as const

/** The owners a person stands for already: those told, else those whom somebody confirmed. */
export function settledOwners(record: StationRecord): readonly Owner[] {
  return record.dossier.owners.length > 0 || record.recipient.state !== 'confirmed' ? record.dossier.owners : record.owners
}

/** True when somebody asked for other targets, or on another basis, than somebody did before. */
function otherTargets(before: DeliveryChoice | null, told: DeliveryChoice | null): boolean {
  if (before === null || told === null || before.basis === 'default' || told.basis === 'default') return false
  return before.basis !== told.basis || [...before.targets].sort().join() !== [...told.targets].sort().join()
}

/** What was told of a paper and is not what its record says; nothing where both can be true. */
export function contradictions(record: StationRecord, told: DossierData, choice: DeliveryChoice | null): string[] {
  const { dossier } = record
  const owners = settledOwners(record)
  return [
    ...codes.filter((name) => told[name] !== null && dossier[name] !== null && told[name] !== dossier[name]),
    ...(told.kind !== 'result' && dossier.kind !== 'result' && told.kind !== dossier.kind ? ['kind'] : []),
    ...(told.owners.length > 0 && owners.length > 0 && !sameOwners(told.owners, owners) ? ['owners'] : []),
    ...(told.receiver !== null && dossier.receiver !== null && JSON.stringify(told.receiver) !== JSON.stringify(dossier.receiver) ? ['receiver'] : []),
    ...(otherTargets(record.deliveryChoice, choice) ? ['deliverTo'] : []),
  ]
}

/**
 * The same paper was handed in again with what is known of its dossier: what nobody told before is taken, the rest must
 * agree. Throws dossier_differs (params: id, what) and changes nothing where it does not: one of the two is wrong, and only a
 * person knows which. Throws record_replaced for a paper that is no more the issue in use. Targets are taken where none were chosen, or only by the station's default.
 */
export function tellAgain(context: PipelineContext, id: RecordId, told: DossierData, choice: DeliveryChoice | null): void {
  const record = context.store.getRecord(id)
  refuseWithdrawn(record)
  const differing = contradictions(record, told, choice)
  if (differing.length > 0) throw new SohoaError('dossier_differs', { id, what: differing.join(', ') })
  const { dossier } = record
  const newOwners = settledOwners(record).length === 0 && told.owners.length > 0
  const after: DossierData = {
    dossierCode: dossier.dossierCode ?? told.dossierCode,
    procedureCode: dossier.procedureCode ?? told.procedureCode,
    resultCode: dossier.resultCode ?? told.resultCode,
    validUntil: dossier.validUntil ?? told.validUntil,
    kind: dossier.kind === 'result' ? told.kind : dossier.kind,
    sheets: dossier.sheets ?? told.sheets,
    owners: newOwners ? told.owners : dossier.owners,
    receiver: dossier.receiver ?? told.receiver,
  }
  const newChoice = choice !== null && (record.deliveryChoice === null || (record.deliveryChoice.basis === 'default' && choice.basis !== 'default'))
  if (!newChoice && JSON.stringify(after) === JSON.stringify(dossier)) return
  const onPaper = personsRead(context, id)
  move(context, id, 'dossier told again', (current) => ({
    ...current,
    dossier: after,
    deliveryChoice: newChoice ? choice : current.deliveryChoice,
    ...(newOwners && onPaper !== undefined ? { owners: ownersOf(onPaper, after.owners), recipient: judgeRecipient(onPaper, after.owners) } : {}),
  }), { owners: newOwners, targets: newChoice })
}
