import { useSyncExternalStore } from 'react'
import type { VerdictLine } from '../../../shared/contract/index.ts'
import { describeThrown, SohoaError } from '../../../shared/model/index.ts'
import type { Door } from '../../station/door.ts'
import { stage } from '../../station/staging.ts'
import { useDoor } from '../../station/station.tsx'

/** One file that was handed in to be checked. */
export interface Check {
  readonly id: number
  readonly name: string
  readonly bytes: number
  /** When the answer came; null while it is looked at. */
  readonly at: string | null
  readonly verdict: VerdictLine | null
  readonly error: SohoaError | null
}

/** Files that were checked since the window opened, the last first: another screen takes none of them away. */
class CheckDesk {
  readonly #door: Door
  readonly #watchers = new Set<() => void>()
  #checks: readonly Check[] = []
  #lastId = 0

  constructor(door: Door) {
    this.#door = door
  }

  watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => {
      this.#watchers.delete(watcher)
    }
  }

  all = (): readonly Check[] => this.#checks

  #set(checks: readonly Check[]): void {
    this.#checks = checks
    for (const watcher of this.#watchers) watcher()
  }

  #change(id: number, change: Partial<Check>): void {
    this.#set(this.#checks.map((check) => (check.id === id ? { ...check, ...change } : check)))
  }

  /** Checks files one after the other. */
  check = async (files: readonly File[]): Promise<void> => {
    const begun = files.map((file) => {
      this.#lastId += 1
      return { id: this.#lastId, file }
    })
    this.#set([...begun.map(({ id, file: { name, size } }) => ({ id, name, bytes: size, at: null, verdict: null, error: null })), ...this.#checks])
    for (const { id, file } of begun) {
      try {
        const { files: [verdict = null] } = await this.#door.call('file.verify', { files: [await stage(file)] })
        this.#change(id, { at: new Date().toISOString(), verdict })
      } catch (thrown) {
        this.#change(id, { at: new Date().toISOString(), error: thrown instanceof SohoaError ? thrown : new SohoaError('internal', describeThrown(thrown).params) })
      }
    }
  }
}

const desks = new WeakMap<Door, CheckDesk>()

/** The files that were checked, and how to check more. */
export function useChecks(): { readonly checks: readonly Check[]; readonly check: (files: readonly File[]) => Promise<void> } {
  const door = useDoor()
  const desk = desks.get(door) ?? new CheckDesk(door)
  desks.set(door, desk)
  return { checks: useSyncExternalStore(desk.watch, desk.all), check: desk.check }
}
