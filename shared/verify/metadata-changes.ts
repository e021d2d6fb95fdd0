import { type PdfObject, isReference, isStream, isString, latin1, decodeStructureStream } from '../pdf-file/index.ts'
import type { PdfView } from './pdf-view.ts'

/** What a signing program renews in /Info: its own trace, not the document's. */
const renewedInformation = new Set(['ModDate', 'Producer'])

/** The same in XMP, as elements and as attributes. */
const renewedProperty = '(?:xmp:ModifyDate|xap:ModifyDate|xmp:MetadataDate|xap:MetadataDate|pdf:Producer|xmpMM:InstanceID|xapMM:InstanceID)'
const renewedElements = new RegExp(`<${renewedProperty}>[^<]*</${renewedProperty}>|<${renewedProperty}/>|\\s${renewedProperty}\\s*=\\s*(?:"[^"]*"|'[^']*')`, 'g')

/** The document's metadata as two texts each: all of it, and without what signing programs renew. */
interface Metadata {
  readonly all: string
  readonly lasting: string
}

function plainly(view: PdfView, object: PdfObject): string {
  const found = view.resolve(object)
  if (isString(found)) return `(${found.value})`
  return typeof found === 'object' ? (found?.kind ?? 'null') : String(found)
}

function informationOf(view: PdfView): Metadata {
  const entries = [...(view.dictionary(view.trailer.entries.get('Info'))?.entries ?? [])].map(([key, value]) => ({ key, line: `${key} ${plainly(view, value)}` }))
  const text = (lines: typeof entries): string => lines.map((entry) => entry.line).sort().join('\n')
  return { all: text(entries), lasting: text(entries.filter((entry) => !renewedInformation.has(entry.key))) }
}

function xmpOf(view: PdfView): Metadata {
  const given = view.catalog.entries.get('Metadata')
  const stream = isReference(given) ? view.fetch(given) : null
  if (!isStream(stream)) return { all: '', lasting: '' }
  const all = latin1(view.isEncrypted ? stream.raw : decodeStructureStream(stream))
  // White space is left out because the packet's padding grows and shrinks with its content.
  return { all, lasting: all.replace(renewedElements, '').replace(/\s+/g, '') }
}

/** How metadata differ between two revisions: not at all, only in what signing programs renew, or in what the document says. */
export function metadataDifference(before: PdfView, after: PdfView, which: 'information' | 'XMP'): 'none' | 'renewed' | 'changed' {
  const read = which === 'information' ? informationOf : xmpOf
  const old = read(before)
  const now = read(after)
  if (old.all === now.all) return 'none'
  return old.lasting === now.lasting ? 'renewed' : 'changed'
}
