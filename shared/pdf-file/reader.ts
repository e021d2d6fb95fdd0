import path from 'node:path'
import { createHoldingPool } from '../child/index.ts'
import type { LayerWord } from '../model/index.ts'
import type { PdfInspection, PdfLimits, PdfPageImage, PdfRendering, PdfRequest, PdfResponse } from './protocol.ts'

export interface PdfReaderOptions {
  /** Most child processes at once. They start on first use. */
  readonly processes: number
  /** Whatever is not given is taken from `defaultPdfLimits`. */
  readonly limits?: Partial<PdfLimits>
}

/** What an ordinary workstation takes without being held up. */
export const defaultPdfLimits: PdfLimits = {
  pages: 2000,
  pixels: 150_000_000,
  memoryBytes: 1_610_612_736,
  inspectMs: 60_000,
  pageMs: 30_000,
}

/**
 * Reads foreign PDF files with PDFium, in child processes that are killed past their limits. Page indexes count from 0; the
 * page number in an error's params counts from 1. A file's bytes must not be altered while the reader is open; giving the
 * same Uint8Array again spares sending it again.
 * Every call may throw pdf_damaged, pdf_encrypted (a password is needed), pdf_too_many_pages, child_timeout, child_memory, child_crashed.
 */
export interface PdfReader {
  /** Number of pages, nothing more. */
  pageCount(pdf: Uint8Array): Promise<number>
  /** Pages, signatures and whether each page is a scan (see `contentOf`: conservative, decided by what the page draws). */
  inspect(pdf: Uint8Array): Promise<PdfInspection>
  /**
   * The image of a scanned page: the embedded JPEG byte for byte when it is plain (1 or 3 components, no mask, decodes as
   * the page shows it), else its pixels as lossless PNG (1-bit stays 1-bit). An EXIF tag inside such a JPEG has no
   * meaning: `orientation` says how the page shows it. Throws also not_a_scan, image_damaged, pdf_page_too_large.
   */
  pageImage(pdf: Uint8Array, pageIndex: number): Promise<PdfPageImage>
  /**
   * The page as shown (turned, cropped), drawn on white at `dpi` with annotations and signature fields, as PNG.
   * Throws also pdf_page_too_large.
   */
  render(pdf: Uint8Array, pageIndex: number, dpi: number): Promise<PdfRendering>
  /** The page's text layer, invisible text included. For verification and tests: never to be trusted as what the page says. */
  text(pdf: Uint8Array, pageIndex: number): Promise<string>
  /** The words of the page's text that is drawn, that of annotations and signature fields too, with their boxes as `render` draws the page at `dpi`. As little to be trusted as `text`. */
  layerWords(pdf: Uint8Array, pageIndex: number, dpi: number): Promise<readonly LayerWord[]>
  /** SHA-256 of the bytes of each image that the page draws, hexadecimal; null for one that is no JPEG. What annotations draw does not count. */
  jpegDigests(pdf: Uint8Array, pageIndex: number): Promise<readonly (string | null)[]>
  /** Ends the child processes. */
  close(): Promise<void>
  /** Process ids of the living children. */
  pids(): number[]
}

/** Opens a reader. Nothing starts before the first call. */
export function openPdfReader(options: PdfReaderOptions): PdfReader {
  const limits: PdfLimits = { ...defaultPdfLimits, ...options.limits }
  const pool = createHoldingPool<PdfRequest, PdfResponse>({
    script: path.join(import.meta.dirname, `worker${path.extname(import.meta.filename)}`),
    size: options.processes,
    limits: { memoryBytes: limits.memoryBytes, timeMs: limits.pageMs },
    recycleAfter: 500,
  })
  const wrongAnswer = (): never => { throw new TypeError('the PDF child answered another question') }
  return {
    async pageCount(pdf) {
      const response = await pool.run(pdf, { ask: 'page count', limits })
      return response.answer === 'page count' ? response.pageCount : wrongAnswer()
    },
    async inspect(pdf) {
      const response = await pool.run(pdf, { ask: 'inspect', limits }, { timeMs: limits.inspectMs })
      return response.answer === 'inspect' ? response.inspection : wrongAnswer()
    },
    async pageImage(pdf, pageIndex) {
      const response = await pool.run(pdf, { ask: 'page image', page: pageIndex, limits })
      return response.answer === 'page image' ? response.image : wrongAnswer()
    },
    async render(pdf, pageIndex, dpi) {
      const response = await pool.run(pdf, { ask: 'render', page: pageIndex, dpi, limits })
      return response.answer === 'render' ? response.rendering : wrongAnswer()
    },
    async text(pdf, pageIndex) {
      const response = await pool.run(pdf, { ask: 'text', page: pageIndex, limits })
      return response.answer === 'text' ? response.text : wrongAnswer()
    },
    async layerWords(pdf, pageIndex, dpi) {
      const response = await pool.run(pdf, { ask: 'layer words', page: pageIndex, dpi, limits })
      return response.answer === 'layer words' ? response.words : wrongAnswer()
    },
    async jpegDigests(pdf, pageIndex) {
      const response = await pool.run(pdf, { ask: 'JPEG digests', page: pageIndex, limits })
      return response.answer === 'JPEG digests' ? response.digests : wrongAnswer()
    },
    close: () => pool.close(),
    pids: () => pool.pids(),
  }
}
