import { inflateSync } from 'node:zlib'
import { SohoaError } from '../model/index.ts'

/** A PNG's own zlib stream and what PDF must be told to read it (FlateDecode with PNG predictors, ISO 32000-1 7.4.4.4). */
export interface PngPixels {
  readonly width: number
  readonly height: number
  readonly bitDepth: number
  readonly colours: 1 | 3
  /** RGB triplets, for pixels that are numbers of a palette. */
  readonly palette: Uint8Array | undefined
  readonly data: Uint8Array
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const chunkOverhead = 12

interface Chunk { readonly type: string; readonly data: Uint8Array }

function damaged(detail: string): SohoaError {
  return new SohoaError('image_damaged', { detail })
}

function* chunksOf(bytes: Uint8Array): Generator<Chunk> {
  if (!signature.every((byte, index) => bytes[index] === byte)) throw damaged('not a PNG')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = signature.length; at + chunkOverhead <= bytes.length;) {
    const length = view.getUint32(at)
    if (at + chunkOverhead + length > bytes.length) throw damaged('cut short')
    yield { type: String.fromCharCode(...bytes.subarray(at + 4, at + 8)), data: bytes.subarray(at + 8, at + 8 + length) }
    at += chunkOverhead + length
  }
}

/** Throws image_damaged unless the zlib stream holds exactly the image's rows: a PDF reader would show half a page and say nothing. */
function checkRows(data: Uint8Array, rowBytes: number, height: number): void {
  const expected = (rowBytes + 1) * height
  let length: number
  try {
    length = inflateSync(data, { maxOutputLength: expected + 1 }).length
  } catch (cause) {
    throw new SohoaError('image_damaged', { detail: 'pixels unreadable' }, { cause })
  }
  if (length !== expected) throw damaged('pixels missing')
}

/**
 * The pixels of a PNG (ISO/IEC 15948) as they are stored, without decoding them; undefined for those that PDF cannot
 * take over: transparent, interlaced or 16-bit ones. Throws image_damaged.
 */
export function storedPixels(bytes: Uint8Array): PngPixels | undefined {
  let header: DataView | undefined
  let palette: Uint8Array | undefined
  let transparent = false
  const parts: Uint8Array[] = []
  for (const { type, data } of chunksOf(bytes)) {
    if (type === 'IHDR') header = new DataView(data.buffer, data.byteOffset, data.byteLength)
    else if (type === 'PLTE') palette = data
    else if (type === 'tRNS') transparent = true
    else if (type === 'IDAT') parts.push(data)
  }
  if (header === undefined || header.byteLength < 13) throw damaged('no header')
  const [width, height, bitDepth, colourType, interlace] = [header.getUint32(0), header.getUint32(4), header.getUint8(8), header.getUint8(9), header.getUint8(12)]
  const indexed = colourType === 3
  if (transparent || interlace !== 0 || bitDepth === 16 || (colourType !== 0 && colourType !== 2 && !indexed)) return undefined
  if (indexed && palette === undefined) throw damaged('no palette')
  const colours = colourType === 2 ? 3 : 1
  const data = Buffer.concat(parts)
  checkRows(data, Math.ceil((width * colours * bitDepth) / 8), height)
  return { width, height, bitDepth, colours, palette: indexed ? palette : undefined, data }
}
