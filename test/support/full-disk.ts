import fs from 'node:fs'
import { onTestFinished, vi } from 'vitest'

/** Lets no file of this name be put into place any more (the disk is full), until the returned function is called or the test ends. */
export function diskFullFor(name: string): () => void {
  const { renameSync } = fs
  const spy = vi.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
    if (to.toString().endsWith(name)) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
    renameSync(from, to)
  })
  const mend = (): void => { spy.mockRestore() }
  onTestFinished(mend)
  return mend
}
