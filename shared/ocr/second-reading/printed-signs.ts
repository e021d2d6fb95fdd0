import type { RawWord } from '../engines/tsv.ts'
import { inkTone, type Picture } from './unread-ink.ts'

/** A letter or figure as white columns part it from its neighbours, px of its picture. */
export interface Sign {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** What is lower than this share of its word is a dot or a rule. */
const dotShare = 0.5
/** Printed figures beside each other begin and end in the same rows but for this share of their height; a pen's hardly do. */
const raggedness = 0.06
/** How much the heights of figures set in another size than the line may differ, share of the highest. */
const sizes = 0.12
/** How much the strokes of print may be thinner or thicker than those of the line beside; a pen's are 1.3 to 1.5 times as thick. */
const strokes = { least: 0.75, most: 1.2 }

/** The letters and figures of a word from left to right, dots and rules left out. */
export function signsOf(word: Pick<RawWord, 'left' | 'top' | 'width' | 'height'>, picture: Picture): Sign[] {
  const [right, bottom] = [Math.min(picture.width, word.left + word.width), Math.min(picture.height, word.top + word.height)]
  const signs: Sign[] = []
  let open: Sign | undefined
  for (let x = Math.max(0, word.left); x < right; x++) {
    let [top, low] = [bottom, 0]
    for (let y = Math.max(0, word.top); y < bottom; y++) {
      if (!isInk(picture, x, y)) continue
      top = Math.min(top, y)
      low = y + 1
    }
    if (low > 0) {
      open = { left: open?.left ?? x, right: x + 1, top: Math.min(open?.top ?? top, top), bottom: Math.max(open?.bottom ?? low, low) }
    } else if (open !== undefined) {
      signs.push(open)
      open = undefined
    }
  }
  if (open !== undefined) signs.push(open)
  return signs.filter((sign) => sign.bottom - sign.top >= dotShare * word.height)
}

function isInk({ width, height, pixels }: Picture, x: number, y: number): boolean {
  return x >= 0 && x < width && y >= 0 && y < height && (pixels[y * width + x] ?? 255) < inkTone
}

/** The height of the highest sign, px. */
export function heightOf(signs: readonly Sign[]): number {
  return Math.max(...signs.map(({ top, bottom }) => bottom - top))
}

/** True for figures that stand as print does: in the same rows, and in strokes as thick as those of the printed `letters` beside. */
export function arePrinted(figures: readonly Sign[], letters: readonly Sign[], picture: Picture): boolean {
  const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values)
  const most = Math.max(1, raggedness * heightOf(figures))
  const thickness = strokeOf(figures, picture) / strokeOf(letters, picture)
  return spread(figures.map(({ top }) => top)) <= most && spread(figures.map(({ bottom }) => bottom)) <= most && thickness >= strokes.least && thickness <= strokes.most
}

/** True when groups of figures are about as high as each other, and as `print` where that is told, px. */
export function areEquallyHigh(groups: readonly (readonly Sign[])[], print?: number): boolean {
  const heights = [...groups.map(heightOf), ...(print === undefined ? [] : [print])]
  return Math.max(...heights) - Math.min(...heights) <= sizes * Math.max(...heights)
}

/** How thick the strokes of signs are in the mean, px: their ink to each pixel of its border, on two sides. */
function strokeOf(signs: readonly Sign[], picture: Picture): number {
  let [ink, border] = [0, 0]
  for (const { left, right, top, bottom } of signs) {
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        if (!isInk(picture, x, y)) continue
        ink++
        if (!isInk(picture, x - 1, y) || !isInk(picture, x + 1, y) || !isInk(picture, x, y - 1) || !isInk(picture, x, y + 1)) border++
      }
    }
  }
  return (2 * ink) / Math.max(1, border)
}
