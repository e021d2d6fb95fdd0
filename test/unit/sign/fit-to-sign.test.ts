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

const script = { S: 'JavaScript', JS: PDFString.of('app.alert(1)') }

/** Entries of a PDF dictionary. */
interface Entries { readonly [name: string]: string | number | PDFString | Entries | (string | number | Entries)[] }

/** A page with an annotation of these entries. */
const annotated = (entries: Entries): Promise<Uint8Array> => changed((document) => {
  const { context } = document
  document.getPage(0).node.set(PDFName.of('Annots'), context.obj([context.register(context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 9, 9], ...entries }))]))
})

/** A document with a bookmark of these entries below another. */
const bookmarked = (entries: Entries): Promise<Uint8Array> => changed(({ context, catalog }) => {
  const inner = context.register(context.obj({ Title: PDFString.of('b'), ...entries }))
  const outer = context.register(context.obj({ Title: PDFString.of('a'), First: inner, Last: inner, Count: 1 }))
  catalog.set(PDFName.of('Outlines'), context.obj({ First: outer, Last: outer, Count: 1 }))
})

const hidden: readonly (readonly [string, string, () => Promise<Uint8Array>])[] = [
  ['a script in a link', 'JavaScript', () => annotated({ A: script })],
  ['a script behind a harmless action', 'JavaScript', () => annotated({ A: { S: 'GoTo', D: [0], Next: [{ S: 'GoTo', D: [0] }, { S: 'URI', URI: PDFString.of('http://demo.invalid'), Next: script }] } })],
  ['a script that runs when the pointer comes near', 'JavaScript', () => annotated({ AA: { E: script } })],
  ['a link that runs as soon as its page is seen', 'AA', () => annotated({ AA: { PV: { S: 'GoTo', D: [0] } } })],
  ['a script that runs when a page is turned to', 'JavaScript', () => changed((document) => { document.getPage(0).node.set(PDFName.of('AA'), document.context.obj({ O: script })) })],
  ['a program that a page starts', 'Launch', () => changed((document) => { document.getPage(0).node.set(PDFName.of('AA'), document.context.obj({ C: { S: 'Launch', F: PDFString.of('a.exe') } })) })],
  ['an annotation that hides others', 'Hide', () => annotated({ A: { S: 'Hide', T: PDFString.of('x') } })],
  ['layers that are switched', 'SetOCGState', () => annotated({ A: { S: 'SetOCGState', State: ['Toggle'] } })],
  ['a film in the place of the page', 'RichMedia', () => annotated({ Subtype: 'RichMedia' })],
  ['pages shown as a play', 'PresSteps', () => changed((document) => { document.getPage(0).node.set(PDFName.of('PresSteps'), document.context.obj({ Type: 'NavNode' })) })],
  ['a tree of slide shows', 'AlternatePresentations', () => changed(({ context, catalog }) => { catalog.set(PDFName.of('Names'), context.obj({ AlternatePresentations: { Names: [] } })) })],
  ['a tree of renditions', 'Renditions', () => changed(({ context, catalog }) => { catalog.set(PDFName.of('Names'), context.obj({ Renditions: { Names: [] } })) })],
  ['a script in a bookmark below another', 'JavaScript', () => bookmarked({ A: script })],
  ['a form that is sent away when the document opens', 'SubmitForm', () => changed(({ context, catalog }) => { catalog.set(PDFName.of('OpenAction'), context.obj({ S: 'SubmitForm' })) })],
]

test.each(hidden)('%s is found and refused as %s', async (_, what, file) => {
  expect(await refused(await file())).toEqual({ code: 'pdf_active_content', params: { what } })
})

test('links to pages and addresses, bookmarks and named places are signed: they change nothing that is shown', async () => {
  const files = [
    await annotated({ A: { S: 'URI', URI: PDFString.of('http://demo.invalid') } }), await annotated({ A: { S: 'GoTo', D: [0, 'Fit'] } }), await bookmarked({ A: { S: 'GoTo', D: [0] } }), await bookmarked({ Dest: [0] }),
    await changed(({ context, catalog }) => { catalog.set(PDFName.of('Names'), context.obj({ Dests: { Names: [] } })) }), await changed(({ context, catalog }) => { catalog.set(PDFName.of('OpenAction'), context.obj([0, 'Fit'])) }),
  ]
  for (const file of files) expect((await signPdf(file, key, options)).level).toBe('B-B')
})

test('actions, bookmarks and page trees that loop are a damaged file, not one that is read for ever', async () => {
  const loops = [
    await changed((document) => {
      const { context } = document
      const action = context.obj({ S: 'GoTo', D: [0] })
      action.set(PDFName.of('Next'), context.register(action))
      document.getPage(0).node.set(PDFName.of('Annots'), context.obj([context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 9, 9], A: action })]))
    }),
    await changed(({ context, catalog }) => {
      const item = context.obj({ Title: PDFString.of('a') })
      const reference = context.register(item)
      item.set(PDFName.of('First'), reference)
      catalog.set(PDFName.of('Outlines'), context.obj({ First: reference }))
    }),
  ]
  for (const file of loops) expect(await refused(file)).toEqual({ code: 'pdf_damaged', params: {} })
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
