import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { certificatesPem, privateKeyPem } from '../../demo/pki.ts'
import { openFileInbox, startHub, type Hub } from '../../hub/index.ts'
import { defaultConfiguration, dossierShape, methods, type Configuration } from '../../shared/contract/index.ts'
import { instant, targetNames, type RecordId, type TargetName } from '../../shared/model/index.ts'
import { digestOf, digestOfInputs } from '../../shared/pipeline/digests.ts'
import { extractFields } from '../../shared/pipeline/reading/extract-fields.ts'
import { attachFile, firstChoice, openRooms, queueDeliveries, runDeliveries, type PipelineContext, type Rooms } from '../../shared/pipeline/index.ts'
import { newRecord } from '../../shared/pipeline/record/new-record.ts'
import { applyReview } from '../../shared/pipeline/reading/review.ts'
import { writeCleaning } from '../../shared/pipeline/step-results.ts'
import { dossierData } from '../../shared/pipeline/record/told-data.ts'
import { toPem } from '../../shared/pki/index.ts'
import { openStation, type Store } from '../../shared/store/index.ts'
import { createStationAt } from '../../shared/store/station-folder.ts'
import { deliveryMessage, type DeliveryMessage } from '../../shared/wire/index.ts'
import { randomFrom } from '../support/random.ts'
import { makePlainPdf, scratchFolder } from '../support/signed-pdf.ts'
import { openSignedWorld, type SignedWorld } from '../support/signed-world.ts'
import { situations, type Situation } from '../support/situations.ts'

const count = Number(process.env.SOHOA_SITUATIONS ?? 1000)
const seed = 20_261_122
const agency = 'Ủy ban nhân dân phường Bến Đá'

let world: SignedWorld
let hub: Hub
let store: Store
let rooms: Rooms
let context: PipelineContext
let pdf: Buffer
const scratch = scratchFolder()
const inbox = path.join(scratch.path, 'inbox')
const made: { readonly id: RecordId; readonly code: string; readonly situation: Situation }[] = []

beforeAll(async () => {
  world = await openSignedWorld()
  pdf = await world.sign(await makePlainPdf(), 'Sig1')
  const { pki } = world
  hub = await startHub({
    inbox: await openFileInbox(inbox),
    tls: { privateKeyPem: privateKeyPem(pki.hubTls), certificatePem: certificatesPem(pki.hubTls) },
    receipts: { privateKeyPem: privateKeyPem(pki.hubReceipts), certificatePem: certificatesPem(pki.hubReceipts) },
    trust: world.trust,
    acceptTraining: true,
  })
  const folder = path.join(scratch.path, 'trạm')
  const passphrase = (): Uint8Array => Buffer.from('bốn từ không liên quan')
  await createStationAt(folder, { officer: 'Nguyễn Thị Hà', passphrase: passphrase(), training: true }, { algorithm: 'argon2id', memoryKib: 8, passes: 1, parallelism: 1 })
  store = await openStation(folder, passphrase())
  const caPem = toPem(pki.hubRoot.certificate)
  const address = (target: TargetName): { url: string; caPem: string } => ({ url: hub.url(target), caPem })
  const configuration: Configuration = { ...defaultConfiguration, agency, targets: { 'kho': address('kho'), 'vneid': address('vneid'), 'chia-se': address('chia-se') } }
  rooms = openRooms(() => configuration, 1)
  context = { store, rooms, actor: 'Nguyễn Thị Hà', training: true, configuration: () => configuration, now: () => instant(), emit: () => undefined, stop: new AbortController().signal }
})

afterAll(async () => {
  await rooms.close()
  store.close()
  await hub.close()
  await world.close()
  scratch[Symbol.dispose]()
})

/** Takes a paper in as read: from here on everything is the program's own. */
async function takeIn(situation: Situation, index: number): Promise<RecordId> {
  const dossier = dossierShape.parse(situation.dossier)
  const choice = firstChoice(context, { targets: undefined, perAgreement: false, reason: situation.agreementReason }, dossier)
  const record = newRecord(context, `giấy ${index}`, dossierData(dossier), choice)
  const step = { inputs: digestOfInputs([index]), engine: 'test', resultDigest: null, startedAt: context.now(), finishedAt: context.now() }
  store.transaction(() => {
    store.insertRecord({ ...record, work: 'recognised', pageCount: situation.pages.length, rawDigest: digestOfInputs(['raw', index]) })
    situation.pages.forEach(({ text, geometry }, place) => {
      const cleaning = { geometry, blank: false, ink: { cellPx: 2400, columns: 1, rows: 1, cells: Uint8Array.of(1) }, warnings: [], treatments: [], cutInk: [], showThrough: null }
      store.putStep(record.id, place + 1, 'clean', { ...step, result: writeCleaning(cleaning) })
      store.putStep(record.id, place + 1, 'recognise', { ...step, result: text })
    })
  })
  await extractFields(context, record.id)
  made.push({ id: record.id, code: record.code, situation })
  return record.id
}

/** The record as signed: one signed PDF serves all. */
function sign(id: RecordId): void {
  const digest = digestOf(pdf)
  store.updateRecord(id, (record) => ({ ...record, work: 'signed', trust: 'B-B', pdfDigest: digest }))
  queueDeliveries(context, id)
}

async function received(): Promise<DeliveryMessage[]> {
  const messages: DeliveryMessage[] = []
  for (const target of targetNames) {
    for (const key of await readdir(path.join(inbox, target)).catch(() => [])) {
      const names = await readdir(path.join(inbox, target, key))
      if (names.includes('receipt.jws')) messages.push(deliveryMessage.parse(JSON.parse(await readFile(path.join(inbox, target, key, 'message.json'), 'utf8'))))
    }
  }
  return messages
}

/** Messages that name somebody whose result it is not, or not everybody whose it is. */
function wrong(messages: readonly DeliveryMessage[]): string[] {
  const byCode = new Map(made.map((entry) => [entry.code, entry.situation]))
  return messages.flatMap(({ record, owners, target }) => {
    const truth = byCode.get(record.code)
    const named = owners.map(({ kind, id }) => `${kind} ${id ?? ''}`).toSorted()
    const right = truth?.owners.map(({ kind, id }) => `${kind} ${id}`).toSorted()
    return JSON.stringify(named) === JSON.stringify(right) ? [] : [`${truth?.name ?? '?'} → ${target}`]
  })
}

/** Prints how each kind of situation ended. */
function report(messages: readonly DeliveryMessage[]): void {
  const arrived = new Set(messages.map(({ record, target }) => `${record.code} ${target}`))
  const counts = new Map<string, { records: number; sent: number; held: number }>()
  for (const { id, code, situation } of made) {
    const line = counts.get(situation.name) ?? { records: 0, sent: 0, held: 0 }
    line.records += 1
    for (const target of store.getRecord(id).deliveryChoice?.targets ?? []) line[arrived.has(`${code} ${target}`) ? 'sent' : 'held'] += 1
    counts.set(situation.name, line)
  }
  process.stdout.write(`${[...counts].map(([name, { records, sent, held }]) => `${String(records).padStart(4)} × ${name}: ${sent} delivered, ${held} held`).join('\n')}\n`)
}

test(`of ${count} results none reaches a wrong store, and none whose data agree is held back`, { timeout: 1_200_000 }, async () => {
  store.putBlob(pdf)
  const authorisation = path.join(scratch.path, 'giấy ủy quyền.pdf')
  await writeFile(authorisation, await makePlainPdf({ pages: 2 }))
  for (const [index, situation] of situations(count, randomFrom(seed)).entries()) {
    const id = await takeIn(situation, index)
    if (situation.authorisationAttached) await attachFile(context, id, authorisation, 'authorisation')
    sign(id)
  }
  await runDeliveries(context, { now: true })

  const messages = await received()
  report(messages)
  expect(wrong(messages)).toEqual([])
  const arrived = new Set(messages.map(({ record, target }) => `${record.code} ${target}`))
  const astray = made.flatMap(({ id, code, situation }) => (store.getRecord(id).deliveryChoice?.targets ?? []).flatMap((target) => {
    const expected = !situation.held.includes(target)
    return arrived.has(`${code} ${target}`) === expected ? [] : [`${situation.name} → ${target}: ${expected ? 'held back' : 'sent'} (${JSON.stringify(store.getRecord(id).recipient)})`]
  }))
  expect(astray).toEqual([])
  for (const { id, situation } of made) {
    for (const delivery of store.listDeliveries(id)) if (situation.held.includes(delivery.target)) expect([situation.name, delivery.state, delivery.lastError]).toEqual([situation.name, 'held', expect.any(String)])
  }
})

test('what was held goes to the right owners once an officer confirms them, and never to the deceased', { timeout: 1_200_000 }, async () => {
  const told = (params: Record<string, unknown>): Parameters<typeof applyReview>[1] => methods['record.review'].params.parse(params)
  const held = made.filter(({ id, situation }) => situation.held.length > 0 && store.getRecord(id).recipient.state === 'open')
  const sample = held.filter((_, index) => index % 3 === 0)
  for (const { id, situation } of sample) {
    const { deceased } = situation
    if (deceased !== null) {
      const { name, id: number } = deceased
      for (const owner of [{ name, id: number }, { name, id: null }, { name: 'Lò Thị Khác', id: number }]) {
        expect(() => { applyReview(context, told({ id, owners: [owner], confirmRecipient: true, reason: 'người nhà' }), id) }).toThrow('recipient_uncertain')
      }
    }
    applyReview(context, told({ id, owners: situation.owners.map(({ kind, name, id: number }) => ({ kind, name, id: number })), confirmRecipient: true, reason: 'đã đối chiếu giấy tờ' }), id)
    queueDeliveries(context, id)
  }
  await runDeliveries(context, { now: true })
  const messages = await received()
  expect(wrong(messages)).toEqual([])
  const dead = new Set(made.flatMap(({ situation }) => situation.deceased?.id ?? []))
  expect(messages.flatMap(({ owners }) => owners).filter(({ id }) => id !== null && dead.has(id))).toEqual([])
  for (const { id, situation } of sample) {
    const { deliveries, deliveryChoice } = store.getRecord(id)
    const unreachable = (target: TargetName): boolean => target === 'vneid' && situation.owners.some(({ kind }) => kind === 'organisation')
    for (const target of deliveryChoice?.targets ?? []) expect([situation.name, target, deliveries.find((delivery) => delivery.target === target)?.state]).toEqual([situation.name, target, unreachable(target) ? 'held' : 'delivered'])
  }
})
