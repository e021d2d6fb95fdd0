import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import sharp from 'sharp'
import { plainText, type ReadingCopy } from '../../../shared/model/index.ts'
import { needsOrientation, openOcrEngine } from '../../../shared/ocr/index.ts'
import { findModels } from '../../../shared/ocr/engines/model-files.ts'
import { openNativeReader } from '../../../shared/ocr/engines/native.ts'
import { rowsOf } from '../../../shared/ocr/engines/rows.ts'
import { tiffOf } from '../../../shared/ocr/engines/tiff.ts'
import { wordsOfTsv } from '../../../shared/ocr/engines/tsv.ts'
import { characterErrorRate } from '../../bench/character-error-rate.ts'
import { decision, printedPage } from '../../support/printed-page.ts'
import { runTool, toolOrSkip } from '../../support/system-tools.ts'

const engine = await openOcrEngine({ engine: 'tesseract.js', processes: 1, timeLimitMs: 60_000 })
afterAll(() => engine.close())

async function readingOf(png: Uint8Array, scale = 1): Promise<ReadingCopy> {
  const { data, info } = await sharp(png).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
  return { pixels: data, widthPx: info.width, heightPx: info.height, dpi: 200 * scale, scale, strips: [], tables: [], sealed: [] }
}
const png = await printedPage(decision).greyscale().png().toBuffer()
const content = { blank: false, ink: { cellPx: 16, columns: 1, rows: 1, cells: new Uint8Array(1) } }

test('a page is read in Vietnamese, in NFC, in a person’s order', async () => {
  const page = await engine.recognise(await readingOf(png))
  const text = plainText(page)
  const order = ['XÃ ĐỒNG MÂY', 'Độc lập - Tự do - Hạnh phúc', 'Số: 218/QĐ-UBND', 'ngày 03 tháng 11 năm 2026', 'QUYẾT ĐỊNH', 'Điều 2.', 'Nơi nhận:', '- Lưu: VT', 'CHỦ TỊCH', 'Triệu Nguyên Bách Thảo']
  const places = order.map((phrase) => text.indexOf(phrase))
  expect(places).not.toContain(-1)
  expect([...places].sort((left, right) => left - right)).toEqual(places)
  expect(text).toBe(text.normalize('NFC'))
  if (page.state !== 'read') throw new Error('unread')
  expect(page.words.every((word) => word.text !== '' && !/\s/u.test(word.text) && word.confidence >= 0 && word.confidence <= 1)).toBe(true)
  expect(needsOrientation(page, content)).toBe(false)
})

test('boxes lie on the straightened page whatever the scale of the reading copy', async () => {
  const half = await sharp(png).resize(1240).png().toBuffer()
  const page = await engine.recognise(await readingOf(half, 0.75))
  const word = page.state === 'read' ? page.words.find(({ text }) => text === 'QUYẾT') : undefined
  expect(word?.box.x).toBeGreaterThan(690)
  expect(word?.box.x).toBeLessThan(725)
  expect(word?.box.y).toBeGreaterThan(420)
  expect(word?.box.y).toBeLessThan(455)
})

test('a page lying upside down reads badly enough to be turned, and the turn is found', async () => {
  const turned = await sharp(png).rotate(180).png().toBuffer()
  expect(needsOrientation(await engine.recognise(await readingOf(turned)), content)).toBe(true)
  for (const degrees of [90, 180, 270] as const) {
    const copy = await sharp(await sharp(png).rotate(degrees).png().toBuffer()).resize(degrees === 180 ? 1240 : 1754).png().toBuffer()
    expect((await engine.orientation(copy)).turn, `turned by ${degrees}`).toBe(360 - degrees)
  }
  expect(await engine.orientation(await sharp({ create: { width: 400, height: 400, channels: 3, background: 'white' } }).png().toBuffer())).toEqual({ turn: 0, confidence: 0 })
})

/** A black seal whose ring lies over the first word of the signer's name. */
function seal(x: number, y: number): string {
  const teeth = Array.from({ length: 40 }, (_, index) => (index * Math.PI) / 20)
    .map((angle) => `<path d="M${x + 12.5 * Math.cos(angle)} ${y + 12.5 * Math.sin(angle)}L${x + 15.5 * Math.cos(angle + 0.08)} ${y + 15.5 * Math.sin(angle + 0.08)}"/>`)
  const star = Array.from({ length: 10 }, (_, index) => `${x + (index % 2 === 0 ? 8 : 3) * Math.sin((index * Math.PI) / 5)},${y - (index % 2 === 0 ? 8 : 3) * Math.cos((index * Math.PI) / 5)}`)
  return `<g fill="none" stroke="black" stroke-width="0.8"><circle cx="${x}" cy="${y}" r="18"/><circle cx="${x}" cy="${y}" r="16.5" stroke-width="0.3"/>
    <circle cx="${x}" cy="${y}" r="11" stroke-width="0.4"/>${teeth.join('')}<polygon points="${star.join(' ')}"/></g>`
}

test('a name that a seal kept from the first reading is found by the second, and doubted, since a part of it is gone', async () => {
  const sealed = await printedPage(decision, { shapes: seal(106, 165) }).greyscale().png().toBuffer()
  const page = await engine.recognise(await readingOf(sealed))
  const words = page.state === 'read' ? page.words : []
  expect(plainText(page)).toContain('Nguyên Bách Thảo')
  for (const part of ['Nguyên', 'Bách', 'Thảo']) expect(words.find(({ text }) => text === part)?.confidence).toBeLessThan(0.7)
  const plain = await engine.recognise(await readingOf(png))
  expect(words.filter(({ confidence }) => confidence > 0.7).length).toBeLessThanOrEqual(plain.state === 'read' ? plain.words.length : 0)
})

test('a copy without its pixels leaves the page unread and the engine alive', async () => {
  const broken = { ...await readingOf(png), pixels: new Uint8Array([1, 2, 3, 4]) }
  expect(await engine.recognise(broken)).toEqual({ state: 'unread', reason: 'engine failed' })
  expect((await engine.recognise(await readingOf(await sharp(png).extract({ left: 600, top: 380, width: 500, height: 120 }).png().toBuffer()))).state).toBe('read')
})

test('a part under a seal on which the engine fails leaves the page the words that were read', async () => {
  const reading = await readingOf(await sharp(png).extract({ left: 600, top: 380, width: 500, height: 120 }).png().toBuffer())
  const broken = { left: 10, top: 10, width: 200, height: 60, pixels: new Uint8Array([1, 2, 3, 4]) }
  const plain = await engine.recognise(reading)
  expect(plain.state).toBe('read')
  expect(await engine.recognise({ ...reading, sealed: [broken, broken] })).toEqual(plain)
})

test('a missing model is named before anything starts', async () => {
  const empty = await mkdtemp(path.join(tmpdir(), 'sohoa-model-'))
  await expect(openOcrEngine({ engine: 'tesseract.js', processes: 1, timeLimitMs: 1000, modelFolder: empty })).rejects.toMatchObject({ code: 'ocr_model_missing' })
  await rm(empty, { recursive: true })
})

test('a page over its time limit is unread, and leaves no process behind', async () => {
  const hasty = await openOcrEngine({ engine: 'tesseract.js', processes: 1, timeLimitMs: 20 })
  expect(await hasty.recognise(await readingOf(png))).toEqual({ state: 'unread', reason: 'time limit' })
  await hasty.close()
  expect(hasty.pids()).toEqual([])
})

test('closing the engine never tells a page as unread', async () => {
  const closing = await openOcrEngine({ engine: 'tesseract.js', processes: 1, timeLimitMs: 60_000 })
  const reading = await readingOf(png)
  const pages = Promise.allSettled([closing.recognise(reading), closing.recognise(reading)])
  await closing.close()
  for (const outcome of await pages) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } })
})

test.skipIf(!toolOrSkip('tesseract'))('the native engine reads the same words, and its limit holds too', async () => {
  const native = await openOcrEngine({ engine: 'native', processes: 1, timeLimitMs: 60_000 })
  const hasty = await openOcrEngine({ engine: 'native', processes: 1, timeLimitMs: 1 })
  const reading = await readingOf(png)
  expect(native.name).toBe('native tesseract')
  expect(characterErrorRate(plainText(await engine.recognise(reading)), plainText(await native.recognise(reading)))).toBeLessThan(0.01)
  expect(await hasty.recognise(reading)).toEqual({ state: 'unread', reason: 'time limit' })
  await Promise.all([native.close(), hasty.close()])
  expect(native.pids()).toEqual([])
})

test.skipIf(!toolOrSkip('tesseract'))('the library reads word for word what its program reads, whatever it read before', async () => {
  const models = await findModels()
  const reader = await openNativeReader(models.language, { processes: 1, timeLimitMs: 60_000 })
  if (reader === undefined) throw new Error('the program is here, its library is not')
  const { pixels, widthPx: width, heightPx: height } = await readingOf(png)
  const page = { width, height, pixels }
  const parts = [{ top: 0, bottom: 700 }, { top: 700, bottom: height }]
  const programs = parts.map((part) => {
    const { stdout } = runTool('tesseract', ['stdin', 'stdout', '--tessdata-dir', models.language, '-l', 'vie', '--oem', '1', '--psm', '3', '--dpi', '200', '-c', 'tessedit_create_tsv=1'], { input: tiffOf(rowsOf(page, part)), env: { OMP_THREAD_LIMIT: '1' } })
    return wordsOfTsv(stdout.toString('utf8'))
  })
  expect(programs.map((words) => words.length > 20)).toEqual([true, true])
  expect(await reader.words(page, 200, parts)).toEqual(programs)
  expect(await reader.words(page, 200, parts.toReversed())).toEqual(programs.toReversed())
  await reader.close()
})

test.skipIf(!toolOrSkip('tesseract'))('the process in which the library was found reads the first page', async () => {
  const native = await openOcrEngine({ engine: 'native', processes: 2, timeLimitMs: 60_000 })
  const ready = native.pids()
  expect(ready).toHaveLength(1)
  native.warm()
  await native.recognise(await readingOf(png))
  expect(native.pids()).toEqual(ready)
  await native.close()
})

test.skipIf(!toolOrSkip('tesseract'))('a library that dies over a page takes no other page with it', async () => {
  const native = await openOcrEngine({ engine: 'native', processes: 1, timeLimitMs: 60_000 })
  const reading = await readingOf(png)
  const dying = native.recognise(reading)
  const [pid = 0] = native.pids()
  process.kill(pid, 'SIGSEGV')
  expect(await dying).toEqual({ state: 'unread', reason: 'engine failed' })
  expect((await native.recognise(reading)).state).toBe('read')
  await native.close()
})
