/** What this room needs of a keyboard event, so that it can be tested without a browser. */
export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly metaKey: boolean
  readonly isComposing: boolean
  /** 229 while an input method has the key; the one property that tells it in every engine. */
  readonly keyCode: number
}

const modifiers = new Set(['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock'])

/** True while an input method takes the key for itself. */
export function isComposing({ isComposing: composing, keyCode, key }: KeyPress): boolean {
  return composing || keyCode === 229 || key === 'Process' || key === 'Unidentified'
}

/**
 * The name of a key with its modifiers, as bindings write it: `F8`, `Ctrl+Enter`, `Alt+1`, `?`. Null for a modifier alone and
 * for a key that an input method takes. Shift is named only with keys that print nothing: `?` is a key of its own.
 */
export function chordOf(press: KeyPress): string | null {
  if (isComposing(press) || modifiers.has(press.key)) return null
  const printing = press.key.length === 1
  const name = printing && (press.ctrlKey || press.altKey) ? press.key.toUpperCase() : press.key === ' ' ? 'Space' : press.key
  return [press.ctrlKey || press.metaKey ? 'Ctrl+' : '', press.altKey ? 'Alt+' : '', press.shiftKey && !printing ? 'Shift+' : '', name].join('')
}

/** True for a chord that a text field would take as text or as movement within it. */
export function isTyping(chord: string): boolean {
  return chord.length === 1 || ['Space', 'Backspace', 'Delete', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'Ctrl+A', 'Ctrl+C', 'Ctrl+V', 'Ctrl+X', 'Ctrl+Z', 'Ctrl+Y'].includes(chord)
}
