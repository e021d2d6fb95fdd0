import type { SourceFormat } from '../model/index.ts'

/** An image file's kind: a PDF is not one. */
export type ImageFormat = Exclude<SourceFormat, 'pdf'>

export interface ImageLimits {
  /** Most pixels of one page. */
  readonly pixels: number
  /** Most pages of one file. */
  readonly pages: number
  /** Resident memory of one child, bytes. */
  readonly memoryBytes: number
  /** Time for one page, ms. */
  readonly pageMs: number
}

/** One page of an image file, decoded to its end. */
export interface DecodedPage {
  /** The bytes to keep as PNG; null when the file itself is the page image. */
  readonly png: Uint8Array | null
  readonly widthPx: number
  readonly heightPx: number
  /** Pixels per inch along the rows, as the file tells; null where it tells nothing plausible. */
  readonly dpi: number | null
  /** As the file tells; 1 where it tells nothing. */
  readonly exifOrientation: number
}

export type ImageRequest =
  | { readonly ask: 'count'; readonly format: ImageFormat; readonly limits: ImageLimits }
  | { readonly ask: 'page'; readonly format: ImageFormat; readonly page: number; readonly limits: ImageLimits }

export type ImageResponse = { readonly answer: 'count'; readonly pages: readonly number[] } | { readonly answer: 'page'; readonly page: DecodedPage }
