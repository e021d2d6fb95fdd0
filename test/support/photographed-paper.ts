import sharp from 'sharp'

/** How a sheet of A4 lies before a camera, mm and shares. */
export interface Lie {
  /** How far its left edge bends down at the top of the sheet, mm; negative: up. The bend begins at the middle. */
  readonly curl: number
  /** How far its right edge does so at the bottom. */
  readonly curlBelow?: number
  /** By how much of its width the top edge is seen shorter than the bottom edge. */
  readonly keystone?: number
}

const sheet = { width: 210, height: 297 }

interface Place { readonly x: number; readonly y: number }

/** How much lower than on flat paper a place is seen, mm. */
function bend({ curl, curlBelow = 0 }: Lie, { x, y }: Place): number {
  const [left, right] = [Math.max(0, 1 - x / (sheet.width / 2)), Math.max(0, x / (sheet.width / 2) - 1)]
  return -curl * left ** 2 * (1 - y / sheet.height) - curlBelow * right ** 2 * (y / sheet.height)
}

/** Where a place of the sheet is seen, both mm. */
export function seenAt(lie: Lie, place: Place): Place {
  const shrunk = 1 - (lie.keystone ?? 0) * (1 - place.y / sheet.height)
  return { x: sheet.width / 2 + (place.x - sheet.width / 2) * shrunk, y: place.y + bend(lie, place) }
}

/** The place of the sheet that is seen there. */
function placeSeen(lie: Lie, seen: Place): Place {
  let place = seen
  for (let step = 0; step < 4; step++) {
    const shrunk = 1 - (lie.keystone ?? 0) * (1 - place.y / sheet.height)
    const x = sheet.width / 2 + (seen.x - sheet.width / 2) / shrunk
    place = { x, y: seen.y - bend(lie, { x, y: place.y }) }
  }
  return place
}

/** A photo at `dpi` of a sheet of A4 drawn at `sheetDpi`, on a grey table, as JPEG that tells no resolution. */
export async function photographed(page: Uint8Array, sheetDpi: number, lie: Lie, dpi: number): Promise<Uint8Array> {
  const { data, info } = await sharp(page).greyscale().blur(0.5 * sheetDpi / dpi).raw().toBuffer({ resolveWithObject: true })
  const [width, height] = [Math.round((sheet.width / 25.4) * dpi), Math.round((sheet.height / 25.4) * dpi)]
  const pixels = new Uint8Array(width * height).fill(110)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const place = placeSeen(lie, { x: ((x + 0.5) / dpi) * 25.4, y: ((y + 0.5) / dpi) * 25.4 })
      const [column, row] = [(place.x / 25.4) * sheetDpi - 0.5, (place.y / 25.4) * sheetDpi - 0.5]
      const [left, upper] = [Math.floor(column), Math.floor(row)]
      if (left < 0 || upper < 0 || left + 1 >= info.width || upper + 1 >= info.height) continue
      const [across, down, at] = [column - left, row - upper, upper * info.width + left]
      const above = (data[at] ?? 0) * (1 - across) + (data[at + 1] ?? 0) * across
      const below = (data[at + info.width] ?? 0) * (1 - across) + (data[at + info.width + 1] ?? 0) * across
      // Paper is never white in a photo, and darker at one side.
      pixels[y * width + x] = (above * (1 - down) + below * down) * (0.85 - (0.2 * x) / width)
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 1 } }).toColourspace('b-w').jpeg({ quality: 80 }).toBuffer()
}
