import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { methods } from '../../shared/contract/index.ts'
import { doors, type OpenedDoor, type TestWindow } from '../support/door-windows.ts'
import { openOffice, passphrase, type Office } from '../support/office.ts'
import { thrownBy } from '../support/thrown.ts'

let office: Office

const codeOf = async (call: Promise<unknown>): Promise<string | undefined> => (await thrownBy(() => call))?.code

beforeAll(async () => { office = await openOffice({ configured: false }) })
afterAll(() => office.close())

describe.each(Object.keys(doors))('through %s', (name) => {
  let door: OpenedDoor
  let page: TestWindow
  let other: TestWindow

  beforeAll(async () => {
    door = await (doors[name] ?? (() => { throw new Error(name) }))(office.station)
    page = await door.window()
    other = await door.window()
  })
  afterAll(() => door.close())

  test('a station is locked, a wrong passphrase leaves it so, the right one opens it for every window', async () => {
    await other.call('session.state')
    expect(await page.call('session.state')).toMatchObject({ phase: 'locked', folder: office.station, officer: null, rights: [], training: null, holder: null })
    expect(await codeOf(page.call('station.status'))).toBe('session_locked')
    expect(await codeOf(page.call('session.open', {}, { passphrase: 'không phải cụm này' }))).toBe('wrong_passphrase')
    expect(await codeOf(page.call('session.open'))).toBe('passphrase_missing')
    const open = { phase: 'open', officer: 'Nguyễn Thị Hà', rights: ['scan', 'sign', 'administer'], training: true }
    expect(await page.call('session.open', {}, { passphrase })).toMatchObject(open)
    expect(await other.event((event) => event.type === 'session')).toMatchObject({ type: 'session', session: open })
    expect(await other.call('session.state')).toMatchObject(open)
    const { error } = methods['station.status'].result.safeParse(await other.call('station.status'))
    expect(error).toBeUndefined()
  })

  test.each(['__proto__', 'constructor', 'toString', 'record.destroy', ''])('there is no method “%s”', async (method) => {
    expect(await codeOf(page.call(method))).toBe('unknown_method')
  })

  test.each([
    ['record.list', { limit: 'many' }], ['record.list', { limit: 0 }], ['record.show', { id: '../../etc/passwd' }], ['record.list', { unheard: 1 }], ['record.list', []], ['record.list', null],
  ])('parameters are looked at: %s %j', async (method, params) => {
    expect(await codeOf(page.call(method, params))).toBe('invalid_params')
  })

  test('the events of a call reach its own window with its number, the others without', async () => {
    const call = page.next()
    expect(await page.call('file.verify', { files: [office.passphraseFile] })).toMatchObject({ files: [{ verdict: 'failed' }] })
    const verdicts = (window: TestWindow): unknown[] => window.heard.filter((reply) => 'event' in reply && reply.event.type === 'verdict')
    expect(verdicts(page)).toMatchObject([{ call }])
    await other.event((event) => event.type === 'verdict')
    expect(verdicts(other)).toHaveLength(1)
    expect(verdicts(other)[0]).not.toHaveProperty('call')
  })

  test('many calls at once are each answered with what they asked', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? page.call('session.state') : codeOf(page.call('record.show', { id: '0'.repeat(26) })))))
    answers.forEach((answer, index) => {
      if (index % 2 === 0) expect(answer).toMatchObject({ phase: 'open' })
      else expect(answer).toBe('not_found')
    })
  })

  test('ending a call that is none changes nothing', async () => {
    page.send({ cancel: 999_999 })
    expect(await page.call('session.state')).toMatchObject({ phase: 'open' })
  })

  test('a lock holds for every window at once', async () => {
    expect(await other.call('session.lock')).toMatchObject({ phase: 'locked', officer: null })
    expect(await codeOf(page.call('record.list'))).toBe('session_locked')
    const picture = await door.service.fetch(new Request(`http://station/media/records/${'0'.repeat(26)}/pages/1/raw`))
    expect(picture.status).toBe(423)
    expect(await picture.json()).toEqual({ error: { code: 'session_locked', params: {} } })
  })

  test('no answer and no event holds a passphrase', () => {
    expect(JSON.stringify([...page.heard, ...other.heard])).not.toMatch(/bốn từ không liên quan|không phải cụm này/u)
  })
})

describe('through the command line', () => {
  test('the same contract is answered, but for the session, which only a door that stays open has', async () => {
    const status = await office.command(['call', 'station.status'])
    expect(methods['station.status'].result.safeParse(JSON.parse(status.stdout)).error).toBeUndefined()
    const refused = await office.command(['call', 'session.state'])
    expect(JSON.parse((await office.command(['call', 'record.list', '{"limit":0}', '--json'])).stdout)).toMatchObject({ error: { code: 'invalid_params' } })
    expect(refused).toMatchObject({ code: 2, stdout: '' })
    for (const method of ['__proto__', 'constructor']) expect(JSON.parse((await office.command(['call', method, '--json'])).stdout)).toMatchObject({ error: { code: 'unknown_method' } })
  })
})
