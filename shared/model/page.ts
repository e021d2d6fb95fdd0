import type { Digest } from './ids.ts'
import type { Instant } from './instant.ts'
import type { Box, PageCurl, PageGeometry } from './geometry.ts'

/** How the raw page image is coded. */
export type PageFormat = 'jpeg' | 'png'

/** A file as handed in. */
export type SourceFormat = 'jpeg' | 'png' | 'tiff' | 'pdf'

/** One line of the page ledger: a page that can never be lost. */
export interface LedgerPage {
  /** Place in the document, from 1. */
  readonly ordinal: number
  /** Digest of the raw page image. */
  readonly digest: Digest
  readonly format: PageFormat
  readonly widthPx: number
  readonly heightPx: number
  /** dpi told by the image or by the PDF that held it; null where neither says. */
  readonly dpi: number | null
  readonly dpiFrom: 'image' | 'pdf' | null
  /** EXIF orientation 1..8 (1 where there is none). */
  readonly exifOrientation: number
  readonly capturedAt: Instant
  /** It came after its record was captured: it is no page of the document until an edit places it. Absent: no. */
  readonly later?: boolean
}

/**
 * Which parts of a straightened page carry anything: ink of any colour, stamps included.
 * Cells are squares of `cellPx` px of the straightened page; row-major, 1 = something there.
 */
export interface InkMap {
  readonly cellPx: number
  readonly columns: number
  readonly rows: number
  readonly cells: Uint8Array
}

export const pageSides = ['left', 'top', 'right', 'bottom'] as const
export type PageSide = (typeof pageSides)[number]

/** Ink that runs out of the picture at one of its sides. */
export interface CutInk {
  /** Side of the upright page. */
  readonly side: PageSide
  readonly ink: 'text' | 'red'
  /** What of it is in the picture, on the straightened page. */
  readonly box: Box
}

/**
 * What shines through a page from its other side, on the cells of its ink map:
 * 0 = nothing, 1 = pale print, 2 = not to be seen because of the page's own ink.
 */
export type ShowThrough = Uint8Array

/**
 * What clean-up did to the copy that is read, because of what it measured:
 * `enlarged`, `reduced`: px per inch of the raw page; `evened`: tone of the paper at its darkest part, 0..255;
 * `darkened`: usual tone of the ink, 0..255; `straightened`: degrees of slope; `flattened`: mm by which its lines rise and fall; `stamps`, `seals`: how many coloured and black ones were
 * taken out; `specks`: specks per cm²; `columns`: how many times two columns were set apart;
 * `tables`: how many with ruled lines are read cell by cell; `layer`, `recoded`: percent of the words spelt as the file's text layer has them,
 * and of that layer's words that were in TCVN3 or VNI; `inverted`: share of the page that is dark, 0..1.
 */
export const treatmentNames = ['enlarged', 'reduced', 'inverted', 'evened', 'stamps', 'darkened', 'specks', 'straightened', 'flattened', 'seals', 'columns', 'tables', 'layer', 'recoded'] as const
export type TreatmentName = (typeof treatmentNames)[number]
export interface Treatment {
  readonly what: TreatmentName
  readonly measured: number
}

/** What clean-up learnt about one page. */
export interface PageCleaning {
  readonly geometry: PageGeometry
  readonly blank: boolean
  readonly ink: InkMap
  readonly warnings: readonly PageWarning[]
  readonly treatments: readonly Treatment[]
  readonly cutInk: readonly CutInk[]
  /** Null where nothing like print shines through. */
  readonly showThrough: ShowThrough | null
}

export const pageWarnings = [
  'low resolution', 'paper size unknown', 'blurred', 'low contrast', 'negative', 'mirrored', 'two papers', 'other language', 'hardly any print',
  'text layer differs', 'text layer unread',
] as const
export type PageWarning = (typeof pageWarnings)[number]

/** The copy that OCR reads: 8-bit grey pixels of the straightened page, flattened and cleaned. */
export interface ReadingCopy {
  /** 0 black, 255 white, row-major. */
  readonly pixels: Uint8Array
  readonly widthPx: number
  readonly heightPx: number
  readonly dpi: number
  /** Reading-copy px per px of the straightened page. */
  readonly scale: number
  /** How the copy was put together from top to bottom. Empty: it stands as the page does. */
  readonly strips: readonly ReadingStrip[]
  /** Ruled tables of the page, from top to bottom. */
  readonly tables: readonly ReadingTable[]
  /** Print that a black seal lies over, with less of the seal than the copy and more gaps in its letters. */
  readonly sealed: readonly SealedPart[]
  /** What was taken out of the page: the copy shows it from the curl's top on as flat paper would. Absent: it was flat. */
  readonly curl?: PageCurl
}

/** A part of a page, px of the page at the copy's resolution. */
export interface SealedPart {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** 0 black, 255 white, row-major. */
  readonly pixels: Uint8Array
}

/** A table as its ruled lines show it, px of the page at the copy's resolution. */
export interface ReadingTable {
  /** Heights and places of the lines that part rows and columns, the outer sides included. */
  readonly rows: readonly number[]
  readonly columns: readonly number[]
  /** For every field between them, row by row, the first field of its cell: a cell is one field or several. */
  readonly cells: readonly number[]
}

/** Rows of a reading copy that show the page from another height on; they end where the next strip begins. */
export interface ReadingStrip {
  /** First row, px of the copy. */
  readonly top: number
  /** Which row of the page it shows, px of the copy's resolution. */
  readonly pageTop: number
  /** Columns of the page, px of the copy's resolution, that the strip shows `by` px farther right: a number beside the print that it numbers. */
  readonly moved?: { readonly from: number; readonly to: number; readonly by: number }
}
