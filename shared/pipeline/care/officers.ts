import { z } from 'zod'
import { rights as allRights, SohoaError, type AuditDetails, type Right } from '../../model/index.ts'
import type { SlotInfo } from '../../store/index.ts'
import type { PipelineContext } from '../context.ts'
import { audit } from '../transition.ts'

const slotsSetting = 'key slots'
const slotsShape = z.array(z.string())

const officerSlots = (context: PipelineContext): SlotInfo[] => context.store.listSlots().filter(({ kind }) => kind === 'officer')

function slotOf(context: PipelineContext, name: string): SlotInfo {
  const slot = officerSlots(context).find((candidate) => candidate.name === name)
  if (slot === undefined) throw new SohoaError('officer_unknown')
  return slot
}

/** What the key header holds, as the database remembers it. */
const slotNames = (context: PipelineContext): string[] => context.store.listSlots().map(({ id, createdAt }) => `${id} ${createdAt}`).toSorted()

/** Leaves a trace of a change of keys that has just become durable in the header, which is a file of its own. */
function slotsChanged(context: PipelineContext, action: string, details: AuditDetails): void {
  context.store.transaction(() => {
    audit(context, action, null, details)
    context.store.putSetting(slotsSetting, slotNames(context))
  })
}

/**
 * Compares the key header with what the database remembers, at each opening: a change cut off before its trace, or another header put
 * in place (which would bring a removed officer back), is audited now.
 */
export function noteForeignSlots(context: PipelineContext): void {
  const { store } = context
  const remembered = store.getSetting(slotsSetting, slotsShape)
  const present = slotNames(context)
  if (remembered === undefined) {
    store.putSetting(slotsSetting, present)
    return
  }
  const added = present.filter((slot) => !remembered.includes(slot)).length
  const removed = remembered.filter((slot) => !present.includes(slot)).length
  if (added + removed > 0) slotsChanged(context, 'key slots found changed', { added, removed })
}

/** Who can open the station. `present`: the one who did. */
export function listOfficers(context: PipelineContext): { name: string; kind: SlotInfo['kind']; since: string; present: boolean; rights: Right[] }[] {
  return context.store.listSlots().map(({ name, kind, createdAt }) => ({
    name, kind, since: createdAt, present: kind === 'recovery' ? context.store.officer === '' : name === context.store.officer,
    rights: kind === 'officer' ? [...rightsOf(context, name)] : [],
  }))
}

const rightsSetting = 'officer rights'
const rightsShape = z.record(z.string(), z.array(z.enum(allRights)))

/** What an officer may do; an officer of whom nothing was said may do everything, and so may the recovery key (''). */
export function rightsOf({ store }: Pick<PipelineContext, 'store'>, officer: string): readonly Right[] {
  return store.getSetting(rightsSetting, rightsShape)?.[officer] ?? allRights
}

/** Says what an officer may do. Throws officer_unknown, last_administrator when nobody could set the station up any more. */
export function setRights(context: PipelineContext, name: string, given: readonly Right[]): void {
  slotOf(context, name)
  const others = officerSlots(context).filter((slot) => slot.name !== name)
  if (!given.includes('administer') && !others.some((slot) => rightsOf(context, slot.name).includes('administer'))) throw new SohoaError('last_administrator')
  keepRights(context, name, given)
}

function keepRights(context: PipelineContext, name: string, given: readonly Right[] | undefined): void {
  const { [name]: before, ...others } = context.store.getSetting(rightsSetting, rightsShape) ?? {}
  if (given === undefined && before === undefined) return
  context.store.transaction(() => {
    context.store.putSetting(rightsSetting, given === undefined ? others : { ...others, [name]: allRights.filter((right) => given.includes(right)) })
    if (given !== undefined) audit(context, 'rights set', null, { officer: name, rights: given.join(' ') })
  })
}

/** Throws wrong_passphrase unless `passphrase`, which is wiped, is that of the officer who opened the station. */
export async function confirmOfficer(context: PipelineContext, passphrase: Uint8Array): Promise<void> {
  await context.store.confirmPassphrase(slotOf(context, context.store.officer).id, passphrase)
}

/** Whose `passphrase`, which is wiped, is: of the officer who opened the station, or another's; and the slot that it opens. Throws wrong_passphrase, recovery_key_mistyped where it opens nothing. */
export async function whosePassphrase(context: PipelineContext, passphrase: Uint8Array): Promise<{ readonly isPresent: boolean; readonly slot: string }> {
  const { id, kind, name } = await context.store.slotOpenedBy(passphrase)
  return { isPresent: kind === 'officer' && name === context.store.officer, slot: id }
}

/** Adds an officer with these rights. Wipes `passphrase`. Throws officer_exists, passphrase_too_short. */
export async function addOfficer(context: PipelineContext, name: string, given: readonly Right[], askPassphrase: () => Promise<Uint8Array>): Promise<void> {
  if (officerSlots(context).some((slot) => slot.name === name)) throw new SohoaError('officer_exists')
  const passphrase = await askPassphrase()
  // Before the slot: an officer who can open the station has never more rights than were given.
  keepRights(context, name, given)
  await context.store.addSlot({ kind: 'officer', name, passphrase })
  slotsChanged(context, 'officer added', { officer: name })
}

/** Removes an officer, whose passphrase no longer opens. Throws officer_unknown, last_key_slot for the last one, last_administrator. */
export function removeOfficer(context: PipelineContext, name: string): void {
  const { id } = slotOf(context, name)
  const others = officerSlots(context).filter((slot) => slot.name !== name)
  if (others.length === 0) throw new SohoaError('last_key_slot')
  if (!others.some((slot) => rightsOf(context, slot.name).includes('administer'))) throw new SohoaError('last_administrator')
  context.store.removeSlot(id)
  keepRights(context, name, undefined)
  slotsChanged(context, 'officer removed', { officer: name })
}

/** Gives the officer who opened the station a new passphrase, and wipes it. Throws officer_unknown when it was opened with the recovery key, passphrase_too_short. */
export async function changeOwnPassphrase(context: PipelineContext, askPassphrase: () => Promise<Uint8Array>): Promise<string> {
  const { id, name } = slotOf(context, context.store.officer)
  await context.store.changePassphrase(id, await askPassphrase())
  slotsChanged(context, 'passphrase changed', {})
  return name
}

/** Gives an officer a new passphrase, and wipes it, and makes a new recovery key in place of the one that opened the station. Throws recovery_key_needed, passphrase_too_short. */
export async function recover(
  context: PipelineContext, name: string, askPassphrase: () => Promise<Uint8Array>,
): Promise<{ officer: string; added: boolean; recoveryKey: string }> {
  if (context.store.officer !== '') throw new SohoaError('recovery_key_needed')
  const added = !officerSlots(context).some((slot) => slot.name === name)
  const recoveryKey = await context.store.recoverOfficer(name, await askPassphrase())
  slotsChanged(context, 'access recovered', { officer: name, added })
  return { officer: name, added, recoveryKey }
}

const provenKeySetting = 'recovery key proven'

const recoverySlot = (context: PipelineContext): SlotInfo | undefined => context.store.listSlots().find(({ kind }) => kind === 'recovery')

/** True when a person has told the station's present recovery key back, whole: it was put away and can be read. */
export function isRecoveryKeyProven(context: PipelineContext): boolean {
  return context.store.getSetting(provenKeySetting, z.string()) === recoverySlot(context)?.id
}

function keepProven(context: PipelineContext, slotId: string): void {
  if (context.store.getSetting(provenKeySetting, z.string()) === slotId) return
  context.store.transaction(() => {
    context.store.putSetting(provenKeySetting, slotId)
    audit(context, 'recovery key proven', null)
  })
}

/** A station that the recovery key opened has its proof; to be called at each opening. */
export function noteRecoveryKeyUsed(context: PipelineContext): void {
  const slot = recoverySlot(context)
  if (context.store.officer === '' && slot !== undefined) keepProven(context, slot.id)
}

/** Keeps that a person has told the recovery key back; wipes it. Throws recovery_key_needed for an officer's passphrase, wrong_passphrase, recovery_key_mistyped. */
export async function proveRecoveryKey(context: PipelineContext, told: Uint8Array | undefined): Promise<void> {
  if (context.store.officer === '') return
  if (told === undefined) throw new SohoaError('recovery_key_needed')
  const { id, kind } = await context.store.slotOpenedBy(told)
  if (kind !== 'recovery') throw new SohoaError('recovery_key_needed')
  keepProven(context, id)
}

/** Makes a new recovery key in place of the old one. */
export async function renewRecoveryKey(context: PipelineContext): Promise<string> {
  const recoveryKey = await context.store.renewRecoveryKey()
  slotsChanged(context, 'recovery key renewed', {})
  return recoveryKey
}
