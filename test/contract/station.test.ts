import { mkdir, readFile, writeFile, copyFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordLine, verdictLine } from '../../shared/contract/index.ts'
import { dossier, openOffice, type Office } from '../support/office.ts'

let office: Office
beforeAll(async () => { office = await openOffice({ keepsOpen: true, level: 'B-LT' }) })
afterAll(async () => { await office.close() })

describe('the main job, through the contract', () => {
  it('turns a scan into a marked, signed, time-stamped record that is delivered with receipts', async () => {
    const scan = await office.scan(1)
    const { records, failures } = await office.call('record.convert', { files: [scan], dossiers: [dossier], deliverTo: ['kho', 'vneid', 'chia-se'], acceptAbove: 0 })
    expect(failures).toEqual([])
    const [record] = records
    expect(record).toMatchObject({
      state: { work: 'delivered', trust: 'B-LT', delivery: { 'kho': 'delivered', 'vneid': 'delivered', 'chia-se': 'delivered' } }, pages: 1, existing: false, recipient: { state: 'agreed' },
    })
    expect(record?.fields.codeNumber).toMatchObject({ value: '201', accepted: true })
    expect(record?.fields.codeNotation?.value).toBe('QĐ-UBND')
    expect(record?.fields.issuedDate).toMatchObject({ value: '2026-11-03', evidence: { page: 1 } })
    expect(record?.deliveries.every(({ receiptId }) => receiptId !== null)).toBe(true)

    const shown = await office.call('record.show', { id: record?.id ?? '' })
    expect(shown.history.map(({ to }) => to)).toEqual(['capturing', 'captured', 'cleaned', 'recognised', 'extracted', 'reviewed', 'marked', 'assembled', 'signed', 'delivered'])
    expect(shown.mark?.[0]).toBe('BẢN TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ')
    expect(shown.mark?.join('\n')).toContain(office.agency)
  })

  it('shows the existing record for the same raw pages, also in a file of another name', async () => {
    const scan = await office.scan(1)
    const copy = path.join(office.folder, 'bản sao.jpg')
    await copyFile(scan, copy)
    const { records } = await office.call('record.convert', { files: [copy], acceptAbove: 0 })
    expect(records[0]).toMatchObject({ existing: true, state: { work: 'delivered' } })
    expect((await office.call('record.list', {})).records).toHaveLength(1)
  })

  it('leaves doubtful fields to a person, and takes what the person decides as theirs', async () => {
    await office.call('station.configure', { set: { acceptFrom: 1 } })
    const { records: [waiting] } = await office.call('record.convert', { files: [await office.scan(3)], deliver: false })
    expect(waiting).toMatchObject({ state: { work: 'awaiting review', trust: 'unsigned' }, stoppedBy: { code: 'awaiting_review' } })
    const id = waiting?.id ?? ''
    await expect(office.call('record.review', { id, set: { issuedDate: '31/02/2026' } })).rejects.toMatchObject({ code: 'field_invalid' })
    const reviewed = await office.call('record.review', { id, set: { issuedDate: '03/11/2026', subject: 'V/v thử' }, accept: true })
    expect(reviewed.state.work).toBe('signed')
    expect(reviewed.fields.issuedDate).toMatchObject({ value: '2026-11-03', acceptedBy: 'operator' })
    expect(reviewed.fields.subject?.value).toBe('V/v thử')
    await expect(office.call('record.review', { id, set: { subject: 'khác' } })).rejects.toMatchObject({ code: 'wrong_state' })
    await office.call('station.configure', { set: { acceptFrom: 0.9 } })
  })

  it('holds a delivery until somebody confirms the recipient with a reason', async () => {
    const other = { ...dossier, owners: [{ name: 'Mạc Đình Gia Phong', id: '099085001163' }] }
    const { records: [held] } = await office.call('record.convert', { files: [await office.scan(4)], dossiers: [other], deliverTo: ['kho'], acceptAbove: 0 })
    expect(held).toMatchObject({ state: { work: 'signed', delivery: { kho: 'held' } }, recipient: { state: 'open', why: 'id differs' } })
    const id = held?.id ?? ''
    expect((await office.call('delivery.run', { id })).records, 'asked for by name it is told, not sent').toMatchObject([{ state: { delivery: { kho: 'held' } }, deliveries: [{ attempts: 0, lastError: 'recipient_uncertain' }] }])
    await expect(office.call('record.review', { id, confirmRecipient: true })).rejects.toMatchObject({ code: 'reason_missing' })
    const sent = await office.call('record.review', { id, confirmRecipient: true, reason: 'đã đối chiếu căn cước' })
    expect(sent).toMatchObject({ state: { work: 'delivered', delivery: { kho: 'delivered' } }, recipient: { state: 'confirmed' } })
  })

  it('keeps a signed electronic original byte for byte and delivers it without a mark', async () => {
    const { records: [made] } = await office.call('record.list', { work: 'delivered' })
    const out = path.join(office.folder, 'out')
    const { files } = await office.call('record.export', { id: made?.id ?? '', folder: out })
    const original = path.join(office.folder, 'bản gốc.pdf')
    await copyFile(files[0] ?? '', original)
    const { records: [kept] } = await office.call('record.convert', { files: [original], dossiers: [dossier], deliverTo: ['kho'], acceptAbove: 0 })
    expect(kept).toMatchObject({ origin: 'signed electronic original', state: { trust: 'original passed' } })
    const again = await office.call('record.export', { id: kept?.id ?? '', folder: out })
    expect(await readFile(again.files[0] ?? '')).toEqual(await readFile(original))
    expect((await office.call('record.show', { id: kept?.id ?? '' })).mark).toBeNull()
  })

  it('takes a folder as one document, in natural order', async () => {
    const folder = path.join(office.folder, 'tập hồ sơ')
    await mkdir(folder)
    await copyFile(await office.scan(11), path.join(folder, 'trang 10.jpg'))
    await copyFile(await office.scan(12), path.join(folder, 'trang 2.jpg'))
    const { records: [record] } = await office.call('record.convert', { files: [folder], acceptAbove: 0 })
    expect(record).toMatchObject({ pages: 2, fields: { codeNumber: { value: '212' } } })
  })

  it('finds records without tones typed, and says what was found exactly', async () => {
    const folded = await office.call('record.search', { words: 'dong may' })
    expect(folded.hits.length).toBeGreaterThan(0)
    expect((await office.call('record.search', { words: 'Đồng Mây' })).hits[0]).toMatchObject({ exactTones: true })
    expect((await office.call('record.search', { words: 'xylophone' })).hits).toEqual([])
  })
})

describe('the main job, through the command line', () => {
  it('says the same in JSON as the contract, one line a document, and exits 0', async () => {
    const dossierFile = path.join(office.folder, 'hồ sơ.csv')
    await writeFile(dossierFile, 'dossierCode,ownerName,ownerId,deliverTo\nH99.12-261103-0007,Mạc Đình Gia Phong,099085001162,kho;vneid\n')
    const done = await office.command(['convert', await office.scan(21), '--dossier', dossierFile, '--accept-above', '0', '--json'])
    expect(done.code, done.stderr).toBe(0)
    const lines = done.stdout.trim().split('\n')
    expect(lines).toHaveLength(1)
    const record = recordLine.parse(JSON.parse(lines[0] ?? ''))
    expect(record.state.delivery).toEqual({ kho: 'delivered', vneid: 'delivered' })
    const listed = await office.command(['records', '--json'])
    expect(listed.stdout.trim().split('\n').map((line) => recordLine.parse(JSON.parse(line)).id)).toContain(record.id)
  })

  it('exports PDF, text and JSON named by the record, and verifies the PDF without a station', async () => {
    const { records: [record] } = await office.call('record.list', { work: 'delivered' })
    const out = path.join(office.folder, 'xuất')
    const exported = await office.command(['export', record?.id ?? '', '--out', out])
    expect(exported.code, exported.stderr).toBe(0)
    const text = await readFile(path.join(out, `${record?.id ?? ''}.txt`), 'utf8')
    expect(text).toContain('Điều 1')
    expect(text).not.toContain('chuyển đổi từ văn bản giấy')
    const verified = await office.command(['verify', path.join(out, `${record?.id ?? ''}.pdf`), '--trust', office.trustFile, '--json'], { station: false })
    expect(verified.code, verified.stderr).toBe(0)
    expect(verdictLine.parse(JSON.parse(verified.stdout))).toMatchObject({ verdict: 'passed', signatures: [{ intact: true, changesAfter: [], trust: 'trusted' }] })
  })

  it('calls any method of the contract with JSON and refuses what the contract does not know', async () => {
    const status = await office.command(['call', 'station.status', '{}'])
    expect(JSON.parse(status.stdout)).toMatchObject({ training: true, configuration: { agency: office.agency } })
    const unknown = await office.command(['call', 'station.erase', '{}', '--json'])
    expect(unknown.code).toBe(2)
    expect(JSON.parse(unknown.stdout)).toMatchObject({ error: { code: 'unknown_method' } })
    const wrong = await office.command(['call', 'record.list', '{"limit":"ten"}', '--json'])
    expect(JSON.parse(wrong.stdout)).toMatchObject({ error: { code: 'invalid_params', params: { path: 'limit' } } })
  })

  it('speaks Vietnamese by default and English when asked, and teaches in its help', async () => {
    const vietnamese = await office.command(['convert', 'không-có.jpg'])
    expect(vietnamese.stdout).toContain('Không tìm thấy tệp')
    const english = await office.command(['convert', 'không-có.jpg', '--lang', 'en'])
    expect(english.stdout).toContain('was not found')
    expect(english.code).toBe(5)
    const help = await office.command(['--help'], { station: false })
    expect(help.code).toBe(0)
    for (const command of ['init', 'configure', 'key', 'convert', 'resume', 'records', 'show', 'review', 'export', 'search', 'deliver', 'verify', 'call', 'demo']) expect(help.stdout).toContain(command)
  })
})
