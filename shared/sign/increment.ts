import { createHash, randomBytes } from 'node:crypto'
import { EncryptedPDFError, PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFString, type PDFContext, type PDFPage, type PDFRef } from 'pdf-lib'
import { SohoaError } from '../model/index.ts'
import type { DigestAlgorithm } from '../pki/index.ts'

/** What the increment's signature dictionary says beside ByteRange and Contents. */
export interface SignatureDictionary {
  readonly type: 'Sig' | 'DocTimeStamp'
  readonly subFilter: 'ETSI.CAdES.detached' | 'ETSI.RFC3161'
  /** Text entries: Name, Reason, Location. Empty ones are left out. */
  readonly texts: Readonly<Record<string, string>>
  /** Claimed time as a PDF date; null for a time stamp, which carries its own. */
  readonly date: string | null
}

/** An increment whose signature is still blank: its place is fixed, so its digest is too. */
export interface BlankIncrement {
  /** Digest over the two byte ranges: everything but the Contents string. */
  readonly digest: (algorithm: DigestAlgorithm) => Uint8Array
  /** The signed file: the original bytes, then the increment with `contents` in its place. Throws signature_too_large. */
  readonly fill: (contents: Uint8Array) => Uint8Array
}

/** Ten digits: files up to 10 GB. */
const widestOffset = 9_999_999_999

/**
 * Appends a signature field with an invisible widget on page 1 to `pdf`, and a blank signature of `contentsBytes`
 * bytes in it; the original bytes stay as they are (ISO 32000-2, 7.5.6 and 12.8.1). `fieldName` null: the next free
 * `DauThoiGian…`. Throws pdf_encrypted, pdf_damaged, signing_failed `{detail}` when the field's name is taken.
 */
export async function appendBlankSignature(pdf: Uint8Array, dictionary: SignatureDictionary, fieldName: string | null, contentsBytes: number): Promise<BlankIncrement> {
  const { document, page } = await open(pdf)
  const { context } = document
  const snapshot = document.takeSnapshot()
  const marker = randomBytes(16).toString('hex')
  const signature = context.register(signatureDictionary(context, dictionary, marker.padEnd(contentsBytes * 2, '0')))
  const { form, fields } = acroForm(document)
  const widget = context.register(invisibleWidget(context, page, signature, freeName(fields, fieldName)))
  fields.push(widget)
  const annotations = page.node.Annots()
  if (annotations === undefined) page.node.set(PDFName.of('Annots'), context.obj([widget]))
  else annotations.push(widget)
  for (const changed of [form, fields, annotations, page.node, document.catalog]) {
    // arrays and dictionaries inside another object have no reference of their own: then their holder is in this list
    if (changed !== undefined && context.getRef(changed) !== undefined) snapshot.markObjForSave(changed)
  }
  const increment = Buffer.from(await document.saveIncremental(snapshot, { useObjectStreams: false }))
  return locateBlank(pdf, increment, marker, contentsBytes)
}

async function open(pdf: Uint8Array): Promise<{ document: PDFDocument; page: PDFPage }> {
  try {
    const document = await PDFDocument.load(pdf, { updateMetadata: false, throwOnInvalidObject: true })
    return { document, page: document.getPage(0) }
  } catch (cause) {
    // encrypted object streams fail to parse before the library sees that the file is encrypted
    const encrypted = cause instanceof EncryptedPDFError || /\/Encrypt\s+\d+\s+\d+\s+R/.test(Buffer.from(pdf).toString('latin1'))
    throw new SohoaError(encrypted ? 'pdf_encrypted' : 'pdf_damaged', {}, { cause })
  }
}

function signatureDictionary(context: PDFContext, dictionary: SignatureDictionary, blank: string): PDFDict {
  const entries = context.obj({ Type: dictionary.type, Filter: 'Adobe.PPKLite', SubFilter: dictionary.subFilter })
  for (const [key, text] of Object.entries(dictionary.texts)) {
    if (text !== '') entries.set(PDFName.of(key), PDFHexString.fromText(text.normalize('NFC')))
  }
  if (dictionary.date !== null) entries.set(PDFName.of('M'), PDFString.of(dictionary.date))
  entries.set(PDFName.of('ByteRange'), context.obj([0, widestOffset, widestOffset, widestOffset]))
  entries.set(PDFName.of('Contents'), PDFHexString.of(blank))
  return entries
}

function acroForm(document: PDFDocument): { form: PDFDict; fields: PDFArray } {
  const { catalog, context } = document
  const key = PDFName.of('AcroForm')
  let form = catalog.lookupMaybe(key, PDFDict)
  if (form === undefined) {
    form = context.obj({})
    catalog.set(key, context.register(form))
  }
  // SignaturesExist and AppendOnly
  form.set(PDFName.of('SigFlags'), PDFNumber.of(3))
  let fields = form.lookupMaybe(PDFName.of('Fields'), PDFArray)
  if (fields === undefined) {
    fields = context.obj([])
    form.set(PDFName.of('Fields'), fields)
  }
  return { form, fields }
}

function freeName(fields: PDFArray, wanted: string | null): string {
  const taken = new Set(fields.asArray().map((_, index) => {
    const name = fields.lookupMaybe(index, PDFDict)?.lookup(PDFName.of('T'))
    return name instanceof PDFHexString || name instanceof PDFString ? name.decodeText() : ''
  }))
  if (wanted !== null) {
    if (taken.has(wanted)) throw new SohoaError('signing_failed', { detail: 'field exists' })
    return wanted
  }
  let number = 1
  while (taken.has(`DauThoiGian${number}`)) number += 1
  return `DauThoiGian${number}`
}

/** Print and Locked; an appearance even though nothing shows, as PDF/A asks of every widget (ISO 19005-2, 6.3.3). */
function invisibleWidget(context: PDFContext, page: PDFPage, signature: PDFRef, name: string): PDFDict {
  const appearance = context.stream('', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 0, 0], Resources: {} })
  const widget = context.obj({
    Type: 'Annot', Subtype: 'Widget', FT: 'Sig', Rect: [0, 0, 0, 0], F: 132,
    V: signature, P: page.ref, AP: { N: context.register(appearance) },
  })
  widget.set(PDFName.of('T'), PDFHexString.fromText(name))
  return widget
}

/** Finds the blank by its random marker, writes the byte range, and gives the digest and the filling of what remains. */
function locateBlank(pdf: Uint8Array, increment: Buffer, marker: string, contentsBytes: number): BlankIncrement {
  const inner = increment.indexOf(`<${marker}`, 0, 'latin1')
  const start = inner
  const end = inner + contentsBytes * 2 + 2
  const rangeStart = increment.lastIndexOf('/ByteRange [', start, 'latin1')
  const rangeEnd = increment.indexOf(']', rangeStart, 'latin1') + 1
  if (inner < 0 || rangeStart < 0 || rangeEnd > start || increment[end - 1] !== 0x3e) throw new SohoaError('signing_failed', { detail: 'no place for the signature' })
  const range = `/ByteRange [0 ${pdf.length + start} ${pdf.length + end} ${increment.length - end}]`
  if (range.length > rangeEnd - rangeStart) throw new SohoaError('signing_failed', { detail: 'file too long' })
  increment.write(range.padEnd(rangeEnd - rangeStart), rangeStart, 'latin1')
  increment.fill('0', start + 1, end - 1, 'latin1')
  return {
    digest: (algorithm) => createHash(algorithm).update(pdf).update(increment.subarray(0, start)).update(increment.subarray(end)).digest(),
    fill(contents) {
      if (contents.length > contentsBytes) throw new SohoaError('signature_too_large', { bytes: contents.length, room: contentsBytes })
      const signed = new Uint8Array(pdf.length + increment.length)
      signed.set(pdf)
      signed.set(increment, pdf.length)
      signed.set(Buffer.from(Buffer.from(contents).toString('hex'), 'latin1'), pdf.length + start + 1)
      return signed
    },
  }
}
