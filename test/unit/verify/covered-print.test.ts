import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { instant, type FileVerdict } from '../../../shared/model/index.ts'
import { drawSignature, sealPicture, type Appearance } from '../../../shared/sign/index.ts'
import { judgeFile } from '../../../shared/verify/file-verdict.ts'
import { appendUpdate, letter, objectText, replaced, sizeOf, writePdf } from '../../support/pdf-by-hand.ts'
import { openSignedWorld, type SignedWorld } from '../../support/signed-world.ts'

/** Later signers who put a picture over what was signed before them: their own signatures are sound. */

const millimetre = 72 / 25.4
/** Helvetica, 14 pt, from x 72; its foot at y 720. */
const text = 'Cap cho: NGUYEN VAN A, 1.250.000 dong'
let world: SignedWorld
let once: Buffer

beforeAll(async () => {
  world = await openSignedWorld()
  once = await world.sign(letter(text), 'S1')
})
afterAll(() => world.close())

/** A round seal as agencies have it: two thin rings and a star. */
function seal(alpha: boolean): Parameters<typeof sealPicture>[0] {
  const side = 240
  const channels = alpha ? 4 : 3
  const data = new Uint8Array(side * side * channels)
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const [right, down] = [(x + 0.5) / side - 0.5, (y + 0.5) / side - 0.5]
      const distance = Math.hypot(right, down)
      const isInk = (distance > 0.468 && distance < 0.495) || (distance > 0.36 && distance < 0.37) || distance < 0.06 + 0.04 * Math.cos(5 * Math.atan2(right, -down))
      data.set(isInk ? [200, 16, 46, 255].slice(0, channels) : [255, 255, 255, 0].slice(0, channels), (y * side + x) * channels)
    }
  }
  return { widthPx: side, heightPx: side, channels, data }
}

/** A picture of `width` x `height` pt with its foot at x, y. */
function picture(kind: 'white' | 'black' | 'see-through seal' | 'opaque seal', x: number, y: number, width: number, height = width): Appearance {
  const plain = (value: number): Parameters<typeof sealPicture>[0] => ({ widthPx: 1, heightPx: 1, channels: 3, data: new Uint8Array(3).fill(value) })
  const pixels = kind === 'white' ? plain(255) : kind === 'black' ? plain(0) : seal(kind === 'see-through seal')
  const { widthPx, heightPx, rgb, alpha } = sealPicture(pixels, width / millimetre)
  const drawing = { width, height, texts: [], seal: { picture: { widthPx, heightPx, rgb, alpha, widthMm: width / millimetre }, box: { x: 0, y: 0, width, height } } }
  return { page: 1, at: { x, y }, drawing }
}

async function signedOver(appearance: Appearance): Promise<{ verdict: string; reasons: readonly string[]; told: readonly string[] }> {
  const verdict = await judgeFile(await world.sign(once, 'S2', { identity: world.pki.agencyP256, appearance }), world.trust, instant())
  return { verdict: verdict.verdict, reasons: verdict.reasons, told: toldOf(verdict) }
}

const toldOf = ({ signatures }: FileVerdict): string[] =>
  signatures.find(({ field }) => field === 'S1')?.changesAfter.map(({ change, page }) => `${change} ${page ?? ''}`) ?? []

describe('a later signature whose picture', () => {
  test.each([
    ['hides a name', picture('white', 130, 716, 90, 18)],
    ['blacks a name out', picture('black', 130, 716, 90, 18)],
    ['hides half an amount', picture('white', 255, 716, 30, 18)],
  ])('%s fails the signature before it', async (_, appearance) => {
    expect(await signedOver(appearance)).toMatchObject({ verdict: 'failed', told: ['page covered by a signature 1'] })
  })

  test('hides one digit leaves it undecided, and says where to look', async () => {
    // The 5 of 1.250.000.
    expect(await signedOver(picture('white', 248.5, 717, 8, 16))).toEqual({ verdict: 'indeterminate', reasons: ['COVERED_AFTER_SIGNING'], told: ['print under a signature 1'] })
  })

  test.each([
    ['stands on empty paper', picture('white', 300, 300, 120, 60)],
    ['is a seal that lets the print through', picture('see-through seal', 120, 690, 36 * millimetre)],
    ['is an opaque seal beside the print', picture('opaque seal', 120, 600, 36 * millimetre)],
    ['writes over the print', { page: 1, at: { x: 130, y: 712 }, drawing: drawSignature(['Ký bởi: Nguyễn Thị Hà', 'Thời gian ký: 2026-11-22'], 8, null, 200) }],
  ])('%s passes', async (_, appearance) => {
    expect(await signedOver(appearance)).toEqual({ verdict: 'passed', reasons: [], told: [] })
  })

  test('is an opaque seal over the print does not pass', async () => {
    expect((await signedOver(picture('opaque seal', 120, 690, 36 * millimetre))).verdict).not.toBe('passed')
  })
})

test('a field that stood empty over a word when the document was signed, and hides it when it is signed, fails', async () => {
  const field = '<</FT/Sig/T(Empty)/Type/Annot/Subtype/Widget/F 4/Rect[130 716 220 734]/P 3 0 R>>'
  const content = `BT /F1 14 Tf 72 720 Td (${text}) Tj ET`
  const form = writePdf([
    '<</Type/Catalog/Pages 2 0 R/AcroForm 7 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R/Annots[6 0 R]>>',
    `<</Length ${content.length}>>\nstream\n${content}\nendstream`, '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>', field, '<</Fields[6 0 R]/SigFlags 3>>',
  ])
  const signed = await world.sign(form, 'S1')
  expect((await judgeFile(signed, world.trust, instant())).verdict).toBe('passed')
  const value = objectText(signed, Number(/\/V (\d+) 0 R/.exec(signed.toString('latin1'))?.[1]))
  const [signature, appearance] = [sizeOf(signed), sizeOf(signed) + 1]
  const filled = appendUpdate(signed, {
    6: replaced(objectText(signed, 6), '<<', `<</V ${signature} 0 R/AP<</N ${appearance} 0 R>>`), [signature]: value,
    [appearance]: '<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Length 16>>\nstream\n1 g 0 0 1 1 re f\nendstream',
  })
  expect(toldOf(await judgeFile(filled, world.trust, instant()))).toEqual(['page covered by a signature 1'])
})

test('a widget that is printed but not shown on screen is no signature’s', async () => {
  const signed = await world.sign(once, 'S2', { identity: world.pki.agencyP256, appearance: picture('white', 300, 300, 50, 20) })
  const printed = Buffer.from(signed.toString('latin1').replace(/\/F 132/g, '/F  36'), 'latin1')
  expect(toldOf(await judgeFile(printed, world.trust, instant()))).toEqual(['page covered by a signature 1'])
})
