import { isErrorCode, maskId, maskNumbers, parseInstant, toVietnamTime, type FieldName } from '../../shared/model/index.ts'
import {
  decisionTerms, explainError, fieldTerms, recipientTerms, sayName, trustTerms, verdictReasonTerms, verdictTerms, workTerms, type Term,
} from '../../shared/words/index.ts'
import type { VerdictLine } from '../../shared/contract/index.ts'
import type { Correction, RecordDetail, Said } from '../story.ts'
import { both, html, type Html } from './html.ts'

/** How the report tells the station's own names: always by its words, in both languages. */

/** `22/11/2026 10:06:25` in Vietnam's time. */
export function timeText(moment: string | null): string {
  if (moment === null) return '–'
  const [date = '', time = ''] = toVietnamTime(parseInstant(moment)).split('T')
  return `${date.split('-').reverse().join('/')} ${time.slice(0, 8)}`
}

/** A field's value as people write it: days the Vietnamese way, personal numbers masked. */
export function valueText(name: FieldName, value: string | null): string {
  if (value === null) return 'giấy không có'
  return name === 'issuedDate' ? value.split('-').reverse().join('/') : maskNumbers(value)
}

/** A term in both languages. */
export const termText = ({ vi, en }: Term): Html => both(vi, en)

/** A mark that says proof, doubt or fault by shape, word and colour. */
export function stateText(kind: 'proof' | 'doubt' | 'fault', vi: string, en: string): Html {
  const sign = { proof: '✓', doubt: '○', fault: '✘' }[kind]
  return html`<span class="state ${kind}">${sign} ${vi}</span> <span lang="en" class="en">${en}</span>`
}

export function verdictText(verdict: VerdictLine | null): Html {
  if (verdict === null) return html`–`
  const kind = { passed: 'proof', indeterminate: 'doubt', failed: 'fault' } as const
  const { vi, en } = verdictTerms[verdict.verdict]
  const reasons = verdict.reasons.map((reason) => sayName(verdictReasonTerms, reason, 'vi')).join('; ')
  return html`${stateText(kind[verdict.verdict], vi, en)}${reasons === '' ? null : html`: ${reasons}`}`
}

/** What the station said, why, and what to do. */
export function saidText(said: Said | null): Html {
  if (said === null) return html`<p class="fault">✘ Trạm không nói gì / the station said nothing</p>`
  const code = isErrorCode(said.code) ? said.code : 'internal'
  const [vi, en] = [explainError(code, said.params, 'vi'), explainError(code, said.params, 'en')]
  return html`<div class="said"><p><strong>${vi.what}</strong></p><p>${vi.why}</p><p>→ ${vi.todo}</p>
<p lang="en" class="en">${en.what} ${en.why} → ${en.todo}</p><p class="en"><code>${said.code}</code></p></div>`
}

export function ownersText({ owners }: Pick<RecordDetail, 'owners'>): string {
  return owners.map(({ name, id }) => `${name} (${id === null ? 'không có số' : maskId(id)})`).join('; ')
}

/** What a correction is about. */
export function correctionTitle({ what }: Correction): Html {
  if (what === 'owner') return both('Người nhận', 'recipient')
  return what === 'resolution' ? both('Độ phân giải thật', 'true resolution') : termText(fieldTerms[what])
}

/** What the machine saw of it. */
export function machineText({ what, read }: Correction): string {
  if (read === null) return 'không đọc được'
  if (what === 'owner') return sayName(recipientTerms, read, 'vi')
  return what === 'resolution' ? read : valueText(what, read)
}

/** What the officer wrote. */
export function toldText({ what, told }: Correction): string {
  return what === 'owner' || what === 'resolution' ? maskNumbers(told) : valueText(what, told)
}

/** A history line's step or decision. */
export function stepText({ to, decision }: RecordDetail['history'][number]): Html {
  const terms: Readonly<Record<string, Term>> = decision === null ? { ...workTerms, ...trustTerms } : decisionTerms
  return both(sayName(terms, decision ?? to, 'vi'), sayName(terms, decision ?? to, 'en'))
}
