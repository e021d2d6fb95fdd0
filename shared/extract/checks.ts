import { calendarDate, isCalendarDate, tidy } from '../model/index.ts'
import type { CalendarDate, FieldName } from '../model/index.ts'
import { codedDocumentTypes } from './document-types.ts'
import { letterCount } from './text/text-matching.ts'

/** What a check may ask besides the value. */
export interface CheckContext {
  /** The day in Vietnam. */
  readonly today: CalendarDate
  /** Training stations accept personal numbers of the place code 099, which no place has. */
  readonly trainingStation: boolean
}

/** Codes of the checks a value can fail. */
export type CheckCode =
  | 'EMPTY' | 'TOO_LONG' | 'NUMBER_MALFORMED' | 'NOTATION_MALFORMED' | 'DATE_MALFORMED' | 'DATE_IN_FUTURE' | 'DATE_TOO_EARLY'
  | 'NAME_MALFORMED' | 'CAPACITY_MALFORMED' | 'URGENCY_UNKNOWN' | 'NO_LETTERS'
  | 'ID_MALFORMED' | 'ID_PLACE_UNKNOWN' | 'ID_BIRTH_IN_FUTURE' | 'ID_BIRTH_DIFFERS' | 'ID_SEX_DIFFERS'
  | 'UNIT_ENDED' | 'ISSUED_AFTER_VALIDITY' | 'YEAR_DIFFERS' | 'AUTHORITY_DIFFERS' | 'POSITION_DIFFERS'

/**
 * Greatest lengths in characters (Decree 30/2020 Annex VI; those it does not name follow OrganName).
 * CodeNumber has 11 there, yet a business certificate's number is its code: 12 digits, or 10, a hyphen and 3.
 */
const longest: Readonly<Record<FieldName, number>> = {
  codeNumber: 14, codeNotation: 30, issuedDate: 10, place: 200, parentAgency: 200, issuingAgency: 200, documentType: 100,
  subject: 500, signerName: 50, signerPosition: 100, signingCapacity: 200, urgency: 30,
}

/** Degrees of urgency (Decree 30/2020 Annex I, ô 10b). */
export const urgencyNames: readonly string[] = ['Hỏa tốc', 'Thượng khẩn', 'Khẩn', 'Hỏa tốc hẹn giờ']

/** No paper of this state is older. */
const earliest = '1945-09-02'

function checkDate(value: string, today: CalendarDate): CheckCode[] {
  if (!isCalendarDate(value)) return ['DATE_MALFORMED']
  if (value > today) return ['DATE_IN_FUTURE']
  return value < earliest ? ['DATE_TOO_EARLY'] : []
}

function checkForm(name: FieldName, value: string, context: CheckContext): CheckCode[] {
  switch (name) {
    case 'codeNumber': return /^(?:\d{1,12}[a-d]?|\d{10}-\d{3})$/iu.test(value) ? [] : ['NUMBER_MALFORMED']
    case 'codeNotation': return /^(?:\d{4}\/)?\p{L}[\p{L}\d.]*(?:[-/&][\p{L}\d.]+)*$/u.test(value) ? [] : ['NOTATION_MALFORMED']
    case 'issuedDate': return checkDate(value, context.today)
    case 'signerName': return /^\p{Lu}\p{L}*(?:[ -]\p{L}+)+$/u.test(value) ? [] : ['NAME_MALFORMED']
    case 'signingCapacity': return /^(?:KT|TM|TL|TUQ|Q)\. \S/u.test(value) ? [] : ['CAPACITY_MALFORMED']
    case 'urgency': return urgencyNames.includes(value) ? [] : ['URGENCY_UNKNOWN']
    case 'place': case 'parentAgency': case 'issuingAgency': case 'documentType': case 'subject': case 'signerPosition':
      return letterCount(value) < 2 ? ['NO_LETTERS'] : []
  }
}

/** Codes of the checks that `value` fails as the field `name`; empty when it passes. For machine and operator alike. */
export function checkField(name: FieldName, value: string, context: CheckContext): readonly CheckCode[] {
  if (tidy(value) === '') return ['EMPTY']
  return [...(value.length > longest[name] ? ['TOO_LONG' as const] : []), ...checkForm(name, value, context)]
}

/** True where a paper may really say what fails the check; a day that is none and nothing at all are no values. */
export function mayStandOnPaper(check: CheckCode): boolean {
  return check !== 'EMPTY' && check !== 'DATE_MALFORMED'
}

/** A day typed as people do (`5/1/2026`, `05-01-2026`, `ngày 5 tháng 1 năm 2026`) as YYYY-MM-DD; undefined when it is none. */
export function parseTypedDate(typed: string): CalendarDate | undefined {
  const text = tidy(typed)
  if (isCalendarDate(text)) return text
  const parts = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$/u.exec(text)
    ?? /^(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})$/iu.exec(text)
  return parts === null ? undefined : calendarDate(Number(parts[3]), Number(parts[2]), Number(parts[1]))
}

/**
 * A typed value in the form that records hold: NFC, single spaces, dates as YYYY-MM-DD, number and notation without `Số:` and spaces,
 * known document types and urgencies in their usual case. What has no such form is only tidied, for `checkField` to judge.
 */
export function normaliseField(name: FieldName, typed: string): string {
  const text = tidy(typed)
  switch (name) {
    case 'issuedDate': return parseTypedDate(text) ?? text
    case 'codeNumber': return text.replace(/^số\s*:?\s*/iu, '').replace(/\s/gu, '')
    case 'codeNotation': return text.replace(/^\//u, '').replace(/[–—]/gu, '-').replace(/\s/gu, '')
    case 'documentType': return known(text, codedDocumentTypes.map((type) => type.name)) ?? text
    case 'urgency': return known(text, urgencyNames) ?? text
    case 'place': case 'parentAgency': case 'issuingAgency': case 'subject': case 'signerName': case 'signerPosition': case 'signingCapacity':
      return text
  }
}

function known(text: string, names: readonly string[]): string | undefined {
  return names.find((name) => name.toLocaleLowerCase('vi') === text.toLocaleLowerCase('vi'))
}
