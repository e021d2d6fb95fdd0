import { bytesInMemory, isArray, isDictionary, isReference, isStream, isString, nameOf, PdfFile, textOf, type PdfDictionary, type PdfObject } from '../../shared/pdf-file/index.ts'

/** What an assembled and signed record consists of. */
export type PartName = 'document' | 'page' | 'scan' | 'text layer' | 'mark' | 'officer’s signature' | 'agency’s signature' | 'validation data' | 'time stamp'

const markFonts = ['R', 'S']

/** The numbers of the objects of each part; a part that the file does not have is left out. An object belongs to the first part that reaches it. */
export function partsOf(pdf: Uint8Array): ReadonlyMap<PartName, readonly number[]> {
  const file = new PdfFile(bytesInMemory(pdf))
  const found = new Map<PartName, number[]>()
  const known = new Set<number>()
  const claim = (part: PartName, object: PdfObject | undefined): void => {
    if (isReference(object)) {
      if (known.has(object.number)) return
      known.add(object.number)
      found.set(part, [...found.get(part) ?? [], object.number])
      claim(part, file.fetch(object))
    } else if (isArray(object)) for (const item of object.items) claim(part, item)
    else if (isDictionary(object) || isStream(object)) for (const [key, value] of (isStream(object) ? object.dictionary : object).entries) if (key !== 'P' && key !== 'Parent') claim(part, value)
  }
  const at = (holder: PdfDictionary | undefined, key: string): PdfObject | undefined => holder?.entries.get(key)
  const { reference: root, dictionary: catalog } = file.catalog
  const pages = file.items(at(file.dictionary(at(catalog, 'Pages')), 'Kids'))
  for (const page of pages) if (isReference(page)) known.add(page.number)

  for (const field of file.items(at(file.dictionary(at(catalog, 'AcroForm')), 'Fields'))) {
    const signature = file.dictionary(at(file.dictionary(field), 'V'))
    const isStamp = nameOf(file.resolve(at(signature, 'SubFilter'))) === 'ETSI.RFC3161'
    claim(isStamp ? 'time stamp' : hasOfficersName(file, field) ? 'officer’s signature' : 'agency’s signature', field)
  }
  claim('validation data', at(catalog, 'DSS'))
  for (const page of pages) {
    const dictionary = file.dictionary(page)
    const resources = file.dictionary(at(dictionary, 'Resources'))
    claim('scan', at(resources, 'XObject'))
    const fonts = file.dictionary(at(resources, 'Font'))
    for (const [name, font] of fonts?.entries ?? []) claim(markFonts.includes(name) ? 'mark' : 'text layer', font)
    const isMarked = markFonts.some((name) => fonts?.entries.has(name) === true)
    claim(isMarked ? 'mark' : 'text layer', at(dictionary, 'Contents'))
    if (isReference(page)) found.set('page', [...found.get('page') ?? [], page.number])
  }
  claim('document', root)
  claim('document', at(file.trailer, 'Info'))
  return found
}

function hasOfficersName(file: PdfFile, field: PdfObject): boolean {
  const name = file.resolve(file.dictionary(field)?.entries.get('T'))
  return isString(name) && textOf(name) === 'ChuKyCanBo'
}
