import { expect, test } from 'vitest'
import { instant, mayHaveArrived } from '../../../shared/model/index.ts'
import { noteAcceptedLoss } from '../../../shared/pipeline/care/custody.ts'
import { openDesk } from './desk.ts'

test('what waits in the outbox may have been sent in the part that was lost: a recall will go there', async () => {
  const desk = await openDesk()
  const { id } = desk.read(1)
  desk.sign(id)
  const { store } = desk.context
  const digest = store.getRecord(id).pdfDigest
  if (digest === null) throw new Error('not signed')
  store.enqueueDelivery(id, { target: 'kho', digest, state: 'queued', chosenAt: instant(), chosenBy: 'Hà' })
  expect(store.listDeliveries(id).some(mayHaveArrived)).toBe(false)
  noteAcceptedLoss(desk.context)
  expect(store.listDeliveries(id).some(mayHaveArrived)).toBe(true)
  expect(store.lastAuditEntry()?.action).toBe('loss accepted')
})
