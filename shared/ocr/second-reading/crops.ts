import { straightened, type StraightenedLine } from './filled-lines.ts'
import { uprightStamp } from './slanted-stamps.ts'
import { unreadRegions, type FirstReading, type Picture, type Region } from './unread-ink.ts'

/** Regions of one page that are read a second time: three cost about half as much as the page. */
const mostRegions = 3

/** A region cut out of a reading copy. */
export interface Crop {
  readonly region: Region
  readonly picture: Picture
  /** How the picture was made, where it is a line to be read once more. */
  readonly line?: StraightenedLine
  /** The picture shows the region's letters turned upright. */
  readonly upright?: true
}

/** Cuts out what holds print-like ink under no word that explains it, and the lines whose figures are doubted, each in two sizes; what may be a slanted stamp, upright too. */
export function cropsOf(page: Picture, dpi: number, first: FirstReading): Crop[] {
  const unread = unreadRegions(page, first, dpi, mostRegions).map((region): Crop => ({ region, picture: cutOut(page, region) }))
  const stamps = unread.flatMap(({ region, picture }): Crop[] => {
    const upright = uprightStamp(picture, region, page.height)
    return upright === undefined ? [] : [{ region, picture: upright, upright: true }]
  })
  return [...unread, ...stamps, ...first.filled.flatMap((region) => straightened(cutOut(page, region)).map((made): Crop => ({ region, ...made })))]
}

function cutOut(page: Picture, { left, top, width, height }: Region): Picture {
  const [wide, high] = [Math.min(width, page.width - left), Math.min(height, page.height - top)]
  const pixels = new Uint8Array(wide * high)
  for (let row = 0; row < high; row++) {
    const from = (top + row) * page.width + left
    pixels.set(page.pixels.subarray(from, from + wide), row * wide)
  }
  return { width: wide, height: high, pixels }
}
