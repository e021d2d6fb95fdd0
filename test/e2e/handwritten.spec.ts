import { decisionLines } from '../support/office.ts'
import { printedPage } from '../support/printed-page.ts'
import { give } from './dropped-files.ts'
import { expect, test } from './desk-station.ts'

test('a number that is filled in by hand is asked for beside its picture; Enter alone does not say that there is none', async ({ page }) => {
  const number = page.getByRole('textbox', { name: 'Số', exact: true })
  const lines = decisionLines(9).map((line) => ({ ...line, text: line.text.replace('209/QĐ-UBND', '           /QĐ-UBND') }))
  await expect(page.getByLabel(/Mã hồ sơ, số định danh/u)).toBeFocused()
  await give(page, [{ name: 'số viết tay.jpg', bytes: await printedPage(lines, { dpi: 150 }).jpeg({ quality: 85 }).withMetadata({ density: 150 }).toBuffer() }])

  await expect(number).toBeFocused({ timeout: 90_000 })
  await expect(number).toHaveValue('')
  await expect(page.getByRole('img', { name: 'Ảnh trên giấy: Số', exact: true })).toBeVisible()
  await expect(page.getByText('viết tay, đóng dấu hoặc còn trống')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Giấy để trống chỗ này' })).toBeVisible()

  await page.keyboard.press('Enter')
  await expect(number).toHaveValue('')
  await expect(page.getByText('viết tay, đóng dấu hoặc còn trống')).toBeVisible()

  await number.focus()
  await page.keyboard.type('07')
  await page.keyboard.press('Enter')
  await expect(page.getByText('viết tay, đóng dấu hoặc còn trống')).toHaveCount(0)
  await expect(number).toHaveValue('07')
})
