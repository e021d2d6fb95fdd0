import path from 'node:path'
import { createHoldingPool } from '../child/index.ts'
import type { DecodedPage, ImageFormat, ImageLimits, ImageRequest, ImageResponse, PixelCoding } from './protocol.ts'

export interface ImageReaderOptions {
  /** Most child processes at once. They start on first use. */
  readonly processes: number
  /** Whatever is not given is taken from `defaultImageLimits`. */
  readonly limits?: Partial<ImageLimits>
}

/** An A0 sheet at 300 dpi has 140 million pixels. */
export const defaultImageLimits: ImageLimits = {
  pixels: 150_000_000,
  pages: 2000,
  memoryBytes: 1_610_612_736,
  pageMs: 60_000,
}

/**
 * Decodes foreign image files in child processes that are killed past their limits. Every call may throw image_damaged,
 * image_unsupported, image_too_large, image_too_many_pages, child_timeout, child_memory, child_crashed.
 */
export interface ImageReader {
  /** Indexes (from 0) of those images in the file that are pages. */
  pages(bytes: Uint8Array, format: ImageFormat): Promise<readonly number[]>
  /** One page, decoded to its end. */
  page(bytes: Uint8Array, format: ImageFormat, index: number, coding?: PixelCoding): Promise<DecodedPage>
  /** Ends the child processes. */
  close(): Promise<void>
  /** Process ids of the living children. */
  pids(): number[]
}

/** Opens a reader. Nothing starts before the first call. */
export function openImageReader(options: ImageReaderOptions): ImageReader {
  const limits: ImageLimits = { ...defaultImageLimits, ...options.limits }
  const pool = createHoldingPool<ImageRequest, ImageResponse>({
    script: path.join(import.meta.dirname, `worker${path.extname(import.meta.filename)}`),
    size: options.processes,
    limits: { memoryBytes: limits.memoryBytes, timeMs: limits.pageMs },
    recycleAfter: 500,
  })
  const wrongAnswer = (): never => { throw new TypeError('the image child answered another question') }
  return {
    async pages(bytes, format) {
      const response = await pool.run(bytes, { ask: 'count', format, limits })
      return response.answer === 'count' ? response.pages : wrongAnswer()
    },
    async page(bytes, format, index, coding = 'lossless') {
      const response = await pool.run(bytes, { ask: 'page', format, page: index, limits, coding })
      return response.answer === 'page' ? response.page : wrongAnswer()
    },
    close: () => pool.close(),
    pids: () => pool.pids(),
  }
}
