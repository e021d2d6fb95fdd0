import { statfs } from 'node:fs/promises'
import { describeThrown, SohoaError, targetNames, toMilliseconds, vietnamDate, type DoctorCheck } from '../../model/index.ts'
import { clockDoubt } from './clock.ts'
import type { PipelineContext } from '../context.ts'
import { custodyOf, lastCheckOf } from './custody.ts'
import { isRecoveryKeyProven } from './officers.ts'
import { isClockDoubted } from './receiver-clock.ts'
import { beforeSignature } from '../signing/sign-queue.ts'
import { listSigningKeys } from '../signing/signing-keys.ts'
import { tokenTries } from '../signing/token-keys.ts'
import { whyNotReached } from '../delivery/target-address.ts'

/** How one thing stands. `params` say it in figures, never in words. */
export interface Examined {
  readonly check: DoctorCheck
  readonly state: 'good' | 'attention' | 'bad'
  readonly params: Readonly<Record<string, string | number>>
}

const dayMs = 86_400_000
const certificateDays = 30
const backupDays = 7
const checkDays = 31
const mebibyte = 1_048_576
/** MiB of free disk: below the first no day's work fits, below the second not a week's. */
const leastFree = 1024
const enoughFree = 5120

const graded = (check: DoctorCheck, state: Examined['state'], params: Examined['params'] = {}): Examined => ({ check, state, params })

function certificate(context: PipelineContext): Examined {
  // The one that signs: an older key that lasts longer does not step in for it.
  const last = listSigningKeys(context).findLast(({ officer }) => officer === null)?.notAfter
  if (last === undefined) return graded('certificate', 'bad', { days: 0, date: '' })
  const days = Math.floor((toMilliseconds(last) - toMilliseconds(context.now())) / dayMs)
  return graded('certificate', days < 0 ? 'bad' : days < certificateDays ? 'attention' : 'good', { days, date: vietnamDate(last) })
}

/** Nothing to tell where no key on a token signs. */
async function token(context: PipelineContext): Promise<Examined[]> {
  try {
    const tries = await tokenTries(context)
    return tries.length === 0 ? [] : [graded('token', tries.includes('none') ? 'bad' : tries.every((one) => one === 'usual') ? 'good' : 'attention')]
  } catch (thrown) {
    if (!(thrown instanceof SohoaError)) throw thrown
    return [graded('token', thrown.code === 'token_absent' ? 'attention' : 'bad')]
  }
}

async function disk(folder: string): Promise<Examined> {
  const { bavail, bsize } = await statfs(folder)
  const free = Math.floor((bavail * bsize) / mebibyte)
  return graded('disk', free < leastFree ? 'bad' : free < enoughFree ? 'attention' : 'good', { freeMebibytes: free })
}

async function recogniser(context: PipelineContext): Promise<Examined> {
  try {
    const { name, version, model } = await context.rooms.ocr()
    return graded('recogniser', 'good', { engine: name, version, model })
  } catch (thrown) {
    return graded('recogniser', 'bad', { engine: describeThrown(thrown).code, version: '', model: '' })
  }
}

function backup(context: PipelineContext): Examined {
  const { lastBackup } = custodyOf(context)
  if (lastBackup === null) return graded('backup', 'attention', { days: -1, date: '' })
  const days = Math.floor((toMilliseconds(context.now()) - toMilliseconds(lastBackup.madeAt)) / dayMs)
  return graded('backup', days > backupDays && lastBackup.entriesSince > 0 ? 'attention' : 'good', { days, date: vietnamDate(lastBackup.madeAt) })
}

function integrity(context: PipelineContext): Examined {
  const last = lastCheckOf(context)
  if (last === undefined) return graded('integrity', 'attention', { days: -1, date: '' })
  const days = Math.floor((toMilliseconds(context.now()) - toMilliseconds(last.at)) / dayMs)
  return graded('integrity', !last.sound ? 'bad' : days > checkDays ? 'attention' : 'good', { days, date: vietnamDate(last.at) })
}

/** Looks at what the day's work needs; changes nothing. `folder` is the station's. */
export async function examineStation(context: PipelineContext, folder: string): Promise<Examined[]> {
  const { store } = context
  const configuration = context.configuration()
  const { agency } = configuration
  const reached = targetNames.filter((target) => whyNotReached(configuration, target) === undefined)
  const records = store.countRecords()
  const { queued, held, refused } = store.countUndelivered()
  const unsigned = beforeSignature.reduce((sum, work) => sum + (records[work] ?? 0), 0)
  const unreviewed = (records['awaiting review'] ?? 0) + (records.extracted ?? 0)
  const badFiles = store.opening.badBlobs.length
  return [
    graded('clock', clockDoubt(context, context.now()) !== undefined ? 'bad' : isClockDoubted(context) ? 'attention' : 'good', { now: context.now() }),
    certificate(context),
    ...await token(context),
    await disk(folder),
    await recogniser(context),
    graded('agency', agency === null ? 'bad' : 'good', { agency: agency ?? '' }),
    graded('targets', reached.length === 0 ? 'attention' : 'good', { count: reached.length }),
    graded('unsent', queued + held + refused > 0 ? 'attention' : 'good', { queued, held, refused }),
    graded('unsigned', unsigned > 0 ? 'attention' : 'good', { count: unsigned }),
    graded('unreviewed', unreviewed > 0 ? 'attention' : 'good', { count: unreviewed }),
    backup(context),
    integrity(context),
    graded('files', badFiles > 0 ? 'bad' : 'good', { count: badFiles }),
    graded('recoveryKey', isRecoveryKeyProven(context) ? 'good' : 'attention'),
  ]
}
