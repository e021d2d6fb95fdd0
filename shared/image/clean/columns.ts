import type { Grey } from '../planes.ts'
import type { Piece } from './cells.ts'

/** Tones darker than this are ink. */
const inkTone = 128
/** White that parts two columns, and the least of it that stays where their lines come near, mm. */
const gutterMm = { least: 4, kept: 2.5 }
/** Ink this near the sides is shadow or binding, mm. */
const marginMm = 4
/** Rows with less ink than this are white, px; white lower than this does not part lines, mm. */
const leastInk = 2
const partingMm = 0.4
/** Two columns stand side by side over at least this height, and the ink of each is as wide as that of a word, mm. */
const band = { leastHeight: 8, leastInk: 8 }
/** A line in one column only belongs to both when it stands no farther than this from the last, mm. */
const nearMm = 9

/** Consecutive rows with ink, and where their columns are inked. */
interface Slab {
  readonly top: number
  readonly bottom: number
  readonly inked: Uint8Array
  readonly left: number
  readonly right: number
}

interface Gutter { readonly left: number; readonly right: number }
interface Band extends Gutter { readonly first: number; readonly last: number }

/** Columns that stand side by side, as in the head and at the close of administrative papers: two pieces for each such part of a picture. */
export function columnsOf(picture: Grey, dpi: number): Piece[][] {
  const px = dpi / 25.4
  const slabs = slabsOf(picture, px)
  return bandsOf(slabs, px).map((band) => piecesOfBand(band, slabs, picture, px))
}

function piecesOfBand({ first, last, left, right }: Band, slabs: readonly Slab[], { width, height }: Grey, px: number): Piece[] {
  const [before, from, to, after] = [slabs[first - 1]?.bottom, slabs[first]?.top ?? 0, slabs[last]?.bottom ?? 0, slabs[last + 1]?.top]
  const top = before === undefined ? Math.max(0, from - Math.round(px)) : Math.round((before + from) / 2)
  const bottom = after === undefined ? Math.min(height, to + Math.round(px)) : Math.round((to + after) / 2)
  const middle = Math.round((left + right) / 2)
  return [{ top, bottom, left: 0, right: middle }, { top, bottom, left: middle, right: width }]
}

function slabsOf({ width, height, pixels }: Grey, px: number): Slab[] {
  const margin = Math.round(marginMm * px)
  const slabs: Slab[] = []
  let open: { top: number; bottom: number; inked: Uint8Array } | undefined
  const close = (): void => {
    if (open === undefined) return
    const left = open.inked.indexOf(1)
    slabs.push({ ...open, left, right: open.inked.lastIndexOf(1) + 1 })
    open = undefined
  }
  for (let y = 0; y < height; y++) {
    if (!hasInk(pixels, y * width + margin, (y + 1) * width - margin)) {
      if (open !== undefined && y - open.bottom >= partingMm * px) close()
      continue
    }
    open ??= { top: y, bottom: y, inked: new Uint8Array(width) }
    open.bottom = y + 1
    markInk(pixels, y * width, margin, width - margin, open.inked)
  }
  close()
  return slabs
}

/** True when a row is not white. */
function hasInk(pixels: Uint8Array, from: number, to: number): boolean {
  let count = 0
  for (let at = from; at < to; at++) if ((pixels[at] ?? 255) < inkTone && ++count >= leastInk) return true
  return false
}

function markInk(pixels: Uint8Array, start: number, from: number, to: number, inked: Uint8Array): void {
  for (let x = from; x < to; x++) if ((pixels[start + x] ?? 255) < inkTone) inked[x] = 1
}

function bandsOf(slabs: readonly Slab[], px: number): Band[] {
  const bands: Band[] = []
  for (let index = 0; index < slabs.length;) {
    const candidates = gapsOf(slabs[index], gutterMm.least * px).map((gutter) => grown(slabs, index, gutter, px)).filter((found) => isColumns(slabs, found, px))
    const best = candidates.sort((first, second) => second.last - first.last || (second.right - second.left) - (first.right - first.left))[0]
    if (best === undefined) {
      index++
    } else {
      bands.push(best)
      index = best.last + 1
    }
  }
  return bands
}

/** White between ink of one slab, at least `least` px wide. */
function gapsOf(slab: Slab | undefined, least: number): Gutter[] {
  const gaps: Gutter[] = []
  if (slab === undefined) return gaps
  let from = slab.left
  for (let x = slab.left; x < slab.right; x++) {
    if (slab.inked[x] !== 1) continue
    if (x - from - 1 >= least) gaps.push({ left: from + 1, right: x })
    from = x
  }
  return gaps
}

/** The slabs from `first` on that a gutter parts, and what is left of it. */
function grown(slabs: readonly Slab[], first: number, gutter: Gutter, px: number): Band {
  let { left, right } = gutter
  let last = first
  for (let index = first + 1; index < slabs.length; index++) {
    const slab = slabs[index]
    const before = slabs[last]
    if (slab === undefined || before === undefined) break
    const next = widestWhite(slab, left, right)
    const isOneSided = slab.right <= next.right || slab.left >= next.left
    if (next.right - next.left < gutterMm.kept * px || (isOneSided && slab.top - before.bottom > nearMm * px)) break
    left = next.left
    right = next.right
    last = index
  }
  return { first, last, left, right }
}

/** The widest run of white columns of a slab between two places. */
function widestWhite(slab: Slab, left: number, right: number): Gutter {
  let best = { left, right: left }
  let from = left
  for (let x = left; x <= right; x++) {
    if (x < right && slab.inked[x] !== 1) continue
    if (x - from > best.right - best.left) best = { left: from, right: x }
    from = x + 1
  }
  return best
}

/** True when both sides of a band hold words over some height. */
function isColumns(slabs: readonly Slab[], { first, last, left, right }: Band, px: number): boolean {
  const members = slabs.slice(first, last + 1)
  const [top, bottom] = [members[0]?.top ?? 0, members.at(-1)?.bottom ?? 0]
  const inkOf = (from: number, to: number): number => {
    let count = 0
    for (let x = from; x < to; x++) if (members.some(({ inked }) => inked[x] === 1)) count++
    return count
  }
  return bottom - top >= band.leastHeight * px && inkOf(0, left) >= band.leastInk * px && inkOf(right, members[0]?.inked.length ?? 0) >= band.leastInk * px
}
