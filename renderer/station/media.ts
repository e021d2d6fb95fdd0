import type { Box } from '../../shared/model/index.ts'

/** How a page can be looked at: as the scanner gave it, straightened, or as it stands in the PDF. */
export type PageLook = 'raw' | 'upright' | 'final'

/** Widths in which page pictures are made, px. */
const widths = [160, 800, 1600, 3200] as const

/** The smallest made width that fills `needed` px of the screen. */
export function mediaWidth(needed: number): number {
  return widths.find((width) => width >= needed) ?? 3200
}

/** Address of a page's picture: `page` is its number in the ledger, for `final` its place in the PDF. `edition` rises with each edit of the record's pages, so that a stale picture is never shown. */
export function pageAddress(record: string, page: number, look: PageLook, width: number, edition = 0): string {
  return `media/records/${record}/pages/${page}/${look}?width=${width}&edition=${edition}`
}

/** Address of a part of a straightened page, `box` in its px, with a little of what stands around it. */
export function cropAddress(record: string, page: number, box: Box, edition = 0): string {
  const margin = Math.round(box.height * 0.35)
  const x = Math.max(0, Math.floor(box.x) - margin)
  const y = Math.max(0, Math.floor(box.y) - margin)
  return `media/records/${record}/pages/${page}/crop?x=${x}&y=${y}&w=${Math.ceil(box.width) + 2 * margin}&h=${Math.ceil(box.height) + 2 * margin}&edition=${edition}`
}

/** Address of a record's PDF. */
export const pdfAddress = (record: string): string => `media/records/${record}/pdf`
