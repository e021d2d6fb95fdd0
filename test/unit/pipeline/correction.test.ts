import { describe, expect, it } from 'vitest'
import { verifyChain } from '../../../shared/audit/index.ts'
import { toDigest } from '../../../shared/model/index.ts'
import { advance, freezeRecord, queueDeliveries, releaseRecord, runDeliveries, runRecalls, voidRecord } from '../../../shared/pipeline/index.ts'
import { codeOf, record, recordId } from '../store/station.ts'
import { deliveriesOf, openCorrectionDesk, recallsOf } from './correction-desk.ts'

const everything = { now: true }

describe('a freeze', () => {
  it('keeps back what is queued, in every way it might leave, until it is released', async () => {
    const desk = await openCorrectionDesk()
    const { context, line } = desk
    const id = desk.signed(1, ['kho', 'vneid'])
    freezeRecord(context, id, 'Sai tên đệm')
    expect(deliveriesOf(desk, id)).toEqual(['kho held record_frozen', 'vneid held record_frozen'])
    await runDeliveries(context, everything)
    queueDeliveries(context, id, { again: true })
    await advance(context, id)
    await runDeliveries(context, { id, now: true })
    expect(line.delivered).toEqual([])
    releaseRecord(context, id, 'Đã đối chiếu')
    await runDeliveries(context, everything)
    expect(deliveriesOf(desk, id)).toEqual(['kho delivered', 'vneid delivered'])
  })

  it('while one target is being sent to keeps its receipt and starts no other', async () => {
    const desk = await openCorrectionDesk()
    const { context, line, store } = desk
    const id = desk.signed(1, ['kho', 'vneid'])
    line.onDelivery = () => { freezeRecord(context, id, 'Sai tên đệm'); return Promise.resolve(undefined) }
    await runDeliveries(context, everything)
    expect(line.delivered).toHaveLength(1)
    expect(deliveriesOf(desk, id)).toEqual(['kho delivered', 'vneid held record_frozen'])
    expect(store.getRecord(id)).toMatchObject({ work: 'signed', frozen: { reason: 'Sai tên đệm' } })
  })

  it('while a sending fails holds it instead of trying again', async () => {
    const desk = await openCorrectionDesk()
    const { context, line } = desk
    const id = desk.signed(1, ['kho'])
    line.onDelivery = () => { freezeRecord(context, id, 'Sai tên đệm'); return Promise.resolve('hub_unreachable') }
    await runDeliveries(context, everything)
    expect(deliveriesOf(desk, id)).toEqual(['kho held record_frozen'])
  })

  it.each(['reviewed', 'marked', 'assembled', "awaiting the agency's signature"] as const)('leaves a record that is %s unsigned', async (work) => {
    const { context, store } = await openCorrectionDesk()
    store.insertRecord(record(1, { work, origin: 'signed electronic original', trust: 'original passed', frozen: { by: 'Hà', at: context.now(), reason: 'x' } }))
    expect((await advance(context, recordId(1))).work).toBe(work)
    releaseRecord(context, recordId(1), 'xong')
    expect((await advance(context, recordId(1))).work).toBe('signed')
  })

  it('asked for twice holds with the newer reason; the history keeps both, the audit log neither', async () => {
    const desk = await openCorrectionDesk()
    const { context, store } = desk
    const id = desk.signed(1, ['kho'])
    freezeRecord(context, id, 'Ông Phong báo sai tên')
    freezeRecord(context, id, 'Sai cả ngày cấp')
    releaseRecord(context, id, 'Chuyên môn xác nhận đúng')
    expect(store.listHistory(id).flatMap(({ inputs }) => (inputs.reason === undefined ? [] : [`${String(inputs.decision)}: ${String(inputs.reason)}`])))
      .toEqual(['frozen: Ông Phong báo sai tên', 'frozen: Sai cả ngày cấp', 'released: Chuyên môn xác nhận đúng'])
    expect(JSON.stringify(store.auditEntries(0, 100))).not.toMatch(/Phong|ngày cấp|Chuyên môn/u)
    expect(verifyChain(store).sound).toBe(true)
    expect(await codeOf(() => { releaseRecord(context, id, 'lần nữa') })).toBe('wrong_state')
  })
})

describe('a void', () => {
  it('of a record that was never sent calls nothing back and sends nothing', async () => {
    const desk = await openCorrectionDesk()
    const { context, line } = desk
    const id = desk.signed(1, ['kho', 'vneid'])
    voidRecord(context, id, 'Quét nhầm', 'withdrawn')
    await runRecalls(context, everything)
    await runDeliveries(context, everything)
    queueDeliveries(context, id, { again: true })
    await runDeliveries(context, { id, now: true })
    expect([line.delivered, line.recalled]).toEqual([[], []])
    expect(deliveriesOf(desk, id)).toEqual(['kho cancelled record_voided', 'vneid cancelled record_voided'])
    expect(desk.store.countUndelivered()).toEqual({ queued: 0, held: 0, refused: 0 })
  })

  it('calls back from each target that has the file or may have it, and from no other', async () => {
    const desk = await openCorrectionDesk()
    const { context, line, store } = desk
    const id = desk.signed(1, ['kho', 'vneid', 'chia-se'])
    line.onDelivery = ({ target }) => Promise.resolve(target === 'vneid' ? 'hub_receipt_invalid' : undefined)
    await runDeliveries(context, everything)
    store.enqueueDelivery(id, { target: 'chia-se', digest: store.putBlob(Uint8Array.of(99)), state: 'queued', chosenAt: context.now(), chosenBy: 'Hà' })
    voidRecord(context, id, 'Cấp nhầm', 'error in result')
    expect(recallsOf(desk, id)).toEqual(['kho queued', 'vneid queued', 'chia-se queued'])
    expect(store.listRecalls(id).map(({ digest }) => digest)).toEqual(Array(3).fill(store.getRecord(id).pdfDigest))
  })

  it('calls back what a killed process was sending', async () => {
    const desk = await openCorrectionDesk()
    const { context, store } = desk
    const id = desk.signed(1, ['kho', 'vneid'])
    const [due] = store.dueDeliveries(context.now())
    store.leaseDelivery(due?.idempotencyKey ?? '', context.now(), context.now())
    store.noteSending(due?.idempotencyKey ?? '', '{}')
    store.releaseLeases()
    voidRecord(context, id, 'Cấp nhầm', 'withdrawn')
    expect(recallsOf(desk, id)).toEqual(['kho queued'])
  })

  it('calls back each file where a late time stamp made a second one', async () => {
    const desk = await openCorrectionDesk()
    const { context, store, line } = desk
    const id = desk.signed(1, ['kho'])
    await runDeliveries(context, everything)
    const stamped = store.putBlob(Uint8Array.of(77))
    store.updateRecord(id, (current) => ({ ...current, pdfDigest: stamped, work: 'signed' }))
    queueDeliveries(context, id)
    await runDeliveries(context, everything)
    voidRecord(context, id, 'Cấp nhầm', 'withdrawn')
    await runRecalls(context, everything)
    expect(line.recalled.map(({ pdfDigest }) => pdfDigest)).toEqual(line.delivered.map(({ record: { pdfDigest } }) => pdfDigest))
    expect(line.recalled.map(({ idempotencyKey }) => idempotencyKey)).toEqual(line.delivered.map(({ idempotencyKey }) => idempotencyKey))
    expect(recallsOf(desk, id)).toEqual(['kho acknowledged taken back', 'kho acknowledged taken back'])
  })

  it('while a target is being sent to keeps the receipt, calls back, and starts no other', async () => {
    const desk = await openCorrectionDesk()
    const { context, line, store } = desk
    const id = desk.signed(1, ['kho', 'vneid'])
    line.onDelivery = () => { voidRecord(context, id, 'Cấp nhầm', 'withdrawn'); return Promise.resolve(undefined) }
    await runDeliveries(context, everything)
    expect(deliveriesOf(desk, id)).toEqual(['kho delivered', 'vneid cancelled record_voided'])
    expect(recallsOf(desk, id)).toEqual(['kho queued'])
    expect(store.getRecord(id).work).toBe('voided')
  })

  it('while a sending fails does not send it again', async () => {
    const desk = await openCorrectionDesk()
    const { context, line } = desk
    const id = desk.signed(1, ['kho'])
    line.onDelivery = () => { voidRecord(context, id, 'Cấp nhầm', 'withdrawn'); return Promise.resolve('hub_unreachable') }
    await runDeliveries(context, everything)
    desk.later(600)
    await runDeliveries(context, everything)
    expect(line.delivered).toHaveLength(1)
    expect(deliveriesOf(desk, id)).toEqual(['kho cancelled record_voided'])
  })

  it('keeps a secret paper inside, and why it was stopped', async () => {
    const { context, store } = await openCorrectionDesk()
    store.insertRecord(record(1, { work: 'refused', stoppedBy: { code: 'secret_document', params: { page: 1, class: 'MẬT' } } }))
    voidRecord(context, recordId(1), 'Giấy mật', 'withdrawn')
    expect(store.getRecord(recordId(1))).toMatchObject({ work: 'voided', stoppedBy: { code: 'secret_document' } })
  })

  it('is for good', async () => {
    const desk = await openCorrectionDesk()
    const { context, store } = desk
    const id = desk.signed(1, ['kho'])
    voidRecord(context, id, 'Cấp nhầm', 'withdrawn')
    const before = store.getRecord(id)
    for (const act of [
      () => { voidRecord(context, id, 'lần nữa', 'withdrawn') }, () => { freezeRecord(context, id, 'x') }, () => { releaseRecord(context, id, 'x') },
    ]) expect(await codeOf(act)).toBe('record_voided')
    expect((await advance(context, id)).work).toBe('voided')
    expect(store.getRecord(id)).toEqual(before)
  })
})

describe('recalls', () => {
  it('go to each target by itself: two acknowledge, the third waits for the line and is asked again', async () => {
    const desk = await openCorrectionDesk()
    const { context, line, store } = desk
    const id = desk.signed(1, ['kho', 'vneid', 'chia-se'])
    await runDeliveries(context, everything)
    voidRecord(context, id, 'Cấp nhầm', 'wrong recipient')
    line.onRecall = ({ target }) => (target === 'vneid' ? 'hub_unreachable' : undefined)
    expect(await runRecalls(context, { now: false })).toEqual([id])
    expect(recallsOf(desk, id)).toEqual(['kho acknowledged taken back', 'vneid queued hub_unreachable', 'chia-se acknowledged taken back'])
    expect(store.listReceipts(id)).toHaveLength(5)
    expect(await runRecalls(context, { now: false }), 'its turn has not come').toEqual([])
    line.onRecall = () => undefined
    desk.later(10)
    await runRecalls(context, { now: false })
    expect(line.recalled.map(({ target }) => target)).toEqual(['kho', 'vneid', 'chia-se', 'vneid'])
    expect(store.countRecalls()).toEqual({ queued: 0, acknowledged: 3, refused: 0 })
  })

  it('tell a code, and nothing that a person wrote or is', async () => {
    const desk = await openCorrectionDesk()
    const { context, line } = desk
    const id = desk.signed(1, ['kho'])
    await runDeliveries(context, everything)
    voidRecord(context, id, 'Ông Phong 099085001162 khai sai', 'wrong recipient')
    await runRecalls(context, everything)
    expect(line.recalled).toMatchObject([{ reason: 'wrong recipient', replacedBy: null, recordCode: 'SH-1' }])
    expect(JSON.stringify(line.recalled)).not.toMatch(/Phong|099085001162/u)
  })

  it('that a receiver refused wait for a person; a receipt that does not hold leaves them unacknowledged', async () => {
    const desk = await openCorrectionDesk()
    const { context, line } = desk
    const id = desk.signed(1, ['kho', 'vneid'])
    await runDeliveries(context, everything)
    voidRecord(context, id, 'Cấp nhầm', 'withdrawn')
    line.onRecall = ({ target }) => (target === 'kho' ? 'hub_refused' : 'hub_receipt_invalid')
    await runRecalls(context, everything)
    await runRecalls(context, everything)
    expect(recallsOf(desk, id)).toEqual(['kho refused hub_refused', 'vneid queued hub_receipt_invalid'])
    expect(line.recalled.filter(({ target }) => target === 'kho')).toHaveLength(1)
  })
})

describe('a delivery of the present file only', () => {
  it('is not begun for a file that the record has no more', async () => {
    const desk = await openCorrectionDesk()
    const { context, store, line } = desk
    const id = desk.signed(1, ['kho'])
    store.updateRecord(id, (current) => ({ ...current, pdfDigest: toDigest('a'.repeat(64)) }))
    await runDeliveries(context, everything)
    expect(line.delivered).toEqual([])
    expect(deliveriesOf(desk, id)).toEqual(['kho refused superseded'])
  })
})
