import type { Random } from './random.ts'
import type { Sheet } from './sheet.ts'
import { signature } from './signature.ts'
import { pressRoundStamp } from './stamp.ts'
import type { Run } from './type-setting.ts'
import { widthOf } from './typeface.ts'

/** Portrait A4 and the text frame of Decree 30/2020 Annex I, mm. */
export const a4 = { width: 210, height: 297 } as const
export const frame = { left: 30, right: 194, top: 20, width: 164 } as const

export interface Heading {
  /** Lines of the superior agency, upright capitals; none where there is no superior. */
  readonly parent?: readonly string[]
  /** Lines of the issuing agency, bold capitals with a short rule below. */
  readonly issuer: readonly string[]
  /** What stands under the agency's rule, centred: number, then perhaps a subject. */
  readonly underLeft?: readonly (readonly Run[])[]
  /** Place and date, italic. */
  readonly underRight?: readonly Run[]
  /** Middle of the left column, mm. */
  readonly leftMiddle?: number
  /** Middle of the right column, mm. */
  readonly rightMiddle?: number
}

const leftWidth = 78
const rightWidth = 92

/** Sets national name, motto, agencies, number and date (Decree 30/2020 boxes 1 to 4); returns the y below. */
export function setHeading(sheet: Sheet, y: number, heading: Heading): number {
  const leftMiddle = heading.leftMiddle ?? 63
  const rightMiddle = heading.rightMiddle ?? 150
  const left = { x: leftMiddle - leftWidth / 2, style: { width: leftWidth, size: 12.5, align: 'centre', leading: 1.18 } as const }
  const right = { x: rightMiddle - rightWidth / 2, style: { width: rightWidth, size: 12.5, align: 'centre', leading: 1.18 } as const }
  let leftY = y
  for (const line of heading.parent ?? []) leftY = sheet.text([{ text: line, tags: ['parentAgency'] }], left.x, leftY, left.style)
  for (const line of heading.issuer) leftY = sheet.text([{ text: line, style: 'bold', tags: ['issuingAgency'] }], left.x, leftY, left.style)
  sheet.rule(leftMiddle - 11, leftMiddle + 11, leftY + 0.9)

  const nation = sheet.text([{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', style: 'bold', size: 12 }], right.x, y, right.style)
  const motto = 'Độc lập - Tự do - Hạnh phúc'
  const rightY = sheet.text([{ text: motto, style: 'bold', size: 13 }], right.x, nation, { ...right.style, size: 13, style: 'bold' })
  const half = widthOf(motto, 'bold', 13) / 2
  sheet.rule(rightMiddle - half, rightMiddle + half, rightY + 0.6)

  const below = Math.max(leftY, rightY) + 3.4
  let numberY = below
  for (const line of heading.underLeft ?? []) numberY = sheet.text(line, leftMiddle - 33, numberY, { ...left.style, size: 13, width: 66, leading: 1.15 })
  const dateY = heading.underRight === undefined ? below
    : sheet.text(heading.underRight, right.x, below, { ...right.style, size: 13, style: 'italic' })
  return Math.max(numberY, dateY)
}

/** `Bến Đá, ngày 06 tháng 11 năm 2026`, the day by pen when `handDay`. */
export function placeAndDate(place: string, day: string, month: string, year: string, handDay = false): Run[] {
  return [
    { text: place, style: 'italic', tags: ['place'] }, { text: ', ', style: 'italic' },
    { text: 'ngày ', style: 'italic', tags: ['issuedDate'] },
    handDay ? { text: day, hand: true, size: 14, tags: ['issuedDate'] } : { text: day, style: 'italic', tags: ['issuedDate'] },
    { text: ` tháng ${month} năm ${year}`, style: 'italic', tags: ['issuedDate'] },
  ]
}

export interface SignatureBlock {
  /** `TM.`/`KT.` lines, bold capitals. */
  readonly capacity?: readonly string[]
  readonly position: string
  /** A line above the position that is no capacity, e.g. `NGƯỜI KÝ TRÍCH LỤC`. */
  readonly role?: string
  readonly name: string
  /** Words in the stamp's ring. */
  readonly ring: string
  /** Turn of the stamp, degrees. */
  readonly turn: number
  /** Middle of the block, mm. */
  readonly middle?: number
  /** Somebody else's signature than the document's own (on an annex): no field of the truth. */
  readonly annex?: boolean
  readonly random: Random
}

/** Sets who signs, signs, and presses the stamp over the left third of the signature (boxes 7 and 8); returns the y below. */
export function setSignature(sheet: Sheet, y: number, block: SignatureBlock): number {
  const middle = block.middle ?? 151
  const width = 84
  const style = { width, size: 13, style: 'bold', align: 'centre', leading: 1.2 } as const
  const left = middle - width / 2
  const tags = (name: string): readonly string[] => (block.annex === true ? [] : [name])
  let below = y
  for (const line of block.capacity ?? []) below = sheet.text([{ text: line, style: 'bold', tags: tags('signingCapacity') }], left, below, style)
  if (block.role !== undefined) below = sheet.text([{ text: block.role, style: 'bold' }], left, below, style)
  below = sheet.text([{ text: block.position, style: 'bold', tags: tags('signerPosition') }], left, below, style)
  const signed = { x: middle + 3, y: below + 13, width: 40, height: 19 }
  sheet.draw('pen', signature(block.name, signed.x, signed.y, signed.width, signed.height))
  const reach = signed.x - signed.width / 2 + signed.width / 3
  pressRoundStamp(sheet, { ring: block.ring, x: reach - 18, y: signed.y + block.random.between(-1, 1.5), turn: block.turn })
  return sheet.text([{ text: block.name, style: 'bold', size: 13.5, tags: tags('signerName') }], left, below + 27, style)
}

/** Sets a page number in the middle of the top margin, as on every page but the first. */
export function setPageNumber(sheet: Sheet, number: number): void {
  sheet.text(String(number), 0, 10.5, { width: sheet.width, size: 13, align: 'centre' })
}

/** Sets `Nơi nhận:` and its list at the left margin (box 9b); returns the y below. */
export function setRecipients(sheet: Sheet, y: number, lines: readonly string[]): number {
  let below = sheet.text([{ text: 'Nơi nhận:', style: 'bold italic' }], frame.left, y, { width: 60, size: 12 })
  for (const line of lines) below = sheet.text(line, frame.left, below, { width: 72, size: 11, leading: 1.15 })
  return below
}
