import { fold, type Finding } from '../model/index.ts'
import type { PageView, PrintedLine } from './page-view.ts'

/** Numbered headings whose sequence must have no gap (Decree 30/2020 Annex I: điều, chương). */
type HeadingKind = 'điều' | 'chương'

interface Heading {
  readonly kind: HeadingKind
  readonly number: number
  /** The engine's belief in its figure, 0..1. */
  readonly confidence: number
  readonly page: PageView
  readonly line: PrintedLine
}

/** Below this a figure may be a misreading. */
const sureFigure = 0.6
/** More than this many headings are not lost at once without a page number telling so. */
const farthestJump = 15

/** Words after which a line break falls within a reference (`theo quy định tại / Điều 5 Luật …`), without tones. */
const leadsIntoReference = /(?:^|\s)(?:tai|theo|va|cua|voi|tu|den|hoac|cac|nhung|khoan|diem|muc|chuong|phan|nhu|trong|o|bo|sua doi|bo sung|khoan \S+|diem \S+|so \d+)[,]?$/u
const opened = /^[“"„«'‘(]/u
const article = /^(?:d[i1l][eu]{1,2}u?|dieu)\s*[.,]?\s*([0-9lioszg§]{1,3})\s*([.:,;)]|$|-)/u
const chapter = /^ch[uo]{1,2}ng\s+([ivxl1]{1,6})\s*[.:]?\s*$/u
const roman: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50 }

/**
 * Gaps in `Điều n` and `Chương n`. Only headings count: at the start of a line, followed by a point or colon, not led into
 * by the line before as a reference is, not quoted. An attachment counts from 1 again.
 */
export function headingSequence(pages: readonly PageView[]): Finding[] {
  const lines = pages.flatMap((page) => page.lines.map((line) => ({ page, line })))
  return (['điều', 'chương'] as const).flatMap((kind) => {
    const headings = lines.flatMap(({ page, line }, index) => headingOf(kind, page, line, lines[index - 1]))
    return gapsIn(headings, kind === 'điều' ? (from, to, number) => lines.some(({ page, line }) => page.ordinal >= from && page.ordinal <= to && mayBeArticle(line, number)) : () => false)
  })
}

function headingOf(kind: HeadingKind, page: PageView, line: PrintedLine, before: { page: PageView; line: PrintedLine } | undefined): Heading[] {
  const text = fold(line.text).trim()
  if (opened.test(text)) return []
  const found = (kind === 'điều' ? article : chapter).exec(text)
  const number = found === null ? 0 : kind === 'điều' ? figureOf(found[1] ?? '') : romanOf(found[1] ?? '')
  if (number === 0) return []
  if (kind === 'điều' && before !== undefined && before.page === page && leadsIntoReference.test(fold(before.line.text).trim())) return []
  return [{ kind, number, confidence: Math.min(...line.words.slice(0, 2).map(({ confidence }) => confidence)), page, line }]
}

/** A figure in which single digits were read as letters. */
function figureOf(text: string): number {
  const digits = text.replace(/[li]/gu, '1').replace(/o/gu, '0').replace(/z/gu, '2').replace(/[s§]/gu, '5').replace(/g/gu, '9')
  return Number(digits)
}

function romanOf(text: string): number {
  const values = Array.from(text.replace(/1/gu, 'i'), (letter) => roman[letter] ?? 0)
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0)
}

/** True for a line that could be the heading of this article though its words are misread or run together. */
function mayBeArticle({ text }: PrintedLine, number: number): boolean {
  const start = fold(text).replace(/^[^a-z0-9]+/u, '').slice(0, 14)
  const loose = /^(?:[do0b]?[i1lj][eéo]{1,2}[uvn]{0,2}|dl?eu|d\S{2,4})\s*[.,]?\s*([0-9lioszgb§]{1,3})(?!\d)/u.exec(start)
  if (loose !== null && figureOf((loose[1] ?? '').replace(/b/gu, '8')) === number) return true
  return new RegExp(`^d[i1l]\\S{1,3}\\s*[^0-9\\s]{0,2}\\s?${String(number)}[.:,]`, 'u').test(start)
}

type MayStand = (fromOrdinal: number, toOrdinal: number, number: number) => boolean

/** Follows one kind of heading through the document. */
function gapsIn(headings: readonly Heading[], mayStand: MayStand): Finding[] {
  const findings: Finding[] = []
  let last: { number: number; page: number } = { number: 0, page: 1 }
  let strayed: Heading[] = []
  headings.forEach((heading, index) => {
    const { number } = heading
    const page = heading.page.ordinal
    const part = partFrom(headings, index + 1)
    if (number === last.number + 1 || number === 1) {
      if (number === 1) strayed = []
      last = { number, page }
    } else if (number > last.number) {
      if (part.some((later) => later.number === last.number + 1)) {
        // Quoted, or from a page that stands too early: only the latter begins a page.
        if (last.page !== page) strayed.push(heading)
      } else if (part[0]?.number === last.number + 2) last = { number: last.number + 1, page }
      else if (isBelievable(heading, last.number, part)) {
        const lost = numbersBetween(last.number, number).filter((missing) => !mayStand(last.page, page, missing))
        const elsewhere = strayed.filter((early) => lost.includes(early.number))
        findings.push(...disorder(elsewhere), ...missing(heading, last.number, lost.filter((one) => !elsewhere.some((early) => early.number === one))))
        strayed = strayed.filter((early) => !elsewhere.includes(early))
        last = { number, page }
      }
    }
    if (part.length === 0) findings.push(...disorder(strayed.filter((early) => early.number === last.number + 1)))
  })
  return findings
}

/** The headings from `index` on that count together. */
function partFrom(headings: readonly Heading[], index: number): readonly Heading[] {
  const rest = headings.slice(index)
  const restart = rest.findIndex(({ number }) => number === 1)
  return restart === -1 ? rest : rest.slice(0, restart)
}

/** A far jump that nothing follows, or a figure that the engine doubts, is a law that is cited. */
function isBelievable(heading: Heading, last: number, part: readonly Heading[]): boolean {
  const goesOn = part.some(({ number }) => number === heading.number + 1)
  return goesOn || (heading.number - last <= farthestJump && heading.confidence >= sureFigure)
}

function numbersBetween(low: number, high: number): number[] {
  return Array.from({ length: high - low - 1 }, (_, step) => low + 1 + step)
}

function missing(heading: Heading, after: number, lost: readonly number[]): Finding[] {
  const [first] = lost
  const end = lost.at(-1)
  if (first === undefined || end === undefined) return []
  return [at('heading-missing', heading, { missing: first === end ? String(first) : `${first}–${end}`, after, before: heading.number })]
}

function disorder(early: readonly Heading[]): Finding[] {
  const [first] = early
  return first === undefined ? [] : [at('headings-out-of-order', first, { number: first.number })]
}

function at(kind: Finding['kind'], { kind: heading, page, line }: Heading, params: Finding['params']): Finding {
  return { kind, page: page.ordinal, box: line.box, params: { heading, ...params } }
}
