import { _electron, chromium, test as base, type Browser, type Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { electronBinary, electronExpected } from '../support/electron-binary.ts'
import { openOffice, passphrase, type Office } from '../support/office.ts'
import { requireTool } from '../support/system-tools.ts'

const root = path.join(import.meta.dirname, '../..')

export interface DoorOptions {
  /** Which door the page comes through. */
  door: 'browser' | 'electron'
  /** False: the page opens on the locked station. */
  unlocked: boolean
}

/** The station that the page shows, a copy made for one test; `office` has its services and keys, for all tests of a worker. */
export interface PreparedStation {
  readonly folder: string
  readonly passphrase: string
  readonly passphraseFile: string
  readonly office: Office
}

interface OpenedPage {
  readonly page: Page
  close(): Promise<void>
}

const isRoot = process.getuid?.() === 0
/** A browser of root has no sandbox; nobody else goes without. */
const sandbox = isRoot ? ['--no-sandbox'] : []

export const test = base.extend<{ station: PreparedStation; environment: Readonly<Record<string, string>>; page: Page; startAnother: () => Promise<Page> }, DoorOptions & { office: Office; browserOfWorker: () => Promise<Browser> }>({
  door: ['browser', { option: true, scope: 'worker' }],
  unlocked: [true, { option: true, scope: 'worker' }],
  office: [async ({}, use) => {
    const office = await openOffice()
    await use(office)
    await office.close()
  }, { scope: 'worker' }],
  /** One Chromium for all tests of a worker, launched when the first asks for it. */
  browserOfWorker: [async ({}, use) => {
    let browser: Promise<Browser> | undefined
    await use(() => browser ??= chromium.launch({ executablePath: requireTool('chromium'), args: sandbox }))
    await (await browser)?.close()
  }, { scope: 'worker' }],
  station: async ({ office }, use) => {
    const home = await mkdtemp(path.join(tmpdir(), 'sohoa-e2e-'))
    const folder = path.join(home, 'trạm')
    await cp(office.station, folder, { recursive: true })
    await use({ folder, passphrase, passphraseFile: office.passphraseFile, office })
    await rm(home, { recursive: true, force: true })
  },
  /** What the program's environment has beside this one's. */
  environment: async ({}, use) => { await use({}) },
  page: async ({ door, unlocked, station, environment, browserOfWorker }, use, info) => {
    const args = [`--station=${station.folder}`, ...(unlocked ? [`--passphrase-file=${station.passphraseFile}`] : [])]
    const opened = door === 'browser' ? await openInBrowser(await browserOfWorker(), args, environment) : await openInElectron(args, environment, info.outputPath('user-data'), (why) => { info.skip(true, why) })
    await use(opened.page)
    await opened.close()
  },
  /** Starts the program once more on the same station, through the same door; its window opens locked. */
  startAnother: async ({ door, station, environment, browserOfWorker }, use, info) => {
    const started: OpenedPage[] = []
    await use(async () => {
      const args = [`--station=${station.folder}`]
      const another = door === 'browser' ? await openInBrowser(await browserOfWorker(), args, environment) : await openInElectron(args, environment, info.outputPath(`user-data-${started.length}`), (why) => { info.skip(true, why) })
      started.push(another)
      return another.page
    })
    for (const one of started) await one.close()
  },
})
export { expect } from '@playwright/test'

async function openInBrowser(browser: Browser, args: readonly string[], environment: Readonly<Record<string, string>>): Promise<OpenedPage> {
  const host = spawn(process.execPath, [path.join(root, 'bin/sohoa.mjs'), 'serve', '--no-open', '--json', ...args], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...environment } })
  const ended = once(host, 'exit')
  const first = await Promise.race([once(createInterface({ input: host.stdout }), 'line'), ended.then(() => { throw new Error('the host ended before it told its link') })])
  const { link } = JSON.parse(String(first[0])) as { link: string }
  const context = await browser.newContext({ locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', viewport: { width: 1366, height: 768 } })
  const page = await context.newPage()
  await page.goto(link)
  await page.waitForURL((url) => url.search === '')
  return {
    page,
    async close() {
      await context.close()
      host.kill('SIGTERM')
      await ended
    },
  }
}

async function openInElectron(args: readonly string[], environment: Readonly<Record<string, string>>, userData: string, skip: (why: string) => void): Promise<OpenedPage> {
  const executablePath = electronBinary()
  if (executablePath === undefined) {
    if (electronExpected()) throw new Error('no Electron, although one is expected')
    skip('no Electron binary on this machine (set ELECTRON_BIN)')
    throw new Error('skipped')
  }
  const inherited = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
  const app = await _electron.launch({
    executablePath, args: [...sandbox, `--user-data-dir=${userData}`, '--lang=vi', ...args, root],
    env: { ...inherited, ...environment, SOHOA_STATION_NODE: process.execPath, TZ: 'Asia/Ho_Chi_Minh' },
  })
  return { page: await app.firstWindow(), close: () => app.close() }
}
