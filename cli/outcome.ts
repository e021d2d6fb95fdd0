import type { FailureLine, RecordLine, VerdictLine } from '../shared/contract/index.ts'
import { isErrorCode, isTrustIncomplete, kindOf } from '../shared/model/index.ts'

const waitsForPerson = new Set<RecordLine['state']['work']>(['awaiting review', "awaiting the agency's signature", 'quarantined', 'refused'])

/** Exit code of one record: 0 done, 3 waits for a person, 4 waits for the network, else that of what stopped it. */
export function exitOfRecord(record: RecordLine): number {
  const deliveries = Object.values(record.state.delivery)
  // Out of use: nothing is done with it any more but calling it back.
  if (record.state.work === 'voided' || record.state.work === 'replaced') {
    const recalls = record.recalls.map(({ state }) => state)
    return recalls.includes('refused') ? 3 : recalls.includes('queued') ? 4 : 0
  }
  if (record.stoppedBy !== null && isErrorCode(record.stoppedBy.code)) return kindOf(record.stoppedBy.code).exit
  if (record.frozen !== null || waitsForPerson.has(record.state.work) || deliveries.includes('held') || deliveries.includes('refused')) return 3
  if (isTrustIncomplete(record.state.trust) || deliveries.includes('queued')) return 4
  return 0
}

/** Exit code of a run: failures first, then what waits for a person, then what waits for the network. */
export function exitOfRun(records: readonly RecordLine[], failures: readonly FailureLine[]): number {
  const failed: number[] = failures.map(({ error }) => (isErrorCode(error.code) ? kindOf(error.code).exit : 1))
  const codes = records.map(exitOfRecord)
  const order = [1, 7, 6, 8, 5, 2, 3, 4]
  return order.find((code) => failed.concat(codes).includes(code)) ?? 0
}

/** Exit code of a verification: 8 some failed, else that of a file that could not be judged at all, 3 some indeterminate, 0 all passed. */
export function exitOfVerdicts(files: readonly VerdictLine[]): number {
  if (files.some(({ verdict }) => verdict === 'failed')) return 8
  const unread = files.flatMap(({ reasons }) => reasons.map((reason) => reason.toLowerCase())).find(isErrorCode)
  if (unread !== undefined) return kindOf(unread).exit
  return files.some(({ verdict }) => verdict === 'indeterminate') ? 3 : 0
}
