import { SohoaError } from '../model/index.ts'
import { nameOf, PdfFile, PdfStructureError, type FileBytes, type PdfDictionary } from '../pdf-file/index.ts'
import { activeContentOf } from './active-content.ts'
import { signaturesOf } from './form-fields.ts'

/** What is about to be appended. Validation data may follow even a certification that forbids all changes (ISO 32000-2, 12.8.2.2). */
export type Addition = 'signature' | 'validation data'

/**
 * Opens a PDF that a signature may be appended to. Throws pdf_encrypted, pdf_damaged, pdf_active_content `{what}` for one with
 * XFA, scripts or other actions that may change by themselves what it shows, wherever they stand, and pdf_certified for one whose certification or field lock forbids
 * a further signature: nobody's signature is broken to set ours.
 */
export function openToSign(bytes: FileBytes, addition: Addition): PdfFile {
  try {
    const file = new PdfFile(bytes)
    if (file.isEncrypted) throw new SohoaError('pdf_encrypted')
    const form = file.dictionary(file.catalog.dictionary.entries.get('AcroForm'))
    if (addition === 'signature') {
      const what = activeContentOf(file, form)
      if (what !== undefined) throw new SohoaError('pdf_active_content', { what })
      for (const { dictionary } of signaturesOf(file, form)) refuseCertified(file, dictionary)
    }
    return file
  } catch (cause) {
    if (cause instanceof PdfStructureError) throw new SohoaError('pdf_damaged', {}, { cause })
    throw cause
  }
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
