import { dossierShape, type Dossier } from '../../contract/index.ts'
import { SohoaError, toRecordId, vietnamMidnight, type Instant } from '../../model/index.ts'
import {
  addEffort, applyReview, audit, captureDocument, exportRecord, firstChoice, recordDetailOf, recordLineOf, recordsToResume, resultLineOf, runRecalls, shownName, tryUnreadAgain,
} from '../../pipeline/index.ts'
import { dossierFor, refuseNested } from '../dossier-matching.ts'
import { finish, Run } from '../run.ts'
import type { Handlers } from './handlers.ts'

const emptyDossier: Dossier = dossierShape.parse({})

/** Days of capture in Vietnam, both included, as the store asks for times. */
function capturedWithin(from: string | undefined, to: string | undefined): { from?: Instant; to?: Instant } {
  return { ...(from === undefined ? {} : { from: vietnamMidnight(from) }), ...(to === undefined ? {} : { to: vietnamMidnight(to, 1) }) }
}

/** Throws cancelled between one document and the next: what was taken in is kept, and was told as it came. */
function stopBetween(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new SohoaError('cancelled')
}

export const recordHandlers: Handlers = {
  'record.convert': async (params, context, { signal }) => {
    refuseNested(params.files)
    const run = new Run(context)
    const wish = { targets: params.deliverTo, perAgreement: params.perAgreement, reason: params.reason ?? null }
    const [head = '', ...rest] = params.files
    const documents: readonly (readonly [string, ...string[]])[] = params.together ? [[head, ...rest]] : params.files.map((path) => [path])
    for (const paths of documents) {
      const [path] = paths
      stopBetween(signal)
      try {
        const dossier = dossierFor(path, params.dossiers, params.together ? [path] : params.files)
        if (dossier === undefined && params.dossiers.length > 0) throw new SohoaError('dossier_invalid', { path: 'file' })
        const chosen = dossier ?? emptyDossier
        const { id, existing } = await captureDocument(context, paths, chosen, firstChoice(context, wish, chosen))
        run.done(await finish(context, id, params), existing)
      } catch (thrown) {
        run.failed(shownName(context, path), thrown)
      }
    }
    return { records: run.records, failures: run.failures }
  },
  'record.resume': async (params, context, { signal }) => {
    const run = new Run(context)
    for (const id of recordsToResume(context)) {
      stopBetween(signal)
      const { sourceName } = context.store.getRecord(id)
      try {
        tryUnreadAgain(context, id)
        const kept = await finish(context, id, { ...params, urgency: 'backlog' })
        run.done(kept, kept !== id)
      } catch (thrown) {
        run.failed(sourceName, thrown)
      }
    }
    for (const id of params.deliver ? await runRecalls(context, { now: true }) : []) run.done(id, false)
    return { records: run.records, failures: run.failures }
  },
  'record.list': ({ work, limit, after, from, to }, context) => {
    audit(context, 'records listed', null, {})
    const cursor = after === undefined ? {} : { cursor: toRecordId(after) }
    const records = context.store.listRecords({ limit, ...cursor, ...(work === undefined ? {} : { work }), ...capturedWithin(from, to) })
    return { records: records.map(({ id }) => recordLineOf(context, id)), next: records.length === limit ? records.at(-1)?.id ?? null : null }
  },
  'record.show': ({ id }, context) => {
    const detail = recordDetailOf(context, toRecordId(id))
    audit(context, 'viewed', toRecordId(id))
    return detail
  },
  'record.review': async (params, context) => {
    const id = toRecordId(params.id)
    applyReview(context, params, id)
    return recordLineOf(context, await finish(context, id, { deliver: params.deliver }))
  },
  'record.export': ({ id, folder }, context) => exportRecord(context, toRecordId(id), folder),
  'record.effort': ({ id, ...told }, context) => addEffort(context, toRecordId(id), told),
  'record.search': ({ words, limit, typing, work, from, to }, context) => {
    audit(context, 'searched', null, {})
    return {
      hits: context.store.search({
        words, typing, ...(work === undefined ? {} : { work }), ...capturedWithin(from, to),
      }, limit).map(({ recordId, fit, snippet, ...standing }) => ({
        id: recordId, title: snippet, exactTones: fit === 'exact phrase' || fit === 'exact words', ...standing, result: resultLineOf(context.store.getRecord(recordId)),
      })),
    }
  },
}
