import path from 'node:path'
import { createChildPool } from '../child/index.ts'

/** Reads QR symbols in pictures of foreign pages, in a process that can be killed. */
export interface QrReader {
  /** Texts of the symbols on a picture (PNG). Throws child_timeout, child_memory, child_crashed. */
  read(png: Uint8Array): Promise<readonly string[]>
  close(): Promise<void>
}

const limits = { memoryBytes: 700 * 1_048_576, timeMs: 20_000 }

/** Opens a reader. Nothing starts before the first picture. */
export function openQrReader(): QrReader {
  const pool = createChildPool<Uint8Array, string[]>({ script: path.join(import.meta.dirname, `qr-worker${path.extname(import.meta.filename)}`), size: 1, limits })
  return { read: (png) => pool.run(png), close: () => pool.close() }
}
