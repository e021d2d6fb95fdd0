import { describeThrown, SohoaError, toRecordId } from '../../model/index.ts'
import { audit, findHere, findInUse, recordLineOf, reuseRecord, sharedLineOf, takeShared, type PipelineContext, type ReuseQuestion } from '../../pipeline/index.ts'
import type { ResultOf } from '../../contract/index.ts'
import { finish } from '../run.ts'
import type { Handlers } from './handlers.ts'

/** What the sharing platform says; where it cannot be asked, why: what is here is told all the same. */
async function askShared(context: PipelineContext, question: ReuseQuestion): Promise<NonNullable<ResultOf<'reuse.find'>['shared']>> {
  const { number, ownerId } = question
  if (number === undefined || ownerId === undefined) throw new SohoaError('invalid_params', { method: 'reuse.find', path: number === undefined ? 'number' : 'ownerId' })
  try {
    const found = await findInUse(context, { ...question, number, ownerId })
    return { results: found.map((result) => sharedLineOf(context, result)), error: null }
  } catch (thrown) {
    const { code, params } = describeThrown(thrown)
    if (code === 'internal') throw thrown
    return { results: [], error: { code, params: { ...params } } }
  }
}

export const reuseHandlers: Handlers = {
  'reuse.find': async ({ shared, ...question }, context) => {
    const here = findHere(context, question)
    const elsewhere = shared ? await askShared(context, question) : null
    audit(context, 'results looked for', null, { here: here.length, shared: elsewhere?.results.length ?? null, error: elsewhere?.error?.code ?? null })
    return { here, shared: elsewhere }
  },
  'reuse.note': async ({ id, insteadOf, dossierCode, reason, deliver }, context) => {
    const kept = toRecordId(id)
    reuseRecord(context, kept, { dossierCode, reason, insteadOf: insteadOf === undefined ? undefined : toRecordId(insteadOf) })
    await finish(context, kept, { deliver })
    return recordLineOf(context, kept)
  },
  'reuse.take': async ({ insteadOf, deliver, ...request }, context) => {
    const { id, existing } = await takeShared(context, { ...request, insteadOf: insteadOf === undefined ? undefined : toRecordId(insteadOf) })
    await finish(context, id, { deliver })
    return recordLineOf(context, id, existing)
  },
}
