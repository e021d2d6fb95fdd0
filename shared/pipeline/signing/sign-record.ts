import { z } from 'zod'
import { describeThrown, SohoaError, toVietnamTime, type Digest, type RecordId } from '../../model/index.ts'
import { withAppended, type FileBytes } from '../../pdf-file/index.ts'
import { holderOf, judgeChain } from '../../pki/index.ts'
import { appendSignature, type AppendedSignature, type SigningKey, type SignOptions, type SigningRegime } from '../../sign/index.ts'
import { checkStatusBeforeSigning, statusBeforeSigning } from './certificate-status.ts'
import { checkSignature } from './check-signature.ts'
import { checkClock } from '../care/clock.ts'
import { minutesBetween, mostMinutesApart } from '../care/receiver-clock.ts'
import { completeFresh } from './complete-signature.ts'
import type { PipelineContext } from '../context.ts'
import { digestOfInputs } from '../digests.ts'
import { supersede } from '../issues.ts'
import { forgetMark } from './mark-record.ts'
import { appearanceOf, keepSignature, spaceOf, type MadeSignature, type PageAdditions } from './signature-order.ts'
import { areStampsTrusted, wantedLevel } from './signature-level.ts'
import { refuseFrozen } from '../record/standing.ts'
import { move, timed } from '../transition.ts'
import { stationTrust, timeStampAuthority } from './trust.ts'

/**
 * Throws certificate_untrusted when the station has anchors and the key leads to none of them, and certificate_revoked (Decree 23/2025
 * Art. 15: checked before anything is marked).
 */
export async function checkKeyTrust(context: PipelineContext, key: SigningKey): Promise<void> {
  const profile = stationTrust(context)
  if (profile.anchors.length === 0) return
  const { trust } = await judgeChain(key.certificate, key.chain, profile, context.now())
  if (trust !== 'trusted') throw new SohoaError('certificate_untrusted')
  await statusBeforeSigning(context, key)
}

/**
 * A signature that our verifier passed. A time stamp of an authority that the station does not trust is left out, and said to be missing.
 * Throws clock_differs where a trusted one shows that the machine's clock is wrong.
 */
async function signChecked(context: PipelineContext, file: FileBytes, key: SigningKey, options: SignOptions): Promise<AppendedSignature> {
  const made = await appendSignature(file, key, options)
  const signed = withAppended(file, made.increment)
  const minutes = made.timeStampedAt === null ? 0 : Math.abs(minutesBetween(options.at, made.timeStampedAt))
  if (made.timeStampedAt !== null && minutes > mostMinutesApart && await areStampsTrusted(context, signed)) {
    throw new SohoaError('clock_differs', { minutes, now: toVietnamTime(options.at), told: toVietnamTime(made.timeStampedAt), by: 'TSA' })
  }
  const state = minutes > mostMinutesApart ? 'time stamp not trusted' : (await checkSignature(context, signed)).state
  if (state === 'sound') return made
  if (options.tsa === null) throw new SohoaError('signature_check_failed', { reason: 'TIME_STAMP_NOT_TRUSTED' })
  return { ...await signChecked(context, file, key, { ...options, tsa: null }), timeStampFailure: { code: 'tsa_untrusted', params: {} } }
}

const tokenSetting = 'time stamp token bytes'

/** How large a token of an authority has been: room is kept for such a one, computed before the key is used. */
function knownToken({ store }: Pick<PipelineContext, 'store'>): Pick<SignOptions, 'tokenBytes'> {
  const tokenBytes = store.getSetting(tokenSetting, z.number().int().positive())
  return tokenBytes === undefined ? {} : { tokenBytes }
}

/** What a record is to be signed under, and how far that is done. */
export interface SigningOrder {
  readonly regime: SigningRegime
  readonly agency: string
  readonly additions: PageAdditions
  readonly unsigned: Digest
  /** Signatures that are made already, in order. */
  readonly made: readonly MadeSignature[]
}

/**
 * Makes the next signature of a record's regime, checks the file, keeps it, and only then moves the state: to `signed` with the last one,
 * else it waits for the agency's. The clock is checked anew: it may have been set since the mark was made. A record that is frozen
 * meanwhile keeps nothing of the signature. Throws record_frozen, signature_has_no_room, clock_implausible, certificate_expired, signature_check_failed and what
 * signing throws.
 */
export async function signRecord(context: PipelineContext, id: RecordId, { regime, agency, additions, unsigned, made }: SigningOrder, key: SigningKey): Promise<void> {
  const { store } = context
  const wanted = regime.signatures[made.length]
  if (wanted === undefined) throw new SohoaError('internal', { type: 'signing order' })
  const record = store.getRecord(id)
  refuseFrozen(record)
  const tsa = wantedLevel(context) === 'B-B' ? null : timeStampAuthority(context)
  const at = context.now()
  checkClock(context, at, key)
  context.emit({ type: 'progress', source: record.sourceName, step: 'sign', done: made.length, total: regime.signatures.length })
  const on = made.at(-1)?.pdf ?? unsigned
  const file = store.openBlob(on)
  const signer = holderOf(key.certificate)
  const appearance = appearanceOf(context, id, regime, wanted, { signer, agency, at }, additions, made.flatMap(({ shown }) => shown ?? []))
  const isLast = made.length + 1 === regime.signatures.length
  const status = await checkStatusBeforeSigning(context, key)
  const { value: { signed, complete }, startedAt, finishedAt } = await timed(async () => {
    const signed = await signChecked(context, file, key, {
      fieldName: wanted.field, reason: wanted.reason, location: context.configuration().place ?? '', signerName: signer, at, tsa, appearance, ...knownToken(context),
    }).catch((thrown: unknown) => {
      if (describeThrown(thrown).code === 'clock_differs') forgetMark(context, id)
      throw thrown
    })
    const standing = { level: signed.level, status: status.state, archiveEndsAt: null }
    return { signed, complete: isLast ? await completeFresh(context, withAppended(file, signed.increment), standing, at) : null }
  })
  const digest = await store.putBlobStream((complete?.file ?? withAppended(file, signed.increment)).pieces())
  // From here to the end of the transaction nothing waits, so that no freeze comes between.
  refuseFrozen(store.getRecord(id))
  const inputs = digestOfInputs([on, key.certificate.fingerprint, key.scheme])
  if (signed.tokenBytes !== null && signed.tokenBytes > (knownToken(context).tokenBytes ?? 0)) store.putSetting(tokenSetting, signed.tokenBytes)
  const proof = { pdf: digest, level: signed.level, certificate: signed.keyUsed, scheme: key.scheme, ...(signed.timeStampFailure === null ? {} : { timeStamp: signed.timeStampFailure.code }) }
  const shown = spaceOf(appearance)
  if (complete === null) {
    const waits = new SohoaError('signature_awaited', { made: made.length + 1, all: regime.signatures.length })
    store.transaction(() => {
      keepSignature(context, id, made.length, { regime: regime.id, on, certificate: signed.keyUsed, level: signed.level, actor: context.actor, shown, pdf: digest }, { inputs, scheme: key.scheme, startedAt, finishedAt })
      move(context, id, `signed by the ${wanted.by}`, (current) => ({ ...current, work: "awaiting the agency's signature", stoppedBy: { code: waits.code, params: waits.params } }), proof)
    })
    return
  }
  const { trust, standing } = complete
  store.transaction(() => {
    store.putStep(id, 0, 'sign', {
      inputs, engine: key.scheme,
      result: { ...standing, timeStampError: signed.timeStampFailure?.code ?? null, certificate: signed.keyUsed, signedAt: at }, resultDigest: digest, startedAt, finishedAt,
    })
    if (standing.archiveEndsAt !== null) store.putArchiveStamp(id, standing.archiveEndsAt)
    move(context, id, 'signed', (current) => ({ ...current, work: 'signed', trust, pdfDigest: digest, stoppedBy: null }), { ...proof, level: standing.level, status: status.state, shown: shown === null ? 'nothing' : `page ${shown.page}` })
    supersede(context, id)
  })
}
