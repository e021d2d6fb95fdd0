import { instant, toVietnamTime, type ErrorCode, type ErrorParams, type FindingKind } from '../model/index.ts'
import type { ErrorText } from './error-text.ts'
import { errorTexts } from './errors.ts'
import { rightTerms } from './doctor.ts'
import { fill } from './fill.ts'
import { findingTerms, findingTexts } from './findings.ts'
import type { Language, Term } from './language.ts'
import { templateFaultTerms } from './reading-templates.ts'
import { scanRefusalTexts } from './scan-refusals.ts'
import { agreementTerms, checkTerms, dossierTerms, fieldTerms, notReusableTerms, receiverRefusalTerms, recipientTerms, settingTerms, targetTerms, workTerms } from './terms.ts'
import { verdictReasonTerms } from './verdict-reasons.ts'

type Terms = Readonly<Record<string, Term>>

/** How people say one of the program's own names; the name itself where there is no word for it. */
export function sayName(terms: Terms, name: string, language: Language): string {
  return terms[name]?.[language] ?? name
}

/** Parameters that are names of the program's own (one, or several with commas between), and how people say them. Others, and unknown names, are shown as they are. */
const saidAs: Readonly<Partial<Record<ErrorCode, Readonly<Record<string, Terms>>>>> = {
  not_a_scan: { why: scanRefusalTexts },
  paper_incomplete: findingTerms,
  reading_template_invalid: { why: templateFaultTerms },
  wrong_state: { state: workTerms },
  right_missing: { right: rightTerms },
  recipient_uncertain: { why: recipientTerms },
  dossier_differs: { what: dossierTerms },
  capture_differs: { what: dossierTerms },
  field_invalid: { field: fieldTerms, check: checkTerms },
  not_configured: { setting: settingTerms },
  original_undecided: { reason: verdictReasonTerms },
  duplicate_result: { agrees: agreementTerms },
  result_not_reusable: { why: notReusableTerms },
  shared_file_untrusted: { reason: verdictReasonTerms },
  signature_check_failed: { reason: verdictReasonTerms },
  hub_unreachable: { target: targetTerms },
  hub_busy: { target: targetTerms },
  hub_untrusted: { target: targetTerms },
  hub_refused: { target: targetTerms, reason: receiverRefusalTerms },
  hub_receipt_invalid: { target: targetTerms },
  hub_digest_mismatch: { target: targetTerms },
}

const isFindingKind = (name: string): name is FindingKind => Object.hasOwn(findingTexts, name)

/** The text of an error; of an incomplete paper, that of its finding. */
function textOf(code: ErrorCode, { finding }: ErrorParams, language: Language): ErrorText {
  return code === 'paper_incomplete' && typeof finding === 'string' && isFindingKind(finding) ? findingTexts[finding][language] : errorTexts[code][language]
}

/** A moment or a day as people write it, in Vietnam's time: `09:12 08/07/2024`. Anything else as it stands. */
function sayTime(value: string): string {
  const [, year, month, day, time] = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}):\d{2}\+07:00)?$/u.exec(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/u.test(value) ? toVietnamTime(instant(new Date(value))) : value) ?? []
  if (year === undefined || month === undefined || day === undefined) return value
  return `${time === undefined ? '' : `${time} `}${day}/${month}/${year}`
}

/** The three sentences of an error in a language. */
export function explainError(code: ErrorCode, params: ErrorParams, language: Language): ErrorText {
  const text = textOf(code, params, language)
  const named = Object.entries(saidAs[code] ?? {}).flatMap(([name, terms]) => {
    const value = params[name]
    return value === undefined ? [] : [[name, String(value).split(', ').map((part) => sayName(terms, part, language)).join(', ')] as const]
  })
  const timed = Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? sayTime(value) : value] as const)
  const said = { ...Object.fromEntries(timed), ...Object.fromEntries(named) }
  return { what: fill(text.what, said), why: fill(text.why, said), todo: fill(text.todo, said) }
}
