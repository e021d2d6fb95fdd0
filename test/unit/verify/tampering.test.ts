import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PDFDocument } from 'pdf-lib'
import { instant, type ChangeAfter, type FileVerdict } from '../../../shared/model/index.ts'
import { judgeFile } from '../../../shared/verify/file-verdict.ts'
import { appendUpdate, letter, objectText, replaced, sizeOf } from '../../support/pdf-by-hand.ts'
import { openSignedWorld, type SignedWorld } from '../../support/signed-world.ts'

let world: SignedWorld
/** Signed by the agency; and by a second signer after it. */
let once: Buffer
let twice: Buffer

beforeAll(async () => {
  world = await openSignedWorld()
  once = await world.sign(letter(), 'S1')
  twice = await world.sign(once, 'S2', { identity: world.pki.agencyP256 })
})
afterAll(() => world.close())

const judge = (pdf: Uint8Array): Promise<FileVerdict> => judgeFile(pdf, world.trust, instant())

/** Changes as short texts: what, where, of what name. */
const told = (changes: readonly ChangeAfter[] = []): string[] => changes.map(({ change, page, name }) => [change, page, name].filter((part) => part !== null).join(' '))

/** What is reported for the first signature. */
async function firstOf(pdf: Uint8Array): Promise<{ verdict: string; intact: boolean | undefined; changesAfter: readonly string[]; reasons: readonly string[] }> {
  const verdict = await judge(pdf)
  const first = verdict.signatures[0]
  return { verdict: verdict.verdict, intact: first?.intact, changesAfter: told(first?.changesAfter), reasons: verdict.reasons }
}

function flipped(pdf: Buffer, at: number, mask = 1): Buffer {
  const copy = Buffer.from(pdf)
  copy.writeUInt8(copy.readUInt8(at) ^ mask, at)
  return copy
}

const gapOf = (pdf: Buffer): number => pdf.indexOf('/Contents <') + '/Contents <'.length

describe('untouched files', () => {
  test('one signature by a trusted signer passes', async () => {
    const verdict = await judge(once)
    expect(verdict.verdict).toBe('passed')
    expect(verdict.signatures).toMatchObject([{ field: 'S1', intact: true, level: 'B-B', trust: 'trusted', coversWholeFile: true, changesAfter: [], timeSource: 'claimed', organisation: 'Ủy ban nhân dân phường Bến Đá' }])
    expect(verdict.reasons).toEqual([])
  })

  test('a second signature is no change to the first', async () => {
    const verdict = await judge(twice)
    expect(verdict.verdict).toBe('passed')
    expect(verdict.signatures.map(({ field, coversWholeFile, changesAfter }) => ({ field, coversWholeFile, changesAfter }))).toEqual([
      { field: 'S1', coversWholeFile: false, changesAfter: [] }, { field: 'S2', coversWholeFile: true, changesAfter: [] },
    ])
  })

  test('a document time stamp is no change, and gives the signature before it its time', async () => {
    const verdict = await judge(await world.stamp(once))
    expect(verdict.verdict).toBe('passed')
    expect(verdict.signatures).toMatchObject([{ kind: 'signature', level: 'B-T', timeSource: 'time stamp' }, { kind: 'document time stamp', intact: true, trust: 'trusted' }])
  })

  test('a signature time stamp makes the level B-T', async () => {
    const verdict = await judge(await world.sign(letter(), 'S1', { stamped: true }))
    expect(verdict).toMatchObject({ verdict: 'passed', signatures: [{ level: 'B-T', timeSource: 'time stamp' }] })
  })

  test('validation data appended after the signature is no change', async () => {
    const catalog = replaced(objectText(once, 1), /<</, `<</DSS ${sizeOf(once)} 0 R`)
    const withData = appendUpdate(once, { 1: catalog, [sizeOf(once)]: '<</Certs[]>>' })
    expect(await firstOf(withData)).toMatchObject({ verdict: 'passed', changesAfter: [] })
  })
})

describe('bytes of a signed file changed', () => {
  test('one bit of the page breaks every signature over it', async () => {
    const verdict = await judge(flipped(twice, twice.indexOf('NGUYEN')))
    expect(verdict.verdict).toBe('failed')
    expect(verdict.signatures.map(({ intact, reasons }) => [intact, reasons.includes('HASH_FAILURE')])).toEqual([[false, true], [false, true]])
  })

  test('one digit of the signature value breaks its signature', async () => {
    const digits = /^[0-9a-f]*?(?=(?:00)*>)/i.exec(once.toString('latin1', gapOf(once)))?.[0].length ?? 0
    const at = gapOf(once) + digits - 8
    const other = Buffer.from(once)
    // Another digit, not another bit: of `a` and `f` the next bit makes no hexadecimal digit at all.
    other.write(once.toString('latin1', at, at + 1) === '0' ? '1' : '0', at, 'latin1')
    expect(await firstOf(other)).toMatchObject({ verdict: 'failed', intact: false, reasons: ['SIGNATURE_CRYPTO_FAILURE'] })
  })

  test('what is no digit in the signature value never lets it pass', async () => {
    const at = gapOf(once) + 200
    const other = Buffer.from(once)
    other.write('g', at, 'latin1')
    const { verdict, reasons } = await judge(other)
    expect(verdict).not.toBe('passed')
    expect(reasons.length).toBeGreaterThan(0)
  })

  test('anything but zeros behind the CMS fails, although no digest covers it', async () => {
    const padding = once.indexOf('>', gapOf(once)) - 7
    expect(once.subarray(padding, padding + 1).toString()).toBe('0')
    expect(await firstOf(flipped(once, padding))).toMatchObject({ verdict: 'failed', intact: false, reasons: expect.arrayContaining(['PADDING_NOT_ZERO']) as unknown })
  })

  test('a shortened byte range fails', async () => {
    const text = once.toString('latin1')
    const range = /\/ByteRange ?\[ ?(\d+) (\d+) (\d+) (\d+) *\]/.exec(text)
    if (range === null) throw new Error('no byte range')
    const shorter = `/ByteRange [${range[1]} ${range[2]} ${range[3]} ${Number(range[4]) - 10}`.padEnd(range[0].length - 1) + ']'
    expect(await firstOf(Buffer.from(text.replace(range[0], shorter), 'latin1'))).toMatchObject({ verdict: 'failed', intact: false, reasons: expect.arrayContaining(['BYTE_RANGE_INVALID']) as unknown })
  })

  test('a file that was loaded and saved anew fails', async () => {
    const document = await PDFDocument.load(once, { updateMetadata: false })
    expect((await judge(await document.save({ useObjectStreams: false }))).verdict).toBe('failed')
  })

  test('cut back to the first signature it is what the first signer signed', async () => {
    expect((await judge(twice.subarray(0, once.length))).verdict).toBe('passed')
  })

  test('cut anywhere else it never passes', async () => {
    for (const length of [once.length + 2, once.length + 900, twice.length - 7, twice.length - 400, once.length - 30, 700]) {
      expect((await judge(twice.subarray(0, length))).verdict, `${length} bytes`).not.toBe('passed')
    }
  })
})

describe('updates appended to a signed file', () => {
  const cases: readonly { name: string; expected: string; update: (pdf: Buffer) => Buffer; endsHere?: true }[] = [
    { name: 'other page content', expected: 'page content changed 1', update: (pdf) => appendUpdate(pdf, { 4: '<</Length 12>>\nstream\n0 0 9 9 re f\n\nendstream' }) },
    { name: 'content that was hidden in the signed file (shadow attack)', expected: 'page content changed 1', update: (pdf) => appendUpdate(pdf, { 3: replaced(objectText(pdf, 3), '/Contents 4 0 R', '/Contents[4 0 R 7 0 R]') }) },
    { name: 'another font under the same name', expected: 'page content changed 1', update: (pdf) => appendUpdate(pdf, { 5: '<</Type/Font/Subtype/Type1/BaseFont/Symbol>>' }) },
    { name: 'a turned page', expected: 'page setting changed 1 Rotate', update: (pdf) => appendUpdate(pdf, { 3: replaced(objectText(pdf, 3), '<<', '<</Rotate 90') }) },
    { name: 'a smaller page, inherited', expected: 'page setting changed 1 CropBox', update: (pdf) => appendUpdate(pdf, { 2: replaced(objectText(pdf, 2), '<<', '<</CropBox[0 0 100 100]') }) },
    { name: 'a stamp', expected: 'annotation added 1', update: (pdf) => appendUpdate(pdf, { 3: replaced(objectText(pdf, 3), /\/Annots ?\[/, `/Annots[${sizeOf(pdf)} 0 R `), [sizeOf(pdf)]: '<</Type/Annot/Subtype/Stamp/Rect[60 600 460 750]>>' }) },
    { name: 'the signature taken off the page', expected: 'annotation removed or moved 1', update: (pdf) => appendUpdate(pdf, { 3: replaced(objectText(pdf, 3), /\/Annots ?\[[^\]]*\]/, '') }) },
    { name: 'a second page', expected: 'page added 2', update: (pdf) => appendUpdate(pdf, { 2: replaced(replaced(objectText(pdf, 2), '3 0 R', `3 0 R ${sizeOf(pdf)} 0 R`), '/Count 1', '/Count 2'), [sizeOf(pdf)]: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>' }) },
    { name: 'the page taken away', expected: 'page removed 1', update: (pdf) => appendUpdate(pdf, { 2: replaced(objectText(pdf, 2), '3 0 R', '') }), endsHere: true },
    { name: 'another title', expected: 'document information changed', update: (pdf) => appendUpdate(pdf, { 6: '<</Title(Giay khac)/Producer(tests)>>' }) },
    { name: 'a program that starts with the file', expected: 'document setting changed OpenAction', update: (pdf) => appendUpdate(pdf, { 1: replaced(objectText(pdf, 1), '<<', '<</OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>') }), endsHere: true },
    { name: 'a text field', expected: 'form field added T', update: (pdf) => appendUpdate(pdf, { 1: replaced(objectText(pdf, 1), /\/AcroForm (\d+) 0 R/, `/AcroForm<</SigFlags 3/Fields[${/\/Fields ?\[([^\]]*)\]/.exec(pdf.toString('latin1'))?.[1] ?? ''} ${sizeOf(pdf)} 0 R]>>`), [sizeOf(pdf)]: '<</FT/Tx/T(T)/V(evil)>>' }) },
    { name: 'an unknown way into the document in the trailer', expected: 'second document root Other', update: (pdf) => appendUpdate(pdf, { [sizeOf(pdf)]: '<<>>' }, '/Other 4 0 R'), endsHere: true },
  ]

  test.each(cases)('$name is told and fails', async ({ expected, update }) => {
    const found = await firstOf(update(once))
    expect(found).toMatchObject({ verdict: 'failed', intact: true, reasons: expect.arrayContaining(['CHANGED_AFTER_SIGNING']) as unknown })
    expect(found.changesAfter).toContain(expected)
  })

  test.each(cases.filter((item) => item.endsHere !== true))('$name is told of the first signature even when a second one covers it', async ({ expected, update }) => {
    const changed = update(once)
    const covered = await world.sign(changed, 'S2', { identity: world.pki.agencyP256 })
    const verdict = await judge(covered)
    expect(verdict.verdict).toBe('failed')
    expect(told(verdict.signatures.at(0)?.changesAfter)).toContain(expected)
    expect(verdict.signatures.at(-1)).toMatchObject({ intact: true, changesAfter: [] })
  })

  test('a signature that an update takes away is still reported', async () => {
    const stripped = appendUpdate(once, { 1: replaced(objectText(once, 1), /\/AcroForm ?(\d+ 0 R|<<[^>]*>>)/, ''), 3: replaced(objectText(once, 3), /\/Annots ?\[[^\]]*\]/, '') })
    const verdict = await judge(stripped)
    expect(verdict.verdict).toBe('failed')
    expect(verdict.signatures[0]).toMatchObject({ field: 'S1', intact: true })
    expect(told(verdict.signatures[0]?.changesAfter)).toContain('signature field removed S1')
  })

  test('a later signature whose picture hides the page is a change', async () => {
    const number = sizeOf(once)
    const form = /\/AcroForm (\d+) 0 R/.exec(objectText(once, 1))?.[1]
    const signatureObject = /\/V (\d+) 0 R/.exec(once.toString('latin1'))?.[1]
    if (form === undefined || signatureObject === undefined) throw new Error('no form')
    const covering = appendUpdate(once, {
      3: replaced(objectText(once, 3), /\/Annots ?\[/, `/Annots[${number} 0 R `),
      [Number(form)]: replaced(objectText(once, Number(form)), /\/Fields ?\[/, `/Fields[${number} 0 R `),
      [number]: `<</FT/Sig/T(S9)/Type/Annot/Subtype/Widget/Rect[0 0 595 842]/F 4/P 3 0 R/V ${signatureObject} 0 R/AP<</N 7 0 R>>>>`,
    })
    expect((await firstOf(covering)).changesAfter).toContain('page covered by a signature 1')
    expect((await judge(covering)).verdict).toBe('failed')
  })

  test('a later signature field that brings an action along is a change', async () => {
    const number = sizeOf(twice)
    const form = /\/AcroForm (\d+) 0 R/.exec(objectText(once, 1))?.[1]
    if (form === undefined) throw new Error('no form')
    const withAction = (action: string): Buffer => appendUpdate(once, {
      3: replaced(objectText(once, 3), /\/Annots ?\[/, `/Annots[${number} 0 R `),
      [Number(form)]: replaced(objectText(once, Number(form)), /\/Fields ?\[/, `/Fields[${number} 0 R `),
      [number]: `<</FT/Sig/T(S9)/Type/Annot/Subtype/Widget/Rect[0 0 0 0]/F 132/P 3 0 R${action}>>`,
    })
    expect(await firstOf(withAction(''))).toMatchObject({ verdict: 'passed', changesAfter: [] })
    for (const action of ['/AA<</E<</S/JavaScript/JS(1)>>>>', '/A<</S/URI/URI(http://demo.invalid)>>', '/OC 7 0 R']) {
      expect(await firstOf(withAction(action)), action).toMatchObject({ verdict: 'failed', changesAfter: ['signature field changed S9'] })
    }
  })

  test('data behind the last revision fails', async () => {
    const found = await firstOf(Buffer.concat([once, Buffer.from('4 0 obj\n<<>>\nendobj\n')]))
    expect(found).toMatchObject({ verdict: 'failed', changesAfter: ['data after the end'] })
  })

  test('an update that does not build on the signed revision fails', async () => {
    const whole = letter('Cap cho: TRAN VAN B')
    const shift = once.length
    const moved = whole.toString('latin1')
      .replaceAll(/^(\d{10}) 00000 n/gm, (_, offset: string) => `${String(Number(offset) + shift).padStart(10, '0')} 00000 n`)
      .replace(/startxref\n(\d+)/, (_, offset: string) => `startxref\n${Number(offset) + shift}`)
    const verdict = await judge(Buffer.concat([once, Buffer.from(moved, 'latin1')]))
    expect(verdict.verdict).not.toBe('passed')
  })
})
