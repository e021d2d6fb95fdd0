import { SohoaError, type Digest, type RecordId } from '../model/index.ts'
import { emptyTrustProfile, holderOf, judgeChain, readTrustProfile, type TimeStampAuthority, type TrustProfile } from '../pki/index.ts'
import { addTimeStamp, signPdf, type SignedPdf, type SigningKey } from '../sign/index.ts'
import { checkClock } from './clock.ts'
import type { PipelineContext } from './context.ts'
import { digestOfInputs } from './digests.ts'
import { supersede } from './issues.ts'
import { refuseFrozen } from './standing.ts'
import { readSigning } from './step-results.ts'
import { move, timed } from './transition.ts'

/** The anchors that the station trusts. */
export function stationTrust(context: PipelineContext): TrustProfile {
  const { trustPem } = context.configuration()
  return trustPem.trim() === '' ? emptyTrustProfile : readTrustProfile(trustPem)
}

/** Throws certificate_untrusted when the station has anchors and the key leads to none of them (Decree 23/2025 Art. 15: checked before signing). */
export async function checkKeyTrust(context: PipelineContext, key: SigningKey): Promise<void> {
  const profile = stationTrust(context)
  if (profile.anchors.length === 0) return
  const { trust } = await judgeChain(key.certificate, key.chain, profile, context.now())
  if (trust !== 'trusted') throw new SohoaError('certificate_untrusted')
}

/** What the station's own verifier says of a fresh signature. */
type Check = { readonly state: 'sound' } | { readonly state: 'time stamp not trusted' }

/** Reasons that may stand beside a sound signature. */
const harmless = new Set(['REVOCATION_NOT_CHECKED', 'WEAK_DIGEST', 'CLAIMED_TIME_DIFFERS', 'NO_TRUSTED_TIME', 'NO_TRUST_ANCHOR'])

/** Our own verifier must pass what was signed before the state moves (invariant 5). Throws signature_check_failed. */
async function check(context: PipelineContext, pdf: Uint8Array): Promise<Check> {
  const trust = stationTrust(context)
  const { verdict, signatures, reasons } = await context.rooms.verifier().verifyPdf(pdf, trust)
  const whole = signatures.length > 0 && signatures.every(({ intact, changesAfter }) => intact && changesAfter.length === 0) && signatures.at(-1)?.coversWholeFile === true
  if (whole && verdict === 'passed') return { state: 'sound' }
  if (whole && verdict === 'indeterminate') {
    if (reasons.includes('TIME_STAMP_NOT_TRUSTED') && trust.anchors.length > 0) return { state: 'time stamp not trusted' }
    if (trust.anchors.length === 0) return { state: 'sound' }
  }
  throw new SohoaError('signature_check_failed', { reason: reasons.find((reason) => !harmless.has(reason)) ?? reasons[0] ?? 'UNKNOWN' })
}

function authority(context: PipelineContext): TimeStampAuthority | null {
  const { timeStampUrl, timeStampSeconds } = context.configuration()
  return timeStampUrl === null ? null : { url: timeStampUrl, timeMs: timeStampSeconds * 1000 }
}

/** A signature that our verifier passed. A time stamp of an authority that the station does not trust is left out, and said to be missing. */
async function signChecked(context: PipelineContext, pdf: Uint8Array, key: SigningKey, tsa: TimeStampAuthority | null): Promise<SignedPdf> {
  const made = await signPdf(pdf, key, {
    fieldName: 'ChuKyCoQuan', reason: 'Chuyển đổi kết quả TTHC từ văn bản giấy', location: context.configuration().place ?? '', signerName: holderOf(key.certificate), at: context.now(), tsa,
  })
  const { state } = await check(context, made.pdf)
  if (state === 'sound') return made
  if (tsa === null) throw new SohoaError('signature_check_failed', { reason: 'TIME_STAMP_NOT_TRUSTED' })
  return { ...await signChecked(context, pdf, key, null), timeStampFailure: { code: 'tsa_untrusted', params: {} } }
}

/**
 * Signs the assembled PDF with the agency's key, checks it, keeps it, and only then moves the state. The clock is checked anew: it may
 * have been set since the mark was made. A record that is frozen meanwhile keeps nothing of the signature. Throws record_frozen,
 * clock_implausible, certificate_expired, signature_check_failed and what signing throws.
 */
export async function signRecord(context: PipelineContext, id: RecordId, unsigned: Digest, key: SigningKey): Promise<void> {
  const { store } = context
  const record = store.getRecord(id)
  refuseFrozen(record)
  const tsa = authority(context)
  checkClock(context, context.now(), key)
  context.emit({ type: 'progress', source: record.sourceName, step: 'sign', done: 0, total: 1 })
  const { value: signed, startedAt, finishedAt } = await timed(() => signChecked(context, store.getBlob(unsigned), key, tsa))
  // From here to the end of the transaction nothing waits, so that no freeze comes between.
  refuseFrozen(store.getRecord(id))
  const digest = store.putBlob(signed.pdf)
  const trust = signed.level === 'B-T' ? 'B-T' : tsa === null ? 'B-B' : 'time stamp pending'
  store.transaction(() => {
    store.putStep(id, 0, 'sign', {
      inputs: digestOfInputs([unsigned, key.certificate.fingerprint, key.scheme]), engine: key.scheme,
      result: { level: signed.level, timeStampError: signed.timeStampFailure?.code ?? null, certificate: signed.keyUsed }, resultDigest: digest, startedAt, finishedAt,
    })
    move(context, id, 'signed', (current) => ({ ...current, work: 'signed', trust, pdfDigest: digest, stoppedBy: null }), {
      pdf: digest, level: signed.level, certificate: signed.keyUsed, scheme: key.scheme, ...(signed.timeStampFailure === null ? {} : { timeStamp: signed.timeStampFailure.code }),
    })
    supersede(context, id)
  })
}

/** Adds the time stamp that was missing, by appending; the record is to be delivered anew. While the authority gives none it stays as it was. */
export async function stampRecord(context: PipelineContext, id: RecordId): Promise<void> {
  const { store } = context
  const record = store.getRecord(id)
  const tsa = authority(context)
  const before = readSigning(store.getStep(id, 0, 'sign'))
  if (record.trust !== 'time stamp pending' || record.pdfDigest === null || tsa === null || before === undefined) return
  const startedAt = context.now()
  let stamped: Uint8Array
  try {
    stamped = await addTimeStamp(store.getBlob(record.pdfDigest), tsa)
    if ((await check(context, stamped)).state !== 'sound') throw new SohoaError('tsa_untrusted')
  } catch (thrown) {
    if (!(thrown instanceof SohoaError) || !['tsa_unreachable', 'tsa_refused', 'tsa_lied', 'tsa_untrusted'].includes(thrown.code)) throw thrown
    move(context, id, 'time stamp still missing', (current) => current, { reason: thrown.code })
    return
  }
  const digest = store.putBlob(stamped)
  store.transaction(() => {
    store.putStep(id, 0, 'time stamp', {
      inputs: digestOfInputs([record.pdfDigest]), engine: 'document time stamp', result: { ...before, level: 'B-T', timeStampError: null }, resultDigest: digest, startedAt, finishedAt: context.now(),
    })
    move(context, id, 'time stamp added', (current) => ({ ...current, trust: 'B-T', pdfDigest: digest }), { pdf: digest })
    // In the same transaction: no receiver has this PDF yet.
    move(context, id, 'to be delivered anew', (current) => ({ ...current, work: 'signed' }))
  })
}
