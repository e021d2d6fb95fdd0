import type { ReactNode } from 'react'
import { go } from '../../app/route.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { counterWords } from '../../words/counter.ts'
import { useSay } from '../../words/say.tsx'
import { fromList } from '../backlog/chosen-files.ts'
import { useIncomingDesk } from '../backlog/incoming.ts'
import styles from './files-choice.module.css'

/** More than a counter takes in at once. */
const mostFiles = 200

interface FilesChoiceProps {
  readonly files: readonly File[]
  readonly onTake: (together: boolean) => void
  readonly onClose: () => void
}

/** Several files at once: one document, or one each. Very many belong to the backlog. */
export function FilesChoice({ files, onTake, onClose }: FilesChoiceProps): ReactNode {
  const say = useSay()
  const pile = useIncomingDesk()
  const many = files.length > mostFiles
  const choose = (label: string, chord: string | null, together: boolean) => ({ label, chord, run: () => {
    onClose()
    onTake(together)
  } })
  return (
    <Dialog title={say(counterWords.severalFiles, { count: files.length })} onClose={onClose}
      actions={many ? [{ label: say(counterWords.toBacklog), chord: 'Enter', run: () => {
        onClose()
        void pile.take(fromList(files))
        go('backlog')
      } }] : [choose(say(counterWords.oneEach), 'F3', false), choose(say(counterWords.oneDocument), 'Enter', true)]}>
      <p>{say(many ? counterWords.manyFiles : counterWords.severalFilesHint)}</p>
      <ul className={styles.names}>{files.slice(0, 20).map((file, at) => <li key={at}>{file.name}</li>)}{files.length > 20 ? <li>…</li> : null}</ul>
    </Dialog>
  )
}
