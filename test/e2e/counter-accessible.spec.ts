import { expectAccessible } from './axe.ts'
import { expect, test } from './counter-station.ts'

test.use({ acceptFrom: 1 })

test('counter, help, palette, owners and page desk have nothing serious for axe, in light, dark and large', async ({ page }) => {
  test.setTimeout(240_000)
  await expect(page.getByLabel(/Mã hồ sơ, số định danh/u)).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('F1')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+K')
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('F2')
  await expect(page.locator('[data-stop="codeNumber"] textarea')).toBeFocused({ timeout: 60_000 })
  await expectAccessible(page)
  await page.keyboard.press('Alt+O')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('F6')
  await expect(page.getByRole('heading', { name: 'Bàn trang' })).toBeVisible()
  await expectAccessible(page)
})
