import { createHash, randomBytes, randomUUID } from 'node:crypto'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { z } from 'zod'
import { instant, lacksOnlyRevocation, targetNames, toDigest, type Digest, type TargetName } from '../shared/model/index.ts'
import type { TrustProfile } from '../shared/pki/index.ts'
import { openVerifier } from '../shared/verify/index.ts'
import { bearerCredential, deliveryMessage, findQuestion, recallMessage, type DeliveryMessage, type RecalledAnswer, type Refusal } from '../shared/wire/index.ts'
import type { Inbox, InboxEntry, IncomingFile } from './inbox.ts'
import { acceptRecall } from './recalls.ts'
import { signReceipt, type ReceiptIdentity } from './receipt-signer.ts'

export interface HubOptions {
  readonly inbox: Inbox
  readonly tls: { readonly privateKeyPem: string; readonly certificatePem: string }
  readonly receipts: ReceiptIdentity
  /** Anchors for the agencies' signatures. Without any, intact signatures are received as `indeterminate`. */
  readonly trust: TrustProfile
  /** Whether records of training stations are taken. */
  readonly acceptTraining: boolean
  readonly host?: string
  readonly port?: number
  /** Largest file taken, bytes. */
  readonly fileLimit?: number
  /** Time within which a request must have come in whole, ms: a sender that stalls holds no place for ever. */
  readonly uploadMs?: number
}

export interface Hub {
  /** Base address of a target, e.g. `https://127.0.0.1:40123/kho`. */
  url(target: TargetName): string
  close(): Promise<void>
}

/** Names under which the stand-ins answer: they say what they are. */
const receiverNames: Readonly<Record<TargetName, string>> = {
  'kho': 'TRẠM THẾ CHỖ (thử nghiệm) – Kho quản lý dữ liệu điện tử',
  'vneid': 'TRẠM THẾ CHỖ (thử nghiệm) – Ứng dụng định danh quốc gia VNeID',
  'chia-se': 'TRẠM THẾ CHỖ (thử nghiệm) – Nền tảng chia sẻ giữa các cơ quan',
}

type Judgement =
  | { readonly state: 'sound'; readonly verdict: 'passed' | 'indeterminate' }
  | { readonly state: 'refused'; readonly reason: Refusal['reason'] }

/** A link is a secret of those whom it was told: nothing in it can be counted from the file. */
const linkTokenBytes = 32
const linkToken = /^[0-9a-f]{64}$/u

const pathTarget = z.object({ target: z.enum(targetNames) })
const pathUpload = pathTarget.extend({ key: z.string().regex(/^[0-9a-f]{64}$/u) })

function refuse(reply: FastifyReply, reason: Refusal['reason'], status = 422): FastifyReply {
  return reply.code(status).send({ state: 'refused', reason } satisfies Refusal)
}

/** Digest of the credential that a request bears: the inbox keeps no secrets. Undefined without one. */
function senderOf(request: FastifyRequest): Digest | undefined {
  const credential = bearerCredential.safeParse(request.headers.authorization)
  return credential.success ? toDigest(createHash('sha256').update(credential.data).digest('hex')) : undefined
}

/** True when two messages tell the same about the same file: whose it is, who takes it, what it is. Time of choice and audit head may differ. */
function sameDelivery(left: DeliveryMessage, right: DeliveryMessage): boolean {
  const told = (message: DeliveryMessage): string => JSON.stringify({ ...deliveryMessage.parse(message), chosenAt: '', auditHead: null })
  return told(left) === told(right)
}

/** Lets work for one target happen one after the other: two uploads at once end in one receipt, and none overtakes a recall. */
function turns(): <Value>(key: string, work: () => Promise<Value>) => Promise<Value> {
  const last = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work, work)
    const settled = mine.then(() => undefined, () => undefined)
    last.set(key, settled)
    try {
      return await mine
    } finally {
      if (last.get(key) === settled) last.delete(key)
    }
  }
}

/** Starts the receiving side: three addressed stand-ins behind TLS that check digest and signature and answer with signed receipts. */
export async function startHub(options: HubOptions): Promise<Hub> {
  const { inbox } = options
  const verifier = openVerifier()
  const host = options.host ?? '127.0.0.1'
  const fileLimit = options.fileLimit ?? 2_147_483_648
  const oneByOne = turns()
  const uploadMs = options.uploadMs ?? 600_000
  const server = fastify({
    logger: false, bodyLimit: 1_048_576, requestTimeout: uploadMs,
    https: { key: options.tls.privateKeyPem, cert: options.tls.certificatePem, minVersion: 'TLSv1.2', connectionsCheckingInterval: Math.min(30_000, uploadMs) },
  })
  // Node takes the longer of the two for the whole request.
  server.server.headersTimeout = Math.min(server.server.headersTimeout, uploadMs)
  server.addContentTypeParser('application/pdf', (_request, payload, done) => { done(null, payload) })
  let port = options.port ?? 0
  const url = (target: TargetName): string => `https://${host}:${port}/${target}`
  const linkOf = (target: TargetName, token: string): string => `${url(target)}/files/${token}`

  const judge = async (body: AsyncIterable<Uint8Array>, upload: IncomingFile, message: DeliveryMessage): Promise<Judgement> => {
    let taken = 0
    for await (const chunk of body) {
      taken += chunk.byteLength
      // Read to its end although it is refused: a body left in the connection would hold up the sender's next request on it.
      if (taken <= message.record.pdfBytes) await upload.write(chunk)
      else if (taken > fileLimit) return { state: 'refused', reason: 'too large' }
    }
    const { digest, bytes } = await upload.finish()
    if (taken !== message.record.pdfBytes) return { state: 'refused', reason: 'size differs' }
    if (digest !== message.record.pdfDigest) return { state: 'refused', reason: 'digest differs' }
    const judged = await verifier.verifyPdf(bytes, options.trust)
    const { verdict, reasons } = judged
    if (reasons.includes('NO_SIGNATURE')) return { state: 'refused', reason: 'not signed' }
    const trustable = verdict === 'passed' || (verdict === 'indeterminate' && (lacksOnlyRevocation(judged) || options.trust.anchors.length === 0))
    return trustable ? { state: 'sound', verdict } : { state: 'refused', reason: 'signature failed' }
  }

  server.post('/:target/deliveries', async (request, reply) => {
    const path = pathTarget.safeParse(request.params)
    const message = deliveryMessage.safeParse(request.body)
    const sender = senderOf(request)
    if (!path.success) return reply.code(404).send()
    if (sender === undefined) return refuse(reply, 'sender unknown', 401)
    if (!message.success || message.data.target !== path.data.target) return refuse(reply, 'message invalid')
    if (message.data.sender.training && !options.acceptTraining) return refuse(reply, 'training not accepted')
    if (message.data.record.pdfBytes > fileLimit) return refuse(reply, 'too large', 413)
    const { target, idempotencyKey, record } = message.data
    return oneByOne(target, async () => {
      if (await inbox.recallOf({ target, sender, recordCode: record.code }) !== undefined) return refuse(reply, 'recalled', 410)
      const before = await inbox.entry(target, idempotencyKey)
      if (before?.state === 'received' && before.sender !== sender) return refuse(reply, 'not the sender', 403)
      if (before !== undefined && before.message.record.pdfDigest !== record.pdfDigest) return refuse(reply, 'key reused for another file', 409)
      if (before?.state === 'received' && !sameDelivery(before.message, message.data)) return refuse(reply, 'key reused for another message', 409)
      const known = await inbox.announce(message.data, sender)
      return known.state === 'received'
        ? reply.send({ state: 'received', receipt: known.receipt })
        : reply.code(201).send({ state: 'send the file', upload: `deliveries/${idempotencyKey}/file` })
    })
  })

  server.put('/:target/deliveries/:key/file', { bodyLimit: fileLimit }, async (request, reply) => {
    const path = pathUpload.safeParse(request.params)
    if (!path.success) return reply.code(404).send()
    const { target, key } = path.data
    const known = await inbox.entry(target, key)
    if (known === undefined) return reply.code(404).send()
    if (senderOf(request) !== known.sender) return refuse(reply, 'not the sender', 403)
    const isRecalled = async ({ sender, message }: InboxEntry): Promise<boolean> => await inbox.recallOf({ target, sender, recordCode: message.record.code }) !== undefined
    if (await isRecalled(known)) return refuse(reply, 'recalled', 410)
    if (known.state === 'received') return reply.send({ state: 'received', receipt: known.receipt })
    const upload = await inbox.receive(target, key)
    const judged = await judge(request.raw, upload, known.message).catch(async (thrown: unknown) => {
      await upload.discard()
      throw thrown
    })
    if (judged.state === 'refused') {
      await upload.discard()
      return refuse(reply, judged.reason)
    }
    return oneByOne(target, async () => {
      const now = await inbox.entry(target, key)
      if (await isRecalled(known)) {
        await upload.discard()
        return refuse(reply, 'recalled', 410)
      }
      if (now?.state === 'received') {
        await upload.discard()
        return reply.send({ state: 'received', receipt: now.receipt })
      }
      if (now === undefined || now.sender !== known.sender || !sameDelivery(now.message, known.message)) {
        await upload.discard()
        return refuse(reply, 'key reused for another message', 409)
      }
      const receipt = await signReceipt(claimsOf(known.message, judged.verdict, linkOf(target, randomBytes(linkTokenBytes).toString('hex'))), options.receipts)
      await inbox.complete(target, key, upload, receipt)
      return reply.send({ state: 'received', receipt })
    })
  })

  server.post('/:target/recalls', async (request, reply) => {
    const path = pathTarget.safeParse(request.params)
    const message = recallMessage.safeParse(request.body)
    const sender = senderOf(request)
    if (!path.success) return reply.code(404).send()
    if (sender === undefined) return refuse(reply, 'sender unknown', 401)
    if (!message.success || message.data.target !== path.data.target) return refuse(reply, 'message invalid')
    const { target } = path.data
    return oneByOne(target, async () => {
      const taken = await acceptRecall(inbox, message.data, sender, receiverNames[target], options.receipts)
      return 'refused' in taken ? refuse(reply, taken.refused, taken.refused === 'not the sender' ? 403 : 409) : reply.send({ state: 'acknowledged', receipt: taken.receipt })
    })
  })

  server.post('/chia-se/find', async (request, reply) => {
    const question = findQuestion.safeParse(request.body)
    if (!question.success) return refuse(reply, 'message invalid')
    return reply.send(await inbox.find(question.data, (token) => linkOf('chia-se', token)))
  })

  server.get('/:target/files/:token', async (request, reply) => {
    const path = pathTarget.extend({ token: z.string().regex(linkToken) }).safeParse(request.params)
    const file = path.success ? await inbox.file(path.data.target, path.data.token) : undefined
    if (file === undefined) return reply.code(404).send()
    if (file.state === 'kept') return reply.type('application/pdf').send(Buffer.from(file.bytes))
    return reply.code(410).send({ state: 'recalled', reason: file.message.reason, replacedBy: file.replacedBy } satisfies RecalledAnswer)
  })

  server.get('/:target', (request, reply) => {
    const path = pathTarget.safeParse(request.params)
    return path.success ? reply.send({ name: receiverNames[path.data.target] }) : reply.code(404).send()
  })

  await server.listen({ host, port })
  port = portOf(server)
  return {
    url,
    async close() {
      await server.close()
      await verifier.close()
    },
  }
}

function portOf(server: FastifyInstance): number {
  return server.addresses().find((address) => typeof address === 'object')?.port ?? 0
}

function claimsOf(message: DeliveryMessage, verdict: 'passed' | 'indeterminate', link: string): Parameters<typeof signReceipt>[0] {
  return {
    version: 1,
    receiptId: randomUUID(),
    receiver: receiverNames[message.target],
    target: message.target,
    idempotencyKey: message.idempotencyKey,
    recordCode: message.record.code,
    pdfDigest: message.record.pdfDigest,
    pdfBytes: message.record.pdfBytes,
    verdict,
    receivedAt: instant(),
    link,
    auditHead: message.auditHead,
  }
}
