import { expectAccessible } from './axe.ts'
import type { Locator, Page } from '@playwright/test'
import { expect, goByKey, test } from './desk-station.ts'

const rows = (page: Page): Locator => page.getByRole('listbox', { name: 'Hồ sơ' }).getByRole('option')

test('a record is found as one types, with or without tones, opened with Enter, and left with Esc to the same words', async ({ page }) => {
  await goByKey(page, 'Alt+4')
  const words = page.getByLabel('Tìm hồ sơ')
  await expect(words).toBeFocused()
  await expect(rows(page)).toHaveCount(4)
  await words.pressSequentially('quyet dinh 202/qd')
  await expect(rows(page)).toHaveCount(1)
  await expect(rows(page)).toContainText('202/QĐ-UBND')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Quyết định 202/QĐ-UBND' })).toBeVisible()
  await expect(page.getByRole('img', { name: 'Bản điện tử, trang 1' })).toBeVisible()
  await expect(page.getByRole('img', { name: 'Bản quét gốc, trang 1' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(words).toHaveValue('quyet dinh 202/qd')
})

test('nothing found offers the search without filters', async ({ page }) => {
  await goByKey(page, 'Alt+4')
  await page.getByLabel('Tình trạng').selectOption('voided')
  await page.getByLabel('Tìm hồ sơ').fill('quyet dinh')
  await expect(page.getByText('Có thể hồ sơ ở tình trạng hoặc ngày khác.')).toBeVisible()
  await page.getByRole('button', { name: 'Tìm lại không lọc' }).click()
  await expect(rows(page)).toHaveCount(4)
})

test('a freeze needs a reason, holds the record, and is released again; the history keeps both', async ({ page }) => {
  await goByKey(page, 'Alt+4')
  await page.getByLabel('Tìm hồ sơ').fill('202/qd')
  await expect(rows(page)).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /Giữ lại vì có sai sót/u })).toBeVisible()
  await page.keyboard.press('Alt+G')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.getByLabel('Lý do').fill('sai năm sinh')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Đang giữ lại vì có sai sót: sai năm sinh')).toBeVisible()
  await page.keyboard.press('Alt+G')
  await page.getByLabel('Lý do').fill('chuyên môn đã trả lời')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Đang giữ lại vì có sai sót')).toHaveCount(0)
  await expect(page.getByRole('region', { name: /Lịch sử/u })).toContainText('chuyên môn đã trả lời')
})

test('a printed copy says on every page that it does not stand for the paper', async ({ page }) => {
  await page.evaluate(() => {
    window.print = () => { document.title = document.querySelector('body > div:last-child')?.textContent ?? '' }
  })
  await goByKey(page, 'Alt+4')
  await page.getByLabel('Tìm hồ sơ').fill('201/')
  await expect(rows(page)).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('img', { name: 'Bản điện tử, trang 1' })).toBeVisible()
  await page.keyboard.press('Control+P')
  await expect(page).toHaveTitle(/^Bản in để đối chiếu, không thay bản giấy.*trang 1\/1/u)
})

test('axe finds nothing serious on the list and on a record', async ({ page }) => {
  await goByKey(page, 'Alt+4')
  await expect(rows(page)).toHaveCount(4)
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: /Lịch sử/u })).toBeVisible()
  await expectAccessible(page)
})
