import type { WebSocket } from 'ws'
import { SohoaError } from '../shared/model/index.ts'
import type { StationService } from '../shared/door/index.ts'

const pingMs = 30_000
/** A window that takes nothing in any more is let go; it comes back by itself and asks anew. */
const unsentBytes = 64 * 1_048_576

/** RFC 6455, 7.4.1 */
const closeCodes = { policyViolation: 1008 } as const

/** Carries messages between one window and the station until either goes away. */
export function serveWindow(window: WebSocket, service: StationService): void {
  const line = service.connect((reply) => {
    if (window.bufferedAmount > unsentBytes) window.terminate()
    else if (window.readyState === window.OPEN) window.send(JSON.stringify(reply))
  })
  let answered = true
  const ping = setInterval(() => {
    if (!answered) {
      window.terminate()
      return
    }
    answered = false
    window.ping()
  }, pingMs)
  window.on('pong', () => { answered = true })
  window.on('message', (data: Buffer, isBinary) => {
    try {
      line.receive(messageOf(data, isBinary))
    } catch (thrown) {
      if (!(thrown instanceof SohoaError)) throw thrown
      service.refused('message')
      window.close(closeCodes.policyViolation)
    }
  })
  // An oversized or broken frame: ws closes by itself, with the code that tells why.
  window.on('error', () => { service.refused('message') })
  window.on('close', () => {
    clearInterval(ping)
    line.close()
  })
}

/** Throws invalid_params for what is no JSON. */
function messageOf(data: Buffer, isBinary: boolean): unknown {
  try {
    if (!isBinary) return JSON.parse(data.toString('utf8'))
  } catch (thrown) {
    throw new SohoaError('invalid_params', { method: 'door', path: 'JSON' }, { cause: thrown })
  }
  throw new SohoaError('invalid_params', { method: 'door', path: 'binary' })
}
