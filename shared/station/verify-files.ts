import { readFile } from 'node:fs/promises'
import type { FoundMark, ParsedParams, ResultOf, StationEvent, VerdictLine } from '../contract/index.ts'
import { describeThrown, SohoaError } from '../model/index.ts'
import { emptyTrustProfile, mergeTrustProfiles, readTrustProfile, type TrustProfile } from '../pki/index.ts'
import { openVerifier } from '../verify/index.ts'

/** What a check goes by: where the files are read (on this machine, or among those handed in over a door), who is trusted, whose marks are known. */
export interface CheckBasis {
  bytes(file: string): Promise<Uint8Array>
  /** How people know the file. */
  name(file: string): string
  /** Beside what the call itself names. */
  readonly trust: TrustProfile
  /** What a file tells of a record; null where it tells of none. */
  mark(bytes: Uint8Array): Promise<FoundMark | null>
}

const withoutStation: CheckBasis = {
  bytes: (file) => readFile(file).catch((thrown: unknown) => { throw new SohoaError('file_not_found', { file }, { cause: thrown }) }),
  name: (file) => file,
  trust: emptyTrustProfile,
  mark: () => Promise.resolve(null),
}

async function trustOf(files: readonly string[], basis: CheckBasis): Promise<TrustProfile> {
  if (files.length === 0) return basis.trust
  return mergeTrustProfiles([basis.trust, ...await Promise.all(files.map(async (file) => readTrustProfile(await basis.bytes(file))))])
}

/** Judges the signatures of files, with or without a station. A file that cannot be read at all gets a line too, with its error code as reason. Throws cancelled when `signal` ends it. */
export async function verifyFiles(
  params: ParsedParams<'file.verify'>, onEvent: (event: StationEvent) => void, basis: CheckBasis = withoutStation, signal?: AbortSignal,
): Promise<ResultOf<'file.verify'>> {
  const trust = await trustOf(params.trust, basis)
  const verifier = openVerifier()
  const stop = (): void => { void verifier.close() }
  signal?.addEventListener('abort', stop)
  const files: VerdictLine[] = []
  try {
    for (const [index, file] of params.files.entries()) {
      onEvent({ type: 'progress', source: file, step: 'verify', done: index, total: params.files.length })
      const line = await verdictOf(file, verifier, trust, basis)
      files.push(line)
      onEvent({ type: 'verdict', verdict: line })
    }
  } finally {
    signal?.removeEventListener('abort', stop)
    await verifier.close()
  }
  return { files }
}

async function verdictOf(file: string, verifier: ReturnType<typeof openVerifier>, trust: TrustProfile, basis: CheckBasis): Promise<VerdictLine> {
  try {
    const bytes = await basis.bytes(file)
    const { verdict, signatures, reasons } = await verifier.verifyPdf(bytes, trust)
    return { file: basis.name(file), verdict, signatures: signatures.map((signature) => ({ ...signature, changesAfter: [...signature.changesAfter], reasons: [...signature.reasons] })), reasons: [...reasons], mark: await basis.mark(bytes) }
  } catch (thrown) {
    const { code } = describeThrown(thrown)
    if (code === 'internal' || code === 'cancelled') throw thrown
    return { file, verdict: 'indeterminate', signatures: [], reasons: [code.toUpperCase()], mark: null }
  }
}
