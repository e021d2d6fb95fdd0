import { expect, test } from 'vitest'
import { queueDeliveries, runDeliveries, runRecalls, voidRecord } from '../../../shared/pipeline/index.ts'
import { diskFullFor } from '../../support/full-disk.ts'
import { codeOf } from '../store/station.ts'
import { deliveriesOf, openCorrectionDesk, recallsOf } from './correction-desk.ts'

test('a delivery and a recall whose proof is kept are told as done, never as failed, although the audit seal cannot be written', async () => {
  const desk = await openCorrectionDesk()
  const actions = (): string[] => desk.store.auditEntries(0, 1000).map(({ action }) => action)
  const id = desk.signed(1, ['kho', 'vneid'])
  let mend = (): void => undefined
  desk.line.onDelivery = () => {
    mend = diskFullFor('audit.seal')
    return Promise.resolve(undefined)
  }
  // The second one is not begun: what it would do could not be sealed.
  expect(await codeOf(() => runDeliveries(desk.context, { now: true }))).toBe('disk_full')
  expect(deliveriesOf(desk, id)).toEqual(['kho delivered', 'vneid queued'])
  expect(actions().filter((action) => action.startsWith('deliver'))).not.toContain('delivery failed')
  mend()
  desk.line.onDelivery = () => Promise.resolve(undefined)
  queueDeliveries(desk.context, id)
  await runDeliveries(desk.context, { now: true })
  expect(deliveriesOf(desk, id)).toEqual(['kho delivered', 'vneid delivered'])

  voidRecord(desk.context, id, 'nhầm người', 'wrong recipient')
  const { onRecall } = desk.line
  desk.line.onRecall = (target) => {
    mend = diskFullFor('audit.seal')
    return onRecall(target)
  }
  expect(await codeOf(() => runRecalls(desk.context, { now: true }))).toBe('disk_full')
  expect(recallsOf(desk, id)).toEqual(['kho acknowledged taken back', 'vneid queued'])
  expect(actions()).not.toContain('recall failed')
})
