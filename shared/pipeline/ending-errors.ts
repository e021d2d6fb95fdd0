import type { ErrorCode } from '../model/index.ts'

/** What concerns the station itself, or a person's wish to stop. */
const endingErrors: ReadonlySet<ErrorCode> = new Set(['cancelled', 'disk_full', 'folder_not_writable', 'station_damaged', 'internal', 'ocr_model_missing', 'ocr_failed'])

/** True for an error after which no further document is tried: the one at hand has not failed. */
export function endsWork(code: ErrorCode): boolean {
  return endingErrors.has(code)
}
