import { unreadRegions, type FirstReading, type Picture, type Region } from './unread-ink.ts'

/** Regions of one page that are read a second time: three cost about half as much as the page. */
const mostRegions = 3

/** A region cut out of a reading copy. */
export interface Crop {
  readonly region: Region
  readonly picture: Picture
}

/** Cuts out what holds print-like ink under no word that explains it. */
export function cropsOf(page: Picture, dpi: number, first: FirstReading): Crop[] {
  return unreadRegions(page, first, dpi, mostRegions).map((region) => {
    const pixels = new Uint8Array(region.width * region.height)
    for (let row = 0; row < region.height; row++) {
      const from = (region.top + row) * page.width + region.left
      pixels.set(page.pixels.subarray(from, from + region.width), row * region.width)
    }
    return { region, picture: { width: region.width, height: region.height, pixels } }
  })
}
