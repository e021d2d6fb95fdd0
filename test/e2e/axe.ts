import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** What axe finds serious or critical on the page as it stands, with the first element of each. */
export async function seriousFaults(page: Page): Promise<string[]> {
  // Legacy mode stays in this page: a desktop's window has no other.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes: [first] }) => `${id}: ${first?.html ?? ''}`)
}

/** Nothing serious on the page as it stands, in light, in dark and with text twice as large, and nothing out of the window. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const look of ['light', 'dark', 'large'] as const) {
    await page.evaluate((name) => {
      document.documentElement.dataset.theme = name === 'dark' ? 'dark' : 'light'
      document.documentElement.style.fontSize = name === 'large' ? '200%' : ''
    }, look)
    expect(await seriousFaults(page), look).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), look).toBeLessThanOrEqual(0)
  }
  await page.evaluate(() => {
    document.documentElement.style.fontSize = ''
    document.documentElement.dataset.theme = 'light'
  })
}
