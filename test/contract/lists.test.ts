import { expect, test } from 'vitest'
import { verifyChain } from '../../shared/audit/index.ts'
import { callStation } from '../../shared/station/index.ts'
import { parseInstant, vietnamDate } from '../../shared/model/index.ts'
import type { MethodName, ParamsOf, ResultOf } from '../../shared/contract/index.ts'
import { openParts } from '../support/opened-parts.ts'
import { addSyntheticRecords } from '../support/synthetic-records.ts'
import { bytesOf, newStation, passphrase } from '../unit/store/station.ts'

const made = 12

async function filledStation(): Promise<<Name extends MethodName>(name: Name, params: ParamsOf<Name>) => Promise<ResultOf<Name>>> {
  const { folder } = await newStation(true)
  const parts = await openParts(folder, bytesOf(passphrase))
  try {
    addSyntheticRecords(parts, made, 1)
    expect(verifyChain(parts)).toMatchObject({ faults: [] })
  } finally {
    parts.close()
  }
  return (name, params) => callStation(name, params, {
    folder, onEvent: () => undefined, passphrase: () => Promise.resolve(bytesOf(passphrase)), keyPassphrase: () => Promise.reject(new Error('no key')),
  })
}

test('records are listed page by page, each once, newest first, and the last page says so', async () => {
  const call = await filledStation()
  const whole = await call('record.list', {})
  expect(whole.records).toHaveLength(made)
  expect(whole.next).toBeNull()
  const ids: string[] = []
  let after: string | undefined
  let pages = 0
  do {
    const page = await call('record.list', { limit: 5, ...(after === undefined ? {} : { after }) })
    ids.push(...page.records.map(({ id }) => id))
    after = page.next ?? undefined
    pages += 1
  } while (after !== undefined)
  expect(pages).toBe(3)
  expect(ids).toEqual(whole.records.map(({ id }) => id))
  expect(ids).toEqual(ids.toSorted().toReversed())
  const [line] = whole.records
  expect(Object.keys(line?.timings ?? {}).toSorted()).toEqual(['assemble', 'capture', 'extract', 'mark', 'read', 'sign'])
})

test('a list of some days holds what was captured on them, both days included', async () => {
  const call = await filledStation()
  const { records } = await call('record.list', {})
  const days = [...new Set(records.map(({ capturedAt }) => vietnamDate(parseInstant(capturedAt))))].toSorted()
  const [first = '', last = first] = [days[0], days.at(-1)]
  const within = async (from: string, to: string): Promise<string[]> => (await call('record.list', { from, to })).records.map(({ id }) => id)
  expect(await within(first, last)).toEqual(records.map(({ id }) => id))
  expect(await within(first, first)).toEqual(records.filter(({ capturedAt }) => vietnamDate(parseInstant(capturedAt)) === first).map(({ id }) => id))
  expect(await within('2001-01-01', '2001-12-31')).toEqual([])
})

test('status counts what a walk through the records counts, and with nothing due nothing is done', async () => {
  const call = await filledStation()
  const { records } = await call('record.list', {})
  const status = await call('station.status', {})
  expect(status.records).toEqual({ delivered: records.length })
  expect(status.outbox).toEqual({ queued: 0, held: 0, refused: 0 })
  expect(await call('record.resume', {})).toEqual({ records: [], failures: [] })
  expect(await call('delivery.run', {})).toEqual({ records: [], failures: [] })
})
