import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { instant, type Instant } from '../model/index.ts'
import { parseElement } from './asn1.ts'
import type { Certificate } from './certificate.ts'
import { oid } from './object-identifiers.ts'
import { attributeValues, certificatesOf, isNamedBy } from './signer-info.ts'

/** Whose certificates a signature, or a time stamp token, rests on. Nothing is checked: our verifier did. */
export interface SignatureParts {
  readonly signer: Certificate
  /** Every certificate that it carries. */
  readonly certificates: readonly Certificate[]
  /** genTime of a time stamp token; null for a signature. */
  readonly stampedAt: Instant | null
  /** Tokens of its signature time stamps. */
  readonly timeStampTokens: readonly Uint8Array[]
}

/** Takes apart a CMS signature or a time stamp token that may be padded with zeros, as in a PDF; undefined for what is none or does not carry its signer's certificate. */
export function readSignatureParts(padded: Uint8Array): SignatureParts | undefined {
  const cms = withoutPadding(padded)
  const schema = parseElement(cms)
  if (schema === undefined) return undefined
  try {
    const envelope = new pkijs.ContentInfo({ schema })
    const content: unknown = envelope.content
    if (envelope.contentType !== oid.signedData) return undefined
    const signedData = new pkijs.SignedData({ schema: content })
    const [info] = signedData.signerInfos
    const certificates = certificatesOf(signedData)
    const signer = info === undefined ? undefined : certificates.find((certificate) => isNamedBy(certificate, info.sid))
    if (info === undefined || signer === undefined) return undefined
    const timeStampTokens = (attributeValues(info.unsignedAttrs, oid.signatureTimeStamp) ?? [])
      .flatMap((value) => (value instanceof asn1js.Sequence ? [Uint8Array.from(value.valueBeforeDecodeView)] : []))
    return { signer, certificates, timeStampTokens, stampedAt: signedData.encapContentInfo.eContentType === oid.timeStampInfo ? stampTime(signedData) : null }
  } catch {
    return undefined
  }
}

function stampTime({ encapContentInfo: { eContent } }: pkijs.SignedData): Instant | null {
  return eContent === undefined ? null : instant(new pkijs.TSTInfo({ schema: parseElement(new Uint8Array(eContent.getValue())) }).genTime)
}

/** The first element of the bytes, by its length octets. */
function withoutPadding(bytes: Uint8Array): Uint8Array {
  const first = bytes[1] ?? 0
  const octets = first > 0x80 ? first & 0x7f : 0
  const length = first < 0x80 ? first : bytes.subarray(2, 2 + octets).reduce((value, octet) => value * 256 + octet, 0)
  return bytes.subarray(0, 2 + octets + length)
}
