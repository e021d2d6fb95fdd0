import { basename } from 'node:path'
import type { RecordLine, ResultOf, VerdictLine } from '../../shared/contract/index.ts'
import { fieldNames, isErrorCode, parseInstant, toVietnamTime } from '../../shared/model/index.ts'
import {
  changeTerms, checkTerms, decisionTerms, deliveryTerms, explainError, fieldTerms, fill, sayName, signatureTrustTerms, targetTerms, trustTerms, verdictReasonTerms,
  verdictTerms, warningTerms, workTerms, type Language,
} from '../../shared/words/index.ts'
import { duplicatesText } from './duplicate.ts'
import { openFindingsText, overruledText } from './finding.ts'
import { texts } from '../language.ts'
import { heldText, recipientText } from './recipient.ts'
import { isWithdrawn, standingText } from './standing.ts'

const shownTime = (moment: string): string => toVietnamTime(parseInstant(moment))

/** One record in a few lines, as a person reads it. */
export function recordText(record: RecordLine, language: Language): string {
  const say = texts(language)
  const { work, trust, delivery } = record.state
  const number = [record.fields.codeNumber?.value, record.fields.codeNotation?.value].filter(Boolean).join('/')
  const title = [number, record.fields.documentType?.value].filter(Boolean).join(' · ')
  const head = [record.id, title, say('pages', { count: record.pages }), workTerms[work][language], trustTerms[trust][language]]
  if (record.version > 1) head.push(say('issue', { version: record.version }))
  if (record.existing) head.push(say('existing'))
  const lines = [`${basename(record.source)}: ${head.filter(Boolean).join(' · ')}`, ...standingText(record, language)]
  for (const [target, state] of Object.entries(delivery)) {
    const name = target as keyof typeof targetTerms
    lines.push(`  → ${targetTerms[name][language]}: ${deliveryTerms[state][language]}`)
  }
  const warnings = new Map<string, number[]>()
  for (const { page, warning } of record.warnings) warnings.set(warning, [...(warnings.get(warning) ?? []), page])
  for (const [warning, pages] of warnings) {
    lines.push(`  ! ${warningTerms[warning as keyof typeof warningTerms][language]}: ${say('page', { page: pages.join(', ') })}`)
  }
  if (!isWithdrawn(record) && record.stoppedBy !== null && isErrorCode(record.stoppedBy.code)) {
    const { what, why, todo } = explainError(record.stoppedBy.code, record.stoppedBy.params, language)
    lines.push(`  ✘ ${what}`, `    ${why}`, `    → ${todo}`)
  }
  if (work === 'awaiting review') {
    lines.push(...openFindingsText(record, language), ...duplicatesText(record, language), ...doubtText(record, language), `  → ${say('nextReview', { id: record.id })}`)
  }
  lines.push(...heldText(record, language))
  return lines.join('\n')
}

/** Only what a person must look at. */
function doubtText(record: RecordLine, language: Language): string[] {
  const say = texts(language)
  return fieldNames.flatMap((name) => {
    const field = record.fields[name]
    if (field === undefined || field.accepted) return []
    const where = field.evidence === null ? '' : ` (${say('page', { page: field.evidence.page })})`
    const checks = field.failedChecks.length === 0 ? '' : ` [${field.failedChecks.map((check) => sayName(checkTerms, check, language)).join(', ')}]`
    return [`  ○ ${fieldTerms[name][language]} (${name}): ${field.value ?? say('absent')}${where} · ${Math.round(field.confidence * 100)} %${checks}`]
  })
}

/** All fields, owners, the mark and the history of one record. */
export function detailText(record: ResultOf<'record.show'>, language: Language): string {
  const say = texts(language)
  const lines = [recordText(record, language), '']
  for (const name of fieldNames) {
    const field = record.fields[name]
    if (field === undefined) continue
    const sign = field.accepted ? '●' : '○'
    const doubt = field.accepted ? '' : ` · ${say('doubtful')}`
    lines.push(`  ${sign} ${fieldTerms[name][language]}: ${field.value ?? say('absent')}${doubt}${field.reason === undefined ? '' : ` · ${sayName(decisionTerms, 'taken as on the paper', language)}: ${field.reason}`}`)
  }
  lines.push(...recipientText(record, language), ...overruledText(record, language))
  lines.push(`  ${say('capturedAt')}: ${shownTime(record.capturedAt)}${record.captureClock === 'doubtful' ? ` · ${say('captureClockDoubtful')}` : ''}`)
  if (record.convertedAt !== null) lines.push(`  ${say('convertedAt')}: ${shownTime(record.convertedAt)}`)
  if (record.reuses.length > 0) lines.push(`  ${say('reusesOf', { codes: record.reuses.map(({ dossierCode }) => dossierCode).join(', ') })}`)
  if (record.mark !== null) lines.push('', say('mark'), ...record.mark.map((line) => `  ${line}`))
  lines.push('', say('history'), ...record.history.map(({ at, to, actor, decision, reason }) => {
    const what = decision === null ? sayName({ ...workTerms, ...trustTerms }, to, language) : sayName(decisionTerms, decision, language)
    return `  ${shownTime(at)}  ${what}  ${actor}${reason === null ? '' : ` · ${reason}`}`
  }))
  return lines.join('\n')
}

/** What Circular 15/2025/TT-BKHCN wants shown of a signer beside name and time: managing unit, issuer, certificate period, status. */
function signerFacts({ organisation, unit, issuer, certificate, revocation: { state, source, asOf, revokedSince } }: VerdictLine['signatures'][number], language: Language): string[] {
  const say = texts(language)
  const managing = [organisation, unit].filter((part) => part !== null).join(', ')
  const shownDay = (moment: string): string => shownTime(moment).slice(0, 10)
  return [
    ...(managing === '' ? [] : [say('signerUnit', { unit: managing })]),
    ...(issuer === '' ? [] : [say('signerIssuer', { issuer })]),
    ...(certificate === null ? [] : [say('signerPeriod', { from: shownDay(certificate.from), until: shownDay(certificate.until) })]),
    state === 'good' && asOf !== null ? say('revocationGood', { source: source ?? '', at: shownTime(asOf) })
      : state === 'revoked' && revokedSince !== null ? say('revocationRevoked', { since: shownTime(revokedSince) }) : say('revocationUnknown'),
  ]
}

/** The verdict on one file. */
export function verdictText(line: VerdictLine, language: Language): string {
  const say = texts(language)
  const reasonsText = (reasons: readonly string[]): string => reasons.map((reason) => sayName(verdictReasonTerms, reason, language)).join(', ')
  const out = [`${line.file}: ${verdictTerms[line.verdict][language]}${line.reasons.length === 0 ? '' : ` (${reasonsText(line.reasons)})`}`]
  for (const signature of line.signatures) {
    const state = [signature.intact ? say('intact') : say('broken'), signature.level, sayName(signatureTrustTerms, signature.trust, language), signature.time === null ? '—' : shownTime(signature.time)]
    out.push(`  ${signature.field}: ${signature.signer} · ${state.join(' · ')} · ${signature.subIndication ?? verdictTerms[signature.verdict][language]}`)
    out.push(`    ${signerFacts(signature, language).join(' · ')}`)
    for (const { change, page, name } of signature.changesAfter) out.push(`    ✘ ${fill(changeTerms[change][language], { page: page ?? '', name: name ?? '' })}`)
    if (signature.reasons.length > 0) out.push(`    ${reasonsText(signature.reasons)}`)
  }
  return out.join('\n')
}
