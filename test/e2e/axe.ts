import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** What axe finds serious or critical on the page as it stands, with the first element of each. */
export async function seriousFaults(page: Page): Promise<string[]> {
  // Legacy mode stays in this page: a desktop's window has no other.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes: [first] }) => `${id}: ${first?.html ?? ''}`)
}
