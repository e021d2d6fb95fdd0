import { SohoaError } from '../../model/index.ts'
import type { Picture } from '../second-reading/unread-ink.ts'

/** Rows of a picture, px: from `top` to the one before `bottom`. */
export interface Rows {
  readonly top: number
  readonly bottom: number
}

const short = 3
const long = 4
const entryBytes = 12

/**
 * Grey pictures as an uncompressed TIFF 6.0 (a page each, one strip a page): the form that both engines take in without unpacking
 * anything, and of which native tesseract reads every page in one process. Throws ocr_failed where a picture holds other than its pixels.
 */
export function tiffOf(pictures: readonly Picture[]): Buffer {
  const start = Buffer.alloc(8)
  start.write('II', 'latin1')
  start.writeUInt16LE(42, 2)
  start.writeUInt32LE(8, 4)
  const parts: Uint8Array[] = [start]
  let at = start.length
  pictures.forEach(({ width, height, pixels }, page) => {
    if (pixels.length !== width * height || pixels.length === 0) throw new SohoaError('ocr_failed', { engine: 'reading copy' })
    const directory = directoryOf(width, height, at)
    const end = at + directory.length + pixels.length
    const padding = end % 2
    if (page < pictures.length - 1) directory.writeUInt32LE(end + padding, directory.length - 4)
    parts.push(directory, pixels, new Uint8Array(padding))
    at = end + padding
  })
  return Buffer.concat(parts)
}

/** The directory of a page that stands at `at`, its pixels following it; it names no next one. */
function directoryOf(width: number, height: number, at: number): Buffer {
  const tags: readonly (readonly [tag: number, type: number, value: number])[] = [
    [256, long, width], [257, long, height], [258, short, 8], [259, short, 1], [262, short, 1], [273, long, 0], [277, short, 1], [278, long, height], [279, long, width * height],
  ]
  const directory = Buffer.alloc(2 + tags.length * entryBytes + 4)
  directory.writeUInt16LE(tags.length, 0)
  tags.forEach(([tag, type, value], index) => {
    const entry = 2 + index * entryBytes
    directory.writeUInt16LE(tag, entry)
    directory.writeUInt16LE(type, entry + 2)
    directory.writeUInt32LE(1, entry + 4)
    directory.writeUInt32LE(tag === 273 ? at + directory.length : value, entry + 8)
  })
  return directory
}

/** Some rows of a picture. */
export function rowsOf({ width, pixels }: Picture, { top, bottom }: Rows): Picture {
  return { width, height: bottom - top, pixels: pixels.subarray(top * width, bottom * width) }
}
