import { conclusionOf, heaviestFirst, type Instant, type RevocationFinding, type SignatureVerdict, type VerdictReason } from '../model/index.ts'
import { holderOf, type Certificate } from '../pki/index.ts'
import { isString, nameOf } from '../pdf-file/index.ts'
import type { Change } from './revision-changes.ts'
import type { SignatureSource } from './signature-source.ts'
import { readPdfDate } from './claimed-time.ts'
import { revocationOf, type DatedEvidence, type Grounds } from './certificate-judgement.ts'
import { checkCms, cmsSubFilters, type CmsFinding, type CmsSubFilter } from './cms-signature.ts'
import { checkTimeStamp, type TimeStampFinding } from './time-stamp-token.ts'
import { judgeSigner, judgeStamp, type Existence, type SignerTrust } from './signature-trust.ts'

/** What was done to the file after a signature, and whether the signature let it be done. */
export interface JudgedChanges {
  readonly listed: readonly Change[]
  readonly isForbidden: boolean
}

/** What the verdict on one signature needs to know about its surroundings. */
export interface SignatureContext {
  readonly grounds: Grounds
  readonly changes: JudgedChanges
  readonly coversWholeFile: boolean
  /** Sound document time stamps of trusted authorities that cover this signature, the earliest first. */
  readonly laterProofs: readonly LaterProof[]
  /** What the file itself holds of revocation data, as far as it is needed to tell a signature's level. */
  readonly ownEvidence: readonly DatedEvidence[]
}

/** A document time stamp after a signature. */
export interface LaterProof {
  readonly existence: Existence
  /** It covers a document security store. */
  readonly coversStore: boolean
}

const largestClockDifferenceMs = 3_600_000
const clockToleranceMs = 5 * 60_000

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

function keyName({ publicKey }: Certificate): string {
  switch (publicKey.algorithm) {
    case 'RSA': return `RSA-${publicKey.bits}`
    case 'EC': return publicKey.curve
    case 'other': return publicKey.identifier
  }
}

/** What is told of the certificate of a signer or an authority. */
export function people(certificate: Certificate | null): Pick<SignatureVerdict, 'signer' | 'organisation' | 'unit' | 'issuer' | 'issuerOrganisation' | 'certificate'> {
  if (certificate === null) return { signer: '', organisation: null, unit: null, issuer: '', issuerOrganisation: null, certificate: null }
  const { subject, issuer, serial, notBefore, notAfter } = certificate
  return {
    signer: holderOf(certificate), organisation: subject.organisation, unit: subject.organisationalUnit,
    issuer: issuer.commonName ?? issuer.text, issuerOrganisation: issuer.organisation,
    certificate: { serial, from: notBefore, until: notAfter, key: keyName(certificate) },
  }
}

/** Nothing is known of a certificate's revocation. */
export const revocationUnknown: RevocationFinding = { state: 'unknown', source: null, asOf: null, revokedSince: null }

/** Reasons that lie in the file's structure, not in the CMS. */
function structureReasons(source: SignatureSource): VerdictReason[] {
  if (source.coverage?.sound !== true) return ['BYTE_RANGE_INVALID']
  return source.revision === undefined ? ['REVISION_DAMAGED'] : []
}

function changeReasons(changes: JudgedChanges): VerdictReason[] {
  if (changes.isForbidden) return ['CHANGED_AFTER_SIGNING']
  const isOver = changes.listed.some(({ kind }) => kind === 'covering')
  const isFilled = changes.listed.some(({ kind }) => kind !== 'covering')
  return [...(isOver ? ['COVERED_AFTER_SIGNING'] as const : []), ...(isFilled ? ['FILLED_IN_AFTER_SIGNING'] as const : [])]
}

interface Judged {
  readonly state: 'intact' | 'broken' | 'unsupported'
  readonly trust: SignatureVerdict['trust']
  readonly reasons: readonly VerdictReason[]
}

type Concluded = Pick<SignatureVerdict, 'field' | 'intact' | 'trust' | 'coversWholeFile' | 'changesAfter' | 'verdict' | 'subIndication' | 'reasons'>

function conclude(source: SignatureSource, judged: Judged, context: SignatureContext): Concluded {
  const structure = structureReasons(source)
  const mixed: VerdictReason[] = source.coverage?.mixedDigits === true ? ['CONTENTS_ODD'] : []
  const reasons = heaviestFirst([...structure, ...judged.reasons, ...mixed, ...changeReasons(context.changes)])
  return {
    field: source.field,
    intact: judged.state === 'intact' && structure.length === 0,
    trust: judged.trust,
    coversWholeFile: context.coversWholeFile,
    changesAfter: context.changes.listed.map((change) => change.what),
    ...conclusionOf(reasons), reasons,
  }
}

/** Checks the token of a document time stamp over the bytes it covers. */
export function checkDocumentTimeStamp(source: SignatureSource): TimeStampFinding | undefined {
  return source.coverage === undefined ? undefined : checkTimeStamp(source.coverage.contents, source.coverage.signedBytes)
}

async function judgeDocumentTimeStamp(source: SignatureSource, context: SignatureContext): Promise<SignatureVerdict> {
  const found = checkDocumentTimeStamp(source)
  const judged = found?.state === 'intact' ? await judgeStamp(found, context.laterProofs.map(({ existence }) => existence), context.grounds) : undefined
  const authority = judged?.authority
  const reasons: VerdictReason[] = [...(found?.reasons ?? []), ...(judged?.existence?.reasons ?? authority?.reasons ?? [])]
  const concluded = conclude(source, { state: found?.state ?? 'broken', trust: authority?.trust ?? 'unknown', reasons }, context)
  // A time stamp that does not hold proves nothing; it does not make a signature before it wrong.
  const isOnlyVoid = concluded.verdict === 'failed' && !context.changes.isForbidden
  return {
    ...concluded, ...(isOnlyVoid ? { verdict: 'indeterminate', subIndication: 'NO_POE' } : {}),
    reasons: isOnlyVoid ? ['TIME_STAMP_INVALID', ...concluded.reasons] : concluded.reasons,
    kind: 'document time stamp', ...people(found?.authority ?? null), digest: found?.digest ?? null,
    revocation: authority === undefined ? revocationUnknown : revocationOf(authority),
    time: found?.time ?? null, timeSource: found?.time == null ? null : 'time stamp', level: 'document time stamp',
  }
}

/** /M of the signature dictionary: a claim. */
function dictionaryTime(source: SignatureSource): Instant | null {
  const given = source.view.resolve(source.dictionary.entries.get('M'))
  return isString(given) ? readPdfDate(given.value) : null
}

interface TimeOfSigning {
  /** What proves that the signature existed, the earliest first. */
  readonly proofs: readonly Existence[]
  readonly hasSoundStamp: boolean
  readonly claimed: Instant | null
  readonly reasons: readonly VerdictReason[]
}

async function timeOfSigning(source: SignatureSource, found: CmsFinding, { laterProofs, grounds }: SignatureContext): Promise<TimeOfSigning> {
  const claimed = found.claimedTime ?? dictionaryTime(source)
  const later = laterProofs.map(({ existence }) => existence)
  const existedBy = later[0]?.by ?? grounds.now
  const proofs: Existence[] = []
  const reasons: VerdictReason[] = []
  let hasSoundStamp = later.length > 0
  for (const token of found.timeStampTokens) {
    const stamp = checkTimeStamp(token, [found.signatureValue])
    if (stamp.state !== 'intact' || stamp.time === null) {
      reasons.push(stamp.state === 'unsupported' ? 'TIME_STAMP_UNSUPPORTED' : 'TIME_STAMP_INVALID')
      continue
    }
    hasSoundStamp = true
    reasons.push(...stamp.reasons)
    const { authority, existence } = await judgeStamp(stamp, later, grounds)
    if (existence !== undefined) proofs.push(existence)
    else reasons.push('TIME_STAMP_NOT_TRUSTED')
    // What is odd about a token is told whether or not the token is needed.
    reasons.push(...authority.reasons.filter((reason) => reason === 'UNKNOWN_CERTIFICATE_ATTACHED'))
    if (Date.parse(stamp.time) > Date.parse(existedBy) + clockToleranceMs) reasons.push('TIME_STAMP_ORDER')
    if (claimed !== null && Math.abs(Date.parse(stamp.time) - Date.parse(claimed)) > largestClockDifferenceMs) reasons.push('CLAIMED_TIME_DIFFERS')
  }
  const earliestFirst = [...proofs, ...later].toSorted((left, right) => Date.parse(left.by) - Date.parse(right.by))
  return { proofs: earliestFirst, hasSoundStamp, claimed, reasons }
}

/** ETSI EN 319 142-1, 6.3. `holdsOwnData`: what is in the file is enough to tell that nobody was revoked. */
function levelOf(subFilter: string, found: CmsFinding, hasSoundStamp: boolean, holdsOwnData: boolean, { laterProofs }: SignatureContext): SignatureVerdict['level'] {
  if (subFilter !== 'ETSI.CAdES.detached' || !found.namesSigner) return 'not PAdES baseline'
  if (!hasSoundStamp) return 'B-B'
  if (!holdsOwnData) return 'B-T'
  return laterProofs.some(({ coversStore }) => coversStore) ? 'B-LTA' : 'B-LT'
}

/** The verdict on one signature or document time stamp. */
export async function judgeSignature(source: SignatureSource, context: SignatureContext): Promise<SignatureVerdict> {
  if (isDocumentTimeStamp(source)) return judgeDocumentTimeStamp(source, context)
  const subFilter = subFilterOf(source)
  const nobody = {
    kind: 'signature', ...people(null), digest: null, revocation: revocationUnknown,
    time: dictionaryTime(source), timeSource: dictionaryTime(source) === null ? null : 'claimed', level: 'not PAdES baseline',
  } as const
  if (source.coverage === undefined) return { ...conclude(source, { state: 'broken', trust: 'unknown', reasons: [] }, context), ...nobody }
  if (!isCmsSubFilter(subFilter)) return { ...conclude(source, { state: 'unsupported', trust: 'unknown', reasons: ['UNSUPPORTED_SUBFILTER'] }, context), ...nobody }

  const found = checkCms(source.coverage.contents, source.coverage.signedBytes, subFilter)
  const { signer } = found
  const isIntact = found.state === 'intact' && signer !== null
  const time = await timeOfSigning(source, found, isIntact ? context : { ...context, laterProofs: [] })
  const attached: DatedEvidence = { evidence: found.evidence.attached, existedBy: context.laterProofs.find(({ existence }) => existence.reasons.length === 0)?.existence.by ?? context.grounds.now }
  const judge = async (certificate: Certificate, evidence: readonly DatedEvidence[]): Promise<SignerTrust> => judgeSigner(
    { certificate, certificates: found.certificates, signedEvidence: found.evidence.signed, claimed: time.claimed }, time.proofs, { ...context.grounds, evidence: [...evidence, attached] },
  )
  const trust = isIntact ? await judge(signer, context.grounds.evidence) : undefined
  const holdsOwnData = isIntact && trust?.trust === 'trusted' && trust.isChecked && time.hasSoundStamp && (await judge(signer, context.ownEvidence)).isChecked
  const proven = time.proofs[0]?.by ?? null
  return {
    ...conclude(source, { state: found.state, trust: trust?.trust ?? 'unknown', reasons: [...found.reasons, ...time.reasons, ...(trust?.reasons ?? [])] }, context),
    kind: 'signature', ...people(signer), digest: found.digest, revocation: trust?.revocation ?? revocationUnknown,
    time: proven ?? time.claimed, timeSource: proven !== null ? 'time stamp' : time.claimed === null ? null : 'claimed',
    level: levelOf(subFilter, found, time.hasSoundStamp, holdsOwnData, context),
  }
}
