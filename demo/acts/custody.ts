import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { DemoOffice } from '../office.ts'
import type { CustodyStory, Holdings } from '../story.ts'

const auditExport = z.object({ entries: z.array(z.object({ seq: z.number().int(), hash: z.string() })) })

async function holdingsOf(office: DemoOffice): Promise<Holdings> {
  const { records } = await office.call('record.list', {})
  const details = []
  for (const { id } of records) details.push(await office.call('record.show', { id }))
  return {
    records: details.map(({ id, rawDigest, pdfDigest, deliveries }) => ({ id, raw: rawDigest, pdf: pdfDigest, receipts: deliveries.flatMap(({ receiptId }) => receiptId ?? []) })),
    pages: details.reduce((sum, { pages }) => sum + pages, 0),
    audit: await office.call('audit.verify', {}),
  }
}

/** Backs the station up into `backups`, deletes its folder, restores it, and compares everything with what it held. */
export async function loseAndRestore(office: DemoOffice, root: string, backups: string): Promise<CustodyStory> {
  const before = await holdingsOf(office)
  const backup = await office.call('station.backup', { folder: backups })
  await office.release()
  await rm(office.folder, { recursive: true })
  const deleted = !existsSync(office.folder)
  const restored = await office.call('station.restore', { from: backups })
  const check = await office.call('station.check', { full: true })
  const after = await holdingsOf(office)
  const log = path.join(root, 'nhat-ky.json')
  await office.call('audit.export', { file: log, format: 'json' })
  const { entries } = auditExport.parse(JSON.parse(await readFile(log, 'utf8')))
  return { before, backup, deleted, restored, check, after, hashAtOldEnd: entries.find(({ seq }) => seq === before.audit.head.seq)?.hash ?? null }
}
