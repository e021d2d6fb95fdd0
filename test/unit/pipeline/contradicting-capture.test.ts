import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RecordId } from '../../../shared/model/index.ts'
import { advance, captureDocument, recordLineOf, recordsToResume, voidRecord } from '../../../shared/pipeline/index.ts'
import { continueCapture, type CapturedDocument } from '../../../shared/pipeline/paper/capture-document.ts'
import { jpegImage, plainPdf } from '../../support/plain-pdf.ts'
import { codeOf } from '../store/station.ts'
import { nothingTold, openCorrectionDesk, type CorrectionDesk } from './correction-desk.ts'
import { killedCapture } from './killed-capture.ts'

interface Contradiction extends CorrectionDesk {
  /** The record that is here, for dossier H99.2. */
  readonly twin: RecordId
  /** Its pages again in another file, for dossier H99.1. */
  readonly capture: RecordId
}

/** Two captures of the same pages that say of them what cannot both be true. */
async function openContradiction(): Promise<Contradiction> {
  const desk = await openCorrectionDesk()
  const { id: twin } = await captureDocument(desk.context, [await desk.scan(10)], { ...nothingTold, dossierCode: 'H99.2' }, null)
  const capture = killedCapture(desk, twin, { dossier: { dossierCode: 'H99.1' } })
  expect(await continueCapture(desk.context, capture)).toEqual({ id: capture, existing: false })
  return { ...desk, twin, capture }
}

/** Corrects the dossier code of a record, as a review does. */
const correct = ({ store }: CorrectionDesk, id: RecordId, dossierCode: string): void => {
  store.updateRecord(id, (current) => ({ ...current, dossier: { ...current.dossier, dossierCode } }))
}

describe('a capture that contradicts the record with the same pages', () => {
  it('waits for a person, in lists too, and names both records and what differs; neither is changed', async () => {
    const { context, store, twin, capture } = await openContradiction()
    const stoppedBy = { code: 'capture_differs', params: { id: capture, twin, what: 'dossierCode' } }
    expect(recordLineOf(context, capture)).toMatchObject({ state: { work: 'refused' }, stoppedBy })
    expect(store.getRecord(twin)).toMatchObject({ work: 'captured', dossier: { dossierCode: 'H99.2' } })
    expect(store.listPages(capture)).toHaveLength(1)
  })

  it('is asked about once: resuming again and again adds nothing to its history', async () => {
    const { context, store, capture } = await openContradiction()
    const before = store.listHistory(capture)
    expect(recordsToResume(context)).toContain(capture)
    expect((await advance(context, capture)).id).toBe(capture)
    expect(store.listHistory(capture)).toEqual(before)
  })

  it('is that record’s once it is corrected', async () => {
    const desk = await openContradiction()
    const { context, store, twin, capture } = desk
    correct(desk, twin, 'H99.1')
    expect(await continueCapture(context, capture)).toEqual({ id: twin, existing: true })
    expect(await codeOf(() => store.getRecord(capture))).toBe('not_found')
    expect(recordsToResume(context)).toEqual([twin])
  })

  it('is closed by a void where the record is right', async () => {
    const { context, store, twin, capture } = await openContradiction()
    voidRecord(context, capture, 'Gõ nhầm mã hồ sơ', 'withdrawn')
    expect(store.getRecord(capture).work).toBe('voided')
    expect(recordsToResume(context)).toEqual([twin])
  })

  it('becomes a record of its own where the other one is voided', async () => {
    const { context, store, twin, capture } = await openContradiction()
    voidRecord(context, twin, 'Nhầm hồ sơ', 'withdrawn')
    expect(await continueCapture(context, capture)).toEqual({ id: capture, existing: false })
    expect(store.getRecord(capture)).toMatchObject({ work: 'captured', stoppedBy: null, pageCount: 1, dossier: { dossierCode: 'H99.1' } })
  })

  it('says what is told last where its files are handed in anew', async () => {
    const desk = await openCorrectionDesk()
    const { context, store } = desk
    const scan = await desk.scan(10)
    const { id: twin } = await captureDocument(context, [scan], { ...nothingTold, dossierCode: 'H99.2' }, null)
    const file = path.join(desk.folder, 'tệp khác.pdf')
    await writeFile(file, plainPdf([{ mediaBox: [0, 0, 576, 806.4], content: 'q 576 0 0 806.4 0 0 cm /I0 Do Q', images: [jpegImage(await readFile(scan), 200, 280, '/DeviceRGB')] }]))
    const handIn = (dossierCode: string): Promise<CapturedDocument> => captureDocument(context, [file], { ...nothingTold, dossierCode }, null)
    const first = await handIn('H99.1')
    expect(store.getRecord(first.id)).toMatchObject({ work: 'refused', stoppedBy: { code: 'capture_differs' } })
    const mistyped = await handIn('H99.3')
    expect(mistyped.id).toBe(first.id)
    expect(store.getRecord(first.id)).toMatchObject({ work: 'refused', dossier: { dossierCode: 'H99.3' } })
    expect(await handIn('H99.2')).toEqual({ id: twin, existing: true })
    expect(store.listRecords({ limit: 10 })).toHaveLength(1)
  })
})
