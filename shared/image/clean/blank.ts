import type { Grey } from '../planes.ts'
import { histogramOf, percentileOf } from './tone.ts'

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

interface Blob {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly area: number
}

/**
 * True when nothing but bare paper, noise, bleed-through, dirt, feeder shadows and punch holes shows. A lone page number,
 * one line of handwriting or a stamp make a page not blank. `ink`: see inkPicture; `dpi`: of that picture.
 */
export function isBlank(ink: Grey, dpi: number): boolean {
  const limit = percentileOf(histogramOf(ink.pixels), 0.5) * inkShare
  const dark = ink.pixels.map((tone) => (tone < limit ? 1 : 0))
  const margin = Math.round((edge / 25.4) * dpi)
  let inked = 0
  for (let y = margin; y < ink.height - margin; y++) {
    for (let x = margin; x < ink.width - margin; x++) inked += dark[y * ink.width + x] ?? 0
  }
  if (inked > surelyWritten * ink.pixels.length) return false
  return !blobsOf(dark, ink.width, ink.height).some((blob) => isWriting(blob, ink, dpi))
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

/** Connected dark patches. Empties `dark`. */
function blobsOf(dark: Uint8Array, width: number, height: number): Blob[] {
  const blobs: Blob[] = []
  const open: number[] = []
  for (let start = 0; start < dark.length; start++) {
    if (dark[start] !== 1) continue
    const blob = { left: width, right: 0, top: height, bottom: 0, area: 0 }
    dark[start] = 0
    open.push(start)
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      const x = place % width
      const y = Math.floor(place / width)
      blob.left = Math.min(blob.left, x)
      blob.right = Math.max(blob.right, x)
      blob.top = Math.min(blob.top, y)
      blob.bottom = Math.max(blob.bottom, y)
      blob.area++
      for (let nextY = Math.max(0, y - 1); nextY <= Math.min(height - 1, y + 1); nextY++) {
        for (let nextX = Math.max(0, x - 1); nextX <= Math.min(width - 1, x + 1); nextX++) {
          const next = nextY * width + nextX
          if (dark[next] !== 1) continue
          dark[next] = 0
          open.push(next)
        }
      }
    }
    blobs.push(blob)
  }
  return blobs
}
