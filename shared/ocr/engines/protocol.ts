import type { QuarterTurn } from '../../model/index.ts'
import type { SealedReading } from '../second-reading/sealed-parts.ts'
import type { RereadRegion } from '../second-reading/second-reading.ts'
import type { FirstReading } from '../second-reading/unread-ink.ts'
import type { Rows } from './rows.ts'
import type { RawWord } from './tsv.ts'

/** What an engine read on one page: the words of the page, of regions that it read once more by themselves, and of parts under seals. */
export interface PageReading {
  readonly words: readonly RawWord[]
  readonly reread: readonly RereadRegion[]
  readonly sealed: readonly SealedReading[]
}

/** Size of the page whose pixels a child holds, and its resolution. */
export interface HeldPage {
  readonly width: number
  readonly height: number
  readonly dpi: number
}

/** Requests to a child that reads, about the pixels that it holds, for `start` none; `folder` holds the model. */
export type ReadingTask =
  | { readonly task: 'start'; readonly folder: string }
  | { readonly task: 'words'; readonly page: HeldPage; readonly parts: readonly Rows[]; readonly folder: string }
  | { readonly task: 'reread'; readonly page: HeldPage; readonly first: FirstReading; readonly folder: string }

export type ReadingAnswer =
  /** The engine's own version. */
  | { readonly task: 'start'; readonly version: string }
  | { readonly task: 'words'; readonly words: readonly (readonly RawWord[])[] }
  | { readonly task: 'reread'; readonly reread: readonly RereadRegion[] }

/** Asks which way up a page lies. */
export interface OrientationTask {
  readonly png: Uint8Array
  readonly folder: string
}

/** The clockwise turn that brings it upright, on tesseract's own scale of confidence. */
export interface OrientationAnswer {
  readonly turn: QuarterTurn
  readonly confidence: number
}
