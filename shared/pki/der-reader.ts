import { instant, type Instant } from '../model/index.ts'

/** Bytes are not the DER that was expected there. Never leaves the room. */
export class DerError extends Error {}

/** One DER element (ITU-T X.690). */
export interface DerElement {
  /** The identifier octet; tags of several octets stand in no structure read here. */
  readonly tag: number
  readonly content: Uint8Array
  /** Identifier, length and content, byte for byte. */
  readonly whole: Uint8Array
}

/** An extension of a certificate, CRL, OCSP response or of one entry in them. */
export interface DerExtension {
  readonly critical: boolean
  /** Content of the extnValue octets. */
  readonly value: Uint8Array
}

/** Reads elements one after another; unlike a tree of objects it costs nothing for a CRL of a hundred thousand entries. */
export class DerReader {
  private readonly bytes: Uint8Array
  private position = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  get isAtEnd(): boolean {
    return this.position >= this.bytes.length
  }

  /** The next element, of any tag or of the one given. Throws DerError. */
  next(tag?: number): DerElement {
    const start = this.position
    const found = this.bytes[start]
    const first = this.bytes[start + 1]
    if (found === undefined || first === undefined || (tag !== undefined && found !== tag) || (found & 0x1f) === 0x1f) throw new DerError('tag')
    let content = start + 2
    let length = first
    if (first >= 0x80) {
      const octets = first & 0x7f
      if (octets === 0 || octets > 4 || content + octets > this.bytes.length) throw new DerError('length')
      length = this.bytes.subarray(content, content + octets).reduce((value, octet) => value * 256 + octet, 0)
      content += octets
    }
    const end = content + length
    if (end > this.bytes.length) throw new DerError('length')
    this.position = end
    return { tag: found, content: this.bytes.subarray(content, end), whole: this.bytes.subarray(start, end) }
  }

  /** The next element when it has this tag; otherwise nothing is consumed. */
  optional(tag: number): DerElement | undefined {
    return this.bytes[this.position] === tag ? this.next(tag) : undefined
  }

  /** Every element that is left. */
  * rest(): Generator<DerElement> {
    while (!this.isAtEnd) yield this.next()
  }
}

/** The one element that `bytes` are. Throws DerError when there is more or less. */
export function onlyElement(bytes: Uint8Array, tag?: number): DerElement {
  const reader = new DerReader(bytes)
  const found = reader.next(tag)
  if (!reader.isAtEnd) throw new DerError('bytes left')
  return found
}

/** The octets of a BIT STRING that has no unused bits, as signatures are. Throws DerError. */
export function bitsOf({ content }: DerElement): Uint8Array {
  if (content[0] !== 0) throw new DerError('unused bits')
  return content.subarray(1)
}

/** Reads the content of an OBJECT IDENTIFIER. */
export function dottedIdentifier(content: Uint8Array): string {
  const arcs: number[] = []
  let arc = 0
  for (const octet of content) {
    arc = arc * 128 + (octet & 0x7f)
    if (octet >= 0x80) continue
    if (arcs.length === 0) arcs.push(Math.min(2, Math.floor(arc / 40)), arc - 40 * Math.min(2, Math.floor(arc / 40)))
    else arcs.push(arc)
    arc = 0
  }
  return arcs.join('.')
}

const timePattern = /^(\d{2}|\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/

/** UTCTime or GeneralizedTime in UTC (RFC 5280, 4.1.2.5). Throws DerError. */
export function timeOf({ tag, content }: DerElement): Instant {
  const parts = timePattern.exec(Buffer.from(content).toString('latin1'))
  if (parts === null || (tag !== 0x17 && tag !== 0x18) || (tag === 0x17) !== (parts[1]?.length === 2)) throw new DerError('time')
  const [year = 0, month = 0, ...rest] = parts.slice(1).map(Number)
  const full = tag === 0x18 ? year : year + (year < 50 ? 2000 : 1900)
  const [day = 0, hour = 0, minute = 0, second = 0] = rest
  return instant(new Date(Date.UTC(full, month - 1, day, hour, minute, second)))
}

/** Extensions by their dotted identifiers, from the content of their SEQUENCE OF. Throws DerError, also for one that stands twice. */
export function extensionsIn(content: Uint8Array): Map<string, DerExtension> {
  const found = new Map<string, DerExtension>()
  for (const item of new DerReader(content).rest()) {
    const extension = new DerReader(item.content)
    const identifier = dottedIdentifier(extension.next(0x06).content)
    if (found.has(identifier)) throw new DerError('extension twice')
    const critical = extension.optional(0x01)?.content[0]
    found.set(identifier, { critical: critical !== undefined && critical !== 0, value: extension.next(0x04).content })
  }
  return found
}
