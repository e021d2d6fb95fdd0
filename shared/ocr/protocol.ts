import type { QuarterTurn } from '../model/index.ts'
import type { Crop } from './crops.ts'
import type { RereadRegion } from './second-reading.ts'
import type { RawWord } from './tsv.ts'
import type { FirstReading } from './unread-ink.ts'

/** What an engine read on one page: the words of the page, and of regions that it read once more by themselves. */
export interface PageReading {
  readonly words: readonly RawWord[]
  readonly reread: readonly RereadRegion[]
}

/** Requests to a tesseract.js worker. */
export type OcrTask =
  | { readonly task: 'start'; readonly folder: string }
  | { readonly task: 'read'; readonly png: Uint8Array; readonly dpi: number; readonly folder: string }
  | { readonly task: 'orientation'; readonly png: Uint8Array; readonly folder: string }

export type OcrAnswer =
  | { readonly task: 'start' }
  | { readonly task: 'read'; readonly reading: PageReading }
  | { readonly task: 'orientation'; readonly turn: QuarterTurn; readonly confidence: number }

/** Asks for the regions of a page that hold print-like ink under no word that explains it. */
export interface UnreadTask {
  readonly png: Uint8Array
  readonly dpi: number
  readonly first: FirstReading
}

export interface UnreadAnswer {
  readonly crops: readonly Crop[]
}
