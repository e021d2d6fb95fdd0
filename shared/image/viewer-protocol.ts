import type { Box, PageGeometry } from '../model/index.ts'

/** What is to be shown of one page: nobody sees more pixels than were scanned. */
export interface PageView {
  readonly geometry: PageGeometry
  /** Part of the straightened page, px; null: all of it. */
  readonly area: Box | null
  /** Width of the picture wanted, px; fewer where the page has no more. */
  readonly widthPx: number
}
