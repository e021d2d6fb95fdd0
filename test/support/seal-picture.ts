/** A round red seal, as pixels: a ring with a bar across, nothing written in it. With `alpha` its ground is transparent, else white. */
export function redSeal(options: { readonly alpha: boolean; readonly sidePx?: number }): { widthPx: number; heightPx: number; channels: 3 | 4; data: Uint8Array } {
  const { alpha, sidePx = 120 } = options
  const channels = alpha ? 4 : 3
  const data = new Uint8Array(sidePx * sidePx * channels)
  for (let y = 0; y < sidePx; y += 1) {
    for (let x = 0; x < sidePx; x += 1) {
      const distance = Math.hypot(x + 0.5 - sidePx / 2, y + 0.5 - sidePx / 2) / sidePx
      const isInk = (distance > 0.42 && distance < 0.48) || (distance < 0.42 && Math.abs(y + 0.5 - sidePx / 2) < sidePx * 0.05)
      data.set(isInk ? [200, 16, 46, 255].slice(0, channels) : [255, 255, 255, 0].slice(0, channels), (y * sidePx + x) * channels)
    }
  }
  return { widthPx: sidePx, heightPx: sidePx, channels, data }
}
