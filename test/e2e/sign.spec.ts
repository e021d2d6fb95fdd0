import { expectAccessible } from './axe.ts'
import { expect, goByKey, scanner, test } from './desk-station.ts'

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
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Alt+1')
  await page.getByRole('option').filter({ hasText: '204/QĐ-UBND' }).click()
  await expect(page.getByText(/trả lại để soát: thiếu trang hai/u)).toBeVisible()
})

test('what will stand on the page is shown before it is signed, and who signs', async ({ page }) => {
  await goByKey(page, 'Alt+3')
  await expect(page.getByRole('region', { name: 'Chữ ký số trên tệp' }).getByRole('listitem')).toHaveText([/Cơ quan: chờ ký · không hiện trên trang/u])
  await expect(page.locator('svg text', { hasText: 'Dấu chuyển đổi' })).toHaveCount(1)
})

test('Space chooses and goes down; axe finds nothing serious', async ({ page }) => {
  await goByKey(page, 'Alt+3')
  await expect(page.getByRole('listbox')).toBeFocused()
  await page.keyboard.press('Space')
  await expect(page.getByText('đã chọn 1')).toBeVisible()
  await expect(page.getByRole('option', { selected: true })).toHaveCount(1)
  await expectAccessible(page)
})

test('who may not sign looks at the queue, is told why, and F8 does nothing; the next user is there after a lock', async ({ page }) => {
  await goByKey(page, 'Control+L')
  await expect(page.getByLabel('Cụm mật khẩu', { exact: true })).toBeFocused()
  await page.keyboard.insertText(scanner.passphrase)
  await page.keyboard.press('Enter')
  await expect(page.getByText(scanner.name)).toBeVisible()
  await goByKey(page, 'Alt+3')
  await expect(page.getByText('Anh/chị xem được danh sách này nhưng không có quyền ký.')).toBeVisible()
  await expect(page.getByRole('option')).toHaveCount(2)
  await page.keyboard.press('F8')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('button', { name: 'Đổi người' }).click()
  await expect(page.getByLabel('Cụm mật khẩu', { exact: true })).toBeFocused()
})
