import { editDistance, fold } from '../../model/index.ts'
import type { RawWord } from '../engines/tsv.ts'
import { inkTone, type Picture, type Region } from './unread-ink.ts'

/**
 * Least belief in every word that tells a stamp, as other second readings demand it: of two words of secrecy as of a run, of one short word, which
 * any texture may read as, as of a lone one. Two words of urgency tell one field, which a person sees in doubt; secrecy refuses the whole record.
 */
const least = { urgency: 0.5, secrecy: 0.75, loneWord: 0.88 } as const
/** Stamps of urgency and secrecy (Decree 30/2020 Annex I, ô 10), and how many letters their frame may hide. */
const stamps = [
  { text: 'HỎA TỐC', hidden: 1, belief: least.urgency }, { text: 'THƯỢNG KHẨN', hidden: 1, belief: least.urgency }, { text: 'KHẨN', hidden: 0, belief: least.loneWord },
  { text: 'TUYỆT MẬT', hidden: 1, belief: least.secrecy }, { text: 'TỐI MẬT', hidden: 0, belief: least.secrecy }, { text: 'MẬT', hidden: 0, belief: least.loneWord },
] as const
/** Such stamps stand in the upper part of a copy. */
const headShare = 0.5
/** A patch of ink longer than this share of its region is a frame. */
const frameShare = 0.33
/** Fewer px are a speck. */
const leastArea = 12
/** How far a stamp is turned, degrees: less is read as it stands, more was never pressed so. */
const turned = { least: 8, most: 60 }
/** A line of letters is at least this much longer than high, by the mean squares of its ink's distances. */
const leastLong = 1.2
/** What is believed of a stamp of which a letter is missing. */
const incomplete = 0.65
/** Height of a stamp's letters, share of its region's. */
const letterShare = 0.15
/** Numbers of blocks of stamps begin here: no page has as many. */
const stampBlocks = 200_000

/** What a region that was turned upright was read as. */
export interface StampReading {
  readonly region: Region
  readonly words: readonly RawWord[]
}

/** What a region in the upper part of a page shows but for frames, turned so that its letters stand upright; undefined where they are not slanted. */
export function uprightStamp(picture: Picture, { top, figure }: Region, pageHeight: number): Picture | undefined {
  if (figure === true || top > headShare * pageHeight) return undefined
  const letters = withoutFrames(picture)
  const degrees = axisOf(letters)
  return degrees === undefined || Math.abs(degrees) < turned.least || Math.abs(degrees) > turned.most ? undefined : turnedBack(letters, degrees)
}

function withoutFrames({ width, height, pixels }: Picture): Picture {
  const bare = pixels.slice()
  const seen = new Uint8Array(pixels.length)
  for (let start = 0; start < pixels.length; start++) {
    if (seen[start] === 1 || (pixels[start] ?? 255) >= inkTone) continue
    const patch = [start]
    seen[start] = 1
    const extent = { left: width, right: 0, top: height, bottom: 0 }
    for (let index = 0; index < patch.length; index++) {
      const place = patch[index] ?? 0
      const [x, y] = [place % width, Math.floor(place / width)]
      Object.assign(extent, { left: Math.min(extent.left, x), right: Math.max(extent.right, x), top: Math.min(extent.top, y), bottom: Math.max(extent.bottom, y) })
      for (const [nextX, nextY] of [[x - 1, y], [x + 1, y], [x, y - 1], [x, y + 1]] as const) {
        const next = nextY * width + nextX
        if (nextX < 0 || nextY < 0 || nextX >= width || nextY >= height || seen[next] === 1 || (pixels[next] ?? 255) >= inkTone) continue
        seen[next] = 1
        patch.push(next)
      }
    }
    const isFrame = Math.max(extent.right - extent.left, extent.bottom - extent.top) > frameShare * Math.max(width, height)
    if (isFrame || patch.length < leastArea) for (const place of patch) for (const near of [place, place - 1, place + 1, place - width, place + width]) bare[near] = 255
  }
  return { width, height, pixels: bare }
}

/** Clockwise degrees by which a line of ink is turned; undefined for what is no line. */
function axisOf({ width, pixels }: Picture): number | undefined {
  let [ink, across, down, wide, high, mixed] = [0, 0, 0, 0, 0, 0]
  for (const [place, tone] of pixels.entries()) {
    if (tone >= inkTone) continue
    const [x, y] = [place % width, Math.floor(place / width)]
    ink++
    across += x
    down += y
    wide += x * x
    high += y * y
    mixed += x * y
  }
  if (ink === 0) return undefined
  const [middleX, middleY] = [across / ink, down / ink]
  const [alongX, alongY, both] = [wide / ink - middleX * middleX, high / ink - middleY * middleY, mixed / ink - middleX * middleY]
  const half = Math.hypot((alongX - alongY) / 2, both)
  const mean = (alongX + alongY) / 2
  return mean + half < leastLong ** 2 * (mean - half) ? undefined : (Math.atan2(2 * both, alongX - alongY) * 90) / Math.PI
}

/** The picture turned back by so many degrees about its middle, on a square that holds all of it. */
function turnedBack({ width, height, pixels }: Picture, degrees: number): Picture {
  const side = Math.ceil(Math.hypot(width, height))
  const [sine, cosine] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)]
  const toneAt = (x: number, y: number): number => (x < 0 || y < 0 || x >= width || y >= height ? 255 : pixels[y * width + x] ?? 255)
  const upright = new Uint8Array(side * side)
  for (let y = 0, at = 0; y < side; y++) {
    for (let x = 0; x < side; x++, at++) {
      const fromX = cosine * (x - side / 2) - sine * (y - side / 2) + width / 2
      const fromY = sine * (x - side / 2) + cosine * (y - side / 2) + height / 2
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)]
      const [right, low] = [fromX - left, fromY - top]
      upright[at] = Math.round((toneAt(left, top) * (1 - right) + toneAt(left + 1, top) * right) * (1 - low)
        + (toneAt(left, top + 1) * (1 - right) + toneAt(left + 1, top + 1) * right) * low)
    }
  }
  return { width: side, height: side, pixels: upright }
}

/** The words with those of stamps that were read upright: what is no such stamp tells nothing. */
export function withSlantedStamps(words: readonly RawWord[], readings: readonly StampReading[]): RawWord[] {
  return [...words, ...readings.flatMap(({ region, words: read }, index) => stampOf(region, read, stampBlocks + index))]
}

function stampOf({ left, top, width, height }: Region, read: readonly RawWord[], block: number): RawWord[] {
  const telling = read.filter(({ text }) => /\p{L}/u.test(text))
  const letters = telling.map(({ text }) => text.replace(/\P{L}/gu, '')).join('')
  // A capital O and a small one are told apart by their size alone.
  const isCapitals = !/[^\P{Ll}oôốồổỗộơớờởỡợ]/u.test(letters)
  const stamp = stamps.find(({ text, hidden }) => {
    const known = text.replace(' ', '')
    return hidden === 0 ? letters === known : isCapitals && editDistance(fold(letters), fold(known), hidden) <= hidden
  })
  const weakest = Math.min(...telling.map(({ confidence }) => confidence))
  if (stamp === undefined || weakest < stamp.belief) return []
  const belief = weakest * (letters === stamp.text.replace(' ', '') ? 1 : incomplete)
  const parts = stamp.text.split(' ')
  const [wide, high] = [width / parts.length, letterShare * height]
  return parts.map((text, part) => ({
    text, left: Math.round(left + part * wide), top: Math.round(top + (height - high) / 2), width: Math.round(0.95 * wide), height: Math.round(high),
    confidence: belief, block, paragraph: 1, line: 1,
  }))
}
