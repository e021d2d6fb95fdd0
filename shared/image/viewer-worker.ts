import { serveHolding } from '../child/index.ts'
import { readHeader, type RawHeader } from './decode.ts'
import { drawPart, drawStraight, type Drawing } from './draw.ts'
import type { PageView } from './viewer-protocol.ts'

/** Most pixels of the straightened page that is kept for the next view: an A3 sheet at 400 dpi has 31 million. */
const keptPixels = 40_000_000
/** Views up to this part of the page's width are decoded small, which a JPEG does many times faster. */
const smallPart = 0.4

interface OpenedPage {
  readonly raw: Uint8Array
  readonly header: RawHeader
  kept: { readonly geometry: string; readonly drawing: Drawing } | undefined
}

async function keep(page: OpenedPage, { geometry }: PageView): Promise<Drawing> {
  const key = JSON.stringify(geometry)
  if (page.kept?.geometry !== key) {
    page.kept = undefined
    const scale = Math.min(1, Math.sqrt(keptPixels / (geometry.width * geometry.height)))
    page.kept = { geometry: key, drawing: await drawStraight(page.raw, page.header, geometry, scale) }
  }
  return page.kept.drawing
}

serveHolding<OpenedPage, PageView, Uint8Array>({
  open: async (raw) => ({ raw, header: await readHeader(raw), kept: undefined }),
  async handle(page, view) {
    const { geometry, area, widthPx } = view
    const isSmall = area === null && widthPx <= geometry.width * smallPart && page.kept === undefined
    const drawing = isSmall ? await drawStraight(page.raw, page.header, geometry, widthPx / geometry.width) : await keep(page, view)
    return drawPart(drawing, area ?? { x: 0, y: 0, width: geometry.width, height: geometry.height }, widthPx)
  },
  close: () => undefined,
})
