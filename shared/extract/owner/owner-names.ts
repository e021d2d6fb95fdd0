import { isCapitals, capitalised, resembles } from '../text/text-matching.ts'
import { otherPerson } from './owner-numbers.ts'
import { nameLikeness } from '../text/person-names.ts'
import type { ReadingStream } from '../text/reading-stream.ts'

/** A name found in the stream, characters `start` to `end`. */
export interface FoundName {
  readonly value: string
  readonly start: number
  readonly end: number
  readonly rule: string
  readonly kind: 'person' | 'organisation'
  /** What `ông` or `bà` before the name says. */
  readonly address: 'male' | 'female' | undefined
  /** True when it is the only owner. */
  readonly alone: boolean
  /** The rule's own confidence, 0..1. */
  readonly confidence: number
}

/** Labels of the owner's name on result papers; the group is who the label says it is. */
const nameLabels: readonly { pattern: RegExp; rule: string; confidence: number }[] = [
  { pattern: /ho\s*[,.]?\s*chu dem\s*[,.]?\s*(?:va\s*)?ten(?:\s+(vo|chong|nguoi duoc[^:;]{0,30}))?\s*[:;.](?!\S*\s*ngay)/gu, rule: 'full-name-label', confidence: 0.97 },
  { pattern: /cap cho(?:\s+(?:ong|ba)\s*(?:\/|\(|hoac)\s*(?:ong|ba)\)?)?\s*:\s*/gu, rule: 'granted-to', confidence: 0.96 },
  { pattern: /chu ho(?: kinh doanh)?\s*:\s*/gu, rule: 'household-owner', confidence: 0.96 },
  { pattern: /ho (?:va )?ten(?:\s+chu ho(?: kinh doanh)?)?\s*[:;]\s*/gu, rule: 'name-label', confidence: 0.9 },
]

const addressing = /^\s*(?:cho\s+)?(ong|ba|anh|chi|chau)\s*[:.]?\s+/u
const nextWordIsLabel = /^(ngay|gioi|so|giay|noi|dan|quoc|dia|sinh|nam|nu|chuc|thuong|hien|dien|loai|ma|ton)$/u

/** Reads a name at `offset`: capitalised words up to punctuation, a digit, a small letter or the end of its row. */
function nameAt(stream: ReadingStream, offset: number): { value: string; start: number; end: number; address: FoundName['address'] } | undefined {
  const spoken = addressing.exec(stream.folded.slice(offset, offset + 12))
  let at = offset + (spoken?.[0].length ?? 0)
  while (/\s/u.test(stream.text[at] ?? '') || /[.…_:]/u.test(stream.text[at] ?? '')) at += 1
  const start = at
  let end = start
  const words: string[] = []
  while (words.length < 7) {
    const word = /^\p{Lu}[\p{L}'’-]*/u.exec(stream.text.slice(at))?.[0]
    if (word === undefined) break
    const wrapped = words.length > 0 && stream.text[at - 1] === '\n'
    const sameCase = words.length === 0 || isAllCapitals(word) === isAllCapitals(words[0] ?? '')
    if (!sameCase || (wrapped && (!stream.fullRows.has(at - 1) || nextWordIsLabel.test(stream.folded.slice(at, at + word.length))))) break
    words.push(word)
    at += word.length
    end = at
    if (!/\s/u.test(stream.text[at] ?? '')) break
    at += 1
  }
  if (words.length < 2) return undefined
  const address = spoken?.[1] === 'ong' || spoken?.[1] === 'anh' ? 'male' : spoken?.[1] === 'ba' || spoken?.[1] === 'chi' ? 'female' : undefined
  return { value: words.map(nameCase).join(' '), start, end, address }
}

function isAllCapitals(word: string): boolean {
  return !/\p{Ll}/u.test(word)
}

function nameCase(word: string): string {
  return isCapitals(word) ? capitalised(word.toLocaleLowerCase('vi')) : word
}

const particulars = String.raw`(?:[\s,;:(–-]*(?:so dinh danh(?: ca nhan)?|can cuoc(?: cong dan)?|cccd|so)[\s:]*)*[\s,;:(–-]*\d(?:[ .]?\d){11}\s*\)?`
/**
 * What stands between joint owners: `và`, or a comma before `ông` or `bà`, with the first one's number before it or not; or the
 * first one's number and a row of its own for the next.
 */
const joints: readonly RegExp[] = [
  new RegExp(String.raw`^(?:${particulars})?\s*[,;]?\s*(?:va|cung)\s+(?:vo |chong )?(?:la )?(?=ong|ba|\S)`, 'u'),
  new RegExp(String.raw`^(?:${particulars})?\s*[,;]\s*(?=(?:ong|ba)\s+\S)`, 'u'),
  new RegExp(String.raw`^${particulars}[^\n\d]{0,10}\n\s*(?=(?:ong|ba)\s*:?\s+\S)`, 'u'),
]

/** The name at `offset` and those joined to it. */
export function namesAt(stream: ReadingStream, offset: number, rule: string, confidence: number): FoundName[] {
  const names: FoundName[] = []
  let at = offset
  for (let count = 0; count < 6; count++) {
    const name = nameAt(stream, at)
    if (name === undefined || nameLikeness(name.value) < 0.45) break
    names.push({ ...name, rule, confidence, kind: 'person', alone: false })
    const behind = stream.folded.slice(name.end, name.end + 90)
    const joint = joints.map((pattern) => pattern.exec(behind)?.[0]).find((found) => found !== undefined)
    if (joint === undefined) break
    at = name.end + joint.length
  }
  return names
}

function labelledNames(stream: ReadingStream): FoundName[] {
  for (const { pattern, rule, confidence } of nameLabels) {
    const names: FoundName[] = []
    for (const match of stream.folded.matchAll(pattern)) {
      for (const name of namesAt(stream, match.index + match[0].length, rule, confidence)) {
        if (!names.some((other) => other.value === name.value)) names.push(name)
      }
    }
    if (names.length > 0) return names
  }
  return []
}

/** Where a decision says what it decides: Article 1, else everything behind the preamble. */
function operativePart(stream: ReadingStream): { from: number; to: number } {
  const first = /dieu\s*1\s*[.:]/u.exec(stream.folded)
  const from = first?.index ?? 0
  const rest = stream.folded.slice(from)
  const end = first === null ? /noi nhan/u.exec(rest) : /\n\W*(?:dieu\s*2\s*[.:]|noi nhan)/u.exec(rest)
  return { from, to: from + (end?.index ?? rest.length) }
}

/** `ông Mạc Văn A, 099…` or `bà Lò Thị B (số định danh cá nhân 099…)`: a person whose number follows the name. */
function namesWithNumbers(stream: ReadingStream): FoundName[] {
  const { from, to } = operativePart(stream)
  const names: FoundName[] = []
  for (const match of stream.folded.slice(from, to).matchAll(/(?<=^|[\s,;:(])(?=(?:ong|ba)\s*:?\s+\S)/gu)) {
    const offset = from + match.index
    const joined = namesAt(stream, offset, 'name-with-number', 0.95)
    const [first, last] = [joined[0], joined.at(-1)]
    if (first === undefined || last === undefined || !/^\p{Lu}|^[ôb]/u.test(stream.text.slice(offset))) continue
    const behind = stream.folded.slice(last.end, Math.min(to, last.end + 160))
    const nextPerson = Math.min(/(?<=[\s,;])(?:ong|ba)\s|\.\s/u.exec(behind)?.index ?? behind.length, otherPerson.exec(behind)?.index ?? behind.length)
    if (!/(?<!\d)\d(?:[ .]?\d){11}(?!\d)/u.test(stream.folded.slice(first.end, last.end + nextPerson))) continue
    for (const name of joined) if (!names.some((other) => other.value === name.value)) names.push(name)
  }
  return names
}

/** The one person a letter is addressed to. */
function addressee(stream: ReadingStream): FoundName[] {
  const match = /kinh gui\s*:?\s*(?=(?:ong|ba)\s)/u.exec(stream.folded)
  if (match === null) return []
  return namesAt(stream, match.index + match[0].length, 'addressee', 0.75)
}

/**
 * True for a death extract or certificate: by its title or the label of the hour of death. That somebody has died may stand on
 * the papers of the living too (a parent on a birth certificate, a spouse on a confirmation of marital status).
 */
function tellsOfDeath(stream: ReadingStream): boolean {
  const titles = ['trich luc khai tu', 'giay chung tu', 'giay bao tu']
  const rows = stream.text.split('\n')
  const titled = rows.some((row) => isCapitals(row) && titles.some((title) => resembles(row.replace(/\(?BẢN SAO\)?/gu, ''), title, 0.15)))
  return titled || /(?:^|\n)\W*(?:da )?chet (?:vao luc|luc|hoi|ngay)\b/u.test(stream.folded)
}

/** The persons whose result the paper is, and whether it is about somebody's death. */
export function namedPersons(stream: ReadingStream): { names: FoundName[]; deceased: boolean } {
  const names = [labelledNames, namesWithNumbers, addressee].map((rule) => rule(stream)).find((found) => found.length > 0) ?? []
  const deceased = tellsOfDeath(stream) && names.some(({ rule }) => rule === 'full-name-label' || rule === 'name-label')
  return { names: names.map((name) => ({ ...name, alone: names.length === 1 })), deceased }
}

const organisationLabel = /(?:ten (?:doanh nghiep|cong ty|to chuc|chi nhanh|hop tac xa)(?: viet bang tieng viet)?|cap cho)\s*:\s*(?=(?:cong ty|doanh nghiep|hop tac xa|tong cong ty|chi nhanh|tap doan|ngan hang|truong|benh vien|trung tam|quy)\s)/u

/** The text from `start` to the end of its row, and the next row where the first reaches the margin and a name may go on. */
function rowsAt(stream: ReadingStream, start: number): string {
  const first = /^[^\n;(]*/u.exec(stream.text.slice(start))?.[0] ?? ''
  const end = start + first.length
  const ended = /\.\s/u.exec(first)
  if (ended !== null) return first.slice(0, ended.index)
  const next = /^\n(\p{Lu}[^\n;(:]*)(?=\n|$)/u.exec(stream.text.slice(end))
  return next?.[1] !== undefined && stream.fullRows.has(end) && isCapitals(first) === isCapitals(next[1]) ? `${first}\n${next[1]}` : first
}

/** The organisation named by label; absent on papers of persons (a company that only drew the plans is none). */
export function namedOrganisation(stream: ReadingStream): FoundName | undefined {
  const match = organisationLabel.exec(stream.folded)
  if (match === null) return undefined
  const start = match.index + match[0].length
  const row = rowsAt(stream, start)
  const value = row.replace(/,?\s*(?:mã số|địa chỉ|trụ sở).*$/iu, '').replace(/[\s,.]+$/u, '').replace(/\n/gu, ' ')
  return value.length < 8 ? undefined : { value, start, end: start + value.length, rule: 'organisation-label', kind: 'organisation', address: undefined, alone: true, confidence: 0.95 }
}
