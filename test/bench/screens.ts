import { chromium, type Page } from '@playwright/test'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { gzipSync } from 'node:zlib'
import { parseArgs } from 'node:util'
import { buildScreens } from '../../scripts/screens.mjs'

/**
 * Prints how fast the screens answer over a large station (`npm run bench -- scale` makes it): from process start to focus in the
 * dossier field, keys and results of the search as one types, pages of the screens' scripts in bytes.
 */
const root = path.join(import.meta.dirname, '../..')
const { values } = parseArgs({ options: { records: { type: 'string', default: '100000' }, runs: { type: 'string', default: '5' } } })
const folder = path.join(root, 'out/bench/scale', values.records)
const passphrase = 'bốn từ không liên quan'
const aims = { focusMs: 2500, keyMs: 50, firstResultsMs: 50 }
const queries = ['nguyen van', 'quyet dinh', 'giay phep xay dung', 'tran thi', 'so 128', 'uy ban nhan dan']

const at = (list: readonly number[], part: number): number => list.toSorted((left, right) => left - right)[Math.min(list.length - 1, Math.floor(part * list.length))] ?? NaN
const tell = (what: string, list: readonly number[], aim: number): void => {
  console.log(`  ${what.padEnd(52)} p50 ${at(list, 0.5).toFixed(0)} · p95 ${at(list, 0.95).toFixed(0)} ms of ${list.length}, aim ${aim}${at(list, 0.95) <= aim ? '' : ' MISSED'}`)
}

const hosts: ChildProcess[] = []

async function serve(passphraseFile: string): Promise<{ host: ChildProcess; link: string }> {
  const host = spawn(process.execPath, [path.join(root, 'bin/sohoa.mjs'), 'serve', '--no-open', '--json', `--station=${folder}`, `--passphrase-file=${passphraseFile}`], { stdio: ['ignore', 'pipe', 'inherit'] })
  hosts.push(host)
  const [line] = await once(createInterface({ input: host.stdout }), 'line') as [string]
  return { host, link: (JSON.parse(line) as { link: string }).link }
}

async function stop(host: ChildProcess): Promise<void> {
  if (host.exitCode !== null || host.signalCode !== null) return
  const ended = once(host, 'exit')
  host.kill('SIGTERM')
  await ended
}

/** From each key to the next frame, measured in the page while words are typed letter by letter, ms. */
async function typed(page: Page, words: string): Promise<number[]> {
  await clear(page)
  await page.evaluate(`(() => {
    if (window.keyTimes === undefined) window.addEventListener('keydown', (event) => { const from = performance.now(); if (event.key.length === 1) requestAnimationFrame(() => requestAnimationFrame(() => window.keyTimes.push(performance.now() - from))) }, { capture: true })
    window.keyTimes = []
  })()`)
  await page.keyboard.type(words, { delay: 110 })
  await page.waitForTimeout(600)
  return page.evaluate<number[]>('window.keyTimes')
}

/** From words that stand there at once to the list that answers them, while the newest records stood there, ms. */
async function answered(page: Page, words: string): Promise<number> {
  await clear(page)
  await page.evaluate(`void (window.firstResult = new Promise((resolve, reject) => {
    let from = 0
    window.addEventListener('input', () => { from = performance.now() }, { capture: true, once: true })
    new MutationObserver((changes, observer) => { if (from > 0 && /tìm thấy|nhất khớp/u.test(document.querySelector('main').textContent)) { observer.disconnect(); resolve(performance.now() - from) } }).observe(document.querySelector('main'), { childList: true, subtree: true, characterData: true })
    setTimeout(() => reject(new Error('No list answered.')), 10_000)
  }))`)
  await page.keyboard.insertText(words)
  return page.evaluate<number>('window.firstResult')
}

async function clear(page: Page): Promise<void> {
  await page.getByLabel('Tìm hồ sơ').fill('')
  await page.waitForTimeout(700)
}

function scriptBytes(): number {
  const assets = path.join(root, 'out/renderer/assets')
  return fs.readdirSync(assets).filter((name) => name.endsWith('.js')).reduce((sum, name) => sum + gzipSync(fs.readFileSync(path.join(assets, name))).length, 0)
}

if (!fs.existsSync(folder)) throw new Error(`There is no station of ${values.records} records: npm run bench -- scale makes it.`)
if (buildScreens() !== 0) throw new Error('The screens could not be built.')
const passphraseFile = path.join(root, 'out/bench/passphrase')
fs.writeFileSync(passphraseFile, `${passphrase}\n`, { mode: 0o600 })
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_BIN ?? '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
try {
  const focus: number[] = []
  // The first opening brings an older schema up to date: it is not measured.
  for (let run = 0; run <= Number(values.runs); run += 1) {
    const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1366, height: 768 } })
    const page = await context.newPage()
    const from = performance.now()
    const { host, link } = await serve(passphraseFile)
    await page.goto(link)
    await page.locator('input:focus').and(page.getByLabel('Mã hồ sơ')).waitFor({ timeout: 600_000 })
    if (run > 0) focus.push(performance.now() - from)
    await context.close()
    await stop(host)
  }
  console.log(`  a station of ${values.records} records, browser edition, passphrase from a file`)
  tell('process start to focus in the dossier field', focus, aims.focusMs)
  const { link } = await serve(passphraseFile)
  const page = await (await browser.newContext({ locale: 'vi-VN', viewport: { width: 1366, height: 768 } })).newPage()
  await page.goto(link)
  await page.waitForTimeout(2000)
  await page.keyboard.press('Alt+4')
  await page.waitForTimeout(2000)
  const keys: number[] = []
  const results: number[] = []
  for (const words of queries) {
    keys.push(...await typed(page, words))
    results.push(await answered(page, words))
  }
  tell('key to the next frame while typing a search', keys, aims.keyMs)
  tell('words to their first results on the screen', results, aims.firstResultsMs)
} finally {
  await browser.close()
  for (const host of hosts) await stop(host)
  fs.rmSync(passphraseFile, { force: true })
}
console.log(`  scripts of the screens, gzipped                      ${(scriptBytes() / 1000).toFixed(0)} kB, aim 250`)
