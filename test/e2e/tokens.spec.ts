import { issueCertificate, makeKey } from '../../demo/pki.ts'
import { openSoftTokens, softModule, softTokensOrSkip, type SoftToken } from '../support/soft-tokens.ts'
import { expectAccessible } from './axe.ts'
import { expect, goByKey, test as base } from './desk-station.ts'

/** A station beside which a token with the agency's key is plugged in. */
const test = base.extend<object, { token: SoftToken & { readonly environment: Readonly<Record<string, string>> } }>({
  token: [async ({ office }, use) => {
    const soft = openSoftTokens()
    const token = soft.add('Con dấu xã')
    const { agency, issuing, expired } = office.pki
    const { notBefore, notAfter } = agency.certificate
    token.load(issueCertificate({ key: await makeKey('P-256'), notBefore, notAfter, subject: { commonName: 'DEMO – con dấu', organisation: office.agency }, keyUsage: ['nonRepudiation'] }, issuing))
    token.load(expired)
    token.put(issuing.certificate)
    await use({ ...token, environment: soft.environment })
    soft.close()
  }, { scope: 'worker' }],
  environment: async ({ token }, use) => { await use(token.environment) },
})
test.skip(!softTokensOrSkip(), 'SoftHSM2 is not installed')

test('the agency’s key on a token is chosen in settings and signs the lot with one PIN; a wrong PIN is told, and warned of before the next @browser', async ({ page, token }) => {
  await goByKey(page, 'Alt+7')
  await page.getByRole('tab', { name: 'Khóa ký', exact: true }).click()
  await page.getByLabel('Thư viện PKCS#11 của thiết bị').fill(softModule)
  await page.getByLabel('Thư viện PKCS#11 của thiết bị').blur()
  const tokens = page.getByRole('region', { name: 'Thiết bị ký' })
  await expect(tokens).toContainText('Con dấu xã')
  await expect(tokens.getByRole('listitem')).toHaveCount(2)
  await expect(tokens).toContainText('Chứng thư số đã hết hạn')
  await expectAccessible(page)
  await tokens.getByRole('button', { name: 'Dùng khóa này' }).click()
  await expect(tokens).toContainText('đang dùng')
  await expect(page.getByText('thiết bị ký, hỏi mã PIN khi ký')).toBeVisible()

  await page.keyboard.press('Alt+3')
  await expect(page.getByRole('option')).toHaveCount(2)
  await page.keyboard.press('Control+A')
  await page.keyboard.press('F8')
  await expect(page.getByLabel('Mã PIN')).toBeFocused()
  await expect(page.getByRole('dialog')).toContainText('Con dấu xã')
  await page.keyboard.insertText('000000')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('Mã PIN chưa đúng.')
  await expect(page.getByRole('option')).toHaveCount(2)
  await page.keyboard.press('Control+A')
  await page.keyboard.press('F8')
  await expect(page.getByRole('dialog')).toContainText('Lần trước mã PIN nhập sai.')
  await expectAccessible(page)
  await page.keyboard.insertText(token.pin)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Đã ký 2 hồ sơ.')).toBeVisible({ timeout: 60_000 })
})

test('a token that is not plugged in is told before anybody types a PIN @browser', async ({ page, token }) => {
  await goByKey(page, 'Alt+7')
  await page.getByRole('tab', { name: 'Khóa ký', exact: true }).click()
  await page.getByLabel('Thư viện PKCS#11 của thiết bị').fill(softModule)
  await page.getByLabel('Thư viện PKCS#11 của thiết bị').blur()
  await page.getByRole('button', { name: 'Dùng khóa này' }).click()
  await expect(page.getByText('thiết bị ký, hỏi mã PIN khi ký')).toBeVisible()
  token.pull()
  await page.keyboard.press('Alt+3')
  await expect(page.getByRole('option')).toHaveCount(2)
  await page.keyboard.press('F8')
  await expect(page.getByRole('alert')).toContainText('Chưa thấy thiết bị ký của cơ quan.')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  token.plug()
})
