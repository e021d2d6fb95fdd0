import type { Locator, Page } from '@playwright/test'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { callStation } from '../../shared/station/index.ts'
import { decisionLines, passphrase } from '../support/office.ts'
import { printedPage, type PrintedLine } from '../support/printed-page.ts'
import { expect, test as base } from './counter-station.ts'

/** The same counter, whose signer tells his passphrase again with each signature; in its scanner lies this paper, where one is told. */
const test = base.extend<{ paper: { readonly lines: readonly PrintedLine[] } | null }>({
  paper: [null, { option: true }],
  station: async ({ station, paper }, use) => {
    const samples = path.join(station.folder, '..', 'giấy')
    if (paper !== null) {
      await mkdir(path.join(samples, '0'), { recursive: true })
      await printedPage(paper.lines, { dpi: 150 }).jpeg({ quality: 80 }).withMetadata({ density: 150 }).toFile(path.join(samples, '0', '1.jpg'))
    }
    await callStation('station.configure', { set: { confirmSigning: true, ...(paper === null ? {} : { samplePapers: samples }) } }, {
      folder: station.folder, passphrase: () => Promise.resolve(Buffer.from(passphrase)), keyPassphrase: () => Promise.reject(new Error('not asked here')), onEvent: () => undefined,
    })
    await use(station)
  },
})

/** A paper with two values that are not read, since they cannot be: a day to come, and a digit in a name. */
const twiceWrong = { lines: decisionLines(2).map((line) => ({ ...line, text: line.text.replace('năm 2026', 'năm 2036').replace('Nguyên Bách', 'Nguyên B8ch') })) }

const dossierField = (page: Page): Locator => page.getByLabel(/Mã hồ sơ, số định danh/u)
const field = (page: Page, name: string): Locator => page.locator(`[data-stop="${name}"] textarea`)
const doubts = (page: Page): Locator => page.locator('[data-stop]').filter({ hasText: 'cần soát' })

/** Presses keys one by one, and counts them. */
function hand(page: Page): { press: (key: string) => Promise<void>; presses: () => number } {
  let presses = 0
  return {
    presses: () => presses,
    press: async (key) => {
      presses += 1
      await page.keyboard.press(key)
    },
  }
}

/** From F8 to the counter that waits for the next paper. */
async function signAndGoOn(page: Page, press: (key: string) => Promise<void>): Promise<void> {
  await press('F8')
  await expect(page.getByLabel('Cụm mật khẩu', { exact: true })).toBeFocused()
  await page.keyboard.type(passphrase)
  await press('Enter')
  await expect(page.getByText('Đã ký số, có dấu thời gian')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('button', { name: /Hồ sơ tiếp theo/u })).toBeFocused()
  await press('Enter')
  await expect(dossierField(page)).toBeFocused()
}

/** What the record says that it cost. */
async function effortInRecord(page: Page): Promise<Locator> {
  await page.keyboard.press('Alt+4')
  await expect(page.getByRole('listbox', { name: 'Hồ sơ' }).getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  return page.getByText(/\d+ lần nhấn phím/u)
}

test('a page that is read right costs four presses with the passphrase asked, itself aside, and the record says so', async ({ page }) => {
  const { press, presses } = hand(page)
  await expect(dossierField(page)).toBeFocused()
  await press('F2')
  await expect(page.getByRole('button', { name: /Đánh dấu và ký/u })).toBeFocused({ timeout: 60_000 })
  await signAndGoOn(page, press)
  expect(presses()).toBe(4)
  await expect(await effortInRecord(page)).toHaveText(/^4 lần nhấn phím · \d+ giây · 0 chỗ sửa$/u)
})

test.describe('with two fields that are not read right', () => {
  test.use({ paper: twiceWrong })

  test('a page costs at most four more presses beside the typing, and the record counts both corrections', async ({ page }) => {
    const { press, presses } = hand(page)
    await expect(dossierField(page)).toBeFocused()
    await press('F2')
    await expect(field(page, 'issuedDate')).toBeFocused({ timeout: 60_000 })
    await expect(doubts(page)).toHaveCount(2)
    await page.keyboard.insertText('03/11/2026')
    await press('Enter')
    await expect(field(page, 'signerName')).toBeFocused()
    await page.keyboard.insertText('Triệu Nguyên Bách Thảo')
    await press('Enter')
    await expect(page.getByText('Không còn gì phải soát.')).toBeVisible()
    await expect(page.getByRole('button', { name: /Đánh dấu và ký/u })).toBeFocused()
    await signAndGoOn(page, press)
    expect(presses()).toBe(6)
    await expect(await effortInRecord(page)).toHaveText(/^6 lần nhấn phím · \d+ giây · 2 chỗ sửa$/u)
  })

  test('the passphrase may be typed right behind F8 while the last correction is still being kept: none of it is lost, and both are signed', async ({ page }) => {
    const { press } = hand(page)
    await expect(dossierField(page)).toBeFocused()
    await press('F2')
    await expect(field(page, 'issuedDate')).toBeFocused({ timeout: 60_000 })
    await page.keyboard.insertText('03/11/2026')
    await press('Enter')
    await expect(field(page, 'signerName')).toBeFocused()
    await page.keyboard.insertText('Triệu Nguyên Bách Thảo')
    await press('F8')
    await page.keyboard.type(passphrase)
    await press('Enter')
    await expect(page.getByText('Đã ký số, có dấu thời gian')).toBeVisible({ timeout: 60_000 })
    await expect(await effortInRecord(page)).toHaveText(/· 2 chỗ sửa$/u)
  })

  test('a passphrase typed behind F8 never lands in a field where the station refuses the value: the question says so, and Escape leads to it', async ({ page }) => {
    const { press } = hand(page)
    await expect(dossierField(page)).toBeFocused()
    await press('F2')
    await expect(field(page, 'issuedDate')).toBeFocused({ timeout: 60_000 })
    await page.keyboard.insertText('03/11/2026')
    await press('Enter')
    await expect(field(page, 'signerName')).toBeFocused()
    await page.keyboard.insertText('Triệu Nguyên B4ch Thảo')
    await press('F8')
    await page.keyboard.type(passphrase)
    await press('Enter')
    await expect(page.getByRole('dialog')).toContainText('Chưa ký.')
    await page.keyboard.type(passphrase)
    await press('Enter')
    await expect(page.getByRole('dialog')).toContainText('Chưa ký.')
    await press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(field(page, 'signerName')).toBeFocused()
    await expect(field(page, 'signerName')).toHaveValue('Triệu Nguyên B4ch Thảo')
    await expect(page.getByText('Đã ký số')).toHaveCount(0)
  })
})
