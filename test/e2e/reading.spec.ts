import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { cardOnGlass } from '../support/identity-card.ts'
import { printedPage } from '../support/printed-page.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './fixtures.ts'

const template = { name: { vi: 'Thẻ chủ bến đò', en: 'Ferry card' }, titles: ['THẺ CHỦ BẾN ĐÒ'], people: [{ role: 'owner', name: { labels: ['Người giữ thẻ'] }, number: { labels: ['Mã người giữ'] } }] }

test('a template is tried on a page, refused with its line, taken in and removed; memory says that it is empty', async ({ page, station }) => {
  const folder = path.dirname(station.folder)
  const [good, bad, scan] = ['the-ben-do.json', 'sai.json', 'thẻ.png'].map((name) => path.join(folder, name))
  if (good === undefined || bad === undefined || scan === undefined) throw new Error('no names')
  await writeFile(good, JSON.stringify(template))
  await writeFile(bad, JSON.stringify({ ...template, titles: [] }, null, 1))
  await writeFile(scan, await printedPage([
    { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', x: 105, y: 25 }, { text: 'THẺ CHỦ BẾN ĐÒ', x: 80, y: 60 }, { text: 'Người giữ thẻ: VI THỊ HẠ LAM', x: 30, y: 85 }, { text: 'Mã người giữ: 099181000356', x: 30, y: 95 },
  ], { dpi: 150 }).png().toBuffer())

  await expect(page.getByRole('navigation')).toBeVisible()
  await page.keyboard.press('Alt+7')
  await page.getByRole('tab', { name: 'Mẫu đọc, điều đã nhớ' }).click()
  await expect(page.getByText('Chưa nhớ gì.')).toBeVisible()
  const choose = async (group: string, file: string): Promise<void> => { await page.getByRole('group', { name: group }).locator('input[type=file]').setInputFiles(file) }
  await choose('Trang quét để thử', scan)
  await expect(page.getByText('Trang không có tên giấy của mẫu nào')).toBeVisible()
  await choose('Mẫu cần thử', good)
  await expect(page.getByText('Đọc theo mẫu the-ben-do')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Số định danh' })).toContainText('099181000356')
  await expect(page.getByRole('img', { name: 'Sơ đồ trang 1' })).toBeVisible()
  await expectAccessible(page)

  await choose('Nhận mẫu (tệp JSON)', bad)
  await expect(page.getByRole('alert')).toContainText(/Mẫu đọc “sai” chưa dùng được: dòng \d+, mục “titles”\./u)
  await choose('Nhận mẫu (tệp JSON)', good)
  const own = page.getByRole('list', { name: 'Mẫu của trạm' })
  await expect(own).toContainText('Thẻ chủ bến đò')
  await own.getByRole('button', { name: 'Bỏ mẫu Thẻ chủ bến đò' }).click()
  await expect(page.getByText('Trạm chưa có mẫu riêng.')).toBeVisible()
})

test('an identity card scanned with a paper is told beside its owner, and asked about before anything is marked', async ({ page, office, station }) => {
  const card = path.join(path.dirname(station.folder), 'thẻ.jpg')
  await (await cardOnGlass()).toFile(card)
  // Listened for early: the browser needs a moment to hand the system's window over.
  page.on('filechooser', () => undefined)
  await expect(page.getByRole('navigation')).toBeVisible()
  const chooser = page.waitForEvent('filechooser')
  await page.keyboard.press('F4')
  await (await chooser).setFiles([await office.scan(21), card])
  await expect(page.getByRole('dialog', { name: '2 tệp' })).toBeVisible()
  await page.keyboard.press('Enter')
  const people = page.getByRole('region', { name: 'Chủ kết quả và nơi nhận' })
  await expect(people.getByText('khớp với Mạc Đình Gia Phong trên giấy')).toBeVisible({ timeout: 90_000 })
  await expect(people).toContainText('sinh 09/03/1985')
  await expect(people).not.toContainText('099085001162')
  await expect(page.getByText('Ảnh 2 là thẻ căn cước quét cùng giấy tờ.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Giữ thẻ trong bản giao' })).toBeDisabled()
  await page.getByRole('button', { name: 'Bỏ trang thẻ khỏi bản giao' }).click()
  await expect(page.getByText('Ảnh 2 là thẻ căn cước quét cùng giấy tờ.')).toHaveCount(0)
  await expect(people.getByText('khớp với Mạc Đình Gia Phong trên giấy')).toBeVisible()
})
