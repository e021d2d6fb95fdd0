import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'csv-parse/sync'
import { appendEntry, auditHeadOf, chainBreaks, entryHash } from '../../shared/audit/index.ts'
import { instant, toDigest, type AuditEntry, type Digest } from '../../shared/model/index.ts'
import type { PipelineContext } from '../../shared/pipeline/index.ts'
import { verifyAudit, type AuditVerdict } from '../../shared/pipeline/care/verify-audit.ts'
import { readConfiguration } from '../../shared/station/configuration.ts'
import type { Receipt, Store } from '../../shared/store/index.ts'
import { dossier, openOffice, type Office } from '../support/office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice({ keepsOpen: true })
  const { records } = await office.call('record.convert', { files: [await office.scan(1)], dossiers: [dossier], acceptAbove: 0, deliverTo: ['kho'] })
  expect(records).toMatchObject([{ state: { delivery: { kho: 'delivered' } } }])
  await office.call('record.show', { id: records[0]?.id ?? '' })
})
afterAll(async () => { await office.close() })

/** Verifies the log as a store tells it that somebody with the station's keys has worked on. */
async function verdictOf(forge: (store: Store) => Partial<Store>): Promise<AuditVerdict> {
  return office.inStore((store) => {
    const forged = { ...store, ...forge(store) }
    const context: Partial<PipelineContext> = { store: forged, actor: 'kẻ sửa', now: () => instant(), configuration: () => readConfiguration(store) }
    return verifyAudit(context as PipelineContext)
  })
}

/** A chain written anew from the given entries, with its seals fitting: what only somebody with the keys can make. */
function rewritten(store: Store, change: (entry: AuditEntry) => AuditEntry | undefined): Partial<Store> {
  const entries: AuditEntry[] = []
  let previous: Digest = store.auditGenesis()
  for (const entry of store.auditEntries(0, 100_000)) {
    const changed = change(entry)
    if (changed === undefined) continue
    const unhashed = { ...changed, seq: entries.length + 1, previous }
    entries.push({ ...unhashed, hash: entryHash(unhashed) })
    previous = entries.at(-1)?.hash ?? previous
  }
  const head = { seq: entries.length, hash: previous }
  return {
    auditEntries: (after, limit) => entries.filter(({ seq }) => seq > after).slice(0, limit),
    lastAuditEntry: () => entries.at(-1),
    appendAuditEntry: () => undefined,
    auditSeal: () => ({ state: 'sealed', head }),
    headerAuditHead: () => head,
  }
}

describe('the audit log of a station', () => {
  it('is whole, and every receipt agrees with it', async () => {
    const verdict = await office.call('audit.verify', {})
    expect(verdict).toMatchObject({ sound: true, faults: [], receipts: { agreeing: 1, unchecked: 0, beforeBreak: 0 }, breaks: [] })
    expect(verdict.entries).toBeGreaterThan(10)
  })

  it('names who created, captured, viewed, signed, sent and verified', async () => {
    const entries = await office.inStore((store) => store.auditEntries(0, 1000))
    const actions = new Set(entries.map(({ action }) => action))
    const actors = new Set(entries.map(({ actor }) => actor))
    for (const action of ['record begun', 'source stored', 'pages captured', 'fields extracted', 'reviewed', 'marked', 'signed', 'delivery chosen', 'delivered', 'viewed', 'audit verified', 'configured', 'key added']) {
      expect(actions, action).toContain(action)
    }
    expect([...actors]).toEqual(['Nguyễn Thị Hà'])
  })

  it('that was written anew by somebody with its keys is given away by a receipt', async () => {
    const verdict = await verdictOf((store) => rewritten(store, (entry) => (entry.action === 'pages captured' ? { ...entry, actor: 'người khác' } : entry)))
    expect(verdict.sound).toBe(false)
    expect(verdict.faults).toMatchObject([{ fault: 'receipt differs', receipt: { target: 'kho' } }])
  })

  it('whose end was cut off, seals and all, is given away by a receipt', async () => {
    const verdict = await verdictOf((store) => rewritten(store, (entry) => (entry.seq <= 3 ? entry : undefined)))
    expect(verdict.faults).toMatchObject([{ fault: 'receipt beyond the end' }])
    expect(verdict.sound).toBe(false)
  })

  it('that goes on from a backup is whole, and tells which receipts speak of what was lost', async () => {
    const verdict = await verdictOf((store) => rewritten(store, (entry) => (
      entry.seq <= 3 ? entry : entry.seq === 4 ? { ...entry, at: instant(), action: chainBreaks.restored, recordId: null, details: {} } : undefined
    )))
    expect(verdict).toMatchObject({ sound: true, faults: [], receipts: { agreeing: 0, beforeBreak: 1 }, breaks: [{ seq: 4, action: 'restored from backup' }] })
  })

  it('is not excused by a restore that came before the receipt was given', async () => {
    const verdict = await verdictOf((store) => rewritten(store, (entry) => (
      entry.seq === 2 ? { ...entry, action: chainBreaks.restored, details: {} } : entry
    )))
    expect(verdict.faults).toMatchObject([{ fault: 'receipt differs' }])
  })

  it('is not backed by a receipt that somebody else signed', async () => {
    const verdict = await verdictOf((store) => ({
      allReceipts: (cursor: string, limit: number): Receipt[] => store.allReceipts(cursor, limit).map((receipt) => {
        const [header = '', , signature = ''] = Buffer.from(receipt.raw).toString('utf8').split('.')
        const claims = Buffer.from(JSON.stringify({ auditHead: auditHeadOf(store) })).toString('base64url')
        return { ...receipt, raw: Buffer.from(`${header}.${claims}.${signature}`) }
      }),
    }))
    expect(verdict.faults).toMatchObject([{ fault: 'receipt invalid', receipt: { target: 'kho' } }])
  })

  it('that differs from the head in the key header is not whole', async () => {
    const verdict = await verdictOf(() => ({ headerAuditHead: () => ({ seq: 2, hash: toDigest('ab'.repeat(32)) }) }))
    expect(verdict.faults).toMatchObject([{ seq: 2, fault: 'header differs' }])
  })

  it('is written out as JSON that anybody can check, and as CSV that a spreadsheet reads', async () => {
    await office.inStore((store) => { store.transaction(() => { appendEntry(store, { actor: '=HYPERLINK("x")', action: 'viewed', details: { note: 'a "b", c\nd' } }) }) })
    const json = path.join(office.folder, 'nhật ký.json')
    const csv = path.join(office.folder, 'nhật ký.csv')
    const written = await office.call('audit.export', { file: json })
    await office.call('audit.export', { file: csv, format: 'csv' })

    const log = JSON.parse(await readFile(json, 'utf8')) as { genesis: string; head: { seq: number; hash: string }; entries: AuditEntry[] }
    expect(log.entries).toHaveLength(written.entries)
    let previous = log.genesis
    for (const entry of log.entries) {
      expect(entry.previous).toBe(previous)
      expect(entryHash(entry)).toBe(entry.hash)
      previous = entry.hash
    }
    expect(log.head).toEqual({ seq: log.entries.length, hash: previous })

    const rows: string[][] = parse(await readFile(csv), { bom: true, relax_column_count: false })
    expect(rows[0]).toEqual(['seq', 'at', 'actor', 'action', 'recordId', 'details', 'previous', 'hash'])
    expect(rows).toHaveLength(1 + written.entries + 1)
    expect(rows.at(-2)?.slice(2, 6)).toEqual([`'=HYPERLINK("x")`, 'viewed', '', JSON.stringify({ note: 'a "b", c\nd' })])
    expect(rows.at(-1)?.[3]).toBe('audit exported')
  })

  it('is judged at the command line too', async () => {
    expect(await office.command(['audit', 'verify'])).toMatchObject({ code: 0, stdout: expect.stringContaining('nguyên vẹn') as string })
  })
})
