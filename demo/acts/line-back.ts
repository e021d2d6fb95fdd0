import { createHash, createPublicKey } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { compactVerify } from 'jose'
import { targetNames } from '../../shared/model/index.ts'
import { toPem } from '../../shared/pki/index.ts'
import { receiptClaims } from '../../shared/wire/index.ts'
import type { DemoOffice } from '../office.ts'
import type { DeliveredStory, KeptReceipt, ResultStory } from '../story.ts'

/** Lets the station catch up once the line is back: time stamps are appended, the outbox is sent. */
export async function catchUp(office: DemoOffice): Promise<void> {
  await office.call('record.resume', {})
  await office.call('delivery.run', {})
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** What the stand-ins keep, read from their own folders: receipts, checked with their key, and the files they are for. */
export async function keptReceipts(office: DemoOffice): Promise<KeptReceipt[]> {
  const key = createPublicKey(toPem(office.pki.hubReceipts.certificate))
  const kept: KeptReceipt[] = []
  for (const target of targetNames) {
    const folder = path.join(office.inbox, target)
    for (const name of await readdir(folder)) {
      const receipt = path.join(folder, name, 'receipt.jws')
      // without one: announced and never received, or called back before it came
      if (!existsSync(receipt)) continue
      const jws = await readFile(receipt, 'utf8')
      const { payload, genuine } = await compactVerify(jws, key).then(({ payload: signed }) => ({ payload: signed, genuine: true }), () => ({ payload: Buffer.from(jws.split('.')[1] ?? '', 'base64url'), genuine: false }))
      kept.push({
        claims: receiptClaims.parse(JSON.parse(Buffer.from(payload).toString('utf8'))), genuine, fileDigest: digestOf(await readFile(path.join(folder, name, 'file.pdf'))),
      })
    }
  }
  return kept
}

/** Looks at every result as an office would: by showing, exporting and verifying it, and by asking the stand-ins what they hold. */
export async function lookAtResults(office: DemoOffice, results: readonly ResultStory[]): Promise<DeliveredStory[]> {
  const receipts = await keptReceipts(office)
  const stories: DeliveredStory[] = []
  for (const result of results) {
    const final = await office.call('record.show', { id: result.offline.id })
    const { files } = await office.call('record.export', { id: final.id, folder: office.exports })
    const pdf = files.find((file) => file.endsWith('.pdf')) ?? null
    const { files: [verdict = null] } = pdf === null ? { files: [] } : await office.call('file.verify', { files: [pdf], trust: [office.trustFile] })
    stories.push({
      ...result, final, pdf, pdfDigest: pdf === null ? null : digestOf(await readFile(pdf)), verdict,
      receipts: receipts.filter(({ claims }) => claims.recordCode === final.code),
    })
  }
  return stories
}
