// Makes the pictures of the user guide: the officer's screens over a demo office, 1366 x 768, Vietnamese (docs/screens/*.png).
import { chromium, type Page } from '@playwright/test'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { openDemoOffice, type DemoOffice } from '../demo/office.ts'
import { generatePaper, generatePapers, twinPapers } from '../demo/papers/generate.ts'
import { setDesk } from '../demo/screens.ts'
import { buildScreens } from './screens.mjs'

const { values } = parseArgs({ options: { out: { type: 'string', default: join(import.meta.dirname, '..', 'docs', 'screens') }, dark: { type: 'boolean', default: false }, zoom: { type: 'string', default: '1' } } })
const chromiumPath = process.env.CHROMIUM_BIN ?? '/usr/bin/chromium'

interface Shown {
  /** A delivered result, and its PDF. */
  readonly delivered: string
  readonly pdf: string
  /** A result of several pages that waits for its signature. */
  readonly waiting: string
}

/** Papers in every state: delivered, waiting for the line, for the signer and for review; one more lies in the scanner. */
async function fill(office: DemoOffice, root: string): Promise<Shown> {
  const [permit, business, , land, marital, letter] = await generatePapers(join(root, 'giay-mau'))
  if (permit === undefined || business === undefined || land === undefined || marital === undefined || letter === undefined) throw new Error('no sample papers')
  const scanner = join(root, 'may-quet')
  await generatePaper(twinPapers.idUnderBlot, scanner)
  const convert = async (paper: typeof permit): Promise<string> => {
    const { records: [record] } = await office.call('record.convert', { files: [paper.folder], dossiers: [{ ...paper.dossier }], deliverTo: ['kho', 'chia-se'] })
    if (record === undefined) throw new Error(`${paper.name} was not taken in`)
    return record.id
  }
  const delivered = await convert(permit)
  const { files: [pdf = ''] } = await office.call('record.export', { id: delivered, folder: office.exports })
  await office.line.cut()
  await convert(business)
  await setDesk(office, scanner)
  const waiting = await convert(land)
  await convert(marital)
  await convert(letter)
  return { delivered, pdf, waiting }
}

async function main(): Promise<void> {
  if (buildScreens() !== 0) throw new Error('the screens were not built')
  const root = await mkdtemp(join(tmpdir(), 'sohoa-pictures-'))
  await mkdir(values.out, { recursive: true })
  const office = await openDemoOffice(root)
  const shown = await fill(office, root)
  await office.release()
  const host = office.start(['serve', '--no-open', '--json'])
  if (host.stdout === null) throw new Error('the host tells no link')
  const [line] = await once(createInterface({ input: host.stdout }), 'line') as [string]
  const { link } = JSON.parse(line) as { link: string }
  const browser = await chromium.launch({ executablePath: chromiumPath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
  const context = await browser.newContext({ locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', viewport: { width: 1366, height: 768 }, deviceScaleFactor: 1, colorScheme: values.dark ? 'dark' : 'light' })
  const page = await context.newPage()
  page.on('pageerror', (error) => { process.stdout.write(`! ${error.message}\n`) })
  page.on('console', (message) => { if (message.type() === 'error') process.stdout.write(`! ${message.text()}\n`) })
  const take = async (name: string): Promise<void> => {
    if (values.zoom !== '1') await page.evaluate(`document.documentElement.style.fontSize = '${Number(values.zoom) * 100}%'`)
    await page.waitForTimeout(700)
    await page.screenshot({ path: join(values.out, `${name}.png`) })
    process.stdout.write(`${name}\n`)
  }
  try {
    await page.goto(link)
    await page.getByLabel(/Mã hồ sơ, số định danh/u).waitFor()
    await visit(page, take, shown)
  } finally {
    await browser.close()
    host.kill()
    await once(host, 'exit')
    await office.close()
    await rm(root, { recursive: true, force: true })
  }
}

/** Goes through the screens as an officer does. */
async function visit(page: Page, take: (name: string) => Promise<void>, { delivered, pdf, waiting }: Shown): Promise<void> {
  const goTo = async (route: string): Promise<void> => {
    await page.evaluate(`window.location.hash = '#/${route}'`)
    await page.waitForTimeout(2500)
  }
  await page.getByText('Đang tìm máy quét').waitFor({ state: 'detached' })
  await take('quay')
  await page.keyboard.press('F2')
  await page.locator('[data-stop] textarea').first().waitFor({ timeout: 120_000 })
  await page.waitForTimeout(2000)
  await take('quay-soat')
  await page.keyboard.press('F1')
  await take('phim-tat')
  await page.keyboard.press('Escape')
  await goTo(`counter/${delivered}`)
  await take('quay-ket-qua')
  await goTo(`pages/${waiting}`)
  await take('ban-trang')
  for (const [at, name] of ['lo', 'cho-ky', 'ho-so', 'gui'].entries()) {
    await page.keyboard.press(`Alt+${at + 2}`)
    await page.waitForTimeout(2000)
    await take(name)
  }
  await page.keyboard.press('Alt+6')
  await page.waitForTimeout(1000)
  const chooser = page.waitForEvent('filechooser')
  await page.keyboard.press('F4')
  await (await chooser).setFiles(pdf)
  await page.getByRole('article').getByRole('heading', { level: 3 }).first().waitFor({ timeout: 120_000 })
  await take('kiem-tra')
  await page.keyboard.press('Alt+7')
  await page.waitForTimeout(2500)
  await take('cai-dat')
  await page.keyboard.press('Alt+4')
  await page.waitForTimeout(1000)
  await page.keyboard.type('giay phep')
  await page.waitForTimeout(1000)
  await take('ho-so-tim')
  await goTo(`records/${delivered}`)
  await take('ho-so-mo')
  await page.keyboard.press('Control+L')
  await page.waitForTimeout(1500)
  await take('khoa')
}

await main()
