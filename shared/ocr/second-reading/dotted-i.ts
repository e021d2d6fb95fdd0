import type { RawWord } from '../engines/tsv.ts'
import { inkTone, type Picture } from './unread-ink.ts'

/** Marks of letters stand in the upper part of a word, share of its height. */
const markShare = 0.42
/** How far from where a letter stands, were all equally wide, its mark is looked for: letters. */
const nearness = 1.5
/** Fewer px are a speck. */
const leastArea = 4
/**
 * How much of its rectangle a dot fills at least, and how much farther from its middle its ink lies at most than a disc's does: measured on 49
 * pages at 200 dpi, dots 0.94 to 1.25 and mostly below 1.05, hooks 1.09 to 2.5 and at most 0.69 filled where they run together.
 */
const dot = { fill: 0.7, spread: 1.08 }
/** Tones between which px count as part ink: what is paler is JPEG's haze. */
const haze = { from: 72, to: 200 }

/** A patch of ink, px of its picture, its last row and column counted in. */
interface Patch {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly area: number
}

/**
 * Reads `ỉ` as `i` where the picture shows a dot above it: engines take the dot of bold and small print for a hook (`Chỉnh` for `Chinh`) and
 * believe it. Words stand in px of the picture.
 */
export function withDottedI(words: readonly RawWord[], picture: Picture): RawWord[] {
  return words.map((word) => ({ ...word, text: word.text.replace(/ỉ/gu, (letter, place: number) => (isDotted(word, place, picture) ? 'i' : letter)) }))
}

/** True when the only mark above the letter at this place of the word is a dot. */
function isDotted(word: RawWord, place: number, picture: Picture): boolean {
  const letter = word.width / word.text.length
  const middle = word.left + (place + 0.5) * letter
  const [mark, ...others] = marksIn(picture, {
    left: Math.floor(Math.max(word.left - 2, middle - nearness * letter)), right: Math.ceil(Math.min(word.left + word.width + 2, middle + nearness * letter)),
    top: Math.max(0, word.top - 2), bottom: Math.round(word.top + markShare * word.height),
  })
  if (mark === undefined || others.length > 0) return false
  const [width, height] = [mark.right - mark.left + 1, mark.bottom - mark.top + 1]
  return mark.area >= dot.fill * width * height && spreadOf(mark, picture) <= dot.spread
}

/** How far ink lies from its middle (mean square), as a multiple of a disc's with as much ink: 1 for a disc. Pale px count in part. */
function spreadOf({ left, right, top, bottom }: Patch, { width, height, pixels }: Picture): number {
  let [ink, across, down, square] = [0, 0, 0, 0]
  for (let y = Math.max(0, top - 1); y <= Math.min(height - 1, bottom + 1); y++) {
    for (let x = Math.max(0, left - 1); x <= Math.min(width - 1, right + 1); x++) {
      const dark = Math.min(1, Math.max(0, (haze.to - (pixels[y * width + x] ?? 255)) / (haze.to - haze.from)))
      ink += dark
      across += dark * x
      down += dark * y
      square += dark * (x * x + y * y)
    }
  }
  return (2 * Math.PI * (square / ink - (across / ink) ** 2 - (down / ink) ** 2)) / ink
}

/** Patches of ink in a part of a picture, but for those that go on below or beside it: letters. */
function marksIn({ width, pixels }: Picture, part: Omit<Patch, 'area'>): Patch[] {
  const isInk = (x: number, y: number): boolean => x >= part.left && x < part.right && y >= part.top && y <= part.bottom && (pixels[y * width + x] ?? 255) < inkTone
  const seen = new Set<number>()
  const patches: Patch[] = []
  for (let y = part.top; y < part.bottom; y++) {
    for (let x = part.left; x < part.right; x++) {
      if (!isInk(x, y) || seen.has(y * width + x)) continue
      const patch = { left: x, right: x, top: y, bottom: y, area: 0 }
      const open = [{ x, y }]
      seen.add(y * width + x)
      for (let at = open.pop(); at !== undefined; at = open.pop()) {
        patch.left = Math.min(patch.left, at.x)
        patch.right = Math.max(patch.right, at.x)
        patch.top = Math.min(patch.top, at.y)
        patch.bottom = Math.max(patch.bottom, at.y)
        patch.area++
        for (const next of [{ x: at.x - 1, y: at.y }, { x: at.x + 1, y: at.y }, { x: at.x, y: at.y - 1 }, { x: at.x, y: at.y + 1 }]) {
          if (!isInk(next.x, next.y) || seen.has(next.y * width + next.x)) continue
          seen.add(next.y * width + next.x)
          open.push(next)
        }
      }
      if (patch.area >= leastArea && patch.bottom < part.bottom && patch.left > part.left && patch.right < part.right - 1) patches.push(patch)
    }
  }
  return patches
}
