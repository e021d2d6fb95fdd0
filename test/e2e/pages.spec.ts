import type { Locator, Page } from '@playwright/test'
import { expect, test } from './counter-station.ts'

const feedTwice = async (page: Page): Promise<void> => {
  await expect(page.getByLabel(/Mã hồ sơ, số định danh/u)).toBeFocused()
  await page.keyboard.press('F2')
  await expect(page.getByRole('button', { name: /Đánh dấu và ký/u })).toBeFocused({ timeout: 60_000 })
  await page.keyboard.press('Escape')
  await expect(page.getByLabel(/Mã hồ sơ, số định danh/u)).toBeFocused()
  await page.keyboard.press('F2')
  await expect(page.getByRole('group', { name: 'Trang 1 của 4' })).toBeVisible({ timeout: 60_000 })
}
const rows = (page: Page): Locator => page.getByRole('listbox', { name: 'Các trang của hồ sơ' }).getByRole('option')
const now = (page: Page): Locator => page.getByRole('status').filter({ hasText: /Trang|bỏ/u }).first()

test('pages are turned over, left out and taken back, each to be undone; the raw scan is one key away', async ({ page }) => {
  test.setTimeout(240_000)
  await feedTwice(page)
  await page.keyboard.press('F6')
  await expect(rows(page)).toHaveCount(4)
  await expect(now(page)).toContainText('Trang 1 của 4')

  await page.keyboard.press('PageDown')
  await expect(now(page)).toContainText('Trang 2 của 4')
  await page.keyboard.press('Delete')
  await expect(now(page)).toContainText('Trang đã bỏ khỏi văn bản')
  await page.keyboard.press('PageUp')
  await expect(page.getByText('1 trang trắng hoặc đã bỏ')).toBeVisible()
  await expect(now(page)).toContainText('Trang 1 của 3')
  await page.keyboard.press('Control+Z')
  await expect(now(page)).toContainText('Trang 1 của 4')

  await expect(now(page)).toContainText('210 × 297 mm')
  await page.keyboard.press('Control+ArrowRight')
  await expect(now(page)).toContainText('297 × 210 mm')
  await page.keyboard.press('Alt+G')
  await expect(now(page)).toContainText('không bao giờ thay đổi')
  await page.keyboard.press('Alt+G')
  await page.keyboard.press('Control+Z')
  await expect(now(page)).toContainText('210 × 297 mm')

  await page.keyboard.press('Alt+X')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Hoàn tác', exact: false })).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Control+ArrowDown')
  await expect(now(page)).toContainText('Trang 2 của 4')
})
