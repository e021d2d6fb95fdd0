import { PdfStructureError, isArray, isReference, nameOf, type PdfDictionary, type PdfFile, type PdfObject } from '../pdf-file/index.ts'
import { fieldsOf } from './form-fields.ts'

const deepest = 64
/** More actions, bookmarks or nodes than any real document has. */
const mostNodes = 500_000

/** Actions that an archived document may not have (ISO 19005-2, 6.5.1), and SubmitForm: they run programs, reach out, or change what is shown. */
const forbiddenActions: readonly string[] = [
  'JavaScript', 'Launch', 'Rendition', 'Movie', 'Sound', 'Hide', 'SetOCGState', 'GoTo3DView', 'ImportData', 'ResetForm', 'SubmitForm', 'Trans', 'RichMediaExecute', 'set-state', 'no-op',
]
/** Annotations that play something in the place of what was signed (ISO 19005-2, 6.3.1). */
const playedAnnotations: readonly string[] = ['Sound', 'Movie', 'Screen', '3D', 'RichMedia']
/** Trees of names that hold scripts, slide shows and renditions; the others name places, pages and files. */
const activeTrees: readonly string[] = ['JavaScript', 'AlternatePresentations', 'Renditions']

/**
 * What in a PDF may act or change by itself what it shows, by its PDF name (`JavaScript`, `Launch`, `XFA` …): in the document, its forms,
 * pages, annotations, bookmarks and name trees. Undefined where there is nothing of the kind; links to pages and addresses are nothing of
 * the kind. Throws PdfStructureError for a structure that loops.
 */
export function activeContentOf(file: PdfFile, form: PdfDictionary | undefined): string | undefined {
  return new ActiveContent(file).find(form)
}

class ActiveContent {
  readonly #file: PdfFile
  #nodes = 0

  constructor(file: PdfFile) {
    this.#file = file
  }

  find(form: PdfDictionary | undefined): string | undefined {
    const { entries } = this.#file.catalog.dictionary
    if (form?.entries.has('XFA') === true) return 'XFA'
    const names = this.#file.dictionary(entries.get('Names'))
    return activeTrees.find((tree) => names?.entries.has(tree) === true)
      ?? this.#action(entries.get('OpenAction'), 0) ?? this.#triggers(entries.get('AA'))
      ?? first(fieldsOf(this.#file, form), ({ dictionary }) => this.#ofObject(dictionary))
      ?? this.#inPages(entries.get('Pages') ?? null, 0)
      ?? this.#inBookmarks(this.#file.dictionary(entries.get('Outlines'))?.entries.get('First'), 0)
  }

  #count(): void {
    this.#nodes += 1
    if (this.#nodes > mostNodes) throw new PdfStructureError('too many objects')
  }

  /** An action, and those that follow it. What is no dictionary is a place in the document. */
  #action(object: PdfObject | undefined, depth: number): string | undefined {
    const action = this.#file.resolve(object)
    if (isArray(action)) return depth === 0 ? undefined : first(action.items, (item) => this.#action(item, depth + 1))
    const dictionary = this.#file.dictionary(action)
    if (dictionary === undefined) return undefined
    this.#count()
    if (depth > deepest) throw new PdfStructureError('actions loop')
    const kind = nameOf(this.#file.resolve(dictionary.entries.get('S')))
    if (kind !== undefined && forbiddenActions.includes(kind)) return kind
    // A script beside another action (ISO 32000-2, table 243: the media are told by a script).
    if (dictionary.entries.has('JS')) return 'JavaScript'
    return this.#action(dictionary.entries.get('Next'), depth + 1)
  }

  /** Additional actions run by themselves, whatever they do: PDF/A knows none (ISO 19005-2, 6.5.2). */
  #triggers(object: PdfObject | undefined): string | undefined {
    const dictionary = this.#file.dictionary(object)
    if (dictionary === undefined || dictionary.entries.size === 0) return undefined
    return first([...dictionary.entries.values()], (action) => this.#action(action, 0)) ?? 'AA'
  }

  #ofObject({ entries }: PdfDictionary): string | undefined {
    return this.#triggers(entries.get('AA')) ?? this.#action(entries.get('A'), 0) ?? this.#action(entries.get('PA'), 0)
  }

  #inPages(node: PdfObject, depth: number): string | undefined {
    this.#count()
    const dictionary = this.#file.dictionary(node)
    if (depth > deepest) throw new PdfStructureError('page tree')
    if (dictionary === undefined) return undefined
    const { entries } = dictionary
    if (entries.has('Kids')) return first(this.#file.items(entries.get('Kids')), (kid) => this.#inPages(kid, depth + 1))
    if (entries.has('PresSteps')) return 'PresSteps'
    return this.#triggers(entries.get('AA')) ?? first(this.#file.items(entries.get('Annots')), (annotation) => this.#inAnnotation(annotation))
  }

  #inAnnotation(object: PdfObject): string | undefined {
    this.#count()
    const annotation = this.#file.dictionary(object)
    if (annotation === undefined) return undefined
    const kind = nameOf(this.#file.resolve(annotation.entries.get('Subtype')))
    return kind !== undefined && playedAnnotations.includes(kind) ? kind : this.#ofObject(annotation)
  }

  #inBookmarks(firstItem: PdfObject | undefined, depth: number): string | undefined {
    if (depth > deepest) throw new PdfStructureError('bookmarks')
    for (let item = firstItem; isReference(item);) {
      this.#count()
      const bookmark = this.#file.dictionary(item)
      const found = bookmark && (this.#ofObject(bookmark) ?? this.#inBookmarks(bookmark.entries.get('First'), depth + 1))
      if (found !== undefined) return found
      item = bookmark?.entries.get('Next')
    }
    return undefined
  }
}

function first<Item>(items: readonly Item[], find: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}
