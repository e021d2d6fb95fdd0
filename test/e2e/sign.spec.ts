import { seriousFaults } from './axe.ts'
import { expect, goByKey, test } from './desk-station.ts'

test('the whole lot is signed with one passphrase; a wrong one leaves everything as it was', async ({ page, station }) => {
  await goByKey(page, 'Alt+3')
  await expect(page.getByRole('option')).toHaveCount(2)
  await page.keyboard.press('Control+A')
  await expect(page.getByText('2 hồ sơ chờ ký, đã chọn 2')).toBeVisible()
  await page.keyboard.press('F8')
  await page.keyboard.insertText('không phải cụm này')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('Cụm mật khẩu')
  await expect(page.getByRole('option')).toHaveCount(2)
  await page.keyboard.press('Control+A')
  await page.keyboard.press('F8')
  await page.keyboard.insertText(station.passphrase)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Đã ký 2 hồ sơ.')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('Không có hồ sơ nào chờ ký.', { exact: false })).toBeVisible()
})

test('one is sent back with a reason, which its reviewer reads', async ({ page }) => {
  await goByKey(page, 'Alt+3')
  await expect(page.getByRole('option')).toHaveCount(2)
  await page.keyboard.press('Alt+R')
  await page.getByLabel('Lý do').fill('thiếu trang hai')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Alt+1')
  await page.getByRole('option').filter({ hasText: '204/QĐ-UBND' }).click()
  await expect(page.getByText(/trả lại để soát: thiếu trang hai/u)).toBeVisible()
})

test('Space chooses and goes down; axe finds nothing serious', async ({ page }) => {
  await goByKey(page, 'Alt+3')
  await expect(page.getByRole('listbox')).toBeFocused()
  await page.keyboard.press('Space')
  await expect(page.getByText('đã chọn 1')).toBeVisible()
  await expect(page.getByRole('option', { selected: true })).toHaveCount(1)
  expect(await seriousFaults(page)).toEqual([])
})
