import { createHash, type Hash } from 'node:crypto'
import { SohoaError } from '../model/index.ts'
import {
  PdfIncrement, PdfStructureError, isReference, write, type FileBytes, type PdfFile, type PdfObject, type PdfReference,
} from '../pdf-file/index.ts'
import type { DigestAlgorithm } from '../pki/index.ts'
import { drawAppearance, type Appearance } from './appearance.ts'
import { openToSign } from './fit-to-sign.ts'
import { fieldsOf } from './form-fields.ts'

/** What the increment's signature dictionary says beside ByteRange and Contents. */
export interface SignatureDictionary {
  readonly type: 'Sig' | 'DocTimeStamp'
  readonly subFilter: 'ETSI.CAdES.detached' | 'ETSI.RFC3161'
  /** Text entries: Name, Reason, Location. Empty ones are left out. */
  readonly texts: Readonly<Record<string, string>>
  /** Claimed time as a PDF date; null for a time stamp, which carries its own. */
  readonly date: string | null
}

/** The field that the signature stands in. */
export interface SignatureField {
  /** Null: the next free `DauThoiGian…`. */
  readonly name: string | null
  /** Null: nothing shows. */
  readonly appearance: Appearance | null
}

/** An increment whose signature is still blank: its place is fixed, so its digest is too. Plain data, so that a signature may come much later. */
export interface BlankIncrement {
  readonly bytes: Uint8Array
  /** Where the hexadecimal string of Contents begins (its `<`) and where it ends. */
  readonly start: number
  readonly end: number
}

/** Ten digits: files up to 10 GB. */
const widestOffset = 9_999_999_999

/** Digests over a file that is read once for each algorithm, however many increments are tried. */
export class FileDigests {
  private readonly file: FileBytes
  private readonly kept = new Map<DigestAlgorithm, Hash>()

  constructor(file: FileBytes) {
    this.file = file
  }

  /** Over the file and the increment, but for its Contents: what a signature signs (ISO 32000-2, 12.8.1). */
  over(blank: BlankIncrement, algorithm: DigestAlgorithm): Uint8Array {
    let hash = this.kept.get(algorithm)
    if (hash === undefined) {
      hash = createHash(algorithm)
      for (const piece of this.file.pieces()) hash.update(piece)
      this.kept.set(algorithm, hash)
    }
    return hash.copy().update(blank.bytes.subarray(0, blank.start)).update(blank.bytes.subarray(blank.end)).digest()
  }
}

/**
 * Makes the increment that appends a signature field to a PDF (ISO 32000-2, 7.5.6 and 12.8.1) and a blank signature of
 * `contentsBytes` bytes in it; the file itself is only read. Throws pdf_encrypted, pdf_damaged, pdf_active_content,
 * pdf_certified, signing_failed `{detail}` when the field's name is taken, and text_not_encodable for the appearance's text.
 */
export function blankSignature(bytes: FileBytes, dictionary: SignatureDictionary, field: SignatureField, contentsBytes: number): BlankIncrement {
  const file = openToSign(bytes, dictionary.type === 'Sig' ? 'signature' : 'validation data')
  try {
    return makeIncrement(file, dictionary, field, contentsBytes)
  } catch (cause) {
    if (cause instanceof PdfStructureError) throw new SohoaError('pdf_damaged', {}, { cause })
    throw cause
  }
}

function makeIncrement(file: PdfFile, dictionary: SignatureDictionary, field: SignatureField, contentsBytes: number): BlankIncrement {
  const increment = new PdfIncrement(file)
  const signature = increment.reserve()
  const body = signatureBody(dictionary, contentsBytes)
  increment.putBody(signature, body.bytes)
  addWidget(increment, field, signature)
  const { bytes, bodyOffset } = increment.finish()
  const at = bodyOffset(signature)
  const [start, end] = [at + body.contentsStart, at + body.contentsEnd]
  const size = file.bytes.size
  const range = `/ByteRange [0 ${size + start} ${size + end} ${bytes.length - end}]`
  if (range.length > body.rangeEnd - body.rangeStart) throw new SohoaError('signing_failed', { detail: 'file too long' })
  bytes.write(range.padEnd(body.rangeEnd - body.rangeStart), at + body.rangeStart, 'latin1')
  return { bytes, start, end }
}

/** The increment with the signature in its place. Throws signature_too_large `{bytes, room}`. */
export function fillBlank({ bytes, start, end }: BlankIncrement, contents: Uint8Array): Uint8Array {
  const room = (end - start - 2) / 2
  if (contents.length > room) throw new SohoaError('signature_too_large', { bytes: contents.length, room })
  const filled = Buffer.from(bytes)
  filled.write(Buffer.from(contents).toString('hex'), start + 1, 'latin1')
  return filled
}

interface SignatureBody {
  readonly bytes: Buffer
  readonly rangeStart: number
  readonly rangeEnd: number
  readonly contentsStart: number
  readonly contentsEnd: number
}

/** Written by hand: the places of ByteRange and Contents must be known to the byte. */
function signatureBody({ type, subFilter, texts, date }: SignatureDictionary, contentsBytes: number): SignatureBody {
  const entries: Record<string, PdfObject> = { Type: write.name(type), Filter: write.name('Adobe.PPKLite'), SubFilter: write.name(subFilter) }
  for (const [key, text] of Object.entries(texts)) if (text !== '') entries[key] = write.textString(text)
  const head = write.writeObject(write.dictionary(entries)).slice(0, -2)
  const moment = date === null ? '' : ` /M (${date})`
  const range = `/ByteRange [0 ${widestOffset} ${widestOffset} ${widestOffset}]`
  const before = `${head}${moment} ${range} /Contents `
  const contents = `<${'0'.repeat(contentsBytes * 2)}>`
  return {
    bytes: Buffer.from(`${before}${contents}>>`, 'latin1'),
    rangeStart: before.indexOf(range), rangeEnd: before.indexOf(range) + range.length,
    contentsStart: before.length, contentsEnd: before.length + contents.length,
  }
}

/** Print and Locked; an appearance even where nothing shows, as PDF/A asks of every widget (ISO 19005-2, 6.3.3). */
function addWidget(increment: PdfIncrement, field: SignatureField, signature: PdfReference): void {
  const { file } = increment
  const { array, dictionary, name, textString } = write
  const { reference: root, dictionary: catalog } = file.catalog
  const form = file.dictionary(catalog.entries.get('AcroForm')) ?? dictionary({})
  const page = file.page(field.appearance?.page ?? 1)
  const drawn = drawAppearance(increment, page, form, field.appearance)
  const widget = increment.add(dictionary({
    Type: name('Annot'), Subtype: name('Widget'), FT: name('Sig'), Rect: array(...drawn.rectangle), F: 132,
    T: textString(freeName(fieldsOf(file, form).map((known) => known.name), field.name)), V: signature, P: page.reference, AP: dictionary({ N: drawn.form }),
  }))
  const appended = (list: PdfObject | undefined): PdfObject => increment.update(list, array(...file.items(list), widget))

  const annotations = page.own.entries.get('Annots')
  const annotated = appended(annotations)
  if (!isReference(annotations)) increment.put(page.reference, write.withEntries(page.own, { Annots: annotated }))
  // SignaturesExist and AppendOnly
  const signed = write.withEntries(form, { SigFlags: 3, Fields: appended(form.entries.get('Fields')) })
  const known = catalog.entries.get('AcroForm')
  const changed = known === undefined ? increment.add(signed) : increment.update(known, signed)
  if (!isReference(known)) increment.put(root, write.withEntries(catalog, { AcroForm: changed }))
}

function freeName(taken: readonly string[], wanted: string | null): string {
  if (wanted !== null) {
    if (taken.includes(wanted)) throw new SohoaError('signing_failed', { detail: 'field exists' })
    return wanted
  }
  let number = 1
  while (taken.includes(`DauThoiGian${number}`)) number += 1
  return `DauThoiGian${number}`
}

