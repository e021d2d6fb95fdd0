import type { CleanPage } from '../../shared/image/index.ts'

/** A reading copy's pixels where the page shows them: its strips put back beside each other. */
export function standingCopy({ cleaning: { geometry }, reading }: CleanPage, pixels: Uint8Array): Uint8Array {
  const { widthPx, heightPx, scale, strips } = reading
  if (strips.length === 0) return pixels
  const height = Math.round(geometry.height * scale)
  const page = new Uint8Array(widthPx * height).fill(255)
  strips.forEach(({ top, pageTop }, index) => {
    const rows = Math.min((strips[index + 1]?.top ?? heightPx) - top, height - pageTop)
    for (let at = 0; at < rows * widthPx; at++) {
      const to = pageTop * widthPx + at
      page[to] = Math.min(page[to] ?? 255, pixels[top * widthPx + at] ?? 255)
    }
  })
  return page
}
