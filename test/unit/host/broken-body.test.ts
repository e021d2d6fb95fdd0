import { once } from 'node:events'
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { startHost } from '../../../host/index.ts'
import type { StationService } from '../../../shared/door/index.ts'
import { admittedCookie } from '../../support/door-windows.ts'

/** A host whose station has sent the first piece of a picture and holds the rest. */
async function halfSent(): Promise<{ asked: ClientRequest; answered: Promise<IncomingMessage>; station: ReadableStreamDefaultController<Uint8Array>; cancelled: Promise<void> }> {
  const station = Promise.withResolvers<ReadableStreamDefaultController<Uint8Array>>()
  const cancelled = Promise.withResolvers<undefined>()
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new Uint8Array(1000))
      station.resolve(controller)
    },
    cancel() { cancelled.resolve(undefined) },
  })
  const service: StationService = {
    connect: () => { throw new Error('no window here') },
    fetch: () => Promise.resolve(new Response(body)),
    refused: () => undefined,
    close: () => Promise.resolve(),
  }
  const host = await startHost({ service, screens: () => Promise.resolve(new Map()) })
  onTestFinished(() => host.close())
  const { hostname, port } = new URL(host.origin)
  const asked = httpRequest({ hostname, port, path: '/media/records/x/pages/1/raw', headers: { cookie: await admittedCookie(host) } })
  asked.on('error', () => undefined)
  asked.end()
  const answered = once(asked, 'response').then(([response]) => response as IncomingMessage)
  return { asked, answered, station: await station.promise, cancelled: cancelled.promise.then(() => undefined) }
}

test('a picture that breaks off in the middle is cut, so that the window sees that it is not whole', async () => {
  const { answered, station } = await halfSent()
  const response = await answered
  const failed = new Promise<string>((resolve) => { response.on('error', ({ message }) => { resolve(message) }) })
  response.on('data', () => { station.error(new TypeError('the station has gone')) })
  expect(await failed).toBe('aborted')
})

test('a window that goes away stops the picture, and the station that ends later takes nobody with it', async () => {
  const { asked, answered, station, cancelled } = await halfSent()
  const response = await answered
  response.on('error', () => undefined)
  await once(response, 'data')
  asked.destroy()
  await cancelled
  expect(() => { station.error(new TypeError('the station has gone')) }).not.toThrow()
  await wait(20)
})
