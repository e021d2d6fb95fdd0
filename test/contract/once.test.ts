import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ParamsOf, RecordLine } from '../../shared/contract/index.ts'
import { openCourier } from '../../shared/deliver/index.ts'
import { toPem } from '../../shared/pki/index.ts'
import { callStation } from '../../shared/station/index.ts'
import { decisionLines, dossier, keyPassphrase, openOffice, passphrase, type Office } from '../support/office.ts'
import { printedPage, type PrintedLine } from '../support/printed-page.ts'

let office: Office
beforeAll(async () => { office = await openOffice({ keepsOpen: true }) })
afterAll(async () => { await office.close() })

let pictures = 0
/** Another scan of a paper: other bytes, and print that stands a little elsewhere. */
async function rescan(lines: readonly PrintedLine[]): Promise<string> {
  pictures += 1
  const moved = lines.map((line) => ({ ...line, x: line.x + 0.3 * (pictures % 7), y: line.y + 0.2 * (pictures % 5) }))
  const file = path.join(office.folder, `tờ quét ${pictures}.jpg`)
  await writeFile(file, await printedPage(moved, { dpi: 150 }).jpeg({ quality: 78 }).withMetadata({ density: 150 }).toBuffer())
  return file
}

async function convert(file: string, params: Omit<ParamsOf<'record.convert'>, 'files'> = {}): Promise<RecordLine> {
  const { records: [record], failures } = await office.call('record.convert', { files: [file], dossiers: [dossier], acceptAbove: 0, ...params })
  if (record === undefined) throw new Error(JSON.stringify(failures))
  return record
}

const show = (id: string): ReturnType<typeof office.call<'record.show'>> => office.call('record.show', { id })
const ownerId = '099085001162'
const otherDossier = 'H99.12-261120-0200'

let first: RecordLine
let firstScan: string
beforeAll(async () => {
  firstScan = await rescan(decisionLines(601))
  first = await convert(firstScan, { deliverTo: ['chia-se'], dossiers: [{ ...dossier, resultCode: 'KQ.G99.601' }] })
  expect(first.state.work).toBe('delivered')
})

describe('the same result on another scan', () => {
  let second: RecordLine
  let secondScan: string

  it('waits before the mark, whatever was accepted, and is shown beside the record that is here', async () => {
    secondScan = await rescan(decisionLines(601))
    second = await convert(secondScan, { dossiers: [{ ...dossier, dossierCode: otherDossier }] })
    expect(second).toMatchObject({
      state: { work: 'awaiting review', trust: 'unsigned' },
      stoppedBy: { code: 'duplicate_result', params: { id: first.id, agrees: 'number', others: 0 } },
      duplicates: [{ id: first.id, number: '801/QĐ-UBND', agrees: ['number'], pages: 1, owners: [{ shownId: '0990…1162' }] }],
    })
    const listed = await office.command(['records', '--work', 'awaiting review'])
    for (const text of ['HỒ SƠ NÀY', first.id, second.id, 'Ủy ban nhân dân xã Đồng Mây', '0990…1162']) expect(listed.stdout).toContain(text)
    expect(listed.stdout).not.toContain(ownerId)
    const resumed = await office.call('record.resume', { acceptAbove: 0 })
    expect(resumed.records.find(({ id }) => id === second.id)?.stoppedBy).toMatchObject({ code: 'duplicate_result' })
  })

  it('is closed in favour of that record, which then serves its dossier; the closed scan handed in again leads there', async () => {
    const reused = await office.command(['reuse', first.id, '--instead-of', second.id, '--json'])
    expect(reused.code, reused.stdout).toBe(0)
    expect(await show(first.id)).toMatchObject({ reuses: [{ dossierCode: otherDossier, by: 'Nguyễn Thị Hà' }], state: { work: 'delivered' } })
    expect(await show(second.id)).toMatchObject({ state: { work: 'voided' }, replacedBy: first.id })
    expect((await office.call('station.status', {})).reuses).toBe(1)
    expect(await convert(secondScan, { dossiers: [] })).toMatchObject({ id: first.id, existing: true })
  })

  it('goes on as another result with a reason, which is kept with the record it was told apart from', async () => {
    const third = await convert(await rescan(decisionLines(601)))
    const decided = await office.command(['review', third.id, '--not-duplicate', '--reason', 'sổ ghi trùng số, đã hỏi văn thư', '--no-deliver'])
    expect(decided.code, decided.stdout).toBe(0)
    expect(await show(third.id)).toMatchObject({
      state: { work: 'signed' }, duplicates: [], toldApartFrom: [{ id: first.id, agrees: ['number'], reason: 'sổ ghi trùng số, đã hỏi văn thư', by: 'Nguyễn Thị Hà' }],
    })
  })

  it('is the same record when its bytes are the same: from a folder, in a file of another name', async () => {
    const folder = path.join(office.folder, 'một tờ')
    await mkdir(folder)
    await writeFile(path.join(folder, 'tên khác.jpg'), await readFile(firstScan))
    expect(await convert(folder)).toMatchObject({ id: first.id, existing: true })
  })
})

describe('looked for before scanning', () => {
  it('is found by the number as a person types it, with the owner’s number in no argument and in no answer', async () => {
    const idFile = path.join(office.folder, 'số')
    await writeFile(idFile, '099 085 001162\n')
    const found = await office.command(['find', '--number', '0801/qđ-ubnd', '--agency', 'UBND xã Đồng Mây', '--owner-id-file', idFile])
    expect(found.code, found.stderr).toBe(0)
    expect(found.stdout).toContain(first.id)
    expect(found.stdout).not.toContain(ownerId)
    const asked = await office.command(['find', '--number', '801', '--shared'])
    expect([asked.code, asked.stderr]).toEqual([2, expect.stringContaining('--owner-id-file')])
  })
})

describe('a result that another station has shared', () => {
  let call: Office['call']
  let capture: RecordLine
  let taken: RecordLine

  /** Another station, of the same world of certificates; without a key, since it converts nothing. */
  const another = async (trustPem: string, url: string = office.hub.url('chia-se')): Promise<Office['call']> => {
    const folder = path.join(office.folder, `trạm ${randomUUID()}`)
    const station: Office['call'] = (name, params, onEvent = () => undefined) => callStation(name, params, {
      folder, onEvent, passphrase: () => Promise.resolve(Buffer.from(passphrase)), keyPassphrase: () => Promise.resolve(Buffer.from(keyPassphrase)),
    })
    await station('station.create', { officer: 'Lê Văn Long', training: true })
    await station('station.configure', {
      set: { agency: office.agency, trustPem, ocrEngine: 'tesseract.js', acceptFrom: 1, targets: { 'chia-se': { url, caPem: toPem(office.pki.hubRoot.certificate) } } },
    })
    return station
  }
  const trusted = (): Promise<string> => readFile(office.trustFile, 'utf8')

  it('is taken in place of a capture that tells number and owner: byte for byte, verified, never marked, its dossier served', async () => {
    call = await another(await trusted())
    const question = { number: '801/QĐ-UBND', ownerId, shared: true }
    expect(await call('reuse.find', question)).toMatchObject({
      here: [], shared: { error: null, results: [{ recordCode: first.code, number: '801/QĐ-UBND', pages: 1, sender: office.agency, id: null }] },
    })
    const { records: [scan] } = await call('record.convert', { files: [await rescan(decisionLines(601))], dossiers: [dossier], acceptAbove: 1 })
    if (scan === undefined) throw new Error('not captured')
    capture = scan
    taken = await call('reuse.take', { recordCode: first.code, insteadOf: capture.id })
    expect(taken).toMatchObject({
      existing: false, origin: 'signed electronic original', state: { work: 'signed', trust: 'original indeterminate', delivery: {} },
      fields: { codeNumber: { value: '801', accepted: true }, issuingAgency: { accepted: true } }, recipient: { state: 'agreed' }, duplicates: [],
    })
    expect(await call('record.show', { id: taken.id })).toMatchObject({
      mark: null, owners: [{ id: ownerId }], reusedFrom: { target: 'chia-se', recordCode: first.code }, reuses: [{ dossierCode: dossier.dossierCode }],
    })
    expect(await call('record.show', { id: capture.id })).toMatchObject({ state: { work: 'voided' }, replacedBy: taken.id })
    const out = path.join(office.folder, 'xuất')
    const [here, there] = await Promise.all([call('record.export', { id: taken.id, folder: out }), office.call('record.export', { id: first.id, folder: out })])
    expect(await readFile(here.files[0] ?? '')).toEqual(await readFile(there.files[0] ?? ''))
  })

  it('is taken once, is known here from then on, and by the station that shared it as its own', async () => {
    expect(await call('reuse.take', { recordCode: first.code, number: '801/QĐ-UBND', ownerId, dossierCode: dossier.dossierCode })).toMatchObject({ id: taken.id, existing: true })
    expect(await call('reuse.take', { recordCode: first.code, insteadOf: capture.id })).toMatchObject({ id: taken.id, existing: true })
    expect((await call('record.show', { id: taken.id })).reuses).toHaveLength(1)
    expect((await call('reuse.find', { number: '801', ownerId, shared: true })).here).toMatchObject([{ id: taken.id, notReusable: null }])
    const { shared } = await office.call('reuse.find', { number: '801/QĐ-UBND', ownerId, shared: true })
    expect(shared?.results).toMatchObject([{ recordCode: first.code, id: first.id }])
  })

  it('asks about itself when the paper is scanned here afterwards', async () => {
    const { records: [scan] } = await call('record.convert', { files: [await rescan(decisionLines(601))], acceptAbove: 0 })
    expect(scan).toMatchObject({ stoppedBy: { code: 'duplicate_result', params: { id: taken.id } } })
  })

  it('is not told to who does not know its owner, nor to a real station when a training station made it', async () => {
    await expect(call('reuse.take', { recordCode: first.code, number: '801', ownerId: '099085001163' })).rejects.toMatchObject({ code: 'shared_not_found' })
    await expect(call('reuse.take', { recordCode: 'SH-261122-00000000', number: '801', ownerId })).rejects.toMatchObject({ code: 'shared_not_found' })
    await expect(call('reuse.find', { number: '801', shared: true })).rejects.toMatchObject({ code: 'invalid_params' })
    const courier = openCourier({ timeMs: 10_000 })
    const address = { target: 'chia-se', url: office.hub.url('chia-se'), caPem: toPem(office.pki.hubRoot.certificate) } as const
    try {
      const question = { ownerId, codeNumber: '0801', codeNotation: 'qd-ubnd', issuingAgency: 'UBND xã Đồng Mây', training: true }
      const [found] = (await courier.find(address, question)).found
      if (found === undefined) throw new Error('nothing found')
      expect(found.recordCode).toBe(first.code)
      expect((await courier.find(address, { ...question, training: false })).found).toEqual([])
      await expect(courier.download(address, { ...found, link: found.link.replace('127.0.0.1', 'localhost') })).rejects.toMatchObject({ code: 'hub_receipt_invalid' })
    } finally {
      await courier.close()
    }
  })

  it('names what keeps it from being taken, and keeps nothing then', async () => {
    const silent = await another(await trusted(), 'https://127.0.0.1:9/chia-se')
    expect(await silent('reuse.find', { number: '801', ownerId, shared: true })).toMatchObject({ here: [], shared: { results: [], error: { code: 'hub_unreachable' } } })
    await expect(silent('reuse.take', { recordCode: first.code, number: '801', ownerId })).rejects.toMatchObject({ code: 'hub_unreachable' })
    const trusting = await another('')
    await expect(trusting('reuse.take', { recordCode: first.code, number: '801', ownerId })).rejects.toMatchObject({ code: 'not_configured' })
    await trusting('station.configure', { set: { trustPem: toPem(office.pki.hubRoot.certificate) } })
    await expect(trusting('reuse.take', { recordCode: first.code, number: '801', ownerId })).rejects.toMatchObject({ code: 'shared_file_untrusted' })
    await trusting('station.configure', { set: { trustPem: await trusted() } })
    const inbox = path.join(office.inbox, 'chia-se')
    const message = path.join(inbox, (await readdir(inbox))[0] ?? '', 'message.json')
    const told = await readFile(message, 'utf8')
    await writeFile(message, told.replaceAll(first.code, 'SH-261122-00000001'))
    await expect(trusting('reuse.take', { recordCode: 'SH-261122-00000001', number: '801', ownerId })).rejects.toMatchObject({ code: 'shared_file_differs', params: { what: 'record code' } })
    await writeFile(message, told)
    for (const key of await readdir(inbox)) {
      const file = path.join(inbox, key, 'file.pdf')
      const bytes = await readFile(file)
      bytes.writeUInt8(bytes.readUInt8(bytes.length - 10) ^ 1, bytes.length - 10)
      await writeFile(file, bytes)
    }
    await expect(trusting('reuse.take', { recordCode: first.code, number: '801', ownerId })).rejects.toMatchObject({ code: 'shared_file_differs', params: { what: 'digest' } })
    await writeFile(path.join(inbox, (await readdir(inbox))[0] ?? '', 'file.pdf'), 'x'.repeat(10))
    await expect(trusting('reuse.take', { recordCode: first.code, number: '801', ownerId })).rejects.toMatchObject({ code: 'shared_file_differs', params: { what: 'size' } })
    expect((await trusting('record.list', {})).records).toEqual([])
  })
})
