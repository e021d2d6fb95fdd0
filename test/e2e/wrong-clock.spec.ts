import { runCommand } from '../support/command-line.ts'
import { requireTool } from '../support/system-tools.ts'
import { expect, test as base } from './counter-station.ts'

/** The same counter on a machine whose clock ran two days ahead when the station was last used, and was set back since. */
const test = base.extend({
  station: async ({ station }, use) => {
    const { code, stderr } = await runCommand(['configure', '--place', 'Đồng Mây', '--station', station.folder, '--passphrase-file', station.passphraseFile], {
      under: [requireTool('faketime'), '-f', '+2d'], env: { FAKETIME_DONT_FAKE_MONOTONIC: '1' },
    })
    if (code !== 0) throw new Error(stderr)
    await use(station)
  },
})

test('a clock that was set back marks and signs nothing at F8: the counter says why and what to do, the paper stays, and the next one comes in', async ({ page }) => {
  const dossier = page.getByLabel(/Mã hồ sơ, số định danh/u)
  const sign = page.getByRole('button', { name: /Đánh dấu và ký/u })
  await expect(dossier).toBeFocused()
  await page.keyboard.press('F2')
  await expect(sign).toBeFocused({ timeout: 60_000 })
  await page.keyboard.press('F8')
  const told = page.getByText(/Đồng hồ máy không hợp lý \(\d\d:\d\d \d\d\/\d\d\/\d{4}\)/u).first()
  await expect(told).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText(/Trang đã nhận vẫn an toàn/u).first()).toBeVisible()
  await expect(page.getByText('Đã ký số')).toHaveCount(0)

  await page.keyboard.press('Escape')
  await expect(dossier).toBeFocused()
  await page.keyboard.press('F2')
  await expect(page.getByRole('group', { name: 'Trang 1 của 4' })).toBeVisible({ timeout: 60_000 })
})
