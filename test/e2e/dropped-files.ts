import type { Page } from '@playwright/test'

/** A file as it is dropped or pasted: its name and bytes. */
export interface DroppedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Drops or pastes files on the middle of the window, as a file manager does. `times` of each, no two the same. */
export async function give(page: Page, files: readonly DroppedFile[], { how = 'drop', times = 1 }: { how?: 'drop' | 'paste'; times?: number } = {}): Promise<void> {
  const told = files.map(({ name, bytes }) => ({ name, text: Buffer.from(bytes).toString('base64') }))
  await page.evaluate(({ told: all, how: way, times: count }) => {
    const data = new DataTransfer()
    for (const { name, text } of all) {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
      // What stands behind the end of a picture is not looked at, and makes each another file.
      for (let number = 0; number < count; number += 1) data.items.add(new File(count === 1 ? [bytes] : [bytes, String(number)], count === 1 ? name : `${number} ${name}`))
    }
    const target = document.elementFromPoint(innerWidth / 2, innerHeight / 2) ?? document.body
    const events = way === 'paste' ? [new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })]
      : ['dragenter', 'dragover', 'drop'].map((name) => new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }))
    for (const event of events) target.dispatchEvent(event)
  }, { told, how, times })
}
