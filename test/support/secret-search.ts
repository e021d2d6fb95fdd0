import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'

/** A text that stands readable in a file, or in its name. */
export interface FoundSecret {
  /** Place of the text in the list asked for, from 0: a report of the search is no place for the text itself. */
  readonly text: number
  readonly form: string
  readonly file: string
}

const withoutTones = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')
const lowered = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte)))

/** The middle of a text's Base64, at each of the three places where it may begin. */
function base64Forms(text: string): Buffer[] {
  const bytes = Buffer.from(text.normalize('NFC'))
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    return Buffer.from(encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6)))
  })
}

interface Form { readonly name: string; readonly bytes: readonly Buffer[]; readonly anyCase: boolean }

function formsOf(text: string): Form[] {
  const digits = text.replace(/\D/gu, '')
  const spaced = digits.length === 12 ? [Buffer.from(digits.replace(/(\d{3})(?=\d)/gu, '$1 ')), Buffer.from(digits.replace(/(\d{3})(?=\d)/gu, '$1.'))] : []
  const both = [text, text.toLowerCase()]
  return [
    { name: 'NFC', anyCase: false, bytes: both.map((one) => Buffer.from(one.normalize('NFC'))) },
    { name: 'NFD', anyCase: false, bytes: both.map((one) => Buffer.from(one.normalize('NFD'))) },
    { name: 'UTF-16', anyCase: false, bytes: [Buffer.from(text.normalize('NFC'), 'utf16le'), Buffer.from(text.normalize('NFC'), 'utf16le').swap16()] },
    { name: 'without tones', anyCase: true, bytes: [Buffer.from(withoutTones(text).toLowerCase())] },
    { name: 'Base64', anyCase: false, bytes: base64Forms(text) },
    { name: 'hexadecimal', anyCase: true, bytes: [Buffer.from(Buffer.from(text.normalize('NFC')).toString('hex'))] },
    { name: 'in groups', anyCase: false, bytes: spaced },
  ]
}

function* filesUnder(folder: string): Generator<string> {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name)
    if (statSync(file).isFile()) yield file
  }
}

/** Where any of these texts stands in some bytes, composed or not, with or without tones, in UTF-16, Base64 or hexadecimal. */
export function secretsIn(bytes: Buffer, texts: readonly string[], file: string): FoundSecret[] {
  const low = lowered(bytes)
  return texts.flatMap((text, index) => formsOf(text)
    .filter((form) => form.bytes.some((wanted) => (form.anyCase ? low : bytes).includes(wanted)))
    .map(({ name }) => ({ text: index, form: name, file })))
}

/** Searches all files below some folders, their names too. */
export function findSecrets(folders: readonly string[], texts: readonly string[]): { readonly files: number; readonly found: readonly FoundSecret[] } {
  let files = 0
  const found: FoundSecret[] = []
  for (const folder of folders) {
    for (const file of filesUnder(folder)) {
      files += 1
      found.push(...secretsIn(readFileSync(file), texts, file), ...secretsIn(Buffer.from(path.relative(folder, file)), texts, `the name of ${file}`))
    }
  }
  return { files, found }
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({ options: { texts: { type: 'string' } }, allowPositionals: true })
  if (values.texts === undefined || positionals.length === 0) throw new Error('secret-search.ts --texts FILE (one text a line) FOLDER...')
  const texts = readFileSync(values.texts, 'utf8').split('\n').map((line) => line.trim()).filter((line) => line !== '')
  const { files, found } = findSecrets(positionals, texts)
  process.stdout.write(`${texts.length} texts, ${files} files, ${found.length} found\n${found.map(({ text, form, file }) => `text ${text + 1} (${form}) in ${file}\n`).join('')}`)
  process.exitCode = found.length === 0 ? 0 : 1
}
