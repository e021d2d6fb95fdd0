import type { Locator, Page } from '@playwright/test'
import { expect, readerTypes, test } from './counter-station.ts'

const dossierField = (page: Page): Locator => page.getByLabel(/Mã hồ sơ, số định danh/u)
const field = (page: Page, name: string): Locator => page.locator(`[data-stop="${name}"] textarea`)
const signKey = (page: Page): Locator => page.getByRole('button', { name: /Đánh dấu và ký/u })

test('a clean page goes from the scanner to the next in line with F2, F8 and Enter, and its effort is kept', async ({ page }) => {
  await expect(dossierField(page)).toBeFocused()
  await page.keyboard.press('F2')
  await expect(signKey(page)).toBeFocused({ timeout: 60_000 })
  await page.keyboard.press('F8')
  await expect(page.getByText('Đã ký số, có dấu thời gian')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('button', { name: /Hồ sơ tiếp theo/u })).toBeFocused()
  await expect(page.getByText(/2 lần nhấn phím · \d+ giây · 0 chỗ sửa/u)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(dossierField(page)).toBeFocused()
})

test.describe('with doubts', () => {
  test.use({ acceptFrom: 0.975 })

  test('Enter goes from doubt to doubt, lights each on the page, and a corrected value is kept when it is left', async ({ page }) => {
    await expect(dossierField(page)).toBeFocused()
    await page.keyboard.press('F2')
    await expect(field(page, 'codeNumber')).toBeFocused({ timeout: 60_000 })
    await expect(page.locator('path[class*=lit]')).toBeAttached()
    await page.keyboard.press('Enter')
    await expect(field(page, 'codeNotation')).toBeFocused()
    await field(page, 'issuedDate').fill('4/11/2026')
    await page.keyboard.press('Enter')
    await expect(field(page, 'issuedDate')).toHaveValue('04/11/2026')
    await expect(page.locator('[data-stop="issuedDate"]')).toContainText('cán bộ đã soát')
    await expect(page.locator('[data-stop="codeNumber"]')).toContainText('cán bộ đã soát')
    await expect(page.locator('[data-stop="codeNotation"]')).toContainText('cần soát')
    await page.keyboard.press('F8')
    await expect(field(page, 'codeNotation')).toBeFocused()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Không còn gì phải soát.')).toBeVisible()
  })

  test('F8 in the middle of a correction keeps it first, and signs what stands on the screen', async ({ page }) => {
    await expect(dossierField(page)).toBeFocused()
    await page.keyboard.press('F2')
    await expect(field(page, 'codeNumber')).toBeFocused({ timeout: 60_000 })
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Không còn gì phải soát.')).toBeVisible()
    await field(page, 'issuedDate').fill('02/11/2026')
    await page.keyboard.press('F8')
    await expect(page.getByText('Đã ký số, có dấu thời gian')).toBeVisible({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Xem hồ sơ' }).click()
    await expect(page.getByText('02/11/2026').first()).toBeVisible()
  })

  test('what is typed and not saved outlives the lock; what the station refuses stays with its reason', async ({ page, station }) => {
    await expect(dossierField(page)).toBeFocused()
    await page.keyboard.press('F2')
    await expect(field(page, 'codeNumber')).toBeFocused({ timeout: 60_000 })
    await field(page, 'issuedDate').fill('31/02/2026')
    await field(page, 'codeNotation').focus()
    await expect(page.locator('[data-stop="issuedDate"]')).toContainText('không phải một ngày có thật')
    await expect(field(page, 'issuedDate')).toHaveValue('31/02/2026')
    await page.keyboard.press('Control+L')
    await expect(page.getByLabel('Cụm mật khẩu', { exact: true })).toBeFocused()
    await expect(page.locator('[data-stop]')).toHaveCount(0)
    await page.keyboard.insertText(station.passphrase)
    await page.keyboard.press('Enter')
    await expect(field(page, 'issuedDate')).toHaveValue('31/02/2026')
    await expect(page.locator('[data-stop="issuedDate"]')).toContainText('chưa lưu')
    await page.keyboard.press('Control+Enter')
    await page.keyboard.press('F8')
    await expect(field(page, 'issuedDate')).toBeFocused()
    await expect(page.getByText('Đã ký số')).toHaveCount(0)
  })
})

test('files that are opened become one record, its pages in their order', async ({ page, office }) => {
  // Listened for early: the browser needs a moment to hand the system's window over.
  page.on('filechooser', () => undefined)
  await expect(dossierField(page)).toBeFocused()
  const chooser = page.waitForEvent('filechooser')
  await page.keyboard.press('F4')
  await (await chooser).setFiles([await office.scan(11), await office.scan(12)])
  await expect(page.getByRole('dialog', { name: '2 tệp' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('group', { name: 'Các trang' }).getByRole('button')).toHaveCount(2, { timeout: 60_000 })
})

test('a giấy hẹn scanned wherever the focus is asks what is ready, and leaves the field under the cursor as it was', async ({ page }) => {
  await expect(dossierField(page)).toBeFocused()
  await readerTypes(page, 'H99.12-261103-0007')
  await expect(page.getByText('Chưa có kết quả nào của H99.12-261103-0007')).toBeVisible()
  await expect(dossierField(page)).toHaveValue('H99.12-261103-0007')
})

test('a code that UniKey mangled while the reader typed is undone', async ({ page }) => {
  await expect(dossierField(page)).toBeFocused()
  await readerTypes(page, 'D⌫‹Đ›5.15-261122-0001')
  await expect(page.getByText('Chưa có kết quả nào của D95.15-261122-0001')).toBeVisible()
})

test('the card of a citizen finds his results by number, and the number is never shown whole', async ({ page }) => {
  await expect(dossierField(page)).toBeFocused()
  await readerTypes(page, '001099000123||NGUYEN VAN A|01011999|Nam|So 5, To 3, Phuong Dong|01012021')
  await expect(page.getByRole('heading', { name: /0010…0123/u })).toBeVisible()
})
