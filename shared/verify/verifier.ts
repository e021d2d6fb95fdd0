import path from 'node:path'
import { createChildPool, type ChildLimits, type ChildPool } from '../child/index.ts'
import { SohoaError, instant, type ErrorCode, type FileVerdict, type Instant, type VerdictReason } from '../model/index.ts'
import { bytesInMemory, type FileBytes } from '../pdf-file/index.ts'
import type { TrustProfile } from '../pki/index.ts'
import type { VerifyRequest } from './worker.ts'

/** Judges signed PDFs in a process that can be killed. */
export interface Verifier {
  /**
   * The verdict on a file, at the moment `at` (default: now). Foreign bytes never make it throw: what cannot be read is
   * a verdict with a reason, and so are TIME_LIMIT, MEMORY_LIMIT and CHECK_CRASHED. Throws cancelled after `close`.
   */
  verifyPdf(pdf: Uint8Array | FileBytes, trust: TrustProfile, at?: Instant): Promise<FileVerdict>
  close(): Promise<void>
  /** Process ids of the living children. */
  pids(): number[]
}

export interface VerifierOptions {
  /** Of one check. Default 30 s and 1 GiB. */
  readonly limits?: Partial<ChildLimits>
}

const largestPiece = 1_048_576
const secondsPerMebibyte = 0.1
const filesPerChild = 200

const defaultLimits: ChildLimits = { timeMs: 30_000, memoryBytes: 1_073_741_824 }

const limitReasons: Readonly<Partial<Record<ErrorCode, VerdictReason>>> = {
  child_timeout: 'TIME_LIMIT',
  child_memory: 'MEMORY_LIMIT',
  child_crashed: 'CHECK_CRASHED',
}

/** Opens a verifier. Its child starts with the first file; `close` ends it. */
export function openVerifier(options: VerifierOptions = {}): Verifier {
  const openPool = (): ChildPool<VerifyRequest, FileVerdict | null> => createChildPool({
    script: path.join(import.meta.dirname, 'worker' + path.extname(import.meta.filename)),
    size: 1,
    limits: { ...defaultLimits, ...options.limits },
  })
  let pool = openPool()
  let files = 0
  let last: Promise<unknown> = Promise.resolve()
  const judge = async (pdf: FileBytes, trust: TrustProfile, at: Instant): Promise<FileVerdict> => {
    const limits = limitsFor(pdf.size, options.limits)
    files += 1
    if (files % filesPerChild === 0) {
      await pool.close()
      pool = openPool()
    }
    await pool.run({ step: 'begin', size: pdf.size }, limits)
    let offset = 0
    for (const piece of pdf.pieces()) {
      for (let start = 0; start < piece.length; start += largestPiece) {
        const bytes = piece.subarray(start, start + largestPiece)
        await pool.run({ step: 'piece', offset, bytes }, limits)
        offset += bytes.length
      }
    }
    const verdict = await pool.run({ step: 'judge', trust, at }, limits)
    if (verdict === null) throw new SohoaError('child_crashed', { signal: 'no verdict' })
    return verdict
  }
  return {
    async verifyPdf(pdf, trust, at = instant()) {
      const file = pdf instanceof Uint8Array ? bytesInMemory(pdf) : pdf
      // One file after the other: the child holds one.
      const turn = last.then(() => judge(file, trust, at), () => judge(file, trust, at))
      last = turn.catch(() => undefined)
      try {
        return await turn
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

/** A large file takes its own size beside what a check needs, and longer. */
function limitsFor(size: number, told: Partial<ChildLimits> | undefined): ChildLimits {
  const { timeMs, memoryBytes } = { ...defaultLimits, ...told }
  return { timeMs: timeMs + Math.ceil(size / largestPiece) * secondsPerMebibyte * 1000, memoryBytes: memoryBytes + size }
}
