import type { VerdictLine } from '../../../shared/contract/index.ts'
import type { SohoaError } from '../../../shared/model/index.ts'
import { Desk, useDesk, useDeskState } from '../../station/desk.ts'
import type { Door } from '../../station/door.ts'
import { stage } from '../../station/staging.ts'
import { errorFrom } from '../../station/told-error.ts'

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
class CheckDesk extends Desk<readonly Check[]> {
  #lastId = 0

  constructor(door: Door) {
    super(door, [])
  }

  #change(id: number, change: Partial<Check>): void {
    this.set(this.now().map((check) => (check.id === id ? { ...check, ...change } : check)))
  }

  /** Checks files one after the other. */
  check = async (files: readonly File[]): Promise<void> => {
    const begun = files.map((file) => {
      this.#lastId += 1
      return { id: this.#lastId, file }
    })
    this.set([...begun.map(({ id, file: { name, size } }) => ({ id, name, bytes: size, at: null, verdict: null, error: null })), ...this.now()])
    for (const { id, file } of begun) {
      try {
        const { files: [verdict = null] } = await this.door.call('file.verify', { files: [await stage(file)] })
        this.#change(id, { at: new Date().toISOString(), verdict })
      } catch (thrown) {
        this.#change(id, { at: new Date().toISOString(), error: errorFrom(thrown) })
      }
    }
  }
}

/** The files that were checked, and how to check more. */
export function useChecks(): { readonly checks: readonly Check[]; readonly check: (files: readonly File[]) => Promise<void> } {
  const desk = useDesk(CheckDesk, (door) => new CheckDesk(door))
  return { checks: useDeskState(desk), check: desk.check }
}
