import { basename } from 'node:path'
import type { StationEvent } from '../shared/contract/index.ts'
import { stepTerms, type Language } from '../shared/words/index.ts'

/** One line on stderr that says what long work is doing; silent where nobody watches. */
export interface ProgressLine {
  show(event: Extract<StationEvent, { type: 'progress' }>): void
  clear(): void
}

/** A progress line for this terminal. Without a terminal nothing is written: scripts read stdout only. */
export function progressLine(language: Language, quiet: boolean): ProgressLine {
  if (quiet || !process.stderr.isTTY) return { show: () => undefined, clear: () => undefined }
  const width = (): number => Math.max(20, process.stderr.columns || 80)
  return {
    show({ source, step, done, total }) {
      const name = stepTerms[step]?.[language] ?? step
      const line = `${name} ${done}/${total}${source === '' ? '' : ` · ${basename(source)}`}`
      process.stderr.write(`\r\u001b[K${line.slice(0, width() - 1)}`)
    },
    clear: () => { process.stderr.write('\r\u001b[K') },
  }
}
