import { Fragment, type ReactNode } from 'react'
import { fieldNames } from '../../../shared/model/index.ts'
import { attachmentTerms, capacityTerms, choiceBasisTerms, deliveryTerms, fieldTerms, handoverTerms, recallReasonTerms, recallTerms, recipientTerms, sayName, targetTerms, trustTerms, type Language } from '../../../shared/words/index.ts'
import { ownersOf } from '../../parts/record-title.ts'
import { clock, printDate } from '../../words/dates.ts'
import { recordWords } from '../../words/records.ts'
import { useLanguage, useSay, type Say } from '../../words/say.tsx'
import type { Shown } from '../../record/shown.ts'
import { shortDigest } from './proof.ts'
import styles from './record-screen.module.css'

type Fact = readonly [name: string, value: ReactNode]

function Facts({ title, facts }: { readonly title: string; readonly facts: readonly Fact[] }): ReactNode {
  return (
    <section className={styles.section} aria-label={title}>
      <h2>{title}</h2>
      <dl className={styles.facts}>{facts.map(([name, value], at) => <Fragment key={at}><dt>{name}</dt><dd>{value}</dd></Fragment>)}</dl>
    </section>
  )
}

/** A fact that is there only where there is a value. */
const where = (name: string, value: string | null | undefined): readonly Fact[] => (value === null || value === undefined ? [] : [[name, value]])
const digest = (name: string, value: string | null): readonly Fact[] => (value === null ? [] : [[name, <span key={name} className={styles.digest} title={value}>{shortDigest(value)}</span>]])

/** All that the station knows of a record beside its pages and its history. */
export function RecordFacts({ record }: { readonly record: Shown }): ReactNode {
  const say = useSay()
  const language = useLanguage()
  return (
    <>
      <Facts title={say(recordWords.fields)} facts={fieldFacts(record, say, language)} />
      <Facts title={say(recordWords.people)} facts={peopleFacts(record, say, language)} />
      <Deliveries record={record} />
      <Facts title={say(recordWords.facts)} facts={ownFacts(record, say, language)} />
      {record.mark === null ? null : (
        <section className={styles.section} aria-label={say(recordWords.mark)}>
          <h2>{say(recordWords.mark)}</h2>
          <div className={styles.mark}>{record.mark.map((line, at) => <p key={at}>{line}</p>)}</div>
        </section>
      )}
    </>
  )
}

function fieldFacts({ fields }: Shown, say: Say, language: Language): readonly Fact[] {
  return fieldNames.flatMap((name): readonly Fact[] => {
    const field = fields[name]
    if (field === undefined || (field.value === null && field.accepted)) return []
    const value = field.value === null ? '–' : name === 'issuedDate' ? printDate(field.value) : field.value
    const who = !field.accepted ? <span className={styles.waits}>{say(recordWords.notAccepted)}</span> : field.acceptedBy === 'operator' ? <span className="quiet">{say(recordWords.byOperator)}</span> : null
    return [[fieldTerms[name][language], <>{value}{who === null ? null : <> · {who}</>}{field.reason === undefined ? null : <p className="quiet">{say(recordWords.asOnPaper, { reason: field.reason })}</p>}</>]]
  })
}

function peopleFacts({ owners, recipient, dossier, deliveryChoice, handover }: Shown, say: Say, language: Language): readonly Fact[] {
  const judged = recipient.state === 'confirmed' && recipient.by !== null ? say(recordWords.recipientConfirmed, { by: recipient.by, reason: recipient.reason ?? '' })
    : recipient.state === 'open' && recipient.why !== null ? sayName(recipientTerms, recipient.why, language) : null
  const names = ownersOf({ owners })
  const given = handover === null ? say(recordWords.paperHere) : say(recordWords.handedOver, { way: handoverTerms[handover.way][language], at: clock(handover.at), by: handover.by })
  return [
    [say(recordWords.owner), <>{names === '' ? say(recordWords.noOwner) : names}{judged === null ? null : <p className={recipient.state === 'open' ? styles.waits : 'quiet'}>{judged}</p>}</>],
    ...where(say(recordWords.receiver), dossier.receiver === null ? null : `${dossier.receiver.name} (${capacityTerms[dossier.receiver.capacity][language]})`),
    ...where(say(recordWords.choice), deliveryChoice === null ? null : `${deliveryChoice.targets.length === 0 ? say(recordWords.paperOnly) : deliveryChoice.targets.map((name) => targetTerms[name][language]).join(', ')} · ${choiceBasisTerms[deliveryChoice.basis][language]}`),
    [say(recordWords.handover), `${given}${handover?.receiver === null || handover === null ? '' : ` · ${handover.receiver.name} (${capacityTerms[handover.receiver.capacity][language]})`}`],
  ]
}

function ownFacts(record: Shown, say: Say, language: Language): readonly Fact[] {
  const { code, dossier, version, capturedAt, captureClock, createdBy, convertedAt, pages, origin, state, rawDigest, pdfDigest, reuses, attachments, effort } = record
  return [
    [say(recordWords.code), <span key="code" className="code">{code}</span>],
    ...where(say(recordWords.dossierCode), dossier.dossierCode),
    ...where(say(recordWords.procedureCode), dossier.procedureCode),
    ...where(say(recordWords.resultCode), dossier.resultCode),
    ...where(say(recordWords.validUntil), dossier.validUntil === null ? null : printDate(dossier.validUntil)),
    ...where(say(recordWords.version), version === 1 ? null : String(version)),
    [say(recordWords.capturedAt), `${say(recordWords.capturedBy, { at: clock(capturedAt), by: createdBy })}${captureClock === 'doubtful' ? ` · ${say(recordWords.clockDoubtful)}` : ''}`],
    ...where(say(recordWords.convertedAt), convertedAt === null ? null : clock(convertedAt)),
    [say(recordWords.pages), String(pages)],
    [say(recordWords.origin), say(origin === 'scan' ? recordWords.originScan : recordWords.originElectronic)],
    [say(recordWords.trust), trustTerms[state.trust][language]],
    ...digest(say(recordWords.rawDigest), rawDigest),
    ...digest(say(recordWords.pdfDigest), pdfDigest),
    ...where(say(recordWords.reuses), reuses.length === 0 ? null : reuses.map(({ dossierCode, at }) => `${dossierCode} (${clock(at)})`).join('; ')),
    ...(attachments.length === 0 ? [] : [[say(recordWords.attachments), <ul key="attachments">{attachments.map(({ ordinal, name, kind, addedAt, addedBy }) => <li key={ordinal}>{say(recordWords.attachment, { name, kind: attachmentTerms[kind][language], at: clock(addedAt), by: addedBy })}</li>)}</ul>] as const]),
    ...where(say(recordWords.effort), effort === null ? null : say(recordWords.effortLine, { keys: effort.keys, seconds: Math.round(effort.milliseconds / 1000), corrections: effort.corrections })),
  ]
}

/** Where it went, with the receipts, and where it is called back from. */
function Deliveries({ record: { deliveries, recalls } }: { readonly record: Shown }): ReactNode {
  const say = useSay()
  const language = useLanguage()
  return (
    <section className={styles.section} aria-label={say(recordWords.deliveries)}>
      <h2>{say(recordWords.deliveries)}</h2>
      {deliveries.length + recalls.length === 0 ? <p className="quiet small">{say(recordWords.noDeliveries)}</p> : (
        <ul className={styles.steps}>
          {deliveries.map(({ target, state, receiptId, deliveredAt, attempts, nextAttemptAt }, at) => (
            <li key={at}>
              <strong>{targetTerms[target][language]}</strong>: <span className={state === 'delivered' ? styles.proven : state === 'refused' ? styles.ended : state === 'cancelled' ? '' : styles.waits}>{deliveryTerms[state][language]}</span>
              {receiptId === null || deliveredAt === null ? null : <> · {say(recordWords.receipt, { id: receiptId, at: clock(deliveredAt) })}</>}
              {state !== 'queued' || attempts === 0 ? null : <> · {say(recordWords.attempts, { count: attempts, at: nextAttemptAt === null ? '–' : clock(nextAttemptAt) })}</>}
            </li>
          ))}
          {recalls.map(({ target, state, outcome, reason, receiptId, acknowledgedAt }, at) => (
            <li key={`recall ${at}`}>
              <strong>{targetTerms[target][language]}</strong>: {say(recordWords.recall, { reason: recallReasonTerms[reason][language], state: recallTerms[outcome ?? (state === 'refused' ? state : 'queued')][language] })}
              {receiptId === null || acknowledgedAt === null ? null : <> · {say(recordWords.receipt, { id: receiptId, at: clock(acknowledgedAt) })}</>}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
