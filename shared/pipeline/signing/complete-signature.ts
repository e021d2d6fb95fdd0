import { describeThrown, instant, isTrustIncomplete, reaches, SohoaError, vietnamDate, type Digest, type Instant, type RecordId } from '../../model/index.ts'
import type { FileBytes } from '../../pdf-file/index.ts'
import { checkSignature } from './check-signature.ts'
import type { PipelineContext } from '../context.ts'
import { digestOfInputs } from '../digests.ts'
import { withdrawDeliveries } from '../delivery/recall-deliveries.ts'
import { raise, renewArchiveStamp, trustOf, wantedLevel, type Raised, type Standing } from './signature-level.ts'
import { readSigning } from '../step-results.ts'
import { move } from '../transition.ts'

type Complete = Exclude<Raised, { state: 'revoked' }>

/**
 * A fresh signature with what the station wants beside it, as far as the network gives it and our verifier passes it; what it does not pass is
 * left out and stays missing. Throws certificate_revoked `{date}` for one that turns out to have been revoked by then.
 */
export async function completeFresh(context: PipelineContext, signed: FileBytes, standing: Standing, signedAt: Instant): Promise<Complete> {
  const pending: Complete = { state: 'raised', file: signed, standing, trust: trustOf(standing, wantedLevel(context)), missing: null }
  // Who could not be asked just before is not asked again: the errands do that once there is a network.
  if (standing.status === 'not checked' || standing.level === 'B-B') return pending
  const raised = await raise(context, signed, standing, signedAt)
  if (raised.state === 'revoked') throw new SohoaError('certificate_revoked', { date: vietnamDate(raised.since) })
  if (raised.file === signed) return raised
  const refused = await refusalOf(context, raised)
  return refused === undefined ? raised : { ...pending, missing: refused }
}

/** Why our verifier does not pass a raised file as what it is said to be; undefined when it does. */
async function refusalOf(context: PipelineContext, { file, standing }: Complete): Promise<string | undefined> {
  try {
    const { state, isLasting } = await checkSignature(context, file)
    if (state !== 'sound') return 'tsa_untrusted'
    return reaches(standing.level, 'B-LT') && !isLasting ? 'REVOCATION_DATA_STALE' : undefined
  } catch (thrown) {
    const { code, params } = describeThrown(thrown)
    if (code !== 'signature_check_failed') throw thrown
    return typeof params.reason === 'string' ? params.reason : code
  }
}

interface Kept {
  readonly standing: Standing
  readonly certificate: Digest | string
  readonly signedAt: Instant
}

/** The step that made the present file of a record, and how its signature stands. Undefined for one that the station did not sign. */
function keptStanding(context: PipelineContext, id: RecordId, pdf: Digest): Kept | undefined {
  const steps = ['complete', 'time stamp', 'sign'].flatMap((name) => context.store.getStep(id, 0, name) ?? [])
  const step = steps.find(({ resultDigest }) => resultDigest === pdf)
  const signing = readSigning(step)
  if (step === undefined || signing === undefined) return undefined
  return {
    standing: { level: signing.level, status: signing.status, archiveEndsAt: signing.archiveEndsAt },
    certificate: signing.certificate, signedAt: signing.signedAt ?? context.store.getStep(id, 0, 'sign')?.startedAt ?? step.startedAt,
  }
}

/** What a record's signature waits for, of whose authorities: the same for all records signed with one certificate. */
export function awaitedBy({ store }: Pick<PipelineContext, 'store'>, id: RecordId): string {
  return `${store.getRecord(id).trust} ${readSigning(store.getStep(id, 0, 'sign'))?.certificate ?? ''}`
}

/**
 * Adds to a record's signature what was missing, by appending; a file that grew is to be delivered anew. What an authority does not give
 * stays missing. A certificate that turns out to have been revoked by the proven time of the signature takes the record out of use until
 * it is signed anew: nothing more is sent, and what was sent is called back.
 */
export async function completeSignature(context: PipelineContext, id: RecordId): Promise<void> {
  const { store } = context
  const { trust, pdfDigest } = store.getRecord(id)
  const before = pdfDigest === null ? undefined : keptStanding(context, id, pdfDigest)
  if (!isTrustIncomplete(trust) || pdfDigest === null || before === undefined) return
  const startedAt = context.now()
  const signed = store.openBlob(pdfDigest)
  const raised = await raise(context, signed, before.standing, before.signedAt)
  if (raised.state === 'revoked') {
    quarantineRevoked(context, id, raised.since)
    return
  }
  const refused = raised.file === signed ? undefined : await refusalOf(context, raised)
  if (refused !== undefined || (raised.file === signed && raised.trust === trust)) {
    move(context, id, 'signature still incomplete', (record) => record, { reason: refused ?? raised.missing })
    return
  }
  await keepRaised(context, id, { raised, pdfDigest, before, startedAt, action: raised.file === signed ? 'status checked' : 'signature completed' })
}

async function keepRaised(
  context: PipelineContext, id: RecordId,
  { raised, pdfDigest, before, startedAt, action }: { raised: Complete; pdfDigest: Digest; before: Kept; startedAt: Instant; action: string },
): Promise<void> {
  const { store } = context
  const { file, standing, trust, missing } = raised
  const digest = await store.putBlobStream(file.pieces())
  store.transaction(() => {
    // Somebody may have taken the record out of use meanwhile, or signed it anew.
    if (store.getRecord(id).pdfDigest !== pdfDigest) return
    store.putStep(id, 0, 'complete', {
      inputs: digestOfInputs([pdfDigest]), engine: 'complete', resultDigest: digest, startedAt, finishedAt: context.now(),
      result: { ...standing, timeStampError: null, certificate: before.certificate, signedAt: before.signedAt },
    })
    if (standing.archiveEndsAt !== null) store.putArchiveStamp(id, standing.archiveEndsAt)
    move(context, id, action, (current) => ({ ...current, trust, pdfDigest: digest }), { pdf: digest, level: standing.level, ...(missing === null ? {} : { missing }) })
    // In the same transaction: no receiver has this PDF yet.
    if (digest !== pdfDigest && store.getRecord(id).work === 'delivered') move(context, id, 'to be delivered anew', (current) => ({ ...current, work: 'signed' }))
  })
}

function quarantineRevoked(context: PipelineContext, id: RecordId, since: Instant): void {
  context.store.transaction(() => {
    const { code, params } = new SohoaError('certificate_revoked', { date: vietnamDate(since) })
    move(context, id, 'certificate was revoked', (record) => ({ ...record, work: 'quarantined', trust: 'certificate revoked', stoppedBy: { code, params } }), { since })
    withdrawDeliveries(context, id, 'withdrawn', null)
  })
}

/**
 * Takes a record whose signature was made with a revoked certificate back to before its signature, so that it is signed anew from the
 * unsigned file. Nothing changes for any other.
 */
export function reopenForSigning(context: PipelineContext, id: RecordId): void {
  const { work, trust } = context.store.getRecord(id)
  if (work !== 'quarantined' || trust !== 'certificate revoked') return
  move(context, id, 'to be signed anew', (record) => ({ ...record, work: "awaiting the agency's signature", trust: 'unsigned', pdfDigest: null, stoppedBy: null }))
}

/** How long before its certificate's end an archive time stamp is renewed, ms. */
const renewBeforeMs = 90 * 86_400_000

/** Records renewed at a time: a station of many thousands does not stop for it. */
const mostAtOnce = 100

/** What a renewal run did. */
export interface Renewal {
  readonly renewed: readonly RecordId[]
  /** Those that no authority gave a time stamp for now, with the reason. */
  readonly failed: readonly { readonly id: RecordId; readonly reason: string }[]
}

/** Renews the archive time stamps that end within 90 days, at most a hundred, the earliest first. The renewed files are to be delivered anew. */
export async function renewArchiveStamps(context: PipelineContext): Promise<Renewal> {
  const { store } = context
  const before = new Date(Date.parse(context.now()) + renewBeforeMs)
  const renewed: RecordId[] = []
  const failed: Renewal['failed'][number][] = []
  for (const id of store.archiveStampsEnding(instant(before), mostAtOnce)) {
    const reason = await renewOne(context, id)
    if (reason === undefined) renewed.push(id)
    else failed.push({ id, reason })
  }
  return { renewed, failed }
}

async function renewOne(context: PipelineContext, id: RecordId): Promise<string | undefined> {
  const { pdfDigest, trust } = context.store.getRecord(id)
  const before = pdfDigest === null ? undefined : keptStanding(context, id, pdfDigest)
  if (pdfDigest === null || before === undefined || trust !== 'B-LTA') return 'wrong_state'
  const startedAt = context.now()
  const made = await renewArchiveStamp(context, context.store.openBlob(pdfDigest))
  if (made.file === null) return made.missing
  const raised: Complete = { state: 'raised', file: made.file, standing: { ...before.standing, archiveEndsAt: made.endsAt }, trust, missing: null }
  const refused = await refusalOf(context, raised)
  if (refused !== undefined) return refused
  await keepRaised(context, id, { raised, pdfDigest, before, startedAt, action: 'archive time stamp renewed' })
  return undefined
}
