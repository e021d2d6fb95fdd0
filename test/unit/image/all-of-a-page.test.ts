import { expect, test } from 'vitest'
import type { Grey } from '../../../shared/image/planes.ts'
import { rotateOnto } from '../../../shared/image/clean/straighten.ts'
import { darkerThan, histogramOf, stretch } from '../../../shared/image/clean/tone.ts'

/** White with strokes, dots and tones on it, some at its very sides. */
function sparsePicture(width: number, height: number): Grey {
  const pixels = new Uint8Array(width * height).fill(255)
  for (let at = 0; at < pixels.length; at++) {
    const [x, y] = [at % width, Math.floor(at / width)]
    if ((x * 7 + y * 13) % 97 === 0 || (y % 31 < 2 && x % 23 < 17) || (x % 41 === 0 && y > height / 2)) pixels[at] = (x * 5 + y * 3) % 200
  }
  return { width, height, pixels }
}

/** Catmull-Rom weight of a px so far from a place. */
function weight(distance: number): number {
  const far = Math.abs(distance)
  return far < 1 ? 1.5 * far ** 3 - 2.5 * far ** 2 + 1 : far < 2 ? -0.5 * far ** 3 + 2.5 * far ** 2 - 4 * far + 2 : 0
}

/** The tone at a place well within a picture, every px around it weighed. */
function toneAt({ width, pixels }: Grey, x: number, y: number): number {
  let sum = 0
  for (let row = Math.floor(y) - 1; row <= Math.floor(y) + 2; row++) {
    for (let column = Math.floor(x) - 1; column <= Math.floor(x) + 2; column++) sum += (pixels[row * width + column] ?? 0) * weight(x - column) * weight(y - row)
  }
  return Math.max(0, Math.min(255, sum))
}

test.each([-5.3, -0.4, 0.26, 2.2, 6.9])('a page turned by %f degrees has every px that weighing each of them gives, though white is passed over', (degrees) => {
  const picture = sparsePicture(301, 223)
  const [width, height] = [340, 260]
  const turned = rotateOnto(picture, degrees, width, height)
  const [cosine, sine] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  let most = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [across, down] = [x + 0.5 - width / 2, y + 0.5 - height / 2]
      const [fromX, fromY] = [across * cosine + down * sine + picture.width / 2 - 0.5, down * cosine - across * sine + picture.height / 2 - 0.5]
      if (fromX < 2 || fromY < 2 || fromX >= picture.width - 3 || fromY >= picture.height - 3) continue
      most = Math.max(most, Math.abs((turned.pixels[y * width + x] ?? 0) - toneAt(picture, fromX, fromY)))
    }
  }
  // Places are told in 64ths of a px.
  expect(most).toBeLessThan(8)
})

test('all px of a plane are counted, stretched and marked, whatever its length', () => {
  for (const length of [0, 1, 8191, 8192, 8193, 16_385]) {
    const pixels = Uint8Array.from({ length }, (_, at) => (at * 37) % 256)
    expect(histogramOf(pixels).reduce((sum, count) => sum + count, 0)).toBe(length)
    expect(darkerThan(pixels, 100)).toEqual(Uint8Array.from(pixels, (tone) => (tone < 100 ? 1 : 0)))
    const stretched = pixels.slice()
    stretch(stretched, 50, 200)
    expect(stretched).toEqual(Uint8Array.from(pixels, (tone) => Math.max(0, Math.min(255, Math.round(((tone - 50) * 255) / 150)))))
  }
})
