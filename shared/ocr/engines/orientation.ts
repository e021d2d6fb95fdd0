import { createChildPool } from '../../child/index.ts'
import type { OrientationAnswer, OrientationTask } from './protocol.ts'
import { scriptPath } from './reader.ts'

const limits = { memoryBytes: 1_200 * 1_048_576, timeMs: 30_000 }
const recycleAfter = 300

/** Finds which way up pages lie. */
export interface OrientationFinder {
  /** Throws ocr_model_missing, ocr_failed, child_timeout, child_crashed. */
  find(copyPng: Uint8Array): Promise<OrientationAnswer>
  close(): Promise<void>
  pids(): number[]
}

/** tesseract.js in a killable process, started when first needed. `folder` holds `osd.traineddata.gz`. */
export function openOrientationFinder(folder: string): OrientationFinder {
  const pool = createChildPool<OrientationTask, OrientationAnswer>({ script: scriptPath('orientation-worker'), size: 1, recycleAfter, limits })
  return { find: (png) => pool.run({ png, folder }), close: () => pool.close(), pids: () => pool.pids() }
}
