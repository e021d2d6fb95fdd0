import { createHash } from 'node:crypto'
import { SohoaError, toVietnamTime, type Digest, type ErrorCode, type ErrorParams, type Instant } from '../model/index.ts'
import { bytesInMemory, type FileBytes } from '../pdf-file/index.ts'
import { digestOf, largestCades, openCades, requestTimeStamp, type CadesSignature, type SignerIdentity, type TimeStamp, type TimeStampAuthority } from '../pki/index.ts'
import type { Appearance } from './appearance.ts'
import { blankSignature, FileDigests, fillBlank, type BlankIncrement } from './increment.ts'
import { checkValidity, type SigningKey } from './signing-key.ts'

export interface SignOptions {
  /** Name of the new signature field; must not be taken. */
  readonly fieldName: string
  readonly reason: string
  readonly location: string
  readonly signerName: string
  /** Claimed time of signing, written into the PDF (not into the CMS). */
  readonly at: Instant
  /** null: no time stamp is wanted. */
  readonly tsa: TimeStampAuthority | null
  /** What the signature shows; left out: nothing. */
  readonly appearance?: Appearance | null
  /** Bytes of the largest token that the authority sent before; left out: not known. */
  readonly tokenBytes?: number
}

/** What came of signing, as bytes to be appended. */
export interface AppendedSignature {
  /** Follows the file that was signed, whose bytes stay as they are. */
  readonly increment: Uint8Array
  readonly level: 'B-B' | 'B-T'
  /** Time of the signature time stamp; null at level B-B. */
  readonly timeStampedAt: Instant | null
  /** Bytes of its token; null at level B-B. */
  readonly tokenBytes: number | null
  /** Why there is no time stamp although one was wanted. */
  readonly timeStampFailure: { readonly code: ErrorCode; readonly params: ErrorParams } | null
  /** Fingerprint of the certificate that signed. */
  readonly keyUsed: Digest
}

/** The same for a file in memory. */
export interface SignedPdf extends AppendedSignature {
  /** The input's bytes, then one increment. */
  readonly pdf: Uint8Array
}

/** Room kept for a time stamp token before one is seen: twice to three times what authorities send. */
const tokenAllowance = 8192
/** How much larger than the last one a token may be: chains and serial numbers change. */
const tokenGrowth = 1024

/**
 * Signs a PDF as PAdES (ETSI EN 319 142-1, SubFilter ETSI.CAdES.detached) by one increment to be appended: level B-T when
 * `tsa` gives a sound time stamp, else B-B with the reason. A time stamp that does not match is never put in. The file is
 * read once and never held in memory. Room for the signature is computed before the key is used. Any other failure throws:
 * pdf_encrypted, pdf_damaged, pdf_active_content, pdf_certified, certificate_expired, certificate_not_yet_valid,
 * signing_failed, signature_too_large, text_not_encodable, and what the key throws.
 */
export async function appendSignature(file: FileBytes, key: SigningKey, options: SignOptions): Promise<AppendedSignature> {
  checkValidity(key, options.at)
  return await signWithRoom(file, new FileDigests(file), key, options, roomFor(key, options), true)
}

/** Signs a PDF that is in memory; see `appendSignature`. */
export async function signPdf(pdf: Uint8Array, key: SigningKey, options: SignOptions): Promise<SignedPdf> {
  const appended = await appendSignature(bytesInMemory(pdf), key, options)
  return { ...appended, pdf: Buffer.concat([pdf, appended.increment]) }
}

/**
 * A signature whose value is yet to come, perhaps minutes later from a service outside and after a restart: plain data, to be kept beside the file
 * that it signs, which must not change meanwhile.
 */
export interface PreparedSignature {
  readonly blank: BlankIncrement
  /** Over the file and the blank increment, in the signer's digest. */
  readonly digest: Uint8Array
}

/** Prepares a signature without using the key; options and errors as for `appendSignature`. */
export function prepareSignature(file: FileBytes, signer: SignerIdentity, options: SignOptions): PreparedSignature {
  checkValidity(signer, options.at)
  return prepareWithRoom(file, new FileDigests(file), signer, options, roomFor(signer, options))
}

/** What the key is to sign: DER of the signed attributes, the same each time. */
export const toBeSigned = (prepared: PreparedSignature, signer: SignerIdentity): Uint8Array => openCades(prepared.digest, signer).toBeSigned

/**
 * The increment with the value that came. Throws signing_failed when it is not by the signer's key over `toBeSigned`. A time stamp that does not
 * come, or has no room, costs the level, not the signature.
 */
export async function finishSignature({ blank, digest }: PreparedSignature, signer: SignerIdentity, signatureValue: Uint8Array, tsa: TimeStampAuthority | null): Promise<AppendedSignature> {
  const signature = openCades(digest, signer).finish(signatureValue)
  const stamp = tsa === null ? null : await signatureTimeStamp(signature, tsa)
  const keyUsed = signer.certificate.fingerprint
  const basic = (timeStampFailure: AppendedSignature['timeStampFailure']): AppendedSignature =>
    ({ increment: fillBlank(blank, signature.encode(null)), level: 'B-B', timeStampedAt: null, tokenBytes: null, timeStampFailure, keyUsed })
  if (!stamp?.ok) return basic(stamp?.failure ?? null)
  const contents = signature.encode(stamp.token)
  const room = roomOf(blank)
  if (contents.length > room) return basic({ code: 'signature_too_large', params: { bytes: contents.length, room } })
  return { increment: fillBlank(blank, contents), level: 'B-T', timeStampedAt: stamp.time, tokenBytes: stamp.token.length, timeStampFailure: null, keyUsed }
}

function prepareWithRoom(file: FileBytes, digests: FileDigests, signer: SignerIdentity, options: SignOptions, room: number): PreparedSignature {
  const blank = blankSignature(file, {
    type: 'Sig',
    subFilter: 'ETSI.CAdES.detached',
    texts: { Name: options.signerName, Reason: options.reason, Location: options.location },
    date: pdfDate(options.at),
  }, { name: options.fieldName, appearance: options.appearance ?? null }, room)
  return { blank, digest: digests.over(blank, digestOf(signer.scheme)) }
}

async function signWithRoom(file: FileBytes, digests: FileDigests, key: SigningKey, options: SignOptions, room: number, mayGrow: boolean): Promise<AppendedSignature> {
  const prepared = prepareWithRoom(file, digests, key, options, room)
  const finished = await finishSignature(prepared, key, await key.sign(toBeSigned(prepared, key)), options.tsa)
  if (mayGrow && finished.timeStampFailure?.code === 'signature_too_large') return await signWithRoom(file, digests, key, options, room * 2, false)
  return finished
}

const roomFor = (signer: SignerIdentity, { tsa, tokenBytes }: SignOptions): number => roundUp(largestCades(signer, tsa === null ? 0 : allowanceAfter(tokenBytes)))
/** Two hexadecimal digits a byte, between angle brackets. */
const roomOf = ({ start, end }: BlankIncrement): number => (end - start - 2) / 2

type StampOutcome =
  | { readonly ok: true; readonly token: Uint8Array; readonly time: Instant }
  | { readonly ok: false; readonly failure: NonNullable<AppendedSignature['timeStampFailure']> }

/** Whatever goes wrong with the authority must not cost the signature: it is told instead of thrown. */
async function signatureTimeStamp(signature: CadesSignature, tsa: TimeStampAuthority): Promise<StampOutcome> {
  try {
    const digest = createHash('sha256').update(signature.signatureValue).digest()
    const { token, time } = await requestTimeStamp(digest, 'sha256', tsa)
    return { ok: true, token, time }
  } catch (thrown) {
    if (!(thrown instanceof SohoaError)) throw thrown
    return { ok: false, failure: { code: thrown.code, params: thrown.params } }
  }
}

/** A document time stamp as bytes to be appended. */
export interface AppendedTimeStamp {
  readonly increment: Uint8Array
  /** When the authority saw the file. */
  readonly time: Instant
  /** End of the authority's certificate: by then a newer time stamp must prove this one. */
  readonly endsAt: Instant
}

/**
 * Makes the increment that appends a document time stamp (SubFilter ETSI.RFC3161) over the whole file, which raises a B-B
 * signature whose time stamp is pending to B-T (ETSI EN 319 142-1, 5.4.3); signed bytes stay as they are. `tokenBytes`: of the
 * largest token that the authority sent before. Throws tsa_unreachable, tsa_refused, tsa_lied, pdf_encrypted, pdf_damaged,
 * signature_too_large.
 */
export async function appendTimeStamp(file: FileBytes, tsa: TimeStampAuthority, tokenBytes?: number): Promise<AppendedTimeStamp> {
  const digests = new FileDigests(file)
  const blankOf = (room: number): BlankIncrement =>
    blankSignature(file, { type: 'DocTimeStamp', subFilter: 'ETSI.RFC3161', texts: {}, date: null }, { name: null, appearance: null }, room)
  const stamp = async (blank: BlankIncrement): Promise<TimeStamp> => requestTimeStamp(digests.over(blank, 'sha256'), 'sha256', tsa)
  const appended = (blank: BlankIncrement, { token, time, authority }: TimeStamp): AppendedTimeStamp => ({ increment: fillBlank(blank, token), time, endsAt: authority.notAfter })
  const room = roundUp(allowanceAfter(tokenBytes))
  const blank = blankOf(room)
  const first = await stamp(blank)
  if (first.token.length <= room) return appended(blank, first)
  const wider = blankOf(room * 2)
  return appended(wider, await stamp(wider))
}

/** Appends a document time stamp to a PDF that is in memory; see `appendTimeStamp`. */
export async function addTimeStamp(pdf: Uint8Array, tsa: TimeStampAuthority): Promise<Uint8Array> {
  return Buffer.concat([pdf, (await appendTimeStamp(bytesInMemory(pdf), tsa)).increment])
}

const allowanceAfter = (tokenBytes: number | undefined): number => (tokenBytes === undefined ? tokenAllowance : tokenBytes + tokenGrowth)

const roundUp = (bytes: number): number => Math.ceil(bytes / 1024) * 1024

/** A PDF date string in Vietnam's time, e.g. `D:20261122100625+07'00'` (ISO 32000-2, 7.9.4). */
function pdfDate(moment: Instant): string {
  const local = toVietnamTime(moment)
  return `D:${local.slice(0, 19).replaceAll(/[-:T]/g, '')}+07'00'`
}
