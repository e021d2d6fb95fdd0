import type { LayerWord, QuarterTurn } from '../model/index.ts'
import type { ExifOrientation } from './placement.ts'

/** Why a page is not taken as a scan of paper. */
export const scanRefusals = [
  /** Text that is drawn (not rendering mode 3) and not wholly covered by the image. */
  'visible text',
  /** Lines, areas or shadings that are drawn, unless covered by the image or plain white beneath it. */
  'drawing',
  /** An annotation or form field with an appearance: a stamp, a comment, a filled field. */
  'annotation',
  /** Layers or strips: nobody can tell a scan of paper from a picture put together. */
  'several images',
  'no image',
  'image does not fill the page',
  /** A page box or clipping path hides a part of the image. */
  'image is cut',
  'image is slanted',
  /** The file uses UserUnit, so lengths on the page are not known. */
  'unknown page unit',
  /** The page as drawn does not look like its image: hidden layers, masks, strange colour spaces. */
  'page does not look like its image',
] as const
export type ScanRefusal = (typeof scanRefusals)[number]

/** The one image of a scanned page, as the page places it. */
export interface PlacedImage {
  readonly widthPx: number
  readonly heightPx: number
  /** Pixels per inch along the image's rows. */
  readonly dpi: number
  /** Pixels per inch along its columns; differs from `dpi` on fax pages. */
  readonly dpiVertical: number
  /** How the stored pixels must be turned and mirrored to be seen as on the page. */
  readonly orientation: ExifOrientation
}

export type PageContent = { readonly kind: 'scan'; readonly image: PlacedImage } | { readonly kind: 'not a scan'; readonly why: ScanRefusal }

export interface PageInspection {
  /** Visible page (crop box) as shown, rotation counted in, pt. */
  readonly widthPt: number
  readonly heightPt: number
  /** The page's /Rotate, degrees clockwise. */
  readonly rotation: QuarterTurn
  readonly content: PageContent
}

export interface PdfInspection {
  readonly pageCount: number
  /** Opened without a password, but restricted by an owner's password. */
  readonly encrypted: boolean
  /** Carries a digital signature, or did in an earlier revision. Says nothing about its worth. */
  readonly signed: boolean
  readonly pages: readonly PageInspection[]
}

export interface PdfPageImage extends PlacedImage {
  readonly format: 'jpeg' | 'png'
  readonly bytes: Uint8Array
}

export interface PdfRendering {
  readonly png: Uint8Array
  readonly widthPx: number
  readonly heightPx: number
}

export interface PdfLimits {
  /** Most pages of a file. */
  readonly pages: number
  /** Most pixels of one page image or rendering. */
  readonly pixels: number
  /** Resident memory of one child, bytes. */
  readonly memoryBytes: number
  /** Time for inspecting one file, ms. */
  readonly inspectMs: number
  /** Time for one page, ms. */
  readonly pageMs: number
}

export type PdfRequest =
  | { readonly ask: 'page count'; readonly limits: PdfLimits }
  | { readonly ask: 'inspect'; readonly limits: PdfLimits }
  | { readonly ask: 'page image'; readonly page: number; readonly limits: PdfLimits }
  | { readonly ask: 'render'; readonly page: number; readonly dpi: number; readonly limits: PdfLimits }
  | { readonly ask: 'text'; readonly page: number; readonly limits: PdfLimits }
  | { readonly ask: 'layer words'; readonly page: number; readonly dpi: number; readonly limits: PdfLimits }
  | { readonly ask: 'JPEG digests'; readonly page: number; readonly limits: PdfLimits }

export type PdfResponse =
  | { readonly answer: 'page count'; readonly pageCount: number }
  | { readonly answer: 'inspect'; readonly inspection: PdfInspection }
  | { readonly answer: 'page image'; readonly image: PdfPageImage }
  | { readonly answer: 'render'; readonly rendering: PdfRendering }
  | { readonly answer: 'text'; readonly text: string }
  | { readonly answer: 'layer words'; readonly words: readonly LayerWord[] }
  | { readonly answer: 'JPEG digests'; readonly digests: (string | null)[] }
