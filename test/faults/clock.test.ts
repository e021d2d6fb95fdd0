import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordLine, ResultOf } from '../../shared/contract/index.ts'
import { dossier, openOffice, type Office } from '../support/office.ts'
import { faultsOf } from '../support/station-truth.ts'
import { toolOrSkip } from '../support/system-tools.ts'

const able = toolOrSkip('faketime')
const wrongTime = new Set(['clock_implausible', 'certificate_not_yet_valid', 'certificate_expired'])

let office: Office
let dossierFile: string
beforeAll(async () => {
  if (!able) return
  office = await openOffice()
  await office.call('station.configure', { set: { ocrEngine: 'native' } })
  dossierFile = path.join(office.folder, 'hồ sơ.json')
  await writeFile(dossierFile, JSON.stringify(dossier))
})
afterAll(async () => { if (able) await office.close() })

const convert = (scan: string): string[] => ['convert', scan, '--dossier', dossierFile, '--accept-above', '0', '--to', 'kho', '--json']

/** The last record that a command told of, and all that it said. */
async function underClock(clock: string | null, args: readonly string[], under = clock === null ? [] : ['faketime', '-f', clock]): Promise<{ record: RecordLine; output: string }> {
  const { stdout, stderr } = await office.command(args, { under, env: { FAKETIME_DONT_FAKE_MONOTONIC: '1' } })
  const records = stdout.split('\n').filter((line) => line.includes('"pages"')).map((line) => JSON.parse(line) as RecordLine)
  const record = records.at(-1)
  if (record === undefined) throw new Error(`no record: ${stdout}${stderr}`)
  return { record, output: stdout + stderr }
}

const show = (id: string): Promise<ResultOf<'record.show'>> => office.call('record.show', { id })

/** Signed, and in this order: captured, converted, signed, now. */
async function isSignedInOrder(id: string): Promise<void> {
  const { state, convertedAt, capturedAt, history } = await show(id)
  expect(state).toMatchObject({ trust: 'B-T', work: 'delivered' })
  const signedAt = history.find(({ to }) => to === 'signed')?.at ?? ''
  expect(convertedAt).not.toBeNull()
  expect(capturedAt <= (convertedAt ?? '')).toBe(true)
  expect((convertedAt ?? '') <= signedAt).toBe(true)
  expect(signedAt <= new Date().toISOString()).toBe(true)
}

describe.skipIf(!able)('a clock that is wrong', () => {
  it('stands in 2015, the battery being empty: the paper is captured and read, with a warning, and marked when the clock is right', async () => {
    const { record, output } = await underClock('@2015-01-01 00:00:10', convert(await office.scan(501)))
    expect(record).toMatchObject({ pages: 1, state: { work: "awaiting the agency's signature", trust: 'unsigned' } })
    expect(wrongTime).toContain(record.stoppedBy?.code)
    expect(output).toContain('Đồng hồ máy không hợp lý')
    expect((await show(record.id)).mark).toBeNull()
    // What is printed on the paper is read as ever: its date lies not in the future, whatever the clock says.
    expect(record.fields.issuedDate).toMatchObject({ value: '2026-11-03', failedChecks: [] })

    await underClock(null, ['resume', '--json'])
    await isSignedInOrder(record.id)
    expect((await show(record.id)).capturedAt.slice(0, 4)).toBe('2015')
  })

  it('runs three years ahead, past the end of the certificate: nothing is marked, and after it is put right an officer says so first', async () => {
    const { record } = await underClock('+1100d', convert(await office.scan(502)))
    expect(record).toMatchObject({ state: { work: "awaiting the agency's signature", trust: 'unsigned' } })
    expect(wrongTime).toContain(record.stoppedBy?.code)
    expect((await show(record.id)).mark).toBeNull()

    expect((await underClock(null, ['resume', '--json'])).record).toMatchObject({ id: record.id, state: { trust: 'unsigned' }, stoppedBy: { code: 'clock_implausible' } })
    await office.command(['configure', '--clock-confirmed'])
    await underClock(null, ['resume', '--json'])
    expect((await show(record.id)).state).toMatchObject({ trust: 'B-T', work: 'delivered' })
    expect((await show(record.id)).convertedAt?.slice(0, 10)).toBe(new Date().toISOString().slice(0, 10))
  })

  it('goes five minutes back between mark and signature: nothing is signed before its mark', async () => {
    await office.call('station.configure', { set: { pageSizeLimitKilobytes: 26 } })
    const { record } = await underClock(null, convert(await office.scan(503)))
    expect(record).toMatchObject({ state: { trust: 'unsigned' }, stoppedBy: { code: 'size_limit_unreachable' } })
    const { convertedAt } = await show(record.id)
    expect(convertedAt).not.toBeNull()
    await office.call('station.configure', { set: { pageSizeLimitKilobytes: null } })

    const back = await underClock('-5m', ['review', record.id, '--accept', '--json'])
    expect(back.record).toMatchObject({ state: { trust: 'unsigned' }, stoppedBy: { code: 'clock_implausible' } })
    await underClock(null, ['resume', '--json'])
    await isSignedInOrder(record.id)
    expect((await show(record.id)).convertedAt).toBe(convertedAt)
  })

  it.each([0.4, 0.6, 0.8])('jumps an hour back while a command runs (after %d of it): signed in order, or not at all until it is right', async (share) => {
    const number = 510 + share * 10
    const began = performance.now()
    await underClock(null, convert(await office.scan(number + 50)))
    const wholeMs = performance.now() - began
    const clock = path.join(office.folder, `đồng hồ ${share}`)
    await writeFile(clock, '+0')
    const running = underClock('as the file says', convert(await office.scan(number)), ['faketime', '-f', '+0', 'env', '-u', 'FAKETIME', `FAKETIME_TIMESTAMP_FILE=${clock}`, 'FAKETIME_NO_CACHE=1'])
    await new Promise((resolve) => { setTimeout(resolve, wholeMs * share) })
    await writeFile(clock, '-3600')
    const { record } = await running
    if (record.state.trust === 'unsigned') {
      expect(record.stoppedBy?.code).toBe('clock_implausible')
      await office.command(['configure', '--clock-confirmed'])
      await underClock(null, ['resume', '--json'])
    }
    const { convertedAt, history } = await show(record.id)
    expect((convertedAt ?? '') <= (history.find(({ to }) => to === 'signed')?.at ?? '')).toBe(true)
    expect((await show(record.id)).state.trust).toBe('B-T')
  })

  it('leaves a whole station and an unbroken log', async () => {
    expect(await faultsOf(office)).toEqual([])
  })
})
