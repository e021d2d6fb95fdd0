import { appendFile, copyFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RecordLine, VerdictLine } from '../../shared/contract/index.ts'
import { openStation, parseParams, type Station } from '../../shared/station/index.ts'
import { dossier, openOffice, passphrase, type Office } from '../support/office.ts'
import { letter } from '../support/pdf-by-hand.ts'

let office: Office
let record: RecordLine
let pdf: string
let station: Station

beforeAll(async () => {
  office = await openOffice()
  await office.call('station.configure', { set: { acceptFrom: 0.5 } })
  const { records: [made] } = await office.call('record.convert', { files: [await office.scan(3)], dossiers: [dossier], deliver: false })
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
  expect(await judged(pdf)).toMatchObject({ verdict: 'passed', mark: { code: record.code, record: { id: record.id, standing: 'in use' }, asKept: true, otherPages: [] } })
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
  expect((await judged(foreign))?.mark).toEqual({ code: 'SH-261122-00000000', record: null, asKept: false, otherPages: null })
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
