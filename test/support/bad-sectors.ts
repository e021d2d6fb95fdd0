import fs from 'node:fs'
import { onTestFinished, vi } from 'vitest'

/**
 * Makes the disk fail (EIO) wherever the test's process reads one of these files, until the test ends. A file put in its place by rename
 * is another one, and can be read. Once in a test.
 */
export function badSectors(...files: string[]): void {
  // Held open, so that no new file is given the number of one that was replaced.
  const held = files.map((file) => fs.openSync(file, 'r'))
  const bad = new Set(held.map((handle) => fs.fstatSync(handle).ino))
  const isBad = (file: fs.PathLike | number): boolean => {
    const found = typeof file === 'number' ? fs.fstatSync(file) : fs.statSync(file, { throwIfNoEntry: false })
    return found !== undefined && bad.has(found.ino)
  }
  const failure = (): Error => Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO', errno: -5, syscall: 'read' })
  const { readSync, readFileSync, createReadStream } = fs
  const { copyFile } = fs.promises
  const spies = [
    vi.spyOn(fs, 'readSync').mockImplementation((...given: Parameters<typeof readSync>) => {
      if (isBad(given[0])) throw failure()
      return readSync(...given)
    }),
    vi.spyOn(fs, 'readFileSync').mockImplementation(((...given: Parameters<typeof readFileSync>) => {
      if (isBad(given[0])) throw failure()
      return readFileSync(...given)
    })),
    // A stream that fails: nothing can be under a file.
    vi.spyOn(fs, 'createReadStream').mockImplementation((file, options) => createReadStream(isBad(file) ? `${file.toString()}/.` : file, options)),
    vi.spyOn(fs.promises, 'copyFile').mockImplementation((source, target, mode) => (isBad(source) ? Promise.reject(failure()) : copyFile(source, target, mode))),
  ]
  onTestFinished(() => {
    for (const spy of spies) spy.mockRestore()
    for (const handle of held) fs.closeSync(handle)
  })
}
