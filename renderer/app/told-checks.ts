import type { ResultOf } from '../../shared/contract/index.ts'
import type { DoctorCheck } from '../../shared/model/index.ts'

export type Check = ResultOf<'station.doctor'>['checks'][number]

/** What a day begins with, in one line at the counter. */
const ofTheDay: readonly DoctorCheck[] = ['integrity', 'clock', 'certificate', 'backup', 'disk']
/** What must not wait until somebody comes to the counter. */
const everywhere: readonly DoctorCheck[] = ['clock', 'certificate', 'disk']

/** Which checks the line tells: at the counter all of the day, elsewhere only what is not well and cannot wait. */
export function toldChecks(checks: readonly Check[], atCounter: boolean): readonly Check[] {
  return checks.filter(({ check, state }) => (atCounter ? ofTheDay.includes(check) : state !== 'good' && everywhere.includes(check)))
    .toSorted((left, right) => ofTheDay.indexOf(left.check) - ofTheDay.indexOf(right.check))
}
