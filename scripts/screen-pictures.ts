// Makes the pictures of the user guide: the officer's screens over a demo office, 1366 x 768, Vietnamese (docs/screens/*.png).
import { chromium, type Page } from '@playwright/test'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { openDemoOffice, type DemoOffice } from '../demo/office.ts'
import { generatePapers } from '../demo/papers/generate.ts'
import { setDesk } from '../demo/screens.ts'

const { values } = parseArgs({ options: { out: { type: 'string', default: join(import.meta.dirname, '..', 'docs', 'screens') }, dark: { type: 'boolean', default: false }, zoom: { type: 'string', default: '1' } } })
const chromiumPath = process.env.CHROMIUM_BIN ?? '/usr/bin/chromium'

/** Papers in every state: delivered, waiting for the line, for the signer and for review. */
async function fill(office: DemoOffice, papers: string): Promise<void> {
  const [permit, business, , land, marital, letter] = await generatePapers(papers)
  if (permit === undefined || business === undefined || land === undefined || marital === undefined || letter === undefined) throw new Error('no sample papers')
  const convert = (paper: typeof permit, acceptAbove?: number) => office.call('record.convert', {
    files: [paper.folder], dossiers: [{ ...paper.dossier }], deliverTo: ['kho', 'chia-se'], ...(acceptAbove === undefined ? {} : { acceptAbove }),
  })
  await convert(permit)
  await office.line.cut()
  await convert(business)
  await setDesk(office, papers)
  await convert(land)
  await convert(marital)
  await convert(letter)
  await office.line.back()
}

async function main(): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'sohoa-pictures-'))
  await mkdir(values.out, { recursive: true })
  const office = await openDemoOffice(root)
  await fill(office, join(root, 'giay-mau'))
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
    await visit(page, take)
  } finally {
    await browser.close()
    host.kill()
    await once(host, 'exit')
    await office.close()
    await rm(root, { recursive: true, force: true })
  }
}

/** Goes through the screens as an officer does. */
async function visit(page: Page, take: (name: string) => Promise<void>): Promise<void> {
  await take('quay')
  await page.keyboard.press('F2')
  await page.waitForTimeout(9000)
  await take('quay-soat')
  await page.keyboard.press('F1')
  await take('phim-tat')
  await page.keyboard.press('Escape')
  for (const [at, name] of ['lo', 'cho-ky', 'ho-so', 'gui', 'kiem-tra', 'cai-dat'].entries()) {
    await page.keyboard.press(`Alt+${at + 2}`)
    await page.waitForTimeout(1500)
    await take(name)
  }
  await page.keyboard.press('Alt+4')
  await page.waitForTimeout(800)
  await page.keyboard.type('giay phep')
  await page.waitForTimeout(800)
  await take('ho-so-tim')
  await page.keyboard.press('Enter')
  await page.waitForTimeout(2500)
  await take('ho-so-mo')
  await page.keyboard.press('Control+L')
  await page.waitForTimeout(1500)
  await take('khoa')
}

await main()
