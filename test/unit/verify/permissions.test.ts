import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { instant, type FileVerdict } from '../../../shared/model/index.ts'
import { judgeFile } from '../../../shared/verify/file-verdict.ts'
import { isDictionary } from '../../../shared/pdf-file/index.ts'
import { PdfView } from '../../../shared/verify/pdf-view.ts'
import { readPermissions } from '../../../shared/verify/permissions.ts'
import { appendUpdate, objectText, replaced, writePdf } from '../../support/pdf-by-hand.ts'
import { openSignedWorld, type SignedWorld } from '../../support/signed-world.ts'

let world: SignedWorld
beforeAll(async () => { world = await openSignedWorld() })
afterAll(() => world.close())

const judge = (pdf: Uint8Array): Promise<FileVerdict> => judgeFile(pdf, world.trust, instant())

/** A page with one text field: 4 is the field. */
const form = (): Buffer => writePdf([
  '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>',
  '<</Type/Pages/Kids[3 0 R]/Count 1>>',
  '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Annots[4 0 R]>>',
  '<</FT/Tx/T(Ghi chu)/V(cu)/Type/Annot/Subtype/Widget/Rect[10 10 200 30]/P 3 0 R>>',
])

describe('a form under an approval signature', () => {
  test('filling it in afterwards is told and leaves the file undecided', async () => {
    const signed = await world.sign(form(), 'S1')
    const filled = appendUpdate(signed, { 4: replaced(objectText(signed, 4), '(cu)', '(moi)') })
    const verdict = await judge(filled)
    expect(verdict).toMatchObject({ verdict: 'indeterminate', signatures: [{ intact: true, changesAfter: [{ change: 'form field changed', page: null, name: 'Ghi chu' }] }] })
    expect(verdict.reasons).toContain('FILLED_IN_AFTER_SIGNING')
  })

  test('moving its field is more than filling in', async () => {
    const signed = await world.sign(form(), 'S1')
    const moved = appendUpdate(signed, { 4: replaced(objectText(signed, 4), /Rect ?\[[^\]]*\]/, 'Rect[10 10 500 830]') })
    expect(await judge(moved)).toMatchObject({ verdict: 'failed', signatures: [{ changesAfter: [{ change: 'form field changed', page: null, name: 'Ghi chu' }] }] })
  })
})

describe('what a signature lets be done after it', () => {
  const read = (references: string): ReturnType<typeof readPermissions> => {
    const view = PdfView.open(writePdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[]>>', `<</Type/Sig/Reference[${references}]>>`]))
    const dictionary = view.resolve({ kind: 'reference', number: 3, generation: 0 })
    if (!isDictionary(dictionary)) throw new Error('no dictionary')
    return readPermissions(view, dictionary)
  }

  test('no certification is no prohibition', () => {
    expect(read('').certification).toBeUndefined()
    expect(read('').locks('Ghi chu')).toBe(false)
  })

  test.each([['/P 1', 1], ['/P 2', 2], ['/P 3', 3], ['', 2]] as const)('certification with %s is level %s', (entry, level) => {
    expect(read(`<</TransformMethod/DocMDP/TransformParams<<${entry}>>>>`).certification).toBe(level)
  })

  test('field locks name fields, all but some, or all; a field locks what lies under it', () => {
    const include = read('<</TransformMethod/FieldMDP/TransformParams<</Action/Include/Fields[(A)]>>>>')
    expect([include.locks('A'), include.locks('A.b'), include.locks('AB')]).toEqual([true, true, false])
    const exclude = read('<</TransformMethod/FieldMDP/TransformParams<</Action/Exclude/Fields[(A)]>>>>')
    expect([exclude.locks('A'), exclude.locks('B')]).toEqual([false, true])
    expect(read('<</TransformMethod/FieldMDP/TransformParams<</Action/All>>>>').locks('B')).toBe(true)
    expect(read('<</TransformMethod/FieldMDP>>').locks('B')).toBe(true)
  })
})
