import type { Page } from '@playwright/test'
import { writeFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { writePkcs12 } from '../../demo/pki.ts'
import { toPem } from '../../shared/pki/index.ts'
import { keyPassphrase, passphrase } from '../support/office.ts'
import { expectAccessible } from './axe.ts'
import { expect, test as base } from './fixtures.ts'

/** A window on a folder that holds no station yet; `files`: the agency's key and the roots, as their issuers hand them over. */
const test = base.extend<{ files: { readonly key: string; readonly hubRoot: string; readonly root: string } }>({
  station: async ({ office }, use) => {
    const home = await mkdtemp(path.join(tmpdir(), 'sohoa-first-'))
    await use({ folder: path.join(home, 'trạm mới'), passphrase, passphraseFile: office.passphraseFile, office })
    await rm(home, { recursive: true, force: true })
  },
  files: async ({ office }, use) => {
    const home = await mkdtemp(path.join(tmpdir(), 'sohoa-first-'))
    const files = { key: path.join(home, 'khóa.p12'), hubRoot: path.join(home, 'kho.pem'), root: path.join(home, 'gốc.cer') }
    await writeFile(files.key, writePkcs12(office.pki.agency, Buffer.from(keyPassphrase)))
    await writeFile(files.hubRoot, toPem(office.pki.hubRoot.certificate))
    await writeFile(files.root, Buffer.from(toPem(office.pki.root.certificate).replace(/-----.*-----|\s/gu, ''), 'base64'))
    await use(files)
    await rm(home, { recursive: true, force: true })
  },
})
test.use({ unlocked: false })

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })

async function choose(page: Page, group: string | RegExp, file: string): Promise<void> {
  await page.getByRole('group', { name: group }).locator('input[type=file]').setInputFiles(file)
}

/** From the start to the recovery key. Gives its groups. */
async function makeStation(page: Page, agency: string): Promise<string[]> {
  await expect(heading(page, 'Thiết lập trạm số hóa')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel(/^Tên đầy đủ của cơ quan/u)).toBeFocused()
  await page.keyboard.insertText(agency)
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Họ tên cán bộ')).toBeFocused()
  await page.keyboard.insertText('Nguyễn Thị Hà')
  await page.getByLabel('Cụm mật khẩu mới').fill(passphrase)
  await page.getByLabel('Nhập lại cụm mật khẩu').fill(passphrase)
  await page.keyboard.press('Enter')
  await expect(heading(page, 'In và cất khóa khôi phục')).toBeVisible({ timeout: 30_000 })
  return page.getByRole('list', { name: 'KHÓA KHÔI PHỤC TRẠM SỐ HÓA' }).locator('b').allTextContents()
}

/** Types back what is asked for, as somebody reads it from paper: in small letters. */
async function typeBack(page: Page, groups: readonly string[]): Promise<void> {
  for (const label of await page.getByText(/^Nhóm thứ \d$/u).allTextContents()) {
    await page.getByLabel(label).fill(groups[Number(label.at(-1)) - 1]?.toLowerCase() ?? '')
  }
}

test('an empty folder becomes a station that can sign and send, by keys; the recovery key opens it', async ({ page, office, files }) => {
  test.setTimeout(180_000)
  const groups = await makeStation(page, office.agency)
  expect(groups).toHaveLength(8)
  await page.keyboard.press('Enter')
  await expect(heading(page, 'In và cất khóa khôi phục')).toBeVisible()
  await typeBack(page, groups)
  await page.keyboard.press('Enter')

  await expect(heading(page, 'Dấu chuyển đổi sẽ như thế này')).toBeVisible()
  await expect(page.getByText(`Cơ quan chuyển đổi: ${office.agency}`)).toBeVisible()
  await page.getByLabel('Mã định danh cơ quan').fill('h99.12')
  await page.keyboard.press('Enter')

  await expect(heading(page, 'Khóa ký số của cơ quan')).toBeVisible()
  await choose(page, /Tệp khóa PKCS#12/u, files.key)
  await page.getByLabel('Mật khẩu của tệp khóa').fill('không phải mật khẩu này')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByLabel('Mật khẩu của tệp khóa').fill(keyPassphrase)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Tên tổ chức khớp tên cơ quan')).toBeVisible()
  await page.getByRole('button', { name: /Tiếp tục/u }).click()

  await expect(heading(page, /Gửi kết quả đi đâu/u)).toBeVisible()
  await page.getByRole('group', { name: /^Kho quản lý/u }).getByLabel('Địa chỉ (https://…)').fill(office.hub.url('kho'))
  await page.getByRole('group', { name: /^Kho quản lý/u }).locator('input[type=file]').setInputFiles(files.hubRoot)
  await expect(page.getByText('✓ đã khai báo')).toBeVisible()
  await page.getByLabel('Địa chỉ dịch vụ dấu thời gian').fill(office.tsa.url)
  await choose(page, 'Thêm chứng thư gốc', files.root)
  await expect(page.getByText(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/u)).toBeVisible()
  await page.getByRole('button', { name: /Tiếp tục/u }).click()

  await expect(heading(page, 'Khi nào thì ký?')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Kiểm tra lần cuối')).toBeVisible()
  await expect(page.getByText(/còn hạn đến/u)).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Nơi nhận' }).filter({ hasText: '1 nơi' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel(/Mã hồ sơ, số định danh/u)).toBeFocused()

  await page.keyboard.press('Control+L')
  await expect(page.getByLabel('Cụm mật khẩu', { exact: true })).toBeFocused()
  await page.keyboard.insertText(groups.join('-'))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation')).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('Alt+7')
  await page.getByRole('tab', { name: 'Cán bộ và khóa' }).click()
  await expect(page.getByText('Trạm đang mở bằng khóa khôi phục')).toBeVisible()
})

test('a window that is loaded anew before the key was put away is where it was, and offers a new key @browser', async ({ page }) => {
  const groups = await makeStation(page, 'Ủy ban nhân dân xã Thử')
  await page.reload()
  await expect(page.getByText('Khóa khôi phục đã hiện một lần và không còn ở đây')).toBeVisible()
  await page.keyboard.press('F3')
  const anew = page.getByRole('list', { name: 'KHÓA KHÔI PHỤC TRẠM SỐ HÓA' }).locator('b')
  await expect(anew).toHaveCount(8)
  expect(await anew.allTextContents()).not.toEqual(groups)
  await typeBack(page, await anew.allTextContents())
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Dấu chuyển đổi sẽ như thế này')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByLabel(/Mã hồ sơ, số định danh/u)).toBeFocused()
  await page.reload()
  await expect(page.getByLabel(/Mã hồ sơ, số định danh/u)).toBeFocused()
})

test('a passphrase that is short, or typed otherwise the second time, makes no station', async ({ page }) => {
  await expect(heading(page, 'Thiết lập trạm số hóa')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel(/^Tên đầy đủ của cơ quan/u)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Điền tên đầy đủ của cơ quan để đi tiếp.')).toBeVisible()
  await page.keyboard.insertText('Ủy ban nhân dân xã Thử')
  await page.keyboard.press('Enter')
  await page.getByLabel('Họ tên cán bộ').fill('Nguyễn Thị Hà')
  await page.getByLabel('Cụm mật khẩu mới').fill('ngắn')
  await page.getByLabel('Nhập lại cụm mật khẩu').fill('ngắn')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Còn ngắn: cần ít nhất 12 ký tự.')).toBeVisible()
  await page.getByLabel('Cụm mật khẩu mới').fill(passphrase)
  await page.getByLabel('Nhập lại cụm mật khẩu').fill(`${passphrase}x`)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Hai lần nhập chưa giống nhau.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByLabel(/^Tên đầy đủ của cơ quan/u)).toHaveValue('Ủy ban nhân dân xã Thử')
})

test('axe finds nothing serious on the steps, in light, dark and large', async ({ page }) => {
  test.setTimeout(240_000)
  await expectAccessible(page)
  const groups = await makeStation(page, 'Ủy ban nhân dân xã Thử')
  await expectAccessible(page)
  await typeBack(page, groups)
  await page.keyboard.press('Enter')
  for (const step of ['Dấu chuyển đổi sẽ như thế này', 'Khóa ký số của cơ quan', /Gửi kết quả đi đâu/u, 'Khi nào thì ký?', 'Kiểm tra lần cuối']) {
    await expect(heading(page, step)).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: /Tiếp tục|Vào làm việc/u }).last().click()
  }
})
