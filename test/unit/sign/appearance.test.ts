import sharp from 'sharp'
import { degrees, PDFDocument } from 'pdf-lib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeDemoPki, signerOf } from '../../../demo/pki.ts'
import { instant } from '../../../shared/model/index.ts'
import { openPdfReader } from '../../../shared/pdf-file/index.ts'
import { drawSignature, headStripFor, placeSignature, sealPicture, signPdf, type Appearance, type SigningKey, type SignOptions } from '../../../shared/sign/index.ts'
import { redSeal } from '../../support/seal-picture.ts'
import { thrownBy } from '../../support/thrown.ts'
import { geometryOf, inkMap } from '../../support/paper.ts'

const reader = openPdfReader({ processes: 1 })
const seal = sealPicture(redSeal({ alpha: true }), 20)
const options: SignOptions = { fieldName: 'CoQuan', reason: '', location: '', signerName: 'Cơ quan', at: instant(), tsa: null }
let key: SigningKey

beforeAll(async () => {
  key = signerOf((await makeDemoPki({ agency: 'Cơ quan' })).agencyP256)
})
afterAll(() => reader.close())

async function pageWith(rotation: number, crop: boolean): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  const page = document.addPage([400, 600])
  page.setRotation(degrees(rotation))
  if (crop) page.setCropBox(50, 70, 300, 450)
  return document.save({ useObjectStreams: false })
}

/** Where red ink is seen, in pt of the page as it is shown, origin at its lower left. */
async function redBox(pdf: Uint8Array): Promise<{ left: number; bottom: number; right: number; top: number }> {
  const { png } = await reader.render(pdf, 0, 72)
  const { data, info } = await sharp(png).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
  const found = { left: Infinity, bottom: Infinity, right: -Infinity, top: -Infinity }
  for (let y = 0; y < info.height; y += 1) {
    for (let x = 0; x < info.width; x += 1) {
      const at = (y * info.width + x) * 3
      if ((data[at] ?? 0) < 150 || (data[at + 1] ?? 0) > 120) continue
      found.left = Math.min(found.left, x)
      found.right = Math.max(found.right, x + 1)
      found.top = Math.max(found.top, info.height - y)
      found.bottom = Math.min(found.bottom, info.height - y - 1)
    }
  }
  return found
}

describe.each([[0, false], [90, false], [180, false], [270, false], [0, true], [90, true], [180, true], [270, true]] as const)('on a page turned by %i, cropped: %s', (rotation, crop) => {
  test('a signature stands upright where it was put on the page as it is shown', async () => {
    const drawing = drawSignature(['Ký'], 8, seal, 60)
    const { pdf } = await signPdf(await pageWith(rotation, crop), key, { ...options, appearance: { page: 1, at: { x: 40, y: 30 }, drawing } })
    const side = (20 * 72) / 25.4
    const { left, bottom, right, top } = await redBox(pdf)
    // The ring is 96 % of the picture's side.
    for (const [seen, meant] of [[left, 40 + side * 0.02], [bottom, 30 + side * 0.02], [right, 40 + side * 0.98], [top, 30 + side * 0.98]] as const) expect(Math.abs(seen - meant)).toBeLessThan(2)
    expect(await reader.text(pdf, 0)).not.toContain('undefined')
  })
})

test('text that the typeface lacks is refused before the key is used', async () => {
  const appearance: Appearance = { page: 1, at: { x: 40, y: 30 }, drawing: drawSignature(['東京'], 8, null, 60) }
  expect(await thrownBy(async () => signPdf(await pageWith(0, false), key, { ...options, appearance }))).toMatchObject({ code: 'text_not_encodable' })
})

test('a second signature shows its text in the first one’s font, which stands once in the file', async () => {
  const shown = (y: number): Appearance => ({ page: 1, at: { x: 40, y }, drawing: drawSignature([`Người ký ${y}`], 8, null, 200) })
  const first = await signPdf(await pageWith(0, false), key, { ...options, appearance: shown(30) })
  const second = await signPdf(first.pdf, key, { ...options, fieldName: 'Hai', appearance: shown(90) })
  expect(Buffer.from(second.pdf).toString('latin1').match(/\/FontFile2/g)).toHaveLength(1)
  expect(second.increment.length).toBeLessThan(first.increment.length - 8000)
})

describe('the place of a signature', () => {
  const page = geometryOf({ width: 1240, height: 1754, dpi: 150 })
  const lines = ['Cơ quan', 'Thời gian ký: 2026-11-22T10:06:25+07:00']
  const shows = { lines, size: 8, seal: false, place: 'free space' } as const
  const free = inkMap(page, 16, () => false)
  const full = inkMap(page, 16, () => true)

  test('is at the foot, beside the mark and what was signed before, never over them', () => {
    const taken = [{ page: 1, box: { x: 300, y: 20, width: 290, height: 60 } }]
    const placed = placeSignature(shows, lines, null, [{ number: 1, geometry: page, ink: free }], { page: 1, stripHeight: 0, box: { x: 40, y: 20, width: 250, height: 80 } }, taken)
    expect(placed?.page).toBe(1)
    expect(placed?.at.y).toBeGreaterThan(80)
  })

  test('is on another page when the first is full, and nowhere when all are', () => {
    const pages = [{ number: 1, geometry: page, ink: full }, { number: 2, geometry: page, ink: free }]
    expect(placeSignature(shows, lines, null, pages, null, [])?.page).toBe(2)
    expect(placeSignature(shows, lines, null, pages.slice(0, 1), null, [])).toBeNull()
  })

  test('of a certified copy is in the head of page 1, at its right; where print stands, above it in a strip that lengthens the page', () => {
    const copy = { ...shows, place: 'top right of page 1' } as const
    const height = (page.height * 72) / page.dpi
    const clear = placeSignature(copy, lines, null, [{ number: 1, geometry: page, ink: free }], null, [])
    expect(clear?.at.y).toBeGreaterThan(height - 85)
    expect((clear?.at.x ?? 0) + (clear?.drawing.width ?? 0)).toBeGreaterThan(500)
    const printed = [{ number: 1, geometry: page, ink: inkMap(page, 16, (_, row) => row * 16 < page.height / 4) }]
    expect(placeSignature(copy, lines, null, printed, null, [])).toBeNull()
    const strip = headStripFor(copy, lines, null, printed)
    const above = placeSignature(copy, lines, null, printed, null, [], strip)
    expect(above?.at.y).toBeGreaterThan(height)
    expect((above?.at.y ?? 0) + (above?.drawing.height ?? 0)).toBeLessThan(height + strip)
    expect(headStripFor(copy, lines, null, [{ number: 1, geometry: page, ink: free }])).toBe(0)
  })

  test('in the strip of the mark is used where the scan is full', () => {
    const placed = placeSignature(shows, lines, null, [{ number: 1, geometry: page, ink: full }], { page: 1, stripHeight: 120, box: { x: 40, y: 10, width: 250, height: 100 } }, [])
    expect((placed?.at.y ?? 999) + (placed?.drawing.height ?? 0)).toBeLessThan(120)
  })
})
