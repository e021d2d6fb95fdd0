import { createHash } from 'node:crypto'
import { z } from 'zod'
import { parseInstant, SohoaError, type Instant } from '../model/index.ts'
import { partsOf } from './certificate-parts.ts'
import { readRevocationList } from './certificate-revocation-list.ts'
import { parseCertificate, type Certificate } from './certificate.ts'
import type { StatusAddresses } from './status-addresses.ts'
import type { TrustProfile } from './trust.ts'

/** An authority of a trust package: what it is, where it answers, and what it said when the package was made. */
export interface PackagedAuthority {
  readonly certificate: Certificate
  /** A chain may end here. */
  readonly isAnchor: boolean
  /** Where it answers for what it issued, beside the addresses in those certificates. */
  readonly addresses: StatusAddresses
  /** Its revocation lists, DER. */
  readonly lists: readonly Uint8Array[]
}

/** Whom to trust, as data that an office may take in without a network: NEAC's root, the Government Cipher Committee's roots. */
export interface TrustPackage {
  readonly name: string
  readonly madeAt: Instant
  readonly authorities: readonly PackagedAuthority[]
  /** Time stamp authorities (RFC 3161 over HTTP) to be asked after those of the settings. */
  readonly timeStampUrls: readonly string[]
}

const format = 'sohoa trust package 1'
const address = z.url({ protocol: /^https?$/u })
const shape = z.strictObject({
  format: z.literal(format),
  name: z.string().trim().min(1).max(100),
  madeAt: z.iso.datetime({ offset: true }),
  authorities: z.array(z.strictObject({
    certificate: z.base64(), anchor: z.boolean(), ocsp: z.array(address).max(4).default([]), crl: z.array(address).max(4).default([]), lists: z.array(z.base64()).max(16).default([]),
  })).min(1).max(500),
  timeStamps: z.array(address).max(8).default([]),
  digest: z.string().regex(/^[0-9a-f]{64}$/u),
  /** Detached CMS over the canonical content. */
  signature: z.base64().optional(),
})

/** JSON with its keys in order and nothing between: the same for the same content, however a file is laid out. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)).map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`
}

/** What the digest and the signature of a package are over: the canonical JSON of everything but themselves; and the signature, where there is one. */
export function packageContent(content: unknown): { readonly bytes: Buffer; readonly signature: Uint8Array | null } {
  const entries = typeof content === 'object' && content !== null ? Object.entries(content) : []
  const signature: unknown = entries.find(([key]) => key === 'signature')?.[1]
  return {
    bytes: Buffer.from(canonical(Object.fromEntries(entries.filter(([key]) => key !== 'digest' && key !== 'signature'))), 'utf8'),
    signature: typeof signature === 'string' ? Uint8Array.from(Buffer.from(signature, 'base64')) : null,
  }
}

/** SHA-256 over the content, in hexadecimal digits. */
const digestOf = (content: object): string => createHash('sha256').update(packageContent(content).bytes).digest('hex')

/**
 * Reads a trust package: JSON in UTF-8. Its digest tells that it came whole; who made it `trustPackageSigner` tells, or the administrator knows.
 * Throws trust_package_invalid `{part}`, trust_package_altered.
 */
export function readTrustPackage(bytes: Uint8Array): TrustPackage {
  const invalid = (part: string, cause?: unknown): SohoaError => new SohoaError('trust_package_invalid', { part }, { cause })
  let content: unknown
  try {
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw invalid('JSON', cause)
  }
  const parsed = shape.safeParse(content)
  if (!parsed.success || typeof content !== 'object' || content === null) throw invalid(parsed.error?.issues[0]?.path.join('.') ?? 'JSON')
  if (digestOf(content) !== parsed.data.digest) throw new SohoaError('trust_package_altered')
  const { name, madeAt, authorities, timeStamps } = parsed.data
  const decode = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))
  return {
    name: name.normalize('NFC'), madeAt: parseInstant(madeAt), timeStampUrls: timeStamps,
    authorities: authorities.map(({ certificate, anchor, ocsp, crl, lists }, at) => {
      const crls = lists.map(decode)
      if (crls.some((list) => readRevocationList(list) === 'unreadable')) throw invalid(`authorities.${at}.lists`)
      try {
        return { certificate: parseCertificate(decode(certificate)), isAnchor: anchor, addresses: { ocsp, crl }, lists: crls }
      } catch (cause) {
        throw invalid(`authorities.${at}.certificate`, cause)
      }
    }),
  }
}

/** A trust package as a file. */
export function writeTrustPackage({ name, madeAt, authorities, timeStampUrls }: TrustPackage): Buffer {
  const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
  const content = {
    format, name, madeAt,
    authorities: authorities.map(({ certificate, isAnchor, addresses, lists }) => ({
      certificate: encode(certificate.der), anchor: isAnchor, ocsp: addresses.ocsp, crl: addresses.crl, lists: lists.map(encode),
    })),
    timeStamps: timeStampUrls,
  }
  return Buffer.from(`${JSON.stringify({ ...content, digest: digestOf(content) }, null, 2)}\n`, 'utf8')
}

/** Whom a package says to trust, with the revocation data in it. */
export function profileOfPackage({ authorities }: TrustPackage): TrustProfile {
  return {
    anchors: authorities.filter(({ isAnchor }) => isAnchor).map(({ certificate }) => certificate),
    intermediates: authorities.filter(({ isAnchor }) => !isAnchor).map(({ certificate }) => certificate),
    evidence: { ocspResponses: [], crls: authorities.flatMap(({ lists }) => lists) },
  }
}

/** The authorities of a new package: anchors and those between, each with the revocation lists that it issued. Throws trust_package_invalid for a list of nobody among them. */
export function packagedAuthorities(anchors: readonly Certificate[], intermediates: readonly Certificate[], lists: readonly Uint8Array[]): PackagedAuthority[] {
  const certificates = [...anchors, ...intermediates]
  const issuers = lists.map((list, at) => {
    const read = readRevocationList(list)
    const issuer = read === 'unreadable' ? -1 : certificates.findIndex((certificate) => Buffer.from(partsOf(certificate).subject).equals(read.issuer))
    if (issuer < 0) throw new SohoaError('trust_package_invalid', { part: `CRL ${at + 1}` })
    return issuer
  })
  return certificates.map((certificate, at) => ({
    certificate, isAnchor: at < anchors.length, addresses: { ocsp: [], crl: [] }, lists: lists.filter((_, list) => issuers[list] === at),
  }))
}

/** When the newest of some revocation lists was made; null for none. */
export function newestListTime(lists: readonly Uint8Array[]): Instant | null {
  const times = lists.flatMap((list) => {
    const read = readRevocationList(list)
    return read === 'unreadable' ? [] : [read.thisUpdate]
  })
  return times.reduce<Instant | null>((newest, time) => (newest === null || time > newest ? time : newest), null)
}
