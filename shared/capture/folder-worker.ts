import path from 'node:path'
import { watch, type FSWatcher } from 'chokidar'
import { serve } from '../child/index.ts'
import { isPassedOver } from './plan.ts'
import type { FolderAnswer, FolderQuestion } from './folder-protocol.ts'

/** A file that did not grow for so long is written to its end. */
const settledMs = 1500
const pollMs = 200

/** Files that settle together were there together: they come in the order of their names. */
const collator = new Intl.Collator('vi', { numeric: true })

interface Watched {
  readonly folder: string
  readonly watcher: FSWatcher
  readonly settled: string[]
  wake: () => void
}

let watched: Watched | undefined

async function watching(folder: string): Promise<Watched> {
  if (watched?.folder === folder) return watched
  await watched?.watcher.close()
  const settled: string[] = []
  const watcher = watch(folder, { depth: 0, ignored: (file) => file !== folder && isPassedOver(path.basename(file)), awaitWriteFinish: { stabilityThreshold: settledMs, pollInterval: pollMs } })
  const mine: Watched = { folder, watcher, settled, wake: () => undefined }
  watcher.on('add', (file) => {
    settled.push(file)
    mine.wake()
  })
  // What cannot be watched is found out by whoever reads the folder.
  watcher.on('error', () => undefined)
  watched = mine
  return mine
}

serve<FolderQuestion, FolderAnswer>(async ({ folder, waitMs }) => {
  const mine = await watching(folder)
  if (mine.settled.length === 0) await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, waitMs)
    mine.wake = () => {
      clearTimeout(timer)
      resolve()
    }
  })
  return { files: mine.settled.splice(0).toSorted(collator.compare) }
})
