import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ParamsOf, RecordLine } from '../../shared/contract/index.ts'
import { dossier, openOffice, type Office } from '../support/office.ts'
import { makePlainPdf } from '../support/signed-pdf.ts'

let office: Office
let number = 700
beforeAll(async () => { office = await openOffice({ keepsOpen: true }) })
afterAll(async () => { await office.close() })

const owner = { name: 'Mạc Đình Gia Phong', id: '099085001162' }
const lawyer = { name: 'Quàng Bảo Ngọc Khuê', id: '099198003308', capacity: 'authorised' } as const

async function convert(params: Partial<ParamsOf<'record.convert'>>): Promise<RecordLine> {
  number += 1
  const { records: [record], failures } = await office.call('record.convert', { files: [await office.scan(number)], acceptAbove: 0, ...params })
  if (record === undefined) throw new Error(JSON.stringify(failures))
  return record
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
}

/** Everything that left the station: at the receivers, and in export folders. */
async function left(...folders: readonly string[]): Promise<Buffer[]> {
  return Promise.all((await Promise.all(folders.map(filesUnder))).flat().map((file) => readFile(file)))
}

const whyHeld = ({ deliveries }: Pick<RecordLine, 'deliveries'>): (string | null)[] => deliveries.map(({ target, state, lastError }) => `${target} ${state === 'held' ? lastError ?? '' : state}`)

const audited = (action: string, id: string): Promise<Readonly<Record<string, unknown>>[]> =>
  office.inStore((store) => store.auditEntries(0, 1_000_000).filter((entry) => entry.action === action && entry.recordId === id).map(({ details }) => details))

describe('a result that somebody authorised comes for', () => {
  let id: string
  let paper: Uint8Array
  let file: string

  it('waits until it is known what the authorisation says about electronic storage', async () => {
    const record = await convert({ dossiers: [{ ...dossier, receiver: lawyer }], deliverTo: ['kho', 'chia-se'] })
    ;({ id } = record)
    expect(record.recipient.state).toBe('agreed')
    expect(whyHeld(record), 'agencies share results whoever came for the paper').toEqual(['kho authorisation_agreement_missing', 'chia-se delivered'])
    const asked = await office.call('record.review', { id, deliverTo: ['kho'], perAgreement: true })
    expect(whyHeld(asked)).toContain('kho authorisation_missing')
    expect((await readdir(path.join(office.inbox, 'kho')).catch(() => []))).toEqual([])
  })

  it('goes to the owner’s store once the authorisation is attached, and says on whose word', async () => {
    paper = await makePlainPdf({ pages: 2 })
    file = path.join(office.folder, 'giấy ủy quyền của Quàng Bảo Ngọc Khuê.pdf')
    await writeFile(file, paper)
    const attached = await office.command(['attach', id, file, '--kind', 'authorisation'])
    expect(attached.code, attached.stderr + attached.stdout).toBe(0)
    expect(attached.stdout).toContain('Đã đính kèm, số 1: giấy ủy quyền.')
    const shown = await office.call('record.show', { id })
    expect(shown.state).toMatchObject({ work: 'delivered', delivery: { kho: 'delivered' } })
    expect(shown.deliveryChoice).toMatchObject({ targets: ['kho'], basis: 'authorisation agreement', by: 'Nguyễn Thị Hà', reason: null })
    expect(shown.dossier.receiver).toEqual(lawyer)
    const digest = createHash('sha256').update(paper).digest('hex')
    expect(shown.attachments).toMatchObject([{ ordinal: 1, kind: 'authorisation', name: path.basename(file), format: 'pdf', bytes: paper.length, digest, addedBy: 'Nguyễn Thị Hà' }])
    expect(await audited('targets chosen', id)).toMatchObject([{ targets: 'kho', basis: 'authorisation agreement', targetsBefore: 'kho chia-se', basisBefore: 'asked' }])
    expect(await audited('file attached', id)).toMatchObject([{ kind: 'authorisation', digest }])
  })

  it('never takes the authorisation nor the authorised along: not their bytes, digest, name or number', async () => {
    const out = path.join(office.folder, 'xuất ủy quyền')
    await office.call('record.export', { id, folder: out })
    const digest = createHash('sha256').update(paper).digest('hex')
    const atReceivers = await left(office.inbox)
    expect(atReceivers.length).toBeGreaterThan(4)
    const pdf = await readFile(path.join(out, `${id}.pdf`))
    for (const bytes of [...atReceivers, ...await left(out)]) {
      expect(bytes.includes(Buffer.from(paper))).toBe(false)
      expect(bytes.includes(digest)).toBe(false)
      expect(bytes.includes(path.basename(file))).toBe(false)
    }
    for (const bytes of [...atReceivers, pdf]) for (const part of [lawyer.name, lawyer.id, 'authorised', 'attachment']) expect(bytes.includes(part), part).toBe(false)
    for (const bytes of await left(office.station)) expect(bytes.includes(Buffer.from(paper).subarray(0, 200)), 'plain at rest').toBe(false)
  })

  it('is attached once however often it is handed in, and can be taken out to be looked at', async () => {
    await office.call('record.attach', { id, file, kind: 'authorisation' })
    expect((await office.call('record.show', { id })).attachments).toHaveLength(1)
    const { file: taken } = await office.call('record.attachment', { id, ordinal: 1, folder: path.join(office.folder, 'xem') })
    expect(await readFile(taken)).toEqual(Buffer.from(paper))
    expect(await audited('attachment taken out', id)).toHaveLength(1)
    await expect(office.call('record.attachment', { id, ordinal: 2, folder: office.folder })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('refuses as attachment what is no paper, cannot be opened, or is the result itself', async () => {
    const keep = async (name: string, content: string | Uint8Array): Promise<string> => {
      const kept = path.join(office.folder, name)
      await writeFile(kept, content)
      return kept
    }
    const attach = async (place: string): Promise<unknown> => office.call('record.attach', { id, file: place, kind: 'other' })
    await expect(attach(await keep('bản nháp.docx', 'PK\u0003\u0004 word'))).rejects.toMatchObject({ code: 'not_an_image' })
    await expect(attach(await keep('hỏng.pdf', '%PDF-1.7\nkhông phải'))).rejects.toMatchObject({ code: 'pdf_damaged' })
    await expect(attach(await office.scan(number))).rejects.toMatchObject({ code: 'attachment_is_the_result' })
    expect((await office.call('record.show', { id })).attachments).toHaveLength(1)
  })

  it('goes by an officer’s reason where the agreement has no paper, and the reason is kept', async () => {
    const record = await convert({ dossiers: [{ ...dossier, receiver: lawyer, deliverTo: ['kho'], agreement: true }] })
    expect(whyHeld(record)).toEqual(['kho authorisation_missing'])
    const sent = await office.call('record.review', { id: record.id, perAgreement: true, reason: 'đã xem văn bản công chứng' })
    expect(sent).toMatchObject({ state: { work: 'delivered' }, deliveryChoice: { targets: ['kho'], basis: 'authorisation agreement' } })
    expect((await office.call('record.show', { id: record.id })).deliveryChoice?.reason).toBe('đã xem văn bản công chứng')
  })
})

describe('the choice of targets', () => {
  it('never has VNeID as a default, and a default shows that nobody asked', async () => {
    await expect(office.call('station.configure', { set: { deliverTo: ['kho', 'vneid'] } })).rejects.toMatchObject({ code: 'vneid_on_request' })
    await office.call('station.configure', { set: { deliverTo: ['kho'] } })
    const scan = await office.scan(number += 1)
    const { records: [byDefault] } = await office.call('record.convert', { files: [scan], dossiers: [dossier], acceptAbove: 0, deliver: false })
    expect(byDefault?.deliveryChoice).toMatchObject({ targets: ['kho'], basis: 'default', by: 'Nguyễn Thị Hà' })
    const { records: [asked] } = await office.call('record.convert', { files: [scan], dossiers: [{ ...dossier, deliverTo: ['kho', 'vneid'] }], deliver: false })
    expect(asked, 'the station’s default gives way to what somebody asks').toMatchObject({ existing: true, deliveryChoice: { targets: ['kho', 'vneid'], basis: 'asked' } })
    const { failures } = await office.call('record.convert', { files: [scan], dossiers: [dossier], deliverTo: ['chia-se'], deliver: false })
    expect(failures, 'one asking does not silently replace another').toMatchObject([{ error: { code: 'dossier_differs', params: { what: 'deliverTo' } } }])
    const none = await office.command(['deliver', '--id', asked?.id ?? '', '--to', 'none'])
    expect(none.code, none.stdout).toBe(0)
    const shown = await office.command(['show', asked?.id ?? ''])
    expect(shown.stdout).toMatch(/Nơi nhận: chỉ trả giấy · theo yêu cầu · Nguyễn Thị Hà · 2\d{3}-/u)
    expect((await office.call('record.show', { id: asked?.id ?? '' })).state).toMatchObject({ work: 'signed', delivery: {} })
    await office.call('station.configure', { set: { deliverTo: [] } })
  })

  it('holds by name what an owner cannot receive: an organisation at VNeID, anybody without a number in a personal store', async () => {
    const company = { kind: 'organisation' as const, name: 'Công ty TNHH Sao Mai Bến Đá', id: '0900000000' }
    const record = await convert({ dossiers: [{ ...dossier, owners: [company] }], deliverTo: ['kho', 'vneid'] })
    expect(record.recipient).toMatchObject({ state: 'open', why: 'kind differs' })
    const { id } = record
    const confirmed = await office.call('record.review', { id, confirmRecipient: true, reason: 'giấy cấp cho người đại diện', deliver: false })
    expect(whyHeld(confirmed)).toEqual(['kho queued', 'vneid owner_not_reachable'])
    const child = await office.call('record.review', { id, owners: [{ name: 'Mạc Vi Minh Khôi', id: null }], confirmRecipient: true, reason: 'trẻ chưa có số định danh', deliver: false })
    expect(whyHeld(child)).toEqual(['kho owner_not_reachable', 'vneid owner_not_reachable'])
    await office.call('delivery.run', { id })
    expect((await left(office.inbox)).some((bytes) => bytes.includes('Minh Khôi') || bytes.includes('Sao Mai'))).toBe(false)
    const numbered = await office.call('record.review', { id, owners: [{ name: 'Mạc Vi Minh Khôi', id: '099226000123' }], confirmRecipient: true, reason: 'đã có số định danh' })
    expect(numbered.state.delivery).toEqual({ kho: 'delivered', vneid: 'delivered' })
  })
})

describe('a confirmation', () => {
  it('shows what was compared, is kept with it, and is reopened by other owners only', async () => {
    const requester = { name: 'Vi Thị Hạ Lam', id: '099181000356' }
    const record = await convert({ dossiers: [{ ...dossier, owners: [requester] }], deliverTo: ['kho'], deliver: false })
    const { id } = record
    expect(record.recipient).toEqual({ state: 'open', why: 'not on paper', onPaper: [{ kind: 'person', name: owner.name, id: '0990…1162', role: 'owner' }] })
    const waiting = await office.command(['show', id])
    expect(waiting.stdout).toContain(`trên giấy: ${owner.name} · ${owner.id}`)
    expect(waiting.stdout).toContain(`trong hồ sơ: ${requester.name} · ${requester.id}`)

    const done = await office.command(['review', id, '--confirm-recipient', '--reason', 'người thừa kế, đã xem giấy tờ', '--no-deliver'])
    expect(done.stdout).toContain(`trên giấy: ${owner.name} · 0990…1162`)
    expect(done.stdout).toContain(`trong hồ sơ: ${requester.name} · 0991…0356`)
    const confirmed = { state: 'confirmed', by: 'Nguyễn Thị Hà', reason: 'người thừa kế, đã xem giấy tờ', despite: 'not on paper', onPaper: [{ ...owner, kind: 'person', role: 'owner' }] }
    expect((await office.call('record.show', { id })).recipient).toMatchObject(confirmed)

    await office.call('record.review', { id, owners: [{ name: requester.name.toUpperCase(), id: '099 181 000 356' }], deliver: false })
    await office.call('record.convert', { files: [await office.scan(number)], dossiers: [{ ...dossier, owners: [requester] }], deliver: false })
    expect((await office.call('record.show', { id })).recipient, 'the same owners told again').toMatchObject(confirmed)

    const reopened = await office.call('record.review', { id, owners: [{ ...owner, id: '099085001163' }], deliver: false })
    expect(reopened.recipient).toMatchObject({ state: 'open', why: 'id differs' })
    expect(whyHeld(reopened)).toEqual(['kho recipient_uncertain'])
    const agreed = await office.call('record.review', { id, owners: [owner] })
    expect(agreed).toMatchObject({ recipient: { state: 'agreed' }, state: { work: 'delivered' } })
  })
})

describe('personal numbers', () => {
  it('stand in full only where one record is looked at or exported; lists, runs and search mask them', async () => {
    const { records } = await office.call('record.list', {})
    expect(records.length).toBeGreaterThan(3)
    const listed = await office.command(['records', '--json'])
    const found = await office.command(['search', 'Mạc Đình Gia Phong', '--json'])
    expect(found.stdout.trim().split('\n').length).toBeGreaterThan(3)
    for (const text of [JSON.stringify(records), listed.stdout, found.stdout]) {
      expect(text).toContain('0990…1162')
      expect(text).not.toMatch(/(?<!\d)0\d{11}(?!\d)/u)
    }
    expect(JSON.stringify(await office.call('record.show', { id: records[0]?.id ?? '' }))).toContain(owner.id)
  })

  it('can be told without standing in the list of processes: a dossier comes from standard input', async () => {
    const told = path.join(office.folder, 'hồ sơ một dòng.json')
    await writeFile(told, JSON.stringify({ ...dossier, receiver: lawyer, deliverTo: [] }))
    const fromInput = { under: ['bash', '-c', 'exec "$0" "$@" < "$TOLD"'], env: { TOLD: told } }
    const converted = await office.command(['convert', await office.scan(number += 1), '--dossier', '-', '--accept-above', '0', '--json'], fromInput)
    expect(converted.code, converted.stderr).toBe(0)
    const record = JSON.parse(converted.stdout) as RecordLine
    expect(record).toMatchObject({ recipient: { state: 'agreed' }, deliveryChoice: { targets: [], basis: 'asked' } })
    await writeFile(told, JSON.stringify({ owners: [{ name: 'Vi Thị Hạ Lam', id: '099181000356' }] }))
    const reviewed = await office.command(['review', record.id, '--dossier', '-', '--json'], fromInput)
    expect(JSON.parse(reviewed.stdout)).toMatchObject({ recipient: { state: 'open', why: 'not on paper' }, owners: [{ name: 'Vi Thị Hạ Lam', id: '0991…0356', source: 'operator' }] })
  })
})
