import { expect, test } from 'vitest'
import { makeDemoPki } from '../../../demo/pki.ts'
import { appendEntry } from '../../../shared/audit/index.ts'
import { instant, toMilliseconds, vietnamDate, type Instant } from '../../../shared/model/index.ts'
import { checkClock, clockConfirmedAction, clockDoubt, plausibleToday, programMadeAt } from '../../../shared/pipeline/care/clock.ts'
import { codeOf, newOpenStation } from '../store/station.ts'

const hour = 3_600_000
const now = instant()
const after = (ms: number): Instant => instant(new Date(toMilliseconds(now) + ms))

test('a time before the program, the certificate or anything the station wrote is implausible', async () => {
  const { agency } = await makeDemoPki({ agency: 'Ủy ban nhân dân xã Đồng Mây' })
  const { store } = await newOpenStation()
  const log = (at: Instant, action = 'record begun'): void => { store.transaction(() => { appendEntry(store, { at, actor: 'Hà', action }) }) }
  const codeAt = (at: Instant): Promise<unknown> => codeOf(() => { checkClock({ store }, at, { certificate: agency.certificate }) })

  expect(await codeAt(now)).toBeUndefined()
  expect(await codeAt(instant(new Date(toMilliseconds(programMadeAt) - 1)))).toBe('clock_implausible')
  expect(await codeAt(instant(new Date(toMilliseconds(agency.certificate.notBefore) - 1000)))).toBe('clock_implausible')

  log(now)
  expect(await codeAt(after(-1000))).toBeUndefined()
  expect(await codeAt(after(-hour))).toBe('clock_implausible')
  log(after(-hour))
  expect(await codeAt(after(-hour)), 'what the set-back clock wrote itself does not make it plausible').toBe('clock_implausible')
})

test('a clock that once ran ahead stops nothing any more after an officer confirmed the right time', async () => {
  const { agency } = await makeDemoPki({ agency: 'Ủy ban nhân dân xã Đồng Mây' })
  const { store } = await newOpenStation()
  const log = (at: Instant, action: string): void => { store.transaction(() => { appendEntry(store, { at, actor: 'Hà', action }) }) }
  log(after(500 * hour), 'record begun')
  expect(await codeOf(() => { checkClock({ store }, now, { certificate: agency.certificate }) })).toBe('clock_implausible')
  log(now, clockConfirmedAction)
  expect(await codeOf(() => { checkClock({ store }, after(1000), { certificate: agency.certificate }) })).toBeUndefined()
})

test('a time past the end of the certificate is refused by name, however plausible', async () => {
  const { agency } = await makeDemoPki({ agency: 'Ủy ban nhân dân xã Đồng Mây' })
  const { store } = await newOpenStation()
  const end = toMilliseconds(agency.certificate.notAfter)
  expect(await codeOf(() => { checkClock({ store }, instant(new Date(end - 1000)), { certificate: agency.certificate }) })).toBeUndefined()
  expect(await codeOf(() => { checkClock({ store }, instant(new Date(end + 1000)), { certificate: agency.certificate }) })).toBe('certificate_expired')
})

test('the time of capture is doubted, never refused, when it cannot be true', async () => {
  const { store } = await newOpenStation()
  store.transaction(() => { appendEntry(store, { at: now, actor: 'Hà', action: 'record begun' }) })
  expect(clockDoubt({ store }, after(1000))).toBeUndefined()
  expect(clockDoubt({ store }, after(-hour))).toMatchObject({ code: 'clock_implausible' })
  expect(clockDoubt({ store }, instant(new Date('2015-01-01T00:00:00Z')))).toMatchObject({ code: 'clock_implausible' })
})

test('dates on paper are judged by a day that can be today, whatever the clock says', async () => {
  const { store } = await newOpenStation()
  store.transaction(() => { appendEntry(store, { at: after(48 * hour), actor: 'Hà', action: 'record begun' }) })
  expect(plausibleToday({ store, now: () => instant(new Date('2015-01-01T00:00:00Z')) })).toBe(vietnamDate(after(48 * hour - 2000)))
  expect(plausibleToday({ store, now: () => after(72 * hour) })).toBe(vietnamDate(after(72 * hour)))
})
