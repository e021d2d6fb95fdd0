import type { KeyPress } from './chord.ts'

/** A press with the moment it was made. */
export interface TimedPress extends KeyPress {
  /** Milliseconds, on any clock that only runs forward. */
  readonly timeStamp: number
}

/** What a press meant to the reader of bursts. */
export type Burst =
  | { readonly state: 'none' }
  /** The first press of what may become a burst: remember what the field under the cursor holds. */
  | { readonly state: 'begun' }
  | { readonly state: 'running' }
  /** Ended by Enter or Tab: `text` as far as the presses tell it, the input method's corrections applied. */
  | { readonly state: 'ended'; readonly text: string }

/** Gaps between the keys of a barcode reader, ms. A person's keys are seldom nearer than 60 ms, hardly ever ten times in a row. */
const longestGap = 50
const meanGap = 30
const fewestCharacters = 8

/**
 * Recognises a barcode reader that types: many keys in fast sequence, Enter or Tab at the end. An input method such as UniKey
 * may have changed the sequence: it injects Backspaces and other letters, which are applied here as a text field would.
 */
export class BurstReader {
  #text = ''
  #began = 0
  #last = Number.NEGATIVE_INFINITY
  #presses = 0

  press(press: TimedPress): Burst {
    if (press.key === 'Shift' || press.key === 'CapsLock' || press.key === 'AltGraph') return { state: 'none' }
    const follows = press.timeStamp - this.#last <= longestGap
    // An injected letter may arrive without its name; then only the field under the cursor knows it.
    const nameless = press.key === 'Unidentified' || press.key === 'Process'
    const typed = !press.ctrlKey && !press.altKey && !press.metaKey && (press.key.length === 1 || press.key === 'Backspace' || nameless)
    if ((press.key === 'Enter' || press.key === 'Tab') && follows) return this.#end(press.timeStamp)
    if (!typed) {
      this.#forget()
      return { state: 'none' }
    }
    if (!follows) this.#forget()
    const first = this.#presses === 0
    if (first) this.#began = press.timeStamp
    this.#text = press.key === 'Backspace' ? this.#text.slice(0, -1) : this.#text + (nameless ? '' : press.key)
    this.#last = press.timeStamp
    this.#presses += 1
    return { state: first ? 'begun' : 'running' }
  }

  #end(now: number): Burst {
    const text = this.#text.normalize('NFC')
    const swift = now - this.#began <= this.#presses * meanGap
    this.#forget()
    return swift && text.length >= fewestCharacters ? { state: 'ended', text } : { state: 'none' }
  }

  #forget(): void {
    this.#text = ''
    this.#presses = 0
    this.#last = Number.NEGATIVE_INFINITY
  }
}
