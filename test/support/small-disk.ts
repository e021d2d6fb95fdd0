import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const run = (program: string, ...words: string[]): boolean => spawnSync(program, words, { stdio: 'ignore' }).status === 0

/** A file system of its own, of a few MiB. */
export interface SmallDisk {
  readonly folder: string
  /** `size` as mount writes it, e.g. `20m`. */
  resize(size: string): void
  setWritable(writable: boolean): void
  /** Writes a file of so many bytes less than there is room for; returns it. */
  fillBut(bytes: number): string
  /** Takes it away with all it holds. */
  remove(): void
}

/** Makes a disk; undefined where that is not possible: it takes root, and not every container lets root do it. */
export function mountSmallDisk(size: string): SmallDisk | undefined {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sohoa-disk-'))
  const remount = (option: string): void => {
    if (!run('mount', '-o', `remount,${option}`, folder)) throw new Error(`remount ${option}`)
  }
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder)) {
    fs.rmdirSync(folder)
    return undefined
  }
  return {
    folder,
    resize: (wanted) => { remount(`size=${wanted}`) },
    setWritable: (writable) => { remount(writable ? 'rw' : 'ro') },
    fillBut: (bytes) => {
      const file = path.join(folder, 'filler')
      fs.writeFileSync(file, randomBytes(fs.statfsSync(folder).bavail * 4096 - bytes))
      return file
    },
    remove: () => {
      run('umount', folder)
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Whether tests with small disks can be run here; says so where they cannot. */
export function canMountSmallDisks(): boolean {
  const disk = mountSmallDisk('1m')
  disk?.remove()
  if (disk === undefined) process.stdout.write('skipped: tests on small disks (mounting one needs root)\n')
  return disk !== undefined
}
