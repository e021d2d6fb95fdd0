import { readFile } from 'node:fs/promises'
import { SohoaError } from '../shared/model/index.ts'

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

/** Asks at the terminal without showing what is typed. Throws passphrase_missing where there is no terminal. */
export async function askPassphrase(prompt: string): Promise<Uint8Array> {
  const { stdin, stderr } = process
  if (!stdin.isTTY) throw new SohoaError('passphrase_missing')
  stderr.write(prompt)
  stdin.setRawMode(true)
  stdin.resume()
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      let typed = ''
      const onData = (chunk: Buffer): void => {
        for (const character of chunk.toString('utf8')) {
          if (character === '\r' || character === '\n') {
            stdin.off('data', onData)
            resolve(Buffer.from(typed.normalize('NFC'), 'utf8'))
            return
          }
          if (character === '\u0003') {
            stdin.off('data', onData)
            reject(new SohoaError('passphrase_missing'))
            return
          }
          typed = character === '\u007f' || character === '\b' ? withoutLast(typed) : typed + character
        }
      }
      stdin.on('data', onData)
    })
  } finally {
    stdin.setRawMode(false)
    stdin.pause()
    stderr.write('\n')
  }
}

/** The text without the last thing that a person would call a letter. */
function withoutLast(text: string): string {
  const last = [...new Intl.Segmenter('vi').segment(text)].at(-1)
  return last === undefined ? '' : text.slice(0, last.index)
}
