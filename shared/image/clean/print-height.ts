import type { Grey } from '../planes.ts'
import { percentileOf } from './tone.ts'

/** Tones darker than this, on white paper, are ink. */
const inkTone = 128
/** Lower marks are dirt or dots, px. */
const leastHeight = 3
/** Higher or wider marks are frames, seals and pictures, share of the longer side of the picture. */
const mostShare = { height: 0.08, width: 0.25 }
/** Fewer marks than this tell nothing. */
const fewestMarks = 5

/**
 * How high the marks of print are, px: the height at which half of the ink stands in lower marks and half in higher ones, so that dirt,
 * however much, counts little. Letters, or words where letters run into one another. Undefined where there is hardly any print.
 */
export function printHeightOf({ width, height, pixels }: Grey): number | undefined {
  const most = { height: mostShare.height * Math.max(width, height), width: mostShare.width * Math.max(width, height) }
  const inked = Uint8Array.from(pixels, (tone) => (tone < inkTone ? 1 : 0))
  const inkByHeight = new Uint32Array(Math.ceil(most.height) + 1)
  let marks = 0
  for (let start = 0; start < inked.length; start++) {
    if (inked[start] !== 1) continue
    const mark = takeMark(inked, width, start)
    if (mark.height < leastHeight || mark.height > most.height || mark.width > most.width) continue
    inkByHeight[mark.height] = (inkByHeight[mark.height] ?? 0) + mark.ink
    marks++
  }
  return marks < fewestMarks ? undefined : percentileOf(inkByHeight, 0.5)
}

/** Takes the mark that begins at `start` out of a picture, and tells its size. */
function takeMark(inked: Uint8Array, width: number, start: number): { readonly width: number; readonly height: number; readonly ink: number } {
  let [left, right, bottom, ink] = [start % width, start % width, 0, 0]
  const open = [start]
  inked[start] = 0
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const x = at % width
    ink++
    left = Math.min(left, x)
    right = Math.max(right, x)
    bottom = Math.max(bottom, Math.floor(at / width))
    for (const row of [at - width, at, at + width]) {
      for (let next = x > 0 ? row - 1 : row; next <= (x < width - 1 ? row + 1 : row); next++) {
        if (inked[next] !== 1) continue
        inked[next] = 0
        open.push(next)
      }
    }
  }
  return { width: right - left + 1, height: bottom - Math.floor(start / width) + 1, ink }
}
