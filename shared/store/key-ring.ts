import { withMac, writeHeader } from './header.ts'
import type { Header, KeySlot, SlotKind } from './header.ts'
import { SohoaError, parseInstant } from '../model/index.ts'
import type { AuditHead, Instant } from '../model/index.ts'
import { makeSlot, slotName, slotOpens, unlockHeader } from './key-slots.ts'
import { checkPassphraseLength } from './passphrase.ts'
import type { KeyDerivation } from './passphrase.ts'
import { newRecoveryKey, readRecoveryKey } from './recovery-key.ts'
import { wipe } from './sealed.ts'
import type { DerivedKeys } from './sealed.ts'

/** A slot as listed. */
export interface SlotInfo {
  readonly id: string
  readonly kind: SlotKind
  /** Officer's name; empty for a recovery key. */
  readonly name: string
  readonly createdAt: Instant
}

/** Who may open the station. Each change is durable in both header copies when its promise resolves. */
export interface KeyRing {
  listSlots(): SlotInfo[]
  /** Adds an officer or an OS keyring. Wipes `passphrase`. Throws `passphrase_too_short`. Returns the slot's id. */
  addSlot(slot: { readonly kind: 'officer' | 'keyring'; readonly name: string; readonly passphrase: Uint8Array }): Promise<string>
  /** Throws `not_found`, and `last_key_slot` when nobody else but a keyring could open the station. */
  removeSlot(id: string): void
  /** Gives an officer's or keyring's slot a new passphrase (the old one no longer opens). Wipes `passphrase`. Throws `passphrase_too_short`, `not_found`. */
  changePassphrase(id: string, passphrase: Uint8Array): Promise<void>
  /**
   * Gives the officer of this name (a new one, where there is none) a new passphrase and makes a new recovery key in place of all
   * earlier ones, both at once. Wipes `passphrase`. Throws `passphrase_too_short`. Returns the recovery key.
   */
  recoverOfficer(name: string, passphrase: Uint8Array): Promise<string>
  /** Throws `wrong_passphrase` unless `passphrase`, which is wiped, opens this slot. Throws `not_found`. */
  confirmPassphrase(id: string, passphrase: Uint8Array): Promise<void>
  /** The slot that `passphrase` (or a typed recovery key), which is wiped, opens. Throws `wrong_passphrase`, `recovery_key_mistyped`. */
  slotOpenedBy(passphrase: Uint8Array): Promise<SlotInfo>
  /** Makes a new recovery key in place of all earlier ones and returns it, to be written down by a person: it is kept nowhere. */
  renewRecoveryKey(): Promise<string>
}

/** The header of an open station, and all that may be changed in it. */
export interface HeaderKeeper {
  readonly ring: KeyRing
  /** As it stands on the disk. */
  header(): Header
  /** Writes where the audit chain ends into the header, unless it stands there. */
  sealAuditHead(): void
}

/**
 * `dataKey` and `keys` are used, not copied. `isOpen` tells whether they still are what they were:
 * a header written with keys already wiped would lock everybody out.
 */
export function keepHeader(
  folder: string, opened: Header, dataKey: Uint8Array, keys: DerivedKeys, auditHead: () => AuditHead, isOpen: () => boolean,
): HeaderKeeper {
  let header = opened
  const write = (slots: readonly KeySlot[]): void => {
    if (!isOpen()) throw new SohoaError('internal', { type: 'station closed' })
    const next = withMac({ ...header, generation: header.generation + 1, slots: [...slots], auditHead: auditHead() }, keys.header)
    writeHeader(folder, next)
    header = next
  }
  const slotOf = (id: string): KeySlot => {
    const slot = header.slots.find((candidate) => candidate.id === id)
    if (slot === undefined) throw new SohoaError('not_found', { what: id })
    return slot
  }

  const infoOf = (slot: KeySlot): SlotInfo => ({ id: slot.id, kind: slot.kind, name: slotName(slot, keys.header), createdAt: parseInstant(slot.createdAt) })

  const ring: KeyRing = {
    listSlots: () => header.slots.map(infoOf),
    addSlot: async ({ kind, name, passphrase }) => {
      try {
        checkPassphraseLength(passphrase)
        const slot = await makeSlot(header, dataKey, { kind, name, secret: passphrase })
        write([...header.slots, slot])
        return slot.id
      } finally {
        wipe(passphrase)
      }
    },
    removeSlot: (id) => {
      const gone = slotOf(id)
      const left = header.slots.filter((slot) => slot !== gone)
      if (!left.some((slot) => slot.kind !== 'keyring')) throw new SohoaError('last_key_slot')
      write(left)
    },
    changePassphrase: async (id, passphrase) => {
      try {
        checkPassphraseLength(passphrase)
        const old = slotOf(id)
        if (old.kind === 'recovery') throw new SohoaError('not_found', { what: id })
        const slot = await makeSlot(header, dataKey, { id, kind: old.kind, name: slotName(old, keys.header), secret: passphrase })
        write(header.slots.map((other) => (other.id === id ? slot : other)))
      } finally {
        wipe(passphrase)
      }
    },
    recoverOfficer: async (name, passphrase) => {
      try {
        checkPassphraseLength(passphrase)
        const old = header.slots.find((slot) => slot.kind === 'officer' && slotName(slot, keys.header) === name)
        const officer = await makeSlot(header, dataKey, { ...(old === undefined ? {} : { id: old.id }), kind: 'officer', name, secret: passphrase })
        const { text, slot } = await makeRecoverySlot(header, dataKey)
        write([...header.slots.filter((other) => other.kind !== 'recovery' && other.id !== officer.id), officer, slot])
        return text
      } finally {
        wipe(passphrase)
      }
    },
    confirmPassphrase: async (id, passphrase) => {
      if (!await slotOpens(header, slotOf(id), passphrase)) throw new SohoaError('wrong_passphrase')
    },
    slotOpenedBy: async (passphrase) => {
      try {
        const { dataKey, slot } = await unlockHeader(header, passphrase)
        wipe(dataKey)
        return infoOf(slot)
      } finally {
        wipe(passphrase)
      }
    },
    renewRecoveryKey: async () => {
      const { text, slot } = await makeRecoverySlot(header, dataKey)
      write([...header.slots.filter((other) => other.kind !== 'recovery'), slot])
      return text
    },
  }
  return {
    ring,
    header: () => header,
    sealAuditHead: () => {
      const { seq, hash } = auditHead()
      if (header.auditHead?.seq !== seq || header.auditHead.hash !== hash) write(header.slots)
    },
  }
}

/** A new recovery key and the slot that it opens. */
export async function makeRecoverySlot(
  identity: Pick<Header, 'stationId' | 'createdAt' | 'training'>, dataKey: Uint8Array, derivation?: KeyDerivation,
): Promise<{ text: string; slot: KeySlot }> {
  const text = newRecoveryKey()
  const read = readRecoveryKey(text)
  if (read.state !== 'read') throw new SohoaError('internal', { type: 'recovery key' })
  const slot = await makeSlot(identity, dataKey, { kind: 'recovery', name: '', secret: read.key }, derivation)
  wipe(read.key)
  return { text, slot }
}

