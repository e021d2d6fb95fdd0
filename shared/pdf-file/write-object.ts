import { pdfNumber } from './number.ts'
import { PdfStructureError, type PdfArray, type PdfDictionary, type PdfName, type PdfObject, type PdfString } from './object.ts'

export const name = (text: string): PdfName => ({ kind: 'name', name: text })
export const array = (...items: readonly PdfObject[]): PdfArray => ({ kind: 'array', items })
export const dictionary = (entries: Readonly<Record<string, PdfObject>>): PdfDictionary => ({ kind: 'dictionary', entries: new Map(Object.entries(entries)) })

/** A string of bytes, one character each. */
export const byteString = (value: string): PdfString => ({ kind: 'string', value, start: 0, end: 0, hexadecimal: true })

/** A text string (ISO 32000-2, 7.9.2.2), NFC: UTF-16 with its mark, as every reader knows it. */
export function textString(text: string): PdfString {
  return byteString(Buffer.from(`\u{FEFF}${text.normalize('NFC')}`, 'utf16le').swap16().toString('latin1'))
}

/** The dictionary with some entries set; null takes one away. */
export function withEntries({ entries }: PdfDictionary, changed: Readonly<Record<string, PdfObject>>): PdfDictionary {
  const all = new Map([...entries, ...Object.entries(changed)])
  return { kind: 'dictionary', entries: new Map([...all].filter(([, value]) => value !== null)) }
}

function writeNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : pdfNumber(value, 6)
}

function writeName(text: string): string {
  return `/${text.replace(/[^!-~]|[#()<>[\]{}/%]/g, (character) => `#${character.charCodeAt(0).toString(16).padStart(2, '0')}`)}`
}

/** An object as it stands in a file (ISO 32000-2, 7.3); strings in hexadecimal. Throws PdfStructureError for streams, which stand alone, and for unreadable ones. */
export function writeObject(object: PdfObject): string {
  if (object === null || typeof object === 'boolean') return String(object)
  if (typeof object === 'number') return writeNumber(object)
  switch (object.kind) {
    case 'name': return writeName(object.name)
    case 'string': return `<${Buffer.from(object.value, 'latin1').toString('hex').toUpperCase()}>`
    case 'array': return `[${object.items.map(writeObject).join(' ')}]`
    case 'dictionary': return `<<${[...object.entries].map(([key, value]) => `${writeName(key)} ${writeObject(value)}`).join(' ')}>>`
    case 'reference': return `${object.number} ${object.generation} R`
    case 'stream':
    case 'unreadable': throw new PdfStructureError('cannot be written inside an object')
  }
}
