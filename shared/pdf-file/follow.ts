import { isDictionary, isReference, isStream, PdfStructureError, type PdfDictionary, type PdfObject, type PdfReference } from './object.ts'

const longestReferenceChain = 32

/** Follows references until something else stands there. Throws PdfStructureError for a chain that loops. */
export function followReferences(object: PdfObject | undefined, fetch: (reference: PdfReference) => PdfObject): PdfObject {
  let current = object ?? null
  for (let step = 0; isReference(current); step++) {
    if (step > longestReferenceChain) throw new PdfStructureError('references loop')
    current = fetch(current)
  }
  return current
}

/** A dictionary as it is; a stream's dictionary; undefined for anything else. */
export function dictionaryIn(object: PdfObject): PdfDictionary | undefined {
  if (isDictionary(object)) return object
  return isStream(object) ? object.dictionary : undefined
}
