import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordLine } from '../../shared/contract/index.ts'
import { toRecordId, type TargetName } from '../../shared/model/index.ts'
import { readCleaning } from '../../shared/pipeline/step-results.ts'
import { toPem } from '../../shared/pki/index.ts'
import { decisionLines, dossier, openOffice, type Office } from '../support/office.ts'
import { printedPage } from '../support/printed-page.ts'
import { makePlainPdf } from '../support/signed-pdf.ts'
import { openSignedWorld, type SignedWorld } from '../support/signed-world.ts'

let office: Office
let foreign: SignedWorld
beforeAll(async () => {
  office = await openOffice({ keepsOpen: true })
  foreign = await openSignedWorld()
})
afterAll(async () => {
  await foreign.close()
  await office.close()
})

async function keep(name: string, bytes: Uint8Array): Promise<string> {
  const file = path.join(office.folder, name)
  await writeFile(file, bytes)
  return file
}

async function convert(file: string, options: { acceptAbove?: number; deliverTo?: TargetName[] } = {}): Promise<RecordLine> {
  const { records: [record], failures } = await office.call('record.convert', { files: [file], dossiers: [dossier], ...options })
  if (record === undefined) throw new Error(JSON.stringify(failures))
  return record
}

describe('a paper with a secrecy class', () => {
  it('gives nothing away after it was stopped: no review, no search, no export', async () => {
    const stamp = { text: 'MẬT', x: 34, y: 59, size: 16 }
    const shapes = '<rect x="30" y="52" width="22" height="10" fill="none" stroke="black" stroke-width="0.6"/>'
    const secret = await convert(await keep('mật.jpg', await printedPage([...decisionLines(1), stamp], { dpi: 150, shapes }).jpeg({ quality: 80 }).toBuffer()), { acceptAbove: 0, deliverTo: ['kho'] })
    expect(secret).toMatchObject({ state: { work: 'refused', delivery: {} }, stoppedBy: { code: 'secret_document' }, fields: {}, owners: [] })
    await expect(office.call('record.review', { id: secret.id, dossierCode: 'H99.12-261103-0009' })).rejects.toMatchObject({ code: 'secret_document' })
    expect((await office.call('record.search', { words: 'Nà Lình' })).hits).toEqual([])
    const out = path.join(office.folder, 'xuất mật')
    await expect(office.call('record.export', { id: secret.id, folder: out })).rejects.toMatchObject({ code: 'secret_document' })
    expect(await readdir(out).catch(() => [])).toEqual([])
  })
})

describe('accepting', () => {
  it('above N takes only sound values of that confidence; each is the operator\'s choice in record and history', async () => {
    await office.call('station.configure', { set: { acceptFrom: 1 } })
    const waiting = await convert(await office.scan(2))
    const confidences = Object.values(waiting.fields).flatMap((field) => (field.value !== null && field.failedChecks.length === 0 ? [field.confidence] : [])).toSorted()
    const above = confidences.at(Math.floor(confidences.length / 2)) ?? 1
    const accepted = await office.call('record.review', { id: waiting.id, acceptAbove: above })
    for (const [name, field] of Object.entries(accepted.fields)) {
      const wanted = field.value !== null && field.confidence >= above && field.failedChecks.length === 0
      expect([name, field.accepted, field.acceptedBy]).toEqual([name, wanted, wanted ? 'operator' : null])
    }
    expect(accepted.state.work).toBe('awaiting review')
    const all = await office.call('record.review', { id: waiting.id, acceptAbove: 0 })
    expect(all.state.work).toBe('signed')
    expect(Object.values(all.fields).every((field) => field.accepted && field.acceptedBy === 'operator')).toBe(true)
    await office.call('station.configure', { set: { acceptFrom: 0.9 } })
  })

  it('takes a value the machine did not find, and an empty one as "the paper has none"', async () => {
    await office.call('station.configure', { set: { acceptFrom: 1 } })
    const next = await convert(await office.scan(4))
    const reviewed = await office.call('record.review', { id: next.id, set: { urgency: 'Khẩn', place: '  ', parentAgency: null }, accept: true })
    expect(reviewed.fields.urgency).toMatchObject({ value: 'Khẩn', acceptedBy: 'operator', evidence: null })
    expect(reviewed.fields.place).toMatchObject({ value: null, accepted: true, acceptedBy: 'operator' })
    expect(reviewed.fields.parentAgency).toMatchObject({ value: null, accepted: true })
    await office.call('station.configure', { set: { acceptFrom: 0.9 } })
  })
})

describe('a value that fails its check', () => {
  it('is kept as the paper has it for a reason, which stands in record and history, and is not asked again', async () => {
    await office.call('station.configure', { set: { acceptFrom: 0.5, signing: 'when told' } })
    const { id } = await convert(await office.scan(6))
    await expect(office.call('record.review', { id, set: { codeNumber: '12 bis' } })).rejects.toMatchObject({ code: 'field_invalid', params: { field: 'codeNumber', check: 'NUMBER_MALFORMED' } })
    await expect(office.call('record.review', { id, set: { codeNumber: '12 bis' }, asOnPaper: true, reason: ' ' })).rejects.toMatchObject({ code: 'reason_missing' })
    await expect(office.call('record.review', { id, set: { issuedDate: '31/02/2026' }, asOnPaper: true, reason: 'giấy ghi vậy' })).rejects.toMatchObject({ code: 'field_invalid', params: { check: 'DATE_MALFORMED' } })
    const kept = await office.call('record.review', { id, set: { codeNumber: '12 bis' }, asOnPaper: true, reason: 'văn thư đóng số bis' })
    expect(kept).toMatchObject({ state: { work: 'reviewed' }, fields: { codeNumber: { value: '12bis', accepted: true, acceptedBy: 'operator', failedChecks: ['NUMBER_MALFORMED'], reason: 'văn thư đóng số bis' } } })
    // Read anew, as after a page was turned: what a person decided stands.
    await office.call('page.edit', { id, edit: { kind: 'turn', ordinal: 1, degrees: 180 } })
    await office.call('page.edit', { id, edit: { kind: 'turn', ordinal: 1, degrees: 180 } })
    const again = await office.call('page.read', { id })
    expect([again.state.work, again.fields.codeNumber?.reason]).toEqual(['reviewed', 'văn thư đóng số bis'])
    expect((await office.call('record.show', { id })).history).toContainEqual(expect.objectContaining({ decision: 'taken as on the paper', reason: 'văn thư đóng số bis' }))
    expect((await office.call('audit.export', { file: path.join(office.folder, 'nhật ký.json') })).entries).toBeGreaterThan(0)
    expect(await readFile(path.join(office.folder, 'nhật ký.json'), 'utf8')).not.toContain('bis')
    // A value that passes needs no reason, and keeps none.
    const right = await office.call('record.review', { id, set: { codeNumber: '12' }, asOnPaper: true, reason: 'không cần' })
    expect([right.fields.codeNumber?.failedChecks, right.fields.codeNumber?.reason]).toEqual([[], undefined])
    await office.call('station.configure', { set: { acceptFrom: 0.9, signing: 'at once' } })
  })
})

describe('a resolution that a person tells', () => {
  it('is that of the pages which tell none themselves; the others keep their own', async () => {
    const folder = path.join(office.folder, 'thẻ và giấy')
    await mkdir(folder)
    const page = await readFile(await office.scan(5))
    await writeFile(path.join(folder, '1.jpg'), page)
    await writeFile(path.join(folder, '2.jpg'), await sharp(page).extract({ left: 0, top: 0, width: 1240, height: 1100 }).jpeg().toBuffer())
    const waiting = await convert(folder, { acceptAbove: 1 })
    expect(waiting.stoppedBy).toMatchObject({ code: 'paper_size_unknown', params: { page: 2 } })
    await office.call('record.review', { id: waiting.id, dpi: 300 })
    const steps = await office.inStore((store) => [1, 2].map((ordinal) => store.getStep(toRecordId(waiting.id), ordinal, 'clean')))
    expect(steps.map((step) => readCleaning(step)?.geometry.dpi)).toEqual([150, 300])
  })
})

describe('a signed electronic original', () => {
  const original = async (name: string, change: (pdf: Buffer) => void = () => undefined): Promise<string> => {
    const pdf = await foreign.sign(await makePlainPdf({ pages: 1 }), 'Sig1')
    change(pdf)
    return keep(name, pdf)
  }

  it('whose signer nobody vouches for waits, and is taken only with a reason', async () => {
    const undecided = await convert(await original('gốc 1.pdf'), { acceptAbove: 0, deliverTo: ['kho'] })
    expect(undecided).toMatchObject({ state: { work: 'awaiting review', trust: 'original indeterminate', delivery: {} }, stoppedBy: { code: 'original_undecided' } })
    await expect(office.call('record.review', { id: undecided.id, accept: true })).rejects.toMatchObject({ code: 'reason_missing' })
    const taken = await office.call('record.review', { id: undecided.id, accept: true, reason: 'đã gọi cơ quan ban hành', deliver: false })
    expect(taken.state).toMatchObject({ work: 'signed', trust: 'original indeterminate' })
  })

  it('is judged again when the station learns whom to trust', async () => {
    const undecided = await convert(await original('gốc 2.pdf'), { acceptAbove: 0 })
    expect(undecided.state.trust).toBe('original indeterminate')
    const before = await readFile(office.trustFile, 'utf8')
    await office.call('station.configure', { set: { trustPem: `${before}\n${toPem(foreign.pki.root.certificate)}` } })
    const { records } = await office.call('record.resume', {})
    expect(records.find(({ id }) => id === undecided.id)?.state).toMatchObject({ work: 'signed', trust: expect.stringMatching(/passed|indeterminate/u) as string })
    expect((await office.call('record.show', { id: undecided.id })).mark).toBeNull()
    await office.call('station.configure', { set: { trustPem: before } })
  })

  it('that was changed after signing is set apart and never delivered', async () => {
    const broken = await convert(await original('gốc 3.pdf', (pdf) => { pdf.write('4', pdf.indexOf('595') + 2) }), { acceptAbove: 0, deliverTo: ['kho'] })
    expect(broken).toMatchObject({ state: { work: 'quarantined', trust: 'original failed', delivery: {} }, stoppedBy: { code: 'signature_check_failed' } })
    await expect(office.call('record.review', { id: broken.id, accept: true, reason: 'vẫn muốn' })).rejects.toMatchObject({ code: 'wrong_state' })
    expect((await office.call('delivery.run', { id: broken.id, to: ['kho'] })).records, 'asked for by name, it is told').toMatchObject([{ state: { work: 'quarantined', delivery: {} }, deliveries: [] }])
  })
})

describe('a signed record', () => {
  it('stays signed when its time stamp cannot be added or its signer is trusted no more', async () => {
    office.tsa.setFault('silent')
    const pending = await convert(await office.scan(6), { acceptAbove: 0, deliverTo: ['kho'] })
    office.tsa.setFault(null)
    await office.call('station.configure', { set: { trustPem: toPem(office.pki.hubRoot.certificate) } })
    await office.call('delivery.run', { id: pending.id }).catch(() => undefined)
    await office.call('record.resume', { acceptAbove: 0 }).catch(() => undefined)
    const after = await office.call('record.show', { id: pending.id })
    expect(['signed', 'delivered']).toContain(after.state.work)
    expect(after.history.filter(({ to }) => to === 'signed').length).toBeGreaterThan(0)
    await office.call('station.configure', { set: { trustPem: await readFile(office.trustFile, 'utf8') } })
  })
})

describe('an office\'s size limit', () => {
  const large = async (number: number): Promise<string> => {
    const noise = await sharp({ create: { width: 2480, height: 3508, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 225, sigma: 9 } } }).png().toBuffer()
    const print = await printedPage(decisionLines(number), { dpi: 300 }).png().toBuffer()
    return keep(`lớn ${number}.jpg`, await sharp(noise).composite([{ input: print, blend: 'multiply' }]).jpeg({ quality: 92 }).withMetadata({ density: 300 }).toBuffer())
  }

  it('is kept by one re-encoding of the raw page, which the record states', async () => {
    await office.call('station.configure', { set: { pageSizeLimitKilobytes: 200 } })
    const record = await convert(await large(7), { acceptAbove: 0 })
    expect(record).toMatchObject({ state: { work: 'signed' } })
    expect(record.warnings).toContainEqual({ page: 1, warning: 're-encoded' })
    const { files: [pdf = ''] } = await office.call('record.export', { id: record.id, folder: path.join(office.folder, 'xuất') })
    expect((await readFile(pdf)).length).toBeLessThanOrEqual(200 * 1024)
  })

  it('that cannot be kept leaves the unmarked record to a person, with the page named', async () => {
    await office.call('station.configure', { set: { pageSizeLimitKilobytes: 30 } })
    const record = await convert(await large(8), { acceptAbove: 0 })
    expect(record).toMatchObject({ state: { work: 'awaiting review', trust: 'unsigned' }, stoppedBy: { code: 'size_limit_unreachable', params: { page: 1 } } })
    await office.call('station.configure', { set: { pageSizeLimitKilobytes: null } })
    expect((await office.call('record.resume', {})).records.find(({ id }) => id === record.id)?.state.work).toBe('signed')
  })
})
