import { SohoaError, type Digest, type FileVerdict, type RecordId } from '../model/index.ts'
import { emptyTrustProfile, holderOf, judgeChain, readTrustProfile, type TrustProfile } from '../pki/index.ts'
import { addTimeStamp, signPdf, type SigningKey } from '../sign/index.ts'
import type { PipelineContext } from './context.ts'
import { digestOfInputs } from './digests.ts'
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

/** Our own verifier must pass what was signed before the state moves (invariant 5). Throws signature_check_failed. */
function demandSound(verdict: FileVerdict, needsTrust: boolean): void {
  const [reason = 'UNKNOWN'] = verdict.reasons
  const sound = verdict.signatures.length > 0 && verdict.signatures.every(({ intact, changesAfter }) => intact && changesAfter.length === 0)
    && verdict.signatures.at(-1)?.coversWholeFile === true
  const enough = needsTrust ? verdict.verdict === 'passed' : verdict.verdict !== 'failed'
  if (!sound || !enough) throw new SohoaError('signature_check_failed', { reason })
}

function authority(context: PipelineContext): { url: string; timeMs: number } | null {
  const { timeStampUrl, timeStampSeconds } = context.configuration()
  return timeStampUrl === null ? null : { url: timeStampUrl, timeMs: timeStampSeconds * 1000 }
}

/** Signs the assembled PDF with the agency's key, checks it, keeps it, and only then moves the state. */
export async function signRecord(context: PipelineContext, id: RecordId, unsigned: Digest, key: SigningKey): Promise<void> {
  const { store } = context
  const record = store.getRecord(id)
  const tsa = authority(context)
  context.emit({ type: 'progress', source: record.sourceName, step: 'sign', done: 0, total: 1 })
  const { value: signed, startedAt, finishedAt } = await timed(async () => {
    const made = await signPdf(store.getBlob(unsigned), key, {
      fieldName: 'ChuKyCoQuan', reason: 'Chuyển đổi kết quả TTHC từ văn bản giấy', location: context.configuration().place ?? '', signerName: holderOf(key.certificate), at: context.now(), tsa,
    })
    const trust = stationTrust(context)
    demandSound(await context.rooms.verifier().verifyPdf(made.pdf, trust), trust.anchors.length > 0)
    return made
  })
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
  })
}

/** Adds the time stamp that was missing, by appending. False when the authority still gives none; the record stays as it was. */
export async function stampRecord(context: PipelineContext, id: RecordId): Promise<boolean> {
  const { store } = context
  const record = store.getRecord(id)
  const tsa = authority(context)
  const before = readSigning(store.getStep(id, 0, 'sign'))
  if (record.trust !== 'time stamp pending' || record.pdfDigest === null || tsa === null || before === undefined) return false
  const startedAt = context.now()
  let stamped: Uint8Array
  try {
    stamped = await addTimeStamp(store.getBlob(record.pdfDigest), tsa)
  } catch (thrown) {
    if (!(thrown instanceof SohoaError) || !['tsa_unreachable', 'tsa_refused', 'tsa_lied'].includes(thrown.code)) throw thrown
    move(context, id, 'time stamp still missing', (current) => current, { reason: thrown.code })
    return false
  }
  const trust = stationTrust(context)
  demandSound(await context.rooms.verifier().verifyPdf(stamped, trust), trust.anchors.length > 0)
  const digest = store.putBlob(stamped)
  store.transaction(() => {
    store.putStep(id, 0, 'time stamp', {
      inputs: digestOfInputs([record.pdfDigest]), engine: 'document time stamp', result: { ...before, level: 'B-T', timeStampError: null }, resultDigest: digest, startedAt, finishedAt: context.now(),
    })
    move(context, id, 'time stamp added', (current) => ({ ...current, trust: 'B-T', pdfDigest: digest }), { pdf: digest })
  })
  return true
}
