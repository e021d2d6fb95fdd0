import type { Locator, Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { decisionLines } from '../support/office.ts'
import { printedPage } from '../support/printed-page.ts'
import { give } from './dropped-files.ts'
import { expect, test } from './desk-station.ts'

const dossierField = (page: Page): Locator => page.getByLabel(/Mã hồ sơ, số định danh/u)
const question = (page: Page): Locator => page.getByRole('region', { name: 'Cần quyết định' })
const reason = (page: Page): Locator => question(page).getByLabel('Lý do')

/** Another scan of the paper that waits as 204/QĐ-UBND: other pages, the same number. */
async function dropTwin(page: Page, name = 'quét lại.jpg'): Promise<void> {
  const lines = decisionLines(4).map((line) => ({ ...line, text: line.text.replace('120 mét', '130 mét') }))
  await give(page, [{ name, bytes: await printedPage(lines, { dpi: 150 }).jpeg({ quality: 85 }).withMetadata({ density: 150 }).toBuffer() }])
  await expect(reason(page)).toBeFocused({ timeout: 60_000 })
}

test('pages that are here already open the record that has them, which says so until it is left', async ({ page, office }) => {
  await expect(dossierField(page)).toBeFocused()
  await give(page, [{ name: 'lần hai.jpg', bytes: await readFile(await office.scan(1)) }])
  await expect(page.getByText('Giấy này đã có trong trạm: đây là hồ sơ của giấy đó.')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('heading', { name: /201\/QĐ-UBND/u })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(dossierField(page)).toBeFocused()
  await page.keyboard.press('Alt+4')
  await expect(page.getByRole('listbox', { name: 'Hồ sơ' }).getByRole('option')).toHaveCount(4)
})

test('the same number on other pages is asked about; the one that is here is used instead by a key, and all keys stand on the buttons and in the help', async ({ page }) => {
  await expect(dossierField(page)).toBeFocused()
  await dropTwin(page)
  await expect(question(page)).toContainText('204/QĐ-UBND')
  await expect(page.getByRole('heading', { name: /204\/QĐ-UBND/u })).toBeVisible()
  for (const [label, key] of [['So sánh', 'Alt+S'], ['Dùng kết quả đã có', 'Alt+G'], ['Là kết quả khác', 'Alt+K']] as const) {
    await expect(question(page).getByRole('button', { name: label })).toContainText(key)
  }
  await page.keyboard.press('F1')
  await expect(page.getByRole('dialog')).toContainText('Dùng kết quả đã có')
  await page.keyboard.press('Escape')

  await page.keyboard.press('Alt+G')
  await expect(question(page)).toHaveCount(0)
  await expect(page.getByRole('heading', { name: /204\/QĐ-UBND/u })).toBeVisible()
})

test('that it is another result needs a reason: the key leads to it, Enter behind it is the answer', async ({ page }) => {
  await expect(dossierField(page)).toBeFocused()
  await dropTwin(page)
  await page.getByRole('button', { name: /Đánh dấu và ký/u }).focus()
  await page.keyboard.press('Alt+K')
  await expect(reason(page)).toBeFocused()
  await page.keyboard.insertText('hai thửa đất khác nhau')
  await page.keyboard.press('Enter')
  await expect(question(page)).toHaveCount(0)
  await expect(page.getByText('Không còn gì phải soát.')).toBeVisible()
})

test('the other record is opened for comparison by its key', async ({ page }) => {
  await expect(dossierField(page)).toBeFocused()
  await dropTwin(page)
  await page.keyboard.press('Alt+S')
  await expect(page).toHaveURL(/#\/records\//u)
  await expect(page.getByRole('heading', { name: /204\/QĐ-UBND/u })).toBeVisible()
})
