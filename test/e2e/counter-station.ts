import type { Page } from '@playwright/test'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { callStation } from '../../shared/station/index.ts'
import { passphrase } from '../support/office.ts'
import { test as base } from './fixtures.ts'

/** Sample papers in the feeder, one after the other: a page that is read surely, one of four pages. */
const papers = [[1], [2, 3, 4, 5]] as const

/** A station whose counter has papers in its scanner and signs when it is told to. What confidence a value must have is told by each spec. */
export const test = base.extend<{ acceptFrom: number }, { feeder: string }>({
  acceptFrom: [0.5, { option: true }],
  feeder: [async ({ office }, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'sohoa-feeder-'))
    for (const [at, pages] of papers.entries()) {
      const paper = path.join(folder, String(at))
      await mkdir(paper)
      for (const page of pages) await cp(await office.scan(page), path.join(paper, `${page}.jpg`))
    }
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  }, { scope: 'worker' }],
  station: async ({ station, acceptFrom, feeder }, use) => {
    await callStation('station.configure', { set: { signing: 'when told', samplePapers: feeder, deliverTo: ['kho'], acceptFrom } }, {
      folder: station.folder, passphrase: () => Promise.resolve(Buffer.from(passphrase)), keyPassphrase: () => Promise.reject(new Error('not asked here')), onEvent: () => undefined,
    })
    await use(station)
  },
})
export { expect } from './fixtures.ts'

/**
 * Types as a barcode reader does, faster than any hand: the keys in one go into whatever has the focus. `⌫` is a Backspace and what
 * follows `‹` up to `›` is put in without key names, as UniKey injects it. Enter ends it.
 */
export async function readerTypes(page: Page, keys: string): Promise<void> {
  await page.evaluate((all) => {
    const into = (): Element => document.activeElement ?? document.body
    const write = (change: (text: string) => string): void => {
      const field = into()
      if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return
      const prototype: object = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype
      Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, change(field.value))
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }
    const press = (key: string): boolean => into().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true }))
    let nameless = false
    for (const key of all) {
      if (key === '‹' || key === '›') nameless = key === '‹'
      else if (key === '⌫') {
        if (press('Backspace')) write((text) => text.slice(0, -1))
      } else if (press(nameless ? 'Unidentified' : key)) write((text) => text + key)
    }
    press('Enter')
  }, keys)
}
