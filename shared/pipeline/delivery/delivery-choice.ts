import type { Dossier } from '../../contract/index.ts'
import { SohoaError, type Attachment, type DeliveryChoice, type ErrorCode, type RecordId, type StationRecord, type TargetName } from '../../model/index.ts'
import type { PipelineContext } from '../context.ts'
import { isAddressable } from '../reading/recipient.ts'
import { refuseWithdrawn } from '../record/standing.ts'
import { move } from '../transition.ts'

/** What somebody says about where a result is to go. */
export interface ChoiceWish {
  /** Undefined: nothing was said. Empty: on paper only. */
  readonly targets: readonly TargetName[] | undefined
  /** The authorisation says so (thỏa thuận ủy quyền). */
  readonly perAgreement: boolean
  /** Stands for an agreement that is not attached. */
  readonly reason: string | null
}

/**
 * Targets that a record takes when nobody names any. VNeID is never among them: it is used when the citizen asks
 * (Decree 137/2024 Art. 8(4) "theo nhu cầu").
 */
export function defaultTargets(context: PipelineContext): TargetName[] {
  return context.configuration().deliverTo.filter((target) => target !== 'vneid')
}

/**
 * The choice for a new record: as told by the caller, else by the dossier row, else the station's default; null for none at all.
 * Throws dossier_invalid for an agreement that names no targets.
 */
export function firstChoice(context: PipelineContext, wish: ChoiceWish, dossier: Pick<Dossier, 'deliverTo' | 'agreement'>): DeliveryChoice | null {
  const told = wish.targets ?? dossier.deliverTo
  const perAgreement = wish.perAgreement || dossier.agreement === true
  if (perAgreement && told === undefined) throw new SohoaError('dossier_invalid', { path: 'deliverTo' })
  const targets = told ?? defaultTargets(context)
  if (told === undefined && targets.length === 0) return null
  const basis = perAgreement ? 'authorisation agreement' : told === undefined ? 'default' : 'asked'
  return { targets, basis, at: context.now(), by: context.actor, reason: perAgreement ? wish.reason : null }
}

/** The choice for a new issue of a record; null where nothing was said of it: then it goes where the old one was to go. */
export function choiceOfIssue(context: PipelineContext, old: RecordId, { targets, perAgreement = false }: { readonly targets?: readonly TargetName[] | undefined; readonly perAgreement?: boolean }, dossier: Pick<Dossier, 'deliverTo' | 'agreement'>): DeliveryChoice | null {
  const said = targets !== undefined || dossier.deliverTo !== undefined || perAgreement || context.store.getRecord(old).deliveryChoice === null
  return said ? firstChoice(context, { targets, perAgreement, reason: null }, dossier) : null
}

/**
 * A person's choice where a record goes, from now on. What was taken back is sent no more; what a receiver refused is tried
 * again. Without targets those of before stay, on another basis. Throws record_voided, record_replaced, and invalid_params when there are none either.
 */
export function chooseTargets(context: PipelineContext, id: RecordId, wish: ChoiceWish): void {
  const record = context.store.getRecord(id)
  refuseWithdrawn(record)
  const before = record.deliveryChoice
  const targets = wish.targets ?? before?.targets
  if (targets === undefined) throw new SohoaError('invalid_params', { method: 'record.review', path: 'deliverTo' })
  const choice: DeliveryChoice = {
    targets, basis: wish.perAgreement ? 'authorisation agreement' : 'asked', at: context.now(), by: context.actor, reason: wish.perAgreement ? wish.reason : null,
  }
  move(context, id, 'targets chosen', (record) => ({ ...record, deliveryChoice: choice }), {
    targets: targets.join(' '), basis: choice.basis, withReason: choice.reason !== null,
    targetsBefore: before?.targets.join(' ') ?? null, basisBefore: before?.basis ?? null,
  }, choice.reason ?? undefined)
}

/** Targets that are somebody's own store; sharing between agencies is the law's duty whoever came for the paper (Art. 8(4)). */
const personalStores: readonly TargetName[] = ['kho', 'vneid']

/**
 * Why a record's delivery to a target must wait for a person; undefined when it may go. A personal store is used only where
 * every owner has a number by which it is found (VNeID: a person's), and by the authorisation's agreement where somebody
 * authorised comes for the paper (Decree 137/2024 Art. 8(4)).
 */
export function holdOf(record: StationRecord, target: TargetName, attachments: readonly Attachment[]): ErrorCode | undefined {
  const { recipient, owners, dossier, deliveryChoice, frozen } = record
  if (frozen !== null) return 'record_frozen'
  if (recipient.state === 'open' || owners.length === 0) return 'recipient_uncertain'
  if (!personalStores.includes(target)) return undefined
  const perAgreement = deliveryChoice?.basis === 'authorisation agreement'
  if (dossier.receiver?.capacity === 'authorised' && !perAgreement) return 'authorisation_agreement_missing'
  if (perAgreement && deliveryChoice.reason === null && !attachments.some(({ kind }) => kind === 'authorisation')) return 'authorisation_missing'
  const reachable = owners.every((owner) => isAddressable(owner) && (target !== 'vneid' || owner.kind === 'person'))
  return reachable ? undefined : 'owner_not_reachable'
}
