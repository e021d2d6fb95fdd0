import { SohoaError } from '../model/index.ts'
import type { Picture } from './unread-ink.ts'

/** Rows of a picture, px: from `top` to the one before `bottom`. */
export interface Rows {
  readonly top: number
  readonly bottom: number
}

const short = 3
const long = 4
const entryBytes = 12

/**
 * Rows of a grey picture as an uncompressed TIFF 6.0 (one strip): the form that both engines take in without unpacking anything.
 * Throws ocr_failed where the picture holds other than its pixels.
 */
export function tiffOf(picture: Picture, { top, bottom }: Rows = { top: 0, bottom: picture.height }): Buffer {
  const { width, pixels } = picture
  const height = bottom - top
  if (pixels.length !== width * picture.height || width * height === 0) throw new SohoaError('ocr_failed', { engine: 'reading copy' })
  const tags: readonly (readonly [tag: number, type: number, value: number])[] = [
    [256, long, width], [257, long, height], [258, short, 8], [259, short, 1], [262, short, 1], [273, long, 0], [277, short, 1], [278, long, height], [279, long, width * height],
  ]
  const headBytes = 8 + 2 + tags.length * entryBytes + 4
  const file = Buffer.alloc(headBytes + width * height)
  file.write('II', 'latin1')
  file.writeUInt16LE(42, 2)
  file.writeUInt32LE(8, 4)
  file.writeUInt16LE(tags.length, 8)
  tags.forEach(([tag, type, value], index) => {
    const at = 10 + index * entryBytes
    file.writeUInt16LE(tag, at)
    file.writeUInt16LE(type, at + 2)
    file.writeUInt32LE(1, at + 4)
    // The pixels follow the directory.
    file.writeUInt32LE(tag === 273 ? headBytes : value, at + 8)
  })
  file.set(pixels.subarray(top * width, bottom * width), headBytes)
  return file
}
