import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ResultOf } from '../../shared/contract/index.ts'
import type { StationService } from '../../shared/door/index.ts'
import { openService } from '../../shared/station/index.ts'
import { directWindow, type TestWindow } from '../support/door-windows.ts'
import { openOffice, passphrase, type Office } from '../support/office.ts'
import { thrownBy } from '../support/thrown.ts'

let office: Office
let service: StationService
let page: TestWindow

const codeOf = async (call: Promise<unknown>): Promise<string | undefined> => (await thrownBy(() => call))?.code

/** How a doctor's check stands. */
const standing = async (check: string): Promise<string | undefined> =>
  (await page.call('station.doctor') as ResultOf<'station.doctor'>).checks.find((examined) => examined.check === check)?.state

async function reopen(): Promise<void> {
  service = openService({ folder: office.station })
  page = await directWindow(service)
  await page.call('session.open', {}, { passphrase })
}

beforeAll(async () => {
  office = await openOffice({ configured: false })
  await reopen()
})
afterAll(async () => {
  await service.close()
  await office.close()
})

test('the recovery key is an open point until somebody has told it back, also after another was made', async () => {
  expect(await standing('recoveryKey')).toBe('attention')
  const prove = (told: string): Promise<unknown> => page.call('station.proveRecoveryKey', {}, { passphrase: told })
  expect(await codeOf(prove('không phải khóa nào cả'))).toBe('wrong_passphrase')
  expect(await codeOf(prove(passphrase)), 'an officer’s passphrase is no recovery key').toBe('recovery_key_needed')
  expect(await standing('recoveryKey')).toBe('attention')
  await prove(office.recoveryKey)
  expect(await standing('recoveryKey')).toBe('good')
  const { recoveryKey } = await page.call('station.renewRecoveryKey') as ResultOf<'station.renewRecoveryKey'>
  expect(await standing('recoveryKey')).toBe('attention')
  await service.close()
  const file = path.join(office.folder, 'khóa khôi phục')
  await writeFile(file, `${recoveryKey.toLowerCase()}\n`)
  const proven = await office.command(['recovery-key', '--prove', '--recovery-key-file', file])
  expect(proven.code, proven.stderr).toBe(0)
  await reopen()
  expect(await standing('recoveryKey')).toBe('good')
})

test('when the data were checked last is told, and that they were whole', async () => {
  expect(await standing('integrity')).toBe('attention')
  await page.call('station.check')
  expect(await standing('integrity')).toBe('good')
})

test('the station locks itself after the minutes that it is set to', async () => {
  expect(await page.call('session.state')).toMatchObject({ lockAfterMinutes: 15 })
  await page.call('station.configure', { set: { lockAfterMinutes: 5 } })
  expect(await page.call('session.state')).toMatchObject({ lockAfterMinutes: 5 })
  for (const lockAfterMinutes of [0, 61, 2.5]) expect(await codeOf(page.call('station.configure', { set: { lockAfterMinutes } })), String(lockAfterMinutes)).toBe('invalid_params')
})
