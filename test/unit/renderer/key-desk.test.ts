import { describe, expect, test } from 'vitest'
import { KeyDesk, type Action, type KeyTarget } from '../../../renderer/keys/key-desk.ts'
import type { ScanCode } from '../../../renderer/keys/scan-code.ts'

const nowhere: KeyTarget = { takesText: false, secret: false, takesEnter: false, read: () => '', write: () => undefined }
const press = (key: string, part: Partial<Record<'ctrlKey' | 'shiftKey' | 'isComposing', boolean>> = {}, timeStamp = 0) => ({ key, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, isComposing: false, keyCode: 0, timeStamp, ...part })

/** A text field as UniKey and a person see it. */
function field(text = '') {
  const state = { text }
  const target: KeyTarget = { takesText: true, secret: false, takesEnter: false, read: () => state.text, write: (value) => { state.text = value } }
  return { state, target }
}

function desk() {
  const keys = new KeyDesk()
  const done: string[] = []
  const action = (label: string, chord: string, disabled = false): Action => ({ label, chord, disabled, run: () => done.push(label) })
  return { keys, done, action }
}

describe('keys', () => {
  test('the nearest action wins: part before screen before app', () => {
    const { keys, done, action } = desk()
    keys.set(Symbol('app'), 'app', [action('app', 'F8'), action('help', 'F1')])
    keys.set(Symbol('screen'), 'screen', [action('screen', 'F8'), action('next', 'Enter')])
    const part = Symbol('part')
    keys.set(part, 'part', [action('part', 'Enter')])
    for (const key of ['F8', 'F1', 'Enter']) expect(keys.press(press(key), nowhere)).toBe(true)
    keys.set(part, 'part', null)
    keys.press(press('Enter'), nowhere)
    expect(done).toEqual(['screen', 'help', 'part', 'next'])
  })

  test('a dialog hides every key below it', () => {
    const { keys, done, action } = desk()
    keys.set(Symbol('screen'), 'screen', [action('sign', 'F8')])
    keys.set(Symbol('layer'), 'layer', [action('close', 'Escape')])
    expect(keys.press(press('F8'), nowhere)).toBe(false)
    keys.press(press('Escape'), nowhere)
    expect(done).toEqual(['close'])
  })

  test('a key of a disabled action does nothing, here or below', () => {
    const { keys, done, action } = desk()
    keys.set(Symbol('app'), 'app', [action('below', 'F8')])
    keys.set(Symbol('screen'), 'screen', [action('sign', 'F8', true)])
    expect(keys.press(press('F8'), nowhere)).toBe(true)
    expect(done).toEqual([])
  })

  test('what is typed into a field is never a shortcut, nor what an input method composes', () => {
    const { keys, done, action } = desk()
    keys.set(Symbol('screen'), 'screen', [action('help', '?'), action('undo', 'Ctrl+Z'), action('leave out', 'Delete'), action('next', 'Enter'), action('turn', 'PageDown')])
    const { target } = field()
    for (const one of [press('?'), press('z', { ctrlKey: true }), press('Delete'), press('Enter', { isComposing: true }), press('Process')]) expect(keys.press(one, target)).toBe(false)
    expect(keys.press(press('Enter'), target)).toBe(true)
    expect(keys.press(press('PageDown'), target)).toBe(true)
    expect(done).toEqual(['next', 'turn'])
  })

  test('Enter on a button is the button’s', () => {
    const { keys, done, action } = desk()
    keys.set(Symbol('screen'), 'screen', [action('next', 'Enter')])
    expect(keys.press(press('Enter'), { ...nowhere, takesEnter: true })).toBe(false)
    expect(done).toEqual([])
  })

  test('keys are counted, those of a passphrase are not', () => {
    const { keys } = desk()
    keys.press(press('F2'), nowhere)
    keys.press(press('Shift', { shiftKey: true }), nowhere)
    const passphrase = { ...field().target, secret: true }
    for (const key of ['a', 'Backspace', 'Enter']) keys.press(press(key), passphrase)
    expect([keys.takeKeys(), keys.takeKeys()]).toEqual([2, 0])
  })
})

/** A reader types into a field; `shown` is what an input method leaves there. */
function scanInto(keys: KeyDesk, { state, target }: ReturnType<typeof field>, typed: string, shown: string): boolean {
  let now = 10_000
  const before = state.text
  for (const key of typed) {
    keys.press(press(key, {}, now), target)
    now += 4
  }
  state.text = before + shown
  return keys.press(press('Enter', {}, now), target)
}

describe('a barcode reader', () => {
  test('a code goes to whoever listens last, and the field under the cursor is as it was', () => {
    const { keys, done, action } = desk()
    const heard: ScanCode[] = []
    keys.set(Symbol('screen'), 'screen', [action('next', 'Enter')])
    keys.onScan(() => heard.push({ kind: 'dossier', code: 'nobody' }))
    keys.onScan((code) => heard.push(code))
    const name = field('Trần Thị ')
    expect(scanInto(keys, name, 'H22.15-261122-0001', 'H22.15-261122-0001')).toBe(true)
    expect(heard).toEqual([{ kind: 'dossier', code: 'H22.15-261122-0001' }])
    expect(name.state.text).toBe('Trần Thị ')
    expect(done).toEqual([])
  })

  test('a code that an input method mangled is taken from the field, where it stands as it was mangled', () => {
    const { keys } = desk()
    const heard: ScanCode[] = []
    keys.onScan((code) => heard.push(code))
    // VNI: D, 9 → Backspace, Đ; the presses of injected letters have no names.
    expect(scanInto(keys, field(), 'D95.15-261122-0001', 'Đ5.15-261122-0001')).toBe(true)
    expect(heard).toEqual([{ kind: 'dossier', code: 'D95.15-261122-0001' }])
  })

  test('a burst that is no code stays as it was typed, and its Enter is an Enter', () => {
    const { keys, done, action } = desk()
    keys.set(Symbol('screen'), 'screen', [action('next', 'Enter')])
    keys.onScan(() => done.push('scan'))
    const value = field()
    scanInto(keys, value, '8934563138165', '8934563138165')
    expect(value.state.text).toBe('8934563138165')
    expect(done).toEqual(['next'])
  })
})
