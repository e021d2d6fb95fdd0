import type { Certificate } from './certificate.ts'
import { DerReader, extensionsIn, onlyElement, type DerExtension } from './der-reader.ts'

/** Parts of a certificate that revocation data refer to, byte for byte. */
export interface CertificateParts {
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  /** The key's bits, without the octet of unused bits: what OCSP hashes (RFC 6960, 4.1.1). */
  readonly keyBits: Uint8Array
  readonly extensions: ReadonlyMap<string, DerExtension>
}

/** Reads a certificate's parts (RFC 5280, 4.1). Throws DerError for one that was parsed leniently. */
export function partsOf(certificate: Certificate): CertificateParts {
  const fields = new DerReader(new DerReader(onlyElement(certificate.der, 0x30).content).next(0x30).content)
  fields.optional(0xa0)
  fields.next(0x02)
  fields.next(0x30)
  const issuer = fields.next(0x30).whole
  fields.next(0x30)
  const subject = fields.next(0x30).whole
  const key = new DerReader(fields.next(0x30).content)
  key.next(0x30)
  const keyBits = key.next(0x03).content.subarray(1)
  fields.optional(0x81)
  fields.optional(0x82)
  const extensions = fields.optional(0xa3)
  return { issuer, subject, keyBits, extensions: extensions === undefined ? new Map() : extensionsIn(onlyElement(extensions.content, 0x30).content) }
}
