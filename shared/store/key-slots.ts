import { randomBytes, randomUUID } from 'node:crypto'
import { SohoaError, instant } from '../model/index.ts'
import { headerFormat, macFits, readHeaderCopies } from './header.ts'
import type { Header, HeaderCopy, HeaderName, KeySlot, SlotKind } from './header.ts'
import { composed, deriveKey, keyDerivation } from './passphrase.ts'
import type { KeyDerivation } from './passphrase.ts'
import { readRecoveryKey } from './recovery-key.ts'
import { deriveKeys, seal, unseal, wipe, wipeKeys } from './sealed.ts'

/** Form of a slot, authenticated with it; headers of other versions hold the same slots. */
const slotVersion = 1

/** What all slots of one station have in common, authenticated with each wrapped key. */
export type StationIdentity = Pick<Header, 'stationId' | 'createdAt' | 'training'>

/** A station's data key, and the header that told it. */
export interface Opened {
  readonly dataKey: Uint8Array
  readonly header: Header
  readonly slot: KeySlot
}

/** An opened header, and the copies of it to be written anew. */
export interface Unlocked extends Opened {
  /** Copies that were damaged, missing, forged or older than the one that opened. */
  readonly copiesToMend: readonly HeaderName[]
}

/** Makes a slot: the data key wrapped under what `secret` gives at the cost of `derivation`. `secret` is left as it is. */
export async function makeSlot(
  identity: StationIdentity, dataKey: Uint8Array, slot: { id?: string; kind: SlotKind; name: string; secret: Uint8Array },
  derivation: KeyDerivation = keyDerivation,
): Promise<KeySlot> {
  const open = {
    id: slot.id ?? randomUUID(), kind: slot.kind, createdAt: instant(), derivation, salt: new Uint8Array(randomBytes(16)),
  }
  const keys = deriveKeys(dataKey, identity.stationId)
  const sealedName = seal(keys.header, new TextEncoder().encode(slot.name), `slot name ${open.id}`)
  const secret = composed(slot.secret)
  const key = await deriveKey(secret, open.salt, open.derivation)
  const wrapped = seal(key, dataKey, slotContext(identity, open))
  wipe(secret, key)
  wipeKeys(keys)
  return { ...open, sealedName, wrapped }
}

/** Name of the person or thing that a slot is for. Throws `header_damaged` when it does not unseal. */
export function slotName(slot: KeySlot, headerKey: Uint8Array): string {
  const name = unseal(headerKey, slot.sealedName, `slot name ${slot.id}`)
  if (name === undefined) throw new SohoaError('header_damaged')
  return new TextDecoder().decode(name)
}

/**
 * Opens the station's header with a passphrase or a typed recovery key, whichever copy is sound and genuine. `isOurs` tells a header of
 * this station from one that was put here from another with the same passphrase; where it knows none, the newest counts. `first`: the slot to try first.
 * Throws `station_not_found`, `header_damaged`, `station_newer`, `wrong_passphrase`, and `recovery_key_mistyped` (params: groups) for what
 * is no passphrase and nearly a recovery key.
 */
export async function unlock(folder: string, passphrase: Uint8Array, isOurs: (opened: Opened) => boolean = () => true, first?: string): Promise<Unlocked> {
  const copies = readHeaderCopies(folder)
  const sound = copies.filter((copy) => copy.state === 'sound')
  if (copies.every((copy) => copy.state === 'missing')) throw new SohoaError('station_not_found')
  if (sound.length === 0) throw new SohoaError('header_damaged')
  const byGeneration = sound.toSorted((left, right) => right.header.generation - left.header.generation)
  const tried = new Set<string>()
  let foreign: Unlocked | undefined
  for (const copy of byGeneration) {
    if (tried.has(copy.text)) continue
    tried.add(copy.text)
    const opened = await unlockCopy(copy.header, passphrase, first)
    if (opened === undefined) continue
    // A slot that a newer, genuine copy no longer has was removed: the older copy must not bring it back.
    if (byGeneration.some(({ header }) => header.generation > copy.header.generation && isGenuine(header, opened.dataKey))) {
      wipe(opened.dataKey)
      break
    }
    const unlocked = { ...opened, copiesToMend: copies.filter((other) => !isSame(other, copy.text)).map((other) => other.name) }
    if (!isOurs(opened)) {
      if (foreign === undefined) foreign = unlocked
      else wipe(opened.dataKey)
      continue
    }
    if (foreign !== undefined) wipe(foreign.dataKey)
    return unlocked
  }
  if (foreign !== undefined) return foreign
  throw notOpened(passphrase)
}

function notOpened(passphrase: Uint8Array): SohoaError {
  const typed = readRecoveryKey(new TextDecoder().decode(passphrase))
  return typed.state === 'mistyped' ? new SohoaError('recovery_key_mistyped', { groups: typed.groups.join(', ') }) : new SohoaError('wrong_passphrase')
}

/** Opens one header with a passphrase or a typed recovery key. Throws `wrong_passphrase`, `recovery_key_mistyped`. */
export async function unlockHeader(header: Header, passphrase: Uint8Array): Promise<Opened> {
  const opened = await unlockCopy(header, passphrase)
  if (opened === undefined) throw notOpened(passphrase)
  return opened
}

function isGenuine(header: Header, dataKey: Uint8Array): boolean {
  const keys = deriveKeys(dataKey, header.stationId)
  const genuine = macFits(header, keys.header)
  wipeKeys(keys)
  return genuine
}

/** True when this slot opens with `passphrase`, which is wiped. */
export async function slotOpens(header: Header, slot: KeySlot, passphrase: Uint8Array): Promise<boolean> {
  const secret = composed(passphrase)
  const dataKey = await openSlot(header, slot, secret)
  wipe(secret, passphrase)
  if (dataKey === undefined) return false
  wipe(dataKey)
  return true
}

async function unlockCopy(header: Header, passphrase: Uint8Array, first?: string): Promise<Opened | undefined> {
  const typed = readRecoveryKey(new TextDecoder().decode(passphrase))
  const secret = typed.state === 'read' ? typed.key : composed(passphrase)
  try {
    const slots = header.slots.filter(({ kind }) => (kind === 'recovery') === (typed.state === 'read'))
    for (const tried of atOnce(slots, first)) {
      const [opened, ...others] = (await Promise.all(tried.map(async (slot) => ({ slot, dataKey: await openSlot(header, slot, secret) }))))
        .flatMap(({ slot, dataKey }) => (dataKey === undefined ? [] : [{ slot, dataKey }]))
      for (const { dataKey } of others) wipe(dataKey)
      if (opened === undefined) continue
      if (isGenuine(header, opened.dataKey)) return { ...opened, header }
      wipe(opened.dataKey)
      return undefined
    }
    return undefined
  } finally {
    wipe(secret)
  }
}

/** Slots as they are tried: the one that is known first, the others by two, since each takes a core and 64 MiB for a while. */
function atOnce(slots: readonly KeySlot[], first: string | undefined): KeySlot[][] {
  const known = slots.filter(({ id }) => id === first)
  const others = slots.filter(({ id }) => id !== first)
  const pairs = Array.from({ length: Math.ceil(others.length / 2) }, (_, at) => others.slice(2 * at, 2 * at + 2))
  return known.length === 0 ? pairs : [known, ...pairs]
}

async function openSlot(identity: StationIdentity, slot: KeySlot, secret: Uint8Array): Promise<Uint8Array | undefined> {
  const key = await deriveKey(secret, slot.salt, slot.derivation)
  const dataKey = unseal(key, slot.wrapped, slotContext(identity, slot))
  wipe(key)
  return dataKey
}

/** Authenticated with the wrapped key: a header whose training flag, kind or cost was edited does not open. */
function slotContext(identity: StationIdentity, slot: Pick<KeySlot, 'id' | 'kind' | 'createdAt' | 'derivation' | 'salt'>): string {
  const { algorithm, memoryKib, passes, parallelism } = slot.derivation
  return JSON.stringify([
    headerFormat, slotVersion, identity.stationId, identity.createdAt, identity.training,
    slot.id, slot.kind, slot.createdAt, algorithm, memoryKib, passes, parallelism, Buffer.from(slot.salt).toString('hex'),
  ])
}

function isSame(copy: HeaderCopy, text: string): boolean {
  return copy.state === 'sound' && copy.text === text
}
