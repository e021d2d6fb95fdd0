import type { Stance } from './frame.ts'

/** An upright picture as one grey plane or as red, green and blue planes; 0 black, 255 white, row-major. */
export interface Planes {
  readonly width: number
  readonly height: number
  readonly channels: readonly Uint8Array[]
}

/** One grey plane; 0 black, 255 white, row-major. */
export interface Grey {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

/** Takes interleaved stored pixels apart into planes and brings them upright: mirror first, then turn clockwise. */
export function planesFrom(data: Uint8Array, storedWidth: number, storedHeight: number, samples: number, stance: Stance): Planes {
  const across = stance.turn % 180 !== 0
  const width = across ? storedHeight : storedWidth
  const height = across ? storedWidth : storedHeight
  const origin = { 0: 0, 90: width - 1, 180: width * height - 1, 270: (height - 1) * width }[stance.turn]
  const stepX = { 0: 1, 90: width, 180: -1, 270: -width }[stance.turn]
  const stepY = { 0: width, 90: -1, 180: -width, 270: 1 }[stance.turn]
  const count = samples >= 3 ? 3 : 1
  const channels: Uint8Array[] = []
  for (let channel = 0; channel < count; channel++) {
    const plane = new Uint8Array(width * height)
    for (let y = 0; y < storedHeight; y++) {
      let target = origin + y * stepY + (stance.mirrored ? (storedWidth - 1) * stepX : 0)
      const step = stance.mirrored ? -stepX : stepX
      let source = y * storedWidth * samples + channel
      for (let x = 0; x < storedWidth; x++) {
        plane[target] = data[source] ?? 0
        target += step
        source += samples
      }
    }
    channels.push(plane)
  }
  return { width, height, channels }
}

/** Luma of a picture (ITU-R BT.601 weights). A grey picture is returned as it is. */
export function lumaOf(planes: Planes): Grey {
  const [red, green, blue] = planes.channels
  if (red === undefined) throw new RangeError('a picture without planes')
  if (green === undefined || blue === undefined) return { width: planes.width, height: planes.height, pixels: red }
  const pixels = new Uint8Array(red.length)
  for (let index = 0; index < pixels.length; index++) {
    pixels[index] = ((red[index] ?? 0) * 77 + (green[index] ?? 0) * 150 + (blue[index] ?? 0) * 29) >> 8
  }
  return { width: planes.width, height: planes.height, pixels }
}
