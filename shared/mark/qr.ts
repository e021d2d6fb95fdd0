import { create } from 'qrcode'
import type { PointBox } from '../model/index.ts'

const pointsPerMillimetre = 72 / 25.4

/** Smallest side of the symbol without its quiet zone, and smallest module, that phones and 200-dpi scans of a print read (OCR.md §7). */
const smallestSideMm = 25
const smallestModuleMm = 0.4
const quietModules = 4

/** A QR symbol (ISO/IEC 18004) as dark rectangles. */
export interface QrDrawing {
  /** Side without the quiet zone, pt. */
  readonly side: number
  /** Side of a module, pt. */
  readonly module: number
  /** Empty border that the symbol needs on each side, pt. */
  readonly quietZone: number
  /** In modules, origin bottom-left of the symbol without its quiet zone. */
  readonly boxes: readonly PointBox[]
}

interface Run { readonly column: number; readonly length: number; readonly top: number; bottom: number }

/** Dark modules as few rectangles: runs of a row, joined with equal runs of the rows below. */
function darkRuns(modules: { readonly size: number; readonly data: Uint8Array }): Run[] {
  const runs: Run[] = []
  let open = new Map<string, Run>()
  for (let row = 0; row < modules.size; row += 1) {
    const next = new Map<string, Run>()
    for (let column = 0; column < modules.size; column += 1) {
      const start = column
      while (column < modules.size && modules.data[row * modules.size + column] === 1) column += 1
      if (column === start) continue
      const key = `${start}:${column - start}`
      const run = open.get(key) ?? { column: start, length: column - start, top: row, bottom: row }
      run.bottom = row
      if (run.top === row) runs.push(run)
      next.set(key, run)
    }
    open = next
  }
  return runs
}

/**
 * The text as a QR symbol of at least 25 mm side, error correction M, one UTF-8 byte segment (what phones guess right
 * without an ECI header).
 */
export function drawQr(text: string): QrDrawing {
  const { modules } = create([{ data: new TextEncoder().encode(text), mode: 'byte' }], { errorCorrectionLevel: 'M' })
  const module = Math.max(smallestSideMm / modules.size, smallestModuleMm) * pointsPerMillimetre
  return {
    side: modules.size * module,
    module,
    quietZone: quietModules * module,
    boxes: darkRuns(modules).map((run) => ({ x: run.column, y: modules.size - 1 - run.bottom, width: run.length, height: run.bottom - run.top + 1 })),
  }
}
