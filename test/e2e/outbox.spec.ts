import { expectAccessible } from './axe.ts'
import { expect, goByKey, test } from './desk-station.ts'

test('a result that no receiver has is told with who is to act, and F9 leaves it where it is while nobody listens', async ({ page }) => {
  await goByKey(page, 'Alt+5')
  await expect(page.getByRole('option')).toHaveCount(1)
  await expect(page.getByRole('option')).toContainText('chờ mạng')
  await expect(page.getByRole('option')).toContainText('Không kết nối được nơi nhận')
  await page.keyboard.press('F9')
  await expect(page.getByText(/Đã gửi xong lượt này: 0 hồ sơ tới đủ nơi, 1 hồ sơ còn chờ/u)).toBeVisible()
  await expect(page.getByRole('option')).toHaveCount(1)
})

test('on paper only takes a record out of the outbox', async ({ page }) => {
  await goByKey(page, 'Alt+5')
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Alt+N')
  await page.getByRole('dialog').getByLabel(/Kho quản lý dữ liệu điện tử/u).uncheck()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Không có gì chờ gửi: mọi kết quả đã có biên nhận của nơi nhận.')).toBeVisible()
})

test('axe finds nothing serious', async ({ page }) => {
  await goByKey(page, 'Alt+5')
  await expect(page.getByRole('option')).toHaveCount(1)
  await expectAccessible(page)
})
