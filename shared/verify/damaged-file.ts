import type { SignatureVerdict } from '../model/index.ts'
import { readCoverage } from './byte-range.ts'
import { checkCms } from './cms-signature.ts'
import { people, revocationUnknown } from './signature-verdict.ts'
import { type PdfDictionary, PdfStructureError, isDictionary, isString, latin1, readIndirectObject } from '../pdf-file/index.ts'

const mostOccurrences = 100
const farthestObjectStart = 200_000

/** The signature dictionary around a /ByteRange, if one can be read there. */
function dictionaryAround(bytes: Uint8Array, text: string, position: number): PdfDictionary | undefined {
  const before = text.slice(Math.max(0, position - farthestObjectStart), position)
  const start = [...before.matchAll(/\d{1,10}\s+\d{1,5}\s+obj\b/g)].at(-1)?.index
  if (start === undefined) return undefined
  try {
    const { object } = readIndirectObject(bytes, position - before.length + start, () => undefined)
    return isDictionary(object) && isString(object.entries.get('Contents')) ? object : undefined
  } catch (error) {
    if (error instanceof PdfStructureError) return undefined
    throw error
  }
}

function verdictOn(bytes: Uint8Array, dictionary: PdfDictionary): SignatureVerdict {
  const coverage = readCoverage({ bytes, resolve: (object) => object ?? null }, dictionary)
  const found = coverage === undefined ? undefined : checkCms(coverage.contents, coverage.signedBytes, 'ETSI.CAdES.detached')
  const signer = found?.signer ?? null
  return {
    field: '', kind: 'signature', intact: false, ...people(signer), digest: found?.digest ?? null, revocation: revocationUnknown, time: null, timeSource: null, level: 'not PAdES baseline', trust: 'unknown',
    coversWholeFile: false, changesAfter: [], verdict: 'failed', subIndication: 'FORMAT_FAILURE', reasons: ['PDF_DAMAGED'],
  }
}

/**
 * Signatures that still stand in a file whose structure cannot be followed. None of them is intact: with the structure
 * gone nobody can say what a reader would show. They are listed so that a person learns that the file was signed.
 */
export function signaturesInDamaged(bytes: Uint8Array): SignatureVerdict[] {
  const text = latin1(bytes)
  const found = new Map<number, PdfDictionary>()
  let position = text.indexOf('/ByteRange')
  for (let count = 0; position >= 0 && count < mostOccurrences; count++) {
    const dictionary = dictionaryAround(bytes, text, position)
    const contents = dictionary?.entries.get('Contents')
    if (dictionary !== undefined && isString(contents)) found.set(contents.start, dictionary)
    position = text.indexOf('/ByteRange', position + 1)
  }
  return [...found.values()].map((dictionary) => verdictOn(bytes, dictionary))
}
