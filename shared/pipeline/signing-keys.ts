import { randomUUID } from 'node:crypto'
import { instant, SohoaError, type Instant } from '../model/index.ts'
import { holderOf, parseCertificate, type Certificate } from '../pki/index.ts'
import { checkSigningKey, openPkcs12Key, type SigningKey } from '../sign/index.ts'
import type { StoredKey } from '../store/index.ts'
import type { PipelineContext } from './context.ts'
import { bytesGiven, dropUsed } from './given-files.ts'
import { keyHolders } from './key-holders.ts'
import { audit } from './transition.ts'

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

/** A key as told to people. */
export interface KeyDescription {
  readonly id: string
  readonly subject: string
  readonly organisation: string | null
  readonly issuer: string
  readonly notBefore: Instant
  readonly notAfter: Instant
  readonly scheme: string
}

/**
 * Adds a PKCS#12 signing key: it must open, be strong enough and name the station's agency. The certificate of a key
 * added before takes that key's place: whoever repeats the call after a kill has it once.
 * Throws file_not_found, upload_unknown, key_file_invalid, key_passphrase_wrong, key_too_weak, certificate_expired, certificate_not_yet_valid,
 * certificate_agency_differs, certificate_not_for_signing. The passphrase is wiped.
 */
export async function addSigningKey(context: PipelineContext, file: string, passphrase: Uint8Array): Promise<KeyDescription> {
  const { agency, rsaScheme } = context.configuration()
  const pkcs12 = await bytesGiven(context, file)
  try {
    const key = await openPkcs12Key(pkcs12, Uint8Array.from(passphrase), { rsa: rsaScheme })
    checkSigningKey(key, { agency: agency ?? holderOf(key.certificate), at: context.now() })
    const known = context.store.listKeys().find(({ certificate }) => Buffer.from(certificate).equals(key.certificate.der))
    const stored: StoredKey = {
      id: known?.id ?? randomUUID(), profile: 'PKCS#12', certificate: key.certificate.der, chain: key.chain.map(({ der }) => der), addedAt: instant(),
    }
    context.store.transaction(() => {
      context.store.addKey(stored, packMaterial(pkcs12, passphrase))
      audit(context, 'key added', null, { certificate: key.certificate.fingerprint })
    })
    dropUsed(context, [file])
    return describe(stored.id, key.certificate, key.scheme)
  } finally {
    passphrase.fill(0)
    pkcs12.fill(0)
  }
}

/** The keys of the station, oldest first. */
export function listSigningKeys(context: PipelineContext): KeyDescription[] {
  return context.store.listKeys().map(({ id, certificate }) => {
    const parsed = parseCertificate(certificate)
    return describe(id, parsed, parsed.publicKey.algorithm === 'RSA' ? `RSA ${context.configuration().rsaScheme}` : 'ECDSA')
  })
}

function describe(id: string, certificate: Certificate, scheme: string): KeyDescription {
  return {
    id, subject: certificate.subject.text, organisation: certificate.subject.organisation, issuer: certificate.issuer.text,
    notBefore: certificate.notBefore, notAfter: certificate.notAfter, scheme,
  }
}

/**
 * Opens the newest key that may sign for the agency now (null: for the officer in person). Throws key_missing (officer_key_missing) when there is none at all, else why the newest may not
 * (certificate_expired, certificate_agency_differs …).
 */
export async function openSigningKey(context: PipelineContext, agency: string | null): Promise<SigningKey> {
  const missing = agency === null ? 'officer_key_missing' : 'key_missing'
  const holder = agency === null ? context.actor : null
  const holders = keyHolders(context)
  let refusal: unknown = new SohoaError(missing)
  for (const { id } of context.store.listKeys().filter((key) => (holders[key.id] ?? null) === holder).toReversed()) {
    const material = context.store.getKeyMaterial(id)
    const { pkcs12, passphrase } = unpackMaterial(material)
    try {
      const key = await openPkcs12Key(pkcs12, passphrase, { rsa: context.configuration().rsaScheme })
      checkSigningKey(key, { agency, at: context.now() })
      return key
    } catch (thrown) {
      if (!(thrown instanceof SohoaError)) throw thrown
      if (refusal instanceof SohoaError && refusal.code === missing) refusal = thrown
    } finally {
      material.fill(0)
      pkcs12.fill(0)
      passphrase.fill(0)
    }
  }
  throw refusal
}
