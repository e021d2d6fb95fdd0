import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { request, Agent } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordLine } from '../../shared/contract/index.ts'
import { openCourier } from '../../shared/deliver/index.ts'
import { toPem } from '../../shared/pki/index.ts'
import { decisionLines, dossier, openOffice, type Office } from '../support/office.ts'
import { printedPage } from '../support/printed-page.ts'
import { makePlainPdf } from '../support/signed-pdf.ts'

let office: Office
beforeAll(async () => { office = await openOffice({ keepsOpen: true }) })
afterAll(async () => { await office.close() })

async function convert(file: string, options: { acceptAbove?: number; to?: ('kho' | 'chia-se')[] } = {}): Promise<RecordLine> {
  const { records: [record], failures } = await office.call('record.convert', {
    files: [file], dossiers: [dossier], deliverTo: options.to ?? [], ...(options.acceptAbove === undefined ? {} : { acceptAbove: options.acceptAbove }),
  })
  if (record === undefined) throw new Error(JSON.stringify(failures))
  return record
}

async function page(number: number, extra: Parameters<typeof printedPage>[0] = [], shapes = ''): Promise<Buffer> {
  return printedPage([...decisionLines(number), ...extra], { dpi: 150, shapes }).jpeg({ quality: 80 }).withMetadata({ density: 150 }).toBuffer()
}

async function keep(name: string, bytes: Uint8Array): Promise<string> {
  const file = path.join(office.folder, name)
  await writeFile(file, bytes)
  return file
}

describe('papers of every kind', () => {
  it('stops at a page stamped MẬT: not marked, not found by search, no PDF', async () => {
    const box = '<rect x="30" y="52" width="22" height="10" fill="none" stroke="black" stroke-width="0.6"/>'
    const record = await convert(await keep('mật.jpg', await page(1, [{ text: 'MẬT', x: 34, y: 59, size: 16 }], box)), { acceptAbove: 0 })
    expect(record).toMatchObject({ state: { work: 'refused', trust: 'unsigned' }, stoppedBy: { code: 'secret_document', params: { page: 1, class: 'MẬT' } } })
    expect((await office.call('record.search', { words: 'Nà Lình' })).hits).toEqual([])
    const { missing } = await office.call('record.export', { id: record.id, folder: path.join(office.folder, 'xuất') }).catch((thrown: unknown) => ({ missing: [String(thrown)] }))
    expect(missing).not.toEqual([])
    expect((await office.call('record.resume', { acceptAbove: 0 })).records.find(({ id }) => id === record.id)).toBeUndefined()
  })

  it('refuses to mark a PDF that is no scan of paper, and says so in Vietnamese', async () => {
    const draft = await keep('bản thảo.pdf', await makePlainPdf({ pages: 1 }))
    const told = await office.command(['convert', draft])
    expect(told.code).toBe(5)
    expect(told.stdout).toContain('Không phải bản quét từ giấy')
    const { records } = await office.call('record.list', { work: 'refused' })
    expect(records.find(({ source }) => source.endsWith('bản thảo.pdf'))).toMatchObject({ state: { trust: 'unsigned' }, stoppedBy: { code: 'not_a_scan' } })
  })

  it('keeps a blank page and flags it', async () => {
    const blank = await sharp({ create: { width: 1240, height: 1754, channels: 3, background: '#f4f1ea' } }).jpeg().withMetadata({ density: 150 }).toBuffer()
    const tiff = await sharp([await page(3), blank], { join: { animated: true } }).tiff({ compression: 'lzw' }).withMetadata({ density: 150 }).toBuffer()
    const record = await convert(await keep('hai mặt.tif', tiff), { acceptAbove: 0 })
    expect(record).toMatchObject({ pages: 2, state: { work: 'signed' } })
    expect(record.warnings).toContainEqual({ page: 2, warning: 'blank' })
  })

  it('records a page over its time limit as unread, goes on, and waits for a person', async () => {
    await office.call('station.configure', { set: { ocrPageSeconds: 0.01 } })
    const record = await convert(await keep('chậm.jpg', await page(4)))
    expect(record).toMatchObject({ state: { work: 'awaiting review' }, stoppedBy: { code: 'page_unread' } })
    expect(record.warnings).toContainEqual({ page: 1, warning: 'unread' })
    await office.call('station.configure', { set: { ocrPageSeconds: 60 } })
    const accepted = await office.call('record.review', { id: record.id, set: { codeNumber: '204', issuedDate: '03/11/2026' }, accept: true })
    expect(accepted.state.work).toBe('signed')
  })

  it('asks for the resolution when the paper size is unknown, and reads again with what it is told', async () => {
    const card = await sharp(await page(5)).extract({ left: 0, top: 0, width: 1240, height: 1100 }).jpeg().withMetadata({ density: 72 }).toBuffer()
    const record = await convert(await keep('thẻ.jpg', card))
    expect(record).toMatchObject({ state: { work: 'awaiting review' }, stoppedBy: { code: 'paper_size_unknown' } })
    const told = await office.call('record.review', { id: record.id, dpi: 150 })
    expect(told.warnings).not.toContainEqual({ page: 1, warning: 'paper size unknown' })
    expect(told.stoppedBy?.code).not.toBe('paper_size_unknown')
  })

  it('is found at the sharing platform by owner and code, with a link to the same file', async () => {
    const record = await convert(await keep('chia sẻ.jpg', await page(6)), { acceptAbove: 0, to: ['chia-se'] })
    expect(record.state.delivery).toEqual({ 'chia-se': 'delivered' })
    const { files } = await office.call('record.export', { id: record.id, folder: path.join(office.folder, 'xuất') })
    const courier = openCourier({ timeMs: 10_000 })
    const address = { target: 'chia-se', url: office.hub.url('chia-se'), caPem: toPem(office.pki.hubRoot.certificate) } as const
    try {
      const question = { ownerId: '099085001162', codeNumber: '206', codeNotation: 'QĐ-UBND', issuingAgency: null, training: true }
      const { found } = await courier.find(address, question)
      expect(found).toMatchObject([{ recordCode: record.code }])
      const dispatcher = new Agent({ connect: { ca: address.caPem } })
      const { body } = await request(found[0]?.link ?? '', { dispatcher })
      expect(Buffer.from(await body.arrayBuffer())).toEqual(await readFile(files[0] ?? ''))
      await dispatcher.close()
      expect((await courier.find(address, { ...question, ownerId: '099085001163' })).found).toEqual([])
    } finally {
      await courier.close()
    }
  })
})
