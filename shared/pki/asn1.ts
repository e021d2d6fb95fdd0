import * as asn1js from 'asn1js'

/** The one ASN.1 element (BER or DER) that `bytes` are, or undefined when they are malformed or more than one. Never throws. */
export function parseElement(bytes: Uint8Array): asn1js.AsnType | undefined {
  try {
    const { offset, result } = asn1js.fromBER(bytes)
    return offset === bytes.length && bytes.length > 0 ? result : undefined
  } catch {
    return undefined
  }
}
