import { copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { PDFDocument } from 'pdf-lib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StationEvent } from '../../shared/contract/index.ts'
import { dossier, openOffice, type Office } from '../support/office.ts'

let office: Office
beforeAll(async () => { office = await openOffice({ keepsOpen: true }) })
afterAll(async () => { await office.close() })

/** Ends the run, as a kill would, when a step begins. */
const killedAt = (step: string) => (event: StationEvent): void => {
  if (event.type === 'progress' && event.step === step) throw new Error(`killed at ${step}`)
}

async function pdfOf(jpeg: string, file: string): Promise<string> {
  const pdf = await PDFDocument.create()
  const image = await pdf.embedJpg(await readFile(jpeg))
  pdf.addPage([595.28, 841.89]).drawImage(image, { x: 0, y: 0, width: 595.28, height: 841.89 })
  await writeFile(file, await pdf.save())
  return file
}

const records = async (): Promise<number> => (await office.call('record.list', {})).records.length

describe('a job that was cut off', () => {
  it.each(['read', 'assemble', 'sign', 'deliver'])('at "%s" is finished by resume, once', async (step) => {
    const before = await records()
    const scan = await office.scan(['read', 'assemble', 'sign', 'deliver'].indexOf(step) + 1)
    const params = { files: [scan], dossiers: [dossier], deliverTo: ['kho' as const], acceptAbove: 0 }
    await expect(office.call('record.convert', params, killedAt(step))).rejects.toThrow('killed')
    const resumed = await office.call('record.resume', { acceptAbove: 0 })
    expect(resumed.failures).toEqual([])
    expect(resumed.records).toMatchObject([{ state: { work: 'delivered', trust: 'B-T', delivery: { kho: 'delivered' } }, existing: false }])
    expect(await records()).toBe(before + 1)
    expect((await office.call('record.resume', {})).records).toEqual([])
  })

  it('and turns out to hold the pages of another record leads to that record', async () => {
    const scan = await office.scan(11)
    await office.call('record.convert', { files: [scan], acceptAbove: 0 })
    const before = await records()
    const pdf = await pdfOf(scan, path.join(office.folder, 'cùng trang.pdf'))
    await expect(office.call('record.convert', { files: [pdf] }, killedAt('capture'))).rejects.toThrow('killed')
    const resumed = await office.call('record.resume', {})
    expect(resumed.failures).toEqual([])
    expect(resumed.records).toMatchObject([{ existing: true, source: scan.normalize('NFC') }])
    expect(await records()).toBe(before)
  })

  it('goes on from the same files at a new place', async () => {
    const folder = path.join(office.folder, 'tập 1')
    await mkdir(folder)
    await copyFile(await office.scan(12), path.join(folder, '1.jpg'))
    await copyFile(await office.scan(13), path.join(folder, '2.jpg'))
    await expect(office.call('record.convert', { files: [folder] }, killedAt('capture'))).rejects.toThrow('killed')
    const moved = path.join(office.folder, 'tập 1 đã chuyển')
    await rename(folder, moved)
    expect((await office.call('record.resume', {})).failures).toMatchObject([{ error: { code: 'source_missing' } }])
    const { records: [record], failures } = await office.call('record.convert', { files: [moved], acceptAbove: 0 })
    expect(failures).toEqual([])
    expect(record, 'two decisions in one folder').toMatchObject({ pages: 2, stoppedBy: { code: 'paper_incomplete' } })
    expect(await office.call('record.review', { id: record?.id ?? '', overrule: 'all', reason: 'hai quyết định đóng chung một tập' })).toMatchObject({ pages: 2, state: { work: 'signed' } })
  })
})

describe('the same paper again', () => {
  it('takes what the dossier tells now and nobody told before', async () => {
    const scan = await office.scan(21)
    await office.call('record.convert', { files: [scan], acceptAbove: 0 })
    const pdf = await pdfOf(scan, path.join(office.folder, 'lần hai.pdf'))
    const { records: [again] } = await office.call('record.convert', { files: [pdf], dossiers: [dossier], deliverTo: ['kho'] })
    expect(again).toMatchObject({ existing: true, recipient: { state: 'agreed' }, state: { delivery: { kho: 'delivered' } }, owners: [{ id: '0990…1162' }] })
    expect((await office.call('record.show', { id: again?.id ?? '' })).dossier.dossierCode).toBe(dossier.dossierCode)
  })

  it('never drops or takes over a dossier that contradicts the first without saying so', async () => {
    const scan = await office.scan(22)
    await office.call('record.convert', { files: [scan], dossiers: [dossier], acceptAbove: 0 })
    const other = { ...dossier, owners: [{ name: 'Vi Thị Hạ Lam', id: '099181000356' }] }
    const { records: made, failures } = await office.call('record.convert', { files: [scan], dossiers: [other], acceptAbove: 0 })
    expect(made).toEqual([])
    expect(failures).toMatchObject([{ error: { code: 'dossier_differs', params: { what: 'owners' } } }])
    const { failures: none, records: [same] } = await office.call('record.convert', { files: [scan], dossiers: [dossier], acceptAbove: 0 })
    expect(none).toEqual([])
    expect(same).toMatchObject({ existing: true, owners: [{ name: 'Mạc Đình Gia Phong' }] })
  })

  it('is refused when a folder and a file inside it are given at once', async () => {
    const folder = path.join(office.folder, 'tập 2')
    await mkdir(folder)
    const file = path.join(folder, '1.jpg')
    await copyFile(await office.scan(23), file)
    const before = await records()
    await expect(office.call('record.convert', { files: [folder, file] })).rejects.toMatchObject({ code: 'invalid_params' })
    expect(await records()).toBe(before)
  })

  it('given twice in one call is one record', async () => {
    const scan = await office.scan(24)
    const { records: made } = await office.call('record.convert', { files: [scan, scan], acceptAbove: 0 })
    expect(made.map(({ existing }) => existing)).toEqual([false, true])
    expect(new Set(made.map(({ id }) => id)).size).toBe(1)
  })
})
