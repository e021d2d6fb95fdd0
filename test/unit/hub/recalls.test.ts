import { createHash, randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { request as rawRequest, type RequestOptions } from 'node:https'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeProtectedHeader } from 'jose'
import { request, type Agent } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHub, type Hub } from '../../../hub/index.ts'
import { instant, type TargetName } from '../../../shared/model/index.ts'
import { toPem } from '../../../shared/pki/index.ts'
import { deliveryMessage, recallMessage, recallReceiptClaims, receiptClaims, type DeliveryMessage, type RecallMessage } from '../../../shared/wire/index.ts'
import { hubOptions } from '../../support/hub-options.ts'
import type { SignedWorld } from '../../support/signed-world.ts'
import { openHubWorld } from './hub-world.ts'

let world: SignedWorld
let folder: string
let hub: Hub
let dispatcher: Agent
let pdf: Buffer

let close: () => Promise<void>
beforeAll(async () => { ({ world, folder, hub, dispatcher, pdf, close } = await openHubWorld()) })
afterAll(async () => {
  await hub.close()
  await close()
})

const own = `Bearer ${'1'.repeat(64)}`
const anothers = `Bearer ${'2'.repeat(64)}`
const digest = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** A delivery of the PDF under a code and number of its own. */
function delivery(target: TargetName = 'chia-se', replaces: DeliveryMessage | null = null): DeliveryMessage {
  const name = randomUUID()
  return deliveryMessage.parse({
    version: 1, idempotencyKey: digest(name), target, sender: { agency: 'Ủy ban nhân dân phường Bến Đá', agencyCode: null, training: false },
    record: { code: `SH-${name}`, origin: 'scan', trust: 'B-T', pages: 1, rawDigest: digest('raw'), pdfDigest: digest(pdf), pdfBytes: pdf.length },
    result: {
      kind: 'result', dossierCode: null, procedureCode: null, resultCode: null, validUntil: null, documentType: 'Quyết định',
      codeNumber: replaces?.result.codeNumber ?? name.slice(0, 8), codeNotation: 'QĐ-UBND', issuedDate: null, issuingAgency: 'Ủy ban nhân dân phường Bến Đá', subject: null,
    },
    owners: [{ kind: 'person', name: 'Mạc Đình Gia Phong', id: '099085001162' }], chosenAt: instant(),
    replaces: replaces === null ? null : { recordCode: replaces.record.code, pdfDigest: replaces.record.pdfDigest }, auditHead: { seq: 7, hash: 'a'.repeat(64) },
  })
}

function recallFor({ idempotencyKey, target, sender, record }: DeliveryMessage, change: Partial<RecallMessage> = {}): RecallMessage {
  return recallMessage.parse({
    version: 1, idempotencyKey, target, sender, recordCode: record.code, pdfDigest: record.pdfDigest,
    reason: 'error in result', replacedBy: null, recalledAt: instant(), auditHead: { seq: 9, hash: 'b'.repeat(64) }, ...change,
  })
}

interface Answer { readonly status: number; readonly body: Readonly<Record<string, unknown>> }

async function send(method: 'POST' | 'PUT' | 'GET', url: string, body?: Uint8Array | string, credential = own): Promise<Answer> {
  const answer = await request(url, {
    method, dispatcher, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : Buffer.from(body), headers: { 'content-type': typeof body === 'string' ? 'application/json' : 'application/pdf', 'authorization': credential } }),
  })
  const bytes = Buffer.from(await answer.body.arrayBuffer())
  return { status: answer.statusCode, body: String(answer.headers['content-type']).includes('json') ? JSON.parse(bytes.toString('utf8')) as Answer['body'] : { bytes: bytes.length } }
}

const announce = (message: DeliveryMessage): Promise<Answer> => send('POST', `${hub.url(message.target)}/deliveries`, JSON.stringify(message))
const upload = (message: DeliveryMessage): Promise<Answer> => send('PUT', `${hub.url(message.target)}/deliveries/${message.idempotencyKey}/file`, pdf)
const recall = (message: RecallMessage, credential = own): Promise<Answer> => send('POST', `${hub.url(message.target)}/recalls`, JSON.stringify(message), credential)
const claims = (receipt: unknown): unknown => JSON.parse(Buffer.from(String(receipt).split('.')[1] ?? '', 'base64url').toString('utf8'))

/** Delivers and gives the link that the receipt tells. */
async function deliver(message: DeliveryMessage): Promise<string> {
  await announce(message)
  return receiptClaims.parse(claims((await upload(message)).body.receipt)).link
}

async function codesFound({ result }: DeliveryMessage): Promise<unknown[]> {
  const { body } = await send('POST', `${hub.url('chia-se')}/find`, JSON.stringify({ ownerId: '099085001162', codeNumber: result.codeNumber, codeNotation: null, issuingAgency: null, training: false }))
  return (body.found as { recordCode: string }[]).map(({ recordCode }) => recordCode)
}

describe('a recall at the receiving side', () => {
  it('takes a received result out of find and from behind its link, signs that it did, and says the same when asked again', async () => {
    const message = delivery()
    const link = await deliver(message)
    expect(await codesFound(message)).toEqual([message.record.code])
    expect(await send('GET', link)).toEqual({ status: 200, body: { bytes: pdf.length } })

    const first = await recall(recallFor(message, { reason: 'wrong recipient' }))
    expect(first).toMatchObject({ status: 200, body: { state: 'acknowledged' } })
    expect(recallReceiptClaims.parse(claims(first.body.receipt))).toMatchObject({
      kind: 'recall', outcome: 'taken back', idempotencyKey: message.idempotencyKey, recordCode: message.record.code, pdfDigest: message.record.pdfDigest, auditHead: { seq: 9 },
    })
    expect(decodeProtectedHeader(String(first.body.receipt)).x5c?.[0]).toBe(Buffer.from(world.pki.hubReceipts.certificate.der).toString('base64'))
    expect(await codesFound(message)).toEqual([])
    expect(await send('GET', link)).toEqual({ status: 410, body: { state: 'recalled', reason: 'wrong recipient', replacedBy: null } })
    expect((await recall(recallFor(message))).body.receipt).toBe(first.body.receipt)
  })

  it('acknowledges what never arrived, and refuses it when it comes late', async () => {
    const unknown = delivery()
    expect(recallReceiptClaims.parse(claims((await recall(recallFor(unknown))).body.receipt)).outcome).toBe('never received')
    expect(await announce(unknown)).toEqual({ status: 410, body: { state: 'refused', reason: 'recalled' } })

    const announced = delivery()
    await announce(announced)
    expect(recallReceiptClaims.parse(claims((await recall(recallFor(announced))).body.receipt)).outcome).toBe('never received')
    expect(await upload(announced)).toEqual({ status: 410, body: { state: 'refused', reason: 'recalled' } })
    expect(await codesFound(announced)).toEqual([])
  })

  it('is not overtaken by an upload that was under way', async () => {
    const message = delivery()
    await announce(message)
    const answer = new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const going = rawRequest(`${hub.url('chia-se')}/deliveries/${message.idempotencyKey}/file`, putOptions(pdf.length), (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => { chunks.push(chunk) })
        response.on('end', () => { resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString('utf8') }) })
      })
      going.on('error', reject)
      going.write(pdf.subarray(0, 1000), () => {
        void (async () => {
          while (!(await readdir(path.join(folder, 'chia-se', message.idempotencyKey))).some((name) => name.endsWith('.upload'))) await sleep(10)
          await recall(recallFor(message))
          going.end(pdf.subarray(1000))
        })()
      })
    })
    expect(await answer).toEqual({ status: 410, text: JSON.stringify({ state: 'refused', reason: 'recalled' }) })
    expect((await readdir(path.join(folder, 'chia-se', message.idempotencyKey))).toSorted()).toEqual(['message.json', 'sender'])
  })

  it('holds after the receiving side was started anew', async () => {
    const message = delivery()
    const link = await deliver(message)
    await recall(recallFor(message))
    await hub.close()
    hub = await startHub(await hubOptions(world.pki, folder))
    expect(await codesFound(message)).toEqual([])
    expect(await send('GET', `${hub.url('chia-se')}/files/${link.split('/').at(-1) ?? ''}`)).toMatchObject({ status: 410 })
    expect(await announce(message)).toMatchObject({ status: 410 })
  })

  it('concerns one sender’s result only, though another sent the same file', async () => {
    const [one, other] = [delivery(), delivery()]
    const [, link] = [await deliver(one), await deliver(other)]
    await recall(recallFor(one))
    expect(await codesFound(other)).toEqual([other.record.code])
    expect(await send('GET', link)).toMatchObject({ status: 200 })
  })

  it('is refused from anybody but the sender, whatever key it bears, and without a credential', async () => {
    const message = delivery()
    const link = await deliver(message)
    for (const told of [recallFor(message), recallFor(message, { idempotencyKey: digest('của mình'), pdfDigest: null })]) {
      expect(await recall(told, anothers)).toEqual({ status: 403, body: { state: 'refused', reason: 'not the sender' } })
      expect(await recall(told, 'Bearer ')).toEqual({ status: 401, body: { state: 'refused', reason: 'sender unknown' } })
    }
    expect(await send('GET', link)).toMatchObject({ status: 200 })
    expect(await recall(recallFor(message))).toMatchObject({ status: 200 })
  })

  it('of something that never arrived keeps no other sender from delivering it', async () => {
    const message = delivery()
    expect(await recall(recallFor(message), anothers)).toMatchObject({ status: 200 })
    expect(await send('GET', await deliver(message))).toMatchObject({ status: 200 })
  })

  it('that names no file takes back every file of the record, also one that comes later', async () => {
    const [first, second, third] = [delivery(), delivery(), delivery()].map((message, _, [{ record } = message]) => ({ ...message, record }))
    if (first === undefined || second === undefined || third === undefined) throw new Error('three')
    const links = [await deliver(first), await deliver(second)]
    const answer = await recall(recallFor(first, { idempotencyKey: digest('không rõ tệp'), pdfDigest: null }))
    expect(recallReceiptClaims.parse(claims(answer.body.receipt))).toMatchObject({ outcome: 'taken back', pdfDigest: null, recordCode: first.record.code })
    for (const link of links) expect((await send('GET', link)).status).toBe(410)
    expect(await announce(third)).toEqual({ status: 410, body: { state: 'refused', reason: 'recalled' } })
    expect(recallReceiptClaims.parse(claims((await recall(recallFor(second))).body.receipt)), 'asked for by name as well').toMatchObject({ outcome: 'taken back', idempotencyKey: second.idempotencyKey })
  })

  it.each([
    ['another record', { recordCode: 'SH-khác' }],
    ['another file', { pdfDigest: digest('khác') }],
  ])('is refused under the key of %s, which stays in use', async (_, change) => {
    const message = delivery()
    const link = await deliver(message)
    expect(await recall(recallFor(message, change))).toEqual({ status: 409, body: { state: 'refused', reason: 'key reused for another message' } })
    expect(await send('GET', link)).toMatchObject({ status: 200 })
  })

  it.each([
    ['for another target', (message: RecallMessage) => ({ ...message, target: 'kho' })],
    ['with words in place of a reason', (message: RecallMessage) => ({ ...message, reason: 'ông Phong khai sai' })],
    ['with more than it may hold', (message: RecallMessage) => ({ ...message, note: 'x' })],
  ])('is refused %s', async (_, change) => {
    const message = recallFor(delivery())
    expect(await send('POST', `${hub.url('chia-se')}/recalls`, JSON.stringify(change(message)))).toEqual({ status: 422, body: { state: 'refused', reason: 'message invalid' } })
    expect(await readdir(path.join(folder, 'chia-se'))).not.toContain(message.idempotencyKey)
  })
})

describe('a new issue at the receiving side', () => {
  it('is the only one found from when it arrives, and named behind the old link', async () => {
    const old = delivery()
    const link = await deliver(old)
    const next = delivery('chia-se', old)
    await deliver(next)
    expect(await codesFound(old)).toEqual([next.record.code])
    await recall(recallFor(old, { reason: 'withdrawn' }))
    expect(await send('GET', link)).toEqual({ status: 410, body: { state: 'recalled', reason: 'withdrawn', replacedBy: next.record.code } })
  })

  it('does not hide the old one while it is itself recalled', async () => {
    const old = delivery()
    await deliver(old)
    const next = delivery('chia-se', old)
    await deliver(next)
    await recall(recallFor(next))
    expect(await codesFound(old)).toEqual([old.record.code])
  })
})

describe('a download link', () => {
  it('cannot be made from the file or what is told about it', async () => {
    const message = delivery()
    const link = await deliver(message)
    const token = link.split('/').at(-1) ?? ''
    for (const guess of [message.record.pdfDigest, message.idempotencyKey, digest(message.record.code)]) {
      expect(token).not.toBe(guess)
      expect((await send('GET', `${hub.url('chia-se')}/files/${guess}`)).status).toBe(404)
    }
    expect((await send('GET', link.replace('/chia-se/', '/kho/'))).status, 'of another target').toBe(404)
  })
})

describe('an upload that stalls', () => {
  it('is ended after its time and leaves nothing; the same file is taken when it comes whole', async () => {
    await hub.close()
    hub = await startHub(await hubOptions(world.pki, folder, { uploadMs: 300 }))
    const message = delivery()
    await announce(message)
    await new Promise<void>((resolve) => {
      const going = rawRequest(`${hub.url('chia-se')}/deliveries/${message.idempotencyKey}/file`, putOptions(pdf.length), (response) => { response.resume() })
      going.on('error', () => { resolve() })
      going.on('close', () => { resolve() })
      going.write(pdf.subarray(0, 1000))
    })
    await expect.poll(async () => (await readdir(path.join(folder, 'chia-se', message.idempotencyKey))).toSorted(), { timeout: 20_000 }).toEqual(['message.json', 'sender'])
    expect(await upload(message)).toMatchObject({ status: 200, body: { state: 'received' } })
  })
})

function putOptions(length: number): RequestOptions {
  return { method: 'PUT', ca: toPem(world.pki.hubRoot.certificate), headers: { 'content-type': 'application/pdf', 'content-length': length, 'authorization': own } }
}
