import type { Locator, Page } from '@playwright/test'
import { cp, rm } from 'node:fs/promises'
import path from 'node:path'
import { callStation } from '../../shared/station/index.ts'
import { passphrase } from '../support/office.ts'
import { jammingScanner, saneTestBackend, setSane, type SaneFault } from '../support/sane-test-backend.ts'
import { canMountSmallDisks, mountSmallDisk, type SmallDisk } from '../support/small-disk.ts'
import { toolOrSkip } from '../support/system-tools.ts'
import { expect, test as base } from './fixtures.ts'

/** Signs when told; what is read at all is taken. */
async function configure(folder: string): Promise<void> {
  await callStation('station.configure', { set: { signing: 'when told', ocrEngine: 'native', acceptFrom: 0.5 } }, {
    folder, passphrase: () => Promise.resolve(Buffer.from(passphrase)), keyPassphrase: () => Promise.reject(new Error('not asked here')), onEvent: () => undefined,
  })
}

/** SANE's own test scanner, its configuration beside the station. */
const test = base.extend<{ sane: string }>({
  sane: async ({ station }, use) => {
    await use(saneTestBackend(path.dirname(station.folder)))
  },
  environment: async ({ sane }, use) => {
    await use({ SANE_CONFIG_DIR: sane })
  },
  station: async ({ station }, use) => {
    await configure(station.folder)
    await use(station)
  },
})
test.skip(!toolOrSkip('scanimage'), 'no scanimage')

const dossierField = (page: Page): Locator => page.getByLabel(/Mã hồ sơ, số định danh/u)
const strip = (page: Page): Locator => page.getByRole('group', { name: 'Các trang' }).getByRole('button')

/** Read to its end: nothing on white paper is sure. */
const read = (page: Page): Locator => page.locator('[data-stop=codeNumber]')

async function ready(page: Page): Promise<void> {
  await expect(dossierField(page)).toBeFocused()
  await expect(page.getByLabel('Máy quét')).toBeVisible()
}

test('a cover that is open, a scanner in use, an empty feeder: each is told with what to do, nothing is begun, and the next F2 scans', async ({ page, sane }) => {
  const told: readonly (readonly [SaneFault, RegExp, RegExp])[] = [
    ['SANE_STATUS_COVER_OPEN', /Nắp máy quét đang mở/u, /Đóng nắp rồi quét tiếp/u],
    ['SANE_STATUS_DEVICE_BUSY', /Máy quét đang bận/u, /Chờ xong rồi quét lại/u],
    ['SANE_STATUS_NO_DOCS', /Khay không có giấy/u, /Đặt giấy vào khay/u],
    ['SANE_STATUS_IO_ERROR', /Mất liên lạc với máy quét/u, /Kiểm tra dây, nguồn/u],
  ]
  await ready(page)
  for (const [fault, what, todo] of told) {
    setSane(sane, fault)
    await page.keyboard.press('F2')
    await expect(page.getByRole('alert')).toContainText(what)
    await expect(page.getByRole('alert')).toContainText(todo)
    await expect(page.getByText('Không có hồ sơ nào chờ soát.')).toBeVisible()
  }
  setSane(sane, 'Default')
  await page.keyboard.press('F2')
  await expect(page.getByRole('group', { name: 'Trang 1 của 1' })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test.describe('a scanner that jams', () => {
  test.use({ environment: async ({ station }, use) => {
    const bin = jammingScanner(path.dirname(station.folder), 2)
    await use({ PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` })
  } })

  test('leaves the pages before it in the record, counted and shown; F2 goes on behind them', async ({ page }) => {
    await ready(page)
    await page.getByLabel('Nguồn giấy').selectOption('feeder')
    await dossierField(page).focus()
    await page.keyboard.press('F2')
    await expect(page.getByRole('alert')).toContainText('Kẹt giấy sau 2 trang', { timeout: 60_000 })
    await expect(page.getByText('Lần quét này chưa xong.')).toBeVisible()
    await expect(strip(page)).toHaveCount(2)
    await page.keyboard.press('F2')
    await expect(strip(page)).toHaveCount(4, { timeout: 60_000 })
    await expect(page.getByText('Lần quét này chưa xong.')).toHaveCount(0)
    await expect(page.getByRole('alert')).toHaveCount(0)
    await expect(read(page)).toBeVisible({ timeout: 60_000 })
  })

  test('and whose paper is all in before the jam is closed by key', async ({ page }) => {
    await ready(page)
    await page.getByLabel('Nguồn giấy').selectOption('feeder')
    await page.keyboard.press('F2')
    await expect(page.getByText('Lần quét này chưa xong.')).toBeVisible({ timeout: 60_000 })
    await page.keyboard.press('Escape')
    await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(1)
    await page.getByRole('listbox').focus()
    await expect(page.getByRole('listbox')).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(strip(page)).toHaveCount(2)
    await page.keyboard.press('Alt+Y')
    await expect(page.getByText('Lần quét này chưa xong.')).toHaveCount(0)
    await expect(read(page)).toBeVisible({ timeout: 60_000 })
  })
})

test('one page is scanned behind another and one in place of another at the page desk; the page before stays in the ledger', async ({ page }) => {
  await ready(page)
  await page.keyboard.press('F2')
  await expect(read(page)).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('F6')
  const rows = page.getByRole('listbox', { name: 'Các trang của hồ sơ' }).getByRole('option')
  const now = page.getByRole('status').filter({ hasText: /Trang|bỏ/u }).first()
  await expect(now).toContainText('Trang 1 của 1')
  await page.keyboard.press('F2')
  await expect(now).toContainText('Trang 1 của 2', { timeout: 60_000 })
  await page.keyboard.press('Shift+F2')
  await expect(rows).toHaveCount(3, { timeout: 60_000 })
  await expect(rows.filter({ hasText: 'đã bỏ' })).toHaveCount(1)
  await page.keyboard.press('Control+Z')
  await expect(rows.filter({ hasText: 'đã bỏ' }).filter({ hasText: 'Trang 1' })).toHaveCount(0)
})

test.describe('a paper issued anew', () => {
  const anew = test.extend({
    station: async ({ station }, use) => {
      const beside = { folder: station.folder, passphrase: () => Promise.resolve(Buffer.from(passphrase)), keyPassphrase: () => Promise.reject(new Error('not asked here')), onEvent: () => undefined }
      const { records: [old] } = await callStation('record.convert', { files: [await station.office.scan(21)], acceptAbove: 0 }, beside)
      await callStation('record.sign', { ids: [old?.id ?? ''] }, beside)
      await use(station)
    },
  })

  anew('is scanned from the record whose place it takes, by key; that one is held back', async ({ page }) => {
    await ready(page)
    await page.keyboard.press('Alt+4')
    await expect(page.getByRole('listbox', { name: 'Hồ sơ' }).getByRole('option')).toHaveCount(1)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: /Thay bằng bản cấp lại/u })).toBeVisible()
    await page.keyboard.press('Alt+T')
    await page.keyboard.press('F2')
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.insertText('sai tên đệm')
    await page.keyboard.press('F2')
    await expect(read(page)).toBeVisible({ timeout: 60_000 })
    await page.keyboard.press('Alt+4')
    await expect(page.getByRole('listbox', { name: 'Hồ sơ' }).getByRole('option')).toHaveCount(2)
    await page.getByLabel('Tìm hồ sơ').fill('221/qd')
    await expect(page.getByRole('listbox', { name: 'Hồ sơ' }).getByRole('option')).toHaveCount(1)
    await page.keyboard.press('Enter')
    await expect(page.getByText('Đang giữ lại vì có sai sót: sai tên đệm')).toBeVisible()
  })
})

test.describe('a disk that fills up', () => {
  test.skip(!canMountSmallDisks(), 'no small disks here')
  const room = base.extend<{ disk: SmallDisk }>({
    disk: async ({}, use) => {
      const disk = mountSmallDisk('200m')
      if (disk === undefined) throw new Error('no small disk')
      await use(disk)
      disk.remove()
    },
    station: async ({ station, disk }, use) => {
      const folder = path.join(disk.folder, 'trạm')
      await cp(station.folder, folder, { recursive: true })
      await configure(folder)
      await use({ ...station, folder })
    },
    environment: async ({ station }, use) => {
      await use({ SANE_CONFIG_DIR: saneTestBackend(path.dirname(station.folder)) })
    },
  })

  room('ends the scan with what to do; when there is room again the paper goes on, no page lost', async ({ page, disk }) => {
    await ready(page)
    await page.getByLabel('Nguồn giấy').selectOption('feeder')
    const filler = disk.fillBut(150_000)
    await page.keyboard.press('F2')
    await expect(page.getByRole('alert').first()).toContainText('Ổ đĩa đã đầy', { timeout: 60_000 })
    await expect(page.getByRole('alert').first()).toContainText('Trang đã nhận vẫn an toàn')
    const kept = await strip(page).count()
    await rm(filler)
    await page.keyboard.press('F2')
    await expect(strip(page).nth(kept)).toBeVisible({ timeout: 60_000 })
    await page.keyboard.press('Alt+Y')
    await expect(read(page)).toBeVisible({ timeout: 120_000 })
    await expect(page.getByRole('alert')).toHaveCount(0)
  })
})
