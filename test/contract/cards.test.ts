import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import QRCode from 'qrcode'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dossier, openOffice, type Office } from '../support/office.ts'
import { printedPage } from '../support/printed-page.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ keepsOpen: true })
})
afterAll(async () => { await office.close() })

const payload = '099085001162||Mạc Đình Gia Phong|09031986|Nam|Thôn Nà Lình, Đồng Mây, Thanh Giang|15032024||||'

/** The front of a card on the glass, with the labels that cards have and a QR of 22 mm. */
async function cardScan(): Promise<string> {
  const qr = await QRCode.toString(payload, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
  const page = printedPage([
    { text: 'CĂN CƯỚC CÔNG DÂN', x: 60, y: 60 }, { text: 'Citizen Identity Card', x: 62, y: 67 }, { text: 'Số / No.: 099085001162', x: 55, y: 78 },
    { text: 'Họ và tên / Full name: MẠC ĐÌNH GIA PHONG', x: 55, y: 86 }, { text: 'Ngày sinh / Date of birth: 09/03/1986', x: 55, y: 94 },
  ], { dpi: 200, shapes: qr.replace('<svg ', '<svg x="130" y="52" width="24" height="24" ') })
  const file = path.join(office.folder, 'thẻ.jpg')
  await writeFile(file, await page.jpeg({ quality: 85 }).toBuffer())
  return file
}

describe('an identity card scanned with a paper', () => {
  it('is told, held against the paper, no part of what the paper says, and leaves the document with its page', async () => {
    await office.call('station.configure', { set: { signing: 'when told' } })
    const { records: [record], failures } = await office.call('record.convert', { files: [await office.scan(1), await cardScan()], together: true, dossiers: [dossier] })
    if (record === undefined) throw new Error(JSON.stringify(failures))
    expect([record.state.work, record.stoppedBy]).toMatchObject(['awaiting review', { code: 'paper_incomplete', params: { finding: 'identity-card', page: 2 } }])
    expect(record.findings.map(({ kind, page }) => [kind, page])).toEqual([['identity-card', 2]])
    expect(record.recipient.state).toBe('agreed')
    expect(JSON.stringify((await office.call('record.list', {})).records)).not.toContain('1986-03-09')

    const { cards } = await office.call('record.show', { id: record.id })
    expect(cards).toMatchObject([{ page: 2, card: { source: 'qr', number: '099085001162', birthDate: '1986-03-09', address: 'Thôn Nà Lình, Đồng Mây, Thanh Giang' }, person: 'Mạc Đình Gia Phong', differs: [] }])

    await office.call('page.edit', { id: record.id, edit: { kind: 'leave out', ordinals: [2] } })
    const read = await office.call('page.read', { id: record.id })
    expect([read.pages, read.findings, read.stoppedBy?.code === 'paper_incomplete']).toEqual([1, [], false])
    expect((await office.call('record.show', { id: record.id })).cards).toHaveLength(1)
    expect((await office.call('record.search', { words: 'Identity Card' })).hits).toEqual([])
  })
})
