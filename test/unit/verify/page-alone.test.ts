import { afterAll, beforeAll, expect, test } from 'vitest'
import { degrees, PDFDocument, rgb, StandardFonts } from 'pdf-lib'
import { instant } from '../../../shared/model/index.ts'
import { drawPages } from '../../../shared/pdf-file/index.ts'
import { pageAlone } from '../../../shared/verify/page-alone.ts'
import { PdfView } from '../../../shared/verify/pdf-view.ts'
import { layerSwitchedOff, plainPdf } from '../../support/plain-pdf.ts'
import { signRecords } from '../../support/signed-record.ts'
import { openSignedWorld, type SignedWorld } from '../../support/signed-world.ts'

let world: SignedWorld

beforeAll(async () => {
  world = await openSignedWorld()
})
afterAll(() => world.close())

/** A page drawn by itself and within its file. */
async function bothWays(pdf: Uint8Array, pageCount: number, page: number): Promise<{ alone: unknown; within: unknown; isBlank: boolean }> {
  const [within] = await drawPages(pdf, pageCount, [{ page, shown: 'all' }], 60)
  const [alone] = await drawPages(pageAlone(PdfView.open(pdf), page), 1, [{ page: 1, shown: 'all' }], 60)
  return { alone, within, isBlank: within?.lightness.every((value) => value === 255) ?? true }
}

test('each page of a signed record looks by itself as in its file, signatures and all', async () => {
  const { archived } = await signRecords(world, instant())
  for (const page of [1, 2]) {
    const { alone, within, isBlank } = await bothWays(archived, 2, page)
    expect(isBlank).toBe(false)
    expect(alone).toEqual(within)
  }
})

test('so do turned pages, inherited resources, form fields and layers that are switched off', async () => {
  const document = await PDFDocument.create()
  const font = await document.embedFont(StandardFonts.Helvetica)
  for (const turn of [0, 90]) {
    const page = document.addPage([200, 300])
    page.setRotation(degrees(turn))
    page.drawText(`page ${turn}`, { x: 20, y: 200, font, size: 20 })
    document.getForm().createTextField(`field ${turn}`).addToPage(page, { x: 20, y: 100, width: 90, height: 30, backgroundColor: rgb(1, 0.5, 0) })
  }
  const pdf = await document.save()
  for (const page of [1, 2]) {
    const { alone, within, isBlank } = await bothWays(pdf, 2, page)
    expect(isBlank).toBe(false)
    expect(alone).toEqual(within)
  }
  const layered = plainPdf([{ mediaBox: [0, 0, 200, 300], content: '/OC /L BDC 0 g 10 10 50 50 re f EMC 0 g 100 100 50 50 re f' }], layerSwitchedOff)
  const { alone, within } = await bothWays(layered, 1, 1)
  expect(alone).toEqual(within)
})
