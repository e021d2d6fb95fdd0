import { readFile } from 'node:fs/promises'
import type { ParsedParams, ResultOf, StationEvent, VerdictLine } from '../contract/index.ts'
import { describeThrown, SohoaError } from '../model/index.ts'
import { emptyTrustProfile, mergeTrustProfiles, readTrustProfile, type TrustProfile } from '../pki/index.ts'
import { openVerifier } from '../verify/index.ts'

/** Where the files that a call names are read: on this machine, or among those handed in over a door. */
export interface FileReading {
  bytes(file: string): Promise<Uint8Array>
  /** How people know the file. */
  name(file: string): string
}

const onThisMachine: FileReading = {
  bytes: (file) => readFile(file).catch((thrown: unknown) => { throw new SohoaError('file_not_found', { file }, { cause: thrown }) }),
  name: (file) => file,
}

async function trustOf(files: readonly string[], reading: FileReading): Promise<TrustProfile> {
  if (files.length === 0) return emptyTrustProfile
  return mergeTrustProfiles(await Promise.all(files.map(async (file) => readTrustProfile(await reading.bytes(file)))))
}

/** Judges the signatures of files without a station. A file that cannot be read at all gets a line too, with its error code as reason. */
export async function verifyFiles(params: ParsedParams<'file.verify'>, onEvent: (event: StationEvent) => void, reading: FileReading = onThisMachine): Promise<ResultOf<'file.verify'>> {
  const trust = await trustOf(params.trust, reading)
  const verifier = openVerifier()
  const files: VerdictLine[] = []
  try {
    for (const [index, file] of params.files.entries()) {
      onEvent({ type: 'progress', source: file, step: 'verify', done: index, total: params.files.length })
      const line = await verdictOf(file, verifier, trust, reading)
      files.push(line)
      onEvent({ type: 'verdict', verdict: line })
    }
  } finally {
    await verifier.close()
  }
  return { files }
}

async function verdictOf(file: string, verifier: ReturnType<typeof openVerifier>, trust: TrustProfile, reading: FileReading): Promise<VerdictLine> {
  try {
    const bytes = await reading.bytes(file)
    const { verdict, signatures, reasons } = await verifier.verifyPdf(bytes, trust)
    return { file: reading.name(file), verdict, signatures: signatures.map((signature) => ({ ...signature, changesAfter: [...signature.changesAfter], reasons: [...signature.reasons] })), reasons: [...reasons] }
  } catch (thrown) {
    const { code } = describeThrown(thrown)
    if (code === 'internal') throw thrown
    return { file, verdict: 'indeterminate', signatures: [], reasons: [code.toUpperCase()] }
  }
}
