import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { openIpcDoor, type SentMessage } from '../../electron/ipc-door.ts'
import { screensHandler } from '../../electron/screens-protocol.ts'
import { windowOptions } from '../../electron/window-options.ts'
import { openAdmission } from '../../host/admission.ts'
import { startHost, type Host } from '../../host/index.ts'
import { contentSecurityPolicy, securityHeaders, type StationService } from '../../shared/door/index.ts'
import { openService } from '../../shared/station/index.ts'
import { admittedCookie, directWindow, ipcPair, openWindow, type TestWindow } from '../support/door-windows.ts'
import { openOffice, passphrase, type Office } from '../support/office.ts'

const screens = new Map([['/', { type: 'text/html; charset=utf-8', bytes: new TextEncoder().encode('<!doctype html>') }]])

let office: Office
let service: StationService
let host: Host
let cookie: string
let screen: TestWindow

beforeAll(async () => {
  office = await openOffice({ configured: false })
  service = openService({ folder: office.station })
  host = await startHost({ service, screens: () => Promise.resolve(screens) })
  cookie = await admittedCookie(host)
  screen = await directWindow(service)
  await screen.call('session.open', {}, { passphrase })
})
afterAll(async () => {
  await host.close()
  await service.close()
  await office.close()
})

interface Answer { readonly status: number; readonly headers: IncomingMessage['headers']; readonly text: string }

/** A request as any program can make it: a browser would set Host, Origin and Cookie itself. */
async function ask(method: string, where: string, headers: OutgoingHttpHeaders, body?: string): Promise<Answer> {
  const { hostname, port } = new URL(host.origin)
  const request = httpRequest({ hostname, port, method, path: where, headers: { cookie, ...headers } })
  request.end(body)
  const [response] = await once(request, 'response') as [IncomingMessage]
  const pieces: Buffer[] = []
  for await (const piece of response as AsyncIterable<Buffer>) pieces.push(piece)
  return { status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(pieces).toString('utf8') }
}

/** How an attempt to open the line ends: `open`, or the status that it is refused with. */
async function upgrade(headers: Record<string, string>, where = '/door'): Promise<string> {
  const socket = new WebSocket(`${host.origin.replace('http', 'ws')}${where}`, { headers })
  return new Promise((resolve) => {
    socket.on('open', () => {
      socket.terminate()
      resolve('open')
    })
    socket.on('unexpected-response', (_request, response) => { resolve(String(response.statusCode)) })
    socket.on('error', () => undefined)
  })
}

/** Requests refused so far as the audit log tells them, added up. */
async function audited(): Promise<Record<string, number>> {
  const file = path.join(office.folder, 'nhật ký.json')
  await office.call('audit.export', { file })
  const counts: Record<string, number> = {}
  for (const line of (await readFile(file, 'utf8')).split('\n')) {
    if (!line.includes('requests refused')) continue
    for (const [, why = '', number = ''] of line.matchAll(/"(host|origin|cookie|token|sender|message|method)":(\d+)/gu)) counts[why] = (counts[why] ?? 0) + Number(number)
  }
  return counts
}

describe('the browser door', () => {
  test('listens on the loopback address only', () => {
    expect(host.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u)
  })

  test('opens to whoever came with a link, with a policy that has no exception', async () => {
    const { status, headers } = await ask('GET', '/', {})
    expect(status).toBe(200)
    expect(headers).toMatchObject({ ...securityHeaders, 'content-security-policy': contentSecurityPolicy })
    expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:|data:/u)
  })

  test.each(['localhost:PORT', 'evil.example', '127.0.0.1', '127.0.0.1:1', '[::1]:PORT'])('refuses the name “%s” for this machine', async (name) => {
    const port = new URL(host.origin).port
    expect((await ask('GET', '/', { host: name.replace('PORT', port) })).status).toBe(421)
    expect(await upgrade({ host: name.replace('PORT', port), origin: host.origin, cookie })).toBe('421')
  })

  test.each(['http://evil.example', 'null', 'http://localhost:80', 'http://127.0.0.1:9999', 'app://ui'])('refuses what a page of %s sends', async (origin) => {
    expect(await upgrade({ origin, cookie })).toBe('403')
    expect((await ask('POST', '/staged?name=a.pdf', { origin }, 'x')).status).toBe(403)
    expect((await ask('GET', '/', { origin })).status).toBe(403)
  })

  test('refuses to be spoken to by nobody’s page', async () => {
    expect(await upgrade({ cookie })).toBe('403')
    expect((await ask('POST', '/staged?name=a.pdf', {}, 'x')).status).toBe(403)
  })

  test.each([undefined, '', 'sohoa_1=x', 'sohoa_PORT=', 'sohoa_PORT=guessed', 'other=1; sohoa_PORT=guessed'])('refuses the cookie “%s”', async (given) => {
    const told = (given ?? '').replace('PORT', new URL(host.origin).port)
    expect((await ask('GET', '/', { cookie: told })).status).toBe(401)
    expect((await ask('GET', `/media/records/${'0'.repeat(26)}/pages/1/raw`, { cookie: told })).status).toBe(401)
    expect(await upgrade({ origin: host.origin, cookie: told })).toBe('403')
  })

  test('a link opens once; a guessed one never', async () => {
    const link = new URL(host.link())
    expect((await ask('GET', `${link.pathname}${link.search}`, { cookie: '' })).status).toBe(200)
    const again = await ask('GET', `${link.pathname}${link.search}`, { cookie: '' })
    expect(again.status).toBe(403)
    expect(again.headers['set-cookie']).toBeUndefined()
    expect(again.text).toMatch(/sohoa serve/u)
    expect((await ask('GET', `/?link=${'A'.repeat(43)}`, { cookie: '' })).status).toBe(403)
    expect((await ask('GET', '/?link=', { cookie: '' })).status).toBe(403)
  })

  test('a link grows old', () => {
    let now = 0
    const admission = openAdmission('sohoa_1', () => now)
    const [young, old] = [admission.newToken(), admission.newToken()]
    now = 5 * 60_000
    expect(admission.exchange(young)).toMatch(/^sohoa_1=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/u)
    now += 1
    expect(admission.exchange(old)).toBeUndefined()
  })

  test.each(['/../package.json', '/..%2fpackage.json', '/assets/../../package.json', '/package.json', '/%00', '//etc/passwd', '/door'])('gives no file by the path %s', async (where) => {
    expect((await ask('GET', where, {})).status).toBe(404)
  })

  test.each([['PUT', '/'], ['DELETE', '/staged'], ['OPTIONS', '/staged'], ['POST', '/'], ['POST', '/media/records/x/pages/1/raw']])('takes no %s of %s', async (method, where) => {
    expect((await ask(method, where, { origin: host.origin }, '')).status).toBe(404)
  })

  test('a message that is none, or too long, ends the line', async () => {
    const closes = async (message: string | Buffer): Promise<number> => {
      const socket = new WebSocket(`${host.origin.replace('http', 'ws')}/door`, { headers: { origin: host.origin, cookie } })
      await once(socket, 'open')
      socket.send(message)
      const [code] = await once(socket, 'close') as [number]
      return code
    }
    expect(await closes('{')).toBe(1008)
    expect(await closes('[]')).toBe(1008)
    expect(await closes(JSON.stringify({ id: 1, method: 'session.state', params: {}, more: 1 }))).toBe(1008)
    expect(await closes(JSON.stringify({ id: -1, method: 'session.state', params: {} }))).toBe(1008)
    expect(await closes(Buffer.from('{"id":1,"method":"session.state","params":{}}'))).toBe(1008)
    expect(await closes(`"${'x'.repeat(5 * 1_048_576)}"`)).toBe(1009)
    expect(await screen.call('session.state')).toMatchObject({ phase: 'open' })
  })

  test('takes a file in, and tells what stands for it; too large a one is refused before it is sent', async () => {
    const taken = await ask('POST', `/staged?name=${encodeURIComponent('giấy.pdf')}`, { origin: host.origin }, 'bytes')
    expect(taken.status).toBe(200)
    expect(JSON.parse(taken.text)).toEqual({ staged: expect.stringMatching(/^staged:[0-9a-f]{32}$/u) as string })
    const { hostname, port } = new URL(host.origin)
    const request = httpRequest({ hostname, port, method: 'POST', path: '/staged?name=a', headers: { cookie, 'origin': host.origin, 'content-length': 2 * 1_073_741_824 } })
    request.on('error', () => undefined)
    request.flushHeaders()
    const [refused] = await once(request, 'response') as [IncomingMessage]
    expect(refused.statusCode).toBe(413)
    request.destroy()
  })
})

describe('the desktop door', () => {
  test.each<[string, Partial<NonNullable<SentMessage['senderFrame']>> | null]>([
    ['a page of the web', { url: 'https://evil.example/' }], ['a name that begins like ours', { url: 'app://ui.evil/' }], ['another page of ours', { url: 'app://other/' }],
    ['a file', { url: 'file:///app://ui/' }], ['a frame in our page', { parent: {} }],
  ])('does not hear %s', async (_whose, frame) => {
    const pair = ipcPair()
    openIpcDoor(pair.channel, service)
    const page = await openWindow(pair.page(frame ?? {}).carry)
    page.send({ id: 1, method: 'session.state', params: {} })
    await screen.call('session.state')
    expect(page.heard).toEqual([])
  })

  test('a page that is loaded anew hears nothing of the page before it', async () => {
    const pair = ipcPair()
    openIpcDoor(pair.channel, service)
    const place = pair.page()
    const page = await openWindow(place.carry)
    page.send({ id: 1, method: 'officer.list', params: {} })
    place.happen('did-navigate')
    page.send({ id: 1, method: 'session.state', params: {} })
    await expect.poll(() => page.heard).toHaveLength(1)
    await screen.call('station.status')
    expect(page.heard).toMatchObject([{ id: 1, result: { phase: 'open' } }])
  })

  test('the window gives its page nothing of Node', () => {
    expect(windowOptions.webPreferences).toMatchObject({
      contextIsolation: true, sandbox: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false, webSecurity: true, webviewTag: false, devTools: false,
    })
  })

  test('screens have the same headers as in the browser, and no other file', async () => {
    const answer = screensHandler(screens, service)
    const page = await answer(new Request('app://ui/'))
    expect(page.status).toBe(200)
    for (const [name, value] of Object.entries(securityHeaders)) expect(page.headers.get(name)).toBe(value)
    for (const address of ['app://ui/package.json', 'app://ui/..%2fpackage.json', 'app://other/', 'app://ui/media/x']) expect((await answer(new Request(address))).status).toBe(404)
  })
})

test('what was refused stands in the audit log, counted', async () => {
  await service.close()
  const counts = await audited()
  for (const why of ['host', 'origin', 'cookie', 'token', 'sender', 'message']) expect.soft(counts[why], why).toBeGreaterThan(0)
  expect(counts.sender).toBe(5)
  expect(counts.token).toBe(3)
})
