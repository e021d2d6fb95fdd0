import { type PdfObject, isArray, type PdfDictionary } from '../pdf-file/index.ts'
import type { PageNode } from './document-structure.ts'
import type { PdfView } from './pdf-view.ts'

/**
 * Share of a page that the appearances of later signatures may cover together. Seals, numbers and dates stand over
 * the text by law and habit; past this share the "signature" hides the document.
 */
const largestShare = 0.35

const invisibleFlags = 0x02 | 0x20

function areaOf(view: PdfView, rectangle: PdfObject | undefined): number {
  const found = view.resolve(rectangle)
  if (!isArray(found)) return 0
  const [left, bottom, right, top] = found.items.map((item) => view.resolve(item))
  if (typeof left !== 'number' || typeof bottom !== 'number' || typeof right !== 'number' || typeof top !== 'number') return 0
  return Math.abs(right - left) * Math.abs(top - bottom)
}

/** True when the visible ones of these signature widgets together hide more of the page than signing needs. */
export function coversTooMuch(view: PdfView, page: PageNode, widgets: readonly PdfDictionary[]): boolean {
  const pageArea = areaOf(view, page.entries.get('CropBox') ?? page.entries.get('MediaBox'))
  const covered = widgets.reduce((sum, widget) => {
    const flags = view.resolve(widget.entries.get('F'))
    const isHidden = typeof flags === 'number' && (flags & invisibleFlags) !== 0
    return isHidden ? sum : sum + areaOf(view, widget.entries.get('Rect'))
  }, 0)
  return covered > 0 && covered > pageArea * largestShare
}
