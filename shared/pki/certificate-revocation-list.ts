import type { Instant } from '../model/index.ts'
import { partsOf } from './certificate-parts.ts'
import type { Certificate } from './certificate.ts'
import { bitsOf, DerError, DerReader, extensionsIn, onlyElement, timeOf, type DerElement, type DerExtension } from './der-reader.ts'
import { oid } from './object-identifiers.ts'
import { gapAt, isFromTheFuture } from './revocation-freshness.ts'
import { revocationReason, unknown, type Moments, type RevocationGap, type RevocationProof, type RevocationStatus } from './revocation-status.ts'
import { isSignatureOf, readAlgorithm } from './signature-check.ts'

const deltaIndicator = '2.5.29.27'
const issuingDistributionPoint = '2.5.29.28'
const expiredOnList = '2.5.29.60'
const understood = new Set<string>([oid.crlNumber, issuingDistributionPoint, oid.authorityKeyIdentifier, expiredOnList])
const entryInvalidityDate = '2.5.29.24'
const entryIssuer = '2.5.29.29'

/** A CRL (RFC 5280, 5.1) taken apart; nothing in it is checked. */
export interface RevocationList {
  readonly issuer: Uint8Array
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant | null
  /** Content of revokedCertificates. */
  readonly entries: Uint8Array
  readonly extensions: ReadonlyMap<string, DerExtension>
  readonly signed: Uint8Array
  readonly algorithm: Uint8Array
  readonly signature: Uint8Array
}

const isTime = (tag: number): boolean => tag === 0x17 || tag === 0x18

/** Takes a CRL apart, its entries left as they are. `unreadable`: it is none. Never throws for what the bytes hold. */
export function readRevocationList(bytes: Uint8Array): RevocationList | 'unreadable' {
  try {
    const parts = new DerReader(onlyElement(bytes, 0x30).content)
    const signed = parts.next(0x30)
    const algorithm = parts.next(0x30).whole
    const signature = bitsOf(parts.next(0x03))
    const fields = new DerReader(signed.content)
    fields.optional(0x02)
    if (Buffer.compare(fields.next(0x30).whole, algorithm) !== 0) return 'unreadable'
    const issuer = fields.next(0x30).whole
    const thisUpdate = timeOf(fields.next())
    const rest = [...fields.rest()]
    const next = rest.find(({ tag }) => isTime(tag))
    const entries = rest.find(({ tag }) => tag === 0x30)
    const extensions = rest.find(({ tag }) => tag === 0xa0)
    return {
      issuer, thisUpdate, nextUpdate: next === undefined ? null : timeOf(next), entries: entries?.content ?? new Uint8Array(),
      extensions: extensions === undefined ? new Map() : extensionsIn(onlyElement(extensions.content, 0x30).content),
      signed: signed.whole, algorithm, signature,
    }
  } catch (thrown) {
    if (thrown instanceof DerError) return 'unreadable'
    throw thrown
  }
}

/** Every name of a distribution point, full or relative, as bytes to compare. */
function namesOf(point: DerElement | undefined): string[] {
  if (point === undefined) return []
  const { tag, content, whole } = onlyElement(point.content)
  return tag === 0xa0 ? [...new DerReader(content).rest()].map((name) => Buffer.from(name.whole).toString('hex')) : [Buffer.from(whole).toString('hex')]
}

function distributionNamesOf(certificate: Certificate): string[] {
  const extension = partsOf(certificate).extensions.get(oid.crlDistributionPoints)
  if (extension === undefined) return []
  return [...new DerReader(onlyElement(extension.value, 0x30).content).rest()].flatMap(({ content }) => namesOf(new DerReader(content).optional(0xa0)))
}

const isSet = (flag: DerElement | undefined): boolean => flag !== undefined && flag.content[0] !== 0

/** Why the list does not answer for this certificate (RFC 5280, 5.2.5 and 6.3.3): its scope leaves it out. */
function scopeGap({ extensions }: RevocationList, certificate: Certificate): RevocationGap | undefined {
  if (extensions.has(deltaIndicator)) return 'partial'
  if ([...extensions].some(([identifier, { critical }]) => critical && !understood.has(identifier))) return 'critical extension'
  const scope = extensions.get(issuingDistributionPoint)
  if (scope === undefined) return undefined
  const fields = new DerReader(onlyElement(scope.value, 0x30).content)
  const names = namesOf(fields.optional(0xa0))
  const [onlyUsers, onlyAuthorities] = [isSet(fields.optional(0x81)), isSet(fields.optional(0x82))]
  const someReasons = fields.optional(0x83) !== undefined
  const [indirect, onlyAttributes] = [isSet(fields.optional(0x84)), isSet(fields.optional(0x85))]
  if (indirect) return 'indirect'
  const own = distributionNamesOf(certificate)
  const isOfAnotherPart = names.length > 0 && !names.some((name) => own.includes(name))
  return someReasons || onlyAttributes || isOfAnotherPart || (certificate.isAuthority ? onlyUsers : onlyAuthorities) ? 'partial' : undefined
}

/** The entry about a serial number, extensions and all. */
function entryOf({ entries }: RevocationList, serial: Uint8Array): DerReader | undefined {
  for (const { content } of new DerReader(entries).rest()) {
    const entry = new DerReader(content)
    if (Buffer.compare(entry.next(0x02).content, serial) === 0) return entry
  }
  return undefined
}

function revokedBy(entry: DerReader, proof: RevocationProof): RevocationStatus {
  const since = timeOf(entry.next())
  const extensions = entry.isAtEnd ? new Map<string, DerExtension>() : extensionsIn(entry.next(0x30).content)
  if (extensions.has(entryIssuer)) return unknown('indirect')
  if ([...extensions].some(([identifier, { critical }]) => critical && identifier !== oid.crlReason && identifier !== entryInvalidityDate)) return unknown('critical extension')
  const reason = extensions.get(oid.crlReason)
  return { state: 'revoked', since, reason: revocationReason(reason === undefined ? undefined : onlyElement(reason.value, 0x0a).content[0]), proof }
}

function isBy(list: RevocationList, issuer: Certificate): boolean {
  const algorithm = readAlgorithm(list.algorithm)
  const maySign = issuer.keyUsage === null || issuer.keyUsage.includes('cRLSign')
  return maySign && algorithm !== undefined && isSignatureOf(issuer, algorithm, list.signed, list.signature) === true
}

/**
 * What one CRL says of a certificate (RFC 5280, 6.3). Lists that somebody else issued for the issuer (indirect) and
 * those for a part of his certificates or reasons do not answer. Never throws for what the bytes hold.
 */
export function judgeRevocationList(bytes: Uint8Array, certificate: Certificate, issuer: Certificate, moments: Moments): RevocationStatus {
  const list = readRevocationList(bytes)
  if (list === 'unreadable') return unknown('unreadable')
  try {
    if (Buffer.compare(list.issuer, partsOf(certificate).issuer) !== 0) return unknown('another issuer')
    if (!isBy(list, issuer)) return unknown('not signed')
    const gap = scopeGap(list, certificate)
    if (gap !== undefined) return unknown(gap)
    const expired = list.extensions.get(expiredOnList)?.value
    const currency = { thisUpdate: list.thisUpdate, nextUpdate: list.nextUpdate, keepsExpiredSince: expired === undefined ? null : timeOf(onlyElement(expired, 0x18)) }
    if (isFromTheFuture(currency, moments)) return unknown('from the future')
    if ((moments.existedBy ?? moments.now) > issuer.notAfter) return unknown('signer expired')
    const proof: RevocationProof = { source: 'CRL', bytes, thisUpdate: list.thisUpdate, nextUpdate: list.nextUpdate, responder: null }
    const entry = entryOf(list, Buffer.from(certificate.serial, 'hex'))
    if (entry !== undefined) return revokedBy(entry, proof)
    const staleness = gapAt(currency, certificate, moments)
    return staleness === undefined ? { state: 'good', proof } : unknown(staleness)
  } catch (thrown) {
    if (thrown instanceof DerError) return unknown('unreadable')
    throw thrown
  }
}
