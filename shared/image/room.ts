import path from 'node:path'
import { createChildPool } from '../child/index.ts'
import { SohoaError, type QuarterTurn } from '../model/index.ts'
import type { CleanPage, ImageAnswer, ImageInput, ImageTask, Picture, ReencodedPage, Standing } from './protocol.ts'

export interface ImageRoomOptions {
  /** Most worker processes at once; they start on first use. */
  readonly processes: number
}

/**
 * Work on the pixels of one raw page (JPEG or PNG), done in processes that can be killed.
 * Every call throws image_damaged, image_too_large or not_an_image for bytes that are so,
 * child_timeout, child_memory or child_crashed when the worker had to be killed or died.
 */
export interface ImageRoom {
  /** Small grey PNG, about 150 dpi, upright as far as EXIF says: for finding the page's orientation. */
  orientationCopy(raw: Uint8Array, page: ImageInput): Promise<Uint8Array>
  /**
   * Learns how the page is straightened, whether it is blank and where its ink is, and makes the copy that OCR reads.
   * `turn`: clockwise degrees that bring the EXIF-upright page upright; `geometry.turn` counts both. `skew` and `crop` are found
   * (none) unless they are told; a crop is in px of the page straightened by that turn and skew.
   */
  clean(raw: Uint8Array, page: ImageInput & Pick<Standing, 'turn'> & Partial<Standing>): Promise<CleanPage>
  /**
   * One JPEG re-encoding of the raw page, for an office's limit of bytes a page. The stored orientation and mirroring
   * stay, so PageGeometry still applies after scaling. `quality` 1..100; `maxDpi` lowers the resolution, never raises it
   * (ignored where the page's resolution is unknown).
   */
  reencode(raw: Uint8Array, page: ImageInput, options: { readonly quality: number; readonly maxDpi?: number }): Promise<ReencodedPage>
  /** Upright JPEG that fits a square of `maxSidePx` px. */
  thumbnail(raw: Uint8Array, page: ImageInput & { readonly turn: QuarterTurn }, maxSidePx: number): Promise<Uint8Array>
  /** A picture that stands on a page by itself, at most `maxSidePx` px on its longer side, transparency kept. Never enlarged. */
  picture(raw: Uint8Array, maxSidePx: number): Promise<Picture>
  /** Starts a worker ahead of its first page. */
  warm(): void
  /** Kills the workers; calls under way end with cancelled. */
  close(): Promise<void>
  /** Process ids of the living workers. */
  pids(): number[]
}

const limits = { memoryBytes: 1_600 * 1_048_576, timeMs: 90_000 }
const recycleAfter = 500

/** Opens the room. No process starts before the first call. */
export function openImageRoom(options: ImageRoomOptions): ImageRoom {
  const pool = createChildPool<ImageTask, ImageAnswer>({
    script: path.join(import.meta.dirname, `worker${path.extname(import.meta.filename)}`),
    size: options.processes,
    limits,
    recycleAfter,
  })

  const run = async <Task extends ImageTask['task']>(request: ImageTask & { task: Task }): Promise<ImageAnswer & { task: Task }> => {
    const answer = await pool.run(request)
    if (!isAnswerTo(answer, request.task)) throw new SohoaError('internal', { type: 'image worker answered another task' })
    return answer
  }

  return {
    orientationCopy: async (raw, page) => (await run({ task: 'orientation copy', raw, page })).png,
    clean: async (raw, { turn, skew = null, crop = null, ...page }) => (await run({ task: 'clean', raw, page, standing: { turn, skew, crop } })).page,
    reencode: async (raw, page, { quality, maxDpi }) => (await run({ task: 'reencode', raw, page, quality, maxDpi: maxDpi ?? null })).page,
    thumbnail: async (raw, page, maxSidePx) => (await run({ task: 'thumbnail', raw, page, turn: page.turn, maxSidePx })).jpeg,
    picture: async (raw, maxSidePx) => (await run({ task: 'picture', raw, maxSidePx })).picture,
    warm: () => { pool.warm() },
    close: () => pool.close(),
    pids: () => pool.pids(),
  }
}

function isAnswerTo<Task extends ImageTask['task']>(answer: ImageAnswer, task: Task): answer is ImageAnswer & { task: Task } {
  return answer.task === task
}
