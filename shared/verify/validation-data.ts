import * as asn1js from 'asn1js'
import { SohoaError } from '../model/index.ts'
import { parseCertificate, type Certificate, type RevocationEvidence } from '../pki/index.ts'
import { type PdfObject, PdfStructureError, isArray } from '../pdf-file/index.ts'
import type { PdfView } from './pdf-view.ts'

/** Entries and bytes beyond these are not looked at: a hostile file may carry any number. */
const mostEntries = 200
const mostBytes = 64 * 1_048_576

/** Revocation data in the form of Adobe's signed attribute. */
export const adobeRevocationValues = '1.2.840.113583.1.1.8'
/** Revocation data in the form of CAdES' unsigned attribute (ETSI EN 319 122-1, A.1.3.2). */
export const cadesRevocationValues = '1.2.840.113549.1.9.16.2.24'

/** What a document security store holds (ETSI EN 319 142-1, 5.4.2.2). */
export interface ValidationData {
  readonly certificates: readonly Certificate[]
  readonly evidence: RevocationEvidence
}

function streamsIn(view: PdfView, list: PdfObject | undefined): Uint8Array[] {
  const items = view.resolve(list)
  const found: Uint8Array[] = []
  let bytes = 0
  for (const item of isArray(items) ? items.items.slice(0, mostEntries) : []) {
    try {
      const data = view.streamBytes(item)
      bytes += data?.length ?? 0
      if (bytes > mostBytes) break
      if (data !== undefined) found.push(data)
    } catch (error) {
      // What cannot be read proves nothing; a status that needed it stays unknown and says so.
      if (!(error instanceof PdfStructureError)) throw error
    }
  }
  return found
}

function readable(der: Uint8Array): Certificate[] {
  try {
    return [parseCertificate(der)]
  } catch (thrown) {
    if (thrown instanceof SohoaError) return []
    throw thrown
  }
}

/** The document security store of a revision; empty lists where there is none. */
export function validationDataOf(view: PdfView): ValidationData {
  const store = view.dictionary(view.catalog.entries.get('DSS'))
  return {
    certificates: streamsIn(view, store?.entries.get('Certs')).flatMap(readable),
    evidence: { ocspResponses: streamsIn(view, store?.entries.get('OCSPs')), crls: streamsIn(view, store?.entries.get('CRLs')) },
  }
}

const childrenOf = (block: unknown): readonly asn1js.BaseBlock[] => {
  if (!(block instanceof asn1js.Constructed)) return []
  const children: unknown[] = block.valueBlock.value
  return children.filter((child) => child instanceof asn1js.BaseBlock)
}

const isTagged = (block: asn1js.BaseBlock, number: number): boolean => block.idBlock.tagClass === 3 && block.idBlock.tagNumber === number

const bytesOf = (block: asn1js.BaseBlock): Uint8Array => Uint8Array.from(block.valueBeforeDecodeView)

/** Revocation data in an attribute of a signature: lists under [0], OCSP responses under [1]. */
export function evidenceInAttribute(value: asn1js.BaseBlock | undefined): RevocationEvidence {
  const under = (number: number): Uint8Array[] => childrenOf(value).filter((child) => isTagged(child, number))
    .flatMap((tagged) => childrenOf(tagged).flatMap(childrenOf)).slice(0, mostEntries).map(bytesOf)
  return { crls: under(0), ocspResponses: under(1) }
}

/** Revocation data in the `crls` field of SignedData (RFC 5652, 10.2.1), OCSP responses in RFC 5940's form among them. */
export function evidenceInSignedData(signedData: asn1js.Sequence): RevocationEvidence {
  const entries = childrenOf(signedData).filter((child) => isTagged(child, 1)).flatMap(childrenOf).slice(0, mostEntries)
  return {
    crls: entries.filter((entry) => entry instanceof asn1js.Sequence).map(bytesOf),
    ocspResponses: entries.filter((entry) => isTagged(entry, 1)).flatMap((entry) => childrenOf(entry).slice(1, 2).map(bytesOf)),
  }
}
