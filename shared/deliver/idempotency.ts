import { createHash } from 'node:crypto'
import { instant, toDigest, toMilliseconds, type Digest, type Instant, type TargetName } from '../model/index.ts'

/** The key of a delivery or recall: the same record, target and PDF (null: whichever) always give the same key, so that a repeat cannot double. */
export function idempotencyKey(recordCode: string, target: TargetName, pdfDigest: Digest | null): Digest {
  return toDigest(createHash('sha256').update(JSON.stringify([recordCode, target, pdfDigest])).digest('hex'))
}

const firstWaitMs = 15_000
const longestWaitMs = 3_600_000

/**
 * When to try again after `attempts` failed attempts: doubling from 15 s to one hour, spread by ±20 % so that a hundred
 * stations do not return in the same second. `random` gives 0..1.
 */
export function nextAttemptAt(attempts: number, now: Instant, random: () => number = Math.random): Instant {
  const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(attempts - 1, 20))
  return instant(new Date(toMilliseconds(now) + wait * (0.8 + 0.4 * random())))
}
