import { randomUUID } from 'node:crypto'
import { instant, SohoaError, type Digest, type Instant } from '../../model/index.ts'
import { holderOf, parseCertificate, schemeFor, type Certificate, type SignerIdentity } from '../../pki/index.ts'
import { checkSigningKey, openPkcs12Key, openTokenKey, type KeyProfile, type SigningKey } from '../../sign/index.ts'
import type { StoredKey } from '../../store/index.ts'
import type { PipelineContext } from '../context.ts'
import { bytesGiven, dropUsed } from '../paper/given-files.ts'
import { keyHolders, setKeyHolder } from './key-holders.ts'
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

export const isOnToken = ({ profile }: Pick<StoredKey, 'profile'>): boolean => profile === 'PKCS#11'

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
}

/** How the station's keys sign, as it is set. */
export function keyProfile(context: PipelineContext): KeyProfile {
  const { rsaScheme, signatureDigest } = context.configuration()
  return { rsa: rsaScheme, digest: ({ 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' } as const)[signatureDigest] }
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

/** Keeps a key that may sign for the station's agency, or for an officer in person, once. Throws officer_unknown and what `checkSigningKey` throws. */
export function keepKey(context: PipelineContext, profile: KeyKind, key: SignerIdentity, material: Uint8Array, officer: string | null): KeyDescription {
  const { agency } = context.configuration()
  if (officer !== null && !listOfficers(context).some(({ kind, name }) => kind === 'officer' && name === officer)) throw new SohoaError('officer_unknown')
  checkSigningKey(key, { agency: officer === null ? agency ?? holderOf(key.certificate) : null, at: context.now() })
  const known = context.store.listKeys().find(({ certificate }) => Buffer.from(certificate).equals(key.certificate.der))
  const stored: StoredKey = {
    id: known?.id ?? randomUUID(), profile, certificate: key.certificate.der, chain: key.chain.map(({ der }) => der), addedAt: instant(),
  }
  context.store.transaction(() => {
    context.store.addKey(stored, material)
    setKeyHolder(context, stored.id, officer)
    audit(context, 'key added', null, { certificate: key.certificate.fingerprint, kind: profile })
  })
  return describe(context, stored, key.certificate)
}

/** The keys of the station, oldest first. */
export function listSigningKeys(context: PipelineContext): KeyDescription[] {
  return context.store.listKeys().map((stored) => describe(context, stored, parseCertificate(stored.certificate)))
}

function describe(context: PipelineContext, { id, profile }: StoredKey, certificate: Certificate): KeyDescription {
  return {
    id, kind: isOnToken({ profile }) ? 'token' : 'file', fingerprint: certificate.fingerprint,
    subject: certificate.subject.text, organisation: certificate.subject.organisation, issuer: certificate.issuer.text,
    notBefore: certificate.notBefore, notAfter: certificate.notAfter, scheme: schemeFor(certificate, keyProfile(context)), officer: keyHolders(context)[id] ?? null,
  }
}

/** A key of the station that may sign now, not opened yet. */
export interface UsableKey extends SignerIdentity {
  readonly stored: StoredKey
}

/** The keys that may sign for the agency now (null: for the officer who opened the station, in person), newest first. Throws key_missing (officer_key_missing) when there is none at all, else why the newest may not (certificate_expired, certificate_agency_differs …). */
export function usableKeys(context: PipelineContext, agency: string | null): UsableKey[] {
  const holders = keyHolders(context)
  const holder = agency === null ? context.actor : null
  let refusal: SohoaError | undefined
  const usable = context.store.listKeys().filter(({ id }) => (holders[id] ?? null) === holder).toReversed().flatMap((stored) => {
    try {
      const certificate = parseCertificate(stored.certificate)
      const key = { stored, certificate, chain: stored.chain.map(parseCertificate), scheme: schemeFor(certificate, keyProfile(context)) }
      checkSigningKey(key, { agency, at: context.now() })
      return [key]
    } catch (thrown) {
      if (!(thrown instanceof SohoaError)) throw thrown
      refusal ??= thrown
      return []
    }
  })
  if (usable.length === 0) throw refusal ?? new SohoaError(agency === null ? 'officer_key_missing' : 'key_missing')
  return usable
}

/** Of which kind the key is that signs next: the newest one decides. Those of that kind, newest first. */
export function keysInUse(usable: readonly UsableKey[]): UsableKey[] {
  const [newest] = usable
  return newest === undefined ? [] : usable.filter(({ stored }) => stored.profile === newest.stored.profile)
}

/**
 * Opens the key that signs for the agency now (null: for the officer in person): the newest one; of several on tokens the one whose token is unlocked. A file never steps in
 * for a token. Throws what `usableKeys` throws, key_file_invalid, key_passphrase_wrong, and pin_missing while no token is unlocked.
 */
export async function openSigningKey(context: PipelineContext, agency: string | null): Promise<SigningKey> {
  const keys = keysInUse(usableKeys(context, agency))
  const [newest] = keys
  if (newest !== undefined && isOnToken(newest.stored)) {
    const tokens = context.rooms.tokens()
    const unlocked = keys.find(({ certificate }) => tokens.isUnlocked(certificate.fingerprint))
    if (unlocked === undefined) throw new SohoaError('pin_missing')
    return openTokenKey(tokens, unlocked.certificate, unlocked.chain, keyProfile(context))
  }
  let refusal: unknown
  for (const { stored } of keys) {
    const material = context.store.getKeyMaterial(stored.id)
    const { pkcs12, passphrase } = unpackMaterial(material)
    try {
      return await openPkcs12Key(pkcs12, passphrase, keyProfile(context))
    } catch (thrown) {
      if (!(thrown instanceof SohoaError)) throw thrown
      refusal ??= thrown
    } finally {
      material.fill(0)
      pkcs12.fill(0)
      passphrase.fill(0)
    }
  }
  throw refusal
}
