import { randomUUID } from 'node:crypto'
import { describeThrown, instant, SohoaError, toMilliseconds, type Digest, type ErrorCode, type ErrorParams, type Instant } from '../../model/index.ts'
import { holderOf, schemeFor, type SignerIdentity } from '../../pki/index.ts'
import { checkSigningKey, openPkcs12Key, openTokenKey, type SigningKey } from '../../sign/index.ts'
import type { StoredKey } from '../../store/index.ts'
import type { PipelineContext } from '../context.ts'
import { bytesGiven, dropUsed } from '../paper/given-files.ts'
import { setKeyHolder } from './key-holders.ts'
import { isOnToken, judgeKeys, keyProfile, keysInUse, type JudgedKey, type KeyUse } from './keys-in-use.ts'
import { listOfficers } from '../care/officers.ts'
import { audit } from '../transition.ts'

/** A PKCS#12 with its passphrase in one piece, as kept in the encrypted database: signing in to the station is what unlocks it. */
function packMaterial(pkcs12: Uint8Array, passphrase: Uint8Array): Uint8Array {
  const packed = new Uint8Array(2 + passphrase.length + pkcs12.length)
  new DataView(packed.buffer).setUint16(0, passphrase.length)
  packed.set(passphrase, 2)
  packed.set(pkcs12, 2 + passphrase.length)
  return packed
}

function unpackMaterial(packed: Uint8Array): { pkcs12: Uint8Array; passphrase: Uint8Array } {
  const length = new DataView(packed.buffer, packed.byteOffset).getUint16(0)
  return { passphrase: packed.slice(2, 2 + length), pkcs12: packed.slice(2 + length) }
}

/** Where the key itself is: in a file that the database keeps, or on a token that never gives it away. */
export type KeyKind = 'PKCS#12' | 'PKCS#11'

/** A key as told to people. */
export interface KeyDescription {
  readonly id: string
  readonly kind: 'file' | 'token'
  readonly fingerprint: Digest
  readonly subject: string
  readonly organisation: string | null
  readonly issuer: string
  readonly notBefore: Instant
  readonly notAfter: Instant
  readonly scheme: string
  /** The officer whose own it is; null: the agency's. */
  readonly officer: string | null
  readonly use: KeyUse
  /** Why it may not sign now; null where it may. */
  readonly refusal: { readonly code: ErrorCode; readonly params: ErrorParams } | null
}

/**
 * Adds a PKCS#12 signing key: it must open, be strong enough and name the station's agency. The certificate of a key
 * added before takes that key's place: whoever repeats the call after a kill has it once.
 * Throws file_not_found, upload_unknown, key_file_invalid, key_passphrase_wrong, key_too_weak, certificate_expired, certificate_not_yet_valid,
 * certificate_agency_differs, certificate_not_for_signing. The passphrase is wiped.
 */
export async function addSigningKey(context: PipelineContext, file: string, passphrase: Uint8Array, officer: string | null = null): Promise<KeyDescription> {
  const pkcs12 = await bytesGiven(context, file)
  try {
    const kept = keepKey(context, 'PKCS#12', await openPkcs12Key(pkcs12, Uint8Array.from(passphrase), keyProfile(context)), packMaterial(pkcs12, passphrase), officer)
    dropUsed(context, [file])
    return kept
  } finally {
    passphrase.fill(0)
    pkcs12.fill(0)
  }
}

/** Now; or, where the clock does not say so, right after `last`: the key added last signs. */
function laterThan(last: Instant | undefined): Instant {
  const now = instant()
  return last === undefined || now > last ? now : instant(new Date(toMilliseconds(last) + 1))
}

/** Keeps a key that may sign for the station's agency, or for an officer in person, once. Throws officer_unknown and what `checkSigningKey` throws. */
export function keepKey(context: PipelineContext, profile: KeyKind, key: SignerIdentity, material: Uint8Array, officer: string | null): KeyDescription {
  const { agency } = context.configuration()
  if (officer !== null && !listOfficers(context).some(({ kind, name }) => kind === 'officer' && name === officer)) throw new SohoaError('officer_unknown')
  checkSigningKey(key, { agency: officer === null ? agency ?? holderOf(key.certificate) : null, at: context.now() })
  const keys = context.store.listKeys()
  const known = keys.find(({ certificate }) => Buffer.from(certificate).equals(key.certificate.der))
  const stored: StoredKey = {
    id: known?.id ?? randomUUID(), profile, certificate: key.certificate.der, chain: key.chain.map(({ der }) => der), addedAt: laterThan(keys.at(-1)?.addedAt),
  }
  context.store.transaction(() => {
    context.store.addKey(stored, material)
    setKeyHolder(context, stored.id, officer)
    audit(context, 'key added', null, { certificate: key.certificate.fingerprint, kind: profile })
  })
  const kept = judgeKeys(context).find(({ stored: { id } }) => id === stored.id)
  if (kept === undefined) throw new SohoaError('internal', { type: 'key not kept' })
  return describe(context, kept)
}

/** The keys of the station, oldest first. */
export function listSigningKeys(context: PipelineContext): KeyDescription[] {
  return judgeKeys(context).map((judged) => describe(context, judged))
}

function describe(context: PipelineContext, { stored, certificate, officer, use, refusal }: JudgedKey): KeyDescription {
  return {
    id: stored.id, kind: isOnToken(stored) ? 'token' : 'file', fingerprint: certificate.fingerprint,
    subject: certificate.subject.text, organisation: certificate.subject.organisation, issuer: certificate.issuer.text,
    notBefore: certificate.notBefore, notAfter: certificate.notAfter, scheme: schemeFor(certificate, keyProfile(context)), officer,
    use, refusal: refusal === null ? null : describeThrown(refusal),
  }
}

/**
 * Removes a key, the agency's or an officer's: of a file the key itself, of a token its description. What it signed stays as it is. Throws not_found.
 */
export async function removeSigningKey(context: PipelineContext, fingerprint: Digest): Promise<KeyDescription> {
  const found = judgeKeys(context).find(({ certificate }) => certificate.fingerprint === fingerprint)
  if (found === undefined) throw new SohoaError('not_found', { what: fingerprint })
  const told = describe(context, found)
  if (isOnToken(found.stored) && context.rooms.tokens().isUnlocked(fingerprint)) await context.rooms.tokens().release()
  context.store.transaction(() => {
    context.store.removeKey(found.stored.id)
    setKeyHolder(context, found.stored.id, null)
    audit(context, 'key removed', null, { certificate: fingerprint, kind: found.stored.profile })
  })
  return told
}

/**
 * Opens the key that signs for the agency now (null: for the officer in person); of several on tokens the one whose token is unlocked. Throws what
 * `keysInUse` throws, key_file_invalid, key_passphrase_wrong, and pin_missing while no token is unlocked.
 */
export async function openSigningKey(context: PipelineContext, agency: string | null): Promise<SigningKey> {
  const keys = keysInUse(context, agency)
  const [chosen] = keys
  if (chosen === undefined) throw new SohoaError('key_missing')
  if (isOnToken(chosen.stored)) {
    const tokens = context.rooms.tokens()
    const unlocked = keys.find(({ certificate }) => tokens.isUnlocked(certificate.fingerprint))
    if (unlocked === undefined) throw new SohoaError('pin_missing')
    return openTokenKey(tokens, unlocked.certificate, unlocked.chain, keyProfile(context))
  }
  const material = context.store.getKeyMaterial(chosen.stored.id)
  const { pkcs12, passphrase } = unpackMaterial(material)
  try {
    return await openPkcs12Key(pkcs12, passphrase, keyProfile(context))
  } finally {
    material.fill(0)
    pkcs12.fill(0)
    passphrase.fill(0)
  }
}
