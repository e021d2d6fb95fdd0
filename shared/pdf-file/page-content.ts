import type { OpenPdf } from './document.ts'
import { visibleBox } from './document.ts'
import { letsNothingThrough } from './image-pixels.ts'
import { drawnObjects, isPlainWhite, mostObjects, type DrawnObject } from './page-objects.ts'
import type { Pdfium } from './pdfium.ts'
import { coversShare, imageBounds, intersection, liesWithin, orientationOf, placedDpi, type Bounds } from './placement.ts'
import type { PlacedImage, ScanRefusal } from './protocol.ts'

/** A scan's image fills at least this share of the page, in width and in height, and shows at least this share of itself. */
const fullShare = 0.95
/** How far things may stand out from behind the image, pt. */
const coverTolerance = 1

/** What a page holds: its one image with where it stands, or why it is not a scan. */
export type FoundContent =
  | { readonly kind: 'scan'; readonly object: DrawnObject; readonly image: PlacedImage }
  | { readonly kind: 'not a scan'; readonly why: ScanRefusal }

const refused = (why: ScanRefusal): FoundContent => ({ kind: 'not a scan', why })

/**
 * Judges a loaded page by what it draws. A scan is exactly one image that fills the visible page, upright or in quarter
 * turns, with nothing else to be seen: invisible text (a foreign text layer) does not count, nor does what the image covers,
 * nor white beneath it. Layered (MRC) and striped scans are refused: they cannot be told from pictures put together.
 */
export function contentOf(pdf: OpenPdf, page: number): FoundContent {
  const { pdfium } = pdf
  if (pdf.otherUnit) return refused('unknown page unit')
  const objects = drawnObjects(pdfium, page)
  if (objects.length > mostObjects) return refused('drawing')
  const images = objects.filter((object) => object.kind === 'image')
  const [image] = images
  if (image === undefined || images.length > 1) {
    const other = reasonAmong(objects.filter((object) => object.kind !== 'image' && !isPlainWhite(pdfium, object)))
    return refused(other ?? (image === undefined ? 'no image' : 'several images'))
  }
  const beneath = objects.slice(0, objects.indexOf(image)).filter((object) => !isPlainWhite(pdfium, object))
  const above = objects.slice(objects.indexOf(image) + 1)
  const seen = reasonAmong(above) ?? reasonAmong(uncovered(pdf, page, image, beneath))
  if (seen !== undefined) return refused(seen)
  if (hasVisibleAnnotation(pdfium, page)) return refused('annotation')
  return placedScan(pdfium, page, image)
}

function reasonAmong(objects: readonly DrawnObject[]): ScanRefusal | undefined {
  if (objects.some((object) => object.kind === 'text')) return 'visible text'
  if (objects.some((object) => object.kind === 'image')) return 'several images'
  return objects.length > 0 ? 'drawing' : undefined
}

function placedScan(pdfium: Pdfium, page: number, object: DrawnObject): FoundContent {
  const rotate = pdfium.call('FPDFPage_GetRotation', page) * 90
  const orientation = orientationOf(object.matrix, rotate)
  if (orientation === undefined) return refused('image is slanted')
  const paper = visibleBox(pdfium, page)
  const whole = imageBounds(object.matrix)
  const onPaper = intersection(whole, paper)
  if (!coversShare(onPaper, paper, fullShare)) return refused('image does not fill the page')
  const seen: Bounds | undefined = object.clip === 'odd' ? undefined : intersection(onPaper, object.clip)
  if (seen === undefined || !coversShare(seen, whole, fullShare) || !coversShare(seen, paper, fullShare)) return refused('image is cut')
  const { widthPx, heightPx } = pixelSize(pdfium, object.pointer)
  const { horizontal, vertical } = placedDpi(object.matrix, widthPx, heightPx)
  return { kind: 'scan', object, image: { widthPx, heightPx, dpi: horizontal, dpiVertical: vertical, orientation } }
}

function pixelSize(pdfium: Pdfium, pointer: number): { widthPx: number; heightPx: number } {
  return pdfium.scratch(8, (address) => {
    pdfium.call('FPDFImageObj_GetImagePixelSize', pointer, address, address + 4)
    return { widthPx: pdfium.uint32At(address), heightPx: pdfium.uint32At(address + 4) }
  })
}

/** Those of the objects that the image does not hide: they stand out from behind it, or it lets things through. */
function uncovered(pdf: OpenPdf, page: number, image: DrawnObject, objects: readonly DrawnObject[]): readonly DrawnObject[] {
  const outside = objects.filter((object) => !liesWithin(object.bounds, imageBounds(image.matrix), coverTolerance))
  if (outside.length > 0 || objects.length === 0) return outside
  return letsNothingThrough(pdf, page, image.pointer) ? [] : objects
}

/** Annotation flags Hidden and NoView (ISO 32000-1 table 165). */
const hiddenFlags = 2 | 32
/** FPDF_ANNOT_LINK and FPDF_ANNOT_POPUP: they draw nothing of their own without an appearance. */
const link = 2
const popup = 16
const widget = 20

/** True when an annotation or form field is to be seen: any that is not hidden, unless it has nothing to show. */
function hasVisibleAnnotation(pdfium: Pdfium, page: number): boolean {
  const count = pdfium.call('FPDFPage_GetAnnotCount', page)
  for (let index = 0; index < count; index++) {
    const annotation = pdfium.call('FPDFPage_GetAnnot', page, index)
    if (annotation === 0) return true
    const subtype = pdfium.call('FPDFAnnot_GetSubtype', annotation)
    const hidden = (pdfium.call('FPDFAnnot_GetFlags', annotation) & hiddenFlags) !== 0
    const appearance = hasKey(pdfium, annotation, 'AP')
    pdfium.call('FPDFPage_CloseAnnot', annotation)
    const bare = !appearance && [link, popup, widget].includes(subtype)
    if (!hidden && subtype !== popup && !bare) return true
  }
  return false
}

function hasKey(pdfium: Pdfium, annotation: number, key: string): boolean {
  const name = new TextEncoder().encode(`${key}\0`)
  const address = pdfium.place(name)
  try {
    return pdfium.call('FPDFAnnot_HasKey', annotation, address) !== 0
  } finally {
    pdfium.free(address)
  }
}
