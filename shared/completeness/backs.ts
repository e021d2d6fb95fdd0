import type { Box, Finding, InkMap } from '../model/index.ts'
import type { PageView } from './page-view.ts'

/** Fewest cells (2 mm squares) of pale print that are worth a question: some five lines of text. */
const fewestCells = 160
/** Words as sure as this are this side's own print, however pale. */
const readWord = 0.5
/** Correlation from which another page of the document is the back that shines through. */
const sameBack = 0.3
/** How far a sheet may lie otherwise on its other side, cells. */
const reach = 4

/**
 * Pages through which the print of the other side shines while no page of the document looks like that side: its back was
 * perhaps not scanned. Pale print that reads as text is this side's own.
 */
export function backs(pages: readonly PageView[]): Finding[] {
  return pages.flatMap((page): Finding[] => {
    const shown = shownCells(page)
    if (shown === undefined || shown.count < fewestCells) return []
    const others = pages.filter((other) => other !== page)
    if (others.some((other) => isBackOf(shown.cells, page, other))) return []
    return [{ kind: 'back-unscanned', page: page.ordinal, box: shown.box, params: {} }]
  })
}

interface Shown {
  readonly cells: Uint8Array
  readonly count: number
  readonly box: Box
}

/** What shines through, without what was read as this side's own words. */
function shownCells({ cleaning: { showThrough, ink }, lines }: PageView): Shown | undefined {
  if (showThrough === null) return undefined
  const cells = Uint8Array.from(showThrough)
  for (const { box, confidence } of lines.flatMap(({ words }) => words)) {
    if (confidence < readWord) continue
    const rows = [Math.floor(box.y / ink.cellPx), Math.floor((box.y + box.height) / ink.cellPx)] as const
    const columns = [Math.floor(box.x / ink.cellPx), Math.floor((box.x + box.width) / ink.cellPx)] as const
    for (let row = Math.max(0, rows[0]); row <= Math.min(ink.rows - 1, rows[1]); row++) {
      for (let column = Math.max(0, columns[0]); column <= Math.min(ink.columns - 1, columns[1]); column++) cells[row * ink.columns + column] = 2
    }
  }
  const extent = { left: ink.columns, top: ink.rows, right: 0, bottom: 0, count: 0 }
  cells.forEach((cell, index) => {
    if (cell !== 1) return
    const [column, row] = [index % ink.columns, Math.floor(index / ink.columns)]
    extent.left = Math.min(extent.left, column)
    extent.right = Math.max(extent.right, column + 1)
    extent.top = Math.min(extent.top, row)
    extent.bottom = Math.max(extent.bottom, row + 1)
    extent.count += 1
  })
  if (extent.count === 0) return undefined
  const { cellPx } = ink
  return { cells, count: extent.count, box: { x: extent.left * cellPx, y: extent.top * cellPx, width: (extent.right - extent.left) * cellPx, height: (extent.bottom - extent.top) * cellPx } }
}

/** True when what shines through correlates with the other page's ink, turned over its long or its short side. */
function isBackOf(cells: Uint8Array, page: PageView, other: PageView): boolean {
  const { ink } = page.cleaning
  const back = other.cleaning.ink
  return (['left-right', 'top-bottom'] as const).some((flip) => {
    for (let down = -reach; down <= reach; down++) {
      for (let across = -reach; across <= reach; across++) {
        if (correlation(cells, ink, back, flip, across, down) >= sameBack) return true
      }
    }
    return false
  })
}

/** Phi coefficient over the cells that can be seen. */
function correlation(cells: Uint8Array, own: InkMap, back: InkMap, flip: 'left-right' | 'top-bottom', across: number, down: number): number {
  /** Cells counted by what is there: 0 nothing, 1 shown, 2 ink of the other page, 3 both. */
  const counts = [0, 0, 0, 0]
  for (let row = 0; row < own.rows; row++) {
    const backRow = (flip === 'top-bottom' ? back.rows - 1 - row : row) + down
    for (let column = 0; column < own.columns; column++) {
      const cell = cells[row * own.columns + column] ?? 2
      if (cell === 2) continue
      const backColumn = (flip === 'left-right' ? back.columns - 1 - column : column) + across
      const inside = backRow >= 0 && backColumn >= 0 && backRow < back.rows && backColumn < back.columns
      const inked = inside && back.cells[backRow * back.columns + backColumn] === 1
      const both = (cell === 1 ? 1 : 0) + (inked ? 2 : 0)
      counts[both] = (counts[both] ?? 0) + 1
    }
  }
  const [neither = 0, shownOnly = 0, backOnly = 0, both = 0] = counts
  const spread = Math.sqrt((both + shownOnly) * (backOnly + neither) * (both + backOnly) * (shownOnly + neither))
  return spread === 0 ? 0 : (both * neither - shownOnly * backOnly) / spread
}
