import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { verifyChain } from '../../shared/audit/index.ts'
import { readTrustProfile, toPem } from '../../shared/pki/index.ts'
import type { StationRecord } from '../../shared/model/index.ts'
import { describeThrown, lacksOnlyRevocation, targetNames, trustStates, workStates } from '../../shared/model/index.ts'
import { digestOf, rawDigestOf } from '../../shared/pipeline/digests.ts'
import { openPdfReader, type PdfReader } from '../../shared/pdf-file/index.ts'
import type { Store } from '../../shared/store/index.ts'
import { openVerifier, type Verifier } from '../../shared/verify/index.ts'
import { deliveryMessage } from '../../shared/wire/index.ts'
import type { Office } from './office.ts'

/** Reads a station apart from the program's own line and names everything in it that is not as promised. */
export interface TruthReader {
  /** Faults in plain words; empty when the station tells the truth. */
  faults(store: Store, folder: string): Promise<string[]>
  close(): Promise<void>
}

/** From here on along the line a state has all that the states before it have. */
const line = workStates.slice(0, workStates.indexOf('delivered') + 1)
const has = (record: StationRecord, state: (typeof workStates)[number]): boolean => line.indexOf(record.work) >= line.indexOf(state)

/** Opens a reader for the stations of an office. */
export function openTruthReader(office: Pick<Office, 'pki' | 'inbox'>): TruthReader {
  const rooms = { verifier: openVerifier(), pdf: openPdfReader({ processes: 1 }) }
  const trust = readTrustProfile(toPem(office.pki.root.certificate))
  const recordFaults = async (store: Store, record: StationRecord): Promise<string[]> => [
    ...pageFaults(store, record), ...stateFaults(store, record), ...deliveryFaults(store, record, office.inbox), ...await fileFaults(store, record, rooms, trust),
  ]
  return {
    async faults(store, folder) {
      const records = store.listRecords({ limit: 100_000 })
      const raw = records.map(({ rawDigest }) => rawDigest).filter((digest) => digest !== null)
      return [
        ...store.checkDatabase().map((fault) => `database: ${fault}`),
        ...store.checkBlobs().map(({ digest, fault }) => `${fault} ${digest.slice(0, 12)}`),
        ...verifyChain(store).faults.map(({ seq, fault }) => `audit: ${fault} at ${seq ?? 'the seal'}`),
        ...unfinishedFiles(folder).map((name) => `left unfinished: ${name}`),
        ...(new Set(raw).size === raw.length ? [] : ['the same pages in two records']),
        ...doubledAtHub(office.inbox),
        ...(await Promise.all(records.map(async (record) => {
          const found = await recordFaults(store, record).catch((thrown: unknown) => [describeThrown(thrown).code])
          return found.map((fault) => `${record.work}/${record.trust}: ${fault}`)
        }))).flat(),
      ]
    },
    close: async () => { await Promise.all([rooms.verifier.close(), rooms.pdf.close()]) },
  }
}

/** Everything in an office's station that is not as promised. */
export async function faultsOf(office: Office): Promise<string[]> {
  const truth = openTruthReader(office)
  try {
    return await office.inStore((store) => truth.faults(store, office.station))
  } finally {
    await truth.close()
  }
}

/** Every page stands in the ledger once, in order, and its bytes are those of its digest. */
function pageFaults(store: Store, record: StationRecord): string[] {
  const pages = store.listPages(record.id)
  const faults = pages.flatMap(({ ordinal, digest }, index) => [
    ...(ordinal === index + 1 ? [] : [`page ${index + 1} is missing from the ledger`]),
    ...(digestOf(store.getBlob(digest)) === digest ? [] : [`page ${ordinal} has other bytes`]),
  ])
  for (const { ordinal, stored, digest } of store.listSources(record.id)) {
    if (stored && !store.hasBlob(digest)) faults.push(`source ${ordinal} is said to be stored and is not`)
  }
  if (record.work === 'capturing' || record.work === 'refused') return faults
  if (record.origin === 'scan') {
    if (pages.length !== record.pageCount || pages.length === 0) faults.push(`${pages.length} pages in the ledger, ${record.pageCount} told`)
    if (record.rawDigest !== rawDigestOf(pages)) faults.push('the digest of the raw pages is another')
  }
  if (store.listSources(record.id).some(({ stored }) => !stored)) faults.push('captured, but a source is not stored')
  return faults
}

/** A state has its proof; history and audit tell how it came about. */
function stateFaults(store: Store, record: StationRecord): string[] {
  const { id } = record
  const faults: string[] = []
  const pages = Array.from({ length: record.pageCount }, (_, index) => index + 1)
  if (has(record, 'recognised') && pages.some((page) => store.getStep(id, page, 'clean') === undefined || store.getStep(id, page, 'recognise') === undefined)) faults.push('a page has no reading')
  if (has(record, 'extracted') && store.getStep(id, 0, 'extract') === undefined) faults.push('nothing was extracted')
  if (record.origin === 'scan') {
    if (has(record, 'marked') && record.work !== "awaiting the agency's signature" && store.getStep(id, 0, 'mark') === undefined) faults.push('no mark')
    if ((record.trust === 'unsigned') !== (record.pdfDigest === null)) faults.push('signed and file do not agree')
    if (has(record, 'signed') && record.trust === 'unsigned') faults.push('said to be signed and is not')
    const proven = ['sign', 'complete'].some((step) => store.getStep(id, 0, step)?.resultDigest === record.pdfDigest)
    if (record.pdfDigest !== null && !proven) faults.push('the signed file is not the one of the last signing')
  }

  let work: string | null = null
  const history = store.listHistory(id)
  for (const { from, to } of history) {
    if (trustStates.some((state) => state === to)) continue
    if (from !== work) faults.push(`history goes from ${work ?? 'nothing'} on with ${from ?? 'nothing'}`)
    work = to
  }
  if (work !== record.work) faults.push(`history ends with ${work ?? 'nothing'}`)
  const entries = auditOf(store, id)
  if (entries.length < history.length) faults.push('a step has no audit entry')
  const last = entries.findLast(({ details }) => details.work !== undefined)?.details
  if (last !== undefined && (last.work !== record.work || last.trust !== record.trust)) faults.push(`the audit's last state is ${String(last.work)}/${String(last.trust)}`)
  return faults
}

function auditOf(store: Store, id: StationRecord['id']) {
  const entries = []
  for (let after = 0; ;) {
    const some = store.auditEntries(after, 1000)
    entries.push(...some.filter(({ recordId }) => recordId === id))
    const end = some.at(-1)
    if (end === undefined) return entries
    after = end.seq
  }
}

/** Delivered only with the receipt of exactly this file, which the receiver really has. */
function deliveryFaults(store: Store, record: StationRecord, inbox: string): string[] {
  const faults = record.deliveries.flatMap(({ target, state, receiptId, digest }) => {
    const receipt = receiptId === null ? undefined : store.getReceipt(receiptId)
    if ((state === 'delivered') !== (receipt !== undefined)) return [`${target}: ${state} and receipt do not agree`]
    if (receipt === undefined) return []
    const held = entriesOfInbox(inbox).some((entry) => entry.target === target && entry.pdfDigest === digest && entry.receipt === Buffer.from(receipt.raw).toString('utf8'))
    return [
      ...(receipt.digest === digest ? [] : [`${target}: the receipt is for another file`]),
      ...(held ? [] : [`${target}: the receiver has no such file`]),
      ...(auditOf(store, record.id).some(({ action, details }) => action === 'delivered' && details.target === target) ? [] : [`${target}: delivery without audit entry`]),
    ]
  })
  const chosen = record.deliveryChoice?.targets ?? []
  const open = chosen.filter((target) => !record.deliveries.some((delivery) => delivery.target === target && delivery.state === 'delivered' && delivery.digest === record.pdfDigest))
  if (record.work === 'delivered' && open.length > 0) faults.push(`delivered, but not to ${open.join(' and ')}`)
  return faults
}

interface InboxEntry { readonly target: string; readonly code: string; readonly rawDigest: string; readonly pdfDigest: string; readonly receipt: string | null }

function entriesOfInbox(inbox: string): InboxEntry[] {
  return targetNames.flatMap((target) => {
    const folder = path.join(inbox, target)
    return existsSync(folder) ? readdirSync(folder).map((key) => path.join(folder, key)) : []
  }).filter((place) => existsSync(path.join(place, 'message.json'))).map((place) => {
    const { target, record } = deliveryMessage.parse(JSON.parse(readFileSync(path.join(place, 'message.json'), 'utf8')))
    const receipt = path.join(place, 'receipt.jws')
    return { target, code: record.code, rawDigest: record.rawDigest, pdfDigest: record.pdfDigest, receipt: existsSync(receipt) ? readFileSync(receipt, 'utf8') : null }
  })
}

/** The same paper may come to a receiver once: not as two files, not under two codes. */
function doubledAtHub(inbox: string): string[] {
  const seen = new Map<string, InboxEntry>()
  return entriesOfInbox(inbox).filter(({ receipt }) => receipt !== null).flatMap((entry) => {
    const key = `${entry.target} ${entry.rawDigest}`
    const before = seen.get(key)
    seen.set(key, entry)
    return before === undefined ? [] : [`${entry.target} has the same paper twice (${before.code}, ${entry.code})`]
  })
}

/** What is signed passes verification and has as many pages as the ledger. */
async function fileFaults(store: Store, record: StationRecord, rooms: { verifier: Verifier; pdf: PdfReader }, trust: Parameters<Verifier['verifyPdf']>[1]): Promise<string[]> {
  if (record.pdfDigest === null || record.origin !== 'scan') return []
  const pdf = store.getBlob(record.pdfDigest)
  const judged = await rooms.verifier.verifyPdf(pdf, trust)
  const { verdict, reasons } = judged
  const pages = await rooms.pdf.pageCount(pdf)
  return [
    ...(verdict === 'passed' || lacksOnlyRevocation(judged) ? [] : [`the signature is ${verdict}: ${reasons.join(' ')}`]),
    ...(pages === record.pageCount ? [] : [`the signed file has ${pages} pages of ${record.pageCount}`]),
  ]
}

/** Files that only a write under way may have: none may be there once the station is open. */
function unfinishedFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:new|tmp)$/u.test(name) || name === 'creating' || /unfinished./u.test(name))
}
