import { SohoaError } from '../model/index.ts'
import { isDictionary, isString, nameOf, PdfFile, PdfStructureError, textOf, type FileBytes, type PdfDictionary, type PdfObject } from '../pdf-file/index.ts'

const deepestForm = 32

/** What is about to be appended. Validation data may follow even a certification that forbids all changes (ISO 32000-2, 12.8.2.2). */
export type Addition = 'signature' | 'validation data'

/**
 * Opens a PDF that a signature may be appended to. Throws pdf_encrypted, pdf_damaged, pdf_active_content `{what}` for one with
 * XFA or scripts (what it shows may change by itself), and pdf_certified for one whose certification or field lock forbids
 * a further signature: nobody's signature is broken to set ours.
 */
export function openToSign(bytes: FileBytes, addition: Addition): PdfFile {
  try {
    const file = new PdfFile(bytes)
    if (file.isEncrypted) throw new SohoaError('pdf_encrypted')
    const form = file.dictionary(file.catalog.dictionary.entries.get('AcroForm'))
    if (addition === 'signature') {
      refuseActiveContent(file, form)
      for (const { dictionary } of signaturesOf(file, form)) refuseCertified(file, dictionary)
    }
    return file
  } catch (cause) {
    if (cause instanceof PdfStructureError) throw new SohoaError('pdf_damaged', {}, { cause })
    throw cause
  }
}

function refuseActiveContent(file: PdfFile, form: PdfDictionary | undefined): void {
  const refuse = (what: string): never => { throw new SohoaError('pdf_active_content', { what }) }
  const isScript = (action: PdfObject | undefined): boolean => nameOf(file.resolve(file.dictionary(action)?.entries.get('S'))) === 'JavaScript'
  const { entries } = file.catalog.dictionary
  if (form?.entries.has('XFA') === true) refuse('XFA')
  if (file.dictionary(entries.get('Names'))?.entries.has('JavaScript') === true || isScript(entries.get('OpenAction')) || entries.has('AA')) refuse('JavaScript')
  for (const field of fieldsOf(file, form)) {
    if (field.dictionary.entries.has('AA') || isScript(field.dictionary.entries.get('A'))) refuse('JavaScript')
  }
}

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

/** DocMDP with P 1 allows nothing after it (ISO 32000-2, table 257); FieldMDP may say the same by its own P (table 259). */
function refuseCertified(file: PdfFile, signature: PdfDictionary): void {
  for (const item of file.items(signature.entries.get('Reference'))) {
    const reference = file.dictionary(item)
    const method = nameOf(file.resolve(reference?.entries.get('TransformMethod')))
    const permission = file.resolve(file.dictionary(reference?.entries.get('TransformParams'))?.entries.get('P'))
    if ((method === 'DocMDP' || method === 'FieldMDP') && permission === 1) throw new SohoaError('pdf_certified')
  }
}
