import { SohoaError, type PageFormat, type SourceFormat } from '../model/index.ts'
import type { PdfInspection, PdfReader } from '../pdf-file/index.ts'
import type { ImageReader } from './image-reader.ts'
import type { ImageFormat, PixelCoding } from './protocol.ts'

/** What opens foreign files. The caller owns and closes them. */
export interface SourceReaders {
  readonly pdf: PdfReader
  readonly images: ImageReader
}

/** One page as it goes into the ledger. */
export interface ExpandedPage {
  readonly format: PageFormat
  /** `source`: the page image is the source file itself, byte for byte. */
  readonly bytes: Uint8Array | 'source'
  /** As stored, before orientation. */
  readonly widthPx: number
  readonly heightPx: number
  /** Pixels per inch along the stored rows; null where neither image nor PDF tells. */
  readonly dpi: number | null
  readonly dpiFrom: 'image' | 'pdf' | null
  /** How the stored pixels are to be shown, EXIF 1..8. For pages out of a PDF the PDF's word, whatever the JPEG's own EXIF says. */
  readonly exifOrientation: number
}

/**
 * A source taken apart. Pages come in order, `pageCount` of them, made while they are asked for; they may be iterated once.
 * The pages of a `signed electronic original` are renderings for reading only: the file itself is what is kept.
 */
export interface ExpandedSource {
  readonly kind: 'scan' | 'signed electronic original'
  readonly pageCount: number
  readonly pages: AsyncIterable<ExpandedPage>
  /** One of the pages, by its index from 0. */
  page(index: number): Promise<ExpandedPage>
}

/** Resolution at which signed originals are drawn for reading. */
const readingDpi = 200

/**
 * Takes a source apart into pages. JPEG and PNG: one page, the source itself (a CMYK JPEG becomes PNG). TIFF: a lossless
 * PNG a page (a fine JPEG of a scanner's own pixels, `coding`). PDF: the image of each page. A PDF of which any page is no scan is refused before the first page is given.
 * Throws not_a_scan {page, why: ScanRefusal}, image_damaged, image_unsupported, image_too_large, image_too_many_pages,
 * pdf_damaged, pdf_encrypted, pdf_too_many_pages, pdf_page_too_large, child_timeout, child_memory, child_crashed;
 * the iteration may throw the same.
 */
export async function expandSource(
  source: { readonly bytes: Uint8Array; readonly format: SourceFormat; readonly coding?: PixelCoding }, readers: SourceReaders,
): Promise<ExpandedSource> {
  if (source.format === 'pdf') return expandPdf(source.bytes, readers.pdf)
  const { bytes, format, coding = 'lossless' } = source
  const indexes = await readers.images.pages(bytes, format)
  return ofPages('scan', indexes.length, (index) => imagePage(bytes, format, indexes[index] ?? index, readers.images, coding))
}

function ofPages(kind: ExpandedSource['kind'], pageCount: number, page: ExpandedSource['page']): ExpandedSource {
  const inOrder = async function* (): AsyncGenerator<ExpandedPage> {
    for (let index = 0; index < pageCount; index++) yield await page(index)
  }
  return { kind, pageCount, page, pages: inOrder() }
}

async function imagePage(bytes: Uint8Array, format: ImageFormat, index: number, images: ImageReader, coding: PixelCoding): Promise<ExpandedPage> {
  const { made, ...facts } = await images.page(bytes, format, index, coding)
  return {
    ...facts,
    format: made?.format ?? (format === 'jpeg' ? 'jpeg' : 'png'),
    bytes: made?.bytes ?? 'source',
    dpiFrom: facts.dpi === null ? null : 'image',
  }
}

async function expandPdf(bytes: Uint8Array, pdf: PdfReader): Promise<ExpandedSource> {
  const inspection = await pdf.inspect(bytes)
  const { pageCount } = inspection
  if (inspection.signed) return ofPages('signed electronic original', pageCount, (index) => renderedPage(bytes, index, pdf))
  refuseUnlessScan(inspection)
  return ofPages('scan', pageCount, (index) => scannedPage(bytes, index, pdf))
}

function refuseUnlessScan({ pages }: PdfInspection): void {
  pages.forEach(({ content }, index) => {
    if (content.kind === 'not a scan') throw new SohoaError('not_a_scan', { page: index + 1, why: content.why })
  })
}

async function scannedPage(bytes: Uint8Array, index: number, pdf: PdfReader): Promise<ExpandedPage> {
  const image = await pdf.pageImage(bytes, index)
  return { format: image.format, bytes: image.bytes, widthPx: image.widthPx, heightPx: image.heightPx, dpi: image.dpi, dpiFrom: 'pdf', exifOrientation: image.orientation }
}

async function renderedPage(bytes: Uint8Array, index: number, pdf: PdfReader): Promise<ExpandedPage> {
  const { png, widthPx, heightPx } = await pdf.render(bytes, index, readingDpi)
  return { format: 'png', bytes: png, widthPx, heightPx, dpi: readingDpi, dpiFrom: 'pdf', exifOrientation: 1 }
}
