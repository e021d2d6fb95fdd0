import { calendarDate, editDistance, fold } from '../../model/index.ts'
import type { CalendarDate, Evidence, ProposedField, Word } from '../../model/index.ts'
import { belief } from '../confidence.ts'
import { provinces } from './agency-words.ts'
import { filledIn, gapEvidence, toBeRead, wordsWithin } from './filled-in.ts'
import type { HeaderZones } from './header-zones.ts'
import { centreX, centreY, evidenceOf, rowsOf } from '../text/page-layout.ts'
import type { PageLayout, Segment } from '../text/page-layout.ts'
import { essence, isSpelt, resembles } from '../text/text-matching.ts'

/** A day as written, with how surely its digits were read. */
export interface ReadDate {
  readonly date: CalendarDate
  /** 0..1 */
  readonly confidence: number
  /** Index in the text where `ngày` begins. */
  readonly index: number
  /** Where day, month and year stand in the text, each from and to. */
  readonly parts: readonly [day: Span, month: Span, year: Span]
}

type Span = readonly [from: number, to: number]

const gap = String.raw`[^\p{L}\p{N}]*`
const spelledDate = new RegExp(
  String.raw`ng[àaáạâăảã]y${gap}([^\s,;]{1,3}(?:\s\d)?)${gap}th[áaàâăắảãạóô]n[gạ]${gap}([^\s,;]{1,3}(?:\s\d)?)${gap}n[ăaâàáặắằ]m${gap}(\S{4})`, 'dgiu')
const misread: Readonly<Record<string, string>> = { O: '0', o: '0', l: '1', I: '1', ']': '1', '|': '1', Z: '2', z: '2', S: '5', B: '8' }

/** Digits of a token that is at least half digits; a token without a digit is handwriting or dust and is never guessed. */
function digitsOf(token: string): { value: number; mended: boolean; length: number } | undefined {
  const bare = token.replace(/\s/gu, '').replace(/[.,]+$/u, '')
  if (/^\d+$/u.test(bare)) return { value: Number(bare), mended: false, length: bare.length }
  if (!/\d/u.test(bare)) return undefined
  const mended = Array.from(bare, (letter) => misread[letter] ?? letter).join('')
  return /^\d+$/u.test(mended) ? { value: Number(mended), mended: true, length: mended.length } : undefined
}

/**
 * All days written as `ngày … tháng … năm …` in `text`, left to right. Days that do not exist are left out.
 * Years before 1945 or behind `lastYear` are misread, not meant.
 * Decree 30/2020 Annex I wants days below 10 and months 1, 2 padded with 0: a bare digit means one may be lost.
 */
export function spelledDates(text: string, lastYear = 2200): ReadDate[] {
  const dates: ReadDate[] = []
  for (const match of text.matchAll(spelledDate)) {
    const [day, month, year] = [digitsOf(match[1] ?? ''), digitsOf(match[2] ?? ''), digitsOf(match[3] ?? '')]
    const [, dayAt, monthAt, yearAt] = match.indices ?? []
    if (dayAt === undefined || monthAt === undefined || yearAt === undefined) continue
    if (day === undefined || month === undefined || year === undefined || year.value < 1945 || year.value > lastYear) continue
    const date = calendarDate(year.value, month.value, day.value)
    if (date === undefined) continue
    const mended = day.mended || month.mended || year.mended
    const padded = !(day.length === 1 || (month.length === 1 && month.value <= 2))
    dates.push({ date, confidence: (mended ? 0.5 : 0.97) * (padded ? 1 : 0.7), index: match.index, parts: [dayAt, monthAt, yearAt] })
  }
  return dates
}

/** Place and date of issue as read (Decree 30/2020 Annex I, ô 4). */
export interface DateLine {
  readonly layout: PageLayout
  readonly segment: Segment
  /** Undefined where day, month or year is written by pen, cannot be read or is blank. */
  readonly read: ReadDate | undefined
  /** Where the date stands, from `ngày` to the year. */
  readonly dateEvidence: Evidence
  readonly place: string | undefined
  readonly placeEvidence: Evidence
  readonly rule: string
}

/** Where the date begins behind the place; OCR may have lost `ngày`, or `ngày` and `tháng`, together with a handwritten day. */
const datePart = /[,.]\s*ng[àaáạâăảã]\S*|[,.]?\s*ng[àaáạâăảã]y(?=[^\p{L}])|[,.]\s*(?=(?:th[áaàâ]ng|\d{1,2}\s+n[ăaâ]m)\s)/iu
/** What stands before other days than that of issue. */
const notIssue = /^(?:can cu|theo|thuc hien|xet|luat|nghi dinh|quyet dinh|dang ky)(?=\s|$)|^(?:sinh|tu|den|cap|ky|gio)$/u

function placeBefore(text: string): string | undefined {
  const at = datePart.exec(text)
  if (at === null) return undefined
  const before = text.slice(0, at.index).replace(/[^\p{L}]+$/u, '')
  return /((?:Th[àaá]nh ph[ốôóổồ]\s+|Th[ịi] x[ãa]\s+|Th[ịi] tr[ấâ]n\s+)?(?:\p{Lu}[\p{L}.]*\s*-?\s*){1,5})$/u.exec(before)?.[1]?.trim()
}

function dateLineOf(layout: PageLayout, segment: Segment, rule: string, today: CalendarDate): DateLine | undefined {
  const text = segment.text
  const at = datePart.exec(text)
  if (at === null || !/th\p{L}ng|n[ăaâ]m\s*\d/iu.test(text.slice(at.index))) return undefined
  const place = placeBefore(text)
  if (place === undefined || notIssue.test(fold(place)) || letters(text.slice(0, at.index)) > letters(place) + 3) return undefined
  const comma = /[,.]/u.test(text.slice(0, at.index + at[0].length))
  const read = printedDate(layout, segment, Number(today.slice(0, 4)) + 1)
  const dateWords = wordsWithin(segment.words, at.index + (/^[,.]\s*/u.exec(at[0])?.[0].length ?? 0), read?.parts[2][1] ?? text.length)
  return {
    layout, segment, rule, read, place: comma ? place : undefined,
    dateEvidence: read === undefined ? gapEvidence(layout, dateWords, dateWords[0], dateWords.at(-1), `${rule}-gap`) : evidenceOf(layout, dateWords, rule),
    placeEvidence: evidenceOf(layout, wordsWithin(segment.words, text.lastIndexOf(place, at.index), at.index), rule),
  }
}

/**
 * The first date of a line, where day, month and year are print. What looks written by pen is none: the engine reads a pen's 20
 * as 09. A day that stands close to `ngày` was filled in after the line was typed, by printing stamp or pen: it is doubted.
 */
function printedDate(layout: PageLayout, { words, text }: Segment, lastYear: number): ReadDate | undefined {
  const [read] = spelledDates(text, lastYear)
  if (read === undefined) return undefined
  const parts = read.parts.map(([start, end]) => filledIn(words, text, start, end, layout.figure))
  if (parts.some((part) => !part.likePrint)) return undefined
  return { ...read, confidence: read.confidence * (parts.some((part) => part.glued) ? 0.6 : 1) }
}

function letters(text: string): number {
  return essence(text).length
}

/** The line of place and date right under the national title; else the one above a signature (certificates). */
export function readDateLine(zones: HeaderZones, layouts: readonly PageLayout[], today: CalendarDate): DateLine | undefined {
  const { layout } = zones
  const head = zones.segments.filter((segment) => centreY(segment.box) < 0.45 * layout.height && centreX(segment.box) > 0.8 * zones.gutter)
  for (const row of rowsOf(layout, head)) {
    const line = dateLineOf(layout, row, 'date-line', today)
    if (line !== undefined) return line
  }
  for (const other of layouts) {
    const right = other.segments.filter((segment) => centreX(segment.box) > 0.5 * other.width)
    for (const row of rowsOf(other, right)) {
      const line = dateLineOf(other, row, 'date-line-above-signature', today)
      if (line !== undefined && line.read !== undefined) return line
    }
  }
  return undefined
}

/** The day of the latest change printed on a business household's certificate: that is when it was issued. */
export function readLatestChange(layouts: readonly PageLayout[], today: CalendarDate): ProposedField | undefined {
  for (const layout of layouts) {
    const rows = rowsOf(layout)
    for (const [index, row] of rows.entries()) {
      const next = rows[index + 1]
      const words = [...row.words, ...(next?.words ?? [])]
      const text = words.map((word) => word.text).join(' ')
      const change = /thay\s+đ[ổôốồóò]i\s+l[ầâấậà]n\s+th[ứưửừu]/iu.exec(row.text)
      if (change === null) continue
      const latest = spelledDates(text).filter((read) => read.index > change.index && read.date <= today)
        .sort((one, other) => (one.date < other.date ? 1 : -1))[0]
      if (latest === undefined) continue
      const evidence = evidenceOf(layout, dateWords(words, text, latest.index), 'latest-change')
      return { name: 'issuedDate', value: latest.date, confidence: latest.confidence, evidence, failedChecks: [] }
    }
  }
  return undefined
}

/** The words of `ngày … tháng … năm …` that begin at `index` of their joined text. */
function dateWords(words: readonly Word[], text: string, index: number): readonly Word[] {
  const first = text.slice(0, index).split(' ').length - 1
  return words.slice(first, first + 6)
}

/** Proposes date and place of issue; a place known by law, or found in the agency's name, mends lost tones. A date written by pen is left to a person. */
export function proposeDate(line: DateLine, agencyPlace: string | undefined): ProposedField[] {
  const { read, place, segment, dateEvidence, placeEvidence } = line
  const believed = read === undefined ? 0 : Math.min(...wordsWithin(segment.words, read.parts[0][0], read.parts[2][1]).filter((word) => /\d/u.test(word.text)).map((word) => word.confidence), 1)
  const date: ProposedField = read === undefined
    ? toBeRead('issuedDate', dateEvidence)
    : { name: 'issuedDate', value: read.date, confidence: read.confidence * belief(believed), evidence: dateEvidence, failedChecks: [] }
  if (place === undefined) return [date]
  return [date, { name: 'place', ...settlePlace(place, agencyPlace, segment), evidence: placeEvidence, failedChecks: [] }]
}

function settlePlace(read: string, agencyPlace: string | undefined, segment: Segment): { value: string; confidence: number } {
  // A name that was itself read amiss mends none that was read well.
  const amiss = agencyPlace !== undefined && !isSpelt(agencyPlace) && isSpelt(read)
  const known = [...(agencyPlace === undefined || amiss ? [] : [agencyPlace]), ...provinces]
  const exact = known.find((name) => name.toLocaleLowerCase('vi') === read.toLocaleLowerCase('vi'))
  if (exact !== undefined) return { value: exact, confidence: 0.98 }
  const near = known.find((name) => essence(name) === essence(read)) ?? known.find((name) => resembles(read, name, 0.13) && editDistance(essence(name), essence(read)) <= 1)
  if (near !== undefined) return { value: near, confidence: 0.92 }
  return { value: read, confidence: 0.9 * belief(segment.confidence) }
}
