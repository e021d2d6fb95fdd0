import type { RecordLine, ResultOf } from '../../shared/contract/index.ts'
import { isErrorCode, parseInstant, toVietnamTime } from '../../shared/model/index.ts'
import { attachmentTerms, capacityTerms, choiceBasisTerms, explainError, recipientTerms, sayName, targetTerms, type Language } from '../../shared/words/index.ts'
import { texts } from '../language.ts'

const shownTime = (moment: string): string => toVietnamTime(parseInstant(moment))

function person({ name, id }: { name: string; id: string | null }): string {
  return `${name} · ${id ?? '—'}`
}

/** Paper and dossier side by side: what an officer compares before confirming. */
export function comparedText({ recipient, owners }: Pick<RecordLine, 'recipient' | 'owners'>, language: Language): string[] {
  const say = texts(language)
  const read = recipient.onPaper.map((named) => `${person(named)}${named.role === 'deceased' ? ` (${say('deceased')})` : ''}`)
  const told = owners.filter(({ source }) => source !== 'paper').map(person)
  return [
    ...(read.length === 0 ? [`${say('onPaper')}: ${say('absent')}`] : read.map((line) => `${say('onPaper')}: ${line}`)),
    ...(told.length === 0 ? [`${say('inDossier')}: ${say('absent')}`] : told.map((line) => `${say('inDossier')}: ${line}`)),
  ]
}

/** Why deliveries wait for a person, and what to do: once for each reason. */
export function heldText(record: RecordLine, language: Language): string[] {
  const say = texts(language)
  const reasons = new Set(record.deliveries.flatMap(({ state, lastError }) => (lastError !== null && isErrorCode(lastError) && (state === 'held' || lastError === 'hub_holds_another') ? [lastError] : [])))
  return [...reasons].flatMap((code) => {
    if (code === 'recipient_uncertain' && record.recipient.why !== null) {
      return [
        `  ! ${say('recipientOpen', { why: sayName(recipientTerms, record.recipient.why, language) })}`,
        ...comparedText(record, language).map((line) => `      ${line}`),
        `    → ${say('nextConfirm', { id: record.id })}`,
      ]
    }
    const { what, todo } = explainError(code, {}, language)
    return [`  ! ${what}`, `    → ${todo}`]
  })
}

/** Whose a record is, who came for it, where it goes, and what is kept beside it. */
export function recipientText(record: ResultOf<'record.show'>, language: Language): string[] {
  const say = texts(language)
  const { recipient, deliveryChoice, attachments, dossier: { receiver } } = record
  const lines = record.owners.map((owner) => `  ◇ ${person(owner)}`)
  if (recipient.state === 'confirmed' && recipient.at !== null) {
    lines.push(`  ${say('confirmed')}: ${recipient.by ?? ''} · ${shownTime(recipient.at)} · ${recipient.reason ?? ''}`)
    if (recipient.despite !== null) lines.push(`      ${sayName(recipientTerms, recipient.despite, language)}`)
  }
  if (recipient.state !== 'agreed') lines.push(...comparedText(record, language).map((line) => `      ${line}`))
  if (receiver !== null) lines.push(`  ${say('cameForIt')}: ${person(receiver)} · ${capacityTerms[receiver.capacity][language]}`)
  if (deliveryChoice !== null) {
    const where = deliveryChoice.targets.length === 0 ? say('paperOnly') : deliveryChoice.targets.map((target) => targetTerms[target][language]).join(', ')
    const why = deliveryChoice.reason === null ? '' : ` · ${deliveryChoice.reason}`
    lines.push(`  ${say('goesTo')}: ${where} · ${choiceBasisTerms[deliveryChoice.basis][language]} · ${deliveryChoice.by} · ${shownTime(deliveryChoice.at)}${why}`)
  }
  for (const { ordinal, kind, name, bytes, addedBy, addedAt } of attachments) {
    lines.push(`  ▤ ${say('attachment', { number: ordinal })}: ${attachmentTerms[kind][language]} · ${name} · ${Math.ceil(bytes / 1024)} KB · ${addedBy} · ${shownTime(addedAt)}`)
  }
  return lines
}
