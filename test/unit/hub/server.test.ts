import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { request as rawRequest } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { request, type Agent } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFileInbox, type Hub } from '../../../hub/index.ts'
import { instant } from '../../../shared/model/index.ts'
import { toPem } from '../../../shared/pki/index.ts'
import { deliveryMessage, receiptClaims, type DeliveryMessage } from '../../../shared/wire/index.ts'
import { makePlainPdf } from '../../support/signed-pdf.ts'
import type { SignedWorld } from '../../support/signed-world.ts'
import { openHubWorld } from './hub-world.ts'

let world: SignedWorld
let folder: string
let hub: Hub
let dispatcher: Agent
let pdf: Buffer

const fileLimit = 5_000_000

let close: () => Promise<void>
beforeAll(async () => { ({ world, folder, hub, dispatcher, pdf, close } = await openHubWorld({ fileLimit })) })
afterAll(async () => {
  await hub.close()
  await close()
})

const credential = `Bearer ${'1'.repeat(64)}`
const digest = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

function messageFor(name: string, file: Uint8Array = pdf, change: (message: DeliveryMessage) => unknown = (message) => message): DeliveryMessage {
  const message = deliveryMessage.parse({
    version: 1, idempotencyKey: digest(name), target: 'kho', sender: { agency: 'Ủy ban nhân dân phường Bến Đá', agencyCode: null, training: false },
    record: { code: `SH-${name}`, origin: 'scan', trust: 'B-T', pages: 1, rawDigest: digest('raw'), pdfDigest: digest(file), pdfBytes: file.length },
    result: {
      kind: 'result', dossierCode: null, procedureCode: null, resultCode: null, validUntil: null, documentType: 'Quyết định', codeNumber: '218', codeNotation: 'QĐ-UBND',
      issuedDate: null, issuingAgency: null, subject: null,
    },
    owners: [{ kind: 'person', name: 'Mạc Đình Gia Phong', id: '099085001162' }], chosenAt: instant(), replaces: null, auditHead: { seq: 7, hash: 'a'.repeat(64) },
  })
  return deliveryMessage.parse(change(message))
}

interface Answer { readonly status: number; readonly body: { state?: string; reason?: string; receipt?: string } }

async function send(method: 'POST' | 'PUT', at: string, body: Uint8Array | string, type = typeof body === 'string' ? 'application/json' : 'application/pdf'): Promise<Answer> {
  const answer = await request(`${hub.url('kho')}/${at}`, { method, dispatcher, headers: { 'content-type': type, 'authorization': credential }, body: typeof body === 'string' ? body : Buffer.from(body) })
  const text = await answer.body.text()
  return { status: answer.statusCode, body: text === '' ? {} : JSON.parse(text) as Answer['body'] }
}

const announce = (message: DeliveryMessage): Promise<Answer> => send('POST', 'deliveries', JSON.stringify(message))
const upload = (message: DeliveryMessage, file: Uint8Array = pdf): Promise<Answer> => send('PUT', `deliveries/${message.idempotencyKey}/file`, file)
const kept = (message: DeliveryMessage): Promise<string[]> => readdir(path.join(folder, 'kho', message.idempotencyKey))

describe('the receiving side', () => {
  it('answers a repeated delivery with the first receipt and keeps one file', async () => {
    const message = messageFor('repeat')
    expect(await announce(message)).toMatchObject({ status: 201, body: { state: 'send the file' } })
    const first = await upload(message)
    expect(first).toMatchObject({ status: 200, body: { state: 'received' } })
    expect((await upload(message)).body.receipt).toBe(first.body.receipt)
    expect((await announce({ ...message, chosenAt: instant(new Date(Date.now() + 1000)), auditHead: { seq: 9, hash: 'b'.repeat(64) } })).body.receipt).toBe(first.body.receipt)
    expect((await kept(message)).toSorted()).toEqual(['file.pdf', 'message.json', 'receipt.jws', 'sender'])
  })

  it.each([['another credential', `Bearer ${'2'.repeat(64)}`], ['none', undefined]])('tells the receipt of a delivery to nobody with %s, and takes no file from there', async (_, other) => {
    const message = messageFor(`of its sender ${other ?? ''}`)
    await announce(message)
    const headers = other === undefined ? {} : { authorization: other }
    const place = `${hub.url('kho')}/deliveries`
    const put = await request(`${place}/${message.idempotencyKey}/file`, { method: 'PUT', dispatcher, headers: { ...headers, 'content-type': 'application/pdf' }, body: pdf })
    expect([put.statusCode, await put.body.json()]).toEqual([403, { state: 'refused', reason: 'not the sender' }])
    await upload(message)
    const again = await request(place, { method: 'POST', dispatcher, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(message) })
    expect(await again.body.json()).toEqual({ state: 'refused', reason: other === undefined ? 'sender unknown' : 'not the sender' })
  })

  it('gives two uploads at once the same receipt', async () => {
    const message = messageFor('at once')
    await announce(message)
    const [left, right] = await Promise.all([upload(message), upload(message)])
    expect([left.status, right.status]).toEqual([200, 200])
    expect(left.body.receipt).toBe(right.body.receipt)
    expect(await kept(message)).toHaveLength(4)
  })

  it('delivers to the owners told last, not to those of an announcement that was never completed', async () => {
    const wrong = messageFor('owners')
    const right = { ...wrong, owners: [{ kind: 'person' as const, name: 'Vi Thị Hạ Lam', id: '099181000356' }] }
    await announce(wrong)
    await announce(right)
    expect(await upload(right)).toMatchObject({ status: 200 })
    expect(JSON.parse(await readFile(path.join(folder, 'kho', right.idempotencyKey, 'message.json'), 'utf8'))).toMatchObject({ owners: right.owners })
    expect(await announce(wrong), 'received for another').toMatchObject({ status: 409, body: { state: 'refused', reason: 'key reused for another message' } })
  })

  it.each([
    ['another file under the same key', async () => { const message = messageFor('reuse'); await announce(message); return announce({ ...message, record: { ...message.record, pdfDigest: digest('other') } }) }, 'key reused for another file'],
    ['a file of another digest', async () => { const message = messageFor('digest'); await announce(message); const other = Buffer.concat([pdf.subarray(0, -1), Buffer.from('x')]); return upload(message, other) }, 'digest differs'],
    ['a file that is longer than announced', async () => { const message = messageFor('longer'); await announce(message); return upload(message, Buffer.concat([pdf, Buffer.alloc(200_000)])) }, 'size differs'],
    ['a file that is shorter than announced', async () => { const message = messageFor('shorter'); await announce(message); return upload(message, pdf.subarray(0, 1000)) }, 'size differs'],
    ['a file above the limit, before it is sent', () => announce(messageFor('large', pdf, (message) => ({ ...message, record: { ...message.record, pdfBytes: 5_000_001 } }))), 'too large'],
    ['an unsigned PDF', async () => { const plain = await makePlainPdf(); const message = messageFor('unsigned', plain); await announce(message); return upload(message, plain) }, 'not signed'],
    ['a PDF changed after signing', async () => { const changed = Buffer.from(pdf); changed.write('9', changed.indexOf('595') + 2); const message = messageFor('changed', changed); await announce(message); return upload(message, changed) }, 'signature failed'],
    ['a record of a training station', () => announce(messageFor('training', pdf, (message) => ({ ...message, sender: { ...message.sender, training: true } }))), 'training not accepted'],
    ['a message without owners', () => send('POST', 'deliveries', JSON.stringify({ ...messageFor('owners'), owners: [] })), 'message invalid'],
    ['a message for another target', () => announce(messageFor('elsewhere', pdf, (message) => ({ ...message, target: 'vneid' }))), 'message invalid'],
  ])('refuses %s and keeps no file', async (_, act, reason) => {
    const answer = await act()
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.body).toEqual({ state: 'refused', reason })
    expect((await readdir(folder, { recursive: true })).filter((name) => /upload$|tmp$/u.test(name))).toEqual([])
  })

  it.each(['deliveries/..%2f..%2fx/file', 'deliveries/%2e%2e/file', `deliveries/${'A'.repeat(64)}/file`, `deliveries/${'0'.repeat(64)}/file`])('answers 404 to an upload at %s', async (place) => {
    expect((await send('PUT', place, pdf)).status).toBe(404)
  })

  it('keeps nothing of an upload that breaks off, and takes it when it comes again', async () => {
    const message = messageFor('broken off')
    await announce(message)
    const url = new URL(`${hub.url('kho')}/deliveries/${message.idempotencyKey}/file`)
    await new Promise<void>((resolve) => {
      const going = rawRequest(url, { method: 'PUT', ca: toPem(world.pki.hubRoot.certificate), headers: { 'content-type': 'application/pdf', 'content-length': pdf.length, 'authorization': credential } })
      going.on('error', () => { resolve() })
      going.write(pdf.subarray(0, pdf.length >> 1), () => { setTimeout(() => { going.destroy(new Error('broken off')) }, 100) })
    })
    await expect.poll(async () => (await kept(message)).toSorted(), { timeout: 10_000 }).toEqual(['message.json', 'sender'])
    expect(await upload(message)).toMatchObject({ status: 200 })
  })

  it('forgets what a killed process left half written', async () => {
    const other = await mkdtemp(path.join(tmpdir(), 'sohoa-hub-'))
    await mkdir(path.join(other, 'kho', digest('x')), { recursive: true })
    await writeFile(path.join(other, 'kho', digest('x'), 'a.upload'), 'half')
    await openFileInbox(other)
    expect(await readdir(path.join(other, 'kho', digest('x')))).toEqual([])
    await rm(other, { recursive: true })
  })

  it('tells at chia-se the time of receipt, and says in its names that it is a stand-in', async () => {
    const message = messageFor('share', pdf, (told) => ({ ...told, target: 'chia-se', chosenAt: instant(new Date(Date.now() - 86_400_000)) }))
    const base = hub.url('chia-se')
    const post = async (at: string, body: unknown): Promise<unknown> => (await request(`${base}/${at}`, { method: 'POST', dispatcher, headers: { 'content-type': 'application/json', 'authorization': credential }, body: JSON.stringify(body) })).body.json()
    await post('deliveries', message)
    const put = await request(`${base}/deliveries/${message.idempotencyKey}/file`, { method: 'PUT', dispatcher, headers: { 'content-type': 'application/pdf', 'authorization': credential }, body: pdf })
    const { receipt } = await put.body.json() as { receipt: string }
    const claims = receiptClaims.parse(JSON.parse(Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString('utf8')))
    expect(claims.receiver).toMatch(/THẾ CHỖ/u)
    expect(claims.auditHead).toEqual(message.auditHead)
    const found = await post('find', { ownerId: '099085001162', codeNumber: '218', codeNotation: null, issuingAgency: null, training: false })
    expect(found).toMatchObject({ found: [{ recordCode: 'SH-share', receivedAt: claims.receivedAt }] })
  })
})
