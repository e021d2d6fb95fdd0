import type { Grey } from '../planes.ts'
import { blobsOf, type Blob } from './blobs.ts'
import { darkerThan, histogramOf, percentileOf } from './tone.ts'

/** Ink is darker than this share of the paper; bleed-through and noise are not. */
const inkShare = 0.6
/** With more of the page inked than this, nobody takes it for blank. */
const surelyWritten = 0.004
/** Dirt is lower than a figure of 7 pt print, mm. */
const lowestWriting = 1.3
/** Ink this near an edge is the shadow of the feeder, mm. */
const edge = 4
/** Punch holes: round, filled, near an edge, mm. */
const hole = { least: 4, most: 8.5, fromEdge: 22 }

/**
 * True when nothing but bare paper, noise, bleed-through, dirt, feeder shadows and punch holes shows. A lone page number,
 * one line of handwriting or a stamp make a page not blank. `ink`: see inkPicture; `dpi`: of that picture.
 */
export function isBlank(ink: Grey, dpi: number): boolean {
  const limit = percentileOf(histogramOf(ink.pixels), 0.5) * inkShare
  const dark = darkerThan(ink.pixels, limit)
  const margin = Math.round((edge / 25.4) * dpi)
  let inked = 0
  for (let y = margin; y < ink.height - margin; y++) inked += sumOf(dark, y * ink.width + margin, (y + 1) * ink.width - margin)
  if (inked > surelyWritten * ink.pixels.length) return false
  for (const blob of blobsOf(dark, ink.width, ink.height)) if (isWriting(blob, ink, dpi)) return false
  return true
}

function isWriting(blob: Blob, page: { width: number; height: number }, dpi: number): boolean {
  const millimetres = (px: number): number => (px / dpi) * 25.4
  const width = millimetres(blob.right - blob.left + 1)
  const height = millimetres(blob.bottom - blob.top + 1)
  const fromEdge = millimetres(Math.min(blob.left, blob.top, page.width - 1 - blob.right, page.height - 1 - blob.bottom))
  if (Math.max(width, height) < lowestWriting || fromEdge < edge / 2) return false
  const isRound = Math.max(width, height) < 1.3 * Math.min(width, height) && blob.area > 0.65 * (blob.right - blob.left + 1) * (blob.bottom - blob.top + 1)
  const isHole = isRound && width >= hole.least && width <= hole.most && fromEdge < hole.fromEdge
  return !isHole
}

function sumOf(values: Uint8Array, from: number, to: number): number {
  let sum = 0
  for (let at = from; at < to; at++) sum += values[at] ?? 0
  return sum
}
