import { type PdfDictionary, type PdfObject, type PdfString, PdfStructureError, isDictionary, latin1 } from './object.ts'

const deepestNesting = 100

const whiteSpace = new Uint8Array(256)
for (const code of [0, 9, 10, 12, 13, 32]) whiteSpace[code] = 1
const endsToken = new Uint8Array(whiteSpace)
for (const character of '()<>[]{}/%') endsToken[character.charCodeAt(0)] = 1

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

function isDigit(code: number | undefined): code is number {
  return code !== undefined && code >= 0x30 && code <= 0x39
}

function hexValue(code: number | undefined): number {
  if (code === undefined) return -1
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}

/**
 * Reads PDF objects (ISO 32000-1 §7.2, §7.3) at a moving position in a buffer. Every method throws PdfStructureError
 * on what is not PDF syntax; none reads outside the buffer; work is linear in the bytes read.
 */
export class PdfParser {
  readonly bytes: Uint8Array
  position: number

  constructor(bytes: Uint8Array, position = 0) {
    this.bytes = bytes
    this.position = position
  }

  /** Moves past white space and comments. */
  skipSpace(): void {
    while (this.position < this.bytes.length) {
      const code = this.bytes[this.position] ?? 0
      if (code === 0x25) {
        while (this.position < this.bytes.length && this.bytes[this.position] !== 10 && this.bytes[this.position] !== 13) this.position++
      } else if (whiteSpace[code] === 1) this.position++
      else return
    }
  }

  /** Moves past `keyword` when it stands next as a whole token; tells whether it did. */
  takeKeyword(keyword: string): boolean {
    this.skipSpace()
    for (let index = 0; index < keyword.length; index++) {
      if (this.bytes[this.position + index] !== keyword.charCodeAt(index)) return false
    }
    const after = this.bytes[this.position + keyword.length]
    if (after !== undefined && endsToken[after] !== 1) return false
    this.position += keyword.length
    return true
  }

  /** A non-negative integer, or undefined (position unmoved) when the next token is none. */
  takeInteger(): number | undefined {
    this.skipSpace()
    let end = this.position
    while (isDigit(this.bytes[end])) end++
    const after = this.bytes[end]
    if (end === this.position || end - this.position > 15 || (after !== undefined && endsToken[after] !== 1)) return undefined
    const value = Number(latin1(this.bytes, this.position, end))
    this.position = end
    return value
  }

  /** The next object. A dictionary's own stream, if one follows, is left to the caller. */
  takeObject(depth = 0): PdfObject {
    if (depth > deepestNesting) throw new PdfStructureError('nested too deep')
    this.skipSpace()
    const code = this.bytes[this.position]
    if (code === undefined) throw new PdfStructureError('object cut off')
    if (code === 0x2f) return { kind: 'name', name: this.takeName() }
    if (code === 0x28) return this.takeLiteralString()
    if (code === 0x5b) return this.takeArray(depth)
    if (code === 0x3c) return this.bytes[this.position + 1] === 0x3c ? this.takeDictionary(depth) : this.takeHexString()
    if (isDigit(code) || code === 0x2b || code === 0x2d || code === 0x2e) return this.takeNumberOrReference()
    if (this.takeKeyword('null')) return null
    if (this.takeKeyword('true')) return true
    if (this.takeKeyword('false')) return false
    throw new PdfStructureError('unknown token')
  }

  private takeNumberOrReference(): PdfObject {
    const first = this.takeInteger()
    if (first === undefined) return this.takeReal()
    const afterFirst = this.position
    const generation = this.takeInteger()
    if (generation !== undefined && this.takeKeyword('R')) return { kind: 'reference', number: first, generation }
    this.position = afterFirst
    return first
  }

  private takeReal(): number {
    const start = this.position
    let end = start
    while (end < this.bytes.length && endsToken[this.bytes[end] ?? 0] !== 1) end++
    const text = latin1(this.bytes, start, end)
    if (!/^[+-]*(\d+\.?\d*|\.\d+)(-\d*)?$/.test(text) && !/^[+-]?\.?$/.test(text)) throw new PdfStructureError('not a number')
    this.position = end
    // Damaged numbers that real writers leave (`--5`, `.`, `12.-34`) read as other readers do.
    const value = Number.parseFloat(text.replace(/^[+-]*(?=[+-])/, ''))
    return Number.isNaN(value) ? 0 : value
  }

  private takeName(): string {
    let end = ++this.position
    while (end < this.bytes.length && endsToken[this.bytes[end] ?? 0] !== 1) end++
    const raw = latin1(this.bytes, this.position, end)
    this.position = end
    return raw.includes('#') ? raw.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : raw
  }

  private takeLiteralString(): PdfString {
    const start = this.position++
    const parts: string[] = []
    let run = this.position
    let open = 1
    for (;;) {
      const code = this.bytes[this.position]
      if (code === undefined) throw new PdfStructureError('string cut off')
      if (code === 0x28) open++
      else if (code === 0x29 && --open === 0) break
      else if (code === 0x5c) {
        parts.push(latin1(this.bytes, run, this.position))
        this.position++
        parts.push(this.takeEscape())
        run = this.position
        continue
      }
      this.position++
    }
    parts.push(latin1(this.bytes, run, this.position))
    this.position++
    return { kind: 'string', value: parts.join(''), start, end: this.position, hexadecimal: false }
  }

  private takeEscape(): string {
    const code = this.bytes[this.position]
    if (code === undefined) throw new PdfStructureError('string cut off')
    if (code >= 0x30 && code <= 0x37) {
      let value = 0
      for (let count = 0; count < 3; count++) {
        const digit = this.bytes[this.position]
        if (digit === undefined || digit < 0x30 || digit > 0x37) break
        value = value * 8 + digit - 0x30
        this.position++
      }
      return String.fromCharCode(value & 0xff)
    }
    this.position++
    if (code === 13) {
      if (this.bytes[this.position] === 10) this.position++
      return ''
    }
    if (code === 10) return ''
    const character = String.fromCharCode(code)
    return escapes[character] ?? character
  }

  private takeHexString(): PdfString {
    const start = this.position++
    const out: number[] = []
    let high = -1
    for (;;) {
      const code = this.bytes[this.position]
      if (code === undefined) throw new PdfStructureError('string cut off')
      this.position++
      if (code === 0x3e) break
      const digit = hexValue(code)
      if (digit < 0) {
        if (whiteSpace[code] !== 1) throw new PdfStructureError('not a hex string')
      } else if (high < 0) high = digit
      else {
        out.push(high * 16 + digit)
        high = -1
      }
    }
    if (high >= 0) out.push(high * 16)
    return { kind: 'string', value: Buffer.from(out).toString('latin1'), start, end: this.position, hexadecimal: true }
  }

  private takeArray(depth: number): PdfObject {
    this.position++
    const items: PdfObject[] = []
    for (;;) {
      this.skipSpace()
      if (this.bytes[this.position] === 0x5d) break
      items.push(this.takeObject(depth + 1))
    }
    this.position++
    return { kind: 'array', items }
  }

  private takeDictionary(depth: number): PdfDictionary {
    this.position += 2
    const entries = new Map<string, PdfObject>()
    for (;;) {
      this.skipSpace()
      const code = this.bytes[this.position]
      if (code === 0x3e && this.bytes[this.position + 1] === 0x3e) break
      if (code !== 0x2f) throw new PdfStructureError('dictionary key is not a name')
      const key = this.takeName()
      const value = this.takeObject(depth + 1)
      // Readers differ on which of two equal keys counts: nobody could say what was signed.
      if (entries.has(key)) throw new PdfStructureError('dictionary key stands twice')
      if (value !== null) entries.set(key, value)
    }
    this.position += 2
    return { kind: 'dictionary', entries }
  }
}

/** An indirect object as found at an offset. */
export interface IndirectObject {
  readonly number: number
  readonly generation: number
  readonly object: PdfObject
  /** First byte after what was read of it. */
  readonly end: number
}

/** Where the stream that starts at `start` ends by its own length; where that is wrong, at the next `endstream`, as readers do. */
function endOfStream(bytes: Uint8Array, start: number, length: number | undefined): number {
  if (length !== undefined && start + length <= bytes.length && new PdfParser(bytes, start + length).takeKeyword('endstream')) return start + length
  const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf('endstream', start, 'latin1')
  if (found < 0) throw new PdfStructureError('stream cut off')
  return found
}

/**
 * Reads `number generation obj … endobj` at `offset` of `bytes`. `lengthOf` resolves the stream's /Length. An object
 * whose inside is no PDF syntax comes back as `unreadable`. Throws PdfStructureError when no object stands there.
 */
export function readIndirectObject(bytes: Uint8Array, offset: number, lengthOf: (length: PdfObject | undefined) => number | undefined): IndirectObject {
  const parser = new PdfParser(bytes, offset)
  const number = parser.takeInteger()
  const generation = parser.takeInteger()
  if (number === undefined || generation === undefined || !parser.takeKeyword('obj')) throw new PdfStructureError('no object at its offset')
  const start = parser.position
  try {
    const object = readBody(parser, lengthOf)
    return { number, generation, object, end: parser.position }
  } catch (error) {
    if (!(error instanceof PdfStructureError)) throw error
    const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf('endobj', start, 'latin1')
    if (end < 0) throw error
    return { number, generation, object: { kind: 'unreadable', raw: latin1(bytes, start, end) }, end }
  }
}

function readBody(parser: PdfParser, lengthOf: (length: PdfObject | undefined) => number | undefined): PdfObject {
  const { bytes } = parser
  let object = parser.takeKeyword('endobj') ? null : parser.takeObject()
  if (isDictionary(object) && parser.takeKeyword('stream')) {
    if (bytes[parser.position] === 13) parser.position++
    if (bytes[parser.position] === 10) parser.position++
    const start = parser.position
    parser.position = endOfStream(bytes, start, lengthOf(object.entries.get('Length')))
    object = { kind: 'stream', dictionary: object, raw: bytes.subarray(start, parser.position) }
    parser.takeKeyword('endstream')
  }
  return object
}
