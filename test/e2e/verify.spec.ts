import type { Page } from '@playwright/test'
import { appendFile, copyFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { callStation } from '../../shared/station/index.ts'
import { expectAccessible } from './axe.ts'
import { expect, goByKey, test } from './desk-station.ts'
import { passphrase } from '../support/office.ts'

/** Writes the delivered PDF into a folder, from the station that nobody has open. */
async function deliveredPdf(filled: string, folder: string): Promise<string> {
  const beside = { folder: filled, onEvent: () => undefined, passphrase: () => Promise.resolve(Buffer.from(passphrase)), keyPassphrase: () => Promise.reject(new Error('no key')) }
  const { records: [record] } = await callStation('record.list', { work: 'delivered' }, beside)
  const { files } = await callStation('record.export', { id: record?.id ?? '', folder }, beside)
  return files.find((file) => file.endsWith('.pdf')) ?? ''
}

async function choose(page: Page, file: string): Promise<void> {
  const opened = page.locator('body > input[type=file]')
  if (await opened.count() > 0) {
    await opened.setInputFiles(file)
    return
  }
  const chooser = page.waitForEvent('filechooser')
  await page.keyboard.press('F4')
  await (await chooser).setFiles(file)
}

test('our own file is sound, its QR agrees, and it is the one that the station keeps; with something behind it, it fails in words', async ({ page, filled }, info) => {
  // Listened for early: the browser needs a moment to hand the system's window over.
  page.on('filechooser', () => undefined)
  await mkdir(info.outputDir, { recursive: true })
  const pdf = await deliveredPdf(filled, info.outputDir)
  await goByKey(page, 'Alt+6')
  await choose(page, pdf)
  const result = page.getByRole('article', { name: path.basename(pdf) })
  // Whether its certificate was revoked nobody can say where no authority answers.
  await expect(result).toContainText(/HỢP LỆ|CHƯA KIỂM TRA THU HỒI/u, { timeout: 60_000 })
  await expect(result).toContainText('Mã QR khớp với: các dòng in của dấu, hồ sơ ở trạm này, ảnh các trang quét trong tệp.')
  await expect(result).toContainText('Đúng là bản mà trạm này đang lưu')
  const changed = path.join(info.outputDir, 'sua.pdf')
  await copyFile(pdf, changed)
  await appendFile(changed, '\n4 0 obj\n<<>>\nendobj\n')
  await choose(page, changed)
  const second = page.getByRole('article', { name: 'sua.pdf' })
  await expect(second).toContainText('KHÔNG HỢP LỆ', { timeout: 60_000 })
  await expect(second).toContainText('có dữ liệu ghi thêm sau phần cuối tệp')
  await expectAccessible(page)
})
