import { createHash } from 'node:crypto'
import { Agent, request, type Dispatcher } from 'undici'
import type { z } from 'zod'
import { instant, SohoaError, type TargetName } from '../model/index.ts'
import {
  announceAnswer, findAnswer, recallAnswer, refusalAnswer, uploadAnswer, type DeliveryMessage, type FindAnswer, type FindQuestion, type FoundResult, type RecallMessage,
} from '../wire/index.ts'
import { checkRecallReceipt, checkReceipt, type CheckedRecall, type CheckedReceipt } from './receipt-check.ts'

/** Where a target answers, and the one CA whose certificates it may show. */
export interface TargetAddress {
  readonly target: TargetName
  /** Base address, https only. */
  readonly url: string
  readonly caPem: string
}

/** The same, and by what the target knows this sender again: 64 hexadecimal digits, told to nobody else. */
export interface SendingAddress extends TargetAddress {
  readonly credential: string
}

export interface Courier {
  /**
   * Announces a delivery, sends the file unless the receiver has it, and checks the receipt. Safe to repeat. `beforeFile` is called
   * right before the first byte of the file leaves; what it throws ends the delivery there. Throws hub_unreachable, hub_busy (both: later), hub_untrusted, hub_refused, hub_receipt_invalid, hub_digest_mismatch.
   */
  deliver(address: SendingAddress, message: DeliveryMessage, pdf: Uint8Array, beforeFile: () => void): Promise<CheckedReceipt>
  /** Calls a result back and checks the receipt. Safe to repeat. Throws hub_unreachable, hub_busy, hub_untrusted, hub_refused, hub_receipt_invalid, hub_digest_mismatch. */
  recall(address: SendingAddress, message: RecallMessage): Promise<CheckedRecall>
  /** Asks `chia-se` for results already digitised. `timeMs` limits the whole exchange. Throws like `deliver`. */
  find(address: TargetAddress, question: FindQuestion, timeMs?: number): Promise<FindAnswer>
  /**
   * Downloads a file that `find` told of, from the target's own address only. Throws hub_unreachable, hub_busy, hub_untrusted,
   * hub_receipt_invalid, shared_not_found, file_too_large, shared_file_differs when it is not the file that was told.
   */
  download(address: TargetAddress, found: FoundResult): Promise<Uint8Array>
  /** What the target's clock shows, as the Date header of its answer tells, whatever else it answers; undefined where it tells none. Throws hub_unreachable, hub_untrusted, cancelled. */
  time(address: TargetAddress, timeMs: number): Promise<Date | undefined>
  /** Ends the connections; exchanges under way end with cancelled. */
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

const megabyte = 1_048_576
/** Largest answer in JSON; largest file; longest time for a file, whatever trickles in. */
const answerBytes = 4 * megabyte
const fileBytes = 512 * megabyte
const downloadMs = 600_000

/** Opens a courier. `timeMs` limits each answer; no redirects are followed and nothing is retried in transport. */
export function openCourier({ timeMs }: { timeMs: number }): Courier {
  const agents = new Map<string, Agent>()

  const agentFor = (caPem: string, maxResponseSize: number): Agent => {
    const name = `${maxResponseSize} ${caPem}`
    const known = agents.get(name)
    if (known !== undefined) return known
    const agent = new Agent({ connect: { ca: caPem, minVersion: 'TLSv1.2', timeout: timeMs }, headersTimeout: timeMs, bodyTimeout: timeMs, maxResponseSize })
    agents.set(name, agent)
    return agent
  }

  /** What kept an exchange from ending, as an error of its target. */
  const transportError = (target: TargetName, thrown: unknown): SohoaError =>
    errorCodeOf(thrown) === 'UND_ERR_DESTROYED' ? new SohoaError('cancelled', {}, { cause: thrown }) : new SohoaError(tlsRefusals.has(errorCodeOf(thrown)) ? 'hub_untrusted' : 'hub_unreachable', { target }, { cause: thrown })

  async function exchange<Schema extends z.ZodType>(
    address: TargetAddress & Partial<SendingAddress>, method: Dispatcher.HttpMethod, url: URL, body: string | Uint8Array, schema: Schema, wholeMs?: number,
  ): Promise<z.output<Schema>> {
    const { target } = address
    let status: number
    let text: string
    try {
      const answer = await request(url, {
        method,
        dispatcher: agentFor(address.caPem, answerBytes),
        ...(wholeMs === undefined ? {} : { signal: AbortSignal.timeout(wholeMs) }),
        headers: {
          'content-type': typeof body === 'string' ? 'application/json' : 'application/pdf', 'accept': 'application/json',
          ...(address.credential === undefined ? {} : { authorization: `Bearer ${address.credential}` }),
        },
        body: typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength),
      })
      status = answer.statusCode
      text = await answer.body.text()
    } catch (thrown) {
      throw transportError(target, thrown)
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
    async deliver(address, message, pdf, beforeFile) {
      const announced = await exchange(address, 'POST', placeOf(address, 'deliveries'), JSON.stringify(message), announceAnswer)
      if (announced.state === 'received') return checkReceipt(announced.receipt, message, address.caPem, instant())
      const upload = placeOf(address, announced.upload)
      if (upload.origin !== new URL(address.url).origin) throw new SohoaError('hub_receipt_invalid', { target: message.target, detail: 'upload elsewhere' })
      beforeFile()
      const received = await exchange(address, 'PUT', upload, pdf, uploadAnswer)
      return checkReceipt(received.receipt, message, address.caPem, instant())
    },
    async recall(address, message) {
      const { receipt } = await exchange(address, 'POST', placeOf(address, 'recalls'), JSON.stringify(message), recallAnswer)
      return checkRecallReceipt(receipt, message, address.caPem, instant())
    },
    find: (address, question, wholeMs) => exchange(address, 'POST', placeOf(address, 'find'), JSON.stringify(question), findAnswer, wholeMs),
    async download(address, { link, recordCode, pdfDigest, pdfBytes }) {
      const { target } = address
      const place = new URL(link)
      if (place.origin !== new URL(address.url).origin) throw new SohoaError('hub_receipt_invalid', { target, detail: 'link elsewhere' })
      if (pdfBytes > fileBytes) throw new SohoaError('file_too_large', { file: recordCode, limit: fileBytes / megabyte })
      let status: number
      const chunks: Buffer[] = []
      try {
        const answer = await request(place, { method: 'GET', dispatcher: agentFor(address.caPem, fileBytes), headers: { accept: 'application/pdf' }, signal: AbortSignal.timeout(downloadMs) })
        status = answer.statusCode
        let taken = 0
        for await (const chunk of answer.body) {
          const bytes = Buffer.from(chunk as Uint8Array)
          taken += bytes.length
          chunks.push(bytes)
          if (taken > pdfBytes) break
        }
      } catch (thrown) {
        throw transportError(target, thrown)
      }
      if (status === 404 || status === 410) throw new SohoaError('shared_not_found', { code: recordCode })
      if (status === 429 || status >= 500) throw new SohoaError('hub_busy', { target, status })
      if (status >= 300) throw new SohoaError('hub_receipt_invalid', { target, detail: `HTTP ${status}` })
      return checkedFile(Buffer.concat(chunks), { recordCode, pdfDigest, pdfBytes })
    },
    async time(address, wholeMs) {
      try {
        const { headers, body } = await request(new URL(address.url), { method: 'HEAD', dispatcher: agentFor(address.caPem, answerBytes), signal: AbortSignal.timeout(wholeMs) })
        await body.dump()
        const told = typeof headers.date === 'string' ? new Date(headers.date) : undefined
        return told === undefined || Number.isNaN(told.getTime()) ? undefined : told
      } catch (thrown) {
        throw transportError(address.target, thrown)
      }
    },
    async close() {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()))
      agents.clear()
    },
  }
}

/** The file, when it is the one that was told. */
function checkedFile(file: Uint8Array, { recordCode, pdfDigest, pdfBytes }: Pick<FoundResult, 'recordCode' | 'pdfDigest' | 'pdfBytes'>): Uint8Array {
  const digest = createHash('sha256').update(file).digest('hex')
  const what = file.length !== pdfBytes ? 'size' : digest === pdfDigest ? undefined : 'digest'
  if (what !== undefined) throw new SohoaError('shared_file_differs', { code: recordCode, what })
  return file
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
