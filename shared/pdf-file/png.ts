import { crc32, deflateSync } from 'node:zlib'
import type { RgbaPixels } from './image-pixels.ts'

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

/** Values 0..255 over white. */
function onWhite(value: number, alpha: number): number {
  return alpha === 255 ? value : Math.round((value * alpha + 255 * (255 - alpha)) / 255)
}

type Depth = 'bilevel' | 'grey' | 'colour'

/** Puts pixels on white in place and tells the least form that holds them without loss. */
function flattened({ data }: RgbaPixels): Depth {
  let depth: Depth = 'bilevel'
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3] ?? 255
    const red = onWhite(data[at] ?? 0, alpha)
    const green = onWhite(data[at + 1] ?? 0, alpha)
    const blue = onWhite(data[at + 2] ?? 0, alpha)
    data[at] = red
    data[at + 1] = green
    data[at + 2] = blue
    if (red !== green || green !== blue) depth = 'colour'
    else if (depth === 'bilevel' && red !== 0 && red !== 255) depth = 'grey'
  }
  return depth
}

/** PNG scan lines, each led by filter type: Up (2) for grey and colour, None (0) for bilevel. */
function scanLines({ data, width, height }: RgbaPixels, depth: Depth): Uint8Array {
  const samples = depth === 'colour' ? 3 : 1
  const lineLength = 1 + (depth === 'bilevel' ? Math.ceil(width / 8) : width * samples)
  const lines = new Uint8Array(lineLength * height)
  for (let row = 0; row < height; row++) {
    const line = row * lineLength
    const from = row * width * 4
    if (depth === 'bilevel') {
      for (let x = 0; x < width; x++) {
        if (data[from + x * 4] === 255) lines[line + 1 + (x >> 3)] = (lines[line + 1 + (x >> 3)] ?? 0) | (0x80 >> (x & 7))
      }
      continue
    }
    lines[line] = 2
    for (let x = 0; x < width; x++) {
      for (let sample = 0; sample < samples; sample++) {
        const at = from + x * 4 + sample
        const above = row === 0 ? 0 : data[at - width * 4] ?? 0
        lines[line + 1 + x * samples + sample] = ((data[at] ?? 0) - above) & 0xff
      }
    }
  }
  return lines
}

/**
 * A PNG of pixels on white, without loss and always the same bytes for the same pixels: 1-bit grey where all are black or
 * white, else 8-bit grey, else 8-bit RGB. `horizontal` and `vertical` dpi are told in its pHYs chunk. Alters `pixels`.
 */
export function encodePng(pixels: RgbaPixels, dpi: { horizontal: number; vertical: number }): Uint8Array {
  const depth = flattened(pixels)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(pixels.width, 0)
  header.writeUInt32BE(pixels.height, 4)
  header[8] = depth === 'bilevel' ? 1 : 8
  header[9] = depth === 'colour' ? 2 : 0
  const physical = Buffer.alloc(9)
  const perMetre = (value: number): number => Math.min(0xffff_ffff, Math.max(1, Math.round(value / 0.0254)))
  physical.writeUInt32BE(perMetre(dpi.horizontal), 0)
  physical.writeUInt32BE(perMetre(dpi.vertical), 4)
  physical[8] = 1
  const body = deflateSync(scanLines(pixels, depth), { level: depth === 'bilevel' ? 9 : 6 })
  return Buffer.concat([signature, chunk('IHDR', header), chunk('pHYs', physical), chunk('IDAT', body), chunk('IEND', new Uint8Array(0))])
}
