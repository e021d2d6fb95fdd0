import { readFile } from 'node:fs/promises'
import type { ParsedParams, ResultOf, StationEvent, VerdictLine } from '../contract/index.ts'
import { describeThrown, SohoaError } from '../model/index.ts'
import { emptyTrustProfile, mergeTrustProfiles, readTrustProfile, type TrustProfile } from '../pki/index.ts'
import { openVerifier } from '../verify/index.ts'

async function trustOf(files: readonly string[]): Promise<TrustProfile> {
  if (files.length === 0) return emptyTrustProfile
  return mergeTrustProfiles(await Promise.all(files.map(async (file) => readTrustProfile(await readFile(file).catch((thrown: unknown) => {
    throw new SohoaError('file_not_found', { file }, { cause: thrown })
  })))))
}

/** Judges the signatures of files without a station. A file that cannot be read at all gets a line too, with its error code as reason. */
export async function verifyFiles(params: ParsedParams<'file.verify'>, onEvent: (event: StationEvent) => void): Promise<ResultOf<'file.verify'>> {
  const trust = await trustOf(params.trust)
  const verifier = openVerifier()
  const files: VerdictLine[] = []
  try {
    for (const [index, file] of params.files.entries()) {
      onEvent({ type: 'progress', source: file, step: 'verify', done: index, total: params.files.length })
      const line = await verdictOf(file, verifier, trust)
      files.push(line)
      onEvent({ type: 'verdict', verdict: line })
    }
  } finally {
    await verifier.close()
  }
  return { files }
}

async function verdictOf(file: string, verifier: ReturnType<typeof openVerifier>, trust: TrustProfile): Promise<VerdictLine> {
  try {
    const bytes = await readFile(file).catch((thrown: unknown) => {
      throw new SohoaError('file_not_found', { file }, { cause: thrown })
    })
    const { verdict, signatures, reasons } = await verifier.verifyPdf(bytes, trust)
    return { file, verdict, signatures: signatures.map((signature) => ({ ...signature, changesAfter: [...signature.changesAfter], reasons: [...signature.reasons] })), reasons: [...reasons] }
  } catch (thrown) {
    const { code } = describeThrown(thrown)
    if (code === 'internal') throw thrown
    return { file, verdict: 'indeterminate', signatures: [], reasons: [code.toUpperCase()] }
  }
}
