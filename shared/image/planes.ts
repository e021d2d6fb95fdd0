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
  const step = stance.mirrored ? -stepX : stepX
  const first = origin + (stance.mirrored ? (storedWidth - 1) * stepX : 0)
  const plane = (): Uint8Array => new Uint8Array(width * height)
  if (samples < 3) {
    const grey = plane()
    for (let y = 0; y < storedHeight; y++) takeGreyRow(data, y * storedWidth * samples, samples, storedWidth, grey, first + y * stepY, step)
    return { width, height, channels: [grey] }
  }
  const [red, green, blue] = [plane(), plane(), plane()]
  for (let y = 0; y < storedHeight; y++) takeColourRow(data, y * storedWidth * samples, samples, storedWidth, red, green, blue, first + y * stepY, step)
  return { width, height, channels: [red, green, blue] }
}

// Wherever all pixels are looked at, a function looks at one row: loops within loops would be compiled anew for each page.

function takeGreyRow(data: Uint8Array, from: number, samples: number, count: number, grey: Uint8Array, to: number, step: number): void {
  for (let index = 0, source = from, target = to; index < count; index++, source += samples, target += step) grey[target] = data[source] ?? 0
}

function takeColourRow(data: Uint8Array, from: number, samples: number, count: number, red: Uint8Array, green: Uint8Array, blue: Uint8Array, to: number, step: number): void {
  for (let index = 0, source = from, target = to; index < count; index++, source += samples, target += step) {
    red[target] = data[source] ?? 0
    green[target] = data[source + 1] ?? 0
    blue[target] = data[source + 2] ?? 0
  }
}

/** Luma of a picture (ITU-R BT.601 weights). A grey picture is returned as it is. */
export function lumaOf(planes: Planes): Grey {
  const [red, green, blue] = planes.channels
  if (red === undefined) throw new RangeError('a picture without planes')
  if (green === undefined || blue === undefined) return { width: planes.width, height: planes.height, pixels: red }
  const pixels = new Uint8Array(red.length)
  for (let index = 0; index < pixels.length; index++) pixels[index] = luma(red[index] ?? 0, green[index] ?? 0, blue[index] ?? 0)
  return { width: planes.width, height: planes.height, pixels }
}

/** Luma of a pixel, rounded down. */
export function luma(red: number, green: number, blue: number): number {
  return (red * 77 + green * 150 + blue * 29) >> 8
}
