import { crc32 } from 'node:zlib'

/** A JPEG with a JFIF header that tells this density, in place of any it has. */
export function withJfifDensity(jpeg: Uint8Array, unit: number, density: number): Uint8Array {
  const header = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')
  header[13] = unit
  header.writeUInt16BE(density, 14)
  header.writeUInt16BE(density, 16)
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength)
  const had = view.getUint16(2) === 0xffe0 ? 4 + view.getUint16(4) : 2
  return Buffer.concat([header, jpeg.subarray(had)])
}

/** A PNG with a pHYs chunk of these pixels a unit (1 = metre, 0 = ratio only). */
export function withPngPhysicalSize(png: Uint8Array, pixels: number, unit: number): Uint8Array {
  const chunk = Buffer.alloc(21)
  chunk.writeUInt32BE(9, 0)
  chunk.write('pHYs', 4, 'latin1')
  chunk.writeUInt32BE(pixels, 8)
  chunk.writeUInt32BE(pixels, 12)
  chunk[16] = unit
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 17)), 17)
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)])
}

export interface MadeTiffPage {
  readonly width: number
  readonly height: number
  /** Every pixel, 0..255. */
  readonly value: number
  readonly orientation?: number
  readonly dpi?: number
  /** ResolutionUnit: 1 none, 2 inch, 3 centimetre. */
  readonly unit?: number
  readonly subfileType?: number
  readonly compression?: number
  /** Samples are 32-bit fractions, all zero bytes but for `value`. */
  readonly fractions?: boolean
}

/** A little-endian TIFF of plain grey pages, 8 bits a sample unless told otherwise (TIFF 6.0 section 4). */
export function tiffOf(pages: readonly MadeTiffPage[]): Uint8Array {
  const parts: Buffer[] = [Buffer.from('49492a0008000000', 'hex')]
  let offset = 8
  pages.forEach((page, index) => {
    const entryCount = 15
    const directoryLength = 2 + entryCount * 12 + 4
    const rational = offset + directoryLength
    const strip = rational + 8
    const length = page.width * page.height * (page.fractions === true ? 4 : 1)
    const padded = length + (length % 2)
    const next = index + 1 === pages.length ? 0 : strip + padded
    const directory = Buffer.alloc(directoryLength)
    directory.writeUInt16LE(entryCount, 0)
    const entries: [number, number, number][] = [
      [254, 4, page.subfileType ?? 0], [256, 4, page.width], [257, 4, page.height], [258, 3, page.fractions === true ? 32 : 8], [259, 3, page.compression ?? 1], [262, 3, 1],
      [273, 4, strip], [274, 3, page.orientation ?? 1], [277, 3, 1], [278, 4, page.height], [279, 4, length], [282, 5, rational], [283, 5, rational], [296, 3, page.unit ?? 2],
      [339, 3, page.fractions === true ? 3 : 1],
    ]
    entries.forEach(([tag, type, value], entry) => {
      directory.writeUInt16LE(tag, 2 + entry * 12)
      directory.writeUInt16LE(type, 4 + entry * 12)
      directory.writeUInt32LE(1, 6 + entry * 12)
      directory.writeUInt32LE(value, 10 + entry * 12)
    })
    directory.writeUInt32LE(next, directoryLength - 4)
    const resolution = Buffer.alloc(8)
    resolution.writeUInt32LE(page.dpi ?? 300, 0)
    resolution.writeUInt32LE(1, 4)
    parts.push(directory, resolution, Buffer.alloc(padded, page.value))
    offset = strip + padded
  })
  return Buffer.concat(parts)
}
