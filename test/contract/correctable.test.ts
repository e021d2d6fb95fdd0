import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Agent, request } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyChain } from '../../shared/audit/index.ts'
import type { RecordLine } from '../../shared/contract/index.ts'
import { instant, targetNames, toRecordId, type TargetName } from '../../shared/model/index.ts'
import { toPem } from '../../shared/pki/index.ts'
import { receiptClaims } from '../../shared/wire/index.ts'
import { dossier, openOffice, type Office } from '../support/office.ts'

let office: Office
let first: RecordLine
let successor: RecordLine
let number = 500
beforeAll(async () => {
  office = await openOffice({ keepsOpen: true, level: 'B-LT' })
  first = await convert(['kho', 'vneid', 'chia-se'])
})
afterAll(async () => { await office.close() })

const nextPaper = async (): Promise<string> => {
  number += 1
  return office.scan(number)
}

async function convert(deliverTo: TargetName[], deliver = true): Promise<RecordLine> {
  const { records: [record], failures } = await office.call('record.convert', { files: [await nextPaper()], dossiers: [dossier], deliverTo, deliver, acceptAbove: 0 })
  if (record === undefined) throw new Error(JSON.stringify(failures))
  return record
}

const cut = (target: TargetName): Promise<unknown> => office.pointTo(target, `https://127.0.0.1:9/${target}`)
const mend = (target: TargetName): Promise<unknown> => office.pointTo(target, office.hub.url(target))

/** What stands behind the link of a delivery's receipt. */
async function behindLink(id: string, target: TargetName): Promise<{ status: number; body: string }> {
  const link = await office.inStore((store) => store.listReceipts(toRecordId(id)).filter((receipt) => receipt.target === target)
    .map(({ raw }) => receiptClaims.safeParse(JSON.parse(Buffer.from(Buffer.from(raw).toString('utf8').split('.')[1] ?? '', 'base64url').toString('utf8'))))
    .find(({ success }) => success)?.data?.link ?? '')
  const dispatcher = new Agent({ connect: { ca: toPem(office.pki.hubRoot.certificate) } })
  try {
    const answer = await request(link, { dispatcher })
    return { status: answer.statusCode, body: await answer.body.text() }
  } finally {
    await dispatcher.close()
  }
}

describe('a result with an error', () => {
  it('is frozen, replaced by the paper issued anew, and called back under its successor’s name', async () => {
    const old = await convert(['kho', 'chia-se'], false)
    const frozen = await office.command(['freeze', old.id, '--reason', 'Dân báo sai tên đệm'])
    expect(frozen).toMatchObject({ code: 0 })
    expect(frozen.stdout).toContain('KẾT QUẢ CÓ SAI SÓT')
    const before = await office.received('kho')
    expect((await office.command(['deliver'])).stdout).toContain('Không có gì')
    expect(await office.command(['deliver', '--id', old.id])).toMatchObject({ code: 3 })
    expect(await office.received('kho')).toEqual(before)
    expect((await office.call('record.list', {})).records.find(({ id }) => id === old.id)).toMatchObject({ frozen: { reason: 'Dân báo sai tên đệm', by: 'Nguyễn Thị Hà' } })

    const released = await office.call('record.release', { id: old.id, reason: 'Chuyên môn xác nhận' })
    expect(released).toMatchObject({ frozen: null, state: { work: 'delivered', delivery: { 'kho': 'delivered', 'chia-se': 'delivered' } } })
    expect((await behindLink(old.id, 'chia-se')).status).toBe(200)

    const paper = await nextPaper()
    const { record, replaced } = await office.call('record.replace', { id: old.id, files: [paper], reason: 'Cấp lại đúng tên', acceptAbove: 0 })
    successor = record
    expect(record).toMatchObject({
      version: 2, replaces: old.id, recipient: { state: 'agreed' }, state: { work: 'delivered', delivery: { 'kho': 'delivered', 'chia-se': 'delivered' } },
    })
    expect(replaced).toMatchObject({
      replacedBy: record.id, state: { work: 'replaced' },
      recalls: [{ target: 'kho', state: 'acknowledged', outcome: 'taken back', reason: 'replaced', replacedBy: record.id }, { target: 'chia-se', state: 'acknowledged' }],
    })
    expect(await behindLink(old.id, 'chia-se')).toEqual({ status: 410, body: JSON.stringify({ state: 'recalled', reason: 'replaced', replacedBy: record.code }) })
    expect((await behindLink(record.id, 'chia-se')).status).toBe(200)

    await expect(office.call('record.replace', { id: old.id, files: [paper], reason: 'lần nữa' })).rejects.toMatchObject({ code: 'record_replaced' })
    const { records, failures } = await office.call('record.convert', { files: [(await office.call('record.show', { id: old.id })).source] })
    expect([records, failures]).toMatchObject([[], [{ error: { code: 'record_replaced', params: { by: record.id } } }]])
    const { hits } = await office.call('record.search', { words: old.code })
    expect(hits).toMatchObject([{ id: old.id, work: 'replaced' }])
  })
})

describe('a voided record', () => {
  it('is called back wherever it is: two targets acknowledge, the third when its line is back; all of it stays to be seen', async () => {
    expect(first.state.work).toBe('delivered')
    await cut('vneid')
    const voided = await office.command(['void', first.id, '--reason', 'Cấp nhầm cho ông Phong', '--recall-reason', 'wrong recipient'])
    expect(voided).toMatchObject({ code: 4 })
    expect(voided.stdout).toContain('ĐÃ HỦY, KHÔNG CÓ GIÁ TRỊ SỬ DỤNG')
    expect(await office.call('record.show', { id: first.id })).toMatchObject({
      state: { work: 'voided' }, voided: { reason: 'Cấp nhầm cho ông Phong' },
      recalls: [{ target: 'kho', state: 'acknowledged' }, { target: 'vneid', state: 'queued', lastError: 'hub_unreachable' }, { target: 'chia-se', state: 'acknowledged' }],
    })
    expect((await office.call('station.status', {})).recalls).toMatchObject({ queued: 1 })
    expect(await office.command(['resume'])).toMatchObject({ code: 4 })
    await mend('vneid')
    const { records } = await office.call('record.resume', {})
    expect(records).toMatchObject([{ id: first.id, recalls: [{ state: 'acknowledged' }, { state: 'acknowledged', outcome: 'taken back' }, { state: 'acknowledged' }] }])
    expect((await office.call('record.resume', {})).records).toEqual([])
    for (const target of targetNames) expect((await behindLink(first.id, target)).status).toBe(410)

    const out = await office.command(['export', first.id, '--out', path.join(office.folder, 'bản đã hủy')])
    expect(out).toMatchObject({ code: 0 })
    expect(out.stdout).toContain('HỒ SƠ NÀY ĐÃ HỦY')
    const [pdf = '', , json = ''] = (await office.call('record.export', { id: first.id, folder: path.join(office.folder, 'bản đã hủy') })).files
    expect((await office.call('file.verify', { files: [pdf], trust: [office.trustFile] })).files, 'its signature is as good as ever').toMatchObject([{ verdict: 'passed' }])
    expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({ state: { work: 'voided' }, voided: { reason: 'Cấp nhầm cho ông Phong' } })
  })

  it('takes no decision and no delivery any more', async () => {
    await expect(office.call('delivery.run', { id: first.id, to: ['kho'] })).rejects.toMatchObject({ code: 'record_voided' })
    await expect(office.call('record.review', { id: first.id, confirmRecipient: true, reason: 'x' })).rejects.toMatchObject({ code: 'record_voided' })
    await expect(office.call('record.void', { id: first.id, reason: 'lần nữa' })).rejects.toMatchObject({ code: 'record_voided' })
    expect((await office.call('delivery.run', { id: first.id })).records).toMatchObject([{ id: first.id, state: { work: 'voided' } }])
  })

  it('closes a capture whose source is gone', async () => {
    const id = await office.inStore((store) => {
      const made = store.listRecords({ limit: 1 })[0]
      if (made === undefined) throw new Error('no record')
      const gone = { ...made, id: toRecordId('0000000000000000000000000Z'), code: 'SH-mất', work: 'capturing' as const, trust: 'unsigned' as const, pdfDigest: null, rawDigest: null, pageCount: 0, replaces: null, version: 1 }
      store.transaction(() => {
        store.insertRecord(gone)
        store.planSources(gone.id, [{ ordinal: 1, path: path.join(office.folder, 'không còn.jpg'), name: 'không còn.jpg', sizeBytes: 5, digest: made.rawDigest ?? store.putBlob(Uint8Array.of(1)), format: 'jpeg' }])
        store.addHistory(gone.id, { at: instant(), from: null, to: 'capturing', inputs: {} })
      })
      return gone.id
    })
    expect((await office.call('record.resume', {})).failures).toMatchObject([{ error: { code: 'source_missing' } }])
    expect(await office.call('record.void', { id, reason: 'Mất thẻ nhớ' })).toMatchObject({ state: { work: 'voided' }, recalls: [] })
    expect(await office.call('record.resume', {})).toEqual({ records: [], failures: [] })
  })
})

describe('a freeze while an open station sends', () => {
  it('waits for no other call: what is under way ends, nothing more begins', async () => {
    await office.call('record.review', { id: successor.id, deliverTo: ['kho', 'chia-se', 'vneid'], deliver: false })
    const later = await convert(['kho'], false)
    let frozen: Promise<unknown> | undefined
    await office.call('delivery.run', {}, () => { frozen ??= office.call('record.freeze', { id: later.id, reason: 'Báo sai lúc đang gửi' }) })
    await frozen
    expect((await office.call('record.show', { id: successor.id })).state).toMatchObject({ work: 'delivered', delivery: { vneid: 'delivered' } })
    expect(await office.call('record.show', { id: later.id })).toMatchObject({ state: { work: 'signed', delivery: { kho: 'held' } }, deliveries: [{ lastError: 'record_frozen', attempts: 0 }] })
    expect(await office.inStore((store) => verifyChain(store).sound)).toBe(true)
  })
})
