import { useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import type { Action } from '../../keys/key-desk.ts'
import { TextField } from '../../parts/fields/text-field.tsx'
import { useStation } from '../../station/station.tsx'
import { day } from '../../words/dates.ts'
import { recoverySheetWords } from '../../words/settings.ts'
import { useSay } from '../../words/say.tsx'
import { askedGroups, groupsOf, readGroup } from './recovery-groups.ts'
import styles from './parts.module.css'
import sheet from './recovery-key.module.css'

interface RecoveryKeyProps {
  readonly recoveryKey: string
  /** Whether a person has typed back what was asked for. */
  readonly onProven: (proven: boolean) => void
}

/** Prints the sheet with the key; whoever shows it has the button. */
export const printAction = (label: string): Action => ({ label, chord: 'Ctrl+P', run: () => window.print() })

/** A recovery key as it is told once: to be printed, and typed back in part. */
export function RecoveryKey({ recoveryKey, onProven }: RecoveryKeyProps): ReactNode {
  const say = useSay()
  const groups = groupsOf(recoveryKey)
  const [asked] = useState(() => askedGroups(groups.length, Math.random()))
  const [typed, setTyped] = useState<readonly string[]>(['', ''])
  const fits = (at: number, text: string): boolean => readGroup(text) === groups[asked[at] ?? -1]
  return (
    <>
      <p><strong>{say(recoverySheetWords.told)}</strong> {say(recoverySheetWords.what)}</p>
      <ol className={styles.key} aria-label={say(recoverySheetWords.title)}>
        {groups.map((group, at) => <li key={at} className={styles.group}><span>{at + 1}</span><b>{group}</b></li>)}
      </ol>
      <p>{say(recoverySheetWords.keep)} {say(recoverySheetWords.warn)}</p>
      <p className="quiet">{say(recoverySheetWords.proof)}</p>
      <div className={styles.pair}>
        {asked.map((group, at) => {
          const text = typed[at] ?? ''
          return (
            <TextField key={group} label={say(recoverySheetWords.group, { number: group + 1 })} value={text} autoFocus={at === 0} fault={readGroup(text).length >= 5 && !fits(at, text) ? say(recoverySheetWords.groupDiffers, { number: group + 1 }) : null}
              onChange={(change) => {
                const next = typed.map((other, index) => (index === at ? change : other))
                setTyped(next)
                onProven(next.every((one, index) => fits(index, one)))
              }} />
          )
        })}
      </div>
      <RecoverySheet groups={groups} />
    </>
  )
}

/** The sheet itself: seen by the printer only. */
function RecoverySheet({ groups }: { readonly groups: readonly string[] }): ReactNode {
  const say = useSay()
  const { data: status } = useStation('station.status', {})
  const { data: session } = useStation('session.state', {})
  const agency = status?.configuration.agency ?? null
  const today = day(new Date().toISOString())
  return createPortal(
    <div className={sheet.sheet}>
      <h1>{say(recoverySheetWords.title)}</h1>
      <p>{agency === null ? say(recoverySheetWords.ofNobody, { day: today }) : say(recoverySheetWords.of, { agency, day: today })}</p>
      <ol className={sheet.key}>{groups.map((group, at) => <li key={at} className={sheet.group}><span>{at + 1}</span>{group}</li>)}</ol>
      <ul>
        <li>{say(recoverySheetWords.what)}</li>
        <li>{say(recoverySheetWords.keep)}</li>
        <li>{say(recoverySheetWords.warn)}</li>
        <li>{say(recoverySheetWords.lost)}</li>
      </ul>
      <p>{say(recoverySheetWords.folder, { folder: session?.folder ?? '' })}</p>
    </div>,
    document.body,
  )
}
