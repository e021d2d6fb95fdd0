import { doorRequest, isMethod, type DoorEvent, type DoorReply, type DoorRequest, type DoorSecrets } from '../contract/index.ts'
import type { Refusal, StationLine, StationService } from '../door/index.ts'
import { describeThrown, SohoaError } from '../model/index.ts'
import { audit, stageFile } from '../pipeline/index.ts'
import { errorResponse, mediaQuestion, pdfResponse, pictureResponse } from './media.ts'
import { refusalLog } from './refusal-log.ts'
import { openSession, type Session, type SessionExtras } from './session.ts'

export interface ServiceOptions {
  /** Folder of the station, which may hold none yet. */
  readonly folder: string
  /** Without a call for so long, the station locks itself; left out: as it is set to. */
  readonly lockAfterMinutes?: number
}

interface Window {
  readonly send: (reply: DoorReply) => void
  /** Calls under way, by the window's number. */
  readonly calls: Map<number, AbortController>
}

/** A station for doors that stay open, in this process. */
export function openService({ folder, lockAfterMinutes }: ServiceOptions): StationService {
  const windows = new Set<Window>()
  const tell = (event: DoorEvent): void => { for (const { send } of windows) send({ event }) }
  const session = openSession({ folder, lockAfterMinutes, onChange: (state) => {
    tell({ type: 'session', session: state })
    log.flush()
  }, onEvent: tell })
  const log = refusalLog((counts) => {
    const context = session.station()?.context()
    if (context === undefined) return false
    try {
      context.store.transaction(() => { audit(context, 'requests refused', null, counts) })
      return true
    } catch (thrown) {
      // A refusal counts on while the disk takes nothing; it must not end the station.
      if (thrown instanceof SohoaError) return false
      throw thrown
    }
  })

  const answer = async (window: Window, { id, method, params, secrets }: Extract<DoorRequest, { id: number }>): Promise<DoorReply> => {
    const stop = new AbortController()
    window.calls.set(id, stop)
    try {
      if (!isMethod(method)) {
        log.count('method')
        throw new SohoaError('unknown_method', { method: 'given by the window' })
      }
      const result = await session.call(method, params, {
        ...bytesOf(secrets), signal: stop.signal,
        onEvent(event) {
          for (const { send } of windows) send(send === window.send ? { event, call: id } : { event })
        },
      })
      return { id, result }
    } catch (thrown) {
      const { code, params: told } = describeThrown(thrown)
      if (code === 'internal' && process.env.SOHOA_DEBUG === '1' && thrown instanceof Error) process.stderr.write(`${thrown.stack ?? ''}\n`)
      return { id, error: { code, params: { ...told } } }
    } finally {
      window.calls.delete(id)
    }
  }

  return {
    connect(send): StationLine {
      const window: Window = { send, calls: new Map() }
      windows.add(window)
      return {
        receive(message) {
          const parsed = doorRequest.safeParse(message)
          if (!parsed.success) throw new SohoaError('invalid_params', { method: 'door', path: '' })
          const request = parsed.data
          if ('cancel' in request) {
            window.calls.get(request.cancel)?.abort()
            return
          }
          if (window.calls.has(request.id)) throw new SohoaError('invalid_params', { method: 'door', path: 'id' })
          void answer(window, request).then((reply) => { if (windows.has(window)) send(reply) })
        },
        close() { windows.delete(window) },
      }
    },
    async fetch(request) {
      try {
        return await answerRequest(session, request)
      } catch (thrown) {
        return errorResponse(thrown)
      }
    },
    refused: (why: Refusal) => { log.count(why) },
    async close() {
      windows.clear()
      log.flush('all')
      await session.close()
    },
  }
}

/** How many bytes a file has by whoever hands it in. Throws invalid_params. */
function bytesTold(text: string | null): number | undefined {
  if (text === null) return undefined
  if (!/^\d{1,15}$/u.test(text)) throw new SohoaError('invalid_params', { method: 'staged', path: 'bytes' })
  return Number(text)
}

async function answerRequest(session: Session, request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url)
  if (request.method === 'POST' && pathname === '/staged') {
    const { body } = request
    if (body === null) throw new SohoaError('invalid_params', { method: 'staged', path: 'body' })
    return session.use(async (station) => Response.json({ staged: await stageFile(station.context(), searchParams.get('name') ?? '', body, bytesTold(searchParams.get('bytes'))) }))
  }
  if (request.method !== 'GET') throw new SohoaError('not_found', { what: 'media' })
  const question = mediaQuestion(request.url)
  return session.use(async (station) => {
    const context = station.context()
    if (question.ask === 'file') return pdfResponse(context, question.id, () => session.station() === station)
    return pictureResponse(await station.pictures.picture(context, question.id, question.page, question.wanted, question.widthPx))
  })
}

const bytes = (text: string | undefined): Uint8Array | undefined => (text === undefined ? undefined : Buffer.from(text.normalize('NFC'), 'utf8'))

/** Secrets as bytes, which can be wiped. */
function bytesOf({ passphrase, newPassphrase, keyPassphrase, pins = {} }: DoorSecrets = {}): Pick<SessionExtras, 'passphrase' | 'newPassphrase' | 'keyPassphrase' | 'pins'> {
  return {
    passphrase: bytes(passphrase), newPassphrase: bytes(newPassphrase), keyPassphrase: bytes(keyPassphrase),
    pins: new Map(Object.entries(pins).map(([certificate, pin]) => [certificate, Buffer.from(pin.normalize('NFC'), 'utf8')])),
  }
}
