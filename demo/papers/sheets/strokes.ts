/** A point of a pen's way, mm. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** Points along a smooth curve through `knots` (Catmull-Rom), `steps` to each stretch. */
export function smoothWay(knots: readonly Point[], steps = 10): Point[] {
  const way: Point[] = []
  const at = (index: number): Point => knots[Math.max(0, Math.min(knots.length - 1, index))] ?? { x: 0, y: 0 }
  for (let index = 0; index < knots.length - 1; index++) {
    const [before, from, to, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)]
    for (let step = 0; step < steps; step++) {
      const t = step / steps
      const blend = (a: number, b: number, c: number, d: number): number =>
        b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
      way.push({ x: blend(before.x, from.x, to.x, after.x), y: blend(before.y, from.y, to.y, after.y) })
    }
  }
  way.push(at(knots.length - 1))
  return way
}

/** An SVG shape of a pen's way: a ribbon `weight` mm wide that thins where the pen was fast and at both ends. */
export function penStroke(way: readonly Point[], weight: number): string {
  const lengths = way.map((point, index) => {
    const last = way[Math.max(0, index - 1)] ?? point
    return Math.hypot(point.x - last.x, point.y - last.y)
  })
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, way.length - 1)
  const left: string[] = []
  const right: string[] = []
  let half = weight * 0.3
  way.forEach((point, index) => {
    const from = way[Math.max(0, index - 1)] ?? point
    const to = way[Math.min(way.length - 1, index + 1)] ?? point
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
    const speed = (lengths[index] ?? mean) / (mean || 1)
    const ends = Math.min(1, 0.45 + index / 6, 0.3 + (way.length - 1 - index) / 8)
    half += (weight * 0.5 * Math.max(0.38, Math.min(1.4, 1.6 - 0.6 * speed)) * ends - half) * 0.35
    const across = { x: (-(to.y - from.y) / length) * half, y: ((to.x - from.x) / length) * half }
    left.push(`${(point.x + across.x).toFixed(3)} ${(point.y + across.y).toFixed(3)}`)
    right.push(`${(point.x - across.x).toFixed(3)} ${(point.y - across.y).toFixed(3)}`)
  })
  return `<path d="M${left.join('L')}L${right.reverse().join('L')}Z"/>`
}
