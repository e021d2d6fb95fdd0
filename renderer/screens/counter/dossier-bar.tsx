import { type ReactNode } from 'react'
import { targetTerms } from '../../../shared/words/index.ts'
import { ownersOf } from '../../parts/record-title.ts'
import type { Shown } from '../../record/shown.ts'
import { useDraft } from '../../station/drafts.ts'
import { counterWords } from '../../words/counter.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import type { Review } from './use-review.ts'
import styles from './dossier-bar.module.css'

/** Dossier code, whose it is and where it goes, in one line over the record. */
export function DossierBar({ record, review }: { readonly record: Shown; readonly review: Review }): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const saved = record.dossier.dossierCode ?? ''
  const [code, change, settle] = useDraft(`${record.id}/dossier`, saved)
  const leave = (): void => {
    const typed = code.trim()
    if (typed === '' || typed === saved) settle()
    else review.decide({ dossierCode: typed }, settle)
  }
  const targets = record.deliveryChoice?.targets ?? []
  return (
    <div className={styles.bar}>
      <label className={styles.code} data-stop="dossier"><span>{say(counterWords.dossierCode)}</span><input className="code" value={code} spellCheck={false} autoComplete="off" onChange={(event) => change(event.target.value)} onBlur={leave} /></label>
      <p className={styles.owner}>{record.owners.length === 0 ? <span className="quiet">{say(counterWords.noOwner)}</span> : ownersOf(record)}</p>
      {record.recipient.state === 'open' && targets.length > 0 ? <p className={styles.open}><span aria-hidden="true">○ </span>{say(counterWords.recipientOpen)} <kbd>Alt+O</kbd></p> : null}
      <p className="quiet">{say(counterWords.deliverTo)}: {targets.length === 0 ? say(counterWords.paperOnly) : targets.map((name) => targetTerms[name][language]).join(', ')}</p>
    </div>
  )
}
