import sharp from 'sharp'
import { SohoaError } from '../model/index.ts'
import { unreadRegions, type FirstReading, type Picture, type Region } from './unread-ink.ts'

sharp.cache(false)
sharp.concurrency(1)

/** Regions of one page that are read a second time: three cost about half as much as the page. */
const mostRegions = 3

/** A region cut out of a reading copy. */
export interface Crop {
  readonly region: Region
  readonly picture: Picture
  /** The same pixels for the engine. */
  readonly png: Uint8Array
}

/** Cuts out what holds print-like ink under no word that explains it. Throws ocr_failed for bytes that are no image. */
export async function cropsOf(png: Uint8Array, dpi: number, first: FirstReading): Promise<Crop[]> {
  const { data, info } = await sharp(png).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
    .catch((thrown: unknown) => { throw new SohoaError('ocr_failed', { engine: 'reading copy' }, { cause: thrown }) })
  const page = { width: info.width, height: info.height, pixels: data }
  return Promise.all(unreadRegions(page, first, dpi, mostRegions).map(async (region) => {
    const pixels = new Uint8Array(region.width * region.height)
    for (let row = 0; row < region.height; row++) {
      const from = (region.top + row) * page.width + region.left
      pixels.set(data.subarray(from, from + region.width), row * region.width)
    }
    const coded = await sharp(pixels, { raw: { width: region.width, height: region.height, channels: 1 } }).toColourspace('b-w').png({ compressionLevel: 1 }).toBuffer()
    return { region, picture: { width: region.width, height: region.height, pixels }, png: coded }
  }))
}
