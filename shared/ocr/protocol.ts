import type { QuarterTurn } from '../model/index.ts'

/** Requests to a tesseract.js worker. */
export type OcrTask =
  | { readonly task: 'read'; readonly png: Uint8Array; readonly dpi: number; readonly folder: string }
  | { readonly task: 'orientation'; readonly png: Uint8Array; readonly folder: string }

export type OcrAnswer =
  | { readonly task: 'read'; readonly tsv: string }
  | { readonly task: 'orientation'; readonly turn: QuarterTurn; readonly confidence: number }
