import sharp from 'sharp'
import { serveHolding } from '../child/index.ts'
import { SohoaError, type QuarterTurn } from '../model/index.ts'
import { openPdf, withFlattenedPage, withPage, type OpenPdf } from './document.ts'
import { pagePixels } from './image-pixels.ts'
import { contentOf } from './page-content.ts'
import { jpegDigests, pageImage } from './page-image.ts'
import { layerWords } from './layer-words.ts'
import { pageText } from './page-text.ts'
import { loadPdfium, type Pdfium } from './pdfium.ts'
import { encodePng } from './png.ts'
import type { PageInspection, PdfInspection, PdfLimits, PdfRendering, PdfRequest, PdfResponse } from './protocol.ts'

sharp.cache(false)
sharp.concurrency(1)

let loaded: Promise<Pdfium> | undefined

const quarterTurns: readonly QuarterTurn[] = [0, 90, 180, 270]

async function inspect(pdf: OpenPdf): Promise<PdfInspection> {
  const pages: PageInspection[] = []
  for (let index = 0; index < pdf.pageCount; index++) {
    pages.push(await withPage(pdf, index, (page): PageInspection => {
      const content = contentOf(pdf, page)
      return {
        widthPt: pdf.pdfium.call('FPDF_GetPageWidthF', page),
        heightPt: pdf.pdfium.call('FPDF_GetPageHeightF', page),
        rotation: quarterTurns[pdf.pdfium.call('FPDFPage_GetRotation', page)] ?? 0,
        content: content.kind === 'scan' ? { kind: 'scan', image: content.image } : content,
      }
    }))
  }
  return { pageCount: pdf.pageCount, encrypted: pdf.encrypted, signed: pdf.signed, pages }
}

function sizeAt({ pdfium }: OpenPdf, page: number, dpi: number): { readonly widthPx: number; readonly heightPx: number } {
  const pixels = (points: number): number => Math.max(1, Math.round((points * dpi) / 72))
  return { widthPx: pixels(pdfium.call('FPDF_GetPageWidthF', page)), heightPx: pixels(pdfium.call('FPDF_GetPageHeightF', page)) }
}

async function render(pdf: OpenPdf, index: number, dpi: number, limits: PdfLimits): Promise<PdfRendering> {
  return withPage(pdf, index, (page) => {
    const { widthPx, heightPx } = sizeAt(pdf, page, dpi)
    if (widthPx * heightPx > limits.pixels) {
      throw new SohoaError('pdf_page_too_large', { page: index + 1, megapixels: Math.round((widthPx * heightPx) / 1e6), limit: Math.round(limits.pixels / 1e6) })
    }
    const png = encodePng(pagePixels(pdf, page, widthPx, heightPx), { horizontal: dpi, vertical: dpi }, 3)
    return { png, widthPx, heightPx }
  })
}

async function answer(pdf: OpenPdf, request: PdfRequest): Promise<PdfResponse> {
  if (pdf.pageCount > request.limits.pages) throw new SohoaError('pdf_too_many_pages', { pages: pdf.pageCount, limit: request.limits.pages })
  switch (request.ask) {
    case 'page count': return { answer: 'page count', pageCount: pdf.pageCount }
    case 'inspect': return { answer: 'inspect', inspection: await inspect(pdf) }
    case 'page image': return { answer: 'page image', image: await pageImage(pdf, request.page, request.limits) }
    case 'render': return { answer: 'render', rendering: await render(pdf, request.page, request.dpi, request.limits) }
    case 'JPEG digests': return { answer: 'JPEG digests', digests: await withPage(pdf, request.page, (page) => jpegDigests(pdf, page)) }
    case 'layer words': return { answer: 'layer words', words: withFlattenedPage(pdf, request.page, (page) => {
      const { widthPx, heightPx } = sizeAt(pdf, page, request.dpi)
      return layerWords(pdf.pdfium, page, widthPx, heightPx)
    }) }
    case 'text': return { answer: 'text', text: await withPage(pdf, request.page, (page) => pageText(pdf.pdfium, page)) }
  }
}

/** PDFium's state is unknown after a trap: the process ends, the pool starts another, the request ends with child_crashed. */
async function orDie<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'RuntimeError') process.exit(70)
    throw thrown
  }
}

serveHolding<OpenPdf, PdfRequest, PdfResponse>({
  open: (bytes) => orDie(async () => {
    loaded ??= loadPdfium()
    return openPdf(await loaded, bytes)
  }),
  handle: (pdf, request) => orDie(() => answer(pdf, request)),
  close: (pdf) => { pdf.close() },
})
