import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { onTestFinished } from 'vitest'
import { defaultConfiguration, dossierShape, type Configuration, type Dossier, type RecordLine } from '../../../shared/contract/index.ts'
import type { Courier } from '../../../shared/deliver/index.ts'
import { instant, SohoaError, type Digest, type Instant, type RecordId, type TargetName } from '../../../shared/model/index.ts'
import { openRooms, queueDeliveries, recordLineOf, type PipelineContext } from '../../../shared/pipeline/index.ts'
import type { RecordBody, Store } from '../../../shared/store/index.ts'
import type { DeliveryMessage, RecallMessage } from '../../../shared/wire/index.ts'
import { newOpenStation, record, recordId } from '../store/station.ts'

/** What stands in for the receivers: it tells what came, and answers as a test wants. */
export interface Line {
  readonly delivered: DeliveryMessage[]
  readonly recalled: RecallMessage[]
  /** What happens when a delivery is announced, before its file leaves; a code is thrown in place of the answer. */
  onAnnounce: (message: DeliveryMessage) => { readonly code: 'hub_unreachable' | 'hub_refused'; readonly reason?: string } | undefined
  /** What happens once a target has the file, before it answers; a code is thrown in place of the answer. */
  onDelivery: (message: DeliveryMessage) => Promise<'hub_unreachable' | 'hub_refused' | 'hub_receipt_invalid' | undefined>
  onRecall: (message: RecallMessage) => 'hub_unreachable' | 'hub_refused' | 'hub_receipt_invalid' | undefined
}

export interface CorrectionDesk {
  readonly context: PipelineContext
  readonly store: Store
  readonly folder: string
  readonly line: Line
  configure(change: Partial<Configuration>): void
  lineOf(id: RecordId): RecordLine
  /** Moves the clock on. */
  later(minutes: number): void
  /** A signed record whose deliveries to these targets are queued; its file is its number. */
  signed(number: number, targets: readonly TargetName[], change?: Partial<RecordBody>): RecordId
  /** A scan of its own: a grey sheet of this brightness. */
  scan(brightness: number): Promise<string>
}

const owner = { kind: 'person', name: 'Mạc Đình Gia Phong', id: '099085001162', source: 'dossier' } as const
const target = { url: 'https://127.0.0.1:9', caPem: '' }
const defaults: Configuration = { ...defaultConfiguration, agency: 'Ủy ban nhân dân xã Đồng Mây', targets: { 'kho': target, 'vneid': target, 'chia-se': target } }

export const nothingTold: Dossier = dossierShape.parse({})

export async function openCorrectionDesk(): Promise<CorrectionDesk> {
  const { folder, store } = await newOpenStation()
  const line: Line = { delivered: [], recalled: [], onAnnounce: () => undefined, onDelivery: () => Promise.resolve(undefined), onRecall: () => undefined }
  let configuration = defaults
  const rooms = openRooms(() => configuration, 1)
  onTestFinished(() => rooms.close())
  let now = instant(new Date('2026-11-23T03:00:00Z'))
  const courier = courierOf(line, () => now)
  const context: PipelineContext = {
    store, rooms: { ...rooms, courier: () => courier, warmReaders: () => Promise.resolve() },
    actor: 'Nguyễn Thị Hà', training: false, configuration: () => configuration, now: () => now, emit: () => undefined, stop: new AbortController().signal,
  }
  return {
    context, store, folder, line,
    configure(change) { configuration = { ...configuration, ...change } },
    lineOf: (id) => recordLineOf(context, id),
    later(minutes) { now = instant(new Date(Date.parse(now) + minutes * 60_000)) },
    signed(number, targets, change = {}) {
      const id = recordId(number)
      const pdfDigest = store.putBlob(Uint8Array.of(number))
      store.insertRecord(record(number, {
        work: 'signed', trust: 'B-T', pageCount: 1, rawDigest: pdfDigest, pdfDigest, owners: [owner], recipient: { state: 'agreed' },
        dossier: { ...record(number).dossier, owners: [owner] }, deliveryChoice: { targets, basis: 'asked', at: now, by: 'Nguyễn Thị Hà', reason: null }, ...change,
      }))
      store.addHistory(id, { at: now, from: null, to: 'signed', inputs: {} })
      queueDeliveries(context, id)
      return id
    },
    async scan(brightness) {
      const file = path.join(folder, `${brightness}.jpg`)
      await writeFile(file, await sharp({ create: { width: 200, height: 280, channels: 3, background: { r: brightness, g: brightness, b: brightness } } }).jpeg().withMetadata({ density: 25 }).toBuffer())
      return file
    },
  }
}

function courierOf(line: Line, now: () => Instant): Courier {
  const common = { version: 1 as const, receiver: 'thử' }
  let receipts = 0
  const receiptId = (): string => { receipts += 1; return `r${receipts}` }
  return {
    async deliver(_, message, _pdf, beforeFile) {
      const announced = line.onAnnounce(message)
      if (announced !== undefined) throw new SohoaError(announced.code, { target: message.target, reason: announced.reason ?? 'x' })
      beforeFile()
      line.delivered.push(message)
      const code = await line.onDelivery(message)
      if (code !== undefined) throw new SohoaError(code, { target: message.target, reason: 'recalled', detail: 'x' })
      const { idempotencyKey, target: to, auditHead } = message
      return {
        jws: `biên nhận ${line.delivered.length}`,
        claims: {
          ...common, receiptId: receiptId(), target: to, idempotencyKey, recordCode: message.record.code, pdfDigest: message.record.pdfDigest,
          pdfBytes: message.record.pdfBytes, verdict: 'passed', receivedAt: now(), link: 'https://127.0.0.1/x', auditHead,
        },
      }
    },
    recall(_, message) {
      line.recalled.push(message)
      const code = line.onRecall(message)
      if (code !== undefined) return Promise.reject(new SohoaError(code, { target: message.target, reason: 'message invalid', detail: 'x' }))
      const { idempotencyKey, target: to, recordCode, pdfDigest, auditHead } = message
      return Promise.resolve({
        jws: `thu hồi ${line.recalled.length}`,
        claims: { ...common, kind: 'recall' as const, receiptId: receiptId(), target: to, idempotencyKey, recordCode, pdfDigest, outcome: 'taken back' as const, acknowledgedAt: now(), auditHead },
      })
    },
    find: () => Promise.reject(new Error('not asked here')),
    download: () => Promise.reject(new Error('not asked here')),
    time: () => Promise.resolve(undefined),
    close: () => Promise.resolve(),
  }
}

/** What of a record's deliveries stands where: `kho delivered`. */
export function deliveriesOf({ store }: CorrectionDesk, id: RecordId, digest?: Digest): string[] {
  return store.listDeliveries(id).filter((delivery) => digest === undefined || delivery.digest === digest)
    .map(({ target: to, state, lastError }) => [to, state, lastError].filter((part) => part !== null).join(' '))
}

export function recallsOf({ store }: CorrectionDesk, id: RecordId): string[] {
  return store.listRecalls(id).map(({ target: to, state, lastError, outcome }) => [to, state, lastError, outcome].filter((part) => part !== null).join(' '))
}
