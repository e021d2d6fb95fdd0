import path from 'node:path'
import { createChildPool, type ChildLimits } from '../child/index.ts'
import { SohoaError, instant, type ErrorCode, type FileVerdict, type Instant, type VerdictReason } from '../model/index.ts'
import type { TrustProfile } from '../pki/index.ts'
import type { VerifyRequest } from './worker.ts'

/** Judges signed PDFs in a process that can be killed. */
export interface Verifier {
  /**
   * The verdict on a file, at the moment `at` (default: now). Foreign bytes never make it throw: what cannot be read is
   * a verdict with a reason, and so are TIME_LIMIT, MEMORY_LIMIT and CHECK_CRASHED. Throws cancelled after `close`.
   */
  verifyPdf(pdf: Uint8Array, trust: TrustProfile, at?: Instant): Promise<FileVerdict>
  close(): Promise<void>
  /** Process ids of the living children. */
  pids(): number[]
}

export interface VerifierOptions {
  /** Of one check. Default 30 s and 1 GiB. */
  readonly limits?: Partial<ChildLimits>
}

const defaultLimits: ChildLimits = { timeMs: 30_000, memoryBytes: 1_073_741_824 }

const limitReasons: Readonly<Partial<Record<ErrorCode, VerdictReason>>> = {
  child_timeout: 'TIME_LIMIT',
  child_memory: 'MEMORY_LIMIT',
  child_crashed: 'CHECK_CRASHED',
}

/** Opens a verifier. Its child starts with the first file; `close` ends it. */
export function openVerifier(options: VerifierOptions = {}): Verifier {
  const pool = createChildPool<VerifyRequest, FileVerdict>({
    script: path.join(import.meta.dirname, 'worker' + path.extname(import.meta.filename)),
    size: 1,
    limits: { ...defaultLimits, ...options.limits },
    recycleAfter: 200,
  })
  return {
    async verifyPdf(pdf, trust, at = instant()) {
      try {
        return await pool.run({ pdf, trust, at })
      } catch (error) {
        const reason = error instanceof SohoaError ? limitReasons[error.code] : undefined
        if (reason === undefined) throw error
        return { verdict: 'indeterminate', signatures: [], reasons: [reason] }
      }
    },
    close: () => pool.close(),
    pids: () => pool.pids(),
  }
}
