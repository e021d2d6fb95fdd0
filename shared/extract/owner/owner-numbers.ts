import type { ReadingStream } from '../text/reading-stream.ts'

/** A number found in the stream, characters `start` to `end`. */
export interface FoundNumber {
  readonly value: string
  readonly start: number
  readonly end: number
  readonly rule: string
}

const idLabel = String.raw`so dinh danh(?: ca nhan)?|giay to tuy than|can cuoc(?: cong dan)?|cccd|ma so ho kinh doanh|so ho kinh doanh|dinh danh`
const twelve = String.raw`(?<!\d)\d(?:[ .]?\d){11}(?!\d)`
const labelled = new RegExp(String.raw`(?:${idLabel})[^\d]{0,60}?(${twelve}(?:\s*(?:;|,|va)\s*${twelve})*)`, 'gu')
const single = new RegExp(twelve, 'gu')
/** Where another person's particulars begin: numbers from there on are not the owners'. On a birth certificate that is the mother. */
export const otherPerson = /nguoi (?:yeu cau|di khai|khai sinh|thuc hien|dai dien|ky|lien he|nop|nhan|me|cha|giam ho|duoc uy quyen)|(?:cha|me) (?:de|nuoi)\b|lien he|ket hon voi|uy quyen cho|noi nhan/u

const behindName = new RegExp(String.raw`^[\s,;(:-]{0,4}(?:so\s*)?(${twelve})`, 'u')

/**
 * Personal numbers of twelve digits from the end of the first name on: behind a label, or directly behind a name.
 * The search ends at `to`, and where another person's particulars begin.
 */
export function identityNumbersIn(stream: ReadingStream, nameEnds: readonly number[], to: number): FoundNumber[] {
  const from = Math.min(...nameEnds)
  const scope = stream.folded.slice(from, to)
  const stop = otherPerson.exec(scope)?.index ?? scope.length
  const own = scope.slice(0, stop)
  const found = new Map<number, FoundNumber>()
  const add = (start: number, text: string, rule: string): void => {
    const value = text.replace(/\D/gu, '')
    if ([...found.values()].some((number) => number.value === value)) return
    found.set(start, { value, start: from + start, end: from + start + text.length, rule })
  }
  for (const match of own.matchAll(labelled)) {
    const list = match[1] ?? ''
    const offset = match.index + match[0].length - list.length
    for (const number of list.matchAll(single)) add(offset + number.index, number[0], 'number-by-label')
  }
  for (const end of nameEnds) {
    const direct = behindName.exec(own.slice(end - from))
    if (direct?.[1] !== undefined) add(end - from + direct[0].length - direct[1].length, direct[1], 'number-behind-name')
  }
  return [...found.values()].sort((one, other) => one.start - other.start)
}

const listed = new RegExp(String.raw`^[^\d\n]{0,40}\n?[^\d\n]{0,10}(${twelve}(?:\s*(?:;|,|va)\s*${twelve})*)`, 'u')

/** The personal numbers, one or several in a list, right behind a label that ends at `at`. */
export function numbersBehind(stream: ReadingStream, at: number, to: number): FoundNumber[] {
  const match = listed.exec(stream.folded.slice(at, to))
  const list = match?.[1]
  if (match === null || list === undefined) return []
  const offset = at + match[0].length - list.length
  return [...list.matchAll(single)].map((number) => ({
    value: number[0].replace(/\D/gu, ''), start: offset + number.index, end: offset + number.index + number[0].length, rule: 'number-by-label',
  }))
}

/** An enterprise's code: ten digits, or ten and three for a branch. */
export function organisationCodeIn(stream: ReadingStream): FoundNumber | undefined {
  const match = /ma so (?:doanh nghiep|thue|hop tac xa|chi nhanh)[^\d\n]{0,30}(\d{10}(?:-\d{3})?)(?!\d)/u.exec(stream.folded)
  if (match?.[1] === undefined) return undefined
  const end = match.index + match[0].length
  return { value: match[1], start: end - match[1].length, end, rule: 'organisation-code' }
}
