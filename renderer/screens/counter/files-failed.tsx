import type { ReactNode } from 'react'
import { Failure, Message } from '../../parts/message.tsx'
import type { Intake } from '../../record/intake/intake.ts'
import { counterWords } from '../../words/counter.ts'
import { explainThrown, useLanguage, useSay } from '../../words/say.tsx'

/** Files that could not be taken in, each with why; the others are in. */
export function FilesFailed({ taking, onUnderstood }: { readonly taking: Intake; readonly onUnderstood: () => void }): ReactNode {
  const say = useSay()
  const language = useLanguage()
  const understood = { label: say(counterWords.understood), chord: null, run: onUnderstood }
  const { failures = [], error } = taking
  const [only] = failures
  if (taking.total === 1 || only === undefined) return error === null ? null : <Failure error={error} actions={[understood]} />
  return (
    <Message tone="failure" text={{ what: say(counterWords.filesFailed, { count: failures.length }), why: '', todo: say(counterWords.filesFailedTodo) }} actions={[understood]}>
      <ul>{failures.map(({ name, error: why }, at) => <li key={at}><strong>{name}</strong>: {explainThrown(why, language).what} {explainThrown(why, language).todo}</li>)}</ul>
    </Message>
  )
}
