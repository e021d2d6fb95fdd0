/**
 * Writing ASN.1 in DER (ITU-T X.690). Each function returns the whole element, tag and length included, so that
 * bytes which must stay as they are (names, certificates, tokens) are put in unchanged.
 */

/** One element of the given identifier octet whose content is `parts` in order. */
export function element(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), lengthOctets(content.length), content])
}

function lengthOctets(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return Buffer.from([0x80 | octets.length, ...octets])
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => element(0x30, ...parts)

/** SET OF with its elements in DER order (X.690, 11.6). */
export const setOf = (...parts: readonly Uint8Array[]): Buffer => element(0x31, ...sorted(parts))

/** Elements in the order that DER asks of a SET OF. */
export const sorted = (parts: readonly Uint8Array[]): Uint8Array[] => parts.toSorted((left, right) => Buffer.compare(left, right))

export const octetString = (content: Uint8Array): Buffer => element(0x04, content)
export const bitString = (content: Uint8Array, unusedBits = 0): Buffer => element(0x03, Buffer.from([unusedBits]), content)
export const nullValue = (): Buffer => element(0x05)
export const booleanValue = (value: boolean): Buffer => element(0x01, Buffer.from([value ? 0xff : 0]))
/** ENUMERATED of a value below 128. */
export const enumerated = (value: number): Buffer => element(0x0a, Buffer.from([value]))
export const utf8String = (text: string): Buffer => element(0x0c, Buffer.from(text, 'utf8'))
export const printableString = (text: string): Buffer => element(0x13, Buffer.from(text, 'latin1'))
export const ia5String = (text: string): Buffer => element(0x16, Buffer.from(text, 'latin1'))

/** Constructed element with context tag `number` (below 31): EXPLICIT around one element, IMPLICIT for SEQUENCE and SET. */
export const context = (number: number, ...parts: readonly Uint8Array[]): Buffer => element(0xa0 | number, ...parts)

/** Primitive element with context tag `number` (below 31): IMPLICIT tagging of a simple type's content. */
export const contextPrimitive = (number: number, content: Uint8Array): Buffer => element(0x80 | number, content)

/** Non-negative INTEGER from a number or from big-endian bytes, in the fewest octets. */
export function unsignedInteger(value: number | Uint8Array): Buffer {
  const bytes = typeof value === 'number' ? Buffer.from(value.toString(16).padStart(14, '0'), 'hex') : Buffer.from(value)
  const first = bytes.findIndex((octet) => octet !== 0)
  const significant = first === -1 ? Buffer.from([0]) : bytes.subarray(first)
  return element(0x02, (significant[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), significant]) : significant)
}

/** OBJECT IDENTIFIER from its dotted form. Throws RangeError when that is malformed. */
export function objectIdentifier(dotted: string): Buffer {
  const arcs = dotted.split('.').map(Number)
  const [first, second, ...rest] = arcs
  if (first === undefined || second === undefined || arcs.some((arc) => !Number.isSafeInteger(arc) || arc < 0)) throw new RangeError('not an object identifier')
  const octets = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc % 128]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) groups.unshift(0x80 | (left % 128))
    return groups
  })
  return element(0x06, Buffer.from(octets))
}

/** GeneralizedTime in UTC to the second (RFC 5280, 4.1.2.5.2). */
export function generalizedTime(date: Date): Buffer {
  return element(0x18, Buffer.from(`${date.toISOString().replaceAll(/[-:T]|\.\d+Z/g, '')}Z`, 'latin1'))
}

/** Validity time of RFC 5280, 4.1.2.5: UTCTime until 2049, GeneralizedTime afterwards. */
export function certificateTime(date: Date): Buffer {
  const generalized = generalizedTime(date)
  return date.getUTCFullYear() < 2050 ? element(0x17, generalized.subarray(4)) : generalized
}

/** AlgorithmIdentifier with the given parameters (default NULL; `none` leaves them out, as ECDSA asks). */
export function algorithmIdentifier(identifier: string, parameters: Uint8Array | 'none' = nullValue()): Buffer {
  return sequence(objectIdentifier(identifier), ...(parameters === 'none' ? [] : [parameters]))
}
