import type { Grey } from '../planes.ts'
import { shrunk } from './shrink.ts'

/** Tones darker than this are ink. */
const inkTone = 128
/** Resolution at which middles of circles are looked for, px per inch. */
const seekingDpi = 100
/** Least slope of an edge, tones over its neighbours. */
const leastSteep = 240
/** Places looked at for a middle, how far apart they are at least, mm, and how many of them are looked at closely. */
const middles = { places: 200, apartMm: 4, most: 8 }

/** A circle, px of its picture. */
export interface Circle {
  readonly x: number
  readonly y: number
  readonly radius: number
}

/** A circle and the share of its circumference that is dark. */
export interface DarkCircle extends Circle {
  readonly share: number
}

/** The darkest circles about the places where the normals of many dark edges meet, the darkest first; `radius`: bounds, mm. */
export function darkCircles(picture: Grey, dpi: number, radius: { readonly least: number; readonly most: number }): DarkCircle[] {
  const factor = Math.max(1, Math.round(dpi / seekingDpi))
  return middlesOf(picture, factor, dpi, radius).map((middle) => darkestAbout(picture, middle, factor, dpi, radius)).sort((first, second) => second.share - first.share)
}

/** Share of a circle's circumference that is dark. */
export function darkShareOf(picture: Grey, circle: Circle): number {
  return shareOf(picture, Math.floor(circle.x), Math.floor(circle.y), roundOf(circle.radius, circle, 1), -1)
}

/** Votes for the cells of a picture, and to which cell each column of px belongs and each row (the first cell of its row). */
interface VoteGrid {
  readonly votes: Uint16Array
  readonly columns: Uint32Array
  readonly rows: Uint32Array
  /** How far from an edge the middle of its circle may be, px. */
  readonly reaches: Float64Array
}

function middlesOf(picture: Grey, factor: number, dpi: number, radius: { readonly least: number; readonly most: number }): { x: number; y: number }[] {
  const small = shrunk(picture, factor)
  const px = dpi / factor / 25.4
  const cell = Math.max(1, Math.round(px))
  const [across, down] = [Math.ceil(small.width / cell), Math.ceil(small.height / cell)]
  const reaches: number[] = []
  for (let reach = radius.least * px; reach <= radius.most * px; reach += cell) reaches.push(reach)
  const grid: VoteGrid = {
    votes: new Uint16Array(across * down), reaches: Float64Array.from(reaches),
    columns: Uint32Array.from({ length: across * cell }, (_, x) => Math.floor(x / cell)),
    rows: Uint32Array.from({ length: down * cell }, (_, y) => Math.floor(y / cell) * across),
  }
  for (let y = 2; y < small.height - 2; y++) voteOfRow(small, y, grid)
  const found: { x: number; y: number }[] = []
  for (const place of mostVoted(grid.votes, middles.places)) {
    const x = ((place % across) + 0.5) * cell * factor
    const y = (Math.floor(place / across) + 0.5) * cell * factor
    if (!found.some((other) => Math.hypot(other.x - x, other.y - y) < (middles.apartMm * dpi) / 25.4)) found.push({ x, y })
    if (found.length === middles.most) break
  }
  return found
}

/** Each steep px of a row votes for the places that lie before and behind it. */
function voteOfRow({ width, pixels }: Grey, y: number, grid: VoteGrid): void {
  let [middle, next, fallMiddle, fallNext] = [0, 0, 0, 0]
  for (let x = 0, at = y * width; x < width - 1; x++, at++) {
    const [above, below] = [pixels[at + 1 - width] ?? 0, pixels[at + 1 + width] ?? 0]
    const [before, fallBefore] = [middle, fallMiddle]
    middle = next
    fallMiddle = fallNext
    next = above + (pixels[at + 1] ?? 0) + below
    fallNext = below - above
    if (x < 2 || x >= width - 2) continue
    const right = next - before
    const down = fallBefore + fallMiddle + fallNext
    const square = right * right + down * down
    if (square < leastSteep * leastSteep) continue
    const share = 1 / Math.sqrt(square)
    voteAlong(x, y, right * share, down * share, grid)
  }
}

/** Votes for what lies before and behind a px on a line of which `across` and `down` are steps of one px. */
function voteAlong(x: number, y: number, across: number, down: number, { votes, columns, rows, reaches }: VoteGrid): void {
  for (let index = 0; index < reaches.length; index++) {
    const reach = reaches[index] ?? 0
    vote(votes, columns, rows, x - across * reach, y - down * reach)
    vote(votes, columns, rows, x + across * reach, y + down * reach)
  }
}

function vote(votes: Uint16Array, columns: Uint32Array, rows: Uint32Array, x: number, y: number): void {
  if (x < 0 || y < 0 || x >= columns.length || y >= rows.length) return
  const place = (rows[Math.floor(y)] ?? 0) + (columns[Math.floor(x)] ?? 0)
  votes[place] = (votes[place] ?? 0) + 1
}

/** Up to `most` places, those with most votes first. */
function mostVoted(votes: Uint16Array, most: number): number[] {
  const counts = new Uint32Array(65_536)
  for (const count of votes) counts[count] = (counts[count] ?? 0) + 1
  let least = counts.length
  for (let places = 0; least > 0 && places < most;) places += counts[--least] ?? 0
  const found: number[] = []
  for (let place = 0; place < votes.length; place++) if ((votes[place] ?? 0) >= least) found.push(place)
  return found.sort((first, second) => (votes[second] ?? 0) - (votes[first] ?? 0)).slice(0, most)
}

const directions = 360
const sines = Float64Array.from({ length: directions }, (_, degree) => Math.sin((degree * Math.PI) / 180))
const cosines = Float64Array.from({ length: directions }, (_, degree) => Math.cos((degree * Math.PI) / 180))

/** The px of a circle, as steps from the px in which its middle lies. */
interface Round {
  readonly radius: number
  readonly across: Int32Array
  readonly down: Int32Array
}

/** Every `step`th degree of a circle about a middle that lies in its px as this one does. */
function roundOf(radius: number, { x, y }: { x: number; y: number }, step: number): Round {
  const count = Math.ceil(directions / step)
  const [across, down] = [new Int32Array(count), new Int32Array(count)]
  for (let index = 0; index < count; index++) {
    across[index] = Math.round(x - Math.floor(x) + radius * (cosines[index * step] ?? 0))
    down[index] = Math.round(y - Math.floor(y) + radius * (sines[index * step] ?? 0))
  }
  return { radius, across, down }
}

/** Share of a circle that is dark about the px `x`, `y`; 0 as soon as it cannot be more than `least`. */
function shareOf({ width, height, pixels }: Grey, x: number, y: number, { across, down }: Round, least: number): number {
  const all = across.length
  const mostBright = all - least * all
  let [dark, bright] = [0, 0]
  for (let index = 0; index < all; index++) {
    const column = x + (across[index] ?? 0)
    const row = y + (down[index] ?? 0)
    if (column >= 0 && row >= 0 && column < width && row < height && (pixels[row * width + column] ?? 255) < inkTone) dark++
    else if (++bright > mostBright) return 0
  }
  return dark / all
}

/** The darkest circle about a middle near this one. */
function darkestAbout(picture: Grey, { x, y }: { x: number; y: number }, factor: number, dpi: number, bounds: { readonly least: number; readonly most: number }): DarkCircle {
  const px = dpi / 25.4
  const coarse = darkestOf(picture, { x, y, radius: 0, share: 0 }, Math.round(1.5 * px), factor, roundsOf(bounds.least * px, bounds.most * px, factor, { x, y }, 6))
  return darkestOf(picture, coarse, 2, 1, roundsOf(coarse.radius - 2, coarse.radius + 2, 1, coarse, 2))
}

function roundsOf(from: number, to: number, stride: number, middle: { x: number; y: number }, step: number): Round[] {
  const rounds: Round[] = []
  for (let radius = from; radius <= to; radius += stride) rounds.push(roundOf(radius, middle, step))
  return rounds
}

/** The darkest of circles whose middles lie up to `reach` px from the middle of `found`, or that itself. */
function darkestOf(picture: Grey, found: DarkCircle, reach: number, stride: number, rounds: readonly Round[]): DarkCircle {
  let best = found
  for (let down = -reach; down <= reach; down += stride) {
    for (let across = -reach; across <= reach; across += stride) best = darkerAt(picture, found.x + across, found.y + down, rounds, best)
  }
  return best
}

function darkerAt(picture: Grey, x: number, y: number, rounds: readonly Round[], found: DarkCircle): DarkCircle {
  let best = found
  const [column, row] = [Math.floor(x), Math.floor(y)]
  for (const round of rounds) {
    const share = shareOf(picture, column, row, round, best.share)
    if (share > best.share) best = { x, y, radius: round.radius, share }
  }
  return best
}
