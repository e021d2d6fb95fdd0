import { crc32, deflateSync } from 'node:zlib'

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

function chunk(type: string, data: Uint8Array): Uint8Array {
  const name = Buffer.from(type, 'latin1')
  const out = Buffer.alloc(12 + data.byteLength)
  out.writeUInt32BE(data.byteLength, 0)
  out.set(name, 4)
  out.set(data, 8)
  out.writeUInt32BE(crc32(data, crc32(name)), 8 + data.byteLength)
  return out
}

/** Samples of 8 bits, `channels` to a pixel, rows without padding: grey, RGB, or RGB with alpha. */
export interface Pixels {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3 | 4
}

function onWhite(value: number, alpha: number): number {
  return alpha === 255 ? value : Math.round((value * alpha + 255 * (255 - alpha)) / 255)
}

/** Takes alpha away in place, laying the pixels on white. */
function flatten(data: Uint8Array): void {
  for (let at = 3; at < data.length; at += 4) {
    const alpha = data[at] ?? 255
    if (alpha === 255) continue
    for (let sample = at - 3; sample < at; sample++) data[sample] = onWhite(data[sample] ?? 0, alpha)
  }
}

type Depth = 'bilevel' | 'grey' | 'colour'

const opaqueBlack = 0xff000000
const opaqueWhite = 0xffffffff

/** A quick look at pixels of four bytes each: true when all are opaque and black or white. */
function isPlainBilevel({ data, channels }: Pixels): boolean {
  if (channels !== 4 || data.byteOffset % 4 !== 0) return false
  const words = new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4)
  for (const word of words) if (word !== opaqueBlack && word !== opaqueWhite) return false
  return true
}

/** The least form that holds the pixels without loss. */
function depthOf({ data, channels }: Pixels): Depth {
  let depth: Depth = 'bilevel'
  for (let at = 0; at < data.length; at += channels) {
    const value = data[at]
    if (channels !== 1 && (data[at + 1] !== value || data[at + 2] !== value)) return 'colour'
    if (value !== 0 && value !== 255) depth = 'grey'
  }
  return depth
}

function bilevelLines({ data, width, height, channels }: Pixels): Uint8Array {
  const lineLength = 1 + Math.ceil(width / 8)
  const lines = new Uint8Array(lineLength * height)
  for (let row = 0, at = 0; row < height; row++) {
    let to = row * lineLength + 1
    for (let x = 0, byte = 0; x < width; x++, at += channels) {
      if (data[at] === 255) byte |= 0x80 >> (x & 7)
      if ((x & 7) !== 7 && x !== width - 1) continue
      lines[to++] = byte
      byte = 0
    }
  }
  return lines
}

/** Lines of grey or colour samples, each the difference to the line above (filter type 2, Up). */
function sampleLines({ data, width, height, channels }: Pixels, samples: 1 | 3): Uint8Array {
  const lineLength = 1 + width * samples
  const lines = new Uint8Array(lineLength * height)
  for (let row = 0, at = 0; row < height; row++) {
    let to = row * lineLength
    lines[to++] = 2
    const above = row === 0 ? data.length : width * channels
    for (let x = 0; x < width; x++, at += channels) {
      for (let sample = at; sample < at + samples; sample++) lines[to++] = (data[sample] ?? 0) - (data[sample - above] ?? 0)
    }
  }
  return lines
}

/** Pixels per inch along rows and along columns. */
export interface PngResolution {
  readonly horizontal: number
  readonly vertical: number
}

/** The pHYs chunk (PNG 11.3.4.3). */
function physicalSize({ horizontal, vertical }: PngResolution): Uint8Array {
  const data = Buffer.alloc(9)
  const perMetre = (value: number): number => Math.min(0x7fff_ffff, Math.max(1, Math.round(value / 0.0254)))
  data.writeUInt32BE(perMetre(horizontal), 0)
  data.writeUInt32BE(perMetre(vertical), 4)
  data[8] = 1
  return chunk('pHYs', data)
}

/**
 * A PNG of pixels laid on white, without loss and always the same bytes for the same pixels: 1-bit grey where all are
 * black or white, else 8-bit grey, else 8-bit RGB; the resolution in its pHYs chunk, none where it is undefined.
 * `effort` is zlib's level. Flattens `pixels` in place.
 */
export function encodePng(pixels: Pixels, resolution: PngResolution | undefined, effort: number): Uint8Array {
  const bilevel = isPlainBilevel(pixels)
  if (pixels.channels === 4 && !bilevel) flatten(pixels.data)
  const depth = bilevel ? 'bilevel' : depthOf(pixels)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(pixels.width, 0)
  header.writeUInt32BE(pixels.height, 4)
  header[8] = depth === 'bilevel' ? 1 : 8
  header[9] = depth === 'colour' ? 2 : 0
  const lines = depth === 'bilevel' ? bilevelLines(pixels) : sampleLines(pixels, depth === 'colour' ? 3 : 1)
  return Buffer.concat([
    signature, chunk('IHDR', header), ...(resolution === undefined ? [] : [physicalSize(resolution)]),
    chunk('IDAT', deflateSync(lines, { level: effort })), chunk('IEND', new Uint8Array(0)),
  ])
}
