import type { Locator, Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { callStation } from '../../shared/station/index.ts'
import { decisionLines, passphrase } from '../support/office.ts'
import { printedPage } from '../support/printed-page.ts'
import { makePlainPdf, scratchFolder } from '../support/signed-pdf.ts'
import { openSignedWorld } from '../support/signed-world.ts'
import { runTool } from '../support/system-tools.ts'
import { give, type DroppedFile } from './dropped-files.ts'
import { expect, test as base } from './fixtures.ts'

const test = base.extend({
  station: async ({ station }, use) => {
    await callStation('station.configure', { set: { signing: 'at once', ocrEngine: 'native', acceptFrom: 0.5 } }, {
      folder: station.folder, passphrase: () => Promise.resolve(Buffer.from(passphrase)), keyPassphrase: () => Promise.reject(new Error('not asked here')), onEvent: () => undefined,
    })
    await use(station)
  },
})

const dossierField = (page: Page): Locator => page.getByLabel(/Mã hồ sơ, số định danh/u)
const strip = (page: Page): Locator => page.getByRole('group', { name: 'Các trang' }).getByRole('button')
const scanned = async (file: string, name = 'giấy.jpg'): Promise<DroppedFile> => ({ name, bytes: await readFile(file) })

async function encrypted(): Promise<Uint8Array> {
  using folder = scratchFolder()
  const plain = folder.file('plain.pdf', await makePlainPdf())
  const locked = path.join(folder.path, 'locked.pdf')
  runTool('qpdf', ['--encrypt', 'open', 'owner', '256', '--', plain, locked])
  return await readFile(locked)
}

test('a file that is empty, no PDF, or locked is refused by name with what to do; the good one beside them is in', async ({ page, office }) => {
  await expect(dossierField(page)).toBeFocused()
  await give(page, [
    { name: 'rỗng.pdf', bytes: new Uint8Array() }, { name: 'không phải.pdf', bytes: Buffer.from('chỉ là chữ') }, { name: 'khóa.pdf', bytes: await encrypted() }, await scanned(await office.scan(31)),
  ])
  await expect(page.getByRole('dialog', { name: '4 tệp' })).toBeVisible()
  await page.keyboard.press('F3')
  await expect(page.getByText(/Không nhận được \d văn bản/u)).toBeVisible({ timeout: 120_000 })
  for (const name of ['rỗng.pdf', 'không phải.pdf', 'khóa.pdf']) await expect(page.getByRole('alert').getByText(name)).toBeVisible()
  await expect(page.getByRole('alert').getByText('giấy.jpg')).toHaveCount(0)
})

test('a signed PDF is kept as the original it is; one that was opened with a password shows why it was refused', async ({ page }) => {
  const world = await openSignedWorld()
  const signed = await world.sign(await makePlainPdf(), 'ChuKy', { stamped: true })
  await world.close()
  await expect(dossierField(page)).toBeFocused()
  await give(page, [{ name: 'đã ký.pdf', bytes: signed }])
  await expect(page.getByText('Bản gốc điện tử đã kiểm tra, giữ nguyên').or(page.getByRole('region', { name: 'Cần quyết định' }))).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('group', { name: 'Trang 1 của 1' }).getByRole('img')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dossierField(page)).toBeFocused()
  await give(page, [{ name: 'khóa.pdf', bytes: await encrypted() }])
  await expect(page.getByText('Hồ sơ này: không nhận')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText(/mật khẩu/u).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(dossierField(page)).toBeFocused()
})

test('several files as one document are whole before anything is signed, also where papers are signed at once', async ({ page, office }) => {
  await expect(dossierField(page)).toBeFocused()
  await give(page, [await scanned(await office.scan(32), 'trang 1.jpg'), await scanned(await office.scan(33), 'trang 2.jpg')], { how: 'paste' })
  await expect(page.getByRole('dialog', { name: '2 tệp' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(strip(page)).toHaveCount(2, { timeout: 60_000 })
})

test('files that are dropped on an open record are its pages or a paper of their own, as told by key; the screens stay', async ({ page, office }) => {
  await expect(dossierField(page)).toBeFocused()
  const here = page.url()
  await give(page, [await scanned(await office.scan(34), 'một.jpg'), await scanned(await office.scan(35), 'hai.jpg')])
  await page.keyboard.press('Enter')
  await expect(strip(page)).toHaveCount(2, { timeout: 60_000 })
  await give(page, [await scanned(await office.scan(36))])
  await expect(page.getByRole('dialog', { name: '1 tệp vừa thả' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(strip(page)).toHaveCount(3, { timeout: 60_000 })
  await give(page, [await scanned(await office.scan(37))], { how: 'paste' })
  await page.keyboard.press('F3')
  await expect(strip(page)).toHaveCount(0, { timeout: 60_000 })
  expect(new URL(page.url()).pathname).toBe(new URL(here).pathname)
})

test('a page of 20,000 px is read and shown, at the counter and on the page desk', async ({ page }) => {
  test.setTimeout(240_000)
  // A strip of it: what a roller scanner makes that nobody stops. 6,000 x 20,000 px.
  const bytes = await printedPage(decisionLines(38), { dpi: 150 }).resize({ width: 6000, height: 20_000, fit: 'contain', background: 'white' }).jpeg({ quality: 40 }).withMetadata({ density: 726 }).toBuffer()
  await expect(dossierField(page)).toBeFocused()
  await give(page, [{ name: 'dài.jpg', bytes }])
  await expect(page.getByRole('heading', { name: 'Quyết định 238/QĐ-UBND' })).toBeVisible({ timeout: 120_000 })
  await page.keyboard.press('Alt+4')
  await expect(page.getByRole('listbox', { name: 'Hồ sơ' }).getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('img', { name: 'Bản quét gốc, trang 1' })).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('F6')
  await expect(page.getByRole('group', { name: 'Trang 1 của 1' }).getByRole('img')).toBeVisible({ timeout: 60_000 })
})

test('2,000 files dropped at once: progress is told, keys are answered meanwhile, and it is stopped without a trace of failure', async ({ page }) => {
  test.setTimeout(240_000)
  await expect(page.getByRole('navigation')).toBeVisible()
  await page.keyboard.press('Alt+2')
  await expect(page.getByRole('heading', { name: 'Lô hồ sơ tồn' })).toBeVisible()
  const bytes = await printedPage(decisionLines(39), { dpi: 75 }).jpeg({ quality: 30 }).toBuffer()
  await give(page, [{ name: 'tờ.jpg', bytes }], { times: 2000 })
  await expect(page.getByText(/Đang đưa tệp vào trạm: \d+\/2000/u).first()).toBeVisible()
  await page.keyboard.press('F1')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expect(page.getByText(/Đang đưa tệp vào trạm/u).first()).toBeAttached()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+Y')
  await expect(page.getByRole('button', { name: 'Làm tiếp' })).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
})
