import { SohoaError } from '../model/index.ts'
import { openPdf, withPage } from './document.ts'
import { pagePixels } from './image-pixels.ts'
import type { Pdfium } from './pdfium.ts'

/** A page as drawn, a byte of lightness for each pixel, 0 black. */
export interface GreyPicture {
  readonly width: number
  readonly height: number
  readonly lightness: Uint8Array
}

/** A page to be drawn. */
export interface PageToDraw {
  /** From 1. */
  readonly page: number
  /** With annotations and signature fields as they are shown on screen, or without. */
  readonly shown: 'all' | 'content alone'
}

/** Larger pages are drawn at a lower resolution. */
const mostPixels = 9_000_000

/** PDFium's memory only grows: after a larger file it is given back. */
const largestKept = 64 * 1_048_576

let loaded: Promise<Pdfium> | undefined

/**
 * Draws pages of a PDF on white at `dpi`. Runs in this process: only for processes that may be killed, and that end themselves when
 * PDFium traps (RuntimeError). Throws pdf_damaged also when PDFium finds another number of pages than `pageCount`; pdf_encrypted, child_memory.
 */
export async function drawPages(bytes: Uint8Array, pageCount: number, pages: readonly PageToDraw[], dpi: number): Promise<GreyPicture[]> {
  loaded ??= import('./pdfium.ts').then(({ loadPdfium }) => loadPdfium())
  const pdfium = await loaded
  const pdf = openPdf(pdfium, bytes)
  try {
    if (pdf.pageCount !== pageCount) throw new SohoaError('pdf_damaged')
    const drawn: GreyPicture[] = []
    for (const { page: number, shown } of pages) {
      drawn.push(await withPage(pdf, number - 1, (page) => {
        const width = pdfium.call('FPDF_GetPageWidthF', page)
        const height = pdfium.call('FPDF_GetPageHeightF', page)
        const scale = Math.min(dpi / 72, Math.sqrt(mostPixels / (width * height)))
        if (!Number.isFinite(scale)) throw new SohoaError('pdf_damaged', { page: number })
        return greyOf(pagePixels(pdf, page, Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)), shown))
      }))
    }
    return drawn
  } finally {
    pdf.close()
    if (bytes.length > largestKept) loaded = undefined
  }
}

/** Rec. 601 luma of red, green and blue. */
function greyOf({ data, width, height }: { readonly data: Uint8Array; readonly width: number; readonly height: number }): GreyPicture {
  const lightness = new Uint8Array(width * height)
  for (let pixel = 0, at = 0; pixel < lightness.length; pixel += 1, at += 4) {
    lightness[pixel] = ((data[at] ?? 0) * 77 + (data[at + 1] ?? 0) * 151 + (data[at + 2] ?? 0) * 28) >> 8
  }
  return { width, height, lightness }
}
