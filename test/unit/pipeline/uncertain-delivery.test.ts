import { beforeEach, describe, expect, it } from 'vitest'
import { methods, type ParamsOf } from '../../../shared/contract/index.ts'
import { mayHaveArrived, toDigest, type RecordId, type TargetName } from '../../../shared/model/index.ts'
import { freezeRecord, queueDeliveries, releaseRecord, runDeliveries, runRecalls, voidRecord } from '../../../shared/pipeline/index.ts'
import { applyReview } from '../../../shared/pipeline/reading/review.ts'
import { codeOf } from '../store/station.ts'
import { deliveriesOf, openCorrectionDesk, recallsOf, type CorrectionDesk } from './correction-desk.ts'

const everything = { now: true }
const another = [{ kind: 'person' as const, name: 'Vi Thị Hạ Lam', id: '099181000356' }]

let desk: CorrectionDesk
beforeEach(async () => { desk = await openCorrectionDesk() })

/** A signed record with its page as it was read. */
function signed(targets: readonly TargetName[]): RecordId {
  const id = desk.signed(1, targets)
  const read = { inputs: toDigest('a'.repeat(64)), engine: 'thử', resultDigest: null, startedAt: desk.context.now(), finishedAt: desk.context.now() }
  const geometry = { rawWidth: 1654, rawHeight: 2339, mirrored: false, turn: 0, skew: 0, width: 1654, height: 2339, dpi: 200, dpiSource: 'image' }
  desk.store.putStep(id, 1, 'clean', { ...read, result: { geometry, blank: true, ink: { cellPx: 8, columns: 0, rows: 0, cells: '' }, warnings: [] } })
  desk.store.putStep(id, 1, 'recognise', { ...read, result: { state: 'blank' } })
  return id
}

function review(id: RecordId, params: Omit<ParamsOf<'record.review'>, 'id'>): Promise<unknown> {
  return codeOf(() => { applyReview(desk.context, methods['record.review'].params.parse({ ...params, id }), id) })
}

const correctOwners = (id: RecordId): Promise<unknown> => review(id, { owners: another, confirmRecipient: true, reason: 'nhầm người' })

describe('a delivery whose answer was lost', () => {
  it('keeps its owners until it is known what became of it, and then for good', async () => {
    const id = signed(['kho'])
    desk.line.onDelivery = () => Promise.resolve('hub_unreachable')
    await runDeliveries(desk.context, everything)
    expect(await correctOwners(id)).toBe('perhaps_delivered')
    expect(desk.store.getRecord(id).owners).toMatchObject([{ name: 'Mạc Đình Gia Phong' }])
    desk.line.onDelivery = () => Promise.resolve(undefined)
    await runDeliveries(desk.context, everything)
    expect(deliveriesOf(desk, id)).toEqual(['kho delivered'])
    expect(await correctOwners(id)).toBe('already_delivered')
  })

  it('is asked about with the very message that was sent, whatever was told about the record since', async () => {
    const id = signed(['kho'])
    desk.line.onDelivery = () => Promise.resolve('hub_unreachable')
    await runDeliveries(desk.context, everything)
    expect(await review(id, { dossierCode: 'H99.12-261103-0099', deliverTo: ['kho'] })).toBeUndefined()
    desk.configure({ agency: 'Ủy ban nhân dân phường Đồng Mây' })
    await runDeliveries(desk.context, everything)
    const [first, second] = desk.line.delivered
    expect(second).toEqual(first)
  })

  it('is shown although its target is chosen no more, and called back from there', async () => {
    const id = signed(['kho', 'vneid'])
    desk.line.onDelivery = () => Promise.resolve('hub_unreachable')
    await runDeliveries(desk.context, everything)
    expect(await review(id, { deliverTo: [] })).toBeUndefined()
    await runDeliveries(desk.context, everything)
    expect(desk.lineOf(id).deliveries.map(({ target }) => target)).toEqual(['kho', 'vneid'])
    voidRecord(desk.context, id, 'nhầm người', 'wrong recipient')
    expect(recallsOf(desk, id)).toEqual(['kho queued', 'vneid queued'])
  })
})

describe('a delivery that failed before its file left', () => {
  it('lets everything be corrected, and goes to the owners told last', async () => {
    const id = signed(['kho'])
    desk.line.onAnnounce = () => ({ code: 'hub_unreachable' })
    await runDeliveries(desk.context, everything)
    expect(await correctOwners(id)).toBeUndefined()
    queueDeliveries(desk.context, id)
    desk.line.onAnnounce = () => undefined
    await runDeliveries(desk.context, everything)
    expect(desk.line.delivered.map(({ owners }) => owners.map(({ name }) => name))).toEqual([['Vi Thị Hạ Lam']])
  })

  it('is called back from nowhere', async () => {
    const id = signed(['kho', 'vneid'])
    desk.line.onAnnounce = ({ target }) => ({ code: target === 'kho' ? 'hub_refused' : 'hub_unreachable' })
    await runDeliveries(desk.context, everything)
    voidRecord(desk.context, id, 'quét nhầm', 'withdrawn')
    await runRecalls(desk.context, everything)
    expect(desk.line.recalled).toEqual([])
  })

  it.each(['voided', 'frozen'] as const)('sends no file of a record that was %s meanwhile', async (what) => {
    const id = signed(['kho'])
    desk.line.onAnnounce = () => {
      if (what === 'voided') voidRecord(desk.context, id, 'quét nhầm', 'withdrawn')
      else freezeRecord(desk.context, id, 'sai tên đệm')
      return undefined
    }
    await runDeliveries(desk.context, everything)
    expect(desk.line.delivered).toEqual([])
    expect(desk.store.listDeliveries(id).some(mayHaveArrived)).toBe(false)
    expect(deliveriesOf(desk, id)).toEqual([what === 'voided' ? 'kho cancelled record_voided' : 'kho held record_frozen'])
    if (what === 'voided') return
    desk.line.onAnnounce = () => undefined
    releaseRecord(desk.context, id, 'đã đối chiếu')
    await runDeliveries(desk.context, everything)
    expect(deliveriesOf(desk, id)).toEqual(['kho delivered'])
  })
})

describe('a receiver that holds the result for other data', () => {
  it('is not told as one that refused it; what was sent can be told again, or called back', async () => {
    const id = signed(['kho', 'vneid'])
    desk.store.assumeSent()
    desk.line.onAnnounce = () => ({ code: 'hub_refused', reason: 'key reused for another message' })
    await runDeliveries(desk.context, everything)
    expect(deliveriesOf(desk, id)).toEqual(['kho refused hub_holds_another', 'vneid refused hub_holds_another'])
    expect(await correctOwners(id), 'nobody here sent it for those told now').toBeUndefined()
    voidRecord(desk.context, id, 'nhầm người', 'wrong recipient')
    expect(recallsOf(desk, id)).toEqual(['kho queued', 'vneid queued'])
  })
})
