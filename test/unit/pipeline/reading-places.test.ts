import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { CleanPage } from '../../../shared/image/index.ts'
import type { StationEvent } from '../../../shared/contract/index.ts'
import type { PageText, RecordId } from '../../../shared/model/index.ts'
import type { PipelineContext } from '../../../shared/pipeline/index.ts'
import { readPages } from '../../../shared/pipeline/reading/read-pages.ts'
import { ReadingPlaces } from '../../../shared/pipeline/reading/reading-places.ts'
import { a4Geometry, body, head, numberAndDate, page as typed } from '../extract/page-builder.ts'
import { bytesOf, page, record } from '../store/station.ts'
import { openDesk } from './desk.ts'

const reading = { pixels: new Uint8Array(), widthPx: 1654, heightPx: 2339, dpi: 200, scale: 1, strips: [], tables: [], sealed: [] }
const cleaning = { geometry: a4Geometry, blank: true, ink: { cellPx: 16, columns: 0, rows: 0, cells: new Uint8Array() }, warnings: [], treatments: [], cutInk: [], showThrough: null }
const blankPage: CleanPage = { cleaning, reading }

const wanted = (): never => { throw new Error('no blank page needs this') }

interface Reader {
  readonly context: PipelineContext
  /** Pages in the order in which they were begun. */
  readonly begun: string[]
  /** Ends the pages under way, however often it takes, until `ended` is settled. */
  readonly readAll: (ended: Promise<unknown>) => Promise<void>
  readonly paper: (number: number, name: string, pages: number) => RecordId
  /** What was told while reading. */
  readonly told: StationEvent[]
}

/** A station whose pages end when they are told to. */
async function openReader(places: number, firstPage: PageText = { state: 'blank' }): Promise<Reader> {
  const { context } = await openDesk()
  const begun: string[] = []
  const underWay: (() => void)[] = []
  const clean = async (raw: Uint8Array): Promise<CleanPage> => {
    begun.push(Buffer.from(raw).toString('utf8'))
    await new Promise<void>((resolve) => underWay.push(resolve))
    const isFirst = Buffer.from(raw).toString('utf8').endsWith(' 1')
    return isFirst && firstPage.state === 'read' ? { ...blankPage, cleaning: { ...blankPage.cleaning, blank: false } } : blankPage
  }
  const recognise = async (_: unknown, onHead?: (head: PageText) => void): Promise<PageText> => {
    onHead?.(firstPage)
    await new Promise<void>((resolve) => underWay.push(resolve))
    return firstPage
  }
  const told: StationEvent[] = []
  const rooms: PipelineContext['rooms'] = {
    ...context.rooms, processes: places, readingPlaces: new ReadingPlaces(places), restDecoders: () => Promise.resolve(),
    image: () => ({ clean, orientationCopy: wanted, reencode: wanted, thumbnail: wanted, picture: wanted, warm: wanted, close: wanted, pids: wanted }),
    ocr: () => Promise.resolve({ name: 'tesseract.js', version: '7', model: 'none', recognise, orientation: wanted, warm: wanted, close: wanted, pids: wanted }),
  }
  const { store } = context
  return {
    context: { ...context, rooms, emit: (event) => { told.push(event) } },
    begun,
    told,
    readAll: async (ended) => {
      const goOn = setInterval(() => { for (const end of underWay.splice(0)) end() }, 0)
      await ended.finally(() => { clearInterval(goOn) })
    },
    paper: (number, name, pages) => {
      const { id } = record(number)
      store.insertRecord({ ...record(number), work: 'captured', pageCount: pages })
      for (let ordinal = 1; ordinal <= pages; ordinal += 1) store.addPage(id, page(store, ordinal, bytesOf(`${name} ${ordinal}`)))
      return id
    },
  }
}

it.each([1, 2])('reads the page of an officer at the counter next, though 30 pages of the backlog are being read by %i processes', async (places) => {
  const { context, begun, readAll, paper } = await openReader(places)
  const [backlog, counter] = [paper(1, 'backlog', 30), paper(2, 'counter', 1)]
  const old = readPages(context, backlog, 'backlog')
  while (begun.length < places) await nextTurn()
  const now = readPages(context, counter, 'counter')
  await nextTurn()
  expect(begun).toHaveLength(places)
  await readAll(now)
  expect(begun.indexOf('counter 1')).toBe(places)
  await readAll(old)
  expect(new Set(begun).size).toBe(31)
  expect([backlog, counter].map((id) => context.store.getRecord(id).work)).toEqual(['recognised', 'recognised'])
})

it('gives the places back when a page cannot be read, and begins nothing more once the work is to stop', async () => {
  const stopping = new AbortController()
  const { context: open, begun, readAll, paper } = await openReader(1)
  const context = { ...open, stop: stopping.signal }
  const [first, second] = [paper(1, 'first', 3), paper(2, 'second', 3)]
  const [one, two] = [readPages(context, first, 'backlog'), readPages(context, second, 'backlog')]
  while (begun.length < 1) await nextTurn()
  stopping.abort()
  const ended = Promise.allSettled([one, two])
  await readAll(ended)
  expect(await ended).toMatchObject([{ reason: { code: 'cancelled' } }, { reason: { code: 'cancelled' } }])
  expect(begun).toEqual(['first 1'])
  await readAll(readPages(open, second, 'counter'))
  expect(begun.slice(1)).toEqual(['second 1', 'second 2', 'second 3'])
})

const decision = (...stamps: readonly string[]): PageText => typed(
  head('ỦY BAN NHÂN DÂN', 'XÃ ĐỒNG MÂY'), numberAndDate('Số: 218/QĐ-UBND', 'Đồng Mây, ngày 03 tháng 11 năm 2026'), stamps.map((text) => ({ text, top: 350, centre: 440 })),
  { text: 'QUYẾT ĐỊNH', top: 400 }, { text: 'Về việc cho phép chuyển mục đích sử dụng đất', top: 446 }, body(640, 'Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;'),
).text

it('tells the fields of the head before the rest is read, once it is read by itself, and keeps none of them', async () => {
  const { context, readAll, paper, told } = await openReader(2, decision())
  const id = paper(1, 'paper', 3)
  await readAll(readPages(context, id, 'counter'))
  const [first] = told
  expect(first).toMatchObject({ type: 'fields', record: id })
  expect(first?.type === 'fields' ? Object.fromEntries(first.fields.map(({ name, value }) => [name, value])) : undefined).toMatchObject({ codeNumber: '218', issuedDate: '2026-11-03', documentType: 'Quyết định' })
  expect(context.store.getRecord(id)).toMatchObject({ work: 'recognised', fields: {} })
})

it('tells nothing of the backlog, and nothing of a paper with a secrecy class', async () => {
  const { context, readAll, paper, told } = await openReader(2, decision())
  await readAll(readPages(context, paper(1, 'paper', 2), 'backlog'))
  expect(told.map(({ type }) => type)).toEqual(['progress', 'progress'])
  const secret = await openReader(2, decision('TUYỆT MẬT'))
  await secret.readAll(readPages(secret.context, secret.paper(1, 'paper', 2), 'counter'))
  expect(secret.told.map(({ type }) => type)).toEqual(['progress', 'progress'])
})
