import { areEquallyHigh, arePrinted, heightOf, signsOf, type Sign } from './printed-signs.ts'
import type { RawWord } from '../engines/tsv.ts'
import { inkTone, type Picture, type Region } from './unread-ink.ts'

/** A line read once more, straightened by `slant` px sideways a px of height, `scale` times as large. */
export interface StraightenedLine {
  readonly scale: number
  readonly slant: number
}

/** Below this a figure that an office filled in is read once more. */
const believed = 0.85
/** What is believed at least of figures that both readings of a straightened line tell: a person is still asked. */
const agreed = 0.8
/** In which sizes a line is read once more: two, since a misreading seldom comes twice. */
const scales = [1, 1.5]
/** How far letters may lean, px sideways a px of height; italics of Times lean 0.28. */
const slants = [0, 0.1, 0.2, 0.25, 0.3]
/** A line leans where its columns are clearer apart by this share when it is straightened. */
const clearer = 1.05
/** White left around a line, word heights. */
const border = 0.4
/** The number and the day stand in the upper part of a copy. */
const headShare = 0.5

const numberLine = /(?:^|\s)[^\p{L}\p{N}]*[Ss][ốôóòổỗ]\s?[:.;,].*\/\s?(?:\d{4}\/)?\p{Lu}/u
const dateLine = /[,.]\s*ng[àaáạâ]y.*th[áaàâ]ng.*n[ăaâ]m/iu
const numberFigures = /S[ốôóòổỗ]\s?[:.;,]\s?(\d{1,6})(?=[^\p{L}\p{N}]*\s[^\p{L}\p{N}]*\/)/du
const dateFigures = /ng[àaáạâ]y\s?([\dO]{1,2})[\s._…]*th[áaàâ]ng\s?([\dO]{1,2})[\s._…]*n[ăaâ]m\s?([\dO]{4})/diu

/**
 * The lines of number and day whose figures the engine hardly believes, lost, or joined to the letters beside: offices fill them in by a
 * printer or stamp in another size and place, and that breaks the reading of the line.
 */
export function filledLinesOf(words: readonly RawWord[], pageHeight: number): Region[] {
  const lines = Map.groupBy(words.filter(({ top }) => top < headShare * pageHeight), ({ block, paragraph, line }) => `${block}.${paragraph}.${line}`)
  const isOpen = (line: readonly RawWord[]): boolean => {
    const figures = line.filter(({ text }) => /\d/u.test(text) && !text.includes('/'))
    return figures.length === 0 || figures.some(({ text, confidence }) => confidence < believed || /\p{L}/u.test(text))
  }
  // Number and day may share a line.
  const filled = new Set([numberLine, dateLine].map((shape) => [...lines.values()].find((line) => shape.test(textOf(line)))))
  return [...filled].filter((line) => line !== undefined).filter(isOpen).map(regionAround)
}

function textOf(words: readonly RawWord[]): string {
  return words.map(({ text }) => text).join(' ')
}

function regionAround(line: readonly RawWord[]): Region {
  const [left, top] = [Math.min(...line.map((word) => word.left)), Math.min(...line.map((word) => word.top))]
  const [right, bottom] = [Math.max(...line.map((word) => word.left + word.width)), Math.max(...line.map((word) => word.top + word.height))]
  const white = Math.round(border * (line.map(({ height }) => height).sort((one, other) => one - other)[line.length >> 1] ?? 0))
  return { left: Math.max(0, left - white), top: Math.max(0, top - white), width: right - left + 2 * white, height: bottom - top + 2 * white }
}

/** A line's picture in two sizes, its letters upright. */
export function straightened(picture: Picture): { readonly line: StraightenedLine; readonly picture: Picture }[] {
  const slant = slantOf(picture)
  return scales.map((scale) => ({ line: { scale, slant }, picture: sheared(picture, slant, scale) }))
}

/** How far the letters of a line lean: the slant that parts its columns best. */
function slantOf(picture: Picture): number {
  const clearness = (slant: number): number => columnsOf(sheared(picture, slant, 1)).reduce((sum, count) => sum + count * count, 0)
  const upright = clearness(0)
  return slants.map((slant) => ({ slant, gain: clearness(slant) / upright })).reduce((best, each) => (each.gain > Math.max(clearer, best.gain) ? each : best), { slant: 0, gain: 1 }).slant
}

function columnsOf({ width, pixels }: Picture): number[] {
  const counts = new Array<number>(width).fill(0)
  pixels.forEach((tone, at) => { if (tone < inkTone) counts[at % width] = (counts[at % width] ?? 0) + 1 })
  return counts
}

/** The picture leant back around its middle row and enlarged, between its pixels as their mean. */
export function sheared({ width, height, pixels }: Picture, slant: number, scale: number): Picture {
  const [wide, high] = [Math.round(width * scale), Math.round(height * scale)]
  const toned = new Uint8Array(wide * high)
  const toneAt = (x: number, y: number): number => (x < 0 || x >= width ? 255 : pixels[Math.min(height - 1, Math.max(0, y)) * width + x] ?? 255)
  for (let y = 0, at = 0; y < high; y++) {
    const fromY = (y + 0.5) / scale - 0.5
    const above = Math.floor(fromY)
    const down = fromY - above
    for (let x = 0; x < wide; x++, at++) {
      const fromX = (x + 0.5) / scale - 0.5 - slant * (fromY - height / 2)
      const before = Math.floor(fromX)
      const across = fromX - before
      toned[at] = Math.round((toneAt(before, above) * (1 - across) + toneAt(before + 1, above) * across) * (1 - down)
        + (toneAt(before, above + 1) * (1 - across) + toneAt(before + 1, above + 1) * across) * down)
    }
  }
  return { width: wide, height: high, pixels: toned }
}

/** A straightened line and what was read of it. */
export interface LineReading {
  /** Where it stands on the page. */
  readonly region: Region
  readonly line: StraightenedLine
  readonly picture: Picture
  readonly words: readonly RawWord[]
}

/** What a line says: its figures, and the words from its label to the last of them, px of the line's region. */
interface Figures {
  readonly values: readonly string[]
  readonly words: readonly RawWord[]
}

/**
 * Joins what straightened lines say with the first reading: figures that both sizes tell alike, that stand on one base and are equally
 * high, as print is and a pen's are not, take the place of what was made of the line before.
 */
export function withFilledLines(words: readonly RawWord[], readings: readonly LineReading[]): RawWord[] {
  return [...Map.groupBy(readings, ({ region }) => `${region.left} ${region.top}`).values()].reduce<RawWord[]>((known, [plain, larger]) => {
    const [figures, again] = [plain, larger].map((reading) => (reading === undefined ? undefined : figuresOf(reading)))
    if (plain === undefined || figures === undefined || figures.values.join() !== again?.values.join()) return known
    const { region } = plain
    const found = figures.words.map((word): RawWord => ({ ...word, left: word.left + region.left, top: word.top + region.top }))
    const [from, to] = [Math.min(...found.map(({ left }) => left)), Math.max(...found.map(({ left, width }) => left + width))]
    const isReplaced = (word: RawWord): boolean => {
      const [x, y] = [word.left + word.width / 2, word.top + word.height / 2]
      return x >= from && x <= to && y >= region.top && y <= region.top + region.height
    }
    const place = known.findIndex(isReplaced)
    const before = known[place]
    if (before === undefined) return known
    const { block, paragraph, line } = before
    return [...known.slice(0, place), ...found.map((word) => ({ ...word, block, paragraph, line })), ...known.slice(place).filter((word) => !isReplaced(word))]
  }, [...words])
}

function figuresOf({ picture, line: { scale }, words }: LineReading): Figures | undefined {
  const text = textOf(words)
  const match = dateFigures.exec(text) ?? numberFigures.exec(text)
  const places = match?.indices?.slice(1).filter((place) => place !== undefined)
  if (match === null || places === undefined) return undefined
  const known: Placed[] = []
  let [offset, behind] = [0, 0]
  for (const [index, word] of words.entries()) {
    const [from, to] = [offset, offset + word.text.length]
    offset = to + 1
    if (to <= match.index || from >= match.index + match[0].length) continue
    behind = index + 1
    const inside = places.find((place) => place[0] >= from && place[1] <= to)
    known.push(...(inside === undefined ? [{ word, signs: undefined }] : parted(word, words[index - 1], inside[0] - from, inside[1] - from, picture)))
  }
  const told = known.flatMap(({ signs }) => (signs === undefined ? [] : [signs]))
  const letters = words.filter(({ text: own }) => !/\d/u.test(own)).flatMap((word) => signsOf(word, picture))
  if (told.length !== places.length || !told.every((signs) => arePrinted(signs, letters, picture)) || !areEquallyHigh(told, places.length > 1 ? undefined : capitalHeight(words.slice(behind), picture))) return undefined
  return {
    values: match.slice(1).map(withNoughts),
    words: known.map(({ word }) => ({ ...word, left: word.left / scale, top: word.top / scale, width: word.width / scale, height: word.height / scale })),
  }
}

/** How high the capitals of a notation stand, which figures in print equal; 0 where there are none. */
function capitalHeight(words: readonly RawWord[], picture: Picture): number {
  const notation = words.find(({ text }) => text.includes('/'))
  const heights = notation === undefined ? [] : signsOf(notation, picture).map((sign) => heightOf([sign])).sort((one, other) => one - other)
  return heights[heights.length >> 1] ?? 0
}

function withNoughts(text: string): string {
  return text.replace(/O/gu, '0')
}

/** A part of a word; of figures each by itself. */
interface Placed {
  readonly word: RawWord
  readonly signs: readonly Sign[] | undefined
}

/**
 * A word parted into the figures `from` to `to` and the letters beside them, each where its ink stands. The engine often draws the border
 * between a word and figures close behind it wrongly, so the ink of both is counted, from the side on which the figures stand.
 */
function parted(word: RawWord, before: RawWord | undefined, from: number, to: number, picture: Picture): Placed[] {
  const bare = word.text.replace(/[._…]+$/u, '')
  const [atEnd, count] = [to === bare.length, to - from]
  const start = atEnd && from === 0 && before !== undefined ? before.left : word.left
  const signs = signsOf({ ...word, left: start, width: word.left + word.width - start }, picture)
  const own = atEnd ? signs.slice(-count) : signs.slice(0, count)
  if ((!atEnd && from > 0) || own.length < count) return [{ word, signs: undefined }]
  const place = around(own)
  const figures: Placed = { signs: own, word: { ...word, ...place, text: withNoughts(word.text.slice(from, to)), confidence: Math.max(agreed, word.confidence) } }
  if (to - from === bare.length) return [figures]
  if (atEnd) return [{ signs: undefined, word: { ...word, text: word.text.slice(0, from), width: Math.max(1, Math.min(word.width, place.left - word.left)) } }, figures]
  return [figures, { signs: undefined, word: { ...word, text: word.text.slice(to), left: place.left + place.width, width: Math.max(1, word.left + word.width - place.left - place.width) } }]
}

function around(signs: readonly Sign[]): Pick<RawWord, 'left' | 'top' | 'width' | 'height'> {
  const [left, top] = [Math.min(...signs.map((sign) => sign.left)), Math.min(...signs.map((sign) => sign.top))]
  return { left, top, width: Math.max(...signs.map((sign) => sign.right)) - left, height: Math.max(...signs.map((sign) => sign.bottom)) - top }
}
