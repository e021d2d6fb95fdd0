import type { PageFormat, SourceFormat } from '../model/index.ts'

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
  /** The page image that was made; null when the file itself is the page image. */
  readonly made: { readonly format: PageFormat; readonly bytes: Uint8Array } | null
  readonly widthPx: number
  readonly heightPx: number
  /** Pixels per inch along the rows, as the file tells; null where it tells nothing plausible. */
  readonly dpi: number | null
  /** As the file tells; 1 where it tells nothing. */
  readonly exifOrientation: number
}

/** How pixels that nobody coded yet become a page image: without loss, or (a scanner's own grey and colours) as a fine JPEG. */
export type PixelCoding = 'lossless' | 'photograph'

export type ImageRequest =
  | { readonly ask: 'count'; readonly format: ImageFormat; readonly limits: ImageLimits }
  | { readonly ask: 'page'; readonly format: ImageFormat; readonly page: number; readonly limits: ImageLimits; readonly coding: PixelCoding }

export type ImageResponse = { readonly answer: 'count'; readonly pages: readonly number[] } | { readonly answer: 'page'; readonly page: DecodedPage }
