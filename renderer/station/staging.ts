import { isErrorCode, SohoaError } from '../../shared/model/index.ts'

/**
 * Hands a dropped or chosen file to the station and gives what stands for it where the contract takes a path: in Electron its real
 * path, in a browser, or where it lies on no disk, a token for bytes that went into the station's encrypted store. Throws SohoaError.
 */
export async function stage(file: File): Promise<string> {
  const path = window.bridge?.pathOf(file) ?? ''
  if (path !== '') return path
  // An old Electron loses the bytes of a file on their way to its own protocol, not those of a buffer.
  const body = window.bridge === undefined ? file : await file.arrayBuffer()
  const response = await fetch(`staged?name=${encodeURIComponent(file.name.normalize('NFC'))}`, { method: 'POST', body }).catch((cause: unknown) => {
    throw new SohoaError('station_gone', {}, { cause })
  })
  const answer: unknown = await response.json()
  if (typeof answer === 'object' && answer !== null) {
    if ('staged' in answer && typeof answer.staged === 'string') return answer.staged
    if ('error' in answer && typeof answer.error === 'object' && answer.error !== null && 'code' in answer.error && typeof answer.error.code === 'string' && isErrorCode(answer.error.code)) {
      throw new SohoaError(answer.error.code, {})
    }
  }
  throw new SohoaError('internal', { type: 'staging' })
}
