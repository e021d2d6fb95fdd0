import { appendFile, copyFile, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { PDFDocument } from 'pdf-lib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RecordLine, VerdictLine } from '../../shared/contract/index.ts'
import { callStation, openStation, parseParams, type Station } from '../../shared/station/index.ts'
import { dossier, openOffice, passphrase, type Office } from '../support/office.ts'
import { letter } from '../support/pdf-by-hand.ts'

let office: Office
let scan: string
let record: RecordLine
let pdf: string
let station: Station

beforeAll(async () => {
  office = await openOffice()
  scan = await office.scan(3)
  await office.call('station.configure', { set: { acceptFrom: 0.5 } })
  const { records: [made] } = await office.call('record.convert', { files: [scan], dossiers: [dossier], deliver: false })
  if (made === undefined) throw new Error('nothing was made')
  record = made
  const { files } = await office.call('record.export', { id: made.id, folder: office.folder })
  pdf = files.find((file) => file.endsWith('.pdf')) ?? ''
  station = await openStation(office.station, Buffer.from(passphrase))
}, 120_000)
afterAll(async () => {
  await station.close()
  await office.close()
})

const beside = { onEvent: () => undefined, keyPassphrase: () => Promise.reject(new Error('no key')) }

/** How the open station judges a file. */
async function judged(file: string): Promise<VerdictLine | undefined> {
  return (await station.call('file.verify', parseParams('file.verify', { files: [file] }), beside)).files[0]
}

it('an open station trusts whom it is told to trust, and knows its own file byte for byte', async () => {
  expect(await judged(pdf)).toMatchObject({ signatures: [{ trust: 'trusted' }], mark: { code: record.code, qr: true, agrees: { print: true, record: true, pages: true }, record: { id: record.id, standing: 'in use' }, asKept: true, otherPages: [] } })
})

it('without a station nobody is trusted unless told, and no mark is looked for', async () => {
  expect((await office.call('file.verify', { files: [pdf] })).files).toMatchObject([{ verdict: 'indeterminate', mark: null }])
})

it('a file that was written on looks the same but is not the kept one', async () => {
  const longer = path.join(office.folder, 'dài hơn.pdf')
  await copyFile(pdf, longer)
  await appendFile(longer, '\n% thêm\n')
  expect((await judged(longer))?.mark).toMatchObject({ code: record.code, asKept: false, otherPages: [] })
})

it('a page that borrows the code of a record is told to be another', async () => {
  const forged = path.join(office.folder, 'mượn mã.pdf')
  await writeFile(forged, letter(`Ma ban ghi: ${record.code}`))
  expect(await judged(forged)).toMatchObject({ reasons: ['NO_SIGNATURE'], mark: { record: { id: record.id }, asKept: false, otherPages: [1] } })
})

it('a code of another station is told, and nothing is claimed about it', async () => {
  const foreign = path.join(office.folder, 'nơi khác.pdf')
  await writeFile(foreign, letter('Ma ban ghi: SH-261122-00000000'))
  expect((await judged(foreign))?.mark).toEqual({ code: 'SH-261122-00000000', qr: false, agrees: { print: null, record: null, pages: null }, record: null, asKept: false, otherPages: null })
})

it('the QR of another station is read and held against its printed lines and the scanned pages in the file', async () => {
  const folder = path.join(office.folder, 'trạm khác')
  await callStation('station.create', { officer: 'Trần Văn Khác', training: true }, { ...beside, folder, passphrase: () => Promise.resolve(Buffer.from(passphrase)) })
  const elsewhere = await openStation(folder, Buffer.from(passphrase))
  try {
    const judgedThere = async (file: string): Promise<VerdictLine['mark'] | undefined> => (await elsewhere.call('file.verify', parseParams('file.verify', { files: [file] }), beside)).files[0]?.mark
    expect(await judgedThere(pdf)).toEqual({ code: record.code, qr: true, agrees: { print: true, record: null, pages: true }, record: null, asKept: false, otherPages: null })
    // The mark of one paper on the page of another.
    const exchanged = path.join(office.folder, 'trang khác.pdf')
    const document = await PDFDocument.load(await readFile(pdf))
    const image = await document.embedJpg(await readFile(await office.scan(77)))
    document.getPage(0).drawImage(image, { x: 20, y: 500, width: 200, height: 280 })
    await writeFile(exchanged, await document.save())
    expect(await judgedThere(exchanged)).toMatchObject({ code: record.code, qr: true, agrees: { print: true, pages: null } })
    const replaced = Buffer.from(await readFile(pdf))
    const raw = await readFile(scan)
    const at = replaced.indexOf(raw)
    expect(at).toBeGreaterThan(0)
    replaced.writeUInt8(replaced.readUInt8(at + raw.length - 40) ^ 1, at + raw.length - 40)
    await writeFile(exchanged, replaced)
    expect(await judgedThere(exchanged)).toMatchObject({ agrees: { print: true, pages: false } })
  } finally {
    await elsewhere.close()
  }
})

it('a file without a mark and one that is no PDF are judged all the same', async () => {
  const plain = path.join(office.folder, 'thường.pdf')
  await writeFile(plain, letter())
  expect((await judged(plain))?.mark).toBeNull()
  const damaged = path.join(office.folder, 'hỏng.pdf')
  await writeFile(damaged, 'không phải PDF')
  expect(await judged(damaged)).toMatchObject({ verdict: 'failed', reasons: ['NOT_A_PDF'], mark: null })
})

it('the file of a voided record says so', async () => {
  await station.call('record.void', parseParams('record.void', { id: record.id, reason: 'cấp nhầm', deliver: false }), beside)
  expect((await judged(pdf))?.mark).toMatchObject({ asKept: true, record: { standing: 'voided' } })
})
