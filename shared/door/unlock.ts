import { readFile } from 'node:fs/promises'
import { isErrorCode, SohoaError } from '../model/index.ts'
import type { StationService } from './service.ts'

/** The first line of a passphrase file, as bytes (UTF-8, NFC). Throws file_not_found or file_unreadable. */
export async function readPassphraseFile(path: string): Promise<Uint8Array> {
  const content = await readFile(path).catch((thrown: unknown) => {
    const missing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT'
    throw new SohoaError(missing ? 'file_not_found' : 'file_unreadable', missing ? { file: path } : { file: path, reason: 'read' })
  })
  const line = content.toString('utf8').replace(/^\uFEFF/u, '').split(/\r?\n/u, 1)[0] ?? ''
  content.fill(0)
  return Buffer.from(line.normalize('NFC'), 'utf8')
}

/** Opens the station for whoever comes first; wipes `passphrase`. Throws what `session.open` answers. */
export function unlockService(service: StationService, passphrase: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const line = service.connect((reply) => {
      if (!('id' in reply)) return
      line.close()
      if ('error' in reply) reject(isErrorCode(reply.error.code) ? new SohoaError(reply.error.code, reply.error.params) : new SohoaError('internal', { type: 'reply' }))
      else resolve()
    })
    line.receive({ id: 1, method: 'session.open', params: {}, secrets: { passphrase: Buffer.from(passphrase).toString('utf8') } })
    passphrase.fill(0)
  })
}
