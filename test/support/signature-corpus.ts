import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { instant, type FileVerdict, type Instant } from '../../shared/model/index.ts'
import { emptyTrustProfile, type Certificate, type TrustProfile } from '../../shared/pki/index.ts'
import { judgeFile } from '../../shared/verify/file-verdict.ts'
import { PdfStructureError } from '../../shared/pdf-file/index.ts'
import { PdfView } from '../../shared/verify/pdf-view.ts'
import { findSignatures } from '../../shared/verify/signature-source.ts'
import { checkCms } from '../../shared/verify/cms-signature.ts'
import { openEnvelope } from '../../shared/verify/signed-data.ts'
import { validationDataOf } from '../../shared/verify/validation-data.ts'

/** Foreign files beside the repository; not everybody has them. */
export const corpusFolder = path.join(import.meta.dirname, '..', '..', '..', 'shared', 'corpus')

const entries = z.record(z.string(), z.object({ expect: z.string().optional() }))

/** What a reading of the corpus asks of a verdict. */
export type Expectation = 'valid' | 'changed later' | 'not valid' | 'mixed' | 'no signature' | 'not judged'

export interface Comparison {
  readonly file: string
  readonly told: string
  readonly expectation: Expectation
  /** With nobody trusted, now. */
  readonly verdict: FileVerdict
  readonly agrees: boolean
  /** With every root trusted that the file brings along, a minute after its last signature or time stamp: as its first reader could judge it. */
  readonly atHome: FileVerdict
}

function expectationOf(told: string): Expectation {
  if (/do not gate|disputed/i.test(told) || told === '') return 'not judged'
  if (told.startsWith('NO_SIGNATURE')) return 'no signature'
  if (told.startsWith('MIXED')) return 'mixed'
  if (/clean refusal|NOT_INTACT|NOT_VALID|NOT valid|UNSUPPORTED|REJECT|mismatch|empty field/i.test(told)) return 'not valid'
  if (/MODIFIED_LATER|SUSPECT|forbidden/.test(told)) return 'changed later'
  return 'valid'
}

function agrees(expectation: Expectation, { verdict, signatures, reasons }: FileVerdict): boolean {
  const intact = signatures.filter((signature) => signature.kind === 'signature').map((signature) => signature.intact)
  switch (expectation) {
    case 'valid': return verdict !== 'failed' && intact.length > 0 && intact.every(Boolean) && signatures.every((signature) => signature.changesAfter.length === 0)
    case 'changed later': return verdict === 'failed' && signatures.some((signature) => signature.changesAfter.length > 0)
    case 'not valid': return verdict !== 'passed' && !intact.some(Boolean)
    case 'mixed': return verdict === 'failed' && intact.includes(true) && intact.includes(false)
    case 'no signature': return verdict === 'indeterminate' && reasons.includes('NO_SIGNATURE')
    case 'not judged': return true
  }
}

function certificatesIn(contents: Uint8Array): readonly Certificate[] {
  const envelope = openEnvelope(contents)
  return typeof envelope === 'string' ? [] : envelope.certificates
}

/** Every root that a file brings along: what somebody trusts who knows its signers. */
function rootsOf(bytes: Uint8Array): TrustProfile {
  try {
    const view = PdfView.open(bytes)
    const certificates = [...validationDataOf(view).certificates]
    for (const { coverage } of findSignatures(view)) {
      if (coverage === undefined) continue
      const { timeStampTokens } = checkCms(coverage.contents, coverage.signedBytes, 'ETSI.CAdES.detached')
      certificates.push(...[coverage.contents, ...timeStampTokens].flatMap(certificatesIn))
    }
    return { ...emptyTrustProfile, anchors: certificates.filter(({ isSelfIssued }) => isSelfIssued) }
  } catch (thrown) {
    if (thrown instanceof PdfStructureError) return emptyTrustProfile
    throw thrown
  }
}

async function judgeAtHome(bytes: Uint8Array): Promise<FileVerdict> {
  const roots = rootsOf(bytes)
  const times = (await judgeFile(bytes, roots, instant())).signatures.flatMap(({ time }) => (time === null ? [] : [time])).toSorted()
  const last: Instant | undefined = times.at(-1)
  return await judgeFile(bytes, roots, last === undefined ? instant() : instant(new Date(Date.parse(last) + 60_000)))
}

/** Judges every file of the signature corpus; undefined where the corpus is absent. */
export async function compareWithCorpus(): Promise<Comparison[] | undefined> {
  const folder = path.join(corpusFolder, 'signed_pdf')
  if (!existsSync(folder)) return undefined
  const known = entries.parse(JSON.parse(readFileSync(path.join(folder, 'verdicts_dev.json'), 'utf8')))
  const compared: Comparison[] = []
  for (const [file, { expect: told = '' }] of Object.entries(known)) {
    const expectation = expectationOf(told)
    const bytes = readFileSync(path.join(folder, file))
    const verdict = await judgeFile(bytes, emptyTrustProfile, instant())
    compared.push({ file, told, expectation, verdict, agrees: agrees(expectation, verdict), atHome: await judgeAtHome(bytes) })
  }
  return compared
}

/** What pdfsig says of the signatures of real Vietnamese documents, in their order; undefined where the corpus is absent. */
export async function compareWithPdfsig(): Promise<{ file: string; expected: boolean[]; found: boolean[] }[] | undefined> {
  const folder = path.join(corpusFolder, 'vn_admin')
  if (!existsSync(folder)) return undefined
  const told = z.record(z.string(), z.array(z.string())).parse(JSON.parse(readFileSync(path.join(folder, 'gt', 'pdfsig_dev.json'), 'utf8')))
  const compared: { file: string; expected: boolean[]; found: boolean[] }[] = []
  for (const [file, lines] of Object.entries(told)) {
    const verdict = await judgeFile(readFileSync(path.join(folder, file)), emptyTrustProfile, instant())
    compared.push({
      file,
      expected: lines.filter((line) => line.startsWith('Signature Validation:')).map((line) => line.includes('Signature is Valid')),
      found: verdict.signatures.map((signature) => signature.intact),
    })
  }
  return compared
}
