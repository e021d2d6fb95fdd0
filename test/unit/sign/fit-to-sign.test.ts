import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFString } from 'pdf-lib'
import { beforeAll, expect, test } from 'vitest'
import { addTimeStamp, signPdf, type SigningKey, type SignOptions } from '../../../shared/sign/index.ts'
import { instant } from '../../../shared/model/index.ts'
import { makeDemoPki, signerOf } from '../../../demo/pki.ts'
import { makePlainPdf } from '../../support/signed-pdf.ts'
import { thrownBy } from '../../support/thrown.ts'

let key: SigningKey
let used = 0
const options: SignOptions = { fieldName: 'CoQuan', reason: 'Thử', location: '', signerName: 'Cơ quan', at: instant(), tsa: null }

beforeAll(async () => {
  const signer = signerOf((await makeDemoPki({ agency: 'Cơ quan' })).agency)
  key = { ...signer, sign: (data) => { used += 1; return signer.sign(data) } }
})

/** What signing says, after which neither the file nor the key may have been touched. */
async function refused(pdf: Uint8Array): Promise<unknown> {
  const before = Buffer.from(pdf)
  used = 0
  const thrown = await thrownBy(() => signPdf(pdf, key, options))
  expect([Buffer.from(pdf).equals(before), used]).toEqual([true, 0])
  return thrown
}

async function changed(change: (document: PDFDocument) => void): Promise<Uint8Array> {
  const document = await PDFDocument.load(await makePlainPdf(), { updateMetadata: false })
  change(document)
  return document.save({ useObjectStreams: false })
}

/** A signature of somebody else, with a transform method that says what may follow it. */
function certify(document: PDFDocument, method: 'DocMDP' | 'FieldMDP', permission: number | null): void {
  const { context, catalog } = document
  const parameters = context.obj({ Type: 'TransformParams', V: '1.2' })
  if (permission !== null) parameters.set(PDFName.of('P'), PDFNumber.of(permission))
  const signature = context.obj({ Type: 'Sig', Filter: 'Adobe.PPKLite', Reference: [{ Type: 'SigRef', TransformMethod: method, TransformParams: parameters }] })
  signature.set(PDFName.of('ByteRange'), context.obj([0, 1, 2, 3]))
  signature.set(PDFName.of('Contents'), PDFHexString.of('00'))
  const field = context.obj({ FT: 'Sig', Type: 'Annot', Subtype: 'Widget', Rect: [0, 0, 0, 0], V: context.register(signature) })
  field.set(PDFName.of('T'), PDFString.of('Truoc'))
  catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [context.register(field)], SigFlags: 3 }))
}

test.each([['DocMDP', 1], ['FieldMDP', 1]] as const)('a file certified by %s to take no further change is refused, nothing changed, no key used', async (method, permission) => {
  expect(await refused(await changed((document) => { certify(document, method, permission) }))).toEqual({ code: 'pdf_certified', params: {} })
})

test.each([['DocMDP', 2], ['DocMDP', 3], ['DocMDP', null], ['FieldMDP', null]] as const)('a file whose %s allows signatures (P %s) is signed', async (method, permission) => {
  const { level } = await signPdf(await changed((document) => { certify(document, method, permission) }), key, options)
  expect(level).toBe('B-B')
})

test('a dynamic form is refused', async () => {
  expect(await refused(await changed(({ context, catalog }) => { catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [], XFA: [PDFString.of('template')] })) }))).toEqual({ code: 'pdf_active_content', params: { what: 'XFA' } })
})

test('scripts are refused wherever a document runs them by itself', async () => {
  const script = { S: 'JavaScript', JS: PDFString.of('app.alert(1)') }
  const files = [
    await changed((document) => { document.addJavaScript('x', 'app.alert(1)') }),
    await changed(({ context, catalog }) => { catalog.set(PDFName.of('OpenAction'), context.obj(script)) }),
    await changed(({ context, catalog }) => { catalog.set(PDFName.of('AA'), context.obj({ WC: script })) }),
    await changed((document) => {
      document.getForm().createTextField('a').addToPage(document.getPage(0))
      document.catalog.lookup(PDFName.of('AcroForm'), PDFDict).lookup(PDFName.of('Fields'), PDFArray).lookup(0, PDFDict).set(PDFName.of('AA'), document.context.obj({ K: script }))
    }),
  ]
  for (const file of files) expect(await refused(file)).toEqual({ code: 'pdf_active_content', params: { what: 'JavaScript' } })
})

test('a damaged cross-reference, end or catalog is refused: nothing is repaired under a signature', async () => {
  const plain = Buffer.from(await makePlainPdf())
  const text = plain.toString('latin1')
  const broken = {
    'startxref elsewhere': text.replace(/startxref\n\d+/, 'startxref\n17'),
    'no startxref': text.replace('startxref', 'startxxxx'),
    'no end': text.replace(/%%EOF\s*$/, ''),
    'catalog is another object': text.replace(/\/Root \d+/, '/Root 99'),
    'an entry that points elsewhere': text.replace(/(\d{10}) 00000 n/g, (_, offset: string) => `${String(Number(offset) + 3).padStart(10, '0')} 00000 n`),
    'a loop of sections': text.replace(/trailer\n<</, `trailer\n<</Prev ${/startxref\n(\d+)/.exec(text)?.[1] ?? ''} `),
  }
  for (const [name, file] of Object.entries(broken)) expect([name, await refused(Buffer.from(file, 'latin1'))]).toEqual([name, { code: 'pdf_damaged', params: {} }])
})

test('a time stamp for archives may follow even a certification that forbids all changes', async () => {
  const pdf = await changed((document) => { certify(document, 'DocMDP', 1) })
  expect(await thrownBy(() => addTimeStamp(pdf, { url: 'http://127.0.0.1:9', timeMs: 300 }))).toMatchObject({ code: 'tsa_unreachable' })
})
