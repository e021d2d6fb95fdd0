import { SohoaError } from '../model/index.ts'
import type { OpenPdf } from './document.ts'
import type { Pdfium } from './pdfium.ts'
import type { Pixels } from './png.ts'

/** Pixels with a byte each of red, green, blue, alpha. */
export type RgbaPixels = Pixels & { readonly channels: 4 }

/** FPDFBitmap_BGRA: the format of every bitmap read here. */
const bgra = 4

/** Copies a PDFium bitmap out as RGBA and destroys it. Throws TypeError for a bitmap of another format. */
export function takePixels(pdfium: Pdfium, bitmap: number): RgbaPixels {
  try {
    if (pdfium.call('FPDFBitmap_GetFormat', bitmap) !== bgra) throw new TypeError('unexpected bitmap format')
    const width = pdfium.call('FPDFBitmap_GetWidth', bitmap)
    const height = pdfium.call('FPDFBitmap_GetHeight', bitmap)
    const stride = pdfium.call('FPDFBitmap_GetStride', bitmap)
    if (stride !== width * 4) throw new TypeError('unexpected bitmap padding')
    const data = pdfium.bytesAt(pdfium.call('FPDFBitmap_GetBuffer', bitmap), stride * height)
    for (let at = 0; at < data.length; at += 4) {
      const blue = data[at] ?? 0
      data[at] = data[at + 2] ?? 0
      data[at + 2] = blue
    }
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

/** True when every pixel is opaque. */
export function isOpaque({ data }: RgbaPixels): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false
  return true
}

/** The page drawn `width` x `height` px on white, turned as it is shown, annotations and form fields included. */
export function pagePixels(pdfium: Pdfium, page: number, width: number, height: number): RgbaPixels {
  const withAnnotations = 0x01
  const bitmap = pdfium.call('FPDFBitmap_Create', width, height, 1)
  if (bitmap === 0) throw new SohoaError('pdf_page_too_large', { megapixels: Math.round((width * height) / 1e6) })
  pdfium.call('FPDFBitmap_FillRect', bitmap, 0, 0, width, height, 0xffffffff)
  pdfium.call('FPDF_RenderPageBitmap', bitmap, page, 0, 0, width, height, 0, withAnnotations)
  return takePixels(pdfium, bitmap)
}
