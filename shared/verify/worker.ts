import { serve } from '../child/index.ts'
import type { FileVerdict, Instant } from '../model/index.ts'
import type { TrustProfile } from '../pki/index.ts'
import { judgeFile } from './file-verdict.ts'

/** What the parent asks of the child. */
export interface VerifyRequest {
  readonly pdf: Uint8Array
  readonly trust: TrustProfile
  readonly at: Instant
}

serve<VerifyRequest, FileVerdict>(({ pdf, trust, at }) => judgeFile(pdf, trust, at))
