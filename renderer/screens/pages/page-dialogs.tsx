import { useState, type ReactNode } from 'react'
import { Dialog } from '../../parts/dialog.tsx'
import { List } from '../../parts/list.tsx'
import { StepLine } from '../../parts/step-line.tsx'
import { TextField } from '../../parts/fields/text-field.tsx'
import { useStation } from '../../station/station.tsx'
import { pageWords } from '../../words/pages.ts'
import { useSay } from '../../words/say.tsx'
import styles from './page-desk.module.css'

/** Moves the page to a place that is typed. */
export function MoveDialog({ place, places, onMove, onClose }: { readonly place: number; readonly places: number; readonly onMove: (place: number) => void; readonly onClose: () => void }): ReactNode {
  const say = useSay()
  const [text, setText] = useState(String(place))
  const wanted = Number(text)
  const move = {
    label: say(pageWords.move), chord: 'Enter', disabled: !Number.isInteger(wanted) || wanted < 1 || wanted > places, run: () => {
      onClose()
      onMove(wanted)
    },
  }
  return <Dialog title={say(pageWords.moveTo)} onClose={onClose} actions={[move]}><TextField autoFocus label={say(pageWords.place)} inputMode="numeric" hint={`1–${places}`} value={text} onChange={setText} /></Dialog>
}

/** From this page on: another record. */
export function SplitDialog({ place, onSplit, onClose }: { readonly place: number; readonly onSplit: () => void; readonly onClose: () => void }): ReactNode {
  const say = useSay()
  const split = {
    label: say(pageWords.split), chord: 'Enter', run: () => {
      onClose()
      onSplit()
    },
  }
  return <Dialog title={say(pageWords.split)} onClose={onClose} actions={[split]}><p>{say(pageWords.splitHint, { page: place })}</p></Dialog>
}

/** Another unfinished record whose pages belong behind these. */
export function MergeDialog({ id, onMerge, onClose }: { readonly id: string; readonly onMerge: (other: string) => void; readonly onClose: () => void }): ReactNode {
  const say = useSay()
  const { data } = useStation('record.list', { work: ['captured', 'extracted', 'awaiting review', 'reviewed'], limit: 100 })
  const others = (data?.records ?? []).filter((record) => record.id !== id)
  return (
    <Dialog title={say(pageWords.merge)} onClose={onClose} wide>
      <p>{say(pageWords.mergeHint)}</p>
      <div className={styles.others}>
        <List label={say(pageWords.merge)} items={others} keyOf={(record) => record.id} autoFocus empty={say(pageWords.mergeNone)}
          onOpen={(record) => {
            onClose()
            onMerge(record.id)
          }}
          row={(record) => <div className={styles.other}><strong>{record.fields.documentType?.value ?? record.code}</strong><span className="code">{record.code} · {record.pages}</span><StepLine record={record} /></div>} />
      </div>
    </Dialog>
  )
}
