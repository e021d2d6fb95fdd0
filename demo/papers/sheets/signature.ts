import { seededRandom } from './random.ts'
import { penStroke, smoothWay } from './strokes.ts'
import type { Point } from './strokes.ts'

type Knots = readonly (readonly [number, number])[]

/** First letters, as ways through a box of 1 x 1 whose middle is (0, 0). */
const beginnings: readonly Knots[] = [
  [[0.02, 0.05], [0.1, -0.42], [0.19, -0.52], [0.17, -0.1], [0.1, 0.42], [0.03, 0.32], [0.16, 0.02]],
  [[0.16, -0.34], [0.06, -0.4], [0.0, -0.12], [0.05, 0.14], [0.16, 0.05], [0.1, -0.02], [0.02, 0.3], [0.14, 0.4], [0.22, 0.1]],
  [[0.0, -0.3], [0.12, -0.5], [0.26, -0.42], [0.12, -0.44], [0.1, 0.1], [0.06, 0.44], [-0.03, 0.36], [0.08, 0.12], [0.2, 0.08]],
  [[0.02, 0.4], [0.06, -0.1], [0.08, -0.46], [0.1, -0.48], [0.2, -0.3], [0.16, -0.06], [0.07, 0.0], [0.18, 0.12], [0.24, 0.34], [0.28, 0.12]],
]
/** How the pen runs through the letters that follow: a loop as offsets in pitch and height. */
const runs: readonly Knots[] = [
  [[0.55, -1], [0.3, -1.15], [0.35, 0.8], [0.75, 0.5]],
  [[0.25, -0.9], [0.5, 0.35], [0.75, -0.6], [1.0, 0.45]],
  [[0.4, -0.7], [0.1, -0.5], [0.2, 0.6], [0.7, 0.75], [0.8, -0.3], [0.62, -0.35], [0.85, 0.3]],
]
/** Endings drawn back under, or away from, the name. */
const endings: readonly Knots[] = [
  [[0.98, -0.02], [0.6, 0.26], [0.22, 0.44], [0.16, 0.34], [0.55, 0.3], [1.06, 0.18]],
  [[0.1, 0.42], [0.5, 0.28], [1.1, 0.05]],
  [[0.9, 0.1], [1.02, 0.34], [0.7, 0.52], [0.34, 0.4], [0.6, 0.24], [1.12, 0.22]],
]

function choose(choices: readonly Knots[], share: number): Knots {
  return choices[Math.floor(share * choices.length)] ?? []
}

/** The same name always gives the same hand. */
function seedOf(name: string): number {
  let seed = 2_166_136_261
  for (const character of name) seed = Math.imul(seed ^ (character.codePointAt(0) ?? 0), 16_777_619)
  return seed >>> 0
}

/** Pen strokes (SVG, mm) of `name`'s signature, its middle at (`x`, `y`), `width` x `height` mm without its last flourish. */
export function signature(name: string, x: number, y: number, width: number, height: number): string {
  const random = seededRandom(seedOf(name))
  const at = ([u, v]: readonly [number, number]): Point => ({ x: x + (u - 0.5) * width + random.normal() * 0.3, y: y + v * height + random.normal() * 0.3 })
  const letters = 3 + Math.floor(random.next() * 3)
  const pitch = 0.52 / letters
  const loop = choose(runs, random.next())
  const first = choose(beginnings, random.next())
  const begin = first.at(-1)?.[0] ?? 0.2
  const run = Array.from({ length: letters }, (_, index) => {
    const tall = random.between(0.1, 0.32) * (1 - (0.45 * index) / letters)
    return loop.map(([along, high]): readonly [number, number] => [begin + 0.04 + (index + along) * pitch, high * tall])
  }).flat()
  const tail: Knots = [[0.84, -0.08], [0.95, -0.26], [1.0, -0.2], [0.84, 0.08]]
  const accent: Knots = [[0.34, -0.5], [0.43, -0.62]]
  return [
    penStroke(smoothWay([...first, ...run, ...tail].map(at), 14), 0.72),
    penStroke(smoothWay(choose(endings, random.next()).map(at), 18), 0.58),
    penStroke(smoothWay(accent.map(at), 8), 0.55),
  ].join('')
}
