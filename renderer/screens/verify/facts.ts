import type { FoundMark, VerdictLine } from '../../../shared/contract/index.ts'
import { lacksOnlyRevocation, type ErrorParams } from '../../../shared/model/index.ts'
import { changeTerms, fill, sayName, signatureTrustTerms, verdictReasonTerms, type Language, type Term } from '../../../shared/words/index.ts'
import { clock, day } from '../../words/dates.ts'
import { verifyWords } from '../../words/verify.ts'

type Signature = VerdictLine['signatures'][number]

/** The verdict as it is shown: a file without any signature, and one that lacks nothing but revocation data, are told apart from one that cannot be judged. */
export type ShownVerdict = VerdictLine['verdict'] | 'unsigned' | 'unchecked'

export function shownVerdict({ verdict, signatures, reasons }: Pick<VerdictLine, 'verdict' | 'signatures' | 'reasons'>): ShownVerdict {
  if (verdict === 'indeterminate' && signatures.length === 0 && reasons.includes('NO_SIGNATURE')) return 'unsigned'
  return shownOf({ verdict, reasons })
}

/** The verdict on one signature as it is shown. */
export function shownOf({ verdict, reasons }: Pick<Signature, 'verdict' | 'reasons'>): Exclude<ShownVerdict, 'unsigned'> {
  return lacksOnlyRevocation({ verdict, reasons }) ? 'unchecked' : verdict
}

const saying = (language: Language) => (words: Term, params: ErrorParams = {}): string => fill(words[language], params)

/** A line about a signature; `good` is null where it is neither for nor against it. */
export interface SignatureFact {
  readonly name: string
  readonly value: string
  readonly good: boolean | null
}

const levelWords: Readonly<Record<string, Term>> = {
  'B-B': verifyWords['level.B-B'], 'B-T': verifyWords['level.B-T'], 'B-LT': verifyWords['level.B-LT'], 'B-LTA': verifyWords['level.B-LTA'], 'document time stamp': verifyWords['level.document time stamp'], 'not PAdES baseline': verifyWords['level.not PAdES baseline'],
}

/** Reasons in words, once each, what is always so last; a reason that nobody has words for keeps its code. */
export function reasonsText(reasons: readonly string[], language: Language): readonly string[] {
  const first = (reason: string): number => (reason === 'REVOCATION_NOT_CHECKED' ? 1 : 0)
  return [...new Set(reasons)].toSorted((left, right) => first(left) - first(right)).map((reason) => sayName(verdictReasonTerms, reason, language))
}

type Say = ReturnType<typeof saying>

/** Whether the certificate was in force at the moment that counts (Circular 15/2025/TT-BKHCN: a verifier shows it). */
function validityThen({ trust, revocation }: Signature, say: Say): Pick<SignatureFact, 'value' | 'good'> {
  switch (trust) {
    case 'trusted': return revocation.state === 'unknown' ? { value: say(verifyWords.validThenUnchecked), good: null } : { value: say(verifyWords.validThenYes), good: true }
    case 'expired': return { value: say(verifyWords.validThenUnproven), good: null }
    case 'not yet valid': return { value: say(verifyWords.validThenNotYet), good: false }
    case 'revoked': return { value: say(verifyWords.validThenRevoked, { since: told(revocation.revokedSince) }), good: false }
    default: return { value: say(verifyWords.validThenUnknown), good: null }
  }
}

const told = (at: string | null): string => (at === null ? '–' : clock(at))

function revocationTold({ revocation: { state, source, asOf, revokedSince } }: Signature, say: Say): Pick<SignatureFact, 'value' | 'good'> {
  const by = { source: source ?? '–', at: told(asOf) }
  switch (state) {
    case 'good': return { value: say(verifyWords.revocationGood, by), good: true }
    case 'revoked': return { value: say(verifyWords.revocationRevoked, { ...by, since: told(revokedSince) }), good: null }
    case 'unknown': return { value: say(verifyWords.revocationUnknown), good: null }
  }
}

/** What is to be told of one signature, in the order in which a person asks. */
export function signatureFacts(signature: Signature, language: Language): readonly SignatureFact[] {
  const say = saying(language)
  const { signer, organisation, unit, issuer, issuerOrganisation, certificate, digest, time, timeSource, level, trust, intact, coversWholeFile, changesAfter } = signature
  const at = time === null ? say(verifyWords.timeUnknown) : say(timeSource === 'time stamp' ? verifyWords.timeStamped : verifyWords.timeClaimed, { at: clock(time) })
  const changes = changesAfter.map(({ change, page, name }) => fill(changeTerms[change][language], { page: page ?? '–', name: name ?? '–' }))
  const managing = [organisation, unit].filter((part) => part !== null)
  const authority = [issuer, issuerOrganisation].filter((part) => part !== null && part !== '')
  const algorithm = [certificate?.key, digest?.toUpperCase().replace(/^SHA(?=\d{1,3}$)/u, 'SHA-')].filter((part) => part !== undefined)
  return [
    { name: say(verifyWords.signer), value: signer, good: null },
    ...(managing.length === 0 ? [] : [{ name: say(verifyWords.organisation), value: managing.join(' · '), good: null }]),
    { name: say(verifyWords.time), value: at, good: timeSource === 'time stamp' ? true : null },
    { name: say(verifyWords.content), value: say(intact ? verifyWords.intact : verifyWords.broken), good: intact },
    { name: say(verifyWords.changes), value: changes.length === 0 ? say(verifyWords.noChanges) : changes.join('; '), good: changes.length === 0 },
    { name: say(verifyWords.covers), value: say(coversWholeFile ? verifyWords.coversAll : verifyWords.coversPart), good: coversWholeFile ? true : null },
    { name: say(verifyWords.trust), value: sayName(signatureTrustTerms, trust, language), good: trust === 'trusted' ? true : trust === 'unknown' ? null : false },
    { name: say(verifyWords.validThen), ...validityThen(signature, say) },
    { name: say(verifyWords.revocation), ...revocationTold(signature, say) },
    { name: say(verifyWords.issuer), value: authority.join(' · '), good: null },
    ...(certificate === null ? [] : [{ name: say(verifyWords.period), value: say(verifyWords.periodTold, { from: day(certificate.from), until: day(certificate.until) }), good: null }]),
    { name: say(verifyWords.level), value: say(levelWords[level] ?? { vi: level, en: level }), good: null },
    ...(algorithm.length === 0 ? [] : [{ name: say(verifyWords.algorithm), value: algorithm.join(', '), good: null }]),
  ]
}

interface MarkTold {
  readonly tone: 'proof' | 'note' | 'doubt' | 'failure'
  readonly lines: readonly string[]
}

/** What the QR on the page was held against: printed lines, record, scanned pages. */
function qrTold({ qr, agrees }: FoundMark, say: Say): MarkTold {
  if (!qr) return { tone: 'doubt', lines: [say(verifyWords.qrUnread)] }
  const names = { print: verifyWords['qr.print'], record: verifyWords['qr.record'], pages: verifyWords['qr.pages'] }
  const those = (wanted: boolean | null): string => (['print', 'record', 'pages'] as const).filter((name) => agrees[name] === wanted).map((name) => say(names[name])).join(', ')
  const [differing, agreeing] = [those(false), those(true)]
  return {
    tone: differing === '' ? 'note' : 'failure',
    lines: [...(differing === '' ? [] : [say(verifyWords.qrDiffers, { what: differing })]), ...(agreeing === '' ? [] : [say(verifyWords.qrAgrees, { what: agreeing })])],
  }
}

/** What a file tells of a record of this station, and how far that holds. */
function recordTold({ code, record, asKept, otherPages }: FoundMark, say: Say): MarkTold {
  if (record === null) return { tone: 'note', lines: [say(verifyWords.markUnknown, { code })] }
  const standing = record.standing === 'in use' ? [] : [say(record.standing === 'voided' ? verifyWords.markVoided : record.standing === 'replaced' ? verifyWords.markReplaced : verifyWords.markFrozen)]
  if (otherPages === null) return { tone: 'doubt', lines: [say(verifyWords.markNotCompared, { code }), ...standing] }
  if (otherPages.length > 0) return { tone: 'failure', lines: [say(verifyWords.markOtherPages, { code, pages: otherPages.join(', ') }), ...standing] }
  return { tone: standing.length > 0 ? 'doubt' : asKept ? 'proof' : 'note', lines: [say(asKept ? verifyWords.markAsKept : verifyWords.markSamePages, { code }), ...standing] }
}

const tones: readonly MarkTold['tone'][] = ['failure', 'doubt', 'proof', 'note']

/** What the mark of a file says, printed and in its QR, and how far that holds: the worst gives the tone. */
export function markTold(mark: FoundMark, language: Language): MarkTold {
  const told = [recordTold(mark, saying(language)), qrTold(mark, saying(language))]
  return { tone: tones.find((tone) => told.some((one) => one.tone === tone)) ?? 'note', lines: told.flatMap(({ lines }) => lines) }
}
