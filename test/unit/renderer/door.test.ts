import { describe, expect, test } from 'vitest'
import type { DoorEvent, DoorReply, DoorRequest } from '../../../shared/contract/index.ts'
import { openDoor } from '../../../renderer/station/door.ts'

/** A wire whose other end is the test. */
function wire() {
  const sent: DoorRequest[] = []
  let reply: (reply: DoorReply) => void = () => undefined
  let state: (open: boolean) => void = () => undefined
  const door = openDoor({
    send: (request) => sent.push(request),
    listen: (onReply, onState) => {
      reply = onReply
      state = onState
    },
  })
  return { door, sent, reply: (one: DoorReply) => reply(one), state: (open: boolean) => state(open) }
}

const progress: DoorEvent = { type: 'progress', source: 'giấy', step: 'read', done: 1, total: 2 }

describe('the door of a page', () => {
  test('a call made before the line stands is sent once, when it does', async () => {
    const { door, sent, reply, state } = wire()
    const answer = door.call('session.lock', {})
    expect(sent).toEqual([])
    state(true)
    expect(sent).toEqual([{ id: 1, method: 'session.lock', params: {} }])
    reply({ id: 1, result: { phase: 'locked' } })
    await expect(answer).resolves.toEqual({ phase: 'locked' })
  })

  test('secrets go beside the parameters', () => {
    const { door, sent, state } = wire()
    state(true)
    void door.call('session.open', {}, { secrets: { passphrase: 'bốn từ' } })
    expect(sent).toEqual([{ id: 1, method: 'session.open', params: {}, secrets: { passphrase: 'bốn từ' } }])
  })

  test('an error is thrown with its code and parameters, an unknown one as internal', async () => {
    const { door, reply, state } = wire()
    state(true)
    const known = door.call('session.lock', {})
    const unknown = door.call('session.lock', {})
    reply({ id: 1, error: { code: 'not_found', params: { what: 'x' } } })
    reply({ id: 2, error: { code: 'of tomorrow', params: {} } })
    await expect(known).rejects.toMatchObject({ code: 'not_found', params: { what: 'x' } })
    await expect(unknown).rejects.toMatchObject({ code: 'internal' })
  })

  test('a line that breaks ends what was under way, and nothing of it is sent a second time', async () => {
    const { door, sent, state } = wire()
    state(true)
    const under = door.call('session.lock', {})
    state(false)
    await expect(under).rejects.toMatchObject({ code: 'station_gone' })
    const later = door.call('session.state', {})
    state(true)
    expect(sent.map((request) => ('method' in request ? request.method : 'cancel'))).toEqual(['session.lock', 'session.state'])
    void later
  })

  test('events go to every listener, and those of a call to the call too', () => {
    const { door, reply, state } = wire()
    state(true)
    const all: DoorEvent[] = []
    const mine: DoorEvent[] = []
    const stop = door.onEvent((event) => all.push(event))
    void door.call('record.resume', {}, { onEvent: (event) => mine.push(event) })
    reply({ event: progress, call: 1 })
    reply({ event: progress })
    stop()
    reply({ event: progress })
    expect([all.length, mine.length]).toEqual([2, 1])
  })

  test('a call that is given up is cancelled at the station, and one not sent yet is not sent', async () => {
    const { door, sent, state } = wire()
    const early = new AbortController()
    const unsent = door.call('record.resume', {}, { signal: early.signal })
    early.abort()
    await expect(unsent).rejects.toMatchObject({ code: 'cancelled' })
    state(true)
    expect(sent).toEqual([])
    const stop = new AbortController()
    void door.call('record.resume', {}, { signal: stop.signal })
    stop.abort()
    expect(sent.at(-1)).toEqual({ cancel: 2 })
  })
})
