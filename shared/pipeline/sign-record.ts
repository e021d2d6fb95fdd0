import { lacksOnlyRevocation, SohoaError, type Digest, type MarkPlacement, type RecordId } from '../model/index.ts'
import { withAppended, type FileBytes } from '../pdf-file/index.ts'
import { emptyTrustProfile, holderOf, judgeChain, readTrustProfile, type TimeStampAuthority, type TrustProfile } from '../pki/index.ts'
import { addTimeStamp, appendSignature, type AppendedSignature, type SigningKey, type SignOptions, type SigningRegime } from '../sign/index.ts'
import { checkClock } from './clock.ts'
import type { PipelineContext } from './context.ts'
import { digestOfInputs } from './digests.ts'
import { supersede } from './issues.ts'
import { appearanceOf, keepSignature, spaceOf, type MadeSignature } from './signature-order.ts'
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
  const judged = await context.rooms.verifier().verifyPdf(pdf, trust)
  const { verdict, signatures, reasons } = judged
  const whole = signatures.length > 0 && signatures.every(({ intact, changesAfter }) => intact && changesAfter.length === 0) && signatures.at(-1)?.coversWholeFile === true
  // A signature of this moment has no revocation data yet; they are fetched and added afterwards.
  if (whole && (verdict === 'passed' || lacksOnlyRevocation(judged))) return { state: 'sound' }
  if (whole && verdict === 'indeterminate') {
    if (reasons.includes('TIME_STAMP_NOT_TRUSTED') && trust.anchors.length > 0) return { state: 'time stamp not trusted' }
    if (trust.anchors.length === 0) return { state: 'sound' }
  }
  throw new SohoaError('signature_check_failed', { reason: reasons.find((reason) => !harmless.has(reason)) ?? reasons[0] ?? 'UNKNOWN' })
}

function wholeOf(file: FileBytes): Uint8Array {
  const whole = new Uint8Array(file.size)
  let offset = 0
  for (const piece of file.pieces()) {
    whole.set(piece, offset)
    offset += piece.length
  }
  return whole
}

function authority(context: PipelineContext): TimeStampAuthority | null {
  const { timeStampUrl, timeStampSeconds } = context.configuration()
  return timeStampUrl === null ? null : { url: timeStampUrl, timeMs: timeStampSeconds * 1000 }
}

/** A signature that our verifier passed. A time stamp of an authority that the station does not trust is left out, and said to be missing. */
async function signChecked(context: PipelineContext, file: FileBytes, key: SigningKey, options: SignOptions): Promise<AppendedSignature> {
  const made = await appendSignature(file, key, options)
  const { state } = await check(context, wholeOf(withAppended(file, made.increment)))
  if (state === 'sound') return made
  if (options.tsa === null) throw new SohoaError('signature_check_failed', { reason: 'TIME_STAMP_NOT_TRUSTED' })
  return { ...await signChecked(context, file, key, { ...options, tsa: null }), timeStampFailure: { code: 'tsa_untrusted', params: {} } }
}

/** What a record is to be signed under, and how far that is done. */
export interface SigningOrder {
  readonly regime: SigningRegime
  readonly agency: string
  /** Where the mark stands; null: nowhere. */
  readonly mark: MarkPlacement | null
  readonly unsigned: Digest
  /** Signatures that are made already, in order. */
  readonly made: readonly MadeSignature[]
}

/**
 * Makes the next signature of a record's regime, checks the file, keeps it, and only then moves the state: to `signed` with the last one,
 * else it waits for the agency's. The clock is checked anew: it may have been set since the mark was made. A record that is frozen
 * meanwhile keeps nothing of the signature. Throws record_frozen, clock_implausible, certificate_expired, signature_check_failed and what
 * signing throws.
 */
export async function signRecord(context: PipelineContext, id: RecordId, { regime, agency, mark, unsigned, made }: SigningOrder, key: SigningKey): Promise<void> {
  const { store } = context
  const wanted = regime.signatures[made.length]
  if (wanted === undefined) throw new SohoaError('internal', { type: 'signing order' })
  const record = store.getRecord(id)
  refuseFrozen(record)
  const tsa = authority(context)
  const at = context.now()
  checkClock(context, at, key)
  context.emit({ type: 'progress', source: record.sourceName, step: 'sign', done: made.length, total: regime.signatures.length })
  const on = made.at(-1)?.pdf ?? unsigned
  const file = store.openBlob(on)
  const signer = holderOf(key.certificate)
  const appearance = appearanceOf(context, id, wanted, { signer, agency, at }, mark, made.flatMap(({ shown }) => shown ?? []))
  const { value: signed, startedAt, finishedAt } = await timed(() => signChecked(context, file, key, {
    fieldName: wanted.field, reason: wanted.reason, location: context.configuration().place ?? '', signerName: signer, at, tsa, appearance,
  }))
  const digest = await store.putBlobStream(withAppended(file, signed.increment).pieces())
  // From here to the end of the transaction nothing waits, so that no freeze comes between.
  refuseFrozen(store.getRecord(id))
  const inputs = digestOfInputs([on, key.certificate.fingerprint, key.scheme])
  const proof = { pdf: digest, level: signed.level, certificate: signed.keyUsed, scheme: key.scheme, ...(signed.timeStampFailure === null ? {} : { timeStamp: signed.timeStampFailure.code }) }
  const shown = spaceOf(appearance)
  if (made.length + 1 < regime.signatures.length) {
    const waits = new SohoaError('signature_awaited', { made: made.length + 1, all: regime.signatures.length })
    store.transaction(() => {
      keepSignature(context, id, made.length, { regime: regime.id, on, certificate: signed.keyUsed, level: signed.level, actor: context.actor, shown, pdf: digest }, { inputs, scheme: key.scheme, startedAt, finishedAt })
      move(context, id, `signed by the ${wanted.by}`, (current) => ({ ...current, work: "awaiting the agency's signature", stoppedBy: { code: waits.code, params: waits.params } }), proof)
    })
    return
  }
  const trust = signed.level === 'B-T' ? 'B-T' : tsa === null ? 'B-B' : 'time stamp pending'
  store.transaction(() => {
    store.putStep(id, 0, 'sign', {
      inputs, engine: key.scheme,
      result: { level: signed.level, timeStampError: signed.timeStampFailure?.code ?? null, certificate: signed.keyUsed }, resultDigest: digest, startedAt, finishedAt,
    })
    move(context, id, 'signed', (current) => ({ ...current, work: 'signed', trust, pdfDigest: digest, stoppedBy: null }), { ...proof, shown: shown === null ? 'nothing' : `page ${shown.page}` })
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
