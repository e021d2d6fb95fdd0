import { conclusionOf, heaviestFirst, worstOf, type FileVerdict, type Instant, type SignatureVerdict, type VerdictReason } from '../model/index.ts'
import type { TrustProfile } from '../pki/index.ts'
import { PdfStructureError, latin1 } from '../pdf-file/index.ts'
import { signaturesInDamaged } from './damaged-file.ts'
import { PdfView } from './pdf-view.ts'
import { readPermissions, type Permissions } from './permissions.ts'
import { changesBetween, type Change } from './revision-changes.ts'
import { findSignatures, type SignatureSource } from './signature-source.ts'
import type { DatedEvidence, Grounds } from './certificate-judgement.ts'
import { judgeStamp } from './signature-trust.ts'
import { checkDocumentTimeStamp, isDocumentTimeStamp, judgeSignature, type JudgedChanges, type LaterProof } from './signature-verdict.ts'
import { validationDataOf, type ValidationData } from './validation-data.ts'

const headerWithin = 1024

function verdictWithout(verdict: FileVerdict['verdict'], reason: VerdictReason): FileVerdict {
  return { verdict, signatures: [], reasons: [reason] }
}

/** What may be done after a signature: what it says itself, and what the document's certification says. */
function permissionsFor(source: SignatureSource, sources: readonly SignatureSource[]): Permissions {
  const own = readPermissions(source.view, source.dictionary)
  const levels = sources.filter((other) => (other.coverage?.end ?? 0) <= (source.coverage?.end ?? 0))
    .map((other) => readPermissions(other.view, other.dictionary).certification).filter((level) => level !== undefined)
  const strictest = levels.length === 0 ? undefined : levels.reduce((least, level) => (level < least ? level : least))
  return { certification: strictest, locks: own.locks }
}

/** ISO 32000-1 tables 254 and 256; annotations need an explicit leave, filling in a form only needs no prohibition. */
function isAllowed(change: Change, { certification, locks }: Permissions): boolean {
  switch (change.kind) {
    case 'validation data': return true
    case 'signing': return certification !== 1
    // Whether it hides what was signed is for a person to see.
    case 'covering': return true
    case 'form': return certification !== 1 && !(change.what.name !== null && locks(change.what.name))
    case 'annotation': return certification === 3
    case 'content': return false
  }
}

function judgeChanges(changes: readonly Change[], permissions: Permissions): JudgedChanges {
  const forbidden = changes.filter((change) => !isAllowed(change, permissions))
  const listed = changes.filter((change) => forbidden.includes(change) || (change.kind !== 'signing' && change.kind !== 'validation data'))
  return { listed, isForbidden: forbidden.length > 0 }
}

/** What follows the last revision, beyond white space, is seen by some readers and signed by nobody. */
function trailingData(view: PdfView): Change[] {
  const isEmpty = /^[\s\0]*$/.test(latin1(view.bytes, view.end))
  return isEmpty ? [] : [{ kind: 'content', what: { change: 'data after the end', page: null, name: null } }]
}

async function changesAfter(source: SignatureSource, newest: PdfView): Promise<Change[]> {
  if (source.revision === undefined) return []
  const trailing = trailingData(newest)
  if (source.revision.startOffset === newest.startOffset) return trailing
  try {
    return [...await changesBetween(source.revision, newest), ...trailing]
  } catch (error) {
    if (error instanceof PdfStructureError) return [{ kind: 'content', what: { change: 'revisions not comparable', page: null, name: null } }]
    throw error
  }
}

interface Stamped {
  readonly source: SignatureSource
  readonly proof: LaterProof
}

/** Everything in the file by which certificates are judged, and the document time stamps that prove how long it has been there. */
interface FileGrounds {
  readonly grounds: Grounds
  /** The earliest first. */
  readonly stamps: readonly Stamped[]
  /** The revocation data that stand in the file. */
  readonly ownEvidence: readonly DatedEvidence[]
}

const holdsSomething = ({ evidence }: ValidationData): boolean => evidence.crls.length + evidence.ocspResponses.length > 0

/**
 * Document time stamps are judged from the last to the first: each one that holds proves that the ones before it, and the
 * validation data that it covers, existed by its time (ETSI EN 319 102-1, 5.6.2.4).
 */
async function groundsOf(newest: PdfView, sources: readonly SignatureSource[], profile: TrustProfile, now: Instant): Promise<FileGrounds> {
  const store = validationDataOf(newest)
  const certificates = [...store.certificates]
  const ownEvidence: DatedEvidence[] = [{ evidence: store.evidence, existedBy: now }]
  const given: DatedEvidence = { evidence: profile.evidence, existedBy: now }
  const stamps: Stamped[] = []
  for (const source of sources.filter((one) => isDocumentTimeStamp(one)).toReversed()) {
    const finding = source.revision === undefined ? undefined : checkDocumentTimeStamp(source)
    if (source.revision === undefined || finding?.state !== 'intact') continue
    const { existence } = await judgeStamp(finding, stamps.map(({ proof }) => proof.existence), { profile, now, certificates, evidence: [given, ...ownEvidence] })
    if (existence === undefined) continue
    const covered = validationDataOf(source.revision)
    certificates.push(...covered.certificates)
    if (existence.reasons.length === 0) ownEvidence.push({ evidence: covered.evidence, existedBy: existence.by })
    stamps.unshift({ source, proof: { existence, coversStore: holdsSomething(covered) } })
  }
  return { grounds: { profile, now, certificates, evidence: [given, ...ownEvidence] }, stamps, ownEvidence }
}

async function judgeView(newest: PdfView, profile: TrustProfile, now: Instant): Promise<FileVerdict> {
  const sources = findSignatures(newest)
  if (sources.length === 0) return verdictWithout('indeterminate', 'NO_SIGNATURE')
  const { grounds, stamps, ownEvidence } = await groundsOf(newest, sources, profile, now)
  const signatures: SignatureVerdict[] = []
  for (const source of sources) {
    const end = source.coverage?.end ?? Infinity
    signatures.push(await judgeSignature(source, {
      grounds, ownEvidence,
      changes: judgeChanges(await changesAfter(source, newest), permissionsFor(source, sources)),
      coversWholeFile: source.coverage?.sound === true && /^[\s\0]*$/.test(latin1(newest.bytes, end)),
      laterProofs: stamps.filter((stamp) => (stamp.source.coverage?.end ?? 0) > end).map(({ proof }) => proof),
    }))
  }
  const isMisplaced = [newest, ...sources.map((source) => source.revision)].some((view) => view?.hasMisplacedObjects === true)
  const hasNone = signatures.every((signature) => signature.kind === 'document time stamp')
  const ofFile: VerdictReason[] = [...(hasNone ? ['NO_SIGNATURE'] as const : []), ...(isMisplaced ? ['STRUCTURE_DAMAGED'] as const : [])]
  return {
    verdict: worstOf([conclusionOf(ofFile).verdict, ...signatures.map((signature) => signature.verdict)]), signatures,
    reasons: heaviestFirst([...ofFile, ...signatures.flatMap((signature) => signature.reasons)]),
  }
}

/**
 * The verdict on the bytes of a file. File reasons besides the signatures' own: NO_SIGNATURE, NOT_A_PDF, PDF_DAMAGED,
 * ENCRYPTED. Never throws for what the bytes hold; runs in the child, where it may be killed.
 */
export async function judgeFile(bytes: Uint8Array, profile: TrustProfile, now: Instant): Promise<FileVerdict> {
  const hasHeader = latin1(bytes, 0, headerWithin).includes('%PDF-')
  try {
    const newest = PdfView.open(bytes)
    if (newest.isLocked) return verdictWithout('indeterminate', 'ENCRYPTED')
    const verdict = await judgeView(newest, profile, now)
    return hasHeader ? verdict : { ...verdict, verdict: 'failed', reasons: ['PDF_DAMAGED', ...verdict.reasons] }
  } catch (error) {
    if (!(error instanceof PdfStructureError)) throw error
    const signatures = signaturesInDamaged(bytes)
    return { verdict: 'failed', signatures, reasons: [hasHeader || signatures.length > 0 ? 'PDF_DAMAGED' : 'NOT_A_PDF'] }
  }
}
