import type { Random } from '../sheets/random.ts'
import type { Sheet } from '../sheets/sheet.ts'

/** An upper corner bent along a line that cuts the top edge and the side edge this far (mm) from the corner. */
export interface TurnedCorner {
  readonly side: 'left' | 'right'
  readonly alongTop: number
  readonly alongSide: number
  /** Bent towards the reader, so that the flap shows; else away, so that the corner is missing. */
  readonly forward: boolean
}

/** What life did to a sheet. Lengths in mm from its top left corner. */
export interface Wear {
  /** Heights of folds across the sheet, and distances of folds down it. */
  readonly foldsAcross?: readonly number[]
  readonly foldsDown?: readonly number[]
  /** Middles of punched holes, 6 mm wide. */
  readonly holes?: readonly { readonly x: number; readonly y: number }[]
  /** Where a staple sits, as the middle of its back; a pulled one has left its two pinholes. */
  readonly staple?: { readonly x: number; readonly y: number; readonly turn: number; readonly pulled?: boolean }
  readonly corner?: TurnedCorner
  /** Height of the strip that is torn off along the top. */
  readonly torn?: number
  /** What is printed on the other side, and how much of it shows through, 0..1. */
  readonly back?: Sheet
  readonly bleed?: number
  /** How much toner is missing, 0..1. */
  readonly dropouts?: number
  /** Loose specks of toner. */
  readonly specks?: number
}

const stepsPerMillimetre = 10

/** Brightness along one direction of the sheet, one factor per tenth of a mm. */
export function foldShading(length: number, folds: readonly number[], random: Random): Float32Array {
  const phase = random.between(0, 6)
  return Float32Array.from({ length: Math.ceil(length * stepsPerMillimetre) + 1 }, (_, index) => {
    const at = index / stepsPerMillimetre
    const edge = Math.min(at, length - at)
    let light = 1 + 0.006 * Math.sin(at / 31 + phase) - 0.05 * Math.exp(-edge / 1.6)
    for (const fold of folds) {
      const distance = at - fold
      light -= 0.15 * Math.exp(-((distance / 0.16) ** 2))
      light += 0.035 * Math.exp(-(((distance + 0.45) / 0.3) ** 2))
      light += distance > 0 ? -0.045 * Math.exp(-distance / 5) : 0.012 * Math.exp(distance / 5)
    }
    return light
  })
}

/** How much toner stays along one direction of the sheet, 0..1 per tenth of a mm: folds crack it off. */
export function foldLoss(length: number, folds: readonly number[]): Float32Array {
  return Float32Array.from({ length: Math.ceil(length * stepsPerMillimetre) + 1 }, (_, index) =>
    folds.reduce((left, fold) => left * (1 - 0.75 * Math.exp(-(((index / stepsPerMillimetre - fold) / 0.28) ** 2))), 1))
}

/** SVG shapes (mm) of specks, shadows and staple that wear adds to a sheet's own traces. */
export function wearShapes(sheet: Sheet, wear: Wear, random: Random): Readonly<Record<'toner' | 'shade' | 'metal', string>> {
  const shapes = { toner: '', shade: '', metal: '' }
  for (let speck = 0; speck < (wear.specks ?? 0); speck++) {
    const radius = 0.04 + 0.09 * random.next() ** 3
    shapes.toner += `<circle cx="${random.between(2, sheet.width - 2).toFixed(2)}" cy="${random.between(2, sheet.height - 2).toFixed(2)}" r="${radius.toFixed(3)}"/>`
  }
  for (const hole of wear.holes ?? []) {
    shapes.shade += `<circle cx="${hole.x}" cy="${hole.y}" r="3.12" fill="none" stroke="#000" stroke-width=".4" stroke-opacity=".55"/>`
  }
  if (wear.staple !== undefined) {
    const { x, y, turn, pulled = false } = wear.staple
    const place = `transform="translate(${x} ${y}) rotate(${turn})"`
    const pinholes = '<circle cx="-6" cy=".1" r=".6"/><circle cx="6" cy=".1" r=".6"/>'
    const shadow = `<path d="M-6.2 .1Q-6 .75 -5 .8L5.2 .85Q6.2 .7 6.3 .1L6.2 -.3L-6.1 -.3Z" fill-opacity="${pulled ? 0.12 : 0.75}"/>`
    shapes.shade += `<g ${place}>${shadow}${pinholes}</g>`
    if (!pulled) shapes.metal += `<g ${place}><rect x="-6" y="-.3" width="12" height=".62" rx=".28"/></g>`
  }
  if (wear.corner?.forward === true) {
    const { side, alongTop, alongSide } = wear.corner
    const flap = flapTip(wear.corner)
    const shadow = (reach: number, share: number): string => {
      const way = `M${alongTop} 0L${(flap.x + reach).toFixed(2)} ${(flap.y + reach).toFixed(2)}L0 ${alongSide}Z`
      return `<path d="${way}" fill-opacity="${share}"/>`
    }
    const place = side === 'left' ? '' : ` transform="translate(${sheet.width} 0) scale(-1 1)"`
    shapes.shade += `<g${place}>${shadow(0.7, 0.3)}${shadow(1.4, 0.14)}</g>`
  }
  return shapes
}

/** Where the very corner comes to lie when it is bent forward, mm from where it was. */
function flapTip(corner: TurnedCorner): { x: number; y: number } {
  const { alongTop, alongSide } = corner
  const scale = (2 * alongTop * alongSide) / (alongTop ** 2 + alongSide ** 2)
  return { x: scale * alongSide, y: scale * alongTop }
}

/** Rectangles (mm) outside which `seenAt` always answers `sheet`. */
export function damagedParts(sheet: Sheet, wear: Wear): { left: number; top: number; right: number; bottom: number }[] {
  const parts = (wear.holes ?? []).map((hole) => ({ left: hole.x - 3.2, top: hole.y - 3.2, right: hole.x + 3.2, bottom: hole.y + 3.2 }))
  if (wear.torn !== undefined) parts.push({ left: 0, top: 0, right: sheet.width, bottom: wear.torn + 4 })
  if (wear.corner === undefined) return parts
  const { alongTop, alongSide, side } = wear.corner
  const tip = flapTip(wear.corner)
  const [reach, bottom] = [Math.max(alongTop, tip.x), Math.max(alongSide, tip.y)]
  parts.push(side === 'left' ? { left: 0, top: 0, right: reach, bottom } : { left: sheet.width - reach, top: 0, right: sheet.width, bottom })
  return parts
}

/** Where the paper begins (mm from its former top) below a torn-off strip: a tear wanders. */
function tear(height: number, x: number): number {
  return height + 1.6 * Math.sin(x / 23) + 0.7 * Math.sin(x / 5.1 + 1) + 0.25 * Math.sin(x / 1.3)
}

/** What is seen at a point (mm) of a damaged sheet: what lies behind it, its turned-over back, or the sheet as it was. */
export function seenAt(sheet: Sheet, wear: Wear, x: number, y: number): 'through' | 'flap' | 'sheet' {
  for (const hole of wear.holes ?? []) if (Math.hypot(x - hole.x, y - hole.y) < 3) return 'through'
  if (wear.torn !== undefined && y < tear(wear.torn, x)) return 'through'
  if (wear.corner === undefined) return 'sheet'
  const { alongTop, alongSide, forward } = wear.corner
  const inward = wear.corner.side === 'left' ? x : sheet.width - x
  const beyond = inward / alongTop + y / alongSide - 1
  if (beyond < 0) return 'through'
  if (!forward) return 'sheet'
  const length = 1 / alongTop ** 2 + 1 / alongSide ** 2
  const mirror = { x: inward - (2 * beyond) / alongTop / length, y: y - (2 * beyond) / alongSide / length }
  return mirror.x > 0 && mirror.y > 0 ? 'flap' : 'sheet'
}
