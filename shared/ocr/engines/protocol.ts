import type { QuarterTurn } from '../../model/index.ts'
import type { Crop } from '../second-reading/crops.ts'
import type { RereadRegion } from '../second-reading/second-reading.ts'
import type { Rows } from './tiff.ts'
import type { RawWord } from './tsv.ts'
import type { FirstReading, Picture } from '../second-reading/unread-ink.ts'

/** What an engine read on one page: the words of the page, and of regions that it read once more by themselves. */
export interface PageReading {
  readonly words: readonly RawWord[]
  readonly reread: readonly RereadRegion[]
}

/** Size of the page whose pixels a worker holds, and its resolution. */
export interface HeldPage {
  readonly width: number
  readonly height: number
  readonly dpi: number
}

/** Requests to a tesseract.js worker about the bytes that it holds: a page's pixels, for `orientation` a PNG, for `start` nothing. */
export type OcrTask =
  | { readonly task: 'start'; readonly folder: string }
  | { readonly task: 'words'; readonly page: HeldPage; readonly parts: readonly Rows[]; readonly folder: string }
  | { readonly task: 'reread'; readonly page: HeldPage; readonly first: FirstReading; readonly folder: string }
  | { readonly task: 'orientation'; readonly folder: string }

export type OcrAnswer =
  | { readonly task: 'start' }
  | { readonly task: 'words'; readonly words: readonly (readonly RawWord[])[] }
  | { readonly task: 'reread'; readonly reread: readonly RereadRegion[] }
  | { readonly task: 'orientation'; readonly turn: QuarterTurn; readonly confidence: number }

/** Asks for the regions of a page that hold print-like ink under no word that explains it. */
export interface UnreadTask {
  readonly picture: Picture
  readonly dpi: number
  readonly first: FirstReading
}

export interface UnreadAnswer {
  readonly crops: readonly Crop[]
}
