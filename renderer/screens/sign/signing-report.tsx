import type { ReactNode } from 'react'
import type { RecordLine } from '../../../shared/contract/index.ts'
import { explainError, type ErrorText } from '../../../shared/words/index.ts'
import { isErrorCode, isTrustIncomplete } from '../../../shared/model/index.ts'
import { Failure, Message } from '../../parts/message.tsx'
import { titleOf } from '../../parts/record-title.ts'
import type { LongWork } from '../../station/long-work.ts'
import { explainThrown, useLanguage, useSay } from '../../words/say.tsx'
import { signWords } from '../../words/sign.ts'
import { errorOf } from '../../station/told-error.ts'

interface SigningReportProps {
  readonly work: LongWork<'record.sign'>
  /** What waits still, to name what failed. */
  readonly records: readonly RecordLine[]
}

const isSigned = ({ state: { work } }: RecordLine): boolean => work === 'signed' || work === 'delivered'

/** What the last lot came to: how many were signed, and each that was not, with its reason. */
export function SigningReport({ work, records }: SigningReportProps): ReactNode {
  const say = useSay()
  const language = useLanguage()
  if (work.running) return null
  if (work.error !== null) return <Failure error={work.error} />
  if (work.result === null) return null
  const signed = work.result.records.filter(isSigned)
  const unchecked = signed.filter(({ state: { trust } }) => trust === 'status not checked').length
  const incomplete = signed.filter(({ state: { trust } }) => isTrustIncomplete(trust)).length - unchecked
  const nameOf = (id: string): string => {
    const record = records.find((one) => one.id === id)
    return record === undefined ? id : titleOf(record)
  }
  const left: readonly (readonly [string, ErrorText])[] = [
    ...work.result.failures.map(({ source, error }) => [nameOf(source), explainThrown(errorOf(error), language)] as const),
    ...work.result.records.filter((record) => !isSigned(record)).map((record) => {
      const { stoppedBy } = record
      return [titleOf(record), stoppedBy !== null && isErrorCode(stoppedBy.code) ? explainThrown(errorOf(stoppedBy), language) : { ...explainError('awaiting_signature', {}, language), what: say(signWords.stillWaits) }] as const
    }),
  ]
  return (
    <>
      {signed.length === 0 ? null : <Message tone="proof" text={{ what: say(signWords.done, { count: signed.length }), why: [unchecked === 0 ? '' : say(signWords.doneUnchecked, { count: unchecked }), incomplete === 0 ? '' : say(signWords.doneStampLater, { count: incomplete })].join(' ').trim(), todo: '' }} />}
      {left.length === 0 ? null : (
        <Message tone="failure" text={{ what: say(signWords.left, { count: left.length }), why: '', todo: '' }}>
          <ul>{left.map(([name, { what, why, todo }], at) => <li key={at}><strong>{name}</strong>: {what} {why} {todo}</li>)}</ul>
        </Message>
      )}
    </>
  )
}
