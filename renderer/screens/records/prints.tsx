import type { ReactNode } from 'react'
import { capacityTerms, handoverTerms } from '../../../shared/words/index.ts'
import { PrintSheet } from '../../parts/pages/print-sheet.tsx'
import { ownersOf, titleOf } from '../../parts/record-title.ts'
import { pageAddress } from '../../station/media.ts'
import { useStation } from '../../station/station.tsx'
import { clock } from '../../words/dates.ts'
import { recordWords } from '../../words/records.ts'
import { useLanguage, useSay } from '../../words/say.tsx'
import type { Shown } from '../../record/shown.ts'
import styles from './prints.module.css'

interface PrintProps {
  readonly record: Shown
  readonly onEnd: (whole: boolean) => void
}

/** The electronic copy on paper, to be compared with: every page says that it does not stand for the paper. */
export function ComparisonPrint({ record, onEnd }: PrintProps): ReactNode {
  const say = useSay()
  const { data: session } = useStation('session.state', {})
  const at = clock(new Date().toISOString())
  return (
    <PrintSheet onEnd={onEnd}>
      {Array.from({ length: record.pages }, (_, index) => index + 1).map((page) => (
        <section key={page} className={styles.page}>
          <p className={styles.heading}>{say(recordWords.printHeading)}</p>
          <img className={styles.picture} src={pageAddress(record.id, page, 'final', 1600)} alt={say(recordWords.finalPage, { page })} />
          <p className={styles.foot}>{say(recordWords.printFoot, { code: record.code, page, total: record.pages, at, officer: session?.officer ?? '' })}</p>
        </section>
      ))}
    </PrintSheet>
  )
}

/** Who received the paper, when and from whom; to be signed by both. */
export function HandoverSlip({ record, onEnd }: PrintProps): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const { data: status } = useStation('station.status', {})
  const { handover, owners, dossier, code } = record
  if (handover === null) return null
  const receiver = handover.receiver === null ? say(recordWords.slipOwner) : [handover.receiver.name, handover.receiver.shownId, capacityTerms[handover.receiver.capacity][language]].filter((part) => part !== null).join(' · ')
  const facts: readonly (readonly [string, string | null])[] = [
    [say(recordWords.facts), titleOf(record)],
    [say(recordWords.dossierCode), dossier.dossierCode],
    [say(recordWords.code), code],
    [say(recordWords.owner), ownersOf({ owners })],
    [say(recordWords.slipReceiver), receiver],
    [say(recordWords.handover), handoverTerms[handover.way][language]],
    [say(recordWords.slipAt), clock(handover.at)],
    [say(recordWords.slipWitness), handover.witness],
  ]
  return (
    <PrintSheet onEnd={onEnd}>
      <div className={styles.slip}>
        <p>{status?.configuration.agency ?? ''}</p>
        <h1 className={styles.title}>{say(recordWords.slipTitle)}</h1>
        <dl className={styles.facts}>{facts.map(([name, value]) => (value === null || value === '' ? null : <div key={name} style={{ display: 'contents' }}><dt>{name}</dt><dd>{value}</dd></div>))}</dl>
        <div className={styles.signatures}>
          <div><p>{say(recordWords.slipReceiver)}</p><p>{say(recordWords.signHere)}</p></div>
          <div><p>{say(recordWords.slipGiven)}: {handover.by}</p><p>{say(recordWords.signHere)}</p></div>
        </div>
      </div>
    </PrintSheet>
  )
}
