import type { IncomingMessage, ServerResponse } from 'node:http'
import { randomBytes } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { der, oid, signEnclosed } from '../shared/pki/index.ts'
import { startLoopbackServer } from './loopback-server.ts'
import { signerOf, type DemoPki } from './pki.ts'

/** How a demo authority can misbehave. */
export type TimeStampFault = 'silent' | 'refuses' | 'server error' | 'nonsense' | 'wrong imprint' | 'wrong nonce' | 'wrong signature' | 'wrong certificate'

export interface DemoTimeStampAuthority {
  /** `http://127.0.0.1:PORT/` */
  readonly url: string
  /** Misbehave from the next request on; null: behave. */
  setFault(fault: TimeStampFault | null): void
  /** The authority's clock stands this far before (negative: behind) the machine's, ms. */
  setClock(aheadMs: number): void
  /** Time stamp requests answered or left unanswered so far. */
  requests(): number
  close(): Promise<void>
}

/** A policy of nobody: the arc of Annex to ITU-T X.660 for examples. */
const demoPolicy = '2.999.1'

/** Starts an RFC 3161 time stamp authority over HTTP on loopback, on `port` or one of the system's choice. Its time is this machine's: worth nothing. */
export async function startTimeStampAuthority(pki: Pick<DemoPki, 'timeStampAuthority' | 'agency'>, port = 0): Promise<DemoTimeStampAuthority> {
  let fault: TimeStampFault | null = null
  let requests = 0
  let aheadMs = 0

  const answer = async (_: IncomingMessage, response: ServerResponse, query: Uint8Array): Promise<void> => {
    requests += 1
    if (fault === 'silent') return
    if (fault === 'server error') {
      response.writeHead(503).end()
      return
    }
    response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(await reply(query, fault, pki, new Date(Date.now() + aheadMs)))
  }

  const { url, close } = await startLoopbackServer(answer, port)
  return {
    url,
    setFault: (next) => { fault = next },
    setClock: (ms) => { aheadMs = ms },
    requests: () => requests,
    close,
  }
}

/** PKIStatus 2 (rejection) with a failure bit: 2 badRequest, 14 timeNotAvailable (RFC 3161, 2.4.2). */
function rejection(bit: 2 | 14): Buffer {
  const octets = Buffer.alloc((bit >> 3) + 1)
  octets[bit >> 3] = 0x80 >> (bit & 7)
  return der.sequence(der.sequence(der.unsignedInteger(2), der.bitString(octets, 7 - (bit & 7))))
}

async function reply(query: Uint8Array, fault: TimeStampFault | null, pki: Pick<DemoPki, 'timeStampAuthority' | 'agency'>, time: Date): Promise<Buffer> {
  if (fault === 'nonsense') return Buffer.from('not a time stamp')
  if (fault === 'refuses') return rejection(14)
  const request = readRequest(query)
  // without certReq the token must carry no certificate (RFC 3161, 2.4.2), which nobody here could check
  if (request?.certReq !== true) return rejection(2)
  const identity = fault === 'wrong certificate' ? pki.agency : pki.timeStampAuthority
  const signature = await signEnclosed(oid.timeStampInfo, timeStampInfo(request, fault, time), signerOf(identity))
  const token = signature.encode(null)
  if (fault === 'wrong signature') {
    const at = token.indexOf(signature.signatureValue)
    token.writeUInt8(token.readUInt8(at + 7) ^ 1, at + 7)
  }
  return der.sequence(der.sequence(der.unsignedInteger(0)), token)
}

function readRequest(query: Uint8Array): pkijs.TimeStampReq | undefined {
  try {
    const { offset, result } = asn1js.fromBER(query)
    return offset === query.length ? new pkijs.TimeStampReq({ schema: result }) : undefined
  } catch {
    return undefined
  }
}

function timeStampInfo(request: pkijs.TimeStampReq, fault: TimeStampFault | null, time: Date): Buffer {
  const imprint = Buffer.from(request.messageImprint.hashedMessage.getValue())
  if (fault === 'wrong imprint') imprint.writeUInt8(imprint.readUInt8(0) ^ 1, 0)
  const nonce = request.nonce === undefined ? undefined : Buffer.from(request.nonce.valueBlock.valueHexView)
  if (fault === 'wrong nonce') nonce?.writeUInt8(nonce.readUInt8(nonce.length - 1) ^ 1, nonce.length - 1)
  return der.sequence(
    der.unsignedInteger(1),
    der.objectIdentifier(demoPolicy),
    der.sequence(new Uint8Array(request.messageImprint.hashAlgorithm.toSchema().toBER()), der.octetString(imprint)),
    der.unsignedInteger(randomBytes(8)),
    der.generalizedTime(time),
    der.sequence(der.unsignedInteger(1)),
    ...(nonce === undefined ? [] : [der.unsignedInteger(nonce)]),
  )
}
