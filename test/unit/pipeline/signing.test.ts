import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { makeDemoPki, signerOf } from '../../../demo/pki.ts'
import { startTimeStampAuthority } from '../../../demo/time-stamp-authority.ts'
import { methods, type ResultOf } from '../../../shared/contract/index.ts'
import { instant, toDigest } from '../../../shared/model/index.ts'
import { runDeliveries, voidRecord } from '../../../shared/pipeline/index.ts'
import { stampRecord } from '../../../shared/pipeline/sign-record.ts'
import { signPdf } from '../../../shared/sign/index.ts'
import { deliveryHandlers } from '../../../shared/station/handlers/delivery.ts'
import { makePlainPdf } from '../../support/signed-pdf.ts'
import { flipBit } from '../store/station.ts'
import { deliveriesOf, openCorrectionDesk, recallsOf, type CorrectionDesk } from './correction-desk.ts'

const agency = 'Ủy ban nhân dân xã Đồng Mây'

/** The desk with an authority for time stamps. */
function withAuthority(desk: CorrectionDesk, url: string): CorrectionDesk['context'] {
  return { ...desk.context, configuration: () => ({ ...desk.context.configuration(), timeStampUrl: url }) }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)).filter((file) => statSync(file).isFile())
}

const signing = { inputs: toDigest('a'.repeat(64)), engine: 'x', result: { level: 'B-B', timeStampError: 'tsa_unreachable', certificate: 'x' }, resultDigest: null, startedAt: instant(), finishedAt: instant() }

describe('a time stamp that is still missing', () => {
  it('and cannot be added to a damaged file is told, and keeps back no delivery and no recall of others', async () => {
    const desk = await openCorrectionDesk()
    const { folder, line, store } = desk
    const context = withAuthority(desk, 'http://127.0.0.1:9')
    const before = filesIn(folder)
    const damaged = desk.signed(1, ['kho'], { trust: 'time stamp pending' })
    store.putStep(damaged, 0, 'sign', signing)
    for (const file of filesIn(folder).filter((name) => !before.includes(name))) flipBit(file, -1)
    const other = desk.signed(2, ['kho'])
    const voided = desk.signed(3, ['vneid'])
    await runDeliveries(context, { id: voided, now: true })
    voidRecord(context, voided, 'Sai tên đệm', 'withdrawn')
    const told = await (deliveryHandlers['delivery.run']?.(methods['delivery.run'].params.parse({}), context, {
      keyPassphrase: () => Promise.reject(new Error('not asked here')), onEvent: () => undefined,
    }) as Promise<ResultOf<'delivery.run'>>)
    expect(deliveriesOf(desk, other)).toEqual(['kho delivered'])
    expect(recallsOf(desk, voided)).toEqual(['vneid acknowledged taken back'])
    expect(line.delivered).toHaveLength(2)
    expect(deliveriesOf(desk, damaged)).toEqual(['kho queued blob_damaged'])
    expect(told.failures).toMatchObject([{ source: 'giấy khai sinh.jpg', error: { code: 'blob_damaged' } }])
    expect(told.records.map(({ id }) => id).toSorted()).toEqual([damaged, other, voided])
  })

  it('leaves no moment in which a delivered record has a PDF that nobody received', async () => {
    const desk = await openCorrectionDesk()
    const { context, store } = desk
    const pki = await makeDemoPki({ agency, at: context.now() })
    const authority = await startTimeStampAuthority(pki)
    onTestFinished(() => authority.close())
    const { pdf } = await signPdf(await makePlainPdf(), signerOf(pki.agency), { fieldName: 'CoQuan', reason: '', location: '', signerName: agency, at: context.now(), tsa: null })
    const id = desk.signed(1, ['kho'], { trust: 'time stamp pending', pdfDigest: store.putBlob(pdf) })
    store.putStep(id, 0, 'sign', signing)
    await runDeliveries(context, { id, now: true })
    expect(store.getRecord(id).work).toBe('delivered')
    await stampRecord(withAuthority(desk, authority.url), id)
    expect(store.getRecord(id)).toMatchObject({ work: 'signed', trust: 'B-T' })
  })
})
