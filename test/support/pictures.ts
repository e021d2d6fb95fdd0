import sharp from 'sharp'

/** A worn-looking grey page whose four corners differ, as raw samples: nothing in it is symmetrical. */
export function pageSamples(width: number, height: number): Uint8Array {
  const samples = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inTopLeft = x < width / 2 && y < height / 3
      const line = inTopLeft && y % 12 < 5 && x % 9 < 6
      const paper = 235 + ((x * 7 + y * 13) % 16)
      samples[y * width + x] = line ? 20 : Math.max(0, paper - Math.floor((60 * y) / height))
    }
  }
  return samples
}

/** The same page as a JPEG, grey or colour. */
export async function pageJpeg(width: number, height: number, kind: 'grey' | 'colour' | 'cmyk' = 'grey', dpi?: number): Promise<Uint8Array> {
  const image = sharp(pageSamples(width, height), { raw: { width, height, channels: 1 } })
  const coloured = kind === 'grey' ? image.toColourspace('b-w') : image.toColourspace(kind === 'cmyk' ? 'cmyk' : 'srgb')
  return (dpi === undefined ? coloured : coloured.withMetadata({ density: dpi })).jpeg({ quality: 85 }).toBuffer()
}

/** The same page in black and white: a bit a pixel, 1 = white, rows padded to bytes. */
export function pageBits(width: number, height: number): Uint8Array {
  const samples = pageSamples(width, height)
  const rowLength = Math.ceil(width / 8)
  const bits = new Uint8Array(rowLength * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * rowLength + (x >> 3)
      if ((samples[y * width + x] ?? 0) > 127) bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7))
    }
  }
  return bits
}
