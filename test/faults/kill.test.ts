import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyChain } from '../../shared/audit/index.ts'
import { readTrustProfile, toPem } from '../../shared/pki/index.ts'
import { openStation, type Store } from '../../shared/store/index.ts'
import { openVerifier } from '../../shared/verify/index.ts'
import { digestOf } from '../../shared/pipeline/digests.ts'
import { dossier, openOffice, passphrase, type Office } from '../support/office.ts'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'

const rounds = Number(process.env.SOHOA_KILL_ROUNDS ?? 15)

let office: Office
beforeAll(async () => { office = await openOffice() })
afterAll(async () => { await office.close() })

/** Every page of the ledger is stored with its digest, and no state stands without its proof. */
async function checkInvariants(store: Store, documents: number): Promise<void> {
  const records = store.listRecords({ limit: 1000 })
  expect(records.length).toBeLessThanOrEqual(documents)
  expect(new Set(records.map(({ rawDigest }) => rawDigest ?? Symbol('open'))).size).toBe(records.length)
  expect(verifyChain(store)).toMatchObject({ faults: [] })
  const verifier = openVerifier()
  try {
    for (const record of records) {
      for (const page of store.listPages(record.id)) expect(digestOf(store.getBlob(page.digest))).toBe(page.digest)
      if (record.work !== 'capturing') expect(store.listPages(record.id)).toHaveLength(record.pageCount)
      if (record.trust === 'unsigned') {
        expect(record.pdfDigest).toBeNull()
      } else {
        if (record.pdfDigest === null) throw new Error('signed without a PDF')
        const verdict = await verifier.verifyPdf(store.getBlob(record.pdfDigest), readTrustProfile(toPem(office.pki.root.certificate)))
        expect(verdict.verdict).toBe('passed')
      }
      for (const delivery of record.deliveries) {
        expect(delivery.state === 'delivered').toBe(delivery.receiptId !== null)
        if (delivery.receiptId !== null) expect(store.getReceipt(delivery.receiptId)?.digest).toBe(delivery.digest)
      }
    }
  } finally {
    await verifier.close()
  }
}

async function inStore(check: (store: Store) => Promise<void>): Promise<void> {
  const store = await openStation(office.station, Buffer.from(passphrase))
  try {
    await check(store)
  } finally {
    store.close()
  }
}

describe('a station that is killed', () => {
  it(`keeps every page and finishes every job after ${rounds} kills at random moments`, async () => {
    const dossierFile = path.join(office.folder, 'hồ sơ.json')
    await writeFile(dossierFile, JSON.stringify(dossier))
    const convert = (file: string): string[] => ['convert', file, '--dossier', dossierFile, '--accept-above', '0', '--to', 'kho,vneid', '--json']

    const began = Date.now()
    const first = await office.command(convert(await office.scan(1)))
    expect(first.code, first.stderr).toBe(0)
    const wholeMs = Date.now() - began

    let documents = 1
    let file = await office.scan(documents + 1)
    for (let round = 0; round < rounds; round += 1) {
      if (round % 3 === 0) {
        documents += 1
        file = await office.scan(documents)
      }
      await office.command(convert(file), { killAfterMs: Math.round(Math.random() * wholeMs) })
      await inStore((store) => checkInvariants(store, documents))
      if (round % 3 === 2 || round === rounds - 1) {
        const resumed = await office.command(['resume', '--accept-above', '0', '--json'])
        expect([0, 4], resumed.stderr).toContain(resumed.code)
        const again = await office.command(convert(file))
        expect(again.code, again.stderr + again.stdout).toBe(0)
        expect(JSON.parse(again.stdout)).toMatchObject({ pages: 1, state: { work: 'delivered', trust: 'B-T', delivery: { kho: 'delivered', vneid: 'delivered' } } })
      }
    }
    await inStore(async (store) => {
      await checkInvariants(store, documents)
      expect(store.listRecords({ limit: 1000 })).toHaveLength(documents)
    })
  }, 1_200_000)
})
