import type { ReactNode } from 'react'
import type { Action } from '../keys/key-desk.ts'
import { keyName } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { frameWords } from '../words/frame.ts'
import { useSay } from '../words/say.tsx'
import styles from './help.module.css'

/** An action that could be done when the layer was opened. */
export interface HelpLine {
  readonly action: Action
  readonly everywhere: boolean
}

/** The keys of the screen below, then those of every screen. */
export function Help({ lines, onClose }: { readonly lines: readonly HelpLine[]; readonly onClose: () => void }): ReactNode {
  const say = useSay()
  const group = (everywhere: boolean): ReactNode => {
    const keys = lines.filter((line) => line.everywhere === everywhere && line.action.chord !== null && line.action.chord !== '?')
    return keys.length === 0 ? null : (
      <section>
        <h3>{say(everywhere ? frameWords.everywhere : frameWords.here)}</h3>
        <dl className={styles.keys}>
          {keys.map(({ action }) => <div key={action.chord} className={styles.line}><dt><kbd>{keyName(action.chord ?? '')}</kbd></dt><dd>{action.label}</dd></div>)}
        </dl>
      </section>
    )
  }
  return <Dialog title={say(frameWords.help)} onClose={onClose}>{group(false)}{group(true)}</Dialog>
}
