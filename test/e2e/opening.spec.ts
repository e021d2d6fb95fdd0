import { expect, test } from './fixtures.ts'

test('the screens open with their title and the focus in a field', async ({ page }) => {
  await expect(page).toHaveTitle(/Trạm số hóa/u)
  await expect(page.locator('input:focus')).toBeVisible()
})

test('a script that stands in the page itself is not run', async ({ page }) => {
  await expect(page.locator('main').first()).toBeVisible()
  const blocked = await page.evaluate(() => new Promise<string>((resolve) => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => { resolve(effectiveDirective) })
    const script = document.createElement('script')
    script.textContent = 'document.title = "taken over"'
    document.head.append(script)
    setTimeout(() => { resolve('not blocked') }, 5000)
  }))
  expect(blocked).toBe('script-src-elem')
  await expect(page).not.toHaveTitle('taken over')
})

test('the page has nothing of Node, and only three functions of the desktop', async ({ page, door }) => {
  const found = await page.evaluate(() => {
    const all: object = globalThis
    const bridge: unknown = 'bridge' in all ? all.bridge : undefined
    return { node: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in all), bridge: typeof bridge === 'object' && bridge !== null ? Object.keys(bridge).toSorted() : null }
  })
  expect(found).toEqual({ node: [], bridge: door === 'electron' ? ['onReply', 'pathOf', 'send'] : null })
})

test('the page cannot leave the station, open another window, or reach another address', async ({ page }) => {
  await expect(page.locator('main').first()).toBeVisible()
  const here = page.url()
  const reached = await page.evaluate(async () => ({
    fetched: await fetch('http://127.0.0.1:9/').then(() => true, () => false),
    opened: window.open('https://example.org/') !== null && location.protocol === 'app:',
  }))
  expect(reached).toEqual({ fetched: false, opened: false })
  expect(page.url()).toBe(here)
})
