import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PageList, ParamsOf } from '../../shared/contract/index.ts'
import { openPdfReader } from '../../shared/pdf-file/index.ts'
import { toRecordId } from '../../shared/model/index.ts'
import { decisionLines, dossier, openOffice, type Office } from '../support/office.ts'
import { printedPage } from '../support/printed-page.ts'
import { thrownBy } from '../support/thrown.ts'

let office: Office

beforeAll(async () => {
  office = await openOffice({ keepsOpen: true })
  await office.call('station.configure', { set: { signing: 'when told', timeStampUrl: null } })
})
afterAll(() => office.close())

const codeOf = async (action: () => unknown): Promise<string | undefined> => (await thrownBy(action))?.code

/** A folder with pages, as a feeder leaves it. */
async function paper(name: string, pages: readonly Buffer[]): Promise<string> {
  const folder = path.join(office.folder, name)
  await mkdir(folder)
  for (const [index, page] of pages.entries()) await writeFile(path.join(folder, `${index + 1}.jpg`), page)
  return folder
}

const jpeg = (lines: Parameters<typeof printedPage>[0]): Promise<Buffer> => printedPage(lines, { dpi: 150 }).jpeg({ quality: 80 }).withMetadata({ density: 150 }).toBuffer()
const sheet = (text: string): Promise<Buffer> => jpeg([{ text, x: 30, y: 60 }, { text: 'Nơi nhận: Như trên; Lưu: VT.', x: 30, y: 80 }])

async function taken(folder: string): Promise<string> {
  const { records: [record], failures } = await office.call('record.convert', { files: [folder], dossiers: [dossier], deliver: false })
  expect(failures).toEqual([])
  return record?.id ?? expect.fail()
}

const shown = ({ pages }: PageList): string => pages.map(({ ordinal, place, leftOut }) => (place === null ? `(${ordinal} ${leftOut ?? ''})` : String(ordinal))).join(' ')
const edit = (id: string, asked: ParamsOf<'page.edit'>['edit']): Promise<PageList> => office.call('page.edit', { id, edit: asked })
const wordsOf = async (id: string, ordinal: number): Promise<string> => (await office.call('page.words', { id, ordinal })).words.map(({ text }) => text).join(' ')

describe('an edited paper', () => {
  let id: string
  let raws: Buffer[]

  beforeAll(async () => {
    const first = await jpeg(decisionLines(7))
    raws = [first, await sheet('Phụ lục kèm theo'), await sharp(await sheet('Trang nằm ngang')).rotate(90).jpeg().withMetadata({ density: 150 }).toBuffer(), await jpeg([])]
    id = await taken(await paper('hồ sơ sửa', raws))
  })

  test('shows an edit at once, and reads again what it changed and nothing else', async () => {
    const before = await office.call('page.list', { id })
    expect(before.pages.map(({ state }) => state)).toEqual(['read', 'read', 'read', 'blank'])
    const readBefore = await office.inStore((store) => [1, 2].map((page) => store.getStep(toRecordId(id), page, 'recognise')?.finishedAt))
    const turned = await edit(id, { kind: 'turn', ordinal: 2, degrees: 180 })
    expect(turned.pages[1]).toMatchObject({ state: 'captured', turn: 180, told: { turn: true, skew: false, crop: false } })
    expect(turned.edition).toBeGreaterThan(before.edition)
    expect(turned.undo).toBe('turn')
    await office.call('page.read', { id })
    const readAfter = await office.inStore((store) => [1, 2].map((page) => store.getStep(toRecordId(id), page, 'recognise')?.finishedAt))
    expect(readAfter[0]).toBe(readBefore[0])
    expect(readAfter[1]).not.toBe(readBefore[1])
    expect(await wordsOf(id, 2)).not.toContain('Phụ lục')
    const undone = await office.call('page.undo', { id })
    expect([undone.undo, undone.pages[1]?.turn]).toEqual([null, 0])
    await office.call('page.read', { id })
    expect(await wordsOf(id, 2)).toContain('Phụ lục')
    expect(await codeOf(() => office.call('page.undo', { id }))).toBe('nothing_to_undo')
  })

  test('is cropped in the px that are shown; what is outside is not read, and shows in no page', async () => {
    const { pages: [page] } = await office.call('page.list', { id })
    if (page === undefined) expect.fail()
    const upper = { x: 0, y: 0, width: page.widthPx, height: Math.round(page.heightPx * 0.6) }
    await edit(id, { kind: 'crop', ordinal: 1, box: upper })
    // Once more: a crop counts from what is shown now.
    const cropped = await edit(id, { kind: 'crop', ordinal: 1, box: { x: 100, y: 50, width: page.widthPx - 200, height: upper.height - 50 } })
    expect(cropped.pages[0]).toMatchObject({ widthPx: page.widthPx - 200, heightPx: upper.height - 50, crop: { x: 100, y: 50 } })
    await office.call('page.read', { id })
    const read = await wordsOf(id, 1)
    expect(read).toContain('QUYẾT')
    expect(read).not.toContain('PHÓ CHỦ TỊCH')
    const turned = await edit(id, { kind: 'turn', ordinal: 1, degrees: 90 })
    expect(turned.pages[0]).toMatchObject({ widthPx: upper.height - 50, heightPx: page.widthPx - 200 })
    await office.call('page.undo', { id })
    expect(await codeOf(() => edit(id, { kind: 'crop', ordinal: 1, box: { x: 5000, y: 0, width: 10, height: 10 } }))).toBe('invalid_params')
  })

  test('is put in order; pages left out stay, and the last one cannot go', async () => {
    expect(shown(await edit(id, { kind: 'move', ordinal: 3, place: 2 }))).toBe('1 3 2 4')
    expect(shown(await edit(id, { kind: 'leave out', ordinals: [4] }))).toBe('1 3 2 (4 blank)')
    expect(await codeOf(() => edit(id, { kind: 'leave out', ordinals: [1, 2, 3] }))).toBe('last_page')
    expect(await codeOf(() => edit(id, { kind: 'move', ordinal: 4, place: 1 }))).toBe('page_unknown')
    expect(await codeOf(() => edit(id, { kind: 'leave out', ordinals: [9] }))).toBe('page_unknown')
    expect(shown(await office.call('page.list', { id }))).toBe('1 3 2 (4 blank)')
  })

  test('takes a page in place of another; a file that is none leaves the document as it was', async () => {
    const anew = path.join(office.folder, 'quét lại.jpg')
    await writeFile(anew, await sheet('Phụ lục quét lại'))
    const broken = path.join(office.folder, 'hỏng.jpg')
    await writeFile(broken, (await readFile(anew)).subarray(0, 3000))
    expect(await codeOf(() => office.call('page.insert', { id, files: [anew, broken], insteadOf: 2 }))).toBe('image_damaged')
    expect(shown(await office.call('page.list', { id }))).toBe('1 3 2 (4 blank) (5 not placed)')
    const list = await office.call('page.insert', { id, files: [anew], insteadOf: 2 })
    expect(shown(list)).toBe('1 3 6 (2 scanned anew) (4 blank) (5 not placed)')
  })

  test('becomes a PDF of exactly its pages: the raw ones byte for byte, cropped by the page, every other page of the ledger with its reason', async () => {
    await office.call('page.read', { id })
    const list = await office.call('page.list', { id })
    const open = await office.call('record.show', { id })
    await office.call('record.review', { id, accept: true, deliver: false, reason: 'đối chiếu bản giấy', ...(open.findings.length > 0 ? { overrule: 'all' as const } : {}) })
    const { records: [signed], failures } = await office.call('record.sign', { ids: [id], deliver: false })
    expect([failures, signed?.state.work, signed?.pages]).toEqual([[], 'signed', 3])
    const { files: [file] } = await office.call('record.export', { id, folder: path.join(office.folder, 'xuất') })
    const pdf = await readFile(file ?? '')
    const placed = list.pages.filter(({ place }) => place !== null)
    expect(list.pages.length).toBe(placed.length + list.pages.filter(({ leftOut }) => leftOut !== null).length)
    for (const [index, raw] of raws.entries()) expect(pdf.includes(raw)).toBe([0, 2].includes(index))
    const reader = openPdfReader({ processes: 1 })
    try {
      const { pages, pageCount } = await reader.inspect(pdf)
      expect(pageCount).toBe(placed.length)
      const [first] = list.pages
      expect(Math.round((pages[0]?.widthPt ?? 0) / 72 * 150)).toBe(first?.widthPx)
    } finally {
      await reader.close()
    }
    expect(await codeOf(() => edit(id, { kind: 'turn', ordinal: 1, degrees: 90 }))).toBe('wrong_state')
    expect(await office.call('page.list', { id })).toMatchObject({ editable: false, undo: null })
    const { history } = await office.call('record.show', { id })
    expect(history.filter(({ inputs }) => inputs.includes('"edit"')).length).toBeGreaterThanOrEqual(6)
  })
})

describe('a pile in one record', () => {
  test('is split and merged without scanning or reading again, and no page is without a record at any time', async () => {
    const pile = await taken(await paper('tập', [await jpeg(decisionLines(8)), await sheet('Trang hai'), await jpeg(decisionLines(9)), await sheet('Trang bốn')]))
    await edit(pile, { kind: 'turn', ordinal: 4, degrees: 180 })
    await office.call('page.read', { id: pile })
    const reads = await office.inStore((store) => store.listSteps(toRecordId(pile)).filter(({ step }) => step === 'recognise').map(({ finishedAt }) => finishedAt))
    const { records: [first, second] } = await office.call('record.split', { id: pile, at: [3] })
    expect([first?.id, first?.pages, second?.pages]).toEqual([pile, 2, 2])
    const part = second?.id ?? ''
    expect(shown(await office.call('page.list', { id: pile }))).toBe('1 2 (3 split off) (4 split off)')
    expect((await office.call('page.list', { id: part })).pages.map(({ turn }) => turn)).toEqual([0, 180])
    expect((await office.call('page.read', { id: part })).fields.codeNumber?.value).toBe('209')
    expect((await office.call('page.read', { id: pile })).fields.codeNumber?.value).toBe('208')
    expect(await office.inStore((store) => store.listSteps(toRecordId(part)).filter(({ step }) => step === 'recognise').map(({ finishedAt }) => finishedAt))).toEqual(reads.slice(2))
    expect(await codeOf(() => edit(pile, { kind: 'take back', ordinals: [3] }))).toBe('page_elsewhere')
    expect(await codeOf(() => office.call('page.undo', { id: pile }))).toBe('nothing_to_undo')
    const merged = await office.call('record.merge', { id: pile, with: part })
    expect(merged.pages).toBe(4)
    expect(shown(await office.call('page.list', { id: pile }))).toBe('1 2 5 6 (3 split off) (4 split off)')
    expect(await office.call('record.show', { id: part })).toMatchObject({ state: { work: 'voided' }, replacedBy: pile })
    expect(await codeOf(() => office.call('record.merge', { id: pile, with: part }))).toBe('record_replaced')
    expect(await codeOf(() => office.call('record.merge', { id: pile, with: pile }))).toBe('invalid_params')
    expect((await office.call('station.check', { full: false })).sound).toBe(true)
  })

  test('takes edits while its pages are read: what was read before an edit is never taken for what was told', async () => {
    const folder = await paper('đang đọc', [await jpeg(decisionLines(10)), await sheet('Trang hai đang đọc')])
    const reading = office.call('record.convert', { files: [folder], dossiers: [dossier], deliver: false }, (event) => {
      if (event.type === 'progress' && event.step === 'read' && event.done === 1) begun.resolve(undefined)
    })
    const begun = Promise.withResolvers<undefined>()
    await begun.promise
    const { records: [running] } = await office.call('record.list', { limit: 1 })
    const id = running?.id ?? ''
    const list = await edit(id, { kind: 'leave out', ordinals: [2] })
    expect(shown(list)).toBe('1 (2 deleted)')
    const { records: [done] } = await reading
    expect([done?.id, done?.pages]).toEqual([id, 1])
    expect(done?.state.work).not.toBe('captured')
  })
})
