/** A PDF object (ISO 32000-1 §7.3) as it stands in the file: references are not followed. */
export type PdfObject = null | boolean | number | PdfName | PdfString | PdfArray | PdfDictionary | PdfStream | PdfReference | PdfUnreadable

export interface PdfName {
  readonly kind: 'name'
  readonly name: string
}

export interface PdfString {
  readonly kind: 'string'
  /** The string's bytes, one character each (Latin-1). */
  readonly value: string
  /** First byte of the token (`(` or `<`) in the buffer that was parsed. */
  readonly start: number
  /** First byte after the token. */
  readonly end: number
  readonly hexadecimal: boolean
}

export interface PdfArray {
  readonly kind: 'array'
  readonly items: readonly PdfObject[]
}

export interface PdfDictionary {
  readonly kind: 'dictionary'
  readonly entries: ReadonlyMap<string, PdfObject>
}

export interface PdfStream {
  readonly kind: 'stream'
  readonly dictionary: PdfDictionary
  /** The stream's bytes as stored, filters not applied. */
  readonly raw: Uint8Array
}

export interface PdfReference {
  readonly kind: 'reference'
  readonly number: number
  readonly generation: number
}

/** An indirect object that is no PDF syntax: writers leave some behind, and readers pass over them. */
export interface PdfUnreadable {
  readonly kind: 'unreadable'
  /** Its bytes as text, one character each, up to `endobj`. */
  readonly raw: string
}

/** The file is not what ISO 32000 asks for. Stays inside this room: callers turn it into a reason code. */
export class PdfStructureError extends Error {
  constructor(what: string) {
    super(what)
    this.name = 'PdfStructureError'
  }
}

export function isDictionary(object: PdfObject | undefined): object is PdfDictionary {
  return typeof object === 'object' && object !== null && object.kind === 'dictionary'
}

export function isStream(object: PdfObject | undefined): object is PdfStream {
  return typeof object === 'object' && object !== null && object.kind === 'stream'
}

export function isArray(object: PdfObject | undefined): object is PdfArray {
  return typeof object === 'object' && object !== null && object.kind === 'array'
}

export function isString(object: PdfObject | undefined): object is PdfString {
  return typeof object === 'object' && object !== null && object.kind === 'string'
}

export function isReference(object: PdfObject | undefined): object is PdfReference {
  return typeof object === 'object' && object !== null && object.kind === 'reference'
}

/** The name's text, or undefined for anything that is not a name. */
export function nameOf(object: PdfObject | undefined): string | undefined {
  return typeof object === 'object' && object !== null && object.kind === 'name' ? object.name : undefined
}

/** Bytes `start` to `end` as text, one character a byte. */
export function latin1(bytes: Uint8Array, start = 0, end = bytes.length): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.max(0, Math.min(end, bytes.length) - start)).toString('latin1')
}

/** A text string (ISO 32000-1 §7.9.2.2) decoded: UTF-16 and UTF-8 by their marks, else as Latin-1. NFC. */
export function textOf(string: PdfString): string {
  const { value } = string
  const bytes = Uint8Array.from(value, (character) => character.charCodeAt(0))
  if (value.startsWith('\xfe\xff')) return new TextDecoder('utf-16be').decode(bytes).normalize('NFC')
  if (value.startsWith('\xff\xfe')) return new TextDecoder('utf-16le').decode(bytes).normalize('NFC')
  if (value.startsWith('\xef\xbb\xbf')) return new TextDecoder('utf-8').decode(bytes).normalize('NFC')
  return value
}
