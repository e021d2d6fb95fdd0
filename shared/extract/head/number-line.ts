import { editDistance, fold, unionOf } from '../../model/index.ts'
import type { Evidence, ProposedField, Word } from '../../model/index.ts'
import { agencyAbbreviations } from './agency-words.ts'
import { initialsOf } from './agency-names.ts'
import { codeOfType, copyCodes, letterTypeName, typeOfCode } from '../document-types.ts'
import type { DocumentType } from '../document-types.ts'
import { filledIn, gapEvidence, toBeRead, wordsWithin } from './filled-in.ts'
import { extendRight } from './header-zones.ts'
import type { HeaderZones } from './header-zones.ts'
import { centreX, centreY, evidenceIn, evidenceOf, rightOf, rowsOf } from '../text/page-layout.ts'
import type { Segment } from '../text/page-layout.ts'
import { belief } from '../confidence.ts'
import { letterCount, trimNoise } from '../text/text-matching.ts'

/** `Số: 37/2026/TT-BCA` as read, parted into number and notation (Decree 30/2020 Annex I, ô 3). */
export interface NumberLine {
  readonly segment: Segment
  /** Where number and notation stand; the number's is the gap between label and notation where it was filled in. */
  readonly numberEvidence: Evidence
  readonly notationEvidence: Evidence
  /** Digits before the first slash; undefined where they are written by pen, cannot be read or are blank. */
  readonly number: string | undefined
  /** 0..1: the rule's belief in the number, the engine's set aside. */
  readonly certainty: number
  /** The engine's least belief in the number's words, 0..1. */
  readonly belief: number
  readonly notation: string | undefined
}

/** A small `s` is a capital that was misread by size alone: only a colon tells it from running text (`số 17 đường …`). */
const label = /^[^\p{L}\p{N}]*(?:(?:S[ốôóòổỗộơớoO06ỏõọồ]|5[ốôóòổỗộơớỏõọồ])(?:\s*[:;.,]|\s*(?=[⁄/])|\s+(?=[\d.…_]))|s[ốôóòổỗồ]\s*[:;])\s*/u
const legalNotation = /^(?:\d{4}\/)?[\p{L}][\p{L}\d.]*(?:[-/&][\p{L}\d.]+)*$/u
/** The slash that begins the notation: a year and a slash, or a capital, follows. */
const notationSlash = /\/\s*(?=\d{4}\s*\/|\p{Lu})/u

/** A notation with white space and look-alike letters mended; what follows it on the line is cut off. */
function tidyNotation(text: string): string | undefined {
  const [first] = text
    .replace(/[Ðð]/gu, 'Đ').replace(/ĐĐ/gu, 'Đ')
    .replace(/[–—−]/gu, '-').replace(/\s*([-/&])[\s-]*/gu, '$1')
    .trim().split(/\s+/u)
  const notation = (first ?? '').replace(/[^\p{L}\p{N}]+$/u, '')
  return legalNotation.test(notation) && notation.length <= 30 ? notation : undefined
}

/** What follows the label: the number and where its notation begins, in characters of the line. */
function parse(text: string): { numberFrom: number; slash: number | undefined; notation: string | undefined } | undefined {
  const line = text.replace(/[⁄∕]/gu, '/')
  const numberFrom = label.exec(line)?.[0].length ?? 0
  const slash = notationSlash.exec(line.slice(numberFrom))
  if (slash === null) return /^\d{1,6}(?=$|\s)/u.test(line.slice(numberFrom)) ? { numberFrom, slash: undefined, notation: undefined } : undefined
  const notation = tidyNotation(line.slice(numberFrom + slash.index + 1))
  return notation === undefined ? undefined : { numberFrom, slash: numberFrom + slash.index, notation }
}

/**
 * Reads the line. Number and slash in one word were typed with the paper; a number that stands apart, or close to its label, was filled
 * in when the paper was issued: by a printing stamp or by pen. What looks written by pen is never read.
 */
function numberLineOf(zones: HeaderZones, segment: Segment): NumberLine | undefined {
  const { layout } = zones
  const parsed = parse(segment.text)
  if (parsed === undefined) return undefined
  const { words } = segment
  const end = parsed.slash ?? segment.text.indexOf(' ', parsed.numberFrom)
  const filling = filledIn(words, segment.text, parsed.numberFrom, end < 0 ? segment.text.length : end, layout.figure)
  const before = wordsWithin(words, 0, Math.max(1, segment.text.slice(0, parsed.numberFrom).trimEnd().length))
  const behind = parsed.slash === undefined ? [] : wordsWithin(words, parsed.slash, segment.text.length)
  const typed = /^\d{1,6}[a-d]?$/iu.test(filling.text)
  const oneStroke = parsed.slash === undefined || (filling.words.length === 1 && behind[0] !== undefined && filling.words.includes(behind[0]))
  const known = typed && (oneStroke || filling.likePrint)
  return {
    segment, notation: parsed.notation, number: known ? filling.text : undefined, belief: filling.belief,
    certainty: parsed.slash === undefined ? 0.8 : oneStroke ? 0.96 : 0.65,
    numberEvidence: known ? evidenceOf(layout, filling.words, 'number-line') : gapEvidence(layout, words, before.at(-1), behind[0], 'number-gap'),
    notationEvidence: evidenceOf(layout, behind.length > 0 ? behind : words, 'number-line'),
  }
}

/** Finds the number line left under the agency, or in the middle under the title of a permit. */
export function readNumberLine(zones: HeaderZones): NumberLine | undefined {
  const { layout } = zones
  for (const segment of zones.segments) {
    if (centreY(segment.box) > 0.5 * layout.height) return lonelyLabel(zones)
    if (!label.test(segment.text)) continue
    const left = centreX(segment.box) < zones.gutter
    const whole = extendRight(zones, segment, left ? zones.gutter + 0.04 * layout.width : rightOf(segment.box) + 0.2 * layout.width)
    const line = numberLineOf(zones, whole)
    if (line !== undefined) return line
  }
  return lonelyLabel(zones)
}

/** A label in the agency's column behind which nothing was read: the number is written over, or the dots before its notation swallowed both. */
function lonelyLabel(zones: HeaderZones): NumberLine | undefined {
  const { layout } = zones
  const segment = zones.segments.find((each) => centreX(each.box) < zones.gutter && centreY(each.box) < 0.25 * layout.height && label.test(each.text) && letterCount(each.text.replace(label, '')) === 0)
  if (segment === undefined) return undefined
  const line = unionOf(segment.words.map((word) => word.box))
  const evidence = evidenceIn(layout, { ...line, width: Math.max(line.width, zones.gutter - line.x) }, segment.words, 'number-gap')
  return { segment, numberEvidence: evidence, notationEvidence: evidence, number: undefined, certainty: 0, belief: 0, notation: undefined }
}

/** The code under the title of a business certificate (`Mã số hộ kinh doanh: …`): such papers have no other number. */
export function proposeRegistrationCode(zones: HeaderZones): ProposedField | undefined {
  const { layout } = zones
  for (const row of rowsOf(layout, zones.segments)) {
    if (centreY(row.box) > 0.5 * layout.height) return undefined
    const code = /^ma so (?:ho kinh doanh|doanh nghiep|chi nhanh|hop tac xa)\s*:?\s*(\d{10}(?:-\d{3}|\d{2})?)(?!\d)/u.exec(fold(row.text))?.[1]
    if (code === undefined) continue
    const believed = Math.min(...row.words.map((word) => word.confidence))
    return { name: 'codeNumber', value: code, confidence: 0.96 * belief(believed), evidence: evidenceOf(layout, row.words, 'registration-code'), failedChecks: [] }
  }
  return undefined
}

/** A notation's parts: year of a legal document, type code, what follows. */
function partsOf(notation: string): { year: string; head: string; tail: string } {
  const [, year = '', head = '', tail = ''] = /^(\d{4}\/)?([^-/&]+)(.*)$/u.exec(notation) ?? []
  return { year, head, tail }
}

/** The document type that a notation's code stands for; undefined for letters and sector numbers. */
export function typeFromNotation(notation: string): DocumentType | undefined {
  return typeOfCode(partsOf(notation).head)
}

/** How an agency is abbreviated in notations: `Bộ Công an` gives `BCA`, a people's committee `UBND`. */
export function abbreviationOf(agency: string): string {
  for (const [name, abbreviation] of Object.entries(agencyAbbreviations)) if (agency === name) return abbreviation
  if (/^(Ủy ban nhân dân|UBND)/u.test(agency)) return 'UBND'
  if (/^(Hội đồng nhân dân|HĐND)/u.test(agency)) return 'HĐND'
  const own = agency.replace(/\s(tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường)\s.*$/u, '')
  return initialsOf(own)
}

/** Capitals that OCR takes for each other. */
const lookAlikes = ['DĐOQ0', 'ITl1|', 'B8', 'S5', 'UVÚ', 'CG', 'NH', 'PR']

/** True when `read` is `wanted` but for one letter that looks like it, or one letter more or less of at least four. */
function looksLike(read: string, wanted: string): boolean {
  if (read.length !== wanted.length) return wanted.length >= 4 && editDistance(read, wanted, 1) <= 1
  const differing = Array.from(wanted, (letter, index) => [letter, read[index] ?? ''] as const).filter(([letter, other]) => letter !== other)
  return differing.length === 1 && differing.every(([letter, other]) => lookAlikes.some((group) => group.includes(letter) && group.includes(other)))
}

/** A notation with its type code and agency mended by one letter where title and agency on the same paper say so. */
function mend(notation: string, type: string | undefined, code: string | undefined, agency: string | undefined): { notation: string; agreements: number; mended: boolean } {
  const { year, head, tail } = partsOf(notation)
  const expected = agency === undefined ? undefined : abbreviationOf(agency)
  const parts = tail.slice(1).split('-')
  let agreements = 0
  let mended = false
  const settle = (read: string, wanted: string): string => {
    if (read !== wanted && !looksLike(read, wanted)) return read
    agreements += 1
    mended ||= read !== wanted
    return wanted
  }
  const letter = type === letterTypeName
  const newHead = letter ? (expected === undefined ? head : settle(head, expected)) : code === undefined ? head : settle(head, code)
  if (code === undefined && typeOfCode(newHead) !== undefined) agreements += 1
  if (!letter && newHead === expected) agreements += 1
  if (!letter && expected !== undefined && parts[0] !== undefined && parts[0] !== '') parts[0] = settle(parts[0], expected)
  const rest = tail === '' ? '' : `${tail[0] ?? ''}${parts.join('-')}`
  return { notation: `${year}${newHead}${rest}`, agreements, mended }
}

/** True when a part of a sector's notation is the initials of the paper's title: `GPXD` of `Giấy phép xây dựng`, `XNTTHN` of `Giấy xác nhận …`. */
function namesTitle(notation: string, type: string | undefined): boolean {
  if (type === undefined || codeOfType(type) !== undefined || type === letterTypeName) return false
  const initials = initialsOf(type)
  return notation.split(/[-/&]/u).some((part) => part.length >= 3 && (part === initials || part === initials.slice(1)))
}

/** True when the document says its own number once more, e.g. on an appendix: `Kèm theo Quyết định số 218/QĐ-UBND`. */
function isRepeated(line: NumberLine, words: readonly Word[]): boolean {
  const own = `${line.number ?? ''}/${line.notation ?? ''}`
  return words.some((word) => !line.segment.words.includes(word) && trimNoise(word.text) === own)
}

/**
 * Proposes number and notation. `type` and `agency` are what the same paper's title and head say:
 * agreement raises belief and mends a misread letter; a number written by pen is left to a person. `words` are all
 * words of the document: where they repeat number and notation, both are believed.
 */
export function proposeNumber(line: NumberLine, type: ProposedField | undefined, agency: ProposedField | undefined, words: readonly Word[]): ProposedField[] {
  const fields: ProposedField[] = []
  const { numberEvidence, notationEvidence, segment } = line
  if (line.number === undefined) {
    fields.push(toBeRead('codeNumber', numberEvidence))
  } else {
    const repeated = line.notation !== undefined && isRepeated(line, words)
    fields.push({ name: 'codeNumber', value: line.number, confidence: repeated ? 0.95 : line.certainty * belief(line.belief), evidence: numberEvidence, failedChecks: [] })
  }
  if (line.notation !== undefined) {
    const code = type === undefined ? undefined : codeOfType(type.value)
    const settled = mend(line.notation, type?.value, code, agency?.value)
    const { notation, mended } = settled
    const agreements = settled.agreements + (namesTitle(notation, type?.value) ? 1 : 0)
    const base = agreements >= 2 ? 0.97 : agreements === 1 ? 0.93 : copyCodes.includes(notation) ? 0.9 : 0.82
    const believed = Math.max(0.7, Math.min(...segment.words.filter((word) => word.text.includes('/')).map((word) => word.confidence)))
    fields.push({
      name: 'codeNotation', value: notation, confidence: base * (mended ? 0.88 : 1) * (agreements >= 2 ? 1 : belief(believed)),
      evidence: mended ? { ...notationEvidence, rule: 'number-line-mended' } : notationEvidence, failedChecks: [],
    })
  }
  return fields
}
