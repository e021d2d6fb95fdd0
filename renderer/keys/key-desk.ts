import { BurstReader, type TimedPress } from './burst.ts'
import { chordOf, isTyping } from './chord.ts'
import { readScanCode, type ScanCode } from './scan-code.ts'

/** Something that can be done now, by its key, by its button, from the palette: said once. */
export interface Action {
  readonly label: string
  /** Null: by button and palette only. */
  readonly chord: string | null
  readonly run: () => void
  readonly disabled?: boolean
}

/** Where an action lives. A `layer` (dialog, menu) hides what lies below it; else the nearer wins. */
export const keyLevels = ['app', 'screen', 'part', 'layer'] as const
export type KeyLevel = (typeof keyLevels)[number]

interface Scope {
  readonly level: KeyLevel
  readonly actions: readonly Action[]
}

/** What the desk needs of a key event's target. */
export interface KeyTarget {
  readonly takesText: boolean
  /** A passphrase: what is typed of it is not counted, the Enter behind it is. */
  readonly secret: boolean
  /** Enter and Space do something here by themselves: buttons, links, options. */
  readonly takesEnter: boolean
  readonly read: () => string
  readonly write: (text: string) => void
}

export type ScanListener = (code: ScanCode) => void

/** All keys of the window go through here: one place decides what a press means. */
export class KeyDesk {
  readonly #scopes = new Map<symbol, Scope>()
  readonly #scanListeners: ScanListener[] = []
  readonly #reader = new BurstReader()
  #before: { target: KeyTarget; text: string } | null = null
  /** Keys pressed, the typing of secrets aside, since `takeKeys` was asked. */
  #keys = 0

  /** Puts a scope's actions in place, anew with each change; null takes them away. */
  set(scope: symbol, level: KeyLevel, actions: readonly Action[] | null): void {
    if (actions === null) this.#scopes.delete(scope)
    else this.#scopes.set(scope, { level, actions })
  }

  /** Codes that a barcode reader typed go to the listener that came last. */
  onScan(listener: ScanListener): () => void {
    this.#scanListeners.push(listener)
    return () => {
      this.#scanListeners.splice(this.#scanListeners.indexOf(listener), 1)
    }
  }

  /** Actions that would run now, the nearest first, one for each key. */
  actions(): { level: KeyLevel; action: Action }[] {
    const found: { level: KeyLevel; action: Action }[] = []
    const taken = new Set<string>()
    for (const { level, actions } of this.#reachable()) {
      for (const action of actions) {
        if (action.chord !== null && taken.has(action.chord)) continue
        if (action.chord !== null) taken.add(action.chord)
        found.push({ level, action })
      }
    }
    return found
  }

  /** How many keys were pressed since this was asked last, the typing of secrets aside: the effort of a record. */
  takeKeys(): number {
    const keys = this.#keys
    this.#keys = 0
    return keys
  }

  /** Decides about a press. True: it was taken, the browser must not act on it. */
  press(press: TimedPress, target: KeyTarget): boolean {
    const burst = this.#reader.press(press)
    if (burst.state === 'begun') this.#before = { target, text: target.read() }
    if (burst.state === 'ended' && this.#scanned(burst.text)) return true
    const chord = chordOf(press)
    if (chord === null) return false
    if (!target.secret || !isTyping(chord)) this.#keys += 1
    if (target.takesText && isTyping(chord)) return false
    if ((chord === 'Enter' || chord === 'Space') && target.takesEnter) return false
    for (const { actions } of this.#reachable()) {
      const action = actions.find((one) => one.chord === chord)
      if (action === undefined) continue
      if (action.disabled !== true) action.run()
      return true
    }
    return false
  }

  /** A burst is a scan only if it is a code: else it stays the text that it typed, and its Enter is an Enter. */
  #scanned(streamed: string): boolean {
    const listener = this.#scanListeners.at(-1)
    const before = this.#before
    this.#before = null
    if (listener === undefined) return false
    // What an input method typed into a field is there more surely than in its key events.
    const field = before?.target.takesText === true ? before.target.read() : ''
    const inField = before !== null && field.startsWith(before.text) ? field.slice(before.text.length) : ''
    const code = readScanCode(inField) ?? readScanCode(streamed)
    if (code === null) return false
    if (before?.target.takesText === true) before.target.write(before.text)
    listener(code)
    return true
  }

  /** Scopes from near to far; below a layer nothing is reached. */
  #reachable(): Scope[] {
    const scopes = [...this.#scopes.values()].map((scope, at) => ({ scope, rank: keyLevels.indexOf(scope.level) * 10_000 + at })).sort((left, right) => right.rank - left.rank).map(({ scope }) => scope)
    const layer = scopes.find(({ level }) => level === 'layer')
    return layer === undefined ? scopes : [layer]
  }
}
