import type { Page } from '@playwright/test'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { MethodName, ParamsOf, ResultOf } from '../../shared/contract/index.ts'
import { openStation, parseParams } from '../../shared/station/index.ts'
import { dossier, passphrase, type Office } from '../support/office.ts'
import { expect, test as base } from './fixtures.ts'

/** May scan and review, not sign. */
export const scanner = { name: 'Trần Văn Quét', passphrase: 'năm từ khác hẳn nhau' } as const

/** Nobody listens there. */
const nowhere = 'https://127.0.0.1:9'

/** A folder with a station that holds a delivered record (201), one that no receiver has yet (202), and two that wait for the signer (203, 204). */
async function fill(office: Office, folder: string): Promise<void> {
  await cp(office.station, folder, { recursive: true })
  const station = await openStation(folder, Buffer.from(passphrase))
  const beside = { onEvent: () => undefined, keyPassphrase: () => Promise.reject(new Error('no key')), newPassphrase: () => Promise.resolve(Buffer.from(scanner.passphrase)) }
  const call = <Name extends MethodName>(name: Name, params: ParamsOf<Name>): Promise<ResultOf<Name>> => station.call(name, parseParams(name, params), beside)
  try {
    await call('station.configure', { set: { signing: 'when told', confirmSigning: true, deliverTo: ['kho'], acceptFrom: 0.5 } })
    await call('officer.add', { name: scanner.name, rights: ['scan'] })
    const files = await Promise.all([1, 2, 3, 4].map((number) => office.scan(number)))
    const { records: [first, second] } = await call('record.convert', { files, dossiers: files.map((file, at) => ({ ...dossier, file: path.basename(file), dossierCode: `H99.12-261122-000${at + 1}` })) })
    await call('record.sign', { ids: [first?.id ?? ''] })
    const { configuration: { targets } } = await call('station.status', {})
    await call('station.configure', { set: { targets: { ...targets, kho: { url: nowhere, caPem: targets.kho?.caPem ?? '' } } } })
    await call('record.sign', { ids: [second?.id ?? ''] })
  } finally {
    await station.close()
  }
}

/** Such a station, made once for all tests of a worker. */
export const test = base.extend<object, { filled: string }>({
  filled: [async ({ office }, use) => {
    const home = await mkdtemp(path.join(tmpdir(), 'sohoa-filled-'))
    const folder = path.join(home, 'trạm')
    await fill(office, folder)
    await use(folder)
    await rm(home, { recursive: true, force: true })
  }, { scope: 'worker', timeout: 180_000 }],
  station: async ({ station, filled }, use) => {
    await rm(station.folder, { recursive: true, force: true })
    await cp(filled, station.folder, { recursive: true })
    await use(station)
  },
})
export { expect }

/** Goes to a screen by its key, once the window takes keys. */
export async function goByKey(page: Page, chord: string): Promise<void> {
  await expect(page.getByRole('navigation')).toBeVisible()
  await page.keyboard.press(chord)
}
