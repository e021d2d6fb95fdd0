import { partsOf } from './certificate-parts.ts'
import type { Certificate } from './certificate.ts'
import { DerError, DerReader, dottedIdentifier, onlyElement } from './der-reader.ts'
import { oid } from './object-identifiers.ts'

/** Where an authority answers for the certificates that it issued: HTTP addresses, in the order in which they are to be tried. */
export interface StatusAddresses {
  readonly ocsp: readonly string[]
  readonly crl: readonly string[]
}

const mostAddresses = 4
const uniformResourceIdentifier = 0x86

/** An address that can be asked; LDAP, files and what is no address are passed over. */
function httpAddress(content: Uint8Array): string[] {
  const text = Buffer.from(content).toString('latin1')
  const protocol = URL.parse(text)?.protocol
  return protocol === 'http:' || protocol === 'https:' ? [text] : []
}

function ocspAddresses(value: Uint8Array): string[] {
  return [...new DerReader(onlyElement(value, 0x30).content).rest()].flatMap(({ content }) => {
    const description = new DerReader(content)
    if (dottedIdentifier(description.next(0x06).content) !== oid.ocsp) return []
    const { tag, content: location } = description.next()
    return tag === uniformResourceIdentifier ? httpAddress(location) : []
  })
}

/** A point for some reasons only is none: its list would be partial. */
function crlAddresses(value: Uint8Array): string[] {
  return [...new DerReader(onlyElement(value, 0x30).content).rest()].flatMap(({ content }) => {
    const point = new DerReader(content)
    const name = point.optional(0xa0)
    if (name === undefined || point.optional(0x81) !== undefined) return []
    const full = new DerReader(name.content).optional(0xa0)
    if (full === undefined) return []
    return [...new DerReader(full.content).rest()].flatMap(({ tag, content: location }) => (tag === uniformResourceIdentifier ? httpAddress(location) : []))
  })
}

/** The addresses that a certificate names for its own status (RFC 5280, 4.2.2.1 and 4.2.1.13), at most four of a kind; none where it cannot be read. */
export function statusAddresses(certificate: Certificate): StatusAddresses {
  const read = (identifier: string, addresses: (value: Uint8Array) => string[]): string[] => {
    try {
      const value = partsOf(certificate).extensions.get(identifier)?.value
      return value === undefined ? [] : addresses(value).slice(0, mostAddresses)
    } catch (thrown) {
      if (thrown instanceof DerError) return []
      throw thrown
    }
  }
  return { ocsp: read(oid.authorityInfoAccess, ocspAddresses), crl: read(oid.crlDistributionPoints, crlAddresses) }
}

/** True for a responder for whom nobody needs to ask (id-pkix-ocsp-nocheck, RFC 6960, 4.2.2.2.1). */
export function needsNoStatus(certificate: Certificate): boolean {
  try {
    return partsOf(certificate).extensions.has(oid.ocspNoCheck)
  } catch (thrown) {
    if (thrown instanceof DerError) return false
    throw thrown
  }
}
