import type { IncomingMessage, ServerResponse } from 'node:http'
import type { DemoIdentity } from './certificate-issuing.ts'
import { startLoopbackServer } from './loopback-server.ts'
import type { DemoPki } from './pki.ts'
import { makeRevocationList, type Revocation } from './revocation-list.ts'
import { makeStatusResponse, readStatusRequest, refusedStatusResponse, type StatusRequest } from './status-response.ts'

/** How the demo's status service can misbehave. Faults of OCSP leave the lists as they are, and the other way round; `down` and `silent` concern both. */
export type StatusFault =
  | 'down' | 'silent' | 'nonsense' | 'too long' | 'elsewhere'
  | 'try later' | 'badly signed' | 'stale' | 'from the future' | 'not a responder' | 'wrong certificate' | 'wrong nonce' | 'no nonce' | 'unknown'
  | 'list badly signed' | 'list stale' | 'list of another'

type Authorities = Pick<DemoPki, 'root' | 'issuing' | 'statusResponder' | 'agency' | 'agencyP256'>

export interface DemoStatusService {
  /** `http://127.0.0.1:PORT/`, for `makeDemoPki`. */
  readonly url: string
  /** Answers for these authorities from now on: their certificates name the service, so that it comes first. */
  answerFor(authorities: Authorities): void
  /** Revokes a certificate as of `at` (RFC 5280, 5.3.1: reason 1 is a key that somebody else has); null takes that back. */
  revoke(identity: DemoIdentity, at: Date | null, reason?: number): void
  /** Misbehaves in these ways from the next request on; none: behaves. */
  setFaults(...faults: readonly StatusFault[]): void
  /** The service's clock stands this far before (negative: behind) the machine's, ms. */
  setClock(aheadMs: number): void
  /** Requests that came so far, for OCSP and for lists. */
  requests(): { readonly ocsp: number; readonly lists: number }
  /** The present list of an authority, DER. */
  list(issuer: 'root' | 'issuing'): Buffer
  close(): Promise<void>
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Starts OCSP (`/ocsp`, POST) and revocation lists (`/root.crl`, `/issuing.crl`) over HTTP on loopback, on `port` or one of the system's choice. */
export async function startStatusService(port = 0): Promise<DemoStatusService> {
  let authorities: Authorities | null = null
  let faults: ReadonlySet<StatusFault> = new Set()
  let aheadMs = 0
  const revoked = new Map<string, Revocation>()
  const count = { ocsp: 0, lists: 0 }
  const now = (): Date => new Date(Date.now() + aheadMs)
  const later = (date: Date, ms: number): Date => new Date(date.getTime() + ms)

  const list = (name: 'root' | 'issuing'): Buffer => {
    if (authorities === null) throw new Error('answers for nobody yet')
    const issuer = faults.has('list of another') ? authorities[name === 'root' ? 'issuing' : 'root'] : authorities[name]
    const thisUpdate = later(now(), faults.has('list stale') ? -3 * dayMs : -60_000)
    return makeRevocationList({
      issuer, revoked: [...revoked.values()], thisUpdate, nextUpdate: later(thisUpdate, dayMs),
      ...(faults.has('list badly signed') ? { signedWith: authorities.agency.privateKey } : {}),
    })
  }

  const respond = (query: Uint8Array): Buffer => {
    const request = readStatusRequest(query)
    if (authorities === null || request === undefined) return refusedStatusResponse(1)
    if (faults.has('try later')) return refusedStatusResponse(3)
    const { asked } = request
    const issuer = asked.isOf(authorities.issuing.certificate) ? 'issuing' : asked.isOf(authorities.root.certificate) ? 'root' : null
    if (issuer === null) return refusedStatusResponse(6)
    const responder = faults.has('not a responder') ? authorities.agencyP256 : issuer === 'root' ? authorities.root : authorities.statusResponder
    const thisUpdate = later(now(), faults.has('stale') ? -3 * dayMs : faults.has('from the future') ? dayMs : 0)
    return makeStatusResponse({
      responder, identifier: identifierFor(request, faults), nonce: nonceFor(request, faults),
      status: faults.has('unknown') ? 'unknown' : revoked.get(asked.serial) ?? 'good',
      producedAt: thisUpdate, thisUpdate, nextUpdate: later(thisUpdate, hourMs), badlySigned: faults.has('badly signed'),
    })
  }

  const answer = (request: IncomingMessage, response: ServerResponse, query: Uint8Array): void => {
    const [path, again] = (request.url ?? '').split('?')
    const name = /^\/(root|issuing)\.crl$/.exec(path ?? '')?.[1]
    const isOcsp = request.method === 'POST' && path === '/ocsp'
    if (isOcsp) count.ocsp += 1
    else count.lists += 1
    if (faults.has('silent')) return
    if (faults.has('down') || (!isOcsp && name === undefined)) response.writeHead(faults.has('down') ? 503 : 404).end()
    else if (faults.has('elsewhere') && again === undefined) response.writeHead(307, { location: `${path ?? ''}?again` }).end()
    else if (faults.has('too long')) response.writeHead(200).end(Buffer.alloc(40 * 1024 * 1024))
    else if (faults.has('nonsense')) response.writeHead(200).end('neither answer nor list')
    else if (isOcsp) response.writeHead(200, { 'content-type': 'application/ocsp-response' }).end(respond(query))
    else response.writeHead(200, { 'content-type': 'application/pkix-crl' }).end(list(name === 'root' ? 'root' : 'issuing'))
  }

  const { url, close } = await startLoopbackServer(answer, port)
  return {
    url,
    answerFor: (given) => { authorities = given },
    revoke({ certificate: { serial } }, at, reason = 1) {
      if (at === null) revoked.delete(serial)
      else revoked.set(serial, { serial, at, reason })
    },
    setFaults: (...given) => { faults = new Set(given) },
    setClock: (ms) => { aheadMs = ms },
    requests: () => ({ ...count }),
    list,
    close,
  }
}

/** The CertID as it was asked, or with its last octet changed: that of a certificate that nobody has. */
function identifierFor({ asked }: StatusRequest, faults: ReadonlySet<StatusFault>): Uint8Array {
  const identifier = Buffer.from(asked.identifier)
  if (faults.has('wrong certificate')) identifier.writeUInt8(identifier.readUInt8(identifier.length - 1) ^ 1, identifier.length - 1)
  return identifier
}

function nonceFor({ nonce }: StatusRequest, faults: ReadonlySet<StatusFault>): Uint8Array | null {
  if (nonce === null || faults.has('no nonce')) return null
  const told = Buffer.from(nonce)
  if (faults.has('wrong nonce')) told.writeUInt8(told.readUInt8(told.length - 1) ^ 1, told.length - 1)
  return told
}
