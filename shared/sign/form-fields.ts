import { isDictionary, isString, PdfStructureError, textOf, type PdfDictionary, type PdfFile, type PdfObject } from '../pdf-file/index.ts'

const deepestForm = 32

/** A field of the form, its parents' before it. */
export interface FoundField {
  readonly name: string
  readonly dictionary: PdfDictionary
}

/** Every field and widget of the form. Throws PdfStructureError for a tree that is too deep. */
export function fieldsOf(file: PdfFile, form: PdfDictionary | undefined): FoundField[] {
  const found: FoundField[] = []
  const visit = (node: PdfObject, parent: string, depth: number): void => {
    if (depth > deepestForm) throw new PdfStructureError('form tree')
    const dictionary = file.dictionary(node)
    if (dictionary === undefined) return
    const title = file.resolve(dictionary.entries.get('T'))
    const own = isString(title) ? textOf(title) : ''
    const name = [parent, own].filter((part) => part !== '').join('.')
    found.push({ name, dictionary })
    for (const kid of file.items(dictionary.entries.get('Kids'))) visit(kid, name, depth + 1)
  }
  for (const root of file.items(form?.entries.get('Fields'))) visit(root, '', 0)
  return found
}

/** The signatures that stand in the file, in the form's order. */
export function signaturesOf(file: PdfFile, form: PdfDictionary | undefined): { readonly name: string; readonly dictionary: PdfDictionary; readonly widget: PdfDictionary }[] {
  return fieldsOf(file, form).flatMap(({ name, dictionary: widget }) => {
    const value = file.resolve(widget.entries.get('V'))
    return isDictionary(value) && value.entries.has('ByteRange') ? [{ name, dictionary: value, widget }] : []
  })
}
