import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { SohoaError } from '../../../shared/model/index.ts'
import { codeOf, newOpenStation, newStation, open, passphrase, record } from './station.ts'

test('a second process on a station is told who holds it, and gets in when that one is killed', { timeout: 240_000 }, async () => {
  const { folder } = await newStation()
  const first = await open(folder)
  first.insertRecord(record(1))
  first.close()
  const holder = spawn(process.execPath, [path.join(import.meta.dirname, 'crash-writer.ts'), folder, '1'], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => {
    holder.kill('SIGKILL')
  })
  const closed = new Promise((resolve) => holder.on('close', resolve))
  const writing = new Promise((resolve) => holder.stdout.once('data', resolve))
  holder.stdout.resume()
  holder.stdin.end(passphrase)
  await writing
  const refused = await open(folder).catch((thrown: unknown) => thrown)
  expect(refused).toBeInstanceOf(SohoaError)
  expect(refused).toMatchObject({ code: 'station_in_use', params: { pid: holder.pid } })
  holder.kill('SIGKILL')
  await closed
  expect(fs.existsSync(path.join(folder, 'lock-holder.json'))).toBe(true)
  await open(folder)
})

test('a holder note left by a dead process does not hold the station, even when its process number lives again', async () => {
  const { folder } = await newStation()
  fs.writeFileSync(path.join(folder, 'lock-holder.json'), JSON.stringify({ pid: process.ppid, host: 'x', since: '2026-11-22T00:00:00.000Z' }))
  await open(folder)
})

test('the same process cannot open a station twice, and a refused opening does not free the lock', async () => {
  const { folder, store } = await newOpenStation()
  expect(await codeOf(() => open(folder))).toBe('station_in_use')
  expect(await codeOf(() => open(folder))).toBe('station_in_use')
  store.close()
  await open(folder)
})

test('a failed opening lets the lock go', async () => {
  const { folder } = await newStation()
  expect(await codeOf(() => open(folder, 'một cụm mật khẩu khác'))).toBe('wrong_passphrase')
  await open(folder)
})

test('of many processes that open at once, one writes and the others are refused', { timeout: 240_000 }, async () => {
  const { folder } = await newStation()
  const first = await open(folder)
  first.insertRecord(record(1))
  first.close()
  const script = `
    import { openStation } from ${JSON.stringify(path.resolve(import.meta.dirname, '../../../shared/store/index.ts'))}
    import fs from 'node:fs'
    try { await openStation(process.argv[1], new Uint8Array(fs.readFileSync(0))); console.log('open'); setInterval(() => undefined, 1000) }
    catch (thrown) { console.log(thrown.code) }`
  const contenders = Array.from({ length: 4 }, () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
    child.stdin.end(passphrase)
    return { child, said: new Promise<string>((resolve) => child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()))) }
  })
  onTestFinished(() => contenders.forEach(({ child }) => child.kill('SIGKILL')))
  const said = await Promise.all(contenders.map((contender) => contender.said))
  expect(said.sort()).toEqual(['open', 'station_in_use', 'station_in_use', 'station_in_use'])
})
