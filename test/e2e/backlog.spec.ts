import type { Page } from '@playwright/test'
import { callStation } from '../../shared/station/index.ts'
import { passphrase } from '../support/office.ts'
import { expectAccessible } from './axe.ts'
import { expect, test as base } from './fixtures.ts'

/** A station that is never sure, and four scans on the disk. */
const test = base.extend<{ scans: string[] }>({
  scans: async ({ office }, use) => {
    await use(await Promise.all([11, 12, 13, 14].map((number) => office.scan(number))))
  },
  station: async ({ station }, use) => {
    await callStation('station.configure', { set: { signing: 'when told', acceptFrom: 1 } }, { folder: station.folder, passphrase: () => Promise.resolve(Buffer.from(passphrase)), onEvent: () => undefined, keyPassphrase: () => Promise.resolve(new Uint8Array()) })
    await use(station)
  },
})

const documents = (page: Page) => page.getByRole('listbox', { name: 'Cách tách thành văn bản' }).getByRole('group')

async function handIn(page: Page, files: readonly string[]): Promise<void> {
  await expect(page.getByRole('navigation')).toBeVisible()
  // Listened for early: the browser needs a moment to hand the system's window over.
  page.on('filechooser', () => undefined)
  await page.keyboard.press('Alt+2')
  await expect(page.getByRole('heading', { name: 'Lô hồ sơ tồn' })).toBeVisible()
  const chooser = page.waitForEvent('filechooser')
  await page.keyboard.press('F4')
  await (await chooser).setFiles([...files])
  await expect(page.getByRole('heading', { name: 'Cách tách thành văn bản' })).toBeVisible({ timeout: 60_000 })
}

test('a pile is seen as it would be cut, changed by keys, taken in, and reviewed one after the other', async ({ page, scans }) => {
  test.setTimeout(240_000)
  await handIn(page, scans)
  await expect(documents(page)).toHaveCount(4)
  await expect(page.locator('canvas:not([hidden])')).toHaveCount(4)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press(' ')
  await expect(documents(page)).toHaveCount(3)
  await expect(page.getByText('3 văn bản, 4 trang')).toBeVisible()
  await page.keyboard.press('Control+Z')
  await expect(documents(page)).toHaveCount(4)
  await page.keyboard.press(' ')
  await expect(documents(page)).toHaveCount(3)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('Alt+2')
  await page.keyboard.press('F8')
  await expect(documents(page)).toHaveCount(3)

  await page.keyboard.press('F8')
  const queue = page.getByRole('listbox', { name: /Chờ soát/u })
  await expect(queue.getByRole('option')).toHaveCount(1, { timeout: 180_000 })
  await expect(page.getByText('Xong 3/3 văn bản, 4/4 trang')).toBeVisible({ timeout: 180_000 })
  await expect(queue.getByRole('option')).toHaveCount(3)
  const second = await queue.getByRole('option').nth(1).getAttribute('id')
  await queue.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-stop]').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(queue).toBeFocused()
  await expect(queue).toHaveAttribute('aria-activedescendant', /-1$/u)
  expect(second).toMatch(/-1$/u)
})

test('a lot that is paused stays so for who opens the station tomorrow, and goes on by key', async ({ page, scans, station }) => {
  test.setTimeout(240_000)
  await handIn(page, scans)
  await page.keyboard.press('F8')
  await expect(page.getByText('đang chạy')).toBeVisible()
  await page.keyboard.press('F7')
  await expect(page.getByText('tạm dừng', { exact: true })).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('Control+L')
  await expect(page.getByLabel('Cụm mật khẩu', { exact: true })).toBeFocused()
  await page.keyboard.insertText(station.passphrase)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation')).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('Alt+2')
  await expect(page.getByText('tạm dừng', { exact: true })).toBeVisible()
  await page.keyboard.press('F7')
  await expect(page.getByText('Xong 4/4 văn bản, 4/4 trang')).toBeVisible({ timeout: 180_000 })
})

test('axe finds nothing serious before, on the plan and after, in light, dark and large', async ({ page, scans }) => {
  test.setTimeout(240_000)
  await expect(page.getByRole('navigation')).toBeVisible()
  await page.keyboard.press('Alt+2')
  await expectAccessible(page)
  await handIn(page, scans)
  await expectAccessible(page)
})
