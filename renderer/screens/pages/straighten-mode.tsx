import { useState, type ReactNode } from 'react'
import type { PageLine } from '../../../shared/contract/index.ts'
import type { Action } from '../../keys/key-desk.ts'
import { useActions } from '../../keys/keys.tsx'
import { Button } from '../../parts/button.tsx'
import { frameWords } from '../../words/frame.ts'
import { pageWords } from '../../words/pages.ts'
import { useSay } from '../../words/say.tsx'
import styles from './page-desk.module.css'

interface StraightenMode {
  /** Degrees that are being tried. */
  readonly lean: number
  readonly begin: () => void
  readonly bar: ReactNode
}

const step = 0.25
const most = 45

/** Leans the page by small steps; nothing is kept until Enter. */
export function useStraightenMode(page: PageLine, onStraighten: (degrees: number | null) => void): StraightenMode {
  const say = useSay()
  const [lean, setLean] = useState<number | null>(null)
  const end = (): void => setLean(null)
  const by = (degrees: number) => (): void => setLean((now) => Math.max(-most, Math.min(most, (now ?? 0) + degrees)))
  const left: Action = { label: say(pageWords.straightenLeft), chord: 'ArrowLeft', run: by(-step) }
  const right: Action = { label: say(pageWords.straightenRight), chord: 'ArrowRight', run: by(step) }
  const keep: Action = {
    label: say(pageWords.straighten), chord: 'Enter', disabled: lean === 0, run: () => {
      onStraighten(lean)
      end()
    },
  }
  const machine: Action = {
    label: say(pageWords.straightenMachine), chord: null, disabled: !page.told.skew, run: () => {
      onStraighten(null)
      end()
    },
  }
  const cancel: Action = { label: say(frameWords.cancel), chord: 'Escape', run: end }
  useActions('part', lean === null ? [] : [left, right, { ...left, chord: 'Shift+ArrowLeft', run: by(-4 * step) }, { ...right, chord: 'Shift+ArrowRight', run: by(4 * step) }, keep, cancel])
  return {
    lean: lean ?? 0,
    begin: () => setLean(0),
    bar: lean === null ? null : (
      <div className={styles.mode}>
        <p className="code" role="status">{say(pageWords.straightenBy, { degrees: lean.toLocaleString('vi-VN', { maximumFractionDigits: 2 }) })}</p>
        <Button action={left} /><Button action={right} /><Button action={machine} /><Button action={cancel} /><Button look="main" action={keep} />
      </div>
    ),
  }
}
