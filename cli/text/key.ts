import type { ResultOf } from '../../shared/contract/index.ts'
import { isErrorCode, parseInstant, toVietnamTime } from '../../shared/model/index.ts'
import { explainError, type Language } from '../../shared/words/index.ts'
import type { texts } from '../language.ts'

/** The day of a moment, in Vietnam. */
export const day = (moment: string): string => toVietnamTime(parseInstant(moment)).slice(0, 10)

/** What happened, in one line. */
export function whatOf({ code, params }: { readonly code: string; readonly params: Readonly<Record<string, string | number>> }, language: Language): string {
  return explainError(isErrorCode(code) ? code : 'internal', params, language).what
}

const marks = { 'signs': '✓', 'rests': '‖', 'may not': '✘' } as const

/** One key on a line: whose it is, until when, where it is, and whether it signs. */
export function keyText({ subject, notAfter, kind, officer, use, refusal }: ResultOf<'station.status'>['keys'][number], say: ReturnType<typeof texts>, language: Language): string {
  const whose = officer === null ? say('keyOfAgency') : say('keyOfOfficer', { officer })
  const standing = refusal === null ? say(use === 'signs' ? 'keySigns' : 'keyRests') : whatOf(refusal, language)
  return [`${marks[use]} ${subject}`, day(notAfter), say(kind === 'token' ? 'keyOnTokenShort' : 'keyInFile'), whose, standing].join(' · ')
}
