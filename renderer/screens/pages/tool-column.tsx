import type { ReactNode } from 'react'
import type { Action } from '../../keys/key-desk.ts'
import { Button } from '../../parts/button.tsx'
import { Message } from '../../parts/message.tsx'
import { pageWords } from '../../words/pages.ts'
import { useSay } from '../../words/say.tsx'
import styles from './page-desk.module.css'

export interface ToolGroup {
  readonly title: string
  readonly actions: readonly Action[]
}

interface ToolColumnProps {
  readonly groups: readonly ToolGroup[]
  /** Pages were changed and are not read yet. */
  readonly changed: boolean
  readonly onRead: () => void
  readonly back: Action
  readonly busy: boolean
}

/** Everything that can be done with the page, each with its key. */
export function ToolColumn({ groups, changed, onRead, back, busy }: ToolColumnProps): ReactNode {
  const say = useSay()
  return (
    <div className={styles.tools} aria-busy={busy}>
      <Button look="main" action={back} />
      {changed ? <Message tone="doubt" text={{ what: say(pageWords.changed), why: '', todo: '' }} actions={[{ label: say(pageWords.readAgain), chord: null, run: onRead }]} /> : null}
      {groups.map(({ title, actions }) => (
        <section key={title} className={styles.group}>
          <h2>{title}</h2>
          {actions.map((action) => <Button key={action.chord ?? action.label} look="quiet" action={action} />)}
        </section>
      ))}
    </div>
  )
}
