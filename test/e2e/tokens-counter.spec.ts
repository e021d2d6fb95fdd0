import { issueCertificate, makeKey } from '../../demo/pki.ts'
import { callStation } from '../../shared/station/index.ts'
import { runCommand } from '../support/command-line.ts'
import { passphrase } from '../support/office.ts'
import { openSoftTokens, softModule, softTokensOrSkip, type SoftToken } from '../support/soft-tokens.ts'
import { expectAccessible } from './axe.ts'
import { expect, test as base } from './desk-station.ts'

const officer = 'Nguyễn Thị Hà'

interface Tokens {
  readonly environment: Readonly<Record<string, string>>
  readonly own: SoftToken & { readonly fingerprint: string }
  readonly agency: SoftToken & { readonly fingerprint: string }
}

/** A station whose officer signs first with his token, then for the agency with hers; `record` was reviewed and waits. */
const test = base.extend<{ record: string }, { tokens: Tokens }>({
  tokens: [async ({ office }, use) => {
    const soft = openSoftTokens()
    const { agency, issuing } = office.pki
    const { notBefore, notAfter } = agency.certificate
    const make = async (label: string, pin: string, subject: { commonName: string; organisation?: string }): Promise<Tokens['own']> => {
      const identity = issueCertificate({ key: await makeKey('P-256'), notBefore, notAfter, subject, keyUsage: ['nonRepudiation'] }, issuing)
      const token = soft.add(label, pin)
      token.load(identity)
      token.put(issuing.certificate)
      return { ...token, fingerprint: identity.certificate.fingerprint }
    }
    await use({
      environment: soft.environment,
      own: await make('Khóa của Hà', '111111', { commonName: `DEMO – ${officer}` }),
      agency: await make('Con dấu xã', '222222', { commonName: 'DEMO – con dấu', organisation: office.agency }),
    })
    soft.close()
  }, { scope: 'worker' }],
  environment: async ({ tokens }, use) => { await use(tokens.environment) },
  record: async ({ station, tokens }, use) => {
    const beside = { folder: station.folder, passphrase: () => Promise.resolve(Buffer.from(passphrase)), onEvent: () => undefined, keyPassphrase: () => Promise.reject(new Error('no key file')) }
    await callStation('station.configure', { set: { tokenModules: [softModule], signingRegime: 'can-bo-va-co-quan', confirmSigning: false } }, beside)
    for (const [{ fingerprint }, ...whose] of [[tokens.own, '--officer', officer], [tokens.agency]] as const) {
      await runCommand(['key', 'add', '--token', fingerprint, ...whose, '--station', station.folder, '--passphrase-file', station.passphraseFile], { env: tokens.environment })
    }
    const { records: [record] } = await callStation('record.list', { work: ['reviewed'] }, beside)
    await use(record?.id ?? '')
  },
  page: async ({ record, page }, use) => {
    await page.evaluate((id) => { window.location.hash = `#/counter/${id}` }, record)
    await use(page)
  },
})
test.skip(!softTokensOrSkip(), 'SoftHSM2 is not installed')

test('at the counter one F8 asks for both tokens; what is typed while they are looked at is not lost @browser', async ({ page, tokens }) => {
  const before = page.getByRole('region', { name: 'Chữ ký số trên tệp' })
  await expect(before.getByRole('listitem')).toHaveText([/Cán bộ: chờ ký · hiện ở trang 1/u, /Cơ quan: chờ ký · hiện/u])
  await expect(page.locator('svg text', { hasText: officer })).toHaveCount(1)
  await expect(page.getByText('Chưa kiểm tra được trạng thái chứng thư số của DEMO – con dấu.')).toBeVisible()
  await expectAccessible(page)

  await page.keyboard.press('F8')
  await page.keyboard.type(tokens.own.pin)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toContainText('“Con dấu xã”')
  await expect(page.getByRole('dialog')).toContainText('Thiết bị 2 trên 2')
  await expect(page.getByLabel('Mã PIN')).toHaveValue('')
  await expectAccessible(page)
  await page.keyboard.type(tokens.agency.pin)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Đã ký số; chưa kiểm tra được trạng thái chứng thư số')).toBeVisible({ timeout: 60_000 })
})

test('a wrong PIN of the second token is asked for again, with a warning, and the first is not asked twice @browser', async ({ page, tokens }) => {
  await expect(page.getByRole('region', { name: 'Chữ ký số trên tệp' })).toBeVisible()
  await page.keyboard.press('F8')
  await expect(page.getByRole('dialog')).toContainText('“Khóa của Hà”')
  await page.keyboard.type(tokens.own.pin)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toContainText('“Con dấu xã”')
  await page.keyboard.type('000000')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Mã PIN chưa đúng.')
  await expect(dialog).toContainText('Lần trước mã PIN nhập sai.')
  await expect(dialog).toContainText('“Con dấu xã”')
  await expect(dialog).not.toContainText('Thiết bị 1 trên 2')
  await page.keyboard.type(tokens.agency.pin)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Đã ký số; chưa kiểm tra được trạng thái chứng thư số')).toBeVisible({ timeout: 60_000 })
})

test('Settings tell which key signs and whose it is; one is removed with the officer’s passphrase, and the older signs @browser', async ({ page }) => {
  await expect(page.getByRole('region', { name: 'Chữ ký số trên tệp' })).toBeVisible()
  await page.keyboard.press('Alt+7')
  await page.getByRole('tab', { name: 'Khóa ký', exact: true }).click()
  const keys = page.getByRole('region', { name: 'Khóa ký của cơ quan và cán bộ' })
  await expect(keys.getByRole('listitem')).toHaveText([/DEMO – con dấu.*cơ quan.*Ký bằng khóa này/u, new RegExp(`${officer}.*Ký bằng khóa này`, 'u'), /Để dành: không tự ký thay/u])
  await keys.getByRole('listitem').first().getByRole('button', { name: 'Gỡ khóa' }).click()
  await page.keyboard.insertText('không phải cụm này')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('Cụm mật khẩu')
  await page.getByRole('dialog').getByLabel('Cụm mật khẩu của anh/chị').fill(passphrase)
  await page.keyboard.press('Enter')
  await expect(keys.getByRole('listitem')).toHaveCount(2)
  await expect(keys.getByRole('listitem').last()).toContainText('Ký bằng khóa này')
  await expectAccessible(page)
})
