import { describe, expect, it } from 'vitest'
import type { RecordId, StationRecord } from '../../../shared/model/index.ts'
import { advance, captureDocument, freezeRecord, releaseRecord, replaceRecord, runDeliveries, runRecalls, voidRecord } from '../../../shared/pipeline/index.ts'
import { continueCapture } from '../../../shared/pipeline/paper/capture-document.ts'
import { reuseRecord } from '../../../shared/pipeline/record/reuse.ts'
import { codeOf } from '../store/station.ts'
import { deliveriesOf, nothingTold, openCorrectionDesk, recallsOf, type CorrectionDesk } from './correction-desk.ts'
import { killedCapture } from './killed-capture.ts'

const told = { dossier: nothingTold, choice: null, reason: 'Sai tên đệm' }
const everything = { now: true }

const replace = async (desk: CorrectionDesk, id: RecordId, brightness: number): Promise<StationRecord> => {
  const captured = await replaceRecord(desk.context, id, [await desk.scan(brightness)], told)
  return desk.store.getRecord(captured.id)
}

/** A desk with a delivered result, and with another paper that was captured as a result of its own. */
async function openWithTwoPapers() {
  const desk = await openCorrectionDesk()
  const { context, store } = desk
  const old = desk.signed(1, ['kho'])
  await runDeliveries(context, everything)
  const { id } = await captureDocument(context, [await desk.scan(10)], nothingTold, null)
  return { desk, context, store, old, id }
}

/** Brings a captured scan to just before its signature, as an electronic original would be, and signs it. */
async function sign({ context, store }: CorrectionDesk, id: RecordId): Promise<StationRecord> {
  const pdfDigest = store.putBlob(Buffer.from(`tệp của ${id}`))
  store.updateRecord(id, (record) => ({ ...record, work: 'reviewed', origin: 'signed electronic original', trust: 'original passed', pdfDigest, owners: record.dossier.owners, recipient: { state: 'agreed' } }))
  return advance(context, id)
}

describe('a replacement', () => {
  it('takes over codes, owners and targets, but not what belongs to a paper; the old one is frozen and in use until then', async () => {
    const desk = await openCorrectionDesk()
    const { context, store, line } = desk
    const old = desk.signed(1, ['kho', 'chia-se'])
    store.updateRecord(old, (record) => ({ ...record, dossier: {
      ...record.dossier, dossierCode: 'H99.1', resultCode: 'KQ.1', kind: 'dossier component', sheets: 3, validUntil: '2027-01-01', receiver: { name: 'Ai Đó', id: null, capacity: 'postal' },
    } }))
    const made = await replace(desk, old, 10)
    expect(made).toMatchObject({
      work: 'captured', version: 2, replaces: old, deliveryChoice: { targets: ['kho', 'chia-se'], by: 'Nguyễn Thị Hà' },
      dossier: { dossierCode: 'H99.1', resultCode: 'KQ.1', kind: 'dossier component', sheets: null, validUntil: null, receiver: null, owners: [{ id: '099085001162' }] },
    })
    expect(store.getRecord(old)).toMatchObject({ work: 'signed', replacedBy: null, frozen: { reason: 'Sai tên đệm' } })
    await runDeliveries(context, everything)
    expect(line.delivered).toEqual([])
  })

  it('puts the old one out of use with its own signature: called back under its name, what was unsent cancelled', async () => {
    const desk = await openCorrectionDesk()
    const { context, store, line } = desk
    const old = desk.signed(1, ['kho', 'vneid'])
    line.onDelivery = ({ target }) => { if (target === 'kho') freezeRecord(context, old, 'x'); return Promise.resolve(undefined) }
    await runDeliveries(context, everything)
    line.onDelivery = () => Promise.resolve(undefined)
    const made = await replace(desk, old, 10)
    await sign(desk, made.id)
    expect(store.getRecord(old)).toMatchObject({ work: 'replaced', replacedBy: made.id })
    expect(deliveriesOf(desk, old)).toEqual(['kho delivered', 'vneid cancelled record_replaced'])
    await runRecalls(context, everything)
    await runDeliveries(context, everything)
    expect(line.recalled).toMatchObject([{ target: 'kho', reason: 'replaced', replacedBy: made.code, recordCode: 'SH-1' }])
    expect(line.delivered.slice(1)).toMatchObject([{ target: 'kho', replaces: { recordCode: 'SH-1' } }, { target: 'vneid', replaces: { recordCode: 'SH-1' } }])
    expect(store.getRecord(made.id).work).toBe('delivered')
    expect(recallsOf(desk, old)).toEqual(['kho acknowledged taken back'])
  })

  it('is never signed without the old one out of use, nor the other way round: what fails in between undoes both', async () => {
    const desk = await openCorrectionDesk()
    const { context, store } = desk
    const old = desk.signed(1, ['kho'])
    await runDeliveries(context, everything)
    const made = await replace(desk, old, 10)
    const failing: CorrectionDesk = { ...desk, context: { ...context, store: { ...store, enqueueRecall: () => { throw new Error('killed here') } } } }
    await expect(sign(failing, made.id)).rejects.toThrow('killed here')
    expect(store.getRecord(made.id).work).toBe('reviewed')
    expect(store.getRecord(old)).toMatchObject({ work: 'delivered', replacedBy: null })
    expect(recallsOf(desk, old)).toEqual([])
    await advance(context, made.id)
    expect([store.getRecord(made.id).work, store.getRecord(old).work, recallsOf(desk, old)]).toEqual(['signed', 'replaced', ['kho queued']])
  })

  it('handed in twice is one record, also when a kill came before its pages', async () => {
    const desk = await openCorrectionDesk()
    const { store } = desk
    const old = desk.signed(1, ['kho'])
    const made = await replace(desk, old, 10)
    store.updateRecord(made.id, (record) => ({ ...record, work: 'capturing', rawDigest: null, pageCount: 0 }))
    const again = await replaceRecord(desk.context, old, [await desk.scan(10)], told)
    expect(again).toEqual({ id: made.id, existing: true })
    expect(store.getRecord(made.id)).toMatchObject({ version: 2, replaces: old })
    expect(store.listReplacements(old)).toHaveLength(1)
  })

  it('leaves no room for a second one until it is voided', async () => {
    const desk = await openCorrectionDesk()
    const { context, store } = desk
    const old = desk.signed(1, ['kho'])
    const made = await replace(desk, old, 10)
    expect(await codeOf(() => replace(desk, old, 20))).toBe('replacement_under_way')
    expect(store.listRecords({ limit: 10 })).toHaveLength(2)
    voidRecord(context, made.id, 'Quét thiếu trang', 'withdrawn')
    const next = await replace(desk, old, 20)
    expect(next).toMatchObject({ replaces: old, version: 3 })
    await sign(desk, next.id)
    expect(store.getRecord(old).replacedBy).toBe(next.id)
    expect(await codeOf(() => replace(desk, old, 30))).toBe('record_replaced')
  })

  it('is refused with the old paper itself, which stays in use', async () => {
    const desk = await openCorrectionDesk()
    const { context, store } = desk
    const { id } = await captureDocument(context, [await desk.scan(10)], nothingTold, null)
    expect(await codeOf(() => replace(desk, id, 10))).toBe('replacement_same')
    expect(store.getRecord(id)).toMatchObject({ work: 'captured', frozen: null })
  })

  it('may be a paper that was converted as a result of its own', async () => {
    const { desk, store, old, id } = await openWithTwoPapers()
    await sign(desk, id)
    const made = await replace(desk, old, 10)
    expect(made).toMatchObject({ id, version: 2, replaces: old, work: 'signed' })
    expect(store.getRecord(old)).toMatchObject({ work: 'replaced', replacedBy: id })
    expect(recallsOf(desk, old)).toEqual(['kho queued'])
    const third = desk.signed(3, ['kho'])
    expect(await codeOf(() => replace(desk, third, 10)), 'one paper for two results').toBe('replaces_another')
    expect(store.getRecord(third)).toMatchObject({ work: 'signed', frozen: null })
  })

  it('may be a paper whose capture had stopped for want of time, which is tried again', async () => {
    const desk = await openCorrectionDesk()
    const { context, store } = desk
    const old = desk.signed(1, ['kho'])
    const { id } = await captureDocument(context, [await desk.scan(10)], nothingTold, null)
    store.updateRecord(id, (current) => ({ ...current, work: 'refused', rawDigest: null, pageCount: 0, stoppedBy: { code: 'child_timeout', params: {} } }))
    const made = await replace(desk, old, 10)
    expect(made).toMatchObject({ id, work: 'captured', version: 2, replaces: old })
    expect(store.getRecord(old).frozen).toMatchObject({ reason: told.reason })
    await sign(desk, id)
    expect(store.getRecord(old)).toMatchObject({ work: 'replaced', replacedBy: id })
  })

  it('whose pages turn out to be a record that is here is that record, also when a kill came before they were compared', async () => {
    const { desk, context, store, old, id } = await openWithTwoPapers()
    const killed = killedCapture(desk, id, { replaces: old, dossier: { dossierCode: 'H99.1' } })
    expect(await continueCapture(context, killed)).toEqual({ id, existing: true })
    expect(store.getRecord(id)).toMatchObject({ version: 2, replaces: old, dossier: { dossierCode: 'H99.1' } })
    expect(store.listReplacements(old)).toHaveLength(1)
    expect(store.getRecord(old)).toMatchObject({ replacedBy: null, frozen: { reason: told.reason } })
    await sign(desk, id)
    expect(store.getRecord(old)).toMatchObject({ work: 'replaced', replacedBy: id })
    expect(recallsOf(desk, old)).toEqual(['kho queued'])
  })

  it('whose pages turn out to be a signed record puts the old one out of use at once', async () => {
    const { desk, context, store, old, id } = await openWithTwoPapers()
    await sign(desk, id)
    expect((await advance(context, killedCapture(desk, id, { replaces: old }))).id).toBe(id)
    expect(store.getRecord(old)).toMatchObject({ work: 'replaced', replacedBy: id })
    expect(recallsOf(desk, old)).toEqual(['kho queued'])
  })

  it('whose pages turn out to be the old ones is closed and said to be so; the old one is in use as if nothing had begun', async () => {
    const desk = await openCorrectionDesk()
    const { context, store } = desk
    const { id } = await captureDocument(context, [await desk.scan(10)], nothingTold, null)
    const killed = killedCapture(desk, id, { replaces: id })
    expect(await codeOf(() => continueCapture(context, killed))).toBe('replacement_same')
    expect(await codeOf(() => store.getRecord(killed))).toBe('not_found')
    expect(store.getRecord(id)).toMatchObject({ work: 'captured', replaces: null, replacedBy: null, frozen: null })
    expect(store.listHistory(id).slice(-2), 'and the history says why').toMatchObject([
      { inputs: { decision: 'frozen', reason: told.reason } }, { inputs: { decision: 'replacement given up', reason: told.reason } },
    ])
  })

  it('that is given up ends no freeze but its own', async () => {
    const desk = await openCorrectionDesk()
    const { context, store } = desk
    const { id } = await captureDocument(context, [await desk.scan(10)], nothingTold, null)
    freezeRecord(context, id, 'Dân báo sai')
    expect(await codeOf(() => continueCapture(context, killedCapture(desk, id, { replaces: id })))).toBe('replacement_same')
    expect(store.getRecord(id).frozen, 'frozen before').toMatchObject({ reason: 'Dân báo sai' })
    releaseRecord(context, id, 'Chuyên môn xác nhận')
    const killed = killedCapture(desk, id, { replaces: id })
    freezeRecord(context, id, 'Sai cả ngày cấp')
    expect(await codeOf(() => continueCapture(context, killed))).toBe('replacement_same')
    expect(store.getRecord(id).frozen, 'frozen meanwhile').toMatchObject({ reason: 'Sai cả ngày cấp' })
  })

  it('whose pages turn out to be an issue out of use is closed, and the old one in use as before', async () => {
    const desk = await openCorrectionDesk()
    const { context, store } = desk
    const old = desk.signed(1, ['kho'])
    const { id } = await captureDocument(context, [await desk.scan(10)], nothingTold, null)
    store.updateRecord(id, (current) => ({ ...current, work: 'replaced', replacedBy: desk.signed(2, []) }))
    const killed = killedCapture(desk, id, { replaces: old })
    expect(await codeOf(() => continueCapture(context, killed))).toBe('record_replaced')
    expect(await codeOf(() => store.getRecord(killed))).toBe('not_found')
    expect(store.getRecord(old)).toMatchObject({ work: 'signed', frozen: null })
  })

  it('follows a voided record too, which stays voided and is called back once', async () => {
    const desk = await openCorrectionDesk()
    const { context, store, line } = desk
    const old = desk.signed(1, ['kho'])
    await runDeliveries(context, everything)
    voidRecord(context, old, 'Sai', 'error in result')
    const made = await replace(desk, old, 10)
    await sign(desk, made.id)
    expect(store.getRecord(old)).toMatchObject({ work: 'voided', replacedBy: made.id })
    await runRecalls(context, everything)
    expect(line.recalled).toMatchObject([{ reason: 'error in result' }])
    expect(await codeOf(() => { voidRecord(context, old, 'x', 'withdrawn') })).toBe('record_replaced')
  })

  it('may itself be replaced: each issue names the one before', async () => {
    const desk = await openCorrectionDesk()
    const { store } = desk
    const first = desk.signed(1, ['kho'])
    const second = await replace(desk, first, 10)
    await sign(desk, second.id)
    const third = await replace(desk, second.id, 20)
    await sign(desk, third.id)
    expect([first, second.id, third.id].map((id) => store.getRecord(id)).map(({ version, replaces, replacedBy, work }) => ({ version, replaces, replacedBy, work }))).toEqual([
      { version: 1, replaces: null, replacedBy: second.id, work: 'replaced' },
      { version: 2, replaces: first, replacedBy: third.id, work: 'replaced' },
      { version: 3, replaces: second.id, replacedBy: null, work: 'signed' },
    ])
  })
})

describe('a paper whose record is out of use', () => {
  it('is named as replaced when it is handed in again, and nothing of it is made', async () => {
    const desk = await openCorrectionDesk()
    const { context, store } = desk
    const { id } = await captureDocument(context, [await desk.scan(10)], nothingTold, null)
    const made = await replace(desk, id, 20)
    await sign(desk, made.id)
    expect(await codeOf(async () => captureDocument(context, [await desk.scan(10)], nothingTold, null))).toBe('record_replaced')
    expect(store.listRecords({ limit: 10 })).toHaveLength(2)
  })

  it('is captured anew where it was voided with nothing in its place', async () => {
    const desk = await openCorrectionDesk()
    const { context, store } = desk
    const { id } = await captureDocument(context, [await desk.scan(10)], nothingTold, null)
    voidRecord(context, id, 'Nhầm hồ sơ', 'withdrawn')
    const again = await captureDocument(context, [await desk.scan(10)], nothingTold, null)
    expect(again.existing).toBe(false)
    expect(store.getRecord(again.id)).toMatchObject({ work: 'captured', version: 1 })
    expect(store.getRecord(id)).toMatchObject({ work: 'voided', pageCount: 1 })
  })

  it.each(['voided', 'refused', 'quarantined'] as const)('is captured anew where it was closed as duplicate of one that is %s now', async (work) => {
    const desk = await openCorrectionDesk()
    const { context, store } = desk
    const kept = desk.signed(1, [])
    const { id } = await captureDocument(context, [await desk.scan(10)], nothingTold, null)
    reuseRecord(context, kept, { insteadOf: id, reason: 'cùng một kết quả' })
    expect(await captureDocument(context, [await desk.scan(10)], nothingTold, null)).toEqual({ id: kept, existing: true })
    store.updateRecord(kept, (current) => ({ ...current, work }))
    desk.later(1)
    const again = await captureDocument(context, [await desk.scan(10)], nothingTold, null)
    expect(again.existing).toBe(false)
    expect([id, kept]).not.toContain(again.id)
    expect(store.getRecord(again.id)).toMatchObject({ work: 'captured', pageCount: 1 })
    expect(await captureDocument(context, [await desk.scan(10)], nothingTold, null)).toEqual({ id: again.id, existing: true })
  })

  it('is closed by a void although its source is gone for good; the pages it has stay', async () => {
    const desk = await openCorrectionDesk()
    const { context, store } = desk
    const { id } = await captureDocument(context, [await desk.scan(10)], nothingTold, null)
    const [page] = store.listPages(id)
    store.updateRecord(id, (record) => ({ ...record, work: 'capturing' }))
    voidRecord(context, id, 'Mất thẻ nhớ', 'withdrawn')
    expect((await advance(context, id)).work).toBe('voided')
    expect(store.listPages(id)).toEqual([page])
    expect(page === undefined ? 0 : store.getBlob(page.digest).length).toBeGreaterThan(0)
  })
})
