import type { Digest } from './ids.ts'
import type { Instant } from './instant.ts'

/**
 * The three regimes of DOMAIN: each is its own type so that their marks can never be mixed.
 * Only the first is made in this version.
 */
export interface ConversionMark {
  readonly regime: 'chuyển đổi kết quả TTHC'
  /** Template that gave words, place and order, e.g. `chuyen-doi/2026-11-01`. */
  readonly template: string
  /** Lines as printed: the training notice first where `training`, then the sign in words, then the rest. */
  readonly lines: readonly string[]
  /** Exactly what the QR holds. */
  readonly qrText: string
  readonly convertedAt: Instant
  /** Full name of the converting agency (Decree 137/2024 Art. 4(1)(a)). */
  readonly agency: string
  readonly recordCode: string
  /** Digest over the raw pages; its beginning stands in the QR. */
  readonly rawDigest: Digest
  readonly training: boolean
}

/** Rectangle, origin bottom-left (ISO 32000); in pt on a PDF page where nothing else is said. */
export interface PointBox {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where the mark goes on page `page` (from 1). A strip lengthens the page at its foot by `stripHeight` pt. */
export interface MarkPlacement {
  readonly page: number
  /** In pt on the final page, origin bottom-left of the final page (strip included). */
  readonly box: PointBox
  readonly stripHeight: number
}

/** Red, green, blue of sRGB, each 0..1. */
export type Colour = readonly [red: number, green: number, blue: number]

/** One line of visible text; unit pt, origin bottom-left of the drawing, `x` left end and `y` baseline. */
export interface DrawnText {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size: number
  readonly weight: 'regular' | 'semibold'
  readonly colour: Colour
}

/** Filled rectangles of one colour on a grid (the modules of a QR code keep whole numbers, which stay exact and small). */
export interface DrawnRectangles {
  readonly colour: Colour
  /** Grid origin in pt, origin bottom-left of the drawing. */
  readonly x: number
  readonly y: number
  /** Size of a grid unit, pt. */
  readonly unit: number
  /** In grid units from the grid's origin, y up. */
  readonly boxes: readonly PointBox[]
}

/** What is to be painted into a placement's box, pt. Rectangles first, in their order, then texts. */
export interface MarkDrawing {
  readonly width: number
  readonly height: number
  readonly rectangles: readonly DrawnRectangles[]
  readonly texts: readonly DrawnText[]
}
