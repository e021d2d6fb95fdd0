import { SohoaError } from '../model/index.ts'
import { drawPages, type GreyPicture, type PageToDraw } from '../pdf-file/index.ts'
import { pageAlone } from './page-alone.ts'
import type { PdfView } from './pdf-view.ts'

/** At this resolution a digit of small print has a few dozen edges. */
const dpi = 150
/** Pages drawn at a time: their pictures are held together. */
const pagesAtOnce = 16
/** Of a larger file pages are drawn by themselves: PDFium holds what it draws from a second time. */
const largestWhole = 32 * 1_048_576

/** Neighbours that are compared, px, and how much they must differ to be an edge of print, of 255. */
const reach = 2
const leastContrast = 48
/** An edge of which less is left than this share is gone. */
const keptShare = 0.25

/** Side of a block, px; one counts as hidden when it held this many edges and this share of them is gone. */
const blockSide = 8
const leastEdges = 6
const lostShare = 0.85

/**
 * Edges that are gone in one place. Real seals, dates and numbers that stand over print, as law and habit want it, take up to 50: their
 * strokes hide strokes. A covered digit has 80 and more, a covered word some hundred.
 */
const hidesSomething = 75
const hidesWords = 250

/** What appearances that were added later hide on a page: nothing, some strokes that a person should look at, or words. */
export type Hiding = 'nothing' | 'something' | 'words'

interface Blocks { readonly columns: number; readonly rows: number; readonly lost: Uint32Array; readonly hidden: Uint8Array }

/** Where edges of the page as it was are gone. */
function blocksOf(before: GreyPicture, after: GreyPicture): Blocks {
  const { width, height, lightness: old } = before
  const now = after.lightness
  const [columns, rows] = [Math.ceil(width / blockSide), Math.ceil(height / blockSide)]
  const edges = new Uint32Array(columns * rows)
  const lost = new Uint32Array(columns * rows)
  for (let y = 0; y < height - reach; y += 1) {
    for (let x = 0; x < width - reach; x += 1) {
      const here = y * width + x
      const block = Math.floor(y / blockSide) * columns + Math.floor(x / blockSide)
      for (const there of [here + reach, here + reach * width]) {
        const contrast = (old[here] ?? 0) - (old[there] ?? 0)
        if (Math.abs(contrast) < leastContrast) continue
        edges[block] = (edges[block] ?? 0) + 1
        const left = ((now[here] ?? 0) - (now[there] ?? 0)) * Math.sign(contrast)
        if (left < Math.abs(contrast) * keptShare) lost[block] = (lost[block] ?? 0) + 1
      }
    }
  }
  const hidden = Uint8Array.from(edges, (count, block) => (count >= leastEdges && (lost[block] ?? 0) >= count * lostShare ? 1 : 0))
  return { columns, rows, lost, hidden }
}

/** The most edges lost in one place: in hidden blocks that touch. */
export function mostLostEdges(before: GreyPicture, after: GreyPicture): number {
  const { columns, rows, lost, hidden } = blocksOf(before, after)
  let most = 0
  for (let start = 0; start < hidden.length; start += 1) {
    if (hidden[start] !== 1) continue
    let sum = 0
    const waiting = [start]
    hidden[start] = 2
    for (let block = waiting.pop(); block !== undefined; block = waiting.pop()) {
      sum += lost[block] ?? 0
      const [column, row] = [block % columns, Math.floor(block / columns)]
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1) {
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1) {
          if (hidden[y * columns + x] !== 1) continue
          hidden[y * columns + x] = 2
          waiting.push(y * columns + x)
        }
      }
    }
    most = Math.max(most, sum)
  }
  return most
}

async function pictures(view: PdfView, pageCount: number, pages: readonly PageToDraw[]): Promise<GreyPicture[]> {
  if (view.bytes.length <= largestWhole || view.isEncrypted) return await drawPages(view.bytes, pageCount, pages, dpi)
  const drawn: GreyPicture[] = []
  for (const { page, shown } of pages) drawn.push(...await drawPages(pageAlone(view, page), 1, [{ page: 1, shown }], dpi))
  return drawn
}

function hidingOf(before: GreyPicture, after: GreyPicture): Hiding {
  if (before.width !== after.width || before.height !== after.height) return 'words'
  const lost = mostLostEdges(before, after)
  return lost >= hidesWords ? 'words' : lost >= hidesSomething ? 'something' : 'nothing'
}

/**
 * What can no longer be seen in the later revision of these pages as they were (`shown`: all of it, or their content alone), by drawing
 * both. Undefined when PDFium cannot draw one of them. Throws child_memory.
 */
export async function hiddenOn(pages: readonly PageToDraw[], pageCount: number, before: PdfView, after: PdfView): Promise<ReadonlyMap<number, Hiding> | undefined> {
  const found = new Map<number, Hiding>()
  try {
    for (let start = 0; start < pages.length; start += pagesAtOnce) {
      const some = pages.slice(start, start + pagesAtOnce)
      const now = await pictures(after, pageCount, some.map(({ page }) => ({ page, shown: 'all' })))
      const old = await pictures(before, pageCount, some)
      for (const [index, { page }] of some.entries()) {
        const [earlier, later] = [old[index], now[index]]
        if (earlier !== undefined && later !== undefined) found.set(page, hidingOf(earlier, later))
      }
    }
    return found
  } catch (thrown) {
    if (thrown instanceof SohoaError && thrown.code !== 'child_memory') return undefined
    throw thrown
  }
}
