import { expect, test } from 'vitest'
import { appendEntry, verifyChain } from '../../../shared/audit/index.ts'
import type { Store } from '../../../shared/store/index.ts'
import { diskFullFor } from '../../support/full-disk.ts'
import { codeOf, newOpenStation, open, record, recordId } from './station.ts'

/** One record and its audit entry, in one transaction. */
function add(store: Store, number: number): string {
  return store.transaction(() => {
    store.insertRecord(record(number))
    appendEntry(store, { actor: 'station', action: 'record begun', recordId: recordId(number) })
    return 'done'
  })
}

test('what is durable is told as done although its seal cannot be written; nothing further is done until it can', async () => {
  const { folder, store } = await newOpenStation()
  add(store, 1)
  const mend = diskFullFor('audit.seal')
  expect(add(store, 2)).toBe('done')
  expect(await codeOf(() => add(store, 3))).toBe('disk_full')
  expect(await codeOf(() => { store.putSetting('x', 1) })).toBe('disk_full')
  expect(store.listRecords({ limit: 10 })).toHaveLength(2)
  expect(store.lastAuditEntry()?.seq).toBe(2)
  mend()
  expect(add(store, 3)).toBe('done')
  expect(verifyChain(store)).toMatchObject({ sound: true, entries: 3 })
  expect(store.auditSeal()).toMatchObject({ state: 'sealed', head: { seq: 3 } })
  store.close()
  expect((await open(folder)).listRecords({ limit: 10 })).toHaveLength(3)
})

test('a seal that was kept back is written at closing; a station closed without it opens, and seals again with its next entry', async () => {
  const { folder, store } = await newOpenStation()
  const mend = diskFullFor('audit.seal')
  add(store, 1)
  mend()
  store.close()
  const again = await open(folder)
  expect(again.auditSeal()).toMatchObject({ head: { seq: 1 } })
  const mendAgain = diskFullFor('audit.seal')
  add(again, 2)
  again.close()
  mendAgain()
  const last = await open(folder)
  expect(last.auditSeal()).toMatchObject({ head: { seq: 1 } })
  add(last, 3)
  expect(verifyChain(last)).toMatchObject({ sound: true, entries: 3 })
  expect(last.auditSeal()).toMatchObject({ head: { seq: 3 } })
})
