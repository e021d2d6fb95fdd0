import { handwriting } from './handwriting.ts'
import type { Random } from './random.ts'
import type { Sheet } from './sheet.ts'
import { millimetresPerPoint, outlineOf, textShape, widthOf } from './typeface.ts'

/** Outer diameter of a round agency stamp, mm. */
export const stampDiameter = 36

export interface RoundStamp {
  /** Words round the ring, clockwise, beginning at the lower left; ★ parts them. */
  readonly ring: string
  /** Middle, mm. */
  readonly x: number
  readonly y: number
  /** How far it is turned clockwise, degrees. */
  readonly turn: number
  /** Only what lies between these x (mm) is printed: the rest fell on another sheet or off this one. */
  readonly between?: readonly [number, number]
}

function starShape(x: number, y: number, radius: number, turn = 0): string {
  const points = Array.from({ length: 10 }, (_, index) => {
    const angle = (index * Math.PI) / 5 - Math.PI / 2 + turn
    const reach = index % 2 === 0 ? radius : radius * 0.4
    return `${(x + reach * Math.cos(angle)).toFixed(3)},${(y + reach * Math.sin(angle)).toFixed(3)}`
  })
  return `<polygon points="${points.join(' ')}"/>`
}

/** Letters along a circle of `radius` mm round (0, 0), spread over `sweep` degrees from `start` (0 is to the right, clockwise). */
function ringText(text: string, radius: number, size: number, start: number, sweep: number): string {
  const starWidth = size * millimetresPerPoint * 0.9
  const advance = (character: string): number => (character === '★' ? starWidth : widthOf(character, 'sans bold', size))
  const letters = Array.from(text)
  const natural = letters.reduce((sum, letter) => sum + advance(letter), 0)
  const spread = (sweep * Math.PI) / 180 - natural / radius
  const gap = spread / Math.max(1, letters.length - 1)
  let angle = (start * Math.PI) / 180
  return letters.map((letter) => {
    const half = advance(letter) / 2 / radius
    angle += half
    const degrees = (angle * 180) / Math.PI + 90
    const middle = { x: radius * Math.cos(angle), y: radius * Math.sin(angle) }
    const along = { x: -Math.sin(angle), y: Math.cos(angle) }
    angle += half + gap
    if (letter === '★') return starShape(middle.x * 1.07, middle.y * 1.07, starWidth * 0.42, (degrees * Math.PI) / 180)
    const outline = outlineOf(letter, 'sans bold')
    const back = (outline.advance / 2000) * size * millimetresPerPoint
    return textShape(letter, 'sans bold', size, middle.x - along.x * back, middle.y - along.y * back, degrees)
  }).join('')
}

/** Presses a round stamp with a star in its middle onto the sheet. It bears no state emblem, so that nobody can take it for real. */
export function pressRoundStamp(sheet: Sheet, stamp: RoundStamp): void {
  const outer = stampDiameter / 2
  const size = 9.6
  const ring = (radius: number, weight: number): string => `<circle r="${radius}" fill="none" stroke="#000" stroke-width="${weight}"/>`
  const shapes = [
    ring(outer - 0.45, 0.85), ring(outer - 1.35, 0.3), ring(outer - 6.6, 0.35),
    ringText(stamp.ring, outer - 5.35, size, 112, 316),
    starShape(0, -0.4, 5.4), ring(7.6, 0.25),
    starShape(0, outer - 3.9, 1.1),
  ].join('')
  const [left, right] = stamp.between ?? [-Infinity, Infinity]
  const clip = stamp.between === undefined ? undefined : `part${sheet.stamps.length}`
  const group = `<g transform="translate(${stamp.x.toFixed(3)} ${stamp.y.toFixed(3)}) rotate(${stamp.turn.toFixed(2)})">${shapes}</g>`
  sheet.draw('stamp', clip === undefined ? group
    : `<clipPath id="${clip}"><rect x="${left.toFixed(3)}" y="0" width="${(right - left).toFixed(3)}" height="${sheet.height}"/></clipPath><g clip-path="url(#${clip})">${group}</g>`)
  sheet.stamps.push({
    text: stamp.ring,
    left: Math.max(0, left, stamp.x - outer), right: Math.min(sheet.width, right, stamp.x + outer),
    top: stamp.y - outer, bottom: stamp.y + outer,
  })
}

/**
 * Presses onto sheet `number` (from 1) its part of one stamp that was set over the fanned-out right edges of all sheets
 * (dấu giáp lai); `y` is the stamp's middle, mm.
 */
export function pressEdgeStamp(sheet: Sheet, ring: string, number: number, y: number): void {
  const shown = 9
  const fromFirstEdge = -2 - (number - 1) * shown
  pressRoundStamp(sheet, {
    ring, x: sheet.width + fromFirstEdge, y, turn: 4,
    ...(number > 1 ? { between: [sheet.width - shown, sheet.width] } : {}),
  })
}

export interface ReceiptBox {
  readonly agency: string
  /** Written by pen on the dotted lines. */
  readonly number: string
  readonly day: string
  /** Top left corner, mm. */
  readonly x: number
  readonly y: number
  /** How far it is turned clockwise, degrees. */
  readonly turn: number
  readonly random: Random
}

/** Presses the box of an incoming-mail stamp (ĐẾN: number and day) onto the sheet. */
export function pressReceiptBox(sheet: Sheet, box: ReceiptBox): void {
  const width = 56
  const height = 23
  const frame = (inset: number, weight: number): string =>
    `<rect x="${inset}" y="${inset}" width="${width - 2 * inset}" height="${height - 2 * inset}" rx="${4 - inset}" fill="none" stroke="#000" stroke-width="${weight}"/>`
  const agencySize = 6.6
  const agency = textShape(box.agency, 'sans bold', agencySize, (width - widthOf(box.agency, 'sans bold', agencySize)) / 2, 4.9)
  const dots = (y: number): string =>
    `<path d="M29 ${y}H52" fill="none" stroke="#000" stroke-width=".28" stroke-dasharray=".28 .75"/>`
  const printed = [
    frame(0.4, 0.6), frame(1.3, 0.2), agency,
    '<rect x="1.4" y="6.6" width="53.2" height=".3"/>',
    textShape('ĐẾN', 'sans bold', 13, 3.6, 16.6),
    textShape('Số:', 'sans', 8, 18.6, 12.4), dots(12.7),
    textShape('Ngày:', 'sans', 8, 18.6, 19.2), dots(19.5),
  ].join('')
  const turned = (shapes: string): string => `<g transform="translate(${box.x} ${box.y}) rotate(${box.turn})">${shapes}</g>`
  sheet.draw('receipt', turned(printed))
  sheet.draw('pen', turned(handwriting(box.number, 13, 31, 12, box.random) + handwriting(box.day, 12, 30, 18.8, box.random)))
  sheet.stamps.push({
    text: `${box.agency} ĐẾN Số: ${box.number} Ngày: ${box.day}`,
    left: box.x - 2, top: box.y - 4, right: box.x + width + 2, bottom: box.y + height + 4,
  })
}

/** Presses the word of a secrecy class in its frame (Decree 30/2020 Annex I box 10a) with its top left corner at (`x`, `y`) mm. */
export function pressSecrecyStamp(sheet: Sheet, word: string, x: number, y: number): void {
  const size = 16
  const width = widthOf(word, 'bold', size) + 7
  const height = 9.4
  const letters = textShape(word, 'bold', size, 3.5, height / 2 + 2.05)
  sheet.draw('stamp', `<g transform="translate(${x} ${y}) rotate(-1.5)"><rect width="${width.toFixed(2)}" height="${height}" fill="none" stroke="#000" stroke-width=".6"/>${letters}</g>`)
  sheet.stamps.push({ text: word, left: x - 1, top: y - 2, right: x + width + 1, bottom: y + height + 1 })
}

/** Drops a blot of ink of about `radius` mm onto the sheet, its middle at (`x`, `y`) mm. */
export function blot(sheet: Sheet, x: number, y: number, radius: number): void {
  const outline = Array.from({ length: 24 }, (_, index) => {
    const angle = (index * Math.PI) / 12
    const reach = radius * (1 + 0.16 * Math.sin(3 * angle + 0.7) + 0.09 * Math.sin(7 * angle))
    return `${(x + 1.25 * reach * Math.cos(angle)).toFixed(3)} ${(y + reach * Math.sin(angle)).toFixed(3)}`
  })
  sheet.draw('receipt', `<path d="M${outline.join('L')}Z"/>`)
}
