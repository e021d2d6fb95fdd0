import { SohoaError } from '../model/index.ts'
import type { OpenPdf } from './document.ts'
import type { Pdfium } from './pdfium.ts'
import type { Pixels } from './png.ts'

/** Pixels with a byte each of red, green, blue, alpha. */
export type RgbaPixels = Pixels & { readonly channels: 4 }

/** FPDFBitmap_BGRA: the format of every bitmap read here. */
const bgra = 4

/** BGRA to RGBA in place, a pixel at a time: the machines this runs on are little-endian, as WebAssembly is. */
function swapRedAndBlue(words: Uint32Array): void {
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? 0
    words[index] = (word & 0xff00ff00) | ((word & 0xff) << 16) | ((word >>> 16) & 0xff)
  }
}

/** Copies a PDFium bitmap out as RGBA and destroys it. Throws TypeError for a bitmap of another format. */
export function takePixels(pdfium: Pdfium, bitmap: number): RgbaPixels {
  try {
    if (pdfium.call('FPDFBitmap_GetFormat', bitmap) !== bgra) throw new TypeError('unexpected bitmap format')
    const width = pdfium.call('FPDFBitmap_GetWidth', bitmap)
    const height = pdfium.call('FPDFBitmap_GetHeight', bitmap)
    const stride = pdfium.call('FPDFBitmap_GetStride', bitmap)
    if (stride !== width * 4) throw new TypeError('unexpected bitmap padding')
    const data = pdfium.bytesAt(pdfium.call('FPDFBitmap_GetBuffer', bitmap), stride * height)
    swapRedAndBlue(new Uint32Array(data.buffer))
    return { data, width, height, channels: 4 }
  } finally {
    pdfium.call('FPDFBitmap_Destroy', bitmap)
  }
}

/**
 * One image of a page by itself, masks and colour spaces applied, drawn `width` x `height` px as stored (neither turned
 * nor mirrored). At the image's own size no pixel is resampled. The page is left as it was.
 * Throws pdf_damaged when PDFium cannot draw it.
 */
export function imagePixels({ pdfium, handle }: OpenPdf, page: number, image: number, width: number, height: number): RgbaPixels {
  return pdfium.scratch(48, (address) => {
    const kept = address + 24
    pdfium.call('FPDFPageObj_GetMatrix', image, kept)
    pdfium.setFloats(address, [width, 0, 0, height, 0, 0])
    pdfium.call('FPDFPageObj_SetMatrix', image, address)
    try {
      const bitmap = pdfium.call('FPDFImageObj_GetRenderedBitmap', handle, page, image)
      if (bitmap === 0) throw new SohoaError('pdf_damaged')
      return takePixels(pdfium, bitmap)
    } finally {
      pdfium.call('FPDFPageObj_SetMatrix', image, kept)
    }
  })
}

/** Side of the drawing on which masks are looked for, px: a hole of half a millimetre in an A4 page shows on it. */
const maskCheckPx = 600

/** True when an image of a page has no mask, soft mask, transparency or blending that lets through what is beneath. */
export function letsNothingThrough(pdf: OpenPdf, page: number, image: number): boolean {
  if (pdf.pdfium.call('FPDFPageObj_HasTransparency', image) !== 0) return false
  const { data } = imagePixels(pdf, page, image, maskCheckPx, maskCheckPx)
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false
  return true
}

/** The page drawn `width` x `height` px on white, turned as it is shown, annotations and form fields included unless the content alone is wanted. */
export function pagePixels({ pdfium, form }: OpenPdf, page: number, width: number, height: number, shown: 'all' | 'content alone' = 'all'): RgbaPixels {
  const withAnnotations = shown === 'all' ? 0x01 : 0
  const bitmap = pdfium.call('FPDFBitmap_Create', width, height, 1)
  if (bitmap === 0) throw new SohoaError('pdf_page_too_large', { megapixels: Math.round((width * height) / 1e6) })
  pdfium.call('FPDFBitmap_FillRect', bitmap, 0, 0, width, height, 0xffffffff)
  pdfium.call('FPDF_RenderPageBitmap', bitmap, page, 0, 0, width, height, 0, withAnnotations)
  if (form !== 0 && shown === 'all') pdfium.call('FPDF_FFLDraw', form, bitmap, page, 0, 0, width, height, 0, withAnnotations)
  return takePixels(pdfium, bitmap)
}
