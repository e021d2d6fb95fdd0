const deepest = 64

interface Length {
  /** undefined: indefinite, ended by two zero octets. */
  readonly value: number | undefined
  readonly start: number
}

/** Length octets at `at` (ITU-T X.690 §8.1.3): as short as can be, or indefinite. */
function readLength(bytes: Uint8Array, at: number): Length | undefined {
  const first = bytes[at]
  if (first === undefined) return undefined
  if (first === 0x80) return { value: undefined, start: at + 1 }
  if (first < 0x80) return { value: first, start: at + 1 }
  const count = first - 0x80
  if (count > 4 || at + count >= bytes.length) return undefined
  const value = bytes.subarray(at + 1, at + 1 + count).reduce((sum, octet) => sum * 256 + octet, 0)
  return value < 0x80 || value < 256 ** (count - 1) ? undefined : { value, start: at + 1 + count }
}

/** Whether the tag may have content of this length: NULL and BOOLEAN have one each, SEQUENCE and SET are always constructed. */
function fits(tag: number, length: Length): boolean {
  if (length.value === undefined) return (tag & 0x20) !== 0
  return !(tag === 0x05 && length.value !== 0) && !(tag === 0x01 && length.value !== 1) && tag !== 0x10 && tag !== 0x11
}

function endOfIndefinite(bytes: Uint8Array, start: number, limit: number, depth: number): number | undefined {
  let at: number | undefined = start
  while (at !== undefined && at + 1 < limit) {
    if (bytes[at] === 0 && bytes[at + 1] === 0) return at + 2
    at = endOfElement(bytes, at, limit, depth)
  }
  return undefined
}

/** First octet after the element at `at`, when it is well formed down to its leaves and ends within `limit`. */
function endOfElement(bytes: Uint8Array, at: number, limit: number, depth: number): number | undefined {
  const tag = bytes[at]
  // Tags of more than one octet stand in no structure of CMS or X.509.
  if (depth > deepest || tag === undefined || tag === 0 || (tag & 0x1f) === 0x1f) return undefined
  const length = readLength(bytes, at + 1)
  if (length === undefined || !fits(tag, length)) return undefined
  if (length.value === undefined) return endOfIndefinite(bytes, length.start, limit, depth + 1)
  const end = length.start + length.value
  if (end > limit) return undefined
  if ((tag & 0x20) === 0) return end
  let child: number | undefined = length.start
  while (child !== undefined && child < end) child = endOfElement(bytes, child, end, depth + 1)
  return child === end ? end : undefined
}

/**
 * Octets that the one element at the start takes; undefined when it is not well formed down to its leaves. A lenient
 * reader passes over wrong lengths, and what is passed over may hide something. DER, and the indefinite lengths of BER.
 */
export function lengthOfElement(bytes: Uint8Array): number | undefined {
  return endOfElement(bytes, 0, bytes.length, 0)
}
