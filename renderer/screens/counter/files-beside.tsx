import { useState, type ReactNode } from 'react'
import { go } from '../../app/route.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { useFileDrop } from '../../parts/fields/file-drop.ts'
import { useIntakeDesk } from '../../record/intake/intake.ts'
import { counterWords } from '../../words/counter.ts'
import { useSay } from '../../words/say.tsx'
import { FilesChoice } from './files-choice.tsx'

interface FilesBesideProps {
  readonly id: string
  /** Its pages may still be changed. */
  readonly editable: boolean
}

/** Files that are dropped or pasted while a record is open: pages of it, or papers of their own. */
export function FilesBeside({ id, editable }: FilesBesideProps): ReactNode {
  const say = useSay()
  const intake = useIntakeDesk()
  const [files, setFiles] = useState<readonly File[]>([])
  const [apart, setApart] = useState(false)
  const close = (): void => {
    setFiles([])
    setApart(false)
  }
  const take = (chosen: readonly File[], together: boolean): void => {
    go('counter')
    void intake.takeFiles(chosen, {}, together, (taken) => go('counter', taken))
  }
  const begin = (chosen: readonly File[]): void => {
    if (chosen.length === 1) take(chosen, true)
    else setApart(true)
  }
  useFileDrop('screen', (given) => {
    setFiles(given)
    if (!editable) begin(given)
  })
  if (files.length === 0 || (!editable && !apart)) return null
  if (apart) return <FilesChoice files={files} onClose={close} onTake={(together) => take(files, together)} />
  return (
    <Dialog title={say(counterWords.filesBeside, { count: files.length })} onClose={close} actions={[
      { label: say(counterWords.intoNewRecord), chord: 'F3', run: () => begin(files) },
      { label: say(counterWords.intoThisRecord), chord: 'Enter', run: () => {
        close()
        void intake.addFiles(id, files)
      } },
    ]}>
      <p>{say(counterWords.filesBesideHint)}</p>
    </Dialog>
  )
}
