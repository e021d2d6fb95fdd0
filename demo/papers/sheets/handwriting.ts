import type { Random } from './random.ts'
import { penStroke, smoothWay } from './strokes.ts'
import type { Point } from './strokes.ts'
import { millimetresPerPoint } from './typeface.ts'

/** Pen ways of one character in a box of 100 x 100, y down, baseline at 100. */
const ways: Record<string, readonly string[]> = {
  0: ['58 4 28 14 12 48 20 86 46 100 74 82 82 42 66 8 46 6'],
  1: ['22 28 44 14 58 0 56 40 52 100'],
  2: ['16 24 30 4 60 2 72 22 58 52 32 78 8 98 40 92 80 98'],
  3: ['18 12 44 0 70 12 62 34 36 44 66 52 76 76 54 98 26 98 10 84'],
  4: ['56 2 34 34 10 66 44 64 88 60', '66 36 62 66 56 104'],
  5: ['30 4 26 22 20 44 46 38 72 56 68 84 42 100 12 90', '28 5 50 6 78 0'],
  6: ['66 2 36 20 16 56 20 88 44 100 68 84 66 60 44 54 20 70'],
  7: ['12 10 40 8 78 4 58 40 38 100', '26 52 48 50 70 48'],
  8: ['66 16 44 2 24 16 36 40 64 60 72 84 44 100 18 84 34 56 62 34 70 14 52 4'],
  9: ['70 16 46 4 22 20 26 46 50 50 70 30 72 12 70 48 56 100'],
  '/': ['72 -4 50 50 26 108'],
  h: ['26 -10 24 40 20 100 34 62 56 54 64 72 62 100 78 92'],
}

function pointsOf(way: string): Point[] {
  const numbers = way.split(' ').map(Number)
  const points: Point[] = []
  for (let index = 0; index + 1 < numbers.length; index += 2) points.push({ x: numbers[index] ?? 0, y: numbers[index + 1] ?? 0 })
  return points
}

/**
 * Pen strokes for digits, `/` and `h`, beginning at (`x`, `baseline`) mm, as tall as capitals of `size` pt or a little more.
 * Throws RangeError for any other character.
 */
export function handwriting(text: string, size: number, x: number, baseline: number, random: Random): string {
  const height = size * millimetresPerPoint * 0.82
  const step = size * millimetresPerPoint * 0.56
  const slope = random.between(-0.035, 0.02)
  return Array.from(text).map((character, index) => {
    const strokes = ways[character]
    if (strokes === undefined) throw new RangeError('no pen way for this character')
    const scale = height * random.between(0.92, 1.1)
    const slant = random.between(0.12, 0.24)
    const left = x + 0.5 + index * step + random.between(-0.15, 0.15)
    const foot = baseline + slope * index * step + random.between(-0.25, 0.2)
    return strokes.map((way) => {
      const knots = pointsOf(way).map((point) => ({
        x: left + ((point.x / 100) * 0.58 + slant * (1 - point.y / 100)) * scale + random.normal() * 0.05,
        y: foot - (1 - point.y / 100) * scale + random.normal() * 0.05,
      }))
      return penStroke(smoothWay(knots), 0.52 * random.between(0.9, 1.12))
    }).join('')
  }).join('')
}
