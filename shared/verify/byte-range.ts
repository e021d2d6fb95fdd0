import { createHash } from 'node:crypto'
import { type PdfDictionary, type PdfObject, isArray, isString, latin1 } from '../pdf-file/index.ts'

/** The file's bytes and a way to follow references in it. */
export interface ByteSource {
  readonly bytes: Uint8Array
  resolve(object: PdfObject | undefined): PdfObject
}

/** What a signature's /ByteRange covers. */
export interface Coverage {
  /** First byte after the signed revision. */
  readonly end: number
  /** The signed bytes in order, the gap left out: parts of the file, never a copy of it. */
  readonly signedBytes: readonly Uint8Array[]
  /** The whole of /Contents, padding included. */
  readonly contents: Uint8Array
  /** Exactly two ranges from byte 0 to an end of file marker, the gap exactly the signature's own /Contents. */
  readonly sound: boolean
  /** Digits `a` and `A` are mixed in the gap: no writer does that. */
  readonly mixedDigits: boolean
}

function isRange(values: readonly unknown[]): values is [number, number, number, number] {
  return values.length === 4 && values.every((value) => typeof value === 'number' && Number.isInteger(value) && value >= 0)
}

function endsWithMarker(bytes: Uint8Array, end: number): boolean {
  return /%%EOF[\r\n \0]*$/.test(latin1(bytes, Math.max(0, end - 16), end))
}

/**
 * Reads what a signature dictionary says it covers (ISO 32000-1 §12.8.1, ETSI EN 319 142-1 §5.3), or undefined when
 * that cannot even be read. Offsets are bytes from the start of the file.
 */
export function readCoverage(view: ByteSource, signature: PdfDictionary): Coverage | undefined {
  const { bytes } = view
  const given = view.resolve(signature.entries.get('ByteRange'))
  const contents = view.resolve(signature.entries.get('Contents'))
  if (!isArray(given) || !isString(contents)) return undefined
  const range = given.items.map((item) => view.resolve(item))
  if (!isRange(range)) return undefined
  const [start, firstLength, secondStart, secondLength] = range
  const end = secondStart + secondLength
  if (start + firstLength > bytes.length || end > bytes.length) return undefined
  const gap = latin1(bytes, contents.start, contents.end)
  return {
    end,
    signedBytes: [bytes.subarray(start, start + firstLength), bytes.subarray(secondStart, end)],
    contents: Uint8Array.from(contents.value, (character) => character.charCodeAt(0)),
    sound: start === 0 && contents.hexadecimal && contents.start === firstLength && contents.end === secondStart
      && /^<(?:[0-9A-Fa-f]{2})*>$/.test(gap) && Buffer.from(gap.slice(1, -1), 'hex').equals(Buffer.from(contents.value, 'latin1'))
      && endsWithMarker(bytes, end),
    mixedDigits: /[a-f]/.test(gap) && /[A-F]/.test(gap),
  }
}

/** The digest over bytes that stand in parts. */
export function digestOver(parts: readonly Uint8Array[], algorithm: string): Buffer {
  const hash = createHash(algorithm)
  for (const part of parts) hash.update(part)
  return hash.digest()
}
