import { type PdfDictionary, PdfStructureError, isString } from '../pdf-file/index.ts'
import type { PdfView } from './pdf-view.ts'
import { type Coverage, readCoverage } from './byte-range.ts'
import { signedFieldsOf } from './document-structure.ts'

/** A signature as found in the file, with the revision that it signed. */
export interface SignatureSource {
  readonly field: string
  readonly dictionary: PdfDictionary
  /** The view in which the dictionary was found. */
  readonly view: PdfView
  readonly coverage: Coverage | undefined
  /** The signed revision by itself; undefined when it is damaged, lies off the file's chain or does not hold this signature. */
  readonly revision: PdfView | undefined
}

const mostSignatures = 100

/** Where the signature's /Contents stands: that identifies it, whatever refers to it. */
function placeOf(view: PdfView, dictionary: PdfDictionary): number | undefined {
  const contents = view.resolve(dictionary.entries.get('Contents'))
  return isString(contents) ? contents.start : undefined
}

/** The revision up to `end`, if it is one of the file's own and holds a signature with /Contents at `place`. */
function revisionOf(newest: PdfView, end: number, place: number | undefined): PdfView | undefined {
  try {
    const revision = newest.upTo(end)
    const isOnChain = newest.sections.some((section) => section.offset === revision.startOffset)
    const holdsIt = signedFieldsOf(revision).some((field) => placeOf(revision, field.signature) === place)
    return isOnChain && holdsIt ? revision : undefined
  } catch (error) {
    if (error instanceof PdfStructureError) return undefined
    throw error
  }
}

function sourcesIn(view: PdfView, newest: PdfView, known: Set<number | undefined>): SignatureSource[] {
  return signedFieldsOf(view).flatMap(({ name, signature }) => {
    const place = placeOf(view, signature)
    if (place !== undefined && known.has(place)) return []
    known.add(place)
    const coverage = readCoverage(view, signature)
    const revision = coverage?.sound === true ? revisionOf(newest, coverage.end, place) : undefined
    return [{ field: name, dictionary: signature, view, coverage, revision }]
  })
}

/**
 * Every signature of the file in the order of its revisions: those of the newest revision, and those that an update
 * took away. Throws PdfStructureError when the newest revision cannot be read, and past 100 signatures.
 */
export function findSignatures(newest: PdfView): SignatureSource[] {
  const known = new Set<number | undefined>()
  const sources = sourcesIn(newest, newest, known)
  for (const older of newest.olderRevisions()) {
    try {
      sources.push(...sourcesIn(older, newest, known))
    } catch (error) {
      // A part of a linearised file is no revision by itself.
      if (!(error instanceof PdfStructureError)) throw error
    }
    if (sources.length > mostSignatures) throw new PdfStructureError('too many signatures')
  }
  return sources.sort((left, right) => (left.coverage?.end ?? 0) - (right.coverage?.end ?? 0))
}
