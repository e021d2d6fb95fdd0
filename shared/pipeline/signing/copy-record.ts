import { SohoaError, toVietnamTime, type Digest, type Instant, type RecordId } from '../../model/index.ts'
import { holderOf } from '../../pki/index.ts'
import { headStripFor, type SigningKey, type SigningRegime } from '../../sign/index.ts'
import { checkClock } from '../care/clock.ts'
import type { PipelineContext } from '../context.ts'
import { digestOfInputs } from '../digests.ts'
import { pagesRead } from '../reading/pages-read.ts'
import { refuseFrozen } from '../record/standing.ts'
import { readCopy, type CopyResult } from '../step-results.ts'
import { agencySeal, linesShown, signablePages } from './signature-order.ts'

/** What Decree 30/2020 (Annex I, part II-I, 2) wants of the scan of an electronic copy, dots per inch. */
const leastDpi = 200
/** Resolutions that scanners tell are rounded. */
const dpiTolerance = 2

/**
 * Prepares a record that bears no conversion mark, since its regime wants another sign (Decree 137/2024 Art. 4(1)(b)): when the copy is
 * made, and how much room its signatures need at the head of page 1. Made before for the same paper, agency and certificate, it stays.
 * Throws record_frozen, clock_implausible, wrong_state, copy_resolution_too_low `{page, dpi, least}`.
 */
export function prepareCopy(context: PipelineContext, id: RecordId, regime: SigningRegime, agency: string, key: Pick<SigningKey, 'certificate'>, firstCertificate: Digest = key.certificate.fingerprint): CopyResult {
  const { store } = context
  const record = store.getRecord(id)
  refuseFrozen(record)
  if (record.origin !== 'scan' || record.rawDigest === null) throw new SohoaError('wrong_state', { state: record.work })
  for (const { place, cleaning: { geometry: { dpi } } } of pagesRead(context, id, record.pageCount)) {
    if (dpi < leastDpi - dpiTolerance) throw new SohoaError('copy_resolution_too_low', { page: place, dpi: Math.round(dpi), least: leastDpi })
  }
  const now = context.now()
  checkClock(context, now, key)
  const inputs = digestOfInputs([record.rawDigest, regime.id, agency, context.training, firstCertificate, signablePages(context, id).map(({ geometry }) => geometry)])
  const before = store.getStep(id, 0, 'copy')
  const made = before?.inputs === inputs ? readCopy(before) : undefined
  if (made !== undefined) return made
  const result = { copiedAt: now, headStrip: headStripOf(context, id, regime, { signer: holderOf(key.certificate), agency, at: now }) }
  store.transaction(() => {
    // A mark of another regime is not this document's.
    store.dropStep(id, 0, 'mark')
    store.putStep(id, 0, 'copy', { inputs, engine: regime.id, result, resultDigest: null, startedAt: now, finishedAt: context.now() })
  })
  return result
}

/** How much the regime's signatures lengthen page 1 at its head, pt. */
export function headStripOf(context: PipelineContext, id: RecordId, regime: SigningRegime, signing: { readonly signer: string; readonly agency: string; readonly at: Instant }): number {
  const pages = signablePages(context, id)
  const values = { signer: signing.signer, agency: signing.agency, time: toVietnamTime(signing.at) }
  return Math.max(0, ...regime.signatures.map(({ shows }) => (shows === null ? 0 : headStripFor(shows, linesShown(context, regime, shows, values), agencySeal(context), pages))))
}
