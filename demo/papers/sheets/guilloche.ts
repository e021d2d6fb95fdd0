import type { Sheet } from './sheet.ts'

const wave = (points: readonly (readonly [number, number])[]): string => `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L')}`

const lines = (ways: readonly string[], weight: number, opacity: number): string =>
  `<path d="${ways.join('')}" fill="none" stroke="#000" stroke-width="${weight}" stroke-opacity="${opacity}"/>`

/** A rosette: one line that swings between two circles round (`x`, `y`), mm. */
function rosette(x: number, y: number, inner: number, outer: number, petals: number, turn: number): string {
  const middle = (inner + outer) / 2
  const swing = (outer - inner) / 2
  return wave(Array.from({ length: 721 }, (_, step) => {
    const angle = (step / 720) * 2 * Math.PI
    const radius = middle + swing * Math.cos(petals * angle + turn)
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const
  }))
}

/** A strand that swings across a band from one point to another, mm. */
function strand(fromX: number, fromY: number, toX: number, toY: number, swing: number, turns: number, phase: number): string {
  const length = Math.hypot(toX - fromX, toY - fromY)
  const across = { x: -(toY - fromY) / length, y: (toX - fromX) / length }
  const steps = turns * 14
  return wave(Array.from({ length: steps + 1 }, (_, step) => {
    const share = step / steps
    const off = swing * Math.sin(share * turns * 2 * Math.PI + phase)
    return [fromX + (toX - fromX) * share + across.x * off, fromY + (toY - fromY) * share + across.y * off] as const
  }))
}

/** Prints the pale tinted ground with its fine waves, and the braided frame `inset` mm from the sheet's edges. */
export function printGuilloche(sheet: Sheet, inset: number): void {
  const { width, height } = sheet
  const band = 7
  const inner = inset + band
  sheet.draw('ground', `<rect x="${inner}" y="${inner}" width="${width - 2 * inner}" height="${height - 2 * inner}" fill-opacity=".42"/>`)
  const waves: string[] = []
  for (let y = inner + 2; y < height - inner - 1; y += 1.9) {
    waves.push(wave(Array.from({ length: 90 }, (_, step) => {
      const x = inner + 1 + (step / 89) * (width - 2 * inner - 2)
      return [x, y + 1.6 * Math.sin(x / 7.5) * Math.sin(y / 23)] as const
    })))
  }
  sheet.draw('ground', lines(waves, 0.16, 0.75))
  const petals = Array.from({ length: 9 }, (_, index) => rosette(width / 2, height / 2, 12 + index * 1.2, 52 - index * 2.6, 12, (index * Math.PI) / 9))
  sheet.draw('ground', lines(petals, 0.16, 0.8))

  const middle = inset + band / 2
  const sides = [
    [middle, middle, width - middle, middle, 26], [middle, height - middle, width - middle, height - middle, 26],
    [middle, middle, middle, height - middle, 38], [width - middle, middle, width - middle, height - middle, 38],
  ] as const
  const braid = sides.flatMap(([fromX, fromY, toX, toY, turns]) =>
    Array.from({ length: 6 }, (_, index) => strand(fromX, fromY, toX, toY, 2.5 - 0.22 * index, turns, (index * Math.PI) / 3)))
  sheet.draw('frame', lines(braid, 0.15, 0.85))
  const corners = [[middle, middle], [width - middle, middle], [middle, height - middle], [width - middle, height - middle]] as const
  for (const [x, y] of corners) {
    sheet.draw('frame', lines([0, 1, 2, 3].map((index) => rosette(x, y, 1 + index * 0.5, 5.6 - index * 0.7, 8, (index * Math.PI) / 4)), 0.16, 0.95))
  }
  for (const [edge, weight] of [[inset, 0.5], [inset + 0.9, 0.18], [inner - 0.4, 0.18], [inner + 0.4, 0.4]] as const) {
    sheet.draw('frame', `<rect x="${edge}" y="${edge}" width="${width - 2 * edge}" height="${height - 2 * edge}" fill="none" stroke="#000" stroke-width="${weight}"/>`)
  }
}
