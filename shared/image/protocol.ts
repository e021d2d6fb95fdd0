import type { PageCleaning, PageFormat, PageStance, QuarterTurn, ReadingCopy } from '../model/index.ts'

/** What the page ledger knows about a raw page image. */
export interface ImageInput {
  readonly format: PageFormat
  /** Pixels per inch told by the image or by the PDF that held it; null where neither says. */
  readonly dpi: number | null
  readonly dpiFrom: 'image' | 'pdf' | null
  /** EXIF orientation 1..8, 1 where there is none. */
  readonly exifOrientation: number
}

/** How a page is to stand: a turn on top of EXIF; skew null: as it is found; crop null: the whole page. */
export interface Standing extends Omit<PageStance, 'turn'> {
  readonly turn: QuarterTurn
}

/** Outcome of cleaning: what was learnt about the page, and the copy that OCR reads. */
export interface CleanPage {
  readonly cleaning: PageCleaning
  readonly reading: ReadingCopy
}

/** A page coded anew from its raw image: same orientation of the stored pixels, perhaps fewer of them. */
export interface ReencodedPage {
  readonly jpeg: Uint8Array
  readonly widthPx: number
  readonly heightPx: number
}

/** Requests to an image worker. Orientation copies and thumbnails are EXIF-upright; `turn` comes on top of EXIF. */
export type ImageTask =
  | { readonly task: 'orientation copy'; readonly raw: Uint8Array; readonly page: ImageInput }
  | { readonly task: 'clean'; readonly raw: Uint8Array; readonly page: ImageInput; readonly standing: Standing }
  | { readonly task: 'reencode'; readonly raw: Uint8Array; readonly page: ImageInput; readonly quality: number; readonly maxDpi: number | null }
  | { readonly task: 'thumbnail'; readonly raw: Uint8Array; readonly page: ImageInput; readonly turn: QuarterTurn; readonly maxSidePx: number }
  | { readonly task: 'picture'; readonly raw: Uint8Array; readonly maxSidePx: number }

/** A small picture (a seal), its transparency kept: 8 bits a sample, rows without padding. */
export interface Picture {
  readonly widthPx: number
  readonly heightPx: number
  /** RGB, or RGB with alpha. */
  readonly channels: 3 | 4
  readonly data: Uint8Array
}

export type ImageAnswer =
  | { readonly task: 'orientation copy'; readonly png: Uint8Array }
  | { readonly task: 'clean'; readonly page: CleanPage }
  | { readonly task: 'reencode'; readonly page: ReencodedPage }
  | { readonly task: 'thumbnail'; readonly jpeg: Uint8Array }
  | { readonly task: 'picture'; readonly picture: Picture }
