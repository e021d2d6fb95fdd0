import { isReference, write, type PdfDictionary, type PdfObject } from '../pdf-file/index.ts'
import { annotationsOf, readForm, readPageTree } from './document-structure.ts'
import type { PdfView } from './pdf-view.ts'

const header = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'

/**
 * One page (from 1) of a revision as a PDF by itself, with all that it draws, so that a large file need not be held a second time to draw a page of
 * it. Not for encrypted files. Throws PdfStructureError.
 */
export function pageAlone(view: PdfView, number: number): Uint8Array {
  const { pages, innerNodes } = readPageTree(view)
  const page = pages[number - 1]
  const others = new Set([...innerNodes, ...pages.flatMap(({ reference }) => (reference === undefined ? [] : [reference.number]))])
  const objects = new Map<number, PdfObject>()
  const waiting: PdfObject[] = []
  // Other pages and the tree of pages stay behind; what no program can read draws nothing.
  const kept = (object: PdfObject): PdfObject => {
    if (typeof object !== 'object' || object === null) return object
    switch (object.kind) {
      case 'reference':
        if (others.has(object.number)) return null
        waiting.push(object)
        return object
      case 'array': return write.array(...object.items.map(kept))
      case 'dictionary': return keptEntries(object)
      case 'unreadable': return null
      case 'name':
      case 'string':
      case 'stream': return object
    }
  }
  const keptEntries = ({ entries }: PdfDictionary): PdfDictionary => ({ kind: 'dictionary', entries: new Map([...entries].map(([key, value]) => [key, kept(value)])) })

  const free = Math.max(0, ...view.sections.flatMap(({ entries }) => [...entries.keys()])) + 1
  const [catalog, tree, leaf] = [free, free + 1, free + 2].map((each) => ({ kind: 'reference', number: each, generation: 0 }) as const)
  if (page === undefined || catalog === undefined || tree === undefined || leaf === undefined) throw new RangeError('no such page')
  const drawn = new Set(annotationsOf(view, page).flatMap((annotation) => (isReference(annotation) ? [annotation.number] : [])))
  const form = view.dictionary(view.catalog.entries.get('AcroForm'))
  const fields = readForm(view).flatMap(({ reference }) => (reference !== undefined && drawn.has(reference.number) ? [reference] : []))
  objects.set(leaf.number, write.withEntries(keptEntries({ kind: 'dictionary', entries: page.entries }), { Parent: tree }))
  objects.set(tree.number, write.dictionary({ Type: write.name('Pages'), Kids: write.array(leaf), Count: 1 }))
  objects.set(catalog.number, write.withEntries(write.dictionary({ Type: write.name('Catalog'), Pages: tree }), {
    OCProperties: kept(view.catalog.entries.get('OCProperties') ?? null),
    AcroForm: form === undefined ? null : write.withEntries(keptEntries(write.withEntries(form, { Fields: null })), { Fields: kept(write.array(...fields)) }),
  }))
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!isReference(next) || objects.has(next.number)) continue
    objects.set(next.number, null)
    objects.set(next.number, kept(view.fetch(next)))
    const found = objects.get(next.number)
    if (typeof found === 'object' && found?.kind === 'stream') objects.set(next.number, { ...found, dictionary: keptEntries(found.dictionary) })
  }
  return written(objects, free + 3, catalog)
}

function written(objects: ReadonlyMap<number, PdfObject>, size: number, root: PdfObject): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from(header, 'latin1')]
  let length = header.length
  const push = (part: Uint8Array): void => {
    parts.push(part)
    length += part.length
  }
  const rows: string[] = []
  for (const [number, object] of objects) {
    rows.push(`${number} 1\n${String(length).padStart(10, '0')} 00000 n \n`)
    const isStream = typeof object === 'object' && object?.kind === 'stream'
    const head = isStream ? write.withEntries(object.dictionary, { Length: object.raw.length }) : object
    push(Buffer.from(`${number} 0 obj\n${write.writeObject(head)}`, 'latin1'))
    if (isStream) {
      push(Buffer.from('\nstream\n', 'latin1'))
      push(object.raw)
      push(Buffer.from('\nendstream', 'latin1'))
    }
    push(Buffer.from('\nendobj\n', 'latin1'))
  }
  const trailer = write.writeObject(write.dictionary({ Size: size, Root: root }))
  return Buffer.concat([...parts, Buffer.from(`xref\n0 1\n0000000000 65535 f \n${rows.join('')}trailer\n${trailer}\nstartxref\n${length}\n%%EOF\n`, 'latin1')])
}
