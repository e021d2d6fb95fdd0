import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline/promises'
import { SohoaError } from '../../shared/model/index.ts'
import { usage } from '../usage.ts'

/** The first line of a file. Throws file_not_found, and usage for an empty one. */
export async function readFirstLine(path: string): Promise<string> {
  const content = await readFile(path, 'utf8').catch((thrown: unknown) => {
    throw new SohoaError('file_not_found', { file: path }, { cause: thrown })
  })
  const line = (content.replace(/^\uFEFF/u, '').split(/\r?\n/u, 1)[0] ?? '').trim()
  if (line === '') throw usage(path)
  return line
}

/** Asks at the terminal. Throws usage, naming the option that answers it otherwise, where there is none, and for an empty answer. */
export async function askLine(prompt: string, option: string): Promise<string> {
  const { stdin, stderr } = process
  if (!stdin.isTTY) throw usage(option)
  const terminal = createInterface({ input: stdin, output: stderr })
  try {
    const line = (await terminal.question(prompt)).trim()
    if (line === '') throw usage(option)
    return line
  } finally {
    terminal.close()
  }
}
