import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHub } from '../../hub/index.ts'
import type { RecordLine } from '../../shared/contract/index.ts'
import { instant, toRecordId, type TargetName } from '../../shared/model/index.ts'
import { hubOptions } from '../support/hub-options.ts'
import { dossier, openOffice, type Office } from '../support/office.ts'
import { thrownBy } from '../support/thrown.ts'

let office: Office
let number = 400
beforeAll(async () => { office = await openOffice({ keepsOpen: true }) })
afterAll(async () => { await office.close() })

async function convert(deliverTo: TargetName[], deliver = true): Promise<RecordLine> {
  number += 1
  const { records: [record], failures } = await office.call('record.convert', { files: [await office.scan(number)], dossiers: [dossier], deliverTo, deliver, acceptAbove: 0 })
  if (record === undefined) throw new Error(JSON.stringify(failures))
  return record
}


describe('a choice of targets that changes', () => {
  it('sends nothing to a target that was taken back before it was sent', async () => {
    const queued = await convert(['kho', 'vneid'], false)
    expect(queued.state.delivery).toEqual({ kho: 'queued', vneid: 'queued' })
    const before = await office.received('vneid')
    const { records: [sent] } = await office.call('delivery.run', { id: queued.id, to: ['kho'] })
    expect(sent?.state).toMatchObject({ work: 'delivered', delivery: { kho: 'delivered' } })
    expect(await office.received('vneid')).toEqual(before)
    await office.call('delivery.run', {})
    expect(await office.received('vneid')).toEqual(before)
  })

  it('is not "delivered" any more while an added target has given no receipt', async () => {
    const first = await convert(['kho'])
    expect(first.state.work).toBe('delivered')
    await office.pointTo('vneid', 'https://127.0.0.1:9/vneid')
    const { records: [waiting] } = await office.call('delivery.run', { id: first.id, to: ['kho', 'vneid'] })
    expect(waiting?.state).toMatchObject({ work: 'signed', delivery: { kho: 'delivered', vneid: 'queued' } })
    await office.pointTo('vneid', office.hub.url('vneid'))
    expect((await office.call('record.resume', {})).records.find(({ id }) => id === first.id)?.state).toMatchObject({ work: 'delivered', delivery: { kho: 'delivered', vneid: 'delivered' } })
  })

  it('sends nothing when the choice becomes none', async () => {
    const queued = await convert(['chia-se'], false)
    await office.call('delivery.run', { id: queued.id, to: [] })
    expect(await office.received('chia-se')).toEqual([])
    expect((await office.call('record.show', { id: queued.id })).state).toMatchObject({ work: 'signed', delivery: {} })
    expect((await office.call('outbox.list', {})).records.map(({ id }) => id), 'nobody has to do anything about it').not.toContain(queued.id)
    expect((await office.call('station.status', {})).outbox.held).toBe(0)
  })
})

describe('a delivery that went wrong', () => {
  it('can be sent again after a refusal whose cause was mended', async () => {
    const strict = await startHub(await hubOptions(office.pki, path.join(office.folder, 'nơi nhận thật')))
    try {
      await office.pointTo('kho', strict.url('kho'))
      const refused = await convert(['kho'])
      expect(refused).toMatchObject({ state: { work: 'signed', delivery: { kho: 'refused' } }, deliveries: [{ lastError: 'hub_refused', refusal: 'training not accepted' }] })
      await office.pointTo('kho', office.hub.url('kho'))
      expect((await office.call('delivery.run', {})).records, 'not by itself').toEqual([])
      expect((await office.call('delivery.run', { id: refused.id })).records[0]?.state).toMatchObject({ work: 'delivered', delivery: { kho: 'delivered' } })
    } finally {
      await office.pointTo('kho', office.hub.url('kho'))
      await strict.close()
    }
  })

  it('waits at a receiver that is turned off, and goes when it is on again', async () => {
    await office.call('station.configure', { set: { targetsOff: ['kho'] } })
    expect(await convert(['kho'])).toMatchObject({ state: { work: 'signed', delivery: { kho: 'queued' } }, deliveries: [{ lastError: 'target_off', attempts: 0 }] })
    await office.call('station.configure', { set: { targetsOff: [] } })
    expect((await office.call('delivery.run', {})).records).toMatchObject([{ state: { work: 'delivered' } }])
  })

  it('keeps its receiver until a person says that what waits may wait on, and is then not lost', async () => {
    const queued = await convert(['vneid'], false)
    await office.call('station.configure', { set: { deliverTo: ['kho', 'chia-se'] } })
    const { targets } = (await office.call('station.status', {})).configuration
    const remove = (evenInUse: boolean): Promise<unknown> => office.call('station.configure', { set: { targets: { vneid: null, kho: null } }, evenInUse })
    expect(await thrownBy(() => remove(false))).toMatchObject({ code: 'target_in_use' })
    expect((await office.call('station.status', {})).configuration.targets, 'neither of the two').toEqual(targets)
    expect(await remove(true)).toMatchObject({ targets: { 'chia-se': {} }, deliverTo: ['chia-se'] })
    expect((await office.call('delivery.run', { id: queued.id })).records).toMatchObject([{ state: { work: 'signed', delivery: { vneid: 'queued' } }, deliveries: [{ lastError: 'target_not_configured' }] }])
    await office.call('station.configure', { set: { targets, deliverTo: [] } })
    expect((await office.call('delivery.run', { id: queued.id })).records).toMatchObject([{ state: { work: 'delivered' } }])
  })

  it('is not blocked by the attempt of a process that was killed', async () => {
    const queued = await convert(['kho'], false)
    await office.inStore((store) => {
      const [due] = store.dueDeliveries(instant(new Date('9999-01-01T00:00:00Z'))).filter(({ recordId }) => recordId === queued.id)
      expect(store.leaseDelivery(due?.idempotencyKey ?? '', instant(), instant(new Date(Date.now() + 600_000)))).toBe(true)
    })
    expect((await office.call('record.resume', {})).records.find(({ id }) => id === queued.id)?.state.delivery).toEqual({ kho: 'delivered' })
  })

  it('is queued by resume when the kill came between signature and outbox', async () => {
    const signed = await convert([], false)
    await office.inStore((store) => {
      store.updateRecord(toRecordId(signed.id), (record) => ({ ...record, deliveryChoice: { targets: ['kho'], basis: 'asked', at: instant(), by: 'Hà', reason: null } }))
    })
    const { records } = await office.call('record.resume', {})
    expect(records.find(({ id }) => id === signed.id)?.state).toMatchObject({ work: 'delivered', delivery: { kho: 'delivered' } })
  })
})

describe('owners that change', () => {
  const another = { name: 'Vi Thị Hạ Lam', id: '099181000356' }

  it('hold what is queued until somebody confirms', async () => {
    const queued = await convert(['kho'], false)
    const before = (await office.received('kho')).length
    const changed = await office.call('record.review', { id: queued.id, owners: [another] })
    expect(changed).toMatchObject({ recipient: { state: 'open', why: 'not on paper' }, state: { work: 'signed', delivery: { kho: 'held' } } })
    expect(await office.received('kho')).toHaveLength(before)
  })

  it('are refused once a receiver has acknowledged the result for somebody else', async () => {
    const delivered = await convert(['kho'])
    await expect(office.call('record.review', { id: delivered.id, owners: [another], confirmRecipient: true, reason: 'nhầm người' })).rejects.toMatchObject({ code: 'already_delivered' })
    expect((await office.call('record.show', { id: delivered.id })).owners).toMatchObject([{ name: 'Mạc Đình Gia Phong' }])
    await office.call('record.review', { id: delivered.id, receiver: { name: 'Cầm Nhật Trường Giang', id: null, capacity: 'heir' } })
    expect((await office.call('record.show', { id: delivered.id })), 'who came for the paper is noted whenever he comes').toMatchObject({ dossier: { receiver: { capacity: 'heir' } }, state: { work: 'delivered' } })
  })
})
