import { createContext, use, useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { KeyDesk, type Action, type KeyLevel, type KeyTarget, type ScanListener } from './key-desk.ts'

const DeskContext = createContext<KeyDesk>(new KeyDesk())

type TextField = HTMLInputElement | HTMLTextAreaElement

const isTextField = (element: EventTarget | null): element is TextField => element instanceof HTMLTextAreaElement
  || (element instanceof HTMLInputElement && !['button', 'checkbox', 'radio', 'submit', 'reset', 'file', 'range', 'color'].includes(element.type))

/** Sets a field's text so that React hears it like a person's typing. */
function write(field: TextField, text: string): void {
  const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, text)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

function targetOf(element: EventTarget | null): KeyTarget {
  const text = isTextField(element)
  return {
    takesText: text,
    secret: element instanceof HTMLInputElement && element.type === 'password',
    takesEnter: element instanceof HTMLElement && element.closest('button, a[href], summary, [role=listbox], [role=menuitem], [role=row], textarea:not([data-one-line])') !== null,
    read: () => (isTextField(element) ? element.value : ''),
    write: (value) => {
      if (isTextField(element)) write(element, value)
    },
  }
}

/** Everything below it shares one desk of keys, which hears every key of the window first. */
export function KeyProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [desk] = useState(() => new KeyDesk())
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (!desk.press(event, targetOf(event.target))) return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('keydown', hear, { capture: true })
    return () => window.removeEventListener('keydown', hear, { capture: true })
  }, [desk])
  return <DeskContext value={desk}>{children}</DeskContext>
}

/** The desk itself, for the help, the palette and the count of keys. */
export function useKeyDesk(): KeyDesk {
  return use(DeskContext)
}

/** Actions of this component, reached by their keys while it stands. */
export function useActions(level: KeyLevel, actions: readonly Action[]): void {
  const desk = useKeyDesk()
  const [scope] = useState(() => Symbol(level))
  useLayoutEffect(() => {
    desk.set(scope, level, actions)
  })
  useEffect(() => () => desk.set(scope, level, null), [desk, scope, level])
}

/** Hears codes that a barcode reader typed, wherever the focus was; the component mounted last hears them alone. */
export function useScannedCode(listener: ScanListener): void {
  const desk = useKeyDesk()
  const latest = useRef(listener)
  useLayoutEffect(() => {
    latest.current = listener
  })
  useEffect(() => desk.onScan((code) => latest.current(code)), [desk])
}
