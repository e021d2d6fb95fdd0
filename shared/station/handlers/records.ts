import type { Dossier } from '../../contract/index.ts'
import { SohoaError, toRecordId, type DeliveryChoice, type TargetName } from '../../model/index.ts'
import {
  applyReview, audit, captureDocument, exportRecord, hasUnsentDeliveries, recordDetailOf, recordLineOf, resumable, tryUnreadAgain, type PipelineContext,
} from '../../pipeline/index.ts'
import { dossierFor, refuseNested } from '../dossier-matching.ts'
import { finish, Run } from '../run.ts'
import type { Handlers } from './handlers.ts'

function choiceOf(context: PipelineContext, asked: readonly TargetName[] | undefined, dossier: Dossier): DeliveryChoice | null {
  const targets = asked ?? (dossier.deliverTo.length > 0 ? dossier.deliverTo : context.configuration().deliverTo)
  return targets.length === 0 && asked === undefined ? null : { targets, basis: asked === undefined && dossier.deliverTo.length === 0 ? 'default' : 'asked', at: context.now(), by: context.actor }
}

const emptyDossier: Dossier = { dossierCode: null, procedureCode: null, resultCode: null, validUntil: null, kind: 'result', sheets: null, owners: [], receiver: null, deliverTo: [] }

export const recordHandlers: Handlers = {
  'record.convert': async (params, context) => {
    refuseNested(params.files)
    const run = new Run(context)
    for (const path of params.files) {
      try {
        const dossier = dossierFor(path, params.dossiers, params.files)
        if (dossier === undefined && params.dossiers.length > 0) throw new SohoaError('dossier_invalid', { path: 'file' })
        const chosen = dossier ?? emptyDossier
        const { id, existing } = await captureDocument(context, path, chosen, choiceOf(context, params.deliverTo, chosen))
        run.done(await finish(context, id, params), existing)
      } catch (thrown) {
        run.failed(path, thrown)
      }
    }
    return { records: run.records, failures: run.failures }
  },
  'record.resume': async (params, context) => {
    const run = new Run(context)
    for (const record of context.store.listRecords({ limit: 1_000_000, work: resumable }).toReversed()) {
      const { id, sourceName } = record
      const settled = (record.work === 'signed' || record.work === 'delivered') && record.trust !== 'time stamp pending' && !hasUnsentDeliveries(record)
      if (settled) continue
      try {
        tryUnreadAgain(context, id)
        const kept = await finish(context, id, params)
        run.done(kept, kept !== id)
      } catch (thrown) {
        run.failed(sourceName, thrown)
      }
    }
    return { records: run.records, failures: run.failures }
  },
  'record.list': ({ work, limit }, context) => {
    audit(context, 'records listed', null, {})
    return { records: context.store.listRecords({ limit, ...(work === undefined ? {} : { work: [work] }) }).map(({ id }) => recordLineOf(context, id)) }
  },
  'record.show': ({ id }, context) => {
    const detail = recordDetailOf(context, toRecordId(id))
    audit(context, 'viewed', toRecordId(id))
    return detail
  },
  'record.review': async (params, context) => {
    const id = toRecordId(params.id)
    applyReview(context, params, id)
    await finish(context, id, { deliver: params.deliver })
    return recordLineOf(context, id)
  },
  'record.export': ({ id, folder }, context) => exportRecord(context, toRecordId(id), folder),
  'record.search': ({ words, limit }, context) => {
    audit(context, 'searched', null, {})
    return {
      hits: context.store.search(words, limit).map(({ recordId, fit, snippet }) => ({
        id: recordId, code: context.store.getRecord(recordId).code, title: snippet, exactTones: fit === 'exact phrase' || fit === 'exact words',
      })),
    }
  },
}
