import { Agent, request, type Dispatcher } from 'undici'
import type { z } from 'zod'
import { instant, SohoaError, type TargetName } from '../model/index.ts'
import {
  announceAnswer, findAnswer, recallAnswer, refusalAnswer, uploadAnswer, type DeliveryMessage, type FindAnswer, type findQuestion, type RecallMessage,
} from '../wire/index.ts'
import { checkRecallReceipt, checkReceipt, type CheckedRecall, type CheckedReceipt } from './receipt-check.ts'

/** Where a target answers, and the one CA whose certificates it may show. */
export interface TargetAddress {
  readonly target: TargetName
  /** Base address, https only. */
  readonly url: string
  readonly caPem: string
}

export interface Courier {
  /**
   * Announces a delivery, sends the file unless the receiver has it, and checks the receipt. Safe to repeat.
   * Throws hub_unreachable, hub_busy (both: later), hub_untrusted, hub_refused, hub_receipt_invalid, hub_digest_mismatch.
   */
  deliver(address: TargetAddress, message: DeliveryMessage, pdf: Uint8Array): Promise<CheckedReceipt>
  /** Calls a result back and checks the receipt. Safe to repeat. Throws hub_unreachable, hub_busy, hub_untrusted, hub_refused, hub_receipt_invalid, hub_digest_mismatch. */
  recall(address: TargetAddress, message: RecallMessage): Promise<CheckedRecall>
  /** Asks `chia-se` for results already digitised. Throws like `deliver`. */
  find(address: TargetAddress, question: z.infer<typeof findQuestion>): Promise<FindAnswer>
  close(): Promise<void>
}

const tlsRefusals = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'CERT_SIGNATURE_FAILURE', 'CERT_UNTRUSTED',
  'ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH', 'INVALID_PURPOSE',
])

function errorCodeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return ''
  const own = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''
  return own === '' && thrown.cause !== undefined ? errorCodeOf(thrown.cause) : own
}

/** Opens a courier. `timeMs` limits each answer; no redirects are followed and nothing is retried in transport. */
export function openCourier({ timeMs }: { timeMs: number }): Courier {
  const agents = new Map<string, Agent>()

  const agentFor = (caPem: string): Agent => {
    const known = agents.get(caPem)
    if (known !== undefined) return known
    const agent = new Agent({
      connect: { ca: caPem, minVersion: 'TLSv1.2', timeout: timeMs }, headersTimeout: timeMs, bodyTimeout: timeMs, maxResponseSize: 4 * 1_048_576,
    })
    agents.set(caPem, agent)
    return agent
  }

  async function exchange<Schema extends z.ZodType>(
    address: TargetAddress, method: Dispatcher.HttpMethod, url: URL, body: string | Uint8Array, schema: Schema,
  ): Promise<z.output<Schema>> {
    const { target } = address
    let status: number
    let text: string
    try {
      const answer = await request(url, {
        method,
        dispatcher: agentFor(address.caPem),
        headers: { 'content-type': typeof body === 'string' ? 'application/json' : 'application/pdf', accept: 'application/json' },
        body: typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength),
      })
      status = answer.statusCode
      text = await answer.body.text()
    } catch (thrown) {
      const code = errorCodeOf(thrown)
      if (tlsRefusals.has(code)) throw new SohoaError('hub_untrusted', { target }, { cause: thrown })
      throw new SohoaError('hub_unreachable', { target }, { cause: thrown })
    }
    const json = parseJson(text)
    if (status === 429 || status >= 500) throw new SohoaError('hub_busy', { target, status })
    if (status >= 300) {
      const refusal = refusalAnswer.safeParse(json)
      // Only a receiver that says so in its own words has refused for good: a wrong address or a proxy answers with bare statuses.
      if (!refusal.success) throw new SohoaError('hub_receipt_invalid', { target, detail: `HTTP ${status}` })
      throw new SohoaError('hub_refused', { target, reason: refusal.data.reason })
    }
    const parsed = schema.safeParse(json)
    if (!parsed.success) throw new SohoaError('hub_receipt_invalid', { target, detail: 'answer' })
    return parsed.data
  }

  const placeOf = (address: TargetAddress, path: string): URL => new URL(path, address.url.endsWith('/') ? address.url : `${address.url}/`)

  return {
    async deliver(address, message, pdf) {
      const announced = await exchange(address, 'POST', placeOf(address, 'deliveries'), JSON.stringify(message), announceAnswer)
      if (announced.state === 'received') return checkReceipt(announced.receipt, message, address.caPem, instant())
      const upload = placeOf(address, announced.upload)
      if (upload.origin !== new URL(address.url).origin) throw new SohoaError('hub_receipt_invalid', { target: message.target, detail: 'upload elsewhere' })
      const received = await exchange(address, 'PUT', upload, pdf, uploadAnswer)
      return checkReceipt(received.receipt, message, address.caPem, instant())
    },
    async recall(address, message) {
      const { receipt } = await exchange(address, 'POST', placeOf(address, 'recalls'), JSON.stringify(message), recallAnswer)
      return checkRecallReceipt(receipt, message, address.caPem, instant())
    },
    find: (address, question) => exchange(address, 'POST', placeOf(address, 'find'), JSON.stringify(question), findAnswer),
    async close() {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()))
      agents.clear()
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
