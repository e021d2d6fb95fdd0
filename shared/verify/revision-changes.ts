import type { ChangeAfter, ChangeKind } from '../model/index.ts'
import { type PdfDictionary, type PdfObject, type PdfReference, isDictionary, isReference, isString, nameOf, type PageToDraw } from '../pdf-file/index.ts'
import type { PdfView } from './pdf-view.ts'
import { type FormNode, type PageNode, annotationsOf, readForm, readPageTree } from './document-structure.ts'
import { ObjectComparison, type RoleOf } from './object-comparison.ts'
import { metadataDifference } from './metadata-changes.ts'
import { hiddenOn, type Hiding } from './hidden-content.ts'
import { coversTooMuch, isSeen, isSeenOnlyInPrint } from './widget-area.ts'

/**
 * One difference between a signed revision and the file as it is now.
 * `signing`: a signature field added or signed; `validation data`: DSS or a document time stamp;
 * `form`: a field filled in; `covering`: a later signature's appearance over print; `annotation`: an annotation added, changed or
 * removed; `content`: anything else.
 */
export interface Change {
  readonly kind: 'signing' | 'validation data' | 'form' | 'covering' | 'annotation' | 'content'
  readonly what: ChangeAfter
}

const structuralTrailerKeys = new Set(['Size', 'Prev', 'XRefStm', 'ID', 'Root', 'Info', 'Type', 'W', 'Index', 'Filter', 'DecodeParms', 'Length', 'DocChecksum'])
const ruledCatalogKeys = new Set(['Type', 'Pages', 'AcroForm', 'DSS', 'Metadata', 'Extensions', 'Version'])
/** `Tabs` is the order of the tab key; signing programs set it with their field. */
const ruledPageKeys = new Set(['Type', 'Parent', 'Annots', 'Tabs'])
const ruledFormKeys = new Set(['Fields', 'SigFlags', 'DR', 'DA', 'NeedAppearances'])
const fillingKeys = new Set(['V', 'AP', 'AS', 'I', 'RV', 'M', 'MK'])
/** What a program writes into an empty signature field, and into its widget, when it is signed. */
const signingKeys = new Set(['V', 'AP', 'AS', 'F', 'M', 'MK', 'DA', 'Lock', 'SV', 'Ff', 'DR', 'BS', 'Border', 'H', 'Type', 'Subtype', 'P', 'NM'])
/** What a new signature field and its widget may say. Actions, scripts and layers do not belong to a signature. */
const newSignatureKeys = new Set([...signingKeys, 'FT', 'T', 'TU', 'TM', 'DV', 'Kids', 'Parent', 'Rect', 'Q', 'C', 'Contents', 'StructParent', 'Reason'])
const nodeLinks = new Set(['Kids', 'Parent'])

interface Structure {
  readonly pages: readonly PageNode[]
  readonly form: readonly FormNode[]
  readonly formByNumber: ReadonlyMap<number, FormNode>
  readonly role: RoleOf
}

function structureOf(view: PdfView): Structure {
  const { pages, innerNodes } = readPageTree(view)
  const form = readForm(view)
  const roles = new Map<number, string>()
  const name = (object: PdfObject | undefined, role: string): void => {
    if (isReference(object) && !roles.has(object.number)) roles.set(object.number, role)
  }
  name(view.trailer.entries.get('Root'), 'catalog')
  name(view.catalog.entries.get('AcroForm'), 'form')
  pages.forEach((page, index) => name(page.reference, `page ${index}`))
  for (const number of innerNodes) roles.set(number, 'page tree')
  for (const node of form) name(node.reference, `node ${node.reference?.number ?? 0}`)
  for (const page of pages) for (const annotation of annotationsOf(view, page)) name(annotation, `node ${isReference(annotation) ? annotation.number : 0}`)
  const formByNumber = new Map(form.flatMap((node) => (node.reference === undefined ? [] : [[node.reference.number, node] as const])))
  return { pages, form, formByNumber, role: (reference: PdfReference) => roles.get(reference.number) }
}

/** Finds what changed between two revisions of one file. */
class RevisionDiff {
  readonly changes: Change[] = []
  /** Pages on which later signatures show something, and what of them as they were must still be seen. */
  readonly signedOver: PageToDraw[] = []
  private readonly before: PdfView
  private readonly after: PdfView
  private readonly old: Structure
  private readonly now: Structure
  private readonly objects: ObjectComparison

  constructor(before: PdfView, after: PdfView) {
    this.before = before
    this.after = after
    this.old = structureOf(before)
    this.now = structureOf(after)
    this.objects = new ObjectComparison(before, after, this.old.role, this.now.role)
  }

  private add(kind: Change['kind'], change: ChangeKind, { page = null, name = null }: { page?: number | null; name?: string | null } = {}): void {
    if (this.changes.some(({ what }) => what.change === change && what.page === page && what.name === name)) return
    this.changes.push({ kind, what: { change, page, name } })
  }

  /** Comes last: a signing program may renew dates and producer where it left a signature or validation data. */
  compareMetadata(): void {
    const hasSigned = this.changes.some((change) => change.kind === 'signing' || change.kind === 'validation data')
    const compare = (which: 'information' | 'XMP', what: ChangeKind): void => {
      const difference = metadataDifference(this.before, this.after, which)
      if (difference === 'changed' || (difference === 'renewed' && !hasSigned)) this.add('content', what)
    }
    compare('information', 'document information changed')
    compare('XMP', 'document metadata changed')
  }

  compareTrailers(): void {
    const before = this.before.trailer.entries
    const after = this.after.trailer.entries
    for (const key of this.objects.changedKeys(before, after, structuralTrailerKeys)) this.add('content', 'document setting changed', { name: key })
    for (const [key, value] of after) {
      // A second entrance to the document, which no rule below watches.
      if (isReference(value) && !structuralTrailerKeys.has(key) && key !== 'Encrypt') this.add('content', 'second document root', { name: key })
    }
  }

  compareCatalogs(): void {
    const before = this.before.catalog.entries
    const after = this.after.catalog.entries
    for (const key of this.objects.changedKeys(before, after, ruledCatalogKeys)) this.add('content', 'document setting changed', { name: key })
    if (!this.objects.same(before.get('DSS'), after.get('DSS'))) this.add('validation data', 'validation data added')
  }

  compareForms(): void {
    const before = this.before.dictionary(this.before.catalog.entries.get('AcroForm'))
    const after = this.after.dictionary(this.after.catalog.entries.get('AcroForm'))
    if (before === undefined && after === undefined) return
    if (before !== undefined && after !== undefined) this.compareFormSettings(before, after)
    const names = new Set(this.old.form.map((node) => node.name))
    const kept = new Set<number>()
    for (const node of this.old.form) {
      const successor = this.successorOf(node)
      if (successor === undefined) this.add('content', node.type === 'Sig' ? 'signature field removed' : 'form field removed', { name: node.name })
      else {
        if (successor.reference !== undefined) kept.add(successor.reference.number)
        this.compareNodes(node, successor)
      }
    }
    for (const node of this.now.form) {
      if (node.reference !== undefined && kept.has(node.reference.number)) continue
      if (node.reference === undefined && names.has(node.name)) continue
      this.judgeNewNode(node)
    }
  }

  private compareFormSettings(before: PdfDictionary, after: PdfDictionary): void {
    for (const key of this.objects.changedKeys(before.entries, after.entries, ruledFormKeys)) this.add('content', 'form setting changed', { name: key })
    const hasOrdinaryFields = this.old.form.some((node) => node.type !== undefined && node.type !== 'Sig')
    if (!hasOrdinaryFields) return
    for (const key of ['DA', 'NeedAppearances']) {
      if (!this.objects.same(before.entries.get(key), after.entries.get(key))) this.add('content', 'form setting changed', { name: key })
    }
    if (!this.onlyAdded(before.entries.get('DR'), after.entries.get('DR'), 2)) this.add('content', 'form setting changed', { name: 'DR' })
  }

  /** True when everything of the old dictionary is still in the new one, to `depth` levels of dictionaries. */
  private onlyAdded(before: PdfObject | undefined, after: PdfObject | undefined, depth: number): boolean {
    const old = this.before.resolve(before)
    const now = this.after.resolve(after)
    if (old === null) return true
    if (depth === 0 || !isDictionary(old) || !isDictionary(now)) return this.objects.same(before, after)
    return [...old.entries].every(([key, value]) => this.onlyAdded(value, now.entries.get(key), depth - 1))
  }

  private successorOf(node: FormNode): FormNode | undefined {
    if (node.reference === undefined) return this.now.form.find((other) => other.reference === undefined && other.name === node.name && other.kind === node.kind)
    const found = this.now.formByNumber.get(node.reference.number)
    return found?.name === node.name && found.kind === node.kind && found.type === node.type ? found : undefined
  }

  private compareNodes(node: FormNode, successor: FormNode): void {
    const changed = this.objects.changedKeys(node.dictionary.entries, successor.dictionary.entries, nodeLinks)
    if (changed.length === 0) return
    if (node.type !== 'Sig') {
      const onlyFilled = changed.every((key) => fillingKeys.has(key))
      this.add(onlyFilled ? 'form' : 'content', 'form field changed', { name: node.name })
      return
    }
    const wasSigned = this.before.dictionary(node.value) !== undefined
    const isSigned = this.after.dictionary(successor.value) !== undefined
    if (wasSigned) this.add('content', 'signature changed', { name: node.name })
    else if (isSigned && changed.every((key) => signingKeys.has(key))) this.addSigning(successor, 'signature field signed')
    else this.add('content', 'signature field changed', { name: node.name })
  }

  private judgeNewNode(node: FormNode): void {
    if (node.type !== 'Sig') {
      // An inner node that only holds new signature fields has no type of its own.
      if (node.type === undefined && !node.dictionary.entries.has('Subtype')) return
      this.add('content', 'form field added', { name: node.name })
      return
    }
    const isSigned = this.after.dictionary(node.value) !== undefined
    const strange = [...node.dictionary.entries.keys()].find((key) => !newSignatureKeys.has(key))
    if (strange !== undefined) this.add('content', 'signature field changed', { name: node.name })
    if (!isSigned && node.dictionary.entries.has('AP')) this.add('content', 'appearance without signature', { name: node.name })
    else this.addSigning(node, 'signature added')
  }

  private addSigning(node: FormNode, change: ChangeKind): void {
    const signature = this.after.dictionary(node.value)
    const contents = this.after.resolve(signature?.entries.get('Contents'))
    // A value that stood there before signs nothing of what this field shows.
    if (signature !== undefined && !(isString(contents) && contents.start >= this.before.end)) this.add('content', 'appearance without signature', { name: node.name })
    const isTimeStamp = nameOf(this.after.resolve(signature?.entries.get('SubFilter'))) === 'ETSI.RFC3161'
    this.add(isTimeStamp ? 'validation data' : 'signing', change, { name: node.name })
  }

  comparePages(): void {
    const count = Math.max(this.old.pages.length, this.now.pages.length)
    for (let index = 0; index < count; index++) {
      const before = this.old.pages[index]
      const after = this.now.pages[index]
      if (before === undefined) this.add('content', 'page added', { page: index + 1 })
      else if (after === undefined) this.add('content', 'page removed', { page: index + 1 })
      else {
        const changed = this.objects.changedKeys(before.entries, after.entries, ruledPageKeys)
        if (changed.some((key) => key === 'Contents' || key === 'Resources')) this.add('content', 'page content changed', { page: index + 1 })
        for (const key of changed) if (key !== 'Contents' && key !== 'Resources') this.add('content', 'page setting changed', { page: index + 1, name: key })
        this.compareAnnotations(before, after, index + 1)
      }
    }
  }

  private compareAnnotations(before: PageNode, after: PageNode, page: number): void {
    const now = annotationsOf(this.after, after)
    const added: PdfObject[] = []
    let next = 0
    const old = annotationsOf(this.before, before)
    // A field that stood there when the page was signed takes the room that it was given.
    const given: PdfDictionary[] = []
    const widgets: PdfDictionary[] = []
    for (const annotation of now) {
      const expected = old[next]
      if (expected !== undefined && this.isSameAnnotation(expected, annotation)) {
        this.compareAnnotation(expected, annotation, page)
        given.push(...this.signedSince(annotation))
        next++
      } else added.push(annotation)
    }
    if (next < old.length) this.add('annotation', 'annotation removed or moved', { page })
    for (const annotation of added) {
      const node = isReference(annotation) ? this.now.formByNumber.get(annotation.number) : undefined
      const dictionary = this.after.dictionary(annotation)
      const isWidget = nameOf(this.after.resolve(dictionary?.entries.get('Subtype'))) === 'Widget'
      if (node?.type === 'Sig' && isWidget && dictionary !== undefined) widgets.push(dictionary)
      else if (node !== undefined && isWidget) this.add('content', 'form field added', { name: node.name })
      else this.add('annotation', 'annotation added', { page })
    }
    const seen = widgets.filter((widget) => isSeen(this.after, widget))
    const onlyInPrint = [...widgets, ...given].some((widget) => isSeenOnlyInPrint(this.after, widget))
    if (coversTooMuch(this.after, after, seen) || onlyInPrint) this.add('content', 'page covered by a signature', { page })
    if (![...seen, ...given].some((widget) => isSeen(this.after, widget))) return
    // What marked the place of an empty field goes when it is signed, and cannot be left out by itself.
    const hadLook = old.some((annotation) => isReference(annotation) && this.signedSince(annotation).length > 0 && this.before.dictionary(annotation)?.entries.has('AP') === true)
    this.signedOver.push({ page, shown: hadLook ? 'content alone' : 'all' })
  }

  /** The widget of a field that stood there empty and is signed now. */
  private signedSince(annotation: PdfObject): PdfDictionary[] {
    if (!isReference(annotation)) return []
    const [old, now] = [this.old.formByNumber.get(annotation.number), this.now.formByNumber.get(annotation.number)]
    const wasSigned = this.before.dictionary(old?.value) !== undefined
    return now?.type === 'Sig' && !wasSigned && this.after.dictionary(now.value) !== undefined ? [now.dictionary] : []
  }

  /** How many pages the file has now. */
  get pageCount(): number {
    return this.now.pages.length
  }

  private isSameAnnotation(before: PdfObject, after: PdfObject): boolean {
    if (isReference(before) && isReference(after)) return before.number === after.number
    return this.objects.same(before, after)
  }

  private compareAnnotation(before: PdfObject, after: PdfObject, page: number): void {
    if (isReference(before) && this.old.formByNumber.has(before.number)) return
    const old = this.before.dictionary(before)
    const now = this.after.dictionary(after)
    if (old === undefined || now === undefined) {
      if (old !== now) this.add('annotation', 'annotation changed', { page })
      return
    }
    const keysBefore = new Map(old.entries)
    const changed = this.objects.changedKeys(keysBefore, now.entries, new Set())
    if (changed.length > 0) this.add('annotation', 'annotation changed', { page })
  }
}

/** What is told of what later appearances hide. */
const hidings: Readonly<Record<Exclude<Hiding, 'nothing'>, readonly [Change['kind'], ChangeKind]>> = {
  words: ['content', 'page covered by a signature'],
  something: ['covering', 'print under a signature'],
}

/** Everything that differs between a signed revision and the newest one. Throws PdfStructureError on damage, child_memory. */
export async function changesBetween(before: PdfView, after: PdfView): Promise<Change[]> {
  const diff = new RevisionDiff(before, after)
  diff.compareTrailers()
  diff.compareCatalogs()
  diff.compareForms()
  diff.comparePages()
  diff.compareMetadata()
  // Drawing is dear: not for a file that has failed already.
  if (diff.signedOver.length === 0 || diff.changes.some(({ kind }) => kind === 'content')) return diff.changes
  const hidden = await hiddenOn(diff.signedOver, diff.pageCount, before, after)
  if (hidden === undefined) return [...diff.changes, { kind: 'covering', what: { change: 'revisions not comparable', page: null, name: null } }]
  return [...diff.changes, ...[...hidden].flatMap(([page, hiding]) => {
    if (hiding === 'nothing') return []
    const [kind, change] = hidings[hiding]
    return [{ kind, what: { change, page, name: null } }]
  })]
}
