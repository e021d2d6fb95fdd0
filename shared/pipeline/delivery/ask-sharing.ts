import { z } from 'zod'
import { describeThrown, parseInstant, SohoaError, toMilliseconds, type RecordId, type StationRecord } from '../../model/index.ts'
import type { Store } from '../../store/index.ts'
import type { PipelineContext } from '../context.ts'
import { digestOfInputs } from '../digests.ts'
import { readReview, readSharing } from '../step-results.ts'
import { findInUse, sharedLineOf, type SharedQuestion } from './take-shared.ts'
import { whyNotReached } from './target-address.ts'
import { audit } from '../transition.ts'

/** How long a paper waits for the platform's answer, and for how long nothing is asked of a platform that gave none. */
const answerMs = 3000
const silenceMs = 5 * 60_000
const silentSetting = 'sharing platform silent since'

/** By what the platform can be asked about a record; undefined while number or owner is not known. */
function questionOf({ fields, owners }: StationRecord): SharedQuestion | undefined {
  const number = fields.codeNumber?.value ?? undefined
  const ownerId = owners.find((owner) => owner.id !== null)?.id ?? undefined
  if (number === undefined || ownerId === undefined) return undefined
  return { number, notation: fields.codeNotation?.value ?? undefined, agency: fields.issuingAgency?.value ?? undefined, ownerId }
}

/**
 * Asks the sharing platform, where the station is set to, whether a paper that was read is digitised already (Directive 27: never
 * twice). Once for each number and owner, and again before the mark where nobody answered at review. A platform that does not answer
 * never stops the line: it is left alone for a while. True when it holds something that this station does not know yet.
 */
export async function askSharing(context: PipelineContext, id: RecordId): Promise<boolean> {
  const { store } = context
  const configuration = context.configuration()
  const record = store.getRecord(id)
  const question = questionOf(record)
  if (!configuration.askShared || record.origin !== 'scan' || whyNotReached(configuration, 'chia-se') !== undefined || question === undefined) return false
  const inputs = digestOfInputs(question)
  if (store.getStep(id, 0, 'sharing')?.inputs === inputs) return false
  const startedAt = context.now()
  const silentSince = store.getSetting(silentSetting, z.string())
  const silence = silentSince === undefined ? Infinity : toMilliseconds(startedAt) - toMilliseconds(parseInstant(silentSince))
  if (silence >= 0 && silence < silenceMs) return false
  try {
    const found = (await findInUse(context, question, answerMs)).filter((result) => sharedLineOf(context, result).id === null)
    const result = { found: found.map(({ recordCode }) => recordCode) }
    store.putStep(id, 0, 'sharing', { inputs, engine: 'chia-se', result, resultDigest: null, startedAt, finishedAt: context.now() })
    return result.found.length > 0
  } catch (thrown) {
    const { code } = describeThrown(thrown)
    if (code === 'internal' || code === 'cancelled') throw thrown
    store.transaction(() => {
      store.putSetting(silentSetting, context.now())
      audit(context, 'sharing platform gave no answer', id, { code })
    })
    return false
  }
}

/** Codes of shared results of this paper that a person must still decide about; what was told of another number or owner counts no more. */
export function undecidedShared(store: Store, record: StationRecord): readonly string[] {
  const answer = store.getStep(record.id, 0, 'sharing')
  if (answer?.inputs !== digestOfInputs(questionOf(record) ?? null)) return []
  const told = readReview(store.getStep(record.id, 0, 'review'))?.notShared ?? []
  return (readSharing(answer)?.found ?? []).filter((code) => !told.some((decision) => decision.code === code))
}

/** The question about them; undefined where there is none. */
export function sharedQuestion(store: Store, record: StationRecord): SohoaError | undefined {
  const [code] = undecidedShared(store, record)
  return code === undefined ? undefined : new SohoaError('already_shared', { code })
}
