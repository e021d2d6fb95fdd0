import { beforeEach, describe, expect, it } from 'vitest'
import { noteAcceptedLoss, settleRestored } from '../../../shared/pipeline/care/custody.ts'
import { runDeliveries, runRecalls, voidRecord } from '../../../shared/pipeline/index.ts'
import { record, recordId } from '../store/station.ts'
import { openCorrectionDesk, recallsOf, type CorrectionDesk } from './correction-desk.ts'

const everything = { now: true }
let desk: CorrectionDesk
beforeEach(async () => { desk = await openCorrectionDesk() })

function restore(): void {
  const { store, context } = desk
  settleRestored(store, { generation: 1, madeAt: context.now(), records: 1, pages: 1, blobs: 1, lost: [] }, '/bản sao')
}

describe('a record that is older than the last restore', () => {
  it('is called back from every configured target, whatever file it may hold: one chosen after the backup is not known here', async () => {
    const id = desk.signed(1, ['kho'])
    await runDeliveries(desk.context, everything)
    restore()
    voidRecord(desk.context, id, 'cấp nhầm', 'error in result')
    await runRecalls(desk.context, everything)
    expect(desk.line.recalled.map(({ target, pdfDigest }) => [target, pdfDigest])).toEqual([['kho', null], ['vneid', null], ['chia-se', null]])
    expect(recallsOf(desk, id)).toEqual(['kho acknowledged taken back', 'vneid acknowledged taken back', 'chia-se acknowledged taken back'])
  })

  it('is called back although it is not signed here: it may have been signed and sent after the backup', () => {
    desk.store.insertRecord(record(1, { work: 'awaiting review' }))
    restore()
    voidRecord(desk.context, recordId(1), 'quét lại', 'withdrawn')
    expect(recallsOf(desk, recordId(1))).toEqual(['kho queued', 'vneid queued', 'chia-se queued'])
  })

  it('is called back so after an accepted loss, too', () => {
    const id = desk.signed(1, [])
    noteAcceptedLoss(desk.context)
    voidRecord(desk.context, id, 'cấp nhầm', 'withdrawn')
    expect(recallsOf(desk, id)).toHaveLength(3)
  })
})

it('a record captured after the restore is called back from where it was sent, and from nowhere else', async () => {
  restore()
  desk.later(60 * 24 * 3650)
  const id = desk.signed(1, ['kho'], { createdAt: desk.context.now() })
  await runDeliveries(desk.context, everything)
  voidRecord(desk.context, id, 'cấp nhầm', 'withdrawn')
  expect(desk.store.listRecalls(id).map(({ target, digest }) => [target, digest])).toEqual([['kho', desk.store.getRecord(id).pdfDigest]])
})
