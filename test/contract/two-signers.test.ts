import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writePkcs12 } from '../../demo/pki.ts'
import { methods, type MethodName, type ParamsOf, type RecordLine, type ResultOf } from '../../shared/contract/index.ts'
import { openStation, type CallExtras, type Station } from '../../shared/station/index.ts'
import { toRecordId } from '../../shared/model/index.ts'
import { dossier, keyPassphrase, openOffice, passphrase, type Office } from '../support/office.ts'
import { redSeal } from '../support/seal-picture.ts'
import { thrownBy } from '../support/thrown.ts'
import { findSignatures } from '../support/signed-pdf.ts'

const clerk = 'Đặng Thị Ngọc Huyền'
const clerkPassphrase = 'ba con mèo ngủ trưa'
let office: Office
let station: Station
let record: RecordLine

const extras: CallExtras = {
  onEvent: () => undefined, keyPassphrase: () => Promise.resolve(Buffer.from(keyPassphrase)), newPassphrase: () => Promise.resolve(Buffer.from(clerkPassphrase)),
}
const call = <Name extends MethodName>(name: Name, params: ParamsOf<Name>): Promise<ResultOf<Name>> => station.call(name, methods[name].params.parse(params) as never, extras)

async function signIn(secret: string): Promise<void> {
  await station.close()
  station = await openStation(office.station, Buffer.from(secret))
}

/** What is kept of the record's file: the one that waits for the agency, or the signed one. */
async function kept(step: string): Promise<Buffer> {
  await station.close()
  const bytes = await office.inStore((store) => {
    const digest = store.getStep(toRecordId(record.id), 0, step)?.resultDigest
    return digest == null ? Buffer.alloc(0) : Buffer.from(store.getBlob(digest))
  })
  station = await openStation(office.station, Buffer.from(passphrase))
  return bytes
}

beforeAll(async () => {
  office = await openOffice()
  station = await openStation(office.station, Buffer.from(passphrase))
  await call('officer.add', { name: clerk, rights: ['scan'] })
  const file = path.join(office.folder, 'can-bo.p12')
  await writeFile(file, writePkcs12(office.pki.officer, Buffer.from(keyPassphrase)))
  expect(await call('key.add', { file, officer: clerk })).toMatchObject({ officer: clerk })
  await call('station.configure', { set: { signing: 'when told', signingRegime: 'can-bo-va-co-quan' } })
  const picture = redSeal({ alpha: true })
  const seal = path.join(office.folder, 'dấu.png')
  await sharp(picture.data, { raw: { width: picture.widthPx, height: picture.heightPx, channels: 4 } }).png().toFile(seal)
  expect(await call('seal.set', { file: seal })).toEqual({ seal: { widthPx: 120, heightPx: 120, widthMm: 36 } })
  await signIn(clerkPassphrase)
  const { records: [made] } = await call('record.convert', { files: [await office.scan(910)], dossiers: [dossier], deliverTo: ['kho'], acceptAbove: 0 })
  if (made === undefined) throw new Error('nothing was converted')
  record = made
})
afterAll(async () => {
  await station.close()
  await office.close()
})

describe('an officer and the agency sign one file', () => {
  let first: Buffer

  it('the officer who scans signs with his own key, and the record waits for the agency, unsigned to everybody else', async () => {
    const { records: [waiting] } = await call('record.sign', { ids: [record.id] })
    expect(waiting).toMatchObject({ state: { work: "awaiting the agency's signature", trust: 'unsigned' }, stoppedBy: { code: 'signature_awaited', params: { made: 1, all: 2 } } })
    expect((await call('record.show', { id: record.id })).pdfDigest).toBeNull()
    const { missing } = await call('record.export', { id: record.id, folder: path.join(office.folder, 'ra') })
    expect(missing).toEqual(['PDF'])
    expect(await office.received('kho')).toEqual([])
    first = await kept('signature 1')
    expect(findSignatures(first)).toHaveLength(1)
  })

  it('what will be seen is shown before any key is used: nothing over the print, the mark, or one another', async () => {
    const { mark, signatures } = await call('signature.preview', { id: record.id })
    expect(signatures.map(({ by, made, seal, noRoom }) => ({ by, made, seal, noRoom }))).toEqual([{ by: 'officer', made: true, seal: false, noRoom: false }, { by: 'agency', made: false, seal: true, noRoom: false }])
    expect(signatures[1]?.lines).toEqual([`DEMO – ${office.agency}`, expect.stringMatching(/^Thời gian ký: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/) as string])
    const boxes = [mark, ...signatures.map(({ place }) => place)].map((place) => place?.box ?? { x: 0, y: 0, width: 1, height: 1 })
    for (const [index, one] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) {
        expect(one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height).toBe(false)
      }
    }
    expect((await call('record.show', { id: record.id })).state.trust).toBe('unsigned')
  })

  it('a second call of the officer changes nothing', async () => {
    await signIn(clerkPassphrase)
    await call('record.sign', { ids: [record.id] })
    await call('record.resume', {})
    expect((await call('record.show', { id: record.id })).state).toMatchObject({ work: "awaiting the agency's signature", trust: 'unsigned' })
    expect((await kept('signature 1')).equals(first)).toBe(true)
  })

  it('the signer adds the agency’s signature at another time: the officer’s stays, byte for byte, and both verify', async () => {
    await signIn(passphrase)
    const { records: [signed] } = await call('record.sign', { ids: [record.id] })
    expect(signed?.stoppedBy).toBeNull()
    expect(signed?.state).toMatchObject({ work: 'delivered', delivery: { kho: 'delivered' } })
    const folder = path.join(office.folder, 'ra')
    const { files: [pdf] } = await call('record.export', { id: record.id, folder })
    if (pdf === undefined) throw new Error('no PDF')
    const bytes = await kept('sign')
    expect(bytes.subarray(0, first.length).equals(first)).toBe(true)
    const { files: [verdict] } = await call('file.verify', { files: [pdf] })
    expect(verdict?.signatures.filter(({ kind }) => kind === 'signature').map(({ field, intact, changesAfter }) => [field, intact, changesAfter])).toEqual([['ChuKyCanBo', true, []], ['ChuKyCoQuan', true, []]])
  })

  it('no later operation takes a byte of a signature away: export, hand-over, freeze, completion, replacement, withdrawal', async () => {
    const signed = await kept('sign')
    const folder = path.join(office.folder, 'ra')
    const operations: readonly (() => Promise<unknown>)[] = [
      () => call('record.export', { id: record.id, folder }),
      () => call('handover.note', { ids: [record.id] }),
      () => call('record.freeze', { id: record.id, reason: 'Xem lại' }),
      () => call('record.release', { id: record.id, reason: 'Không sai' }),
      () => call('record.resume', {}),
      () => call('delivery.run', {}),
      async () => call('record.replace', { id: record.id, files: [await office.scan(913)], reason: 'Cấp lại' }),
      () => call('record.void', { id: record.id, reason: 'Cấp nhầm', recallReason: 'withdrawn' }),
    ]
    for (const operate of operations) await operate()
    await call('record.export', { id: record.id, folder: path.join(office.folder, 'sau') })
    const after = readFileSync(path.join(office.folder, 'sau', `${record.id}.pdf`))
    expect(after.subarray(0, signed.length).equals(signed)).toBe(true)
    expect(readFileSync(path.join(folder, `${record.id}.pdf`)).subarray(0, signed.length).equals(signed)).toBe(true)
  })

  it('what was sent back to review and reviewed otherwise begins anew with the officer’s signature', async () => {
    await signIn(clerkPassphrase)
    const { records: [other] } = await call('record.convert', { files: [await office.scan(911)], dossiers: [dossier], deliverTo: ['kho'], acceptAbove: 0 })
    if (other === undefined) throw new Error('nothing was converted')
    record = other
    await call('record.sign', { ids: [other.id] })
    const before = await kept('signature 1')
    await call('record.return', { id: other.id, reason: 'Số ghi chưa đúng' })
    await call('record.review', { id: other.id, set: { codeNumber: '912' }, accept: true, reason: 'Đọc lại' })
    const { records: [again] } = await call('record.sign', { ids: [other.id] })
    // The one who returned it has no key of his own.
    expect(again).toMatchObject({ stoppedBy: { code: 'officer_key_missing' } })
    await signIn(clerkPassphrase)
    const { records: [waiting] } = await call('record.sign', { ids: [other.id] })
    expect(waiting).toMatchObject({ stoppedBy: { code: 'signature_awaited' } })
    const after = await kept('signature 1')
    expect(after.equals(before)).toBe(false)
    expect(findSignatures(after)).toHaveLength(1)
  })
})

describe('the seal and the regimes', () => {
  it('what is no picture is refused, and the seal stays; taken away, signatures show none', async () => {
    await signIn(passphrase)
    const wrong = path.join(office.folder, 'dấu.txt')
    await writeFile(wrong, 'không phải hình')
    expect(await thrownBy(() => call('seal.set', { file: wrong }))).toMatchObject({ code: 'not_an_image' })
    expect((await call('signature.regimes', {})).seal).toMatchObject({ widthMm: 36 })
    expect(await call('seal.set', { file: null })).toEqual({ seal: null })
    expect((await call('signature.preview', { id: record.id })).signatures.map(({ seal }) => seal)).toEqual([false, false])
  })

  it('every regime that may be set is one that the program has, in force, with the agency last', async () => {
    const { regimes } = await call('signature.regimes', {})
    expect(regimes.map(({ name, signatures }) => [name, signatures.map(({ by }) => by)])).toEqual([['chuyen-doi', ['agency']], ['chuyen-doi-hien-thi', ['agency']], ['can-bo-va-co-quan', ['officer', 'agency']], ['sao-y', ['agency']]])
  })
})
