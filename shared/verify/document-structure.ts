import { type PdfDictionary, type PdfObject, type PdfReference, PdfStructureError, isArray, isDictionary, isReference, isString, nameOf, textOf } from '../pdf-file/index.ts'
import type { PdfView } from './pdf-view.ts'

const mostNodes = 200_000
const inheritablePageKeys = ['Resources', 'MediaBox', 'CropBox', 'Rotate'] as const

/** A page with what it inherits from its ancestors filled in (ISO 32000-1 §7.7.3.4). */
export interface PageNode {
  readonly reference: PdfReference | undefined
  readonly entries: ReadonlyMap<string, PdfObject>
}

/** One node of the interactive form's tree (ISO 32000-1 §12.7.3): a field, or one of a field's separate widgets. */
export interface FormNode {
  /** Fully qualified name; a separate widget has its field's. */
  readonly name: string
  readonly kind: 'field' | 'widget'
  /** `Tx`, `Btn`, `Ch`, `Sig`, inherited where need be. */
  readonly type: string | undefined
  readonly reference: PdfReference | undefined
  readonly dictionary: PdfDictionary
  /** The field's value, inherited where need be; the reference is kept. */
  readonly value: PdfObject | undefined
}

export interface PageTree {
  readonly pages: readonly PageNode[]
  /** Object numbers of the inner nodes. */
  readonly innerNodes: ReadonlySet<number>
}

/** All pages in order. Throws PdfStructureError for a tree that loops or has strange nodes. */
export function readPageTree(view: PdfView): PageTree {
  const pages: PageNode[] = []
  const innerNodes = new Set<number>()
  const onPath = new Set<number>()
  const visit = (node: PdfObject, inherited: ReadonlyMap<string, PdfObject>): void => {
    const dictionary = view.dictionary(node)
    if (dictionary === undefined || pages.length + innerNodes.size > mostNodes) throw new PdfStructureError('page tree')
    const own = new Map(inherited)
    for (const key of inheritablePageKeys) {
      const value = dictionary.entries.get(key)
      if (value !== undefined) own.set(key, value)
    }
    const kids = view.resolve(dictionary.entries.get('Kids'))
    if (!isArray(kids)) {
      pages.push({ reference: isReference(node) ? node : undefined, entries: new Map([...own, ...dictionary.entries]) })
      return
    }
    if (isReference(node)) {
      if (onPath.has(node.number) || onPath.size > 200) throw new PdfStructureError('page tree loops')
      onPath.add(node.number)
      innerNodes.add(node.number)
    }
    for (const kid of kids.items) visit(kid, own)
    if (isReference(node)) onPath.delete(node.number)
  }
  visit(view.catalog.entries.get('Pages') ?? null, new Map())
  return { pages, innerNodes }
}

/** The annotations of a page as its /Annots array lists them. */
export function annotationsOf(view: PdfView, page: PageNode): readonly PdfObject[] {
  const annotations = view.resolve(page.entries.get('Annots'))
  return isArray(annotations) ? annotations.items : []
}

/** Every node of the form, parents before kids. Throws PdfStructureError for a tree that loops. */
export function readForm(view: PdfView): FormNode[] {
  const form = view.dictionary(view.catalog.entries.get('AcroForm'))
  const roots = view.resolve(form?.entries.get('Fields'))
  const nodes: FormNode[] = []
  const visited = new Set<number>()
  const visit = (node: PdfObject, parent: FormNode | undefined, depth: number): void => {
    if (isReference(node)) {
      if (visited.has(node.number)) throw new PdfStructureError('form tree loops')
      visited.add(node.number)
    }
    const dictionary = view.resolve(node)
    if (!isDictionary(dictionary)) return
    if (depth > 100 || nodes.length > mostNodes) throw new PdfStructureError('form tree')
    const title = view.resolve(dictionary.entries.get('T'))
    const ownName = isString(title) ? textOf(title) : undefined
    const inherited = parent?.name ?? ''
    const found: FormNode = {
      name: ownName === undefined ? inherited : inherited === '' ? ownName : `${inherited}.${ownName}`,
      kind: ownName === undefined && parent !== undefined ? 'widget' : 'field',
      type: nameOf(view.resolve(dictionary.entries.get('FT'))) ?? parent?.type,
      reference: isReference(node) ? node : undefined,
      dictionary,
      value: dictionary.entries.get('V') ?? parent?.value,
    }
    nodes.push(found)
    const kids = view.resolve(dictionary.entries.get('Kids'))
    if (isArray(kids)) for (const kid of kids.items) visit(kid, found, depth + 1)
  }
  if (isArray(roots)) for (const root of roots.items) visit(root, undefined, 0)
  return nodes
}

/** A signature field with its signature. */
export interface SignedField {
  readonly name: string
  readonly signature: PdfDictionary
}

/** Every signature field that holds a signature, each once, in the form's order. */
export function signedFieldsOf(view: PdfView, form: readonly FormNode[] = readForm(view)): SignedField[] {
  const found: SignedField[] = []
  for (const node of form) {
    if (node.kind !== 'field' || node.type !== 'Sig' || !node.dictionary.entries.has('V')) continue
    const signature = view.dictionary(node.value)
    if (signature !== undefined) found.push({ name: node.name, signature })
  }
  return found
}
