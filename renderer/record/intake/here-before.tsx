import { useEffect, type ReactNode } from 'react'
import { Message } from '../../parts/message.tsx'
import { counterWords } from '../../words/counter.ts'
import { clock } from '../../words/dates.ts'
import { useSay } from '../../words/say.tsx'
import { useHereBefore, useIntakeDesk } from './intake.ts'
import type { Shown } from '../shown.ts'

/** Says of paper that just came in that this record has it already; gone once the record is left. */
export function HereBefore({ record: { id, capturedAt } }: { readonly record: Shown }): ReactNode {
  const say = useSay()
  const desk = useIntakeDesk()
  const isHere = useHereBefore(id)
  useEffect(() => () => desk.forgetHereBefore(id), [desk, id])
  return isHere ? <Message tone="note" text={{ what: say(counterWords.hereBefore), why: say(counterWords.hereBeforeWhy, { at: clock(capturedAt) }), todo: say(counterWords.hereBeforeTodo) }} /> : null
}
