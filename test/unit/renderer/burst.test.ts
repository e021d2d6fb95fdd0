import { describe, expect, test } from 'vitest'
import { BurstReader, type Burst } from '../../../renderer/keys/burst.ts'
import { chordOf } from '../../../renderer/keys/chord.ts'

const plain = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, isComposing: false, keyCode: 0 }

/** Types keys with a gap between them; `⌫` is Backspace, `⏎` Enter. Gives what the last press meant. */
function type(keys: string, gap: number, reader = new BurstReader()): Burst {
  let last: Burst = { state: 'none' }
  let now = 1000
  for (const key of keys) {
    last = reader.press({ ...plain, key: key === '⌫' ? 'Backspace' : key === '⏎' ? 'Enter' : key === '⇥' ? 'Tab' : key, timeStamp: now })
    now += gap
  }
  return last
}

describe('a barcode reader that types', () => {
  test('a fast burst with Enter or Tab at its end is one scan', () => {
    expect(type('H22.15-261122-0001⏎', 5)).toEqual({ state: 'ended', text: 'H22.15-261122-0001' })
    expect(type('H22.15-261122-0001⇥', 20)).toEqual({ state: 'ended', text: 'H22.15-261122-0001' })
  })

  test('the first key of a burst says so, to remember the field under the cursor', () => {
    expect(type('H', 5)).toEqual({ state: 'begun' })
    expect(type('H2', 5)).toEqual({ state: 'running' })
  })

  test('Backspaces that UniKey injects are applied', () => {
    expect(type('AA⌫⌫ÂRON-12345⏎', 5)).toEqual({ state: 'ended', text: 'ÂRON-12345' })
  })

  test('a person who types is no reader, however long the text', () => {
    expect(type('H22.15-261122-0001⏎', 90)).toEqual({ state: 'none' })
    expect(type('H22.15-261122-0001⏎', 45)).toEqual({ state: 'none' })
  })

  test('a short run of keys is no scan', () => {
    expect(type('1284⏎', 5)).toEqual({ state: 'none' })
  })

  test('what was typed by hand before is not part of the scan', () => {
    const reader = new BurstReader()
    type('12', 200, reader)
    let last: Burst = { state: 'none' }
    for (const [at, key] of Array.from('H22.15-261122-0001').concat('Enter').entries()) last = reader.press({ ...plain, key, timeStamp: 5000 + at * 5 })
    expect(last).toEqual({ state: 'ended', text: 'H22.15-261122-0001' })
  })
})

describe('names of keys', () => {
  test('modifiers stand before the key, capitals and Shift do not double', () => {
    expect(chordOf({ ...plain, key: 'k', ctrlKey: true })).toBe('Ctrl+K')
    expect(chordOf({ ...plain, key: 'Enter', ctrlKey: true })).toBe('Ctrl+Enter')
    expect(chordOf({ ...plain, key: '?', shiftKey: true })).toBe('?')
    expect(chordOf({ ...plain, key: 'Tab', shiftKey: true })).toBe('Shift+Tab')
    expect(chordOf({ ...plain, key: 'F8' })).toBe('F8')
  })

  test('no key is taken while an input method has it', () => {
    expect(chordOf({ ...plain, key: 'Enter', isComposing: true })).toBeNull()
    expect(chordOf({ ...plain, key: 'Process', keyCode: 229 })).toBeNull()
    expect(chordOf({ ...plain, key: 'a', keyCode: 229 })).toBeNull()
    expect(chordOf({ ...plain, key: 'Shift', shiftKey: true })).toBeNull()
  })
})
