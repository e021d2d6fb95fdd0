import { setParagraph } from './type-setting.ts'
import type { Align, Run } from './type-setting.ts'
import type { Sheet } from './sheet.ts'

export interface TableColumn {
  /** mm */
  readonly width: number
  readonly align: Align
}

/** Sets a ruled table with its first row bold and centred at (`x`, `y`) mm, `size` pt; returns the y below. */
export function setTable(sheet: Sheet, x: number, y: number, columns: readonly TableColumn[], rows: readonly (readonly (string | Run)[])[], size: number): number {
  const padding = 1.6
  const right = x + columns.reduce((sum, column) => sum + column.width, 0)
  sheet.rule(x, right, y)
  let below = y
  rows.forEach((row, index) => {
    const cells = columns.map((column, place) => {
      const content = row[place] ?? ''
      return setParagraph([typeof content === 'string' ? { text: content } : content], {
        width: column.width - 2 * padding, size, leading: 1.2,
        ...(index === 0 ? { style: 'bold', align: 'centre' } : { align: column.align }),
      })
    })
    const height = Math.max(...cells.map((cell) => cell.height)) + 2
    let left = x
    cells.forEach((cell, place) => {
      sheet.place(cell, left + padding, below + (height - cell.height) / 2)
      left += columns[place]?.width ?? 0
    })
    below += height
    sheet.rule(x, right, below)
  })
  let edge = x
  for (const width of [0, ...columns.map((column) => column.width)]) {
    edge += width
    sheet.draw('toner', `<rect x="${(edge - 0.09).toFixed(3)}" y="${y.toFixed(3)}" width=".18" height="${(below - y).toFixed(3)}"/>`)
  }
  return below
}
