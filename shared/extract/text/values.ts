import { calendarDate } from '../../model/index.ts'
import type { ReadingStream } from './reading-stream.ts'

/** A value found in the stream, characters `start` to `end`. */
export interface FoundValue {
  readonly value: string
  readonly start: number
  readonly end: number
}

const lead = /^[\s:;.,…_/-]*/u
const longestText = 200

/** Where a value may begin: behind white space, rules and punctuation. */
function startOf(stream: ReadingStream, at: number): number {
  return at + (lead.exec(stream.text.slice(at, at + 60))?.[0].length ?? 0)
}

/** A day right at `at`, in figures or `ngày … tháng … năm …`, as YYYY-MM-DD; the year alone (YYYY) where no more is told. */
export function dayAt(stream: ReadingStream, at: number): FoundValue | undefined {
  const start = startOf(stream, at)
  const rest = stream.folded.slice(start, start + 60)
  const parts = /^(?:ngay\s*)?(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?!\d)/u.exec(rest) ?? /^(?:ngay\s*)?(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*(\d{4})(?!\d)/u.exec(rest)
  if (parts !== null) {
    const value = calendarDate(Number(parts[3]), Number(parts[2]), Number(parts[1]))
    return value === undefined ? undefined : { value, start, end: start + parts[0].length }
  }
  const year = /^(?:nam\s*)?((?:19|20)\d{2})(?![\d/.-]\d|\d)/u.exec(rest)
  return year?.[1] === undefined ? undefined : { value: year[1], start, end: start + year[0].length }
}

/** `Nam` or `Nữ` right at `at`, as `male` or `female`. */
export function sexAt(stream: ReadingStream, at: number): FoundValue | undefined {
  const start = startOf(stream, at)
  const word = /^(nam|nu)(?![a-z])/u.exec(stream.folded.slice(start, start + 4))?.[1]
  return word === undefined ? undefined : { value: word === 'nam' ? 'male' : 'female', start, end: start + word.length }
}

/** What begins another statement: an address ends before it. */
const nextStatement = new RegExp(String.raw`[;(]|(?<=[a-z0-9]{4})\.(?=\s|$)|[.,;]?\s(?:so dinh danh|so giay|cccd|can cuoc|ngay cap|ngay sinh|sinh ngay|sinh nam|gioi tinh|dan toc|quoc tich|dien thoai|so dt|ma so|email|fax|nghe nghiep|chuc vu|noi cap|duoc|la chu|la nguoi|va (?:ong|ba)|cung (?:ong|ba))(?![a-z])`, 'u')

/** Text from `at` to the end of its row; where the row reaches the margin (and `wraps`) on into the next, unless that begins with a number or a label. */
export function textAt(stream: ReadingStream, at: number, wraps = false): FoundValue | undefined {
  const start = startOf(stream, at)
  let end = stream.text.indexOf('\n', start)
  if (end < 0) end = stream.text.length
  const next = stream.text.slice(end + 1, end + 1 + longestText).split('\n')[0] ?? ''
  if (wraps && stream.fullRows.has(end) && !/^\W*\d|^[^:]{0,40}:/u.test(next)) end += 1 + next.length
  return trimmed(stream, start, Math.min(end, start + longestText))
}

/** An address at `at`: text up to what begins another statement. */
export function addressAt(stream: ReadingStream, at: number): FoundValue | undefined {
  const text = textAt(stream, at, true)
  if (text === undefined) return undefined
  const stop = nextStatement.exec(stream.folded.slice(text.start, text.end))
  const address = stop === null ? text : trimmed(stream, text.start, text.start + stop.index)
  return address === undefined || (address.value.match(/\p{L}/gu)?.length ?? 0) < 6 ? undefined : address
}

/** Figures, letters and signs right at `at` that fit `shape` sign by sign: `9` a figure, `A` a capital, `a` a small letter, any other sign itself. */
export function shapedAt(stream: ReadingStream, at: number, shape: string): FoundValue | undefined {
  const start = startOf(stream, at)
  const signs = Array.from(shape)
  const text = stream.text.slice(start, start + signs.length)
  const fits = text.length === signs.length && signs.every((sign, index) => {
    const found = text[index] ?? ''
    if (sign === '9') return /\d/u.test(found)
    if (sign === 'A') return /\p{Lu}/u.test(found)
    return sign === 'a' ? /\p{Ll}/u.test(found) : found === sign
  })
  return fits && !/^[\p{L}\d]/u.test(stream.text.slice(start + signs.length)) ? { value: text, start, end: start + text.length } : undefined
}

function trimmed(stream: ReadingStream, start: number, end: number): FoundValue | undefined {
  const text = stream.text.slice(start, end).replace(/[\s,.;:…_-]+$/u, '')
  return text === '' ? undefined : { value: text.replace(/\s+/gu, ' '), start, end: start + text.length }
}
