import { useState, type ReactNode } from 'react'
import { describeThrown, type SohoaError } from '../../../shared/model/index.ts'
import { attachmentTerms } from '../../../shared/words/index.ts'
import { Button } from '../../parts/button.tsx'
import { useFileChoice } from '../../parts/fields/file-drop.ts'
import { Failure } from '../../parts/message.tsx'
import type { Shown } from '../../record/shown.ts'
import { stage } from '../../station/staging.ts'
import { useCall } from '../../station/station.tsx'
import { errorOf } from '../../station/told-error.ts'
import { counterWords } from '../../words/counter.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import styles from './people-panel.module.css'

/** Papers kept beside the record: the authorisation that a receiver showed. They go nowhere. */
export function Attachments({ record }: { readonly record: Shown }): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const attach = useCall('record.attach')
  const [failed, setFailed] = useState<SohoaError | null>(null)
  const pick = useFileChoice((files) => {
    const [file] = files
    if (file === undefined) return
    setFailed(null)
    stage(file).then((path) => attach.mutate({ params: { id: record.id, file: path, kind: 'authorisation' } }), (thrown: unknown) => setFailed(errorOf(describeThrown(thrown))))
  })
  if (record.dossier.receiver === null && record.attachments.length === 0) return null
  const error = failed ?? attach.error
  return (
    <div className={styles.line}>
      <p className={styles.label}>{say(counterWords.attachments)}</p>
      <div className={styles.value}>
        <ul>{record.attachments.map(({ ordinal, kind, name }) => <li key={ordinal}>{attachmentTerms[kind][language]}: {name}</li>)}</ul>
        <p className="small quiet">{say(counterWords.attachHint)}</p>
        {error === null ? null : <Failure error={error} />}
      </div>
      <Button look="quiet" action={{ label: say(counterWords.attach), chord: null, run: pick }} busy={attach.isPending} />
    </div>
  )
}
