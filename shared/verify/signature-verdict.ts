import { type Instant, type SignatureVerdict, type VerdictKind } from '../model/index.ts'
import { holderOf, type Certificate, type TrustProfile } from '../pki/index.ts'
import { isString, nameOf } from '../pdf-file/index.ts'
import type { Change } from './revision-changes.ts'
import type { SignatureSource } from './signature-source.ts'
import { readPdfDate } from './claimed-time.ts'
import { checkCms, cmsSubFilters, type CmsFinding, type CmsSubFilter } from './cms-signature.ts'
import { checkTimeStamp, type TimeStampFinding } from './time-stamp-token.ts'
import { judgeAuthority, judgeSigner } from './signature-trust.ts'

/** What was done to the file after a signature, and whether the signature let it be done. */
export interface JudgedChanges {
  readonly listed: readonly Change[]
  readonly isForbidden: boolean
}

/** What the verdict on one signature needs to know about its surroundings. */
export interface SignatureContext {
  readonly profile: TrustProfile
  readonly now: Instant
  readonly changes: JudgedChanges
  readonly coversWholeFile: boolean
  /** A sound document time stamp that covers this signature, the earliest. */
  readonly laterTimeStamp: TimeStampFinding | undefined
}

const severity: Readonly<Record<VerdictKind, number>> = { passed: 0, indeterminate: 1, failed: 2 }

/** The worse of several verdicts; `passed` for none. */
export function worstOf(verdicts: readonly VerdictKind[]): VerdictKind {
  return verdicts.reduce((worst, verdict) => (severity[verdict] > severity[worst] ? verdict : worst), 'passed')
}

/** Reasons beside which a signature may still pass. */
const harmless = new Set(['REVOCATION_NOT_CHECKED', 'WEAK_DIGEST', 'WEAK_KEY', 'CLAIMED_TIME_DIFFERS'])

const largestClockDifferenceMs = 3_600_000

function isCmsSubFilter(text: string | undefined): text is CmsSubFilter {
  return cmsSubFilters.some((known) => known === text)
}

function subFilterOf(source: SignatureSource): string | undefined {
  return nameOf(source.view.resolve(source.dictionary.entries.get('SubFilter')))
}

/** True for a document time stamp (ETSI EN 319 142-1 §5.4.3). */
export function isDocumentTimeStamp(source: SignatureSource): boolean {
  return subFilterOf(source) === 'ETSI.RFC3161'
}

function people(certificate: Certificate | null): Pick<SignatureVerdict, 'signer' | 'organisation' | 'issuer'> {
  if (certificate === null) return { signer: '', organisation: null, issuer: '' }
  return { signer: holderOf(certificate), organisation: certificate.subject.organisation, issuer: certificate.issuer.commonName ?? certificate.issuer.text }
}

function unique(reasons: readonly string[]): string[] {
  return [...new Set(reasons)]
}

/** Reasons that lie in the file's structure, not in the CMS. */
function structureReasons(source: SignatureSource): string[] {
  if (source.coverage?.sound !== true) return ['BYTE_RANGE_INVALID']
  return source.revision === undefined ? ['REVISION_DAMAGED'] : []
}

interface Judged {
  readonly state: 'intact' | 'broken' | 'unsupported'
  readonly trust: SignatureVerdict['trust']
  readonly reasons: readonly string[]
}

function concludeVerdict(judged: Judged, changes: JudgedChanges, structure: readonly string[]): VerdictKind {
  if (judged.state === 'broken' || structure.length > 0 || changes.isForbidden) return 'failed'
  const isDoubtful = changes.listed.length > 0 || judged.reasons.some((reason) => !harmless.has(reason))
  return judged.state === 'intact' && judged.trust === 'trusted' && !isDoubtful ? 'passed' : 'indeterminate'
}

function changeReasons(changes: JudgedChanges): string[] {
  if (changes.isForbidden) return ['CHANGED_AFTER_SIGNING']
  return changes.listed.length > 0 ? ['FILLED_IN_AFTER_SIGNING'] : []
}

function conclude(source: SignatureSource, judged: Judged, context: SignatureContext): Pick<SignatureVerdict, 'field' | 'intact' | 'trust' | 'coversWholeFile' | 'changesAfter' | 'verdict' | 'reasons'> {
  const structure = structureReasons(source)
  const mixed = source.coverage?.mixedDigits === true ? ['CONTENTS_ODD'] : []
  const all = { ...judged, reasons: [...judged.reasons, ...mixed] }
  return {
    field: source.field,
    intact: judged.state === 'intact' && structure.length === 0,
    trust: judged.trust,
    coversWholeFile: context.coversWholeFile,
    changesAfter: context.changes.listed.map((change) => change.what),
    verdict: concludeVerdict(all, context.changes, structure),
    reasons: unique([...structure, ...all.reasons, ...changeReasons(context.changes)]),
  }
}

/** Checks the token of a document time stamp over the bytes it covers. */
export function checkDocumentTimeStamp(source: SignatureSource): TimeStampFinding | undefined {
  return source.coverage === undefined ? undefined : checkTimeStamp(source.coverage.contents, source.coverage.signedBytes)
}

async function judgeDocumentTimeStamp(source: SignatureSource, context: SignatureContext): Promise<SignatureVerdict> {
  const found = checkDocumentTimeStamp(source)
  const trust = found?.state === 'intact' ? await judgeAuthority(found, context.profile) : { trust: 'unknown' as const, reasons: [] }
  const judged = { state: found?.state ?? 'broken', trust: trust.trust, reasons: [...(found?.reasons ?? []), ...trust.reasons] }
  const concluded = conclude(source, judged, context)
  // A time stamp that does not hold proves nothing; it does not make a signature before it wrong.
  const verdict = concluded.verdict === 'failed' && !context.changes.isForbidden ? 'indeterminate' : concluded.verdict
  const invalid = judged.state === 'broken' ? ['TIME_STAMP_INVALID'] : []
  return {
    ...concluded, verdict, reasons: unique([...invalid, ...concluded.reasons]), kind: 'document time stamp', ...people(found?.authority ?? null),
    time: found?.time ?? null, timeSource: found?.time == null ? null : 'time stamp', level: 'document time stamp',
  }
}

/** /M of the signature dictionary: a claim. */
function dictionaryTime(source: SignatureSource): Instant | null {
  const given = source.view.resolve(source.dictionary.entries.get('M'))
  return isString(given) ? readPdfDate(given.value) : null
}

interface TimeOfSigning {
  readonly stamp: TimeStampFinding | undefined
  readonly claimed: Instant | null
  readonly reasons: readonly string[]
}

function timeOfSigning(source: SignatureSource, found: CmsFinding, later: TimeStampFinding | undefined): TimeOfSigning {
  const own = found.timeStampTokens.map((token) => checkTimeStamp(token, found.signatureValue))
  const claimed = found.claimedTime ?? dictionaryTime(source)
  const sound = own.find((stamp) => stamp.state === 'intact') ?? later
  const reasons = own.flatMap((stamp) => (stamp.state === 'intact' ? stamp.reasons : [stamp.state === 'broken' ? 'TIME_STAMP_INVALID' : 'TIME_STAMP_UNSUPPORTED']))
  const differs = sound?.time != null && claimed !== null && Math.abs(Date.parse(sound.time) - Date.parse(claimed)) > largestClockDifferenceMs
  return { stamp: sound, claimed, reasons: differs && sound !== later ? [...reasons, 'CLAIMED_TIME_DIFFERS'] : reasons }
}

function levelOf(subFilter: string, found: CmsFinding, stamp: TimeStampFinding | undefined): SignatureVerdict['level'] {
  if (subFilter !== 'ETSI.CAdES.detached' || !found.namesSigner) return 'not PAdES baseline'
  return stamp === undefined ? 'B-B' : 'B-T'
}

/** The verdict on one signature or document time stamp. */
export async function judgeSignature(source: SignatureSource, context: SignatureContext): Promise<SignatureVerdict> {
  if (isDocumentTimeStamp(source)) return judgeDocumentTimeStamp(source, context)
  const subFilter = subFilterOf(source)
  const nobody = { kind: 'signature', ...people(null), time: dictionaryTime(source), timeSource: dictionaryTime(source) === null ? null : 'claimed', level: 'not PAdES baseline' } as const
  if (source.coverage === undefined) return { ...conclude(source, { state: 'broken', trust: 'unknown', reasons: [] }, context), ...nobody }
  if (!isCmsSubFilter(subFilter)) return { ...conclude(source, { state: 'unsupported', trust: 'unknown', reasons: ['UNSUPPORTED_SUBFILTER'] }, context), ...nobody }

  const found = checkCms(source.coverage.contents, source.coverage.signedBytes, subFilter)
  const { stamp, claimed, reasons } = timeOfSigning(source, found, found.state === 'intact' ? context.laterTimeStamp : undefined)
  const trust = found.signer === null || found.state !== 'intact'
    ? { trust: 'unknown' as const, reasons: [] }
    : await judgeSigner(found.signer, found.certificates, context.profile, stamp, claimed, context.now)
  const time = stamp?.time ?? claimed
  return {
    ...conclude(source, { state: found.state, trust: trust.trust, reasons: [...found.reasons, ...reasons, ...trust.reasons] }, context),
    kind: 'signature', ...people(found.signer),
    time, timeSource: stamp?.time != null ? 'time stamp' : time === null ? null : 'claimed',
    level: levelOf(subFilter, found, stamp),
  }
}
