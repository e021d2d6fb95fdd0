import { sameName, SohoaError, toMilliseconds, vietnamDate, type Instant } from '../model/index.ts'
import { oid, openPkcs12, schemeFor, signData, type Certificate, type CmsSigner, type SchemeProfile } from '../pki/index.ts'
import type { Tokens } from './token/tokens.ts'

/** A key that signs for an agency, wherever the key itself is kept. */
export type SigningKey = CmsSigner

/** How an office's keys sign. */
export type KeyProfile = SchemeProfile

/**
 * Opens a PKCS#12 file as a signing key. `passphrase` is UTF-8 bytes, which the caller may wipe afterwards.
 * Throws key_passphrase_wrong, key_file_invalid `{part}`, key_too_weak `{detail}` (below RSA-2048, or another kind
 * than RSA, P-256 and P-384).
 */
export async function openPkcs12Key(pkcs12: Uint8Array, passphrase: Uint8Array, profile: KeyProfile): Promise<SigningKey> {
  const { privateKey, certificate, chain } = await openPkcs12(pkcs12, passphrase)
  const scheme = schemeFor(certificate, profile)
  return { certificate, chain, scheme, sign: (signedAttributesDer) => signData(scheme, privateKey, signedAttributesDer) }
}

/**
 * The key of a certificate whose token is to sign; `chain` are its issuers, nearest first. Its `sign` throws what `Tokens.sign` throws, pin_missing until the
 * token is unlocked. Throws key_too_weak.
 */
export function openTokenKey(tokens: Pick<Tokens, 'sign'>, certificate: Certificate, chain: readonly Certificate[], profile: KeyProfile): SigningKey {
  const scheme = schemeFor(certificate, profile)
  return { certificate, chain, scheme, sign: (signedAttributesDer) => tokens.sign(certificate, scheme, signedAttributesDer) }
}

/**
 * Whether the key may sign for `agency` at `at` (Decree 23/2025 Art. 15: neither the signer's certificate nor his
 * authority's may be out of its time). `notBefore` is the earliest moment that the station's clock can honestly show.
 * Throws clock_implausible `{now, floor}`, certificate_not_yet_valid `{date}`, certificate_expired `{date}`,
 * certificate_not_for_signing, certificate_agency_differs `{certificate, agency}` (neither O nor CN is the agency).
 * `agency` null: an officer's own key, which may name any organisation or none.
 */
export function checkSigningKey(key: Pick<SigningKey, 'certificate' | 'chain'>, use: { readonly agency: string | null; readonly at: Instant; readonly notBefore?: Instant }): void {
  if (use.notBefore !== undefined && toMilliseconds(use.at) < toMilliseconds(use.notBefore)) {
    throw new SohoaError('clock_implausible', { now: use.at, floor: use.notBefore })
  }
  checkValidity(key, use.at)
  if (!maySign(key.certificate)) throw new SohoaError('certificate_not_for_signing')
  const { agency } = use
  if (agency === null) return
  const names = [key.certificate.subject.organisation, key.certificate.subject.commonName].filter((name) => name !== null)
  if (!names.some((name) => sameName(name, agency))) {
    throw new SohoaError('certificate_agency_differs', { certificate: names[0] ?? '', agency })
  }
}

/** Throws certificate_not_yet_valid or certificate_expired `{date}` (in Vietnam) for the key's certificate or one of its issuers. */
export function checkValidity(key: Pick<SigningKey, 'certificate' | 'chain'>, at: Instant): void {
  for (const certificate of [key.certificate, ...key.chain]) {
    if (toMilliseconds(at) < toMilliseconds(certificate.notBefore)) throw new SohoaError('certificate_not_yet_valid', { date: vietnamDate(certificate.notBefore) })
    if (toMilliseconds(at) > toMilliseconds(certificate.notAfter)) throw new SohoaError('certificate_expired', { date: vietnamDate(certificate.notAfter) })
  }
}

/**
 * Document signing needs digitalSignature or nonRepudiation where the key usage is restricted (RFC 5280, 4.2.1.3); an
 * authority's key, and one set apart for time stamps or a server, is for something else.
 */
function maySign(certificate: Certificate): boolean {
  const { keyUsage, extendedKeyUsage } = certificate
  const setApart: readonly string[] = [oid.timeStamping, oid.serverAuthentication]
  return !certificate.isAuthority
    && (keyUsage === null || keyUsage.includes('digitalSignature') || keyUsage.includes('nonRepudiation'))
    && (extendedKeyUsage === null || !extendedKeyUsage.purposes.every((purpose) => setApart.includes(purpose)))
}
