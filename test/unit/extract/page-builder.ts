import { extract } from '../../../shared/extract/index.ts'
import type { Extraction, FieldName, PageGeometry, PageText, ProposedField, Word } from '../../../shared/model/index.ts'
import { instant, vietnamDate } from '../../../shared/model/index.ts'

/** An A4 page at 200 dpi, px. */
export const pageWidth = 1654
export const pageHeight = 2339

/** Height of a typed line and mean width of a character at 14 pt and 200 dpi, px. */
const lineHeight = 36
const characterWidth = 15

/** One line of text on a page; `centre` or `left` in px, `top` in px. */
export interface TypedLine {
  readonly text: string
  readonly top: number
  readonly left?: number
  readonly centre?: number
  readonly confidence?: number
}

/** Middle of the agency's column, of the national title's, and of the text, px. */
export const agencyMiddle = 440
export const titleMiddle = 1130
export const textMiddle = 890
export const margin = 276

function wordsOfLine(line: TypedLine, number: number): Word[] {
  const width = line.text.length * characterWidth
  let x = line.left ?? (line.centre ?? textMiddle) - width / 2
  return line.text.split(' ').flatMap((text) => {
    const box = { x, y: line.top, width: text.length * characterWidth, height: lineHeight }
    x += (text.length + 1) * characterWidth
    return text === '' ? [] : [{ text: text.normalize('NFC'), box, confidence: line.confidence ?? 0.96, block: number, paragraph: 1, line: 1 }]
  })
}

export interface BuiltPage {
  readonly text: PageText
  readonly geometry: PageGeometry
}

export const a4Geometry: PageGeometry = {
  rawWidth: pageWidth, rawHeight: pageHeight, mirrored: false, turn: 0, skew: 0, width: pageWidth, height: pageHeight, dpi: 200, dpiSource: 'image',
}

/** A page with these lines, each a line of its own to OCR; several lines may share a height. */
export function page(...lines: readonly (TypedLine | readonly TypedLine[])[]): BuiltPage {
  const words = lines.flat().flatMap((line, index) => wordsOfLine(line, index + 1))
  return { text: { state: 'read', words, engine: 'test', model: 'test' }, geometry: a4Geometry }
}

/** Quốc hiệu, tiêu ngữ and the agency's lines. */
export function head(...agency: readonly string[]): TypedLine[] {
  return [
    { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', top: 160, centre: titleMiddle },
    { text: 'Độc lập - Tự do - Hạnh phúc', top: 206, centre: titleMiddle },
    ...agency.map((text, index) => ({ text, top: 160 + 44 * index, centre: agencyMiddle })),
  ]
}

/** Number left and place with date right, on one height. */
export function numberAndDate(number: string, date: string): TypedLine[] {
  return [{ text: number, top: 290, centre: agencyMiddle }, { text: date, top: 290, centre: titleMiddle }]
}

/** Body lines from `top` on, 48 px apart. */
export function body(top: number, ...lines: readonly string[]): TypedLine[] {
  return lines.map((text, index) => ({ text, top: top + 48 * index, left: margin }))
}

/** `Nơi nhận` left and role lines with the name right. */
export function signature(top: number, roles: readonly string[], name: string): TypedLine[] {
  return [
    { text: 'Nơi nhận:', top, left: margin },
    { text: '- Như trên;', top: top + 44, left: margin },
    { text: '- Lưu: VT.', top: top + 88, left: margin },
    ...roles.map((text, index) => ({ text, top: top + 44 * index, centre: 1200 })),
    ...(name === '' ? [] : [{ text: name, top: top + 44 * roles.length + 240, centre: 1200 }]),
  ]
}

export const today = vietnamDate(instant(new Date('2026-11-22T03:00:00Z')))

/** Extraction of these pages in a training station, on 22 November 2026. */
export function extractFrom(...pages: readonly BuiltPage[]): Extraction {
  return extract({ pages, today, trainingStation: true })
}

/** The proposal for a field. */
export function field(extraction: Extraction, name: FieldName): ProposedField | undefined {
  return extraction.fields.find((candidate) => candidate.name === name)
}

/** The proposed value of a field. */
export function value(extraction: Extraction, name: FieldName): string | undefined {
  return field(extraction, name)?.value
}
