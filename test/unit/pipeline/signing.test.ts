import { readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { makeDemoPki, signerOf, writePkcs12 } from '../../../demo/pki.ts'
import { startTimeStampAuthority } from '../../../demo/time-stamp-authority.ts'
import { methods, type ResultOf } from '../../../shared/contract/index.ts'
import { instant, toDigest } from '../../../shared/model/index.ts'
import { addSigningKey, advance, freezeRecord, runDeliveries, voidRecord } from '../../../shared/pipeline/index.ts'
import { completeSignature } from '../../../shared/pipeline/signing/complete-signature.ts'
import { signRecord } from '../../../shared/pipeline/signing/sign-record.ts'
import { loadSigningRegime, openPkcs12Key, signPdf } from '../../../shared/sign/index.ts'
import { deliveryHandlers } from '../../../shared/station/handlers/delivery.ts'
import { makePlainPdf } from '../../support/signed-pdf.ts'
import { bytesOf, flipBit, record, recordId } from '../store/station.ts'
import { stationContext } from '../../support/station-context.ts'
import { deliveriesOf, openCorrectionDesk, recallsOf, type CorrectionDesk } from './correction-desk.ts'

const agency = 'Ủy ban nhân dân xã Đồng Mây'

/** The desk with an authority for time stamps. */
function withAuthority(desk: CorrectionDesk, url: string): CorrectionDesk['context'] {
  return { ...desk.context, configuration: () => ({ ...desk.context.configuration(), timeStampUrl: url, signatureLevel: 'B-T' }) }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)).filter((file) => statSync(file).isFile())
}

const signing = { inputs: toDigest('a'.repeat(64)), engine: 'x', result: { level: 'B-B', timeStampError: 'tsa_unreachable', certificate: 'x', status: 'good' }, resultDigest: null, startedAt: instant(), finishedAt: instant() }

describe('a time stamp that is still missing', () => {
  it('and cannot be added to a damaged file is told, and keeps back no delivery and no recall of others', async () => {
    const desk = await openCorrectionDesk()
    const { folder, line, store } = desk
    const context = withAuthority(desk, 'http://127.0.0.1:9')
    const before = filesIn(folder)
    const damaged = desk.signed(1, ['kho'], { trust: 'time stamp pending' })
    store.putStep(damaged, 0, 'sign', { ...signing, resultDigest: store.getRecord(damaged).pdfDigest })
    for (const file of filesIn(folder).filter((name) => !before.includes(name))) flipBit(file, -1)
    const other = desk.signed(2, ['kho'])
    const voided = desk.signed(3, ['vneid'])
    await runDeliveries(context, { id: voided, now: true })
    voidRecord(context, voided, 'Sai tên đệm', 'withdrawn')
    const told = await (deliveryHandlers['delivery.run']?.(methods['delivery.run'].params.parse({}), stationContext(context, folder), {
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
    store.putStep(id, 0, 'sign', { ...signing, resultDigest: store.getRecord(id).pdfDigest })
    await runDeliveries(context, { id, now: true })
    expect(store.getRecord(id).work).toBe('delivered')
    await completeSignature(withAuthority(desk, authority.url), id)
    expect(store.getRecord(id)).toMatchObject({ work: 'signed', trust: 'B-T' })
  })
})

describe('a freeze', () => {
  it('that comes while a new issue is being signed leaves it unsigned, and the old one in use', async () => {
    const desk = await openCorrectionDesk()
    const { context, store } = desk
    const { agency: identity } = await makeDemoPki({ agency, at: context.now() })
    const key = await openPkcs12Key(writePkcs12(identity, bytesOf('mật khẩu')), bytesOf('mật khẩu'), { rsa: 'PSS' })
    const old = desk.signed(1, ['kho'])
    const id = recordId(2)
    const order = { regime: loadSigningRegime('chuyen-doi'), agency, additions: { mark: null, headStrip: 0 }, unsigned: store.putBlob(await makePlainPdf()), made: [] }
    store.insertRecord(record(2, { work: 'assembled', replaces: old, version: 2 }))
    const verifier = context.rooms.verifier()
    const frozenMeanwhile = {
      ...context,
      rooms: {
        ...context.rooms,
        verifier: () => ({ ...verifier, verifyPdf: (...file: Parameters<typeof verifier.verifyPdf>) => { freezeRecord(context, id, 'Sai tên đệm'); return verifier.verifyPdf(...file) } }),
      },
    }
    await expect(signRecord(frozenMeanwhile, id, order, key)).rejects.toMatchObject({ code: 'record_frozen' })
    expect(store.getRecord(id)).toMatchObject({ work: 'assembled', trust: 'unsigned', pdfDigest: null })
    expect(store.getRecord(old)).toMatchObject({ work: 'signed', replacedBy: null })
    await expect(signRecord(context, id, order, key), 'nor begun').rejects.toMatchObject({ code: 'record_frozen' })
  })

  it('that comes before the mark is made leaves the record where it is, without an error', async () => {
    const { context, folder, store } = await openCorrectionDesk()
    const { agency: identity } = await makeDemoPki({ agency, at: context.now() })
    const file = path.join(folder, 'khoa.p12')
    writeFileSync(file, writePkcs12(identity, bytesOf('mật khẩu')))
    await addSigningKey(context, file, bytesOf('mật khẩu'))
    store.insertRecord(record(1, { work: 'reviewed', rawDigest: store.putBlob(bytesOf('giấy')) }))
    const going = advance(context, recordId(1))
    freezeRecord(context, recordId(1), 'Sai tên đệm')
    expect(await going).toMatchObject({ work: 'reviewed', stoppedBy: null, frozen: { reason: 'Sai tên đệm' } })
  })
})
