import { SohoaError, type ErrorParams } from '../../shared/model/index.ts'
import { errorOf } from './told-error.ts'

/**
 * Hands a dropped or chosen file to the station and gives what stands for it where the contract takes a path: in Electron its real
 * path, in a browser, or where it lies on no disk, a token for bytes that went into the station's encrypted store. Throws SohoaError.
 */
export async function stage(file: File): Promise<string> {
  const path = window.bridge?.pathOf(file) ?? ''
  if (path !== '') return path
  // An old Electron loses the bytes of a file on their way to its own protocol, not those of a buffer.
  const body = window.bridge === undefined ? file : await file.arrayBuffer()
  const response = await fetch(`staged?name=${encodeURIComponent(file.name.normalize('NFC'))}&bytes=${file.size}`, { method: 'POST', body }).catch((cause: unknown) => {
    throw new SohoaError('station_gone', {}, { cause })
  })
  const answer: unknown = await response.json()
  if (typeof answer === 'object' && answer !== null) {
    if ('staged' in answer && typeof answer.staged === 'string') return answer.staged
    if ('error' in answer && isToldError(answer.error)) throw errorOf(answer.error)
  }
  throw new SohoaError('internal', { type: 'staging' })
}

function isToldError(error: unknown): error is { readonly code: string; readonly params: ErrorParams } {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' && 'params' in error && typeof error.params === 'object' && error.params !== null
    && Object.values(error.params).every((value) => typeof value === 'string' || typeof value === 'number')
}
