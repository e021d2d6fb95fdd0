import { defineConfig } from '@playwright/test'
import type { DoorOptions } from './test/e2e/fixtures.ts'

/** The same specs through both doors: in Debian's Chromium, and in Electron's window. */
export default defineConfig<object, DoorOptions>({
  testDir: 'test/e2e',
  outputDir: 'out/playwright',
  globalSetup: './test/e2e/set-up.ts',
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  // Two cores serve browser, host, station and engine: what fails is tried once more, and told as flaky.
  retries: process.env.CI === 'true' ? 1 : 0,
  forbidOnly: process.env.CI === 'true',
  reporter: [['list'], ['json', { outputFile: 'out/playwright-report.json' }]],
  projects: [
    { name: 'browser', use: { door: 'browser' } },
    // A window of the desktop has no way to be loaded anew: what is about that is the browser's alone.
    { name: 'electron', grepInvert: /@browser/u, use: { door: 'electron' } },
  ],
})
