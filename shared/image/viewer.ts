import path from 'node:path'
import { createHoldingPool } from '../child/index.ts'
import type { PageView } from './viewer-protocol.ts'

const limits = { memoryBytes: 1_600 * 1_048_576, timeMs: 60_000 }

/** Pictures of pages for a screen, made in a process of its own: it waits for no page that is being read. */
export interface PageViewer {
  /**
   * A JPEG of the straightened page or a part of it. Throws image_damaged, image_too_large, not_an_image, child_timeout,
   * child_memory, child_crashed. Giving the same Uint8Array again spares sending and decoding it again.
   */
  view(raw: Uint8Array, view: PageView): Promise<Uint8Array>
  /** Ends the process; nothing of a page stays in memory. */
  close(): Promise<void>
}

/** Opens a viewer. No process starts before the first view. */
export function openPageViewer(): PageViewer {
  const pool = createHoldingPool<PageView, Uint8Array>({
    script: path.join(import.meta.dirname, `viewer-worker${path.extname(import.meta.filename)}`), size: 1, limits, recycleAfter: 500,
  })
  return {
    view: (raw, view) => pool.run(raw, view),
    close: () => pool.close(),
  }
}
