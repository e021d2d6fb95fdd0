import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cardOnGlass } from '../support/identity-card.ts'
import { dossier, openOffice, type Office } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ keepsOpen: true })
})
afterAll(async () => { await office.close() })

async function cardScan(): Promise<string> {
  const file = path.join(office.folder, 'thẻ.jpg')
  await (await cardOnGlass()).toFile(file)
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
    expect(JSON.stringify((await office.call('record.list', {})).records)).not.toContain('1985-03-09')

    const { cards } = await office.call('record.show', { id: record.id })
    expect(cards).toMatchObject([{ page: 2, card: { source: 'qr', number: '099085001162', birthDate: '1985-03-09', address: 'Thôn Nà Lình, Đồng Mây, Thanh Giang' }, person: 'Mạc Đình Gia Phong', differs: [] }])

    await office.call('page.edit', { id: record.id, edit: { kind: 'leave out', ordinals: [2] } })
    const read = await office.call('page.read', { id: record.id })
    expect([read.pages, read.findings, read.stoppedBy?.code === 'paper_incomplete']).toEqual([1, [], false])
    expect((await office.call('record.show', { id: record.id })).cards).toHaveLength(1)
    expect((await office.call('record.search', { words: 'Identity Card' })).hits).toEqual([])
  })
})
