import { setImmediate as otherWork } from 'node:timers/promises'
import { SohoaError } from '../model/index.ts'

/** How somebody follows long work, and stops it. */
export interface Watch {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** How somebody follows a part of long work, which begins when `before` of `total` is done. */
export function partOf(watch: Watch, before: number, total: number): Watch {
  return { signal: watch.signal, onProgress: (done) => watch.onProgress?.(before + done, total) }
}

/** Tells how far the work is and lets other work of the process go on for a moment. Throws `cancelled` when it is to end. */
export async function pause(watch: Watch, done: number, total: number): Promise<void> {
  watch.onProgress?.(done, total)
  await otherWork()
  checkCancelled(watch)
}

/** Throws `cancelled` when the work is to end. */
export function checkCancelled(watch: Watch): void {
  if (watch.signal?.aborted === true) throw new SohoaError('cancelled')
}
