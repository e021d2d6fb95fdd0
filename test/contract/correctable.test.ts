import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyChain } from '../../shared/audit/index.ts'
import type { RecordLine } from '../../shared/contract/index.ts'
import { instant, toRecordId, type TargetName } from '../../shared/model/index.ts'
import { toPem } from '../../shared/pki/index.ts'
import { openStation, type Store } from '../../shared/store/index.ts'
import { dossier, openOffice, passphrase, type Office } from '../support/office.ts'

let office: Office
let number = 500
beforeAll(async () => { office = await openOffice() })
afterAll(async () => { await office.close() })

async function convert(deliverTo: TargetName[], deliver = true): Promise<RecordLine> {
  number += 1
  const { records: [record], failures } = await office.call('record.convert', { files: [await office.scan(number)], dossiers: [dossier], deliverTo, deliver, acceptAbove: 0 })
  if (record === undefined) throw new Error(JSON.stringify(failures))
  return record
}

async function nextPaper(): Promise<string> {
  number += 1
  return office.scan(number)
}

const show = async (id: string): Promise<RecordLine> => office.call('record.show', { id })
const pointTo = (target: TargetName, url: string): Promise<unknown> =>
  office.call('station.configure', { set: { targets: { [target]: { url, caPem: toPem(office.pki.hubRoot.certificate) } } } })
const cut = (target: TargetName): Promise<unknown> => pointTo(target, `https://127.0.0.1:9/${target}`)
const mend = (target: TargetName): Promise<unknown> => pointTo(target, office.hub.url(target))

async function inStore<Value>(work: (store: Store) => Value): Promise<Value> {
  const store = await openStation(office.station, Buffer.from(passphrase))
  try {
    return work(store)
  } finally {
    store.close()
  }
}

const recallsAt = async (target: TargetName): Promise<{ recordCode: string; reason: string; replacedBy: string | null }[]> => {
  const keys = await readdir(path.join(office.inbox, target)).catch(() => [])
  const found = await Promise.all(keys.map((key) => readFile(path.join(office.inbox, target, key, 'recall.json'), 'utf8').catch(() => undefined)))
  return found.flatMap((text) => (text === undefined ? [] : [JSON.parse(text) as { recordCode: string; reason: string; replacedBy: string | null }]))
}

describe('a voided record', () => {
  it('is called back from each target that has it, and nothing more of it is sent', async () => {
    const delivered = await convert(['kho', 'vneid'])
    expect(delivered.state.work).toBe('delivered')
    const voided = await office.call('record.void', { id: delivered.id, reason: 'Cấp nhầm', recallReason: 'withdrawn' })
    expect(voided).toMatchObject({
      state: { work: 'voided', delivery: { kho: 'delivered', vneid: 'delivered' } },
      voided: { by: 'Nguyễn Thị Hà', reason: 'Cấp nhầm' },
      recalls: [{ target: 'kho', state: 'acknowledged', outcome: 'taken back', reason: 'withdrawn' }, { target: 'vneid', state: 'acknowledged', outcome: 'taken back' }],
    })
    expect((await recallsAt('kho')).filter(({ recordCode }) => recordCode === delivered.code)).toMatchObject([{ reason: 'withdrawn', replacedBy: null }])
    await expect(office.call('delivery.run', { id: delivered.id, to: ['chia-se'] })).rejects.toMatchObject({ code: 'record_voided' })
    await expect(office.call('record.review', { id: delivered.id, confirmRecipient: true, reason: 'x' })).rejects.toMatchObject({ code: 'record_voided' })
    await expect(office.call('record.void', { id: delivered.id, reason: 'lần nữa' })).rejects.toMatchObject({ code: 'record_voided' })
    expect((await office.call('delivery.run', {})).records).toEqual([])
    expect((await office.call('record.resume', {})).records).toEqual([])
  })
})

describe('a replaced record', () => {
  it('stays in use until its successor is signed, then is called back under its name', async () => {
    const old = await convert(['kho'])
    const { record, replaced } = await office.call('record.replace', { id: old.id, files: [await nextPaper()], reason: 'Sai tên đệm', acceptAbove: 0 })
    expect(record).toMatchObject({ version: 2, replaces: old.id, state: { work: 'delivered', delivery: { kho: 'delivered' } } })
    expect(replaced).toMatchObject({ replacedBy: record.id, state: { work: 'replaced' }, recalls: [{ target: 'kho', state: 'acknowledged', outcome: 'taken back', reason: 'replaced', replacedBy: record.id }] })
    expect((await recallsAt('kho')).find(({ recordCode }) => recordCode === old.code)).toMatchObject({ replacedBy: record.code })
    expect(await inStore((store) => verifyChain(store).sound)).toBe(true)
    void [show, cut, mend, instant, toRecordId]
  })
})
