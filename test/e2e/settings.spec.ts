import type { Page } from '@playwright/test'
import path from 'node:path'
import { expectAccessible } from './axe.ts'
import { expect, test } from './fixtures.ts'

async function openPart(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('navigation')).toBeVisible()
  await page.keyboard.press('Alt+7')
  await page.getByRole('tab', { name }).click()
  await expect(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true')
}

test('F6 and the arrows walk the parts; the check-up leads to where a thing is mended', async ({ page }) => {
  await expect(page.getByRole('navigation')).toBeVisible()
  await page.keyboard.press('Alt+7')
  await expect(page.getByRole('tab', { name: 'Kiểm tra máy' })).toBeFocused()
  await page.getByRole('listitem').filter({ hasText: 'Sao lưu' }).getByRole('button', { name: 'Xử lý' }).click()
  await expect(page.getByRole('tab', { name: 'Sao lưu, nhật ký' })).toBeFocused()
  await page.keyboard.press('Shift+F6')
  await expect(page.getByRole('tab', { name: 'Cán bộ và khóa' })).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('tab', { name: 'Cách làm việc' })).toBeFocused()
})

test('a text is kept when it is left, one that does not do stays with its reason, and the mark follows as it is typed @browser', async ({ page }) => {
  await openPart(page, 'Cơ quan và dấu')
  await page.getByLabel(/^Tên đầy đủ của cơ quan/u).fill('Ủy ban nhân dân phường Thử Nghiệm')
  await expect(page.getByText('Cơ quan chuyển đổi: Ủy ban nhân dân phường Thử Nghiệm')).toBeVisible()
  await page.getByLabel('Mã định danh cơ quan').fill('mã sai!')
  await page.getByLabel('Địa danh').focus()
  await expect(page.getByText('✓ Đã lưu')).toBeVisible()
  await expect(page.getByText('Chỉ gồm chữ in hoa không dấu, số và dấu chấm.')).toBeVisible()
  await page.keyboard.press('F6')
  await page.keyboard.press('Shift+F6')
  await expect(page.getByLabel('Mã định danh cơ quan')).toHaveValue('mã sai!')
  await page.reload()
  await openPart(page, 'Cơ quan và dấu')
  await expect(page.getByLabel(/^Tên đầy đủ của cơ quan/u)).toHaveValue('Ủy ban nhân dân phường Thử Nghiệm')
})

test('an officer who may only scan is added, opens the station, and sees why settings are read-only', async ({ page }) => {
  const other = 'sông núi bàn ghế'
  await openPart(page, 'Cán bộ và khóa')
  await page.keyboard.press('F3')
  await page.getByLabel('Họ tên cán bộ').fill('Trần Văn Bình')
  await page.getByLabel('Cụm mật khẩu mới').fill(other)
  await page.getByLabel('Nhập lại cụm mật khẩu').fill(other)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('listitem').filter({ hasText: 'Trần Văn Bình' })).toContainText('nhận và soát giấy')
  await page.keyboard.press('Control+L')
  await expect(page.getByLabel('Cụm mật khẩu', { exact: true })).toBeFocused()
  await page.keyboard.insertText(other)
  await page.keyboard.press('Enter')
  await openPart(page, 'Cơ quan và dấu')
  await expect(page.getByText('Chỉ cán bộ có quyền quản trị trạm sửa được phần này.')).toBeVisible()
  await expect(page.getByLabel(/^Tên đầy đủ của cơ quan/u)).not.toBeEditable()
})

test('a backup is made, the data and the log are checked, each told with its figures', async ({ page, station }) => {
  await openPart(page, 'Sao lưu, nhật ký')
  await page.getByLabel('Thư mục sao lưu').fill(path.join(path.dirname(station.folder), 'sao lưu'))
  await page.keyboard.press('F8')
  await expect(page.getByText('Đã sao lưu và đọc lại đủ')).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Kiểm tra đầy đủ' }).click()
  await expect(page.getByText('Dữ liệu nguyên vẹn')).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Kiểm tra nhật ký' }).click()
  await expect(page.getByText('Nhật ký nguyên vẹn')).toBeVisible({ timeout: 30_000 })
})

test('a new recovery key is not left before a part of it was typed back', async ({ page }) => {
  await openPart(page, 'Cán bộ và khóa')
  await page.getByRole('button', { name: 'Lập khóa khôi phục mới' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Lập khóa khôi phục mới' }).click()
  const groups = page.getByRole('dialog').locator('b')
  await expect(groups).toHaveCount(8)
  await page.keyboard.press('Escape')
  await expect(groups).toHaveCount(8)
  const told = await groups.allTextContents()
  for (const label of await page.getByText(/^Nhóm thứ \d$/u).allTextContents()) await page.getByLabel(label).fill(told[Number(label.at(-1)) - 1] ?? '')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('tab', { name: 'Kiểm tra máy' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Khóa khôi phục' })).toContainText('đã gõ lại, đọc được')
})

test('a receiver is turned off and on, and taken away after it was asked; the minutes until the lock are kept', async ({ page }) => {
  await openPart(page, 'Nơi nhận và tin cậy')
  const receiver = page.getByRole('group', { name: /^VNeID/u })
  await expect(receiver.getByText('✓ đã khai báo')).toBeVisible()
  await receiver.getByRole('button', { name: 'Tạm ngừng gửi' }).click()
  await expect(receiver.getByText('‖ tạm ngừng')).toBeVisible()
  await receiver.getByRole('button', { name: 'Gửi lại' }).click()
  await expect(receiver.getByText('✓ đã khai báo')).toBeVisible()
  await receiver.getByRole('button', { name: 'Bỏ nơi nhận' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Bỏ nơi nhận' }).click()
  await expect(receiver.getByText('chưa khai báo')).toBeVisible()
  await openPart(page, 'Cán bộ và khóa')
  await page.getByLabel('Tự khóa sau số phút không ai dùng').fill('5')
  await page.keyboard.press('Tab')
  await expect(page.getByText('✓ Đã lưu')).toBeVisible()
})

test('axe finds nothing serious on any part, in light, dark and large', async ({ page }) => {
  test.setTimeout(300_000)
  await expect(page.getByRole('navigation')).toBeVisible()
  await page.keyboard.press('Alt+7')
  for (const name of ['Kiểm tra máy', 'Cơ quan và dấu', 'Khóa ký', 'Nơi nhận và tin cậy', 'Cách làm việc', 'Cán bộ và khóa', 'Sao lưu, nhật ký', 'Mẫu đọc, điều đã nhớ', 'Màn hình, trạm này']) {
    await page.getByRole('tab', { name }).click()
    await expectAccessible(page)
  }
})

test('level, digest and padding of signatures are chosen once and stay @browser', async ({ page }) => {
  const chosen = [['Hàm băm ít nhất', 'SHA-384'], ['Kiểu đệm của khóa RSA', 'PSS'], ['Mức chữ ký cần đạt', 'B-LTA']] as const
  await openPart(page, 'Cách làm việc')
  for (const [label, value] of chosen) {
    await page.getByLabel(label).selectOption(value)
    await expect(page.getByLabel(label)).toHaveValue(value)
  }
  await page.reload()
  await openPart(page, 'Cách làm việc')
  for (const [label, value] of chosen) await expect(page.getByLabel(label)).toHaveValue(value)
})
