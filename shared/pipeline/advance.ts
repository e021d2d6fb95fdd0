import { describeThrown, isTrustIncomplete, SohoaError, type RecordId, type StationRecord, type WorkState } from '../model/index.ts'
import { askSharing } from './delivery/ask-sharing.ts'
import { assembleRecord } from './signing/assemble-record.ts'
import { checkClock } from './care/clock.ts'
import { compareClock } from './care/receiver-clock.ts'
import { continueCapture, contradictsTwin } from './paper/capture-document.ts'
import { completeSignature } from './signing/complete-signature.ts'
import { safePoint, type PipelineContext } from './context.ts'
import { digestOfInputs } from './digests.ts'
import { queueDeliveries } from './delivery/deliver-records.ts'
import { extractFields } from './reading/extract-fields.ts'
import { supersede } from './issues.ts'
import { keyHolders } from './signing/key-holders.ts'
import { prepareCopy } from './signing/copy-record.ts'
import { markRecord } from './signing/mark-record.ts'
import { readPages } from './reading/read-pages.ts'
import type { Urgency } from './reading/reading-places.ts'
import { acceptAbove, askAgain, passReview } from './reading/review.ts'
import { checkKeyTrust, signRecord } from './signing/sign-record.ts'
import { queueForSigner, type Signing } from './signing/sign-queue.ts'
import { dropSignatures, signaturesMade, stationRegime } from './signing/signature-order.ts'
import { openSigningKey } from './signing/signing-keys.ts'
import { tokenErrors } from './signing/token-keys.ts'
import { move, stop, timed } from './transition.ts'
import { stationTrust, trustDigest } from './signing/trust.ts'

/** Errors that leave a record waiting for the agency's key or a person, with the reason shown. */
const waitsForSignature = new Set([
  'not_configured', 'key_missing', 'officer_key_missing', 'signing_regime_missing', 'signing_regime_invalid', 'certificate_expired', 'certificate_not_yet_valid', 'certificate_agency_differs', 'certificate_not_for_signing',
  'certificate_untrusted', 'certificate_revoked', 'certificate_invalid', 'key_too_weak', 'key_file_invalid', 'key_passphrase_wrong', 'clock_implausible', 'clock_differs', 'signing_failed',
  'signature_too_large', 'signature_check_failed', ...tokenErrors,
])

/** Errors of the content that no repetition mends: the record waits for a person. */
const waitsForReview = new Set(['size_limit_unreachable', 'mark_does_not_fit', 'signature_has_no_room', 'copy_resolution_too_low', 'text_not_encodable', 'image_unsupported'])

/** A signed electronic original: judged, never changed (invariant 4). */
async function judgeOriginal(context: PipelineContext, id: RecordId): Promise<void> {
  const { store } = context
  const { pdfDigest, work } = store.getRecord(id)
  if (pdfDigest === null) throw new SohoaError('wrong_state', { state: work })
  const { value: judged, startedAt, finishedAt } = await timed(() => context.rooms.verifier().verifyPdf(store.openBlob(pdfDigest), stationTrust(context)))
  const { verdict, reasons, signatures } = judged
  store.transaction(() => {
    store.putStep(id, 0, 'original', {
      inputs: digestOfInputs([pdfDigest, trustDigest(context)]), engine: 'verify', result: { verdict, reasons, signatures: signatures.length }, resultDigest: null, startedAt, finishedAt,
    })
    const trust = `original ${verdict}` as const
    move(context, id, 'original verified', (current) => ({ ...current, trust }), { verdict, signatures: signatures.length })
    if (verdict === 'failed') stop(context, id, new SohoaError('signature_check_failed', { reason: reasons[0] ?? 'UNKNOWN' }), 'quarantined')
  })
}

/** True for an original not judged yet, or undecided so far while the station trusts other roots now. */
function toBeJudged(context: PipelineContext, record: StationRecord): boolean {
  if (record.origin !== 'signed electronic original' || record.trust === 'original passed') return false
  return context.store.getStep(record.id, 0, 'original')?.inputs !== digestOfInputs([record.pdfDigest, trustDigest(context)])
}

/**
 * Mark (where the regime has one), PDF/A and the next signature of the regime: begun only when a key that may make it is there, so that no mark waits for its first
 * signature. Signatures over an earlier edition of the document count no more: it begins anew with the first.
 */
async function convertRecord(context: PipelineContext, id: RecordId): Promise<void> {
  const { agency } = context.configuration()
  if (agency === null) throw new SohoaError('not_configured', { setting: 'agency' })
  const regime = stationRegime(context)
  const begun = signaturesMade(context, id, regime)
  const wanted = regime.signatures[begun.length]?.by ?? 'agency'
  const key = await openSigningKey(context, wanted === 'agency' ? agency : null)
  await checkKeyTrust(context, key)
  checkClock(context, context.now(), key)
  await compareClock(context)
  const first = begun[0]?.certificate
  const prepared = regime.mark === null ? prepareCopy(context, id, regime, agency, key, first) : markRecord(context, id, regime.mark, agency, key, first)
  const unsigned = await assembleRecord(context, id, agency, prepared)
  const made = signaturesMade(context, id, regime, unsigned)
  if (made.length < begun.length) {
    dropSignatures(context, id, regime)
    await convertRecord(context, id)
    return
  }
  const additions = 'mark' in prepared ? { mark: prepared.placement, headStrip: 0 } : { mark: null, headStrip: prepared.headStrip }
  await signRecord(context, id, { regime, agency, additions, unsigned, made }, key)
}

/** Whether the next signature is an officer's own and the one who opened the station has a key: then no right to sign for the agency is needed. */
function signsInPerson(context: PipelineContext, id: RecordId): boolean {
  const regime = stationRegime(context)
  return regime.signatures[signaturesMade(context, id, regime).length]?.by === 'officer' && Object.values(keyHolders(context)).includes(context.actor)
}

/** One step. False when nothing more can be done without a person or the network. */
async function step(context: PipelineContext, id: RecordId, record: StationRecord, { signing, urgency }: { readonly signing: Signing; readonly urgency: Urgency }): Promise<boolean> {
  switch (record.work) {
    case 'captured':
    case 'cleaned':
      await readPages(context, id, urgency)
      return true
    case 'recognised':
      await extractFields(context, id)
      return true
    case 'extracted':
    case 'awaiting review':
      if (toBeJudged(context, record)) {
        await judgeOriginal(context, id)
        return true
      }
      await askSharing(context, id)
      return passReview(context, id).work === 'reviewed'
    case 'reviewed':
    case 'marked':
    case 'assembled':
    case "awaiting the agency's signature":
      if (record.frozen !== null) return false
      if (record.origin === 'signed electronic original') {
        context.store.transaction(() => {
          move(context, id, 'original kept', (current) => ({ ...current, work: 'signed', stoppedBy: null }), { pdf: record.pdfDigest })
          supersede(context, id)
        })
        return true
      }
      await askSharing(context, id)
      // What was told since the review (sheets, owners, a twin) may have raised a question.
      if (askAgain(context, context.store.getRecord(id))) return true
      if (signing === 'hold') return false
      if (signing === 'queue' && !signsInPerson(context, id)) {
        queueForSigner(context, id)
        return false
      }
      await convertRecord(context, id)
      return true
    case 'signed':
    case 'delivered':
      if (isTrustIncomplete(record.trust)) await completeSignature(context, id)
      queueDeliveries(context, id)
      return false
    case 'capturing':
    case 'refused':
    case 'quarantined':
    case 'voided':
    case 'replaced':
      return false
  }
}

/**
 * Brings a record as far along the line as it can go without a person: each step writes its state after its proof.
 * With `acceptAbove`, values are accepted by confidence when review is reached; `signing` says what may happen then; `urgency` tells whether its pages are read before others. What cannot go on stops with its reason;
 * errors that time mends (disk full, a file being written) are thrown and leave the record to be resumed. A capture that
 * turns out to hold another record's pages goes on as that record, which is then returned. Throws cancelled when the station is wanted by another.
 */
export async function advance(
  context: PipelineContext, recordId: RecordId, { acceptAbove: above, signing = 'now', urgency = 'counter' }: { readonly acceptAbove?: number | undefined; readonly signing?: Signing; readonly urgency?: Urgency } = {},
): Promise<StationRecord> {
  let accepted = false
  let id = recordId
  for (;;) {
    safePoint(context)
    const begun = context.store.getRecord(id)
    if (begun.work === 'capturing' || contradictsTwin(begun)) ({ id } = await continueCapture(context, id))
    const record = context.store.getRecord(id)
    if (above !== undefined && !accepted && (record.work === 'extracted' || record.work === 'awaiting review')) {
      acceptAbove(context, id, above)
      accepted = true
    }
    try {
      if (!await step(context, id, record, { signing, urgency })) return context.store.getRecord(id)
    } catch (thrown) {
      // What is signed stays signed: a failure while something is appended to it is told, never a step back.
      if (record.work === 'signed' || record.work === 'delivered') throw thrown
      const { code } = describeThrown(thrown)
      // Frozen while it was marked or signed: it stays where it is until somebody releases it.
      if (code === 'record_frozen') return context.store.getRecord(id)
      if (waitsForSignature.has(code)) return stop(context, id, thrown, "awaiting the agency's signature")
      if (waitsForReview.has(code)) return stop(context, id, thrown, 'awaiting review')
      throw thrown
    }
  }
}

/** States short of the signature in which a record may go on by itself. */
const unfinished: readonly WorkState[] = [
  'capturing', 'captured', 'cleaned', 'recognised', 'extracted', 'awaiting review', 'reviewed', 'marked', 'assembled', "awaiting the agency's signature",
]

/** Records that may go on by themselves, oldest first: not signed yet, contradicting another that may be corrected now, or with something to be time-stamped, put into the outbox or sent from it. */
export function recordsToResume({ store }: Pick<PipelineContext, 'store'>): RecordId[] {
  const contradicting = store.listRecordIds({ work: ['refused'] }).filter((id) => contradictsTwin(store.getRecord(id)))
  return [...new Set([...store.listRecordIds({ work: unfinished }), ...contradicting, ...store.listUnsettled(), ...store.queuedRecords()])].toSorted()
}
