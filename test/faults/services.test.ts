import { createServer, type Server } from 'node:https'
import { readdir, readFile, writeFile, mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { Agent, request } from 'undici'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { certificatesPem, privateKeyPem } from '../../demo/pki.ts'
import { signReceipt } from '../../hub/receipt-signer.ts'
import { toPem } from '../../shared/pki/index.ts'
import type { RecordLine } from '../../shared/contract/index.ts'
import { deliveryMessage, type ReceiptClaims } from '../../shared/wire/index.ts'
import { instant } from '../../shared/model/index.ts'
import { addKey, dossier, openOffice, type Office } from '../support/office.ts'

let office: Office
let number = 100
beforeAll(async () => { office = await openOffice({ keepsOpen: true, level: 'B-LT' }) })
afterAll(async () => { await office.close() })
beforeEach(() => { office.tsa.setFault(null) })

async function convert(): Promise<RecordLine> {
  number += 1
  const { records: [record] } = await office.call('record.convert', { files: [await office.scan(number)], dossiers: [dossier], deliverTo: ['kho'], acceptAbove: 0 })
  if (record === undefined) throw new Error('no record')
  return record
}

describe('a time stamp authority that fails', () => {
  it.each(['silent', 'refuses', 'wrong imprint', 'wrong nonce', 'wrong signature'] as const)('leaves a valid B-B signature that says so when it is %s, and the stamp follows later', async (fault) => {
    office.tsa.setFault(fault)
    const pending = await convert()
    expect(pending).toMatchObject({ state: { trust: 'time stamp pending' } })
    office.tsa.setFault(null)
    const { records } = await office.call('delivery.run', { id: pending.id })
    expect(records.find(({ id }) => id === pending.id)).toMatchObject({ state: { trust: 'B-LT', work: 'delivered', delivery: { kho: 'delivered' } } })
    const out = await office.call('record.export', { id: pending.id, folder: path.join(office.folder, 'stamped') })
    const { files: [verdict] } = await office.call('file.verify', { files: [out.files[0] ?? ''], trust: [office.trustFile] })
    expect(verdict).toMatchObject({ verdict: 'passed' })
  })
})

describe('a receiver that fails', () => {
  const caPem = (): string => toPem(office.pki.hubRoot.certificate)
  const pointKho = (url: string, ca = caPem()): Promise<unknown> => office.call('station.configure', { set: { targets: { kho: { url, caPem: ca } } } })

  async function stubbornHub(answer: (claims: ReceiptClaims) => ReceiptClaims | number): Promise<{ url: string; server: Server }> {
    let announced = ''
    const server = createServer({ key: privateKeyPem(office.pki.hubTls), cert: certificatesPem(office.pki.hubTls) }, (request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => { chunks.push(chunk) })
      request.on('end', () => {
        void (async () => {
          if (request.method === 'HEAD') {
            response.writeHead(404).end()
            return
          }
          if (request.method === 'POST') {
            announced = Buffer.concat(chunks).toString('utf8')
            response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ state: 'send the file', upload: 'deliveries/x/file' }))
            return
          }
          const { idempotencyKey, target, record, auditHead } = deliveryMessage.parse(JSON.parse(announced))
          const honest: ReceiptClaims = {
            version: 1, receiptId: 'r-1', receiver: 'thử', target, idempotencyKey, recordCode: record.code, pdfDigest: record.pdfDigest, pdfBytes: record.pdfBytes,
            verdict: 'passed', receivedAt: instant(), link: 'https://127.0.0.1/x', auditHead,
          }
          const claims = answer(honest)
          if (typeof claims === 'number') {
            response.writeHead(claims, { 'content-type': 'application/json' }).end(JSON.stringify({ state: 'refused', reason: 'signature failed' }))
            return
          }
          const receipt = await signReceipt(claims, { privateKeyPem: privateKeyPem(office.pki.hubReceipts), certificatePem: certificatesPem(office.pki.hubReceipts) })
          response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ state: 'received', receipt }))
        })()
      })
    })
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
    return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/kho`, server }
  }

  /** The office's own Kho behind a line that loses its answer to each file. */
  async function lossyLine(): Promise<{ url: string; server: Server }> {
    const dispatcher = new Agent({ connect: { ca: caPem() } })
    onTestFinished(() => dispatcher.close())
    const server = createServer({ key: privateKeyPem(office.pki.hubTls), cert: certificatesPem(office.pki.hubTls) }, (asked, response) => {
      void (async () => {
        const body = Buffer.concat(await asked.toArray() as Buffer[])
        const answer = await request(new URL(asked.url ?? '', office.hub.url('kho')), {
          method: asked.method === 'PUT' ? 'PUT' : 'POST', dispatcher, body, headers: { 'content-type': asked.headers['content-type'] ?? '', 'authorization': asked.headers.authorization ?? '' },
        })
        const text = await answer.body.text()
        if (asked.method === 'PUT') response.destroy()
        else response.writeHead(answer.statusCode, { 'content-type': 'application/json' }).end(text)
      })()
    })
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
    return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/kho`, server }
  }

  afterAll(() => pointKho(office.hub.url('kho')))

  it('keeps the record queued while the hub is down, and delivers once when it is back', async () => {
    await pointKho('https://127.0.0.1:9/kho')
    const waiting = await convert()
    expect(waiting).toMatchObject({ state: { work: 'signed', delivery: { kho: 'queued' } }, deliveries: [{ lastError: 'hub_unreachable', attempts: 1 }] })
    expect(waiting.deliveries[0]?.nextAttemptAt).not.toBeNull()
    await pointKho(office.hub.url('kho'))
    expect((await office.call('delivery.run', {})).records).toHaveLength(1)
    expect((await office.call('delivery.run', {})).records).toHaveLength(0)
    expect(await office.call('record.show', { id: waiting.id })).toMatchObject({ state: { work: 'delivered' } })
  })

  it('says refused when the hub refuses for good', async () => {
    const { url, server } = await stubbornHub(() => 422)
    await pointKho(url)
    expect(await convert()).toMatchObject({ state: { work: 'signed', delivery: { kho: 'refused' } }, deliveries: [{ lastError: 'hub_refused', receiptId: null }] })
    server.close()
  })

  it('is asked again about a file whose answer was lost: with the same message, and the owners stay until it answers', async () => {
    const line = await lossyLine()
    await pointKho(line.url)
    const uncertain = await convert()
    expect(uncertain).toMatchObject({ state: { work: 'signed', delivery: { kho: 'queued' } }, deliveries: [{ lastError: 'hub_unreachable' }] })
    const swapped = { id: uncertain.id, owners: [{ name: 'Vi Thị Hạ Lam', id: '099181000356' }], confirmRecipient: true, reason: 'nhầm người' }
    await expect(office.call('record.review', swapped)).rejects.toMatchObject({ code: 'perhaps_delivered' })
    await office.call('record.review', { id: uncertain.id, dossierCode: 'H99.12-261103-0099' })
    await office.call('station.configure', { set: { agencyCode: 'H99.12.7' } })
    line.server.close()
    await pointKho(office.hub.url('kho'))
    expect((await office.call('delivery.run', { id: uncertain.id })).records).toMatchObject([{ state: { work: 'delivered', delivery: { kho: 'delivered' } } }])
    await office.call('station.configure', { set: { agencyCode: null } })
  })

  it('does not believe a receipt for another digest', async () => {
    const { url, server } = await stubbornHub((claims) => ({ ...claims, pdfDigest: 'f'.repeat(64) }))
    await pointKho(url)
    expect(await convert()).toMatchObject({ state: { work: 'signed', delivery: { kho: 'queued' } }, deliveries: [{ lastError: 'hub_digest_mismatch', receiptId: null }] })
    server.close()
  })

  it('does not send anything to a server that another CA vouches for', async () => {
    await pointKho(office.hub.url('kho'), toPem(office.pki.root.certificate))
    const before = (await readdir(path.join(office.inbox, 'kho'))).length
    expect(await convert()).toMatchObject({ deliveries: [{ lastError: 'hub_untrusted' }] })
    expect((await readdir(path.join(office.inbox, 'kho'))).length).toBe(before)
  })
})

describe('a certificate that may not sign', () => {
  it('is refused when it is added, by name: expired, or of another agency', async () => {
    await expect(addKey(office.call, office.folder, office.pki.expired)).rejects.toMatchObject({ code: 'certificate_expired' })
    await expect(addKey(office.call, office.folder, office.pki.otherAgency)).rejects.toMatchObject({ code: 'certificate_agency_differs' })
  })

  it('is one key however often it is added', async () => {
    const { keys } = await office.call('station.status', {})
    await addKey(office.call, office.folder, office.pki.agency)
    expect((await office.call('station.status', {})).keys).toEqual(keys)
  })

  it('leaves the record waiting for the signature, unmarked, when the station no longer names the same agency', async () => {
    await office.call('station.configure', { set: { agency: 'Ủy ban nhân dân xã Khác' } })
    const waiting = await convert()
    expect(waiting).toMatchObject({ state: { work: "awaiting the agency's signature", trust: 'unsigned' }, stoppedBy: { code: 'certificate_agency_differs' } })
    expect((await office.call('record.show', { id: waiting.id })).mark).toBeNull()
    await office.call('station.configure', { set: { agency: office.agency } })
    const { records } = await office.call('record.resume', {})
    expect(records.find(({ id }) => id === waiting.id)).toMatchObject({ state: { trust: 'B-LT' } })
  })
})

describe('bad input', () => {
  const bad = async (name: string, content: Uint8Array | string): Promise<string> => {
    const file = path.join(office.folder, name)
    await writeFile(file, content)
    return file
  }

  it.each([
    ['chữ.jpg', 'đây không phải ảnh', 'not_an_image'],
    ['rỗng.png', '', 'empty_file'],
  ])('%s is refused by name and makes no record', async (name, content, code) => {
    const before = (await office.call('record.list', {})).records.length
    const { failures, records } = await office.call('record.convert', { files: [await bad(name, content)] })
    expect(failures).toMatchObject([{ error: { code } }])
    expect(records).toEqual([])
    expect((await office.call('record.list', {})).records).toHaveLength(before)
  })

  it('keeps the bytes of a truncated image and says what is wrong', async () => {
    const whole = await readFile(await office.scan(300))
    const { records: [record] } = await office.call('record.convert', { files: [await bad('cụt.jpg', whole.subarray(0, whole.length >> 1))] })
    expect(record).toMatchObject({ state: { work: 'refused' }, stoppedBy: { code: 'image_damaged' } })
  })

  it('goes on with the other documents after a bad one', async () => {
    const { failures, records } = await office.call('record.convert', { files: [path.join(office.folder, 'không có.jpg'), await office.scan(301)], acceptAbove: 0 })
    expect(failures).toHaveLength(1)
    expect(records).toHaveLength(1)
  })

  it('refuses an empty folder', async () => {
    await mkdir(path.join(office.folder, 'trống'))
    expect((await office.call('record.convert', { files: [path.join(office.folder, 'trống')] })).failures).toMatchObject([{ error: { code: 'empty_folder' } }])
  })

  it('finds a file whose name is typed in another Unicode form', async () => {
    const file = await office.scan(302, 'Giấy phép số 1.jpg'.normalize('NFD'))
    const { records } = await office.call('record.convert', { files: [path.join(path.dirname(file), 'Giấy phép số 1.jpg'.normalize('NFC'))], acceptAbove: 0 })
    expect(path.basename(records[0]?.source ?? '')).toBe('Giấy phép số 1.jpg'.normalize('NFC'))
  })
})

describe('the door', () => {
  it('opens nothing with a wrong passphrase, and says so in both languages', async () => {
    const wrong = path.join(office.folder, 'sai')
    await writeFile(wrong, 'một cụm nào khác hẳn\n')
    const vietnamese = await office.command(['records', '--station', office.station, '--passphrase-file', wrong], { station: false })
    expect(vietnamese).toMatchObject({ code: 6 })
    expect(vietnamese.stderr).toContain('Cụm mật khẩu không đúng')
    const english = await office.command(['records', '--station', office.station, '--passphrase-file', wrong, '--lang', 'en'], { station: false })
    expect(english.stderr).toContain('The passphrase is wrong')
  })

  it('lets one process write and tells the second who holds the station', async () => {
    const scan = await office.scan(310)
    const long = office.command(['convert', scan, '--accept-above', '0'])
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const second = await office.command(['records', '--json'])
    const first = await long
    expect(first.code).toBe(0)
    expect([second.code, JSON.parse(second.stdout.split('\n')[0] ?? '{}')]).toMatchObject([6, { error: { code: 'station_in_use' } }])
  })

  it('never makes a training station a real one', async () => {
    await expect(office.call('station.configure', { set: {}, training: false })).rejects.toMatchObject({ code: 'training_forbidden' })
  })
})
