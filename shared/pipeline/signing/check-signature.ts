import { lacksOnlyRevocation, SohoaError, type FileVerdict } from '../../model/index.ts'
import type { FileBytes } from '../../pdf-file/index.ts'
import type { PipelineContext } from '../context.ts'
import { stationTrust } from './trust.ts'

/** What the station's own verifier says of a file that it signed. `lasting`: everything that proves it later is in it (B-LT). */
export interface SignatureCheck {
  readonly state: 'sound' | 'time stamp not trusted'
  readonly isLasting: boolean
}

/** Reasons that may stand beside a sound signature. */
const harmless = new Set<string>(['REVOCATION_NOT_CHECKED', 'WEAK_DIGEST', 'CLAIMED_TIME_DIFFERS', 'NO_TRUSTED_TIME', 'NO_TRUST_ANCHOR'])

/** Our own verifier must pass what was signed, or added to it, before the state moves (invariant 5). Throws signature_check_failed. */
export async function checkSignature(context: PipelineContext, file: FileBytes): Promise<SignatureCheck> {
  const trust = stationTrust(context)
  const judged = await context.rooms.verifier().verifyPdf(file, trust)
  const { verdict, signatures, reasons } = judged
  // A signature of this moment has no revocation data yet; they are fetched and added afterwards.
  if (isWhole(judged) && (verdict === 'passed' || lacksOnlyRevocation(judged))) return { state: 'sound', isLasting: verdict === 'passed' && signatures.length > 0 }
  if (isWhole(judged) && verdict === 'indeterminate') {
    if (reasons.includes('TIME_STAMP_NOT_TRUSTED') && trust.anchors.length > 0) return { state: 'time stamp not trusted', isLasting: false }
    if (trust.anchors.length === 0) return { state: 'sound', isLasting: false }
  }
  throw new SohoaError('signature_check_failed', { reason: reasons.find((reason) => !harmless.has(reason)) ?? reasons[0] ?? 'UNKNOWN' })
}

/** Every signature intact, nothing changed after any of them; the last covers the file but for validation data after it. */
function isWhole({ signatures }: FileVerdict): boolean {
  return signatures.length > 0 && signatures.every(({ intact, changesAfter }) => intact && changesAfter.length === 0)
}
