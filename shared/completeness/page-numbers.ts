import { fold } from '../model/index.ts'
import type { PageView, PrintedLine } from './page-view.ts'

/** A page number as printed. */
export interface PrintedNumber {
  /** Place in the page ledger, from 1. */
  readonly ordinal: number
  readonly number: number
  /** m of `n/m`. */
  readonly total: number | null
  /** 0..1, the engine's. */
  readonly confidence: number
  readonly line: PrintedLine
}

type Place = 'top centre' | 'top right' | 'bottom centre' | 'bottom right'
interface Candidate extends PrintedNumber { readonly place: Place }

/** Shares of the page's height in which page numbers stand (Decree 30/2020: centred in the top margin), and of its width. */
const topZone = 0.095
const bottomZone = 0.915
const centre = { from: 0.4, to: 0.6 }
const right = 0.8
/** A figure on a page with fewer other words is dirt, or the number of a page without text. */
const fewestWords = 8

const lone = /^[-–—~.·•*|\s]*(\d{1,3})[-–—~·•*|\s]*$/u
const withTotal = /(?:^|(?:trang|page|tr[.]?)\s*:?\s*)(\d{1,3})\s*(?:\/|tren|of)\s*(\d{1,3})\s*$/u
const named = /(?:^|\s)(?:trang|page)\s*:?\s*(\d{1,3})$/u

/**
 * The printed number of each page that has one and on which it was read. Of numbers in several places, those in the
 * place that most pages use; tables and dates in the margins are no page numbers.
 */
export function printedNumbers(pages: readonly PageView[]): PrintedNumber[] {
  const candidates = pages.flatMap((page) => page.lines.flatMap((line) => candidateOf(page, line)))
  const places: readonly Place[] = ['top centre', 'bottom centre', 'bottom right', 'top right']
  const ofPlace = places.map((place) => onePerPage(candidates.filter((candidate) => candidate.place === place)))
  return ofPlace.reduce((best, numbers) => (numbers.length > best.length ? numbers : best), [])
}

function onePerPage(candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter(({ ordinal }, index) => candidates.findIndex((other) => other.ordinal === ordinal) === index)
}

function candidateOf(page: PageView, line: PrintedLine): Candidate[] {
  const place = placeOf(page, line)
  if (place === undefined || page.lines.reduce((sum, { words }) => sum + words.length, 0) < fewestWords) return []
  const text = fold(line.text).trim()
  const found = withTotal.exec(text) ?? named.exec(text) ?? (standsAlone(page, line) ? lone.exec(text) : null)
  const number = Number(found?.[1] ?? 0)
  const total = found?.[2] === undefined ? null : Number(found[2])
  if (number === 0 || (total !== null && total < number)) return []
  const digits = line.words.filter(({ text: word }) => /\d/u.test(word))
  return [{ ordinal: page.ordinal, number, total, confidence: Math.min(...digits.map(({ confidence }) => confidence)), line, place }]
}

function placeOf(page: PageView, { box }: PrintedLine): Place | undefined {
  const middle = (box.x + box.width / 2) / page.width
  const end = (box.x + box.width) / page.width
  const top = (box.y + box.height) / page.height < topZone
  const bottom = box.y / page.height > bottomZone
  if (!top && !bottom) return undefined
  if (middle >= centre.from && middle <= centre.to) return top ? 'top centre' : 'bottom centre'
  if (end >= right) return top ? 'top right' : 'bottom right'
  return undefined
}

/** True when no other line stands on the same height. */
function standsAlone(page: PageView, line: PrintedLine): boolean {
  const { box } = line
  return !page.lines.some((other) => other !== line
    && Math.min(box.y + box.height, other.box.y + other.box.height) - Math.max(box.y, other.box.y) > 0.4 * Math.min(box.height, other.box.height))
}
