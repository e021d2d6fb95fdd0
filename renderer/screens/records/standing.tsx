import type { ReactNode } from 'react'
import { go } from '../../app/route.ts'
import { Failure, Message } from '../../parts/message.tsx'
import { clock } from '../../words/dates.ts'
import { recordWords } from '../../words/records.ts'
import { useSay } from '../../words/say.tsx'
import { errorOf } from '../../station/told-error.ts'
import type { Shown } from '../../record/shown.ts'

/** Whether a result may be used, said before all else: voided, replaced, frozen, sent back, stopped. */
export function Standing({ record }: { readonly record: Shown }): ReactNode {
  const say = useSay()
  const { voided, frozen, returned, replaces, replacedBy, stoppedBy, state: { work } } = record
  const withdrawn = work === 'voided' || work === 'replaced'
  const decided = ({ by, at }: NonNullable<Shown['frozen']>): string => say(recordWords.decidedBy, { by, at: clock(at) })
  const other = (id: string) => ({ label: say(recordWords.openOther), chord: null, run: () => go('records', id) })
  return (
    <>
      {voided === null ? null : <Message tone="failure" text={{ what: say(recordWords.voidedBy, { reason: voided.reason }), why: decided(voided), todo: '' }} />}
      {replacedBy === null ? null : <Message tone="doubt" text={{ what: say(recordWords.replacedBy), why: '', todo: '' }} actions={[other(replacedBy)]} />}
      {frozen === null || withdrawn ? null : <Message tone="doubt" text={{ what: say(recordWords.frozenBy, { reason: frozen.reason }), why: decided(frozen), todo: say(recordWords.frozenTodo) }} />}
      {returned === null || work !== 'awaiting review' ? null : <Message tone="doubt" text={{ what: say(recordWords.returnedBy, { reason: returned.reason }), why: decided(returned), todo: '' }} />}
      {replaces === null ? null : <Message tone="note" text={{ what: say(recordWords.replaces), why: '', todo: '' }} actions={[other(replaces)]} />}
      {stoppedBy === null || withdrawn ? null : <Failure tone="doubt" error={errorOf(stoppedBy)} />}
    </>
  )
}
