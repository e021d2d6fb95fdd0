import { explainError, refusalTerms, targetTerms, type ErrorText, type Language } from '../../../shared/words/index.ts'
import { outboxWords } from '../../words/outbox.ts'
import { explainThrown, type Say } from '../../words/say.tsx'
import { SohoaError } from '../../../shared/model/index.ts'
import type { NextStep } from './next-step.ts'

/** What is stuck, why, and what to do, in an officer's words. */
export function stepText({ trouble, target, why, uncertain, refusal }: NextStep, say: Say, language: Language): ErrorText {
  const where = target === null ? '' : targetTerms[target][language]
  const told = (what: keyof typeof outboxWords, because: keyof typeof outboxWords | null, todo: keyof typeof outboxWords | null): ErrorText => ({
    what: say(outboxWords[what], { target: where }), why: because === null ? '' : say(outboxWords[because]), todo: todo === null ? '' : say(outboxWords[todo]),
  })
  const because = (text: ErrorText): ErrorText => (refusal === undefined ? text : { ...text, why: `${say(outboxWords.refusedBecause, { reason: refusalTerms[refusal][language] })} ${text.why}` })
  switch (trouble) {
    case 'refused': return because(told('refusedBy', 'refusedWhy', refusal === undefined ? 'refusedTodo' : 'refusedKnownTodo'))
    case 'recall refused': return because(told('recallRefusedBy', 'recallRefusedWhy', 'recallRefusedTodo'))
    case 'recall open': return why === null ? told('recallOpen', 'recallOpenWhy', 'queuedTodo') : { ...explainThrown(new SohoaError(why, target === null ? {} : { target }), language), what: say(outboxWords.recallOpen, { target: where }), why: explainError(why, target === null ? {} : { target }, language).what }
    case 'certificate revoked': return told('certificateRevoked', 'certificateRevokedWhy', 'certificateRevokedTodo')
    case 'status not checked': return told('statusUnchecked', 'statusUncheckedWhy', 'statusUncheckedTodo')
    case 'no validation data': return told('dataMissing', 'dataMissingWhy', 'stampMissingTodo')
    case 'no archive stamp': return told('archiveMissing', 'archiveMissingWhy', 'stampMissingTodo')
    case 'no time stamp': return told('stampMissing', 'stampMissingWhy', 'stampMissingTodo')
    case 'not chosen': return told('notChosen', null, null)
    case 'queued': return told('queued', null, 'queuedTodo')
    case 'frozen': case 'held': case 'not sent': return explainThrown(new SohoaError(why ?? 'internal', { ...(target === null ? {} : { target }), ...(uncertain === undefined ? {} : { why: uncertain }) }), language)
  }
}
