import type { Locator, Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { runCommand } from '../support/command-line.ts'
import { passphrase } from '../support/office.ts'
import { give } from './dropped-files.ts'
import { expect, goByKey, test } from './desk-station.ts'

const passphraseField = (page: Page): Locator => page.getByLabel('Cụm mật khẩu', { exact: true })
const dossierField = (page: Page): Locator => page.getByLabel(/Mã hồ sơ, số định danh/u)

/** A second tab of the same browser: it needs no link of its own. */
async function openTab(page: Page): Promise<Page> {
  const tab = await page.context().newPage()
  await tab.goto(new URL(page.url()).origin)
  return tab
}

test('two tabs are one station: what is done in one is seen in the other, and both are locked and unlocked by one @browser', async ({ page, station, office }) => {
  const tab = await openTab(page)
  await goByKey(tab, 'Alt+3')
  await expect(tab.getByRole('option')).toHaveCount(2)

  // Sent back in the first tab, it is gone from the queue of the second.
  await page.bringToFront()
  await goByKey(page, 'Alt+3')
  await expect(page.getByRole('option')).toHaveCount(2)
  await page.keyboard.press('Alt+R')
  await page.getByLabel('Lý do').fill('thiếu trang hai')
  await page.keyboard.press('Enter')
  await expect(tab.getByRole('option')).toHaveCount(1)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await tab.bringToFront()
  await goByKey(tab, 'Alt+1')
  await expect(dossierField(tab)).toBeFocused()

  // Taken in by the second, it stands among the first one's.
  await page.bringToFront()
  await goByKey(page, 'Alt+1')
  await tab.bringToFront()
  await give(tab, [{ name: 'giấy.jpg', bytes: await readFile(await office.scan(21)) }])
  await expect(page.getByRole('listbox', { name: 'Đang làm dở' }).getByRole('option').filter({ hasText: '221/QĐ-UBND' })).toBeVisible({ timeout: 60_000 })

  await page.bringToFront()
  await page.keyboard.press('Control+L')
  await expect(passphraseField(page)).toBeFocused()
  await expect(passphraseField(tab)).toBeVisible()
  await expect(tab.getByText('221/QĐ-UBND')).toHaveCount(0)
  await tab.bringToFront()
  await tab.keyboard.insertText(station.passphrase)
  await tab.keyboard.press('Enter')
  await expect(tab.getByRole('heading', { name: /221\/QĐ-UBND/u })).toBeVisible()
  await expect(dossierField(page)).toBeVisible()
})

test('a second program on the station says who holds it and since when, before and after the passphrase', async ({ page, startAnother }) => {
  await expect(page.getByRole('navigation')).toBeVisible()
  const other = await startAnother()
  await expect(other.getByText('Trạm đang mở ở nơi khác')).toBeVisible()
  await expect(other.getByText(/Chương trình số \d+ trên máy \S+ giữ trạm này từ \d\d:\d\d \d\d\/\d\d\/\d{4}/u)).toBeVisible()
  await other.keyboard.insertText(passphrase)
  await other.keyboard.press('Enter')
  await expect(other.getByRole('alert')).toContainText(/tiến trình số \d+ trên máy \S+, từ \d\d:\d\d \d\d\/\d\d\/\d{4}/u)
  await expect(other.getByRole('navigation')).toHaveCount(0)
})

test('a command that is to serve a station which is open elsewhere ends at once and says who holds it and since when', async ({ page, station }) => {
  await expect(page.getByRole('navigation')).toBeVisible()
  const { code, stderr } = await runCommand(['serve', '--no-open', '--station', station.folder, '--passphrase-file', station.passphraseFile])
  expect(code).toBe(6)
  expect(stderr).toMatch(/tiến trình số \d+ trên máy \S+, từ \d\d:\d\d \d\d\/\d\d\/\d{4}/u)
  await expect(page.getByRole('navigation')).toBeVisible()
})
