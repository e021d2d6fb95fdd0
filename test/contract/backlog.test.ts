import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cutFeed } from '../../shared/pipeline/index.ts'
import { decisionLines, openOffice, type Office } from '../support/office.ts'
import { printedPage } from '../support/printed-page.ts'
import { thrownBy } from '../support/thrown.ts'

let office: Office
let folder: string

const page = (number: number): Promise<Buffer> => printedPage(decisionLines(number), { dpi: 150 }).jpeg({ quality: 80 }).withMetadata({ density: 150 }).toBuffer()
const blank = (): Promise<Buffer> => printedPage([], { dpi: 150 }).jpeg({ quality: 80 }).withMetadata({ density: 150 }).toBuffer()
const put = async (name: string, content: Uint8Array): Promise<string> => {
  const file = path.join(folder, name)
  await writeFile(file, content)
  return file
}

beforeAll(async () => {
  office = await openOffice({ keepsOpen: true })
  await office.call('station.configure', { set: { signing: 'when told', timeStampUrl: null } })
  folder = path.join(office.folder, 'kho cũ')
  await mkdir(path.join(folder, 'hộp 2'), { recursive: true })
})
afterAll(() => office.close())

describe('a feed', () => {
  test('is cut at blank sheets; in a feed of both sides a blank back alone is none', () => {
    const cut = (pages: string, duplex = false) => cutFeed(Array.from(pages, (one) => one === '-'), 'blank sheet', duplex)
    expect(cut('ab-cd--e')).toEqual({ separators: [2, 5, 6], starts: [0, 3, 7] })
    expect(cut('--ab-')).toEqual({ separators: [0, 1, 4], starts: [2] })
    expect(cut('a-b---cd', true)).toEqual({ separators: [4, 5], starts: [0, 6] })
    expect(cutFeed(Array.from({ length: 5 }, () => false), { pages: 2 }, false)).toEqual({ separators: [], starts: [0, 2, 4] })
    expect(cut('---')).toEqual({ separators: [0, 1, 2], starts: [] })
  })
})

describe('a pile', () => {
  test('is shown as it would be cut, with what is no page of it, and nothing is kept', async () => {
    await put('1.jpg', await page(1))
    await put('2.jpg', await blank())
    await put('3.jpg', await page(2))
    await put('4.jpg', await page(3))
    await put('ghi chú.txt', Buffer.from('không phải trang'))
    await put('hộp 2/5.jpg', await blank())
    const { documents, left, pages } = await office.call('backlog.plan', { files: [folder], split: 'blank sheet' })
    expect(documents.map((document) => [document.name, document.pages.map(({ file, page: number }) => `${path.basename(file)} ${number}`)])).toEqual([['1', ['1.jpg 1']], ['3', ['3.jpg 1', '4.jpg 1']]])
    expect(left.map(({ file, page: number, why }) => [path.basename(file), number, why?.code ?? null])).toEqual([['ghi chú.txt', null, 'not_an_image'], ['2.jpg', 1, null], ['5.jpg', 1, null]])
    expect(pages).toBe(3)
    expect((await office.call('backlog.plan', { files: [folder] })).documents).toHaveLength(5)
    expect((await office.call('record.list', {})).records).toEqual([])
  })

  test('is worked off as a person changed the plan, told with what is left; what cannot be taken in is told and passed over', async () => {
    const at = (name: string): string => path.join(folder, name)
    const tiff = await put('hai trang.tif', await sharp([await page(11), await page(12)], { join: { animated: true } }).tiff({ compression: 'lzw' }).withMetadata({ density: 150 }).toBuffer())
    const gone = at('mất.jpg')
    await put('mất.jpg', await page(13))
    const lot = await office.call('backlog.start', {
      documents: [
        { name: 'một', pages: [{ file: at('1.jpg'), page: 1 }] },
        { name: 'mất', pages: [{ file: gone, page: 1 }] },
        { name: 'trang hai của tệp, rồi trang ba', pages: [{ file: tiff, page: 2 }, { file: at('3.jpg'), page: 1 }] },
      ],
    })
    expect(lot).toMatchObject({ state: 'running', documents: { total: 3, done: 0, failed: 0 }, pages: { total: 4, done: 0 }, secondsLeft: null })
    await rename(gone, at('mất.bak'))
    const told: string[] = []
    const { lots: [worked] } = await office.call('backlog.run', {}, (event) => { if (event.type === 'progress' && event.step === 'backlog') told.push(`${event.done}/${event.total}`) })
    expect(worked).toMatchObject({ id: lot.id, state: 'done', documents: { total: 3, failed: 1 }, pages: { total: 4, done: 4 }, secondsLeft: 0, failures: [{ name: 'mất', error: { code: 'file_not_found' } }] })
    expect(told).toEqual(['1/3', '2/3', '3/3'])
    const { records } = await office.call('record.list', {})
    expect(records.map(({ source, pages }) => [path.basename(source), pages])).toEqual([['trang hai của tệp, rồi trang ba', 2], ['1.jpg', 1]])
    // What failed is tried again once its cause is mended.
    await rename(at('mất.bak'), gone)
    expect(await office.call('backlog.resume', { lot: lot.id })).toMatchObject({ state: 'running', documents: { failed: 0 } })
    const { lots: [again] } = await office.call('backlog.run', {})
    expect(again).toMatchObject({ state: 'done', documents: { failed: 0 } })
    expect((await office.call('record.list', {})).records).toHaveLength(3)
  })

  test('that is paused waits, also when the program was closed meanwhile, and goes on where it stood', async () => {
    const files = await Promise.all([21, 22, 23].map(async (number) => put(`${number}.jpg`, await page(number))))
    const lot = await office.call('backlog.start', { documents: files.map((file, index) => ({ name: `tờ ${index + 1}`, pages: [{ file, page: 1 }] })) })
    const first = await office.call('backlog.run', {}, (event) => {
      if (event.type === 'progress' && event.step === 'backlog' && event.done === 1) void office.call('backlog.pause', { lot: lot.id })
    })
    const paused = first.lots.find(({ id }) => id === lot.id)
    expect([paused?.state, paused?.pages]).toEqual(['paused', { total: 3, done: 1 }])
    expect(paused?.secondsLeft).toBeGreaterThan(0)
    await office.inStore(() => undefined)
    expect((await office.call('backlog.run', {})).lots.find(({ id }) => id === lot.id)?.pages.done).toBe(1)
    await office.call('backlog.resume', { lot: lot.id })
    expect((await office.call('backlog.run', {})).lots.find(({ id }) => id === lot.id)).toMatchObject({ state: 'done', pages: { total: 3, done: 3 } })
  })

  test('names each page once', async () => {
    const twice = { file: path.join(folder, '1.jpg'), page: 1 }
    expect((await thrownBy(() => office.call('backlog.start', { documents: [{ name: 'a', pages: [twice] }, { name: 'b', pages: [twice] }] })))?.code).toBe('lot_page_twice')
    expect((await thrownBy(() => office.call('backlog.pause', { lot: 'không có' })))?.code).toBe('not_found')
  })
})
