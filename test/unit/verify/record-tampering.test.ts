import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PDFDocument } from 'pdf-lib'
import { instant, type FileVerdict, type Instant } from '../../../shared/model/index.ts'
import { judgeFile } from '../../../shared/verify/file-verdict.ts'
import { appendUpdate, objectSpan, objectText, replaced, sizeOf } from '../../support/pdf-by-hand.ts'
import { partsOf, type PartName } from '../../support/record-parts.ts'
import { findSignatures } from '../../support/signed-pdf.ts'
import { signRecords } from '../../support/signed-record.ts'
import { openSignedWorld, type SignedWorld } from '../../support/signed-world.ts'

/** Records as the station assembles and signs them, changed by somebody who has no key. */

let world: SignedWorld
let at: Instant
/** Signed by officer and agency, both shown, with validation data and an archive time stamp. */
let record: Buffer
let parts: ReadonlyMap<PartName, readonly number[]>

beforeAll(async () => {
  at = instant()
  world = await openSignedWorld(at)
  record = (await signRecords(world, at)).archived
  parts = partsOf(record)
})
afterAll(() => world.close())

const judge = (pdf: Uint8Array): Promise<FileVerdict> => judgeFile(pdf, world.trust, at)

/** Fields of signatures that are not intact, and what is told of changes after any of them. */
async function found(pdf: Uint8Array): Promise<{ verdict: string; broken: readonly string[]; changes: readonly string[] }> {
  const { verdict, signatures } = await judge(pdf)
  return {
    verdict, broken: signatures.filter(({ intact }) => !intact).map(({ field }) => field),
    changes: signatures.flatMap(({ changesAfter }) => changesAfter.map(({ change, page, name }) => [change, page, name].filter((part) => part !== null).join(' '))),
  }
}

function numberIn(part: PartName, holds: RegExp): number {
  const number = parts.get(part)?.find((candidate) => holds.test(objectText(record, candidate)))
  if (number === undefined) throw new Error(`nothing like that in ${part}`)
  return number
}

function flipped(at: number): Buffer {
  const copy = Buffer.from(record)
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at)
  return copy
}

/** An update that gives some objects another body; `%` stands for the first new number. */
const updated = (changes: Readonly<Record<number, (text: string) => string>>, added: readonly string[] = []): Buffer => appendUpdate(record, {
  ...Object.fromEntries(Object.entries(changes).map(([number, change]) => [number, change(objectText(record, Number(number)))])),
  ...Object.fromEntries(added.map((text, index) => [sizeOf(record) + index, text])),
})

const stream = (content: string, entries = ''): string => `<<${entries}/Length ${content.length}>>\nstream\n${content}\nendstream`
const form = (content: string, box: string): string => stream(content, `/Type/XObject/Subtype/Form/BBox[${box}]`)
const page = (index: number): number => parts.get('page')?.[index] ?? 0
const catalog = (): number => numberIn('document', /\/Type ?\/Catalog/)
const fieldOf = (part: PartName): number => numberIn(part, /\/FT ?\/Sig/)

test('an assembled record with both signatures, validation data and an archive time stamp passes as it is', async () => {
  const { verdict, reasons, signatures } = await judge(record)
  expect([verdict, reasons]).toEqual(['passed', []])
  expect(signatures.map(({ kind, level, intact, changesAfter }) => [kind, level, intact, changesAfter])).toEqual([
    ['signature', 'B-LTA', true, []], ['signature', 'B-LTA', true, []], ['document time stamp', 'document time stamp', true, []],
  ])
})

test.each<PartName>(['document', 'page', 'scan', 'text layer', 'mark'])('one bit of %s breaks both signatures and the time stamp', async (part) => {
  for (const number of parts.get(part) ?? []) {
    const { start, end } = objectSpan(record, number)
    const { verdict, broken } = await found(flipped(Math.floor((start + end) / 2)))
    expect([number, verdict, broken.length > 0]).toEqual([number, 'failed', true])
  }
})

test('a bit in any object of either signature or of the time stamp never passes', async () => {
  for (const part of ['officer’s signature', 'agency’s signature', 'time stamp'] as const) {
    for (const number of parts.get(part) ?? []) {
      const { start, end } = objectSpan(record, number)
      expect([part, number, (await judge(flipped(Math.floor((start + end) / 2)))).verdict]).not.toEqual([part, number, 'passed'])
    }
  }
})

test('a byte in the CMS, in the padding behind it, and in the byte range of each signature is found', async () => {
  for (const { byteRange: [, before], cms } of findSignatures(record)) {
    const digits = before + 1
    const other = (place: number): Buffer => {
      const copy = Buffer.from(record)
      copy.write(copy.toString('latin1', place, place + 1) === '0' ? '1' : '0', place, 'latin1')
      return copy
    }
    expect((await judge(other(digits + 400))).verdict).not.toBe('passed')
    expect((await judge(other(digits + cms.length * 2 + 7))).verdict).not.toBe('passed')
    const range = record.lastIndexOf('/ByteRange', before)
    expect((await judge(other(range + '/ByteRange [0 '.length))).verdict).not.toBe('passed')
  }
})

test('a record that was loaded and saved anew fails', async () => {
  const document = await PDFDocument.load(record, { updateMetadata: false })
  expect((await judge(await document.save({ useObjectStreams: false }))).verdict).toBe('failed')
})

test('cut back to the officer’s signature it is what the officer signed, and the agency’s is not claimed', async () => {
  const [first] = findSignatures(record)
  const { verdict, signatures } = await judge(record.subarray(0, (first?.byteRange[2] ?? 0) + (first?.byteRange[3] ?? 0)))
  expect([verdict, signatures.map(({ field }) => field)]).toEqual(['passed', ['ChuKyCanBo']])
})

describe('updates appended to a signed record', () => {
  const next = (): number => sizeOf(record)
  const annotated = (index: number): ((text: string) => string) => (text) => replaced(text, /\/Annots ?\[/, `/Annots[${next() + index} 0 R `)
  const marked = (): number => numberIn('mark', /stream/)

  const cases: readonly { readonly name: string; readonly told: RegExp; readonly change: () => Buffer }[] = [
    { name: 'another mark over the mark', told: /^page content changed 1$/, change: () => updated({ [page(0)]: (text) => replaced(text, /\/Contents (\d+) 0 R/, `/Contents[$1 0 R ${next()} 0 R]`) }, [stream('1 g 40 20 400 90 re f')]) },
    { name: 'the content with mark and text layer replaced', told: /^page content changed 1$/, change: () => updated({ [marked()]: () => stream('1 g 0 0 10 10 re f') }) },
    { name: 'the mark’s font replaced by the text layer’s', told: /^page content changed 1$/, change: () => updated({ [page(0)]: (text) => replaced(text, /\/R (\d+) 0 R/, `/R ${numberIn('text layer', /\/Type0/)} 0 R`) }) },
    { name: 'what the text layer’s letters are read as', told: /^page content changed/, change: () => updated({ [numberIn('text layer', /\/ToUnicode/)]: (text) => replaced(text, /\/ToUnicode (\d+) 0 R/, `/ToUnicode ${next()} 0 R`) }, [stream('begincmap endcmap')]) },
    { name: 'the scan of another page', told: /^page content changed 1$/, change: () => updated({ [page(0)]: (text) => replaced(text, /\/Scan (\d+) 0 R/, /\/Scan (\d+) 0 R/.exec(objectText(record, page(1)))?.[0] ?? '') }) },
    { name: 'another scan in the old one’s place', told: /^page content changed 1$/, change: () => updated({ [parts.get('scan')?.[0] ?? 0]: () => objectText(record, parts.get('scan')?.at(-1) ?? 0) }) },
    { name: 'content that stood signed on the other page (shadow attack)', told: /^page content changed 1$/, change: () => updated({ [page(0)]: (text) => replaced(text, /\/Contents \d+ 0 R/, /\/Contents \d+ 0 R/.exec(objectText(record, page(1)))?.[0] ?? '') }) },
    { name: 'a stamp over the scan', told: /^annotation added 1$/, change: () => updated({ [page(0)]: annotated(0) }, [`<</Type/Annot/Subtype/Stamp/F 4/Rect[60 600 460 750]/AP<</N ${next() + 1} 0 R>>>>`, form('1 g 0 0 400 150 re f', '0 0 400 150')]) },
    { name: 'a file attached to the document', told: /^document setting changed Names$/, change: () => updated({ [catalog()]: (text) => replaced(text, '<<', `<</Names<</EmbeddedFiles<</Names[(a)${next()} 0 R]>>>>`) }, [`<</Type/Filespec/F(a)/EF<</F ${next() + 1} 0 R>>>>`, stream('abc')]) },
    { name: 'a file attached to a page', told: /^page setting changed 2 AF$/, change: () => updated({ [page(1)]: (text) => replaced(text, '<<', `<</AF[${next()} 0 R]`) }, [`<</Type/Filespec/F(a)/EF<</F ${next() + 1} 0 R>>>>`, stream('abc')]) },
    { name: 'a file attached as an annotation', told: /^annotation added 1$/, change: () => updated({ [page(0)]: annotated(0) }, [`<</Type/Annot/Subtype/FileAttachment/Rect[9 9 20 20]/FS ${next() + 1} 0 R>>`, `<</Type/Filespec/F(a)/EF<</F ${next() + 2} 0 R>>>>`, stream('abc')]) },
    { name: 'another title', told: /^document information changed$/, change: () => updated({ [numberIn('document', /\/CreationDate/)]: () => '<</Title(Khac)>>' }) },
    { name: 'other metadata', told: /^document metadata changed$/, change: () => updated({ [numberIn('document', /\/Subtype ?\/XML/)]: () => stream('<x:xmpmeta/>', '/Type/Metadata/Subtype/XML') }) },
    { name: 'what the officer’s signature shows', told: /^signature changed ChuKyCanBo$/, change: () => updated({ [fieldOf('officer’s signature')]: (text) => replaced(text, /\/AP ?<<[^>]*>>/, `/AP<</N ${next()} 0 R>>`) }, [form('BT ET', '0 0 100 20')]) },
    { name: 'the drawing that the officer’s signature shows', told: /^signature changed ChuKyCanBo$/, change: () => updated({ [numberIn('officer’s signature', /\/Subtype ?\/Form/)]: () => form('1 0 0 rg 0 0 100 20 re f', '0 0 100 20') }) },
    { name: 'the officer’s signature in another place', told: /^signature changed ChuKyCanBo$/, change: () => updated({ [fieldOf('officer’s signature')]: (text) => replaced(text, /\/Rect ?\[[^\]]*\]/, '/Rect[0 0 200 40]') }) },
    { name: 'the officer’s signature with the agency’s value', told: /^signature changed ChuKyCanBo$/, change: () => updated({ [fieldOf('officer’s signature')]: (text) => replaced(text, /\/V \d+ 0 R/, /\/V \d+ 0 R/.exec(objectText(record, fieldOf('agency’s signature')))?.[0] ?? '') }) },
    { name: 'a seal put onto the page with the agency’s own signature as its value', told: /^appearance without signature S9$/, change: () => updated({
      [page(0)]: annotated(0), [Number(/\/AcroForm (\d+) 0 R/.exec(objectText(record, catalog()))?.[1])]: (text) => replaced(text, /\/Fields ?\[/, `/Fields[${next()} 0 R `),
    }, [`<</FT/Sig/T(S9)/Type/Annot/Subtype/Widget/F 4/Rect[60 600 160 640]/P ${page(0)} 0 R${/\/V \d+ 0 R/.exec(objectText(record, fieldOf('agency’s signature')))?.[0] ?? ''}/AP<</N ${next() + 1} 0 R>>>>`, form('1 g 0 0 100 40 re f', '0 0 100 40')]) },
  ]

  test.each(cases)('$name: told, and failed', async ({ told, change }) => {
    const { verdict, changes } = await found(change())
    expect([verdict, changes]).toEqual(['failed', expect.arrayContaining([expect.stringMatching(told) as unknown])])
  })

  test('a seal exchanged for another fails the agency’s signature, which shows it', async () => {
    const seal = numberIn('agency’s signature', /\/Subtype ?\/Image[^]*\/SMask/)
    const { verdict, signatures } = await judge(updated({ [seal]: (text) => replaced(text, /\/SMask \d+ 0 R/, '') }))
    expect([verdict, signatures[1]?.field, signatures[1]?.changesAfter[0]?.change]).toEqual(['failed', 'ChuKyCoQuan', 'signature changed'])
  })

  test('an archive time stamp in an earlier one’s place, or none, never lets it pass as archived', async () => {
    const stamp = fieldOf('time stamp')
    const { verdict } = await judge(updated({ [stamp]: (text) => replaced(text, /\/V \d+ 0 R/, '') }))
    expect(verdict).toBe('failed')
  })

  test('validation data taken out: nothing is known of revocation any more, and that is said', async () => {
    const { verdict, reasons } = await judgeFile(updated({ [catalog()]: (text) => replaced(text, /\/DSS \d+ 0 R/, '') }), world.unchecked, at)
    expect([verdict, reasons]).toEqual(['indeterminate', ['REVOCATION_NOT_CHECKED']])
  })
})
