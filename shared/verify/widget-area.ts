import { type PdfObject, isArray, type PdfDictionary } from '../pdf-file/index.ts'
import type { PageNode } from './document-structure.ts'
import type { PdfView } from './pdf-view.ts'

/**
 * Share of a page that the appearances of later signatures may cover together. Seals, numbers and dates stand over
 * the text by law and habit; past this share the "signature" hides the document.
 */
const largestShare = 0.35

const hiddenFlag = 0x02
const printFlag = 0x04
const noViewFlag = 0x20

function areaOf(view: PdfView, rectangle: PdfObject | undefined): number {
  const found = view.resolve(rectangle)
  if (!isArray(found)) return 0
  const [left, bottom, right, top] = found.items.map((item) => view.resolve(item))
  if (typeof left !== 'number' || typeof bottom !== 'number' || typeof right !== 'number' || typeof top !== 'number') return 0
  return Math.abs(right - left) * Math.abs(top - bottom)
}

function flagsOf(view: PdfView, widget: PdfDictionary): number {
  const flags = view.resolve(widget.entries.get('F'))
  return typeof flags === 'number' ? flags : 0
}

/** True for a widget that shows something on screen. */
export function isSeen(view: PdfView, widget: PdfDictionary): boolean {
  return (flagsOf(view, widget) & (hiddenFlag | noViewFlag)) === 0 && areaOf(view, widget.entries.get('Rect')) > 0
}

/** True for a widget that is on paper what it is not on screen: nobody who signs can want that. */
export function isSeenOnlyInPrint(view: PdfView, widget: PdfDictionary): boolean {
  return (flagsOf(view, widget) & (hiddenFlag | noViewFlag | printFlag)) === (noViewFlag | printFlag)
}

/** True when these signature widgets together hide more of the page than signing needs. */
export function coversTooMuch(view: PdfView, page: PageNode, widgets: readonly PdfDictionary[]): boolean {
  const pageArea = areaOf(view, page.entries.get('CropBox') ?? page.entries.get('MediaBox'))
  const covered = widgets.reduce((sum, widget) => sum + areaOf(view, widget.entries.get('Rect')), 0)
  return covered > 0 && covered > pageArea * largestShare
}
