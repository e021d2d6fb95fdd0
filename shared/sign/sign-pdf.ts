import { createHash } from 'node:crypto'
import { SohoaError, toVietnamTime, type Digest, type ErrorCode, type ErrorParams, type Instant } from '../model/index.ts'
import { digestOf, largestCades, requestTimeStamp, signCades, type CadesSignature, type TimeStampAuthority } from '../pki/index.ts'
import type { appendBlankSignature as AppendBlankSignature, BlankIncrement } from './increment.ts'
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
}

export interface SignedPdf {
  /** The input's bytes, then one increment. */
  readonly pdf: Uint8Array
  readonly level: 'B-B' | 'B-T'
  /** Time of the signature time stamp; null at level B-B. */
  readonly timeStampedAt: Instant | null
  /** Why there is no time stamp although one was wanted. */
  readonly timeStampFailure: { readonly code: ErrorCode; readonly params: ErrorParams } | null
  /** Fingerprint of the certificate that signed. */
  readonly keyUsed: Digest
}

/** Loads the PDF library with the first signature: most calls sign nothing, and it is a sixth of all that a start costs. */
const appendBlankSignature: typeof AppendBlankSignature = async (...given) => (await import('./increment.ts')).appendBlankSignature(...given)

/** Room kept for a time stamp token before one is seen: twice to three times what authorities send. */
const tokenAllowance = 8192
const documentTimeStampRoom = 8192

/**
 * Signs a PDF as PAdES (ETSI EN 319 142-1, SubFilter ETSI.CAdES.detached) by one appended increment with an invisible
 * field: level B-T when `tsa` gives a sound time stamp, else B-B with the reason. A time stamp that does not match is
 * never put in. Any other failure throws and yields no PDF: pdf_encrypted, pdf_damaged, certificate_expired,
 * certificate_not_yet_valid, signing_failed, signature_too_large, and what the key throws.
 */
export async function signPdf(pdf: Uint8Array, key: SigningKey, options: SignOptions): Promise<SignedPdf> {
  checkValidity(key, options.at)
  const room = roundUp(largestCades(key, options.tsa === null ? 0 : tokenAllowance))
  return await signWithRoom(pdf, key, options, room, true)
}

async function signWithRoom(pdf: Uint8Array, key: SigningKey, options: SignOptions, room: number, mayGrow: boolean): Promise<SignedPdf> {
  const blank = await appendBlankSignature(pdf, {
    type: 'Sig',
    subFilter: 'ETSI.CAdES.detached',
    texts: { Name: options.signerName, Reason: options.reason, Location: options.location },
    date: pdfDate(options.at),
  }, options.fieldName, room)
  const signature = await signCades(blank.digest(digestOf(key.scheme)), key)
  const stamp = options.tsa === null ? null : await signatureTimeStamp(signature, options.tsa)
  if (!stamp?.ok) {
    return { pdf: blank.fill(signature.encode(null)), level: 'B-B', timeStampedAt: null, timeStampFailure: stamp?.failure ?? null, keyUsed: key.certificate.fingerprint }
  }
  const contents = signature.encode(stamp.token)
  if (contents.length <= room) {
    return { pdf: blank.fill(contents), level: 'B-T', timeStampedAt: stamp.time, timeStampFailure: null, keyUsed: key.certificate.fingerprint }
  }
  if (mayGrow) return await signWithRoom(pdf, key, options, room * 2, false)
  const failure = { code: 'signature_too_large', params: { bytes: contents.length, room } } as const
  return { pdf: blank.fill(signature.encode(null)), level: 'B-B', timeStampedAt: null, timeStampFailure: failure, keyUsed: key.certificate.fingerprint }
}

type StampOutcome =
  | { readonly ok: true; readonly token: Uint8Array; readonly time: Instant }
  | { readonly ok: false; readonly failure: NonNullable<SignedPdf['timeStampFailure']> }

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

/**
 * Appends a document time stamp (SubFilter ETSI.RFC3161) over the whole file, which raises a B-B signature whose time
 * stamp is pending to B-T (ETSI EN 319 142-1, 5.4.3); signed bytes stay as they are. Throws tsa_unreachable,
 * tsa_refused, tsa_lied, pdf_encrypted, pdf_damaged, signature_too_large.
 */
export async function addTimeStamp(pdf: Uint8Array, tsa: TimeStampAuthority): Promise<Uint8Array> {
  const append = (room: number): Promise<BlankIncrement> => appendBlankSignature(pdf, { type: 'DocTimeStamp', subFilter: 'ETSI.RFC3161', texts: {}, date: null }, null, room)
  const stamp = async (blank: BlankIncrement): Promise<Uint8Array> => (await requestTimeStamp(blank.digest('sha256'), 'sha256', tsa)).token
  const blank = await append(documentTimeStampRoom)
  const token = await stamp(blank)
  if (token.length <= documentTimeStampRoom) return blank.fill(token)
  const wider = await append(documentTimeStampRoom * 2)
  return wider.fill(await stamp(wider))
}

const roundUp = (bytes: number): number => Math.ceil(bytes / 1024) * 1024

/** A PDF date string in Vietnam's time, e.g. `D:20261122100625+07'00'` (ISO 32000-2, 7.9.4). */
function pdfDate(moment: Instant): string {
  const local = toVietnamTime(moment)
  return `D:${local.slice(0, 19).replaceAll(/[-:T]/g, '')}+07'00'`
}
