import path from 'node:path'
import { createChildPool } from '../child/index.ts'
import type { AssembleInput } from './types.ts'

const mebibyte = 1_048_576
/** Program and libraries, then room for the pages as received, in the document, saved and on their way back. */
const baseMemory = 768 * mebibyte
const copies = 6

export interface AssemblerOptions {
  /** Most documents at once; each runs in a process of its own. Default 1. */
  readonly size?: number
  /** Wall time for one document, ms. Default: 2 minutes and 5 seconds a page. */
  readonly timeMs?: number
}

/** Makes PDF/A documents of raw pages, words and a mark. */
export interface Assembler {
  /**
   * Builds one document (see AssembleInput) in a process that ends with it, so that its memory goes back.
   * Throws image_unsupported {detail} for a JPEG that PDF cannot carry (ask `inspectJpeg` first), image_damaged,
   * text_not_encodable {detail}, invalid_params {path}, child_timeout, child_memory, child_crashed.
   */
  assemble(input: AssembleInput): Promise<Uint8Array>
  close(): Promise<void>
  /** Process ids of the children at work. */
  pids(): number[]
}

/** Opens an assembler. No process starts before the first document. */
export function openAssembler(options: AssemblerOptions = {}): Assembler {
  const { size = 1, timeMs } = options
  const pool = createChildPool<AssembleInput, Uint8Array>({
    script: path.join(import.meta.dirname, `worker${path.extname(import.meta.filename)}`),
    size,
    limits: { memoryBytes: baseMemory, timeMs: 120_000 },
    recycleAfter: 1,
  })
  return {
    assemble: (input) => pool.run(input, {
      memoryBytes: baseMemory + copies * input.pages.reduce((sum, page) => sum + page.bytes.length, 0),
      timeMs: timeMs ?? 120_000 + 5000 * input.pages.length,
    }),
    close: () => pool.close(),
    pids: () => pool.pids(),
  }
}
