import * as asn1js from 'asn1js'

const deepest = 64

/**
 * The one ASN.1 element (BER or DER) that `bytes` are, or undefined when they are malformed or more than one. Never
 * throws. Every element must fill its parent exactly: asn1js by itself lets lengths that disagree pass.
 */
export function parseElement(bytes: Uint8Array): asn1js.AsnType | undefined {
  if (endOfElement(bytes, 0, bytes.length, 0) !== bytes.length) return undefined
  try {
    const { offset, result } = asn1js.fromBER(bytes)
    return offset === bytes.length ? result : undefined
  } catch {
    return undefined
  }
}

/** Where the element at `start` ends, its children checked likewise; undefined when it does not end by `limit`. */
function endOfElement(bytes: Uint8Array, start: number, limit: number, depth: number): number | undefined {
  const identifier = bytes[start]
  if (identifier === undefined || depth > deepest) return undefined
  let at = start + 1
  if ((identifier & 0x1f) === 0x1f) {
    while (((bytes[at] ?? 0) & 0x80) !== 0) at += 1
    at += 1
  }
  const constructed = (identifier & 0x20) !== 0
  const first = bytes[at]
  at += 1
  if (first === undefined || at > limit) return undefined
  if (first === 0x80) return constructed ? endOfIndefinite(bytes, at, limit, depth) : undefined
  let length = first
  if (first > 0x80) {
    const octets = first & 0x7f
    if (octets > 4 || at + octets > limit) return undefined
    length = bytes.subarray(at, at + octets).reduce((value, octet) => value * 256 + octet, 0)
    at += octets
  }
  const end = at + length
  if (end > limit) return undefined
  while (constructed && at < end) {
    const next = endOfElement(bytes, at, end, depth + 1)
    if (next === undefined) return undefined
    at = next
  }
  return end
}

/** Children up to the end-of-contents octets (X.690, 8.1.5). */
function endOfIndefinite(bytes: Uint8Array, start: number, limit: number, depth: number): number | undefined {
  let at = start
  while (bytes[at] !== 0 || bytes[at + 1] !== 0) {
    const next = endOfElement(bytes, at, limit, depth + 1)
    if (next === undefined) return undefined
    at = next
  }
  return at + 2 <= limit ? at + 2 : undefined
}
