import { serve } from '../child/index.ts'
import { SohoaError, type FileVerdict, type Instant } from '../model/index.ts'
import type { TrustProfile } from '../pki/index.ts'
import { judgeFile } from './file-verdict.ts'

/** What the parent asks of the child: a file comes in pieces, so that neither side ever holds it twice. */
export type VerifyRequest =
  | { readonly step: 'begin'; readonly size: number }
  | { readonly step: 'piece'; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly step: 'judge'; readonly trust: TrustProfile; readonly at: Instant }

let held: Uint8Array | undefined

async function handle(request: VerifyRequest): Promise<FileVerdict | null> {
  if (request.step === 'begin') {
    held = new Uint8Array(request.size)
    return null
  }
  // Another process than the one that took the first pieces.
  if (held === undefined) throw new SohoaError('child_crashed', { signal: 'file lost' })
  if (request.step === 'piece') {
    held.set(request.bytes, request.offset)
    return null
  }
  try {
    return await judgeFile(held, request.trust, request.at)
  } catch (thrown) {
    // PDFium's state is unknown after a trap.
    if (thrown instanceof Error && thrown.name === 'RuntimeError') process.exit(70)
    throw thrown
  } finally {
    held = undefined
  }
}

serve<VerifyRequest, FileVerdict | null>(handle)
