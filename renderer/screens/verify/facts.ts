import type { FoundMark, VerdictLine } from '../../../shared/contract/index.ts'
import type { ErrorParams } from '../../../shared/model/index.ts'
import { changeTerms, fill, sayName, signatureTrustTerms, verdictReasonTerms, type Language, type Term } from '../../../shared/words/index.ts'
import { clock } from '../../words/dates.ts'
import { verifyWords } from '../../words/verify.ts'

type Signature = VerdictLine['signatures'][number]

/** The verdict as it is shown: a file without any signature is told apart from one whose signature cannot be judged. */
export type ShownVerdict = VerdictLine['verdict'] | 'unsigned'

export function shownVerdict({ verdict, signatures, reasons }: Pick<VerdictLine, 'verdict' | 'signatures' | 'reasons'>): ShownVerdict {
  return verdict === 'indeterminate' && signatures.length === 0 && reasons.includes('NO_SIGNATURE') ? 'unsigned' : verdict
}

const saying = (language: Language) => (words: Term, params: ErrorParams = {}): string => fill(words[language], params)

/** A line about a signature; `good` is null where it is neither for nor against it. */
export interface SignatureFact {
  readonly name: string
  readonly value: string
  readonly good: boolean | null
}

const levelWords: Readonly<Record<string, Term>> = {
  'B-B': verifyWords['level.B-B'], 'B-T': verifyWords['level.B-T'], 'document time stamp': verifyWords['level.document time stamp'], 'not PAdES baseline': verifyWords['level.not PAdES baseline'],
}

/** Reasons in words, once each, what is always so last; a reason that nobody has words for keeps its code. */
export function reasonsText(reasons: readonly string[], language: Language): readonly string[] {
  const first = (reason: string): number => (reason === 'REVOCATION_NOT_CHECKED' ? 1 : 0)
  return [...new Set(reasons)].toSorted((left, right) => first(left) - first(right)).map((reason) => sayName(verdictReasonTerms, reason, language))
}

/** What is to be told of one signature, in the order in which a person asks. */
export function signatureFacts(signature: Signature, language: Language): readonly SignatureFact[] {
  const say = saying(language)
  const { signer, organisation, issuer, time, timeSource, level, trust, intact, coversWholeFile, changesAfter } = signature
  const at = time === null ? say(verifyWords.timeUnknown) : say(timeSource === 'time stamp' ? verifyWords.timeStamped : verifyWords.timeClaimed, { at: clock(time) })
  const changes = changesAfter.map(({ change, page, name }) => fill(changeTerms[change][language], { page: page ?? '–', name: name ?? '–' }))
  return [
    { name: say(verifyWords.signer), value: signer, good: null },
    ...(organisation === null ? [] : [{ name: say(verifyWords.organisation), value: organisation, good: null }]),
    { name: say(verifyWords.time), value: at, good: timeSource === 'time stamp' ? true : null },
    { name: say(verifyWords.content), value: say(intact ? verifyWords.intact : verifyWords.broken), good: intact },
    { name: say(verifyWords.trust), value: sayName(signatureTrustTerms, trust, language), good: trust === 'trusted' ? true : trust === 'unknown' ? null : false },
    { name: say(verifyWords.covers), value: say(coversWholeFile ? verifyWords.coversAll : verifyWords.coversPart), good: coversWholeFile ? true : null },
    { name: say(verifyWords.changes), value: changes.length === 0 ? say(verifyWords.noChanges) : changes.join('; '), good: changes.length === 0 },
    { name: say(verifyWords.level), value: say(levelWords[level] ?? { vi: level, en: level }), good: null },
    { name: say(verifyWords.issuer), value: issuer, good: null },
  ]
}

/** What a file tells of a record of this station, and how far that holds. */
export function markTold({ code, record, asKept, otherPages }: FoundMark, language: Language): { readonly tone: 'proof' | 'note' | 'doubt' | 'failure'; readonly lines: readonly string[] } {
  const say = saying(language)
  if (record === null) return { tone: 'note', lines: [say(verifyWords.markUnknown, { code })] }
  const standing = record.standing === 'in use' ? [] : [say(record.standing === 'voided' ? verifyWords.markVoided : record.standing === 'replaced' ? verifyWords.markReplaced : verifyWords.markFrozen)]
  if (otherPages === null) return { tone: 'doubt', lines: [say(verifyWords.markNotCompared, { code }), ...standing] }
  if (otherPages.length > 0) return { tone: 'failure', lines: [say(verifyWords.markOtherPages, { code, pages: otherPages.join(', ') }), ...standing] }
  return { tone: standing.length > 0 ? 'doubt' : asKept ? 'proof' : 'note', lines: [say(asKept ? verifyWords.markAsKept : verifyWords.markSamePages, { code }), ...standing] }
}
