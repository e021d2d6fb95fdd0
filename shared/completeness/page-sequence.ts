import type { Finding } from '../model/index.ts'
import { printedNumbers, type PrintedNumber } from './page-numbers.ts'
import { beginsAttachment, beginsDocument, type PageView } from './page-view.ts'

/** Below this a number with none after it to confirm it may be a misreading. */
const sureDigit = 0.6
/** A cover has no more lines than this. */
const coverLines = 14

/** A page with its number; `line` undefined for a first page, which is 1 without saying so. */
interface Numbered extends Omit<PrintedNumber, 'line'> {
  readonly line: PrintedNumber['line'] | undefined
  /** Place among the pages that are not blank, from 1. */
  readonly position: number
  /** What is printed here, where it belongs to a page nearby whose own number was not read; `number` is then what belongs here. */
  readonly swappedWith?: number
}

/** Pages that are numbered together: a document, or an attachment that counts from 1 again. */
interface Part {
  /** Position of its first page. */
  readonly from: number
  readonly numbers: readonly Numbered[]
}

/**
 * Gaps, repetitions and disorder in printed page numbers. A page without a number, or whose number was not read, may be
 * any page; one number that disagrees between neighbours that agree is a misreading, unless it is that of a page between them whose own
 * number was not read: then the two were swapped. Blank pages are not counted: they
 * are the backs of sheets printed on one side.
 */
export function pageSequence(allPages: readonly PageView[]): Finding[] {
  const pages = allPages.filter(({ blank }) => !blank)
  const numbers = numbered(pages)
  if (numbers.every(({ line }) => line === undefined)) return []
  const { parts, findings } = partsOf(pages, numbers)
  parts.forEach((part, index) => {
    const end = (parts[index + 1]?.from ?? pages.length + 1) - 1
    findings.push(...orderIn(part, pages), ...endOf(part, pages, end))
  })
  return findings
}

function numbered(pages: readonly PageView[]): Numbered[] {
  const read = printedNumbers(pages).map((number): Numbered => ({ ...number, position: pages.findIndex(({ ordinal }) => ordinal === number.ordinal) + 1 }))
  const [first] = pages
  const silentFirst: Numbered[] = first === undefined || read.some(({ position }) => position === 1) ? []
    : [{ ordinal: first.ordinal, number: 1, total: null, confidence: 1, line: undefined, position: 1 }]
  return withoutMisreadings([...silentFirst, ...read])
}

/** True when `later` has the number that follows from `earlier` by the pages between them. */
function follows(earlier: Pick<Numbered, 'number' | 'position'>, later: Numbered): boolean {
  return later.number - earlier.number === later.position - earlier.position
}

function withoutMisreadings(numbers: readonly Numbered[]): Numbered[] {
  const kept: Numbered[] = []
  numbers.forEach((current, index) => {
    const before = kept.at(-1) ?? { number: 0, position: 0 }
    const next = numbers[index + 1]
    if (follows(before, current)) {
      kept.push(current)
      return
    }
    const expected = String(before.number + current.position - before.position)
    const partlyRead = expected.length > String(current.number).length && (expected.startsWith(String(current.number)) || expected.endsWith(String(current.number)))
    const misread = next === undefined ? current.confidence < sureDigit || partlyRead : follows(before, next) && !follows(current, next)
    if (!misread) kept.push(current)
    else if (next !== undefined && belongsBetween(before, next, current)) kept.push({ ...current, number: Number(expected), swappedWith: current.number })
  })
  return kept
}

/** True when the number of a page belongs to another one between two that agree, on which none was read. */
function belongsBetween(before: Pick<Numbered, 'number' | 'position'>, next: Numbered, { number, position }: Numbered): boolean {
  const place = before.position + number - before.number
  return place > before.position && place < next.position && place !== position
}

function partsOf(pages: readonly PageView[], numbers: readonly Numbered[]): { parts: Part[]; findings: Finding[] } {
  const findings: Finding[] = []
  const parts: { from: number; numbers: Numbered[] }[] = [{ from: 1, numbers: [] }]
  for (const current of numbers) {
    const part = parts.at(-1)
    const before = part?.numbers.at(-1)
    const begun = current.position - current.number + 1
    if (before !== undefined && current.number <= before.number && begun > before.position) {
      if (!mayBegin(pages, before.position + 1, current.position)) findings.push(finding('numbering-restarts', pages[begun - 1]?.ordinal ?? current.ordinal, { page: current.number }))
      parts.push({ from: begun, numbers: [current] })
    } else part?.numbers.push(current)
  }
  return { parts, findings }
}

/** True when one of these pages may begin an attachment, or the page before them is a cover. */
function mayBegin(pages: readonly PageView[], from: number, to: number): boolean {
  const [first] = pages
  const afterCover = from === 2 && first !== undefined && !beginsDocument(first) && first.lines.length <= coverLines
  return afterCover || pages.slice(from - 1, to).some(beginsAttachment)
}

function orderIn(part: Part, pages: readonly PageView[]): Finding[] {
  const findings: Finding[] = []
  let before: Pick<Numbered, 'number' | 'position'> = { number: 0, position: part.from - 1 }
  part.numbers.forEach((current, index) => {
    const between = current.position - before.position
    const lost = current.number - before.number - between
    if (current.swappedWith !== undefined) findings.push(finding('pages-out-of-order', current.ordinal, { number: current.swappedWith, after: current.number }, current))
    else if (current.number === before.number) findings.push(finding('page-repeated', current.ordinal, { number: current.number }, current))
    else if (current.number < before.number) findings.push(finding('pages-out-of-order', current.ordinal, { number: current.number, after: before.number }, current))
    else if (lost > 0) {
      const strayed = part.numbers.some(({ number }, other) => other !== index && number > before.number && number < current.number)
        || (before.number === 0 && pages.slice(current.position).some(beginsDocument))
      // The page that strayed is named where it stands.
      if (!strayed) findings.push(gap(before, current, lost, between === 1))
      else if (before.number === 0) findings.push(finding('pages-out-of-order', current.ordinal, { number: current.number, after: 0 }, current))
    }
    before = current
  })
  return findings
}

function gap(before: Pick<Numbered, 'number'>, current: Numbered, lost: number, exact: boolean): Finding {
  const params = { after: before.number, before: current.number }
  if (!exact) return finding('pages-missing-between', current.ordinal, { ...params, count: lost }, current)
  const first = before.number + 1
  return finding('page-missing', current.ordinal, { ...params, missing: lost === 1 ? String(first) : `${first}–${current.number - 1}` }, current)
}

/** Pages of `n/m` after the last that is there. */
function endOf(part: Part, pages: readonly PageView[], end: number): Finding[] {
  const told = part.numbers.filter(({ total }) => total !== null)
  const total = mostFrequent(told.map((number) => number.total ?? 0))
  const last = part.numbers.at(-1)
  if (total === undefined || last === undefined) return []
  const saying = told.filter((number) => number.total === total)
  if (saying.length < 2 && !saying.some(({ confidence }) => confidence >= sureDigit)) return []
  const follow = pages.slice(last.position, end)
  const attached = follow.findIndex((page) => beginsAttachment(page) || beginsDocument(page))
  const have = last.number + (attached === -1 ? follow.length : attached)
  return have < total ? [finding('last-pages-missing', last.ordinal, { have, total, count: total - have }, last)] : []
}

function mostFrequent(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([, left], [, right]) => right - left)[0]?.[0]
}

function finding(kind: Finding['kind'], page: number, params: Finding['params'], at?: Numbered): Finding {
  return { kind, page, box: at?.line?.box ?? null, params }
}
