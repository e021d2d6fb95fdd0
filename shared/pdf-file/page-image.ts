import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { SohoaError } from '../model/index.ts'
import { visibleBox, withPage, type OpenPdf } from './document.ts'
import { imagePixels, letsNothingThrough, pagePixels } from './image-pixels.ts'
import { looksLike } from './likeness.ts'
import { contentOf } from './page-content.ts'
import { drawnObjects } from './page-objects.ts'
import { then, type Matrix } from './placement.ts'
import { encodePng, type Pixels } from './png.ts'
import type { Pdfium } from './pdfium.ts'
import type { PdfLimits, PdfPageImage } from './protocol.ts'

/** Long side of the small pictures that are compared, px. */
const smallPx = 640

/**
 * The image of a scanned page (index from 0): its JPEG byte for byte where that is all there is to it, else its pixels as
 * lossless PNG. Either is proven against the page as drawn. Throws not_a_scan, pdf_page_too_large, image_damaged, pdf_damaged.
 */
export async function pageImage(pdf: OpenPdf, index: number, limits: PdfLimits): Promise<PdfPageImage> {
  return withPage(pdf, index, async (page) => {
    const number = index + 1
    const content = contentOf(pdf, page)
    if (content.kind === 'not a scan') throw new SohoaError('not_a_scan', { page: number, why: content.why })
    const { object, image } = content
    if (image.widthPx * image.heightPx > limits.pixels) {
      throw new SohoaError('pdf_page_too_large', { page: number, megapixels: Math.round((image.widthPx * image.heightPx) / 1e6), limit: Math.round(limits.pixels / 1e6) })
    }
    const placed = placedOnDrawing(pdf.pdfium, page, object.matrix, image.widthPx, image.heightPx)
    const drawn = pagePixels(pdf, page, placed.width, placed.height)
    const jpeg = embeddedJpeg(pdf.pdfium, object.pointer)
    if (jpeg !== undefined) {
      const small = await smallPicture(jpeg, image, number)
      if (small !== undefined && looksLike(drawn, small, placed.matrix) && letsNothingThrough(pdf, page, object.pointer)) return { ...image, format: 'jpeg', bytes: jpeg }
    }
    const pixels = imagePixels(pdf, page, object.pointer, image.widthPx, image.heightPx)
    const png = encodePng(pixels, { horizontal: image.dpi, vertical: image.dpiVertical }, 6)
    const small = await smallPicture(png, image, number)
    if (small === undefined || !looksLike(drawn, small, placed.matrix)) throw new SohoaError('not_a_scan', { page: number, why: 'page does not look like its image' })
    return { ...image, format: 'png', bytes: png }
  })
}

/** SHA-256 of each image that a page draws, in painting order; null for one that is no JPEG. */
export function jpegDigests({ pdfium }: OpenPdf, page: number): (string | null)[] {
  return drawnObjects(pdfium, page).filter(({ kind }) => kind === 'image').map(({ pointer }) => {
    const jpeg = embeddedJpeg(pdfium, pointer)
    return jpeg === undefined ? null : createHash('sha256').update(jpeg).digest('hex')
  })
}

/** A size for drawing the page small, and where the image then stands on it (px, y down). */
function placedOnDrawing(pdfium: Pdfium, page: number, image: Matrix, widthPx: number, heightPx: number): { width: number; height: number; matrix: Matrix } {
  const box = visibleBox(pdfium, page)
  const shownWidth = pdfium.call('FPDF_GetPageWidthF', page)
  const shownHeight = pdfium.call('FPDF_GetPageHeightF', page)
  const scale = Math.min(smallPx, Math.max(widthPx, heightPx)) / Math.max(shownWidth, shownHeight)
  const width = Math.max(1, Math.round(shownWidth * scale))
  const height = Math.max(1, Math.round(shownHeight * scale))
  const w = box.right - box.left
  const h = box.top - box.bottom
  const fromCorner: Matrix = { a: 1, b: 0, c: 0, d: 1, e: -box.left, f: -box.bottom }
  const turns: readonly Matrix[] = [
    { a: width / w, b: 0, c: 0, d: -height / h, e: 0, f: height },
    { a: 0, b: height / w, c: width / h, d: 0, e: 0, f: 0 },
    { a: -width / w, b: 0, c: 0, d: height / h, e: width, f: 0 },
    { a: 0, b: -height / w, c: -width / h, d: 0, e: width, f: height },
  ]
  const shown = turns[pdfium.call('FPDFPage_GetRotation', page)] ?? turns[0]
  if (shown === undefined) throw new TypeError('unexpected page rotation')
  return { width, height, matrix: then(then(image, fromCorner), shown) }
}

/** The bytes of an image stream whose last filter is DCTDecode, other filters undone; undefined for any other image. */
function embeddedJpeg(pdfium: Pdfium, image: number): Uint8Array | undefined {
  const count = pdfium.call('FPDFImageObj_GetImageFilterCount', image)
  const filters = Array.from({ length: count }, (_, index) => filterName(pdfium, image, index))
  if (!['DCTDecode', 'DCT'].includes(filters.at(-1) ?? '')) return undefined
  const read = count === 1 ? 'FPDFImageObj_GetImageDataRaw' : 'FPDFImageObj_GetImageDataDecoded'
  const length = pdfium.call(read, image, 0, 0)
  const bytes = pdfium.scratch(length, (address) => {
    pdfium.call(read, image, address, length)
    return pdfium.bytesAt(address, length)
  })
  return bytes[0] === 0xff && bytes[1] === 0xd8 ? bytes : undefined
}

function filterName(pdfium: Pdfium, image: number, index: number): string {
  const length = pdfium.call('FPDFImageObj_GetImageFilter', image, index, 0, 0)
  return pdfium.scratch(length, (address) => {
    pdfium.call('FPDFImageObj_GetImageFilter', image, index, address, length)
    return Buffer.from(pdfium.bytesAt(address, Math.max(0, length - 1))).toString('latin1')
  })
}

/**
 * Decodes an image wholly into a small one. Undefined when it is not what the PDF says it is: another size, four
 * components. Throws image_damaged when it cannot be decoded to its end.
 */
async function smallPicture(bytes: Uint8Array, size: { widthPx: number; heightPx: number }, page: number): Promise<Pixels | undefined> {
  try {
    const image = sharp(bytes, { failOn: 'warning', limitInputPixels: false, autoOrient: false })
    const { width, height, channels, space } = await image.metadata()
    if (width !== size.widthPx || height !== size.heightPx || channels === 4 || space === 'cmyk') return undefined
    const scale = Math.min(1, smallPx / Math.max(width, height))
    const { data, info } = await image
      .resize(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)), { fit: 'fill', kernel: 'linear' })
      .toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true })
    return { data, width: info.width, height: info.height, channels: 3 }
  } catch (thrown) {
    throw new SohoaError('image_damaged', { page }, { cause: thrown })
  }
}
