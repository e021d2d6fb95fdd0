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
  /** Lines as printed. */
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

/** Rectangle in pt on a PDF page, origin bottom-left (ISO 32000). */
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
