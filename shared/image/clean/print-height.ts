import type { Grey } from '../planes.ts'
import { blobsOf } from './blobs.ts'
import { darkerThan, histogramOf, percentileOf } from './tone.ts'

/** Tones darker than this, on white paper, are ink; of print whose usual tone is paler than `from`, those darker than `tone`: only its thickest strokes are black. */
const inkTone = 128
const pale = { from: 150, tone: 192 }
/** Lower marks are dirt or dots, px. */
const leastHeight = 3
/** Higher or wider marks are frames, seals and pictures, share of the longer side of the picture. */
const mostShare = { height: 0.08, width: 0.25 }
/** Fewer marks than this tell nothing. */
const fewestMarks = 5

/**
 * How high the marks of print are, px: the height at which half of the ink stands in lower marks and half in higher ones, so that dirt,
 * however much, counts little. Letters, or words where letters run into one another; what reaches the picture's sides is table, shadow and
 * thumb. Undefined where there is hardly any print.
 */
export function printHeightOf({ width, height, pixels }: Grey): number | undefined {
  const most = { height: mostShare.height * Math.max(width, height), width: mostShare.width * Math.max(width, height) }
  const inkByHeight = new Uint32Array(Math.ceil(most.height) + 1)
  const isPale = percentileOf(histogramOf(pixels).subarray(0, pale.tone), 0.5) > pale.from
  let marks = 0
  for (const { left, right, top, bottom, area } of blobsOf(darkerThan(pixels, isPale ? pale.tone : inkTone), width, height)) {
    if (left === 0 || top === 0 || right === width - 1 || bottom === height - 1) continue
    const high = bottom - top + 1
    if (high < leastHeight || high > most.height || right - left + 1 > most.width) continue
    inkByHeight[high] = (inkByHeight[high] ?? 0) + area
    marks++
  }
  return marks < fewestMarks ? undefined : percentileOf(inkByHeight, 0.5)
}
