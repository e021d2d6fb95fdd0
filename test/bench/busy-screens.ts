import { chromium, type Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { buildScreens } from '../../scripts/screens.mjs'
import { openOffice } from '../support/office.ts'
import { printedScans, writeDocument } from './bench-pages.ts'

/**
 * Prints how the screens answer while pages are read on all cores: keys in the dossier field, turning pages in the page desk, and
 * scrolling all pages of one record. `node test/bench/busy-screens.ts [--pages N]`.
 */
const root = path.join(import.meta.dirname, '../..')
const { values } = parseArgs({ options: { pages: { type: 'string', default: '500' } } })
const pages = Number(values.pages)
const aims = { keyMs: 100, turnMs: 100, frameMs: 50 }
/** Pages printed anew; the others are the same pictures in other files. */
const printed = 10

const at = (list: readonly number[], part: number): number => list.toSorted((left, right) => left - right)[Math.min(list.length - 1, Math.floor(part * list.length))] ?? NaN
const tell = (what: string, list: readonly number[], aim: number): void => {
  console.log(`  ${what.padEnd(52)} p50 ${at(list, 0.5).toFixed(0)} · p95 ${at(list, 0.95).toFixed(0)} · longest ${at(list, 1).toFixed(0)} ms of ${list.length}, aim ${aim}${at(list, 0.95) <= aim ? '' : ' MISSED'}`)
}

/** Share of the processors' time that was used since the function was made. */
function processorUse(): () => string {
  const times = (): { idle: number; all: number } => cpus().reduce((sum, { times: { user, nice, sys, idle, irq } }) => ({ idle: sum.idle + idle, all: sum.all + user + nice + sys + idle + irq }), { idle: 0, all: 0 })
  const from = times()
  return () => {
    const now = times()
    return `${(100 - (100 * (now.idle - from.idle)) / (now.all - from.all)).toFixed(0)} %`
  }
}

/** From each key to the frame after next, ms. */
async function typed(page: Page, text: string): Promise<number[]> {
  await page.evaluate(`(() => {
    window.keyTimes = []
    window.addEventListener('keydown', (event) => { const from = performance.now(); if (event.key.length === 1) requestAnimationFrame(() => requestAnimationFrame(() => window.keyTimes.push(performance.now() - from))) }, { capture: true })
  })()`)
  await page.keyboard.type(text, { delay: 110 })
  await page.waitForTimeout(500)
  return page.evaluate<number[]>('window.keyTimes')
}

/** From the key that turns to the page's picture on the screen, ms. */
async function turned(page: Page, to: number): Promise<number> {
  await page.evaluate(`void (window.turned = new Promise((resolve, reject) => {
    window.addEventListener('keydown', () => {
      const from = performance.now()
      const look = () => {
        const picture = document.querySelector('[role=group] img[alt^="Trang ${to} "]')
        if (picture !== null && picture.complete && picture.naturalWidth > 0) requestAnimationFrame(() => resolve(performance.now() - from))
        else if (performance.now() - from > 20000) reject(new Error('The page did not come.'))
        else requestAnimationFrame(look)
      }
      look()
    }, { capture: true, once: true })
  }))`)
  await page.keyboard.press('PageDown')
  return page.evaluate<number>('window.turned')
}

/** Times between frames while the column of pages is scrolled by the wheel from its beginning on, ms. */
async function scrolled(page: Page): Promise<number[]> {
  const column = page.getByRole('listbox', { name: 'Các trang của hồ sơ' })
  const box = await column.boundingBox()
  if (box === null) throw new Error('There is no column of pages.')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.evaluate(`(() => {
    window.frames_ = []
    let last = performance.now()
    const frame = (now) => { window.frames_.push(now - last); last = now; if (window.frames_.length < 100000 && !window.framesEnd) requestAnimationFrame(frame) }
    requestAnimationFrame(frame)
  })()`)
  for (let turn = 0; turn < 100; turn += 1) {
    await page.mouse.wheel(0, 600)
    await page.waitForTimeout(30)
  }
  await page.evaluate('void (window.framesEnd = true)')
  return page.evaluate<number[]>('window.frames_.slice(1)')
}

if (buildScreens() !== 0) throw new Error('The screens could not be built.')
const office = await openOffice()
const feeder = path.join(office.folder, 'khay')
fs.mkdirSync(feeder)
const scans = await printedScans(printed)
await writeDocument(feeder, '1', Array.from({ length: pages }, (_, index) => scans[index % printed] ?? new Uint8Array()))
await office.call('station.configure', { set: { signing: 'when told', samplePapers: feeder } })
const host = spawn(process.execPath, [path.join(root, 'bin/sohoa.mjs'), 'serve', '--no-open', '--json', `--station=${office.station}`, `--passphrase-file=${office.passphraseFile}`], { stdio: ['ignore', 'pipe', 'inherit'] })
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_BIN ?? '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
try {
  const [line] = await once(createInterface({ input: host.stdout }), 'line') as [string]
  const page = await (await browser.newContext({ locale: 'vi-VN', viewport: { width: 1366, height: 768 } })).newPage()
  await page.goto((JSON.parse(line) as { link: string }).link)
  const dossier = page.getByLabel(/Mã hồ sơ, số định danh/u)
  await dossier.waitFor()
  const from = performance.now()
  await page.keyboard.press('F2')
  await page.getByRole('group', { name: `Trang 1 của ${pages}` }).waitFor({ timeout: 900_000 })
  console.log(`  ${pages} pages taken in from the sample scanner in ${((performance.now() - from) / 1000).toFixed(0)} s; what follows is measured while they are read`)
  await page.waitForTimeout(3000)
  const use = processorUse()
  await page.getByLabel(/Mã hồ sơ/u).first().focus()
  const keys = await typed(page, 'H22.15-261122-0001 nguyen van an tran thi binh')
  await page.keyboard.press('F6')
  await page.getByRole('listbox', { name: 'Các trang của hồ sơ' }).waitFor()
  await page.waitForTimeout(2000)
  const turns: number[] = []
  for (let to = 2; to <= Math.min(40, pages); to += 1) {
    turns.push(await turned(page, to))
    await page.waitForTimeout(400)
  }
  const frames = await scrolled(page)
  console.log(`  processors in use meanwhile: ${use()}`)
  tell('key to the frame after next, dossier field', keys, aims.keyMs)
  tell('PageDown to the page on the screen', turns, aims.turnMs)
  tell(`between two frames, scrolling ${pages} pages`, frames, aims.frameMs)
} finally {
  await browser.close()
  const ended = once(host, 'exit')
  host.kill('SIGTERM')
  await ended
  await office.close()
}
