import { createHash } from 'node:crypto'
import { SohoaError } from '../model/index.ts'
import { isReference, isStream, isString, nameOf, PdfFile, PdfIncrement, PdfStructureError, write, type FileBytes, type PdfDictionary, type PdfObject, type PdfReference } from '../pdf-file/index.ts'

/** What proves later that a file's signatures held: certificates of all chains, and what was said of their status. DER each. */
export interface ValidationData {
  readonly certificates: readonly Uint8Array[]
  /** Whole OCSP responses. */
  readonly ocspResponses: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
}

const deepestFieldTree = 32

/** The Contents of every signature and document time stamp of a file, in the order of its fields: the whole string as it stands, with its padding. Throws pdf_damaged. */
export function signatureContents(bytes: FileBytes): Uint8Array[] {
  return reading(() => {
    const file = new PdfFile(bytes)
    const form = file.dictionary(file.catalog.dictionary.entries.get('AcroForm'))
    return contentsIn(file, file.items(form?.entries.get('Fields')), 0)
  })
}

function contentsIn(file: PdfFile, fields: readonly PdfObject[], depth: number): Uint8Array[] {
  if (depth > deepestFieldTree) throw new PdfStructureError('field tree')
  return fields.flatMap((item) => {
    const field = file.dictionary(item)
    if (field === undefined) return []
    const contents = nameOf(file.resolve(field.entries.get('FT'))) === 'Sig' ? file.resolve(file.dictionary(field.entries.get('V'))?.entries.get('Contents')) : null
    return [...(isString(contents) ? [Buffer.from(contents.value, 'latin1')] : []), ...contentsIn(file, file.items(field.entries.get('Kids')), depth + 1)]
  })
}

/**
 * What is to be appended to a signed PDF so that it carries its validation data (ETSI EN 319 142-1, 5.4.2: DSS, with a VRI entry for
 * each signature, named by the SHA-1 of its whole Contents, ISO 32000-2, 12.8.4.3). What an earlier DSS holds stays. Undefined when
 * it holds all of it already. Throws pdf_damaged, pdf_encrypted.
 */
export function validationDataIncrement(bytes: FileBytes, data: ValidationData): Buffer | undefined {
  return reading(() => {
    const file = new PdfFile(bytes)
    if (file.isEncrypted) throw new SohoaError('pdf_encrypted')
    const increment = new PdfIncrement(file)
    const catalog = file.catalog
    const before = file.dictionary(catalog.dictionary.entries.get('DSS')) ?? write.dictionary({})
    const kept = new Kept(file, increment)
    const lists = {
      Certs: kept.list(before.entries.get('Certs'), data.certificates),
      OCSPs: kept.list(before.entries.get('OCSPs'), data.ocspResponses),
      CRLs: kept.list(before.entries.get('CRLs'), data.crls),
    }
    if (!kept.isNew) return undefined
    const entries: Record<string, PdfObject> = { Type: write.name('DSS') }
    for (const [key, list] of Object.entries(lists)) if (list.all.length > 0) entries[key] = increment.add(write.array(...list.all))
    const related = relatedInformation(file, before, { Cert: lists.Certs.named, OCSP: lists.OCSPs.named, CRL: lists.CRLs.named }, increment, signatureContents(bytes))
    const dss = increment.add(write.dictionary({ ...entries, VRI: increment.add(related) }))
    increment.put(catalog.reference, write.withEntries(catalog.dictionary, { DSS: dss }))
    return increment.finish().bytes
  })
}

/** Streams of a DSS: each content once. */
class Kept {
  readonly #file: PdfFile
  readonly #increment: PdfIncrement
  isNew = false

  constructor(file: PdfFile, increment: PdfIncrement) {
    this.#file = file
    this.#increment = increment
  }

  /** `all`: the streams of the earlier list, then what is new; `named`: those of the given contents. */
  list(before: PdfObject | undefined, contents: readonly Uint8Array[]): { all: PdfReference[]; named: PdfReference[] } {
    const earlier = this.#file.items(before).filter(isReference)
    const known = new Map<string, PdfReference>()
    for (const reference of earlier) {
      const stream = this.#file.fetch(reference)
      if (isStream(stream) && !stream.dictionary.entries.has('Filter')) known.set(digestOf(stream.raw), reference)
    }
    const added: PdfReference[] = []
    const named = contents.map((content) => {
      const digest = digestOf(content)
      const found = known.get(digest) ?? this.#increment.addStream({}, content)
      if (!known.has(digest)) {
        added.push(found)
        this.isNew = true
      }
      known.set(digest, found)
      return found
    })
    return { all: [...earlier, ...added], named }
  }
}

/** The VRI dictionary: what it said before, and of each signature that it said nothing of, the data added now. */
function relatedInformation(file: PdfFile, dss: PdfDictionary, lists: Readonly<Record<'Cert' | 'OCSP' | 'CRL', readonly PdfReference[]>>, increment: PdfIncrement, signatures: readonly Uint8Array[]): PdfDictionary {
  const before = file.dictionary(dss.entries.get('VRI')) ?? write.dictionary({})
  const entry = write.dictionary(Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0).map(([key, list]) => [key, write.array(...list)])))
  const names = signatures.map((contents) => createHash('sha1').update(contents).digest('hex').toUpperCase()).filter((name) => !before.entries.has(name))
  return write.withEntries(before, Object.fromEntries(names.map((name) => [name, increment.add(entry)])))
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function reading<Value>(work: () => Value): Value {
  try {
    return work()
  } catch (thrown) {
    if (thrown instanceof PdfStructureError) throw new SohoaError('pdf_damaged', {}, { cause: thrown })
    throw thrown
  }
}
