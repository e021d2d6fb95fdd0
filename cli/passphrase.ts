import { SohoaError } from '../shared/model/index.ts'

/** Asks at the terminal without showing what is typed. Throws `missing` where there is no terminal. */
export async function askPassphrase(prompt: string, missing: 'passphrase_missing' | 'pin_missing' = 'passphrase_missing'): Promise<Uint8Array> {
  const { stdin, stderr } = process
  if (!stdin.isTTY) throw new SohoaError(missing)
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
            reject(new SohoaError(missing))
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
