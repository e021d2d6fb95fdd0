import { toRecordId, type RecordId } from '../../model/index.ts'
import {
  choiceOfIssue, freezeRecord, recordLineOf, releaseRecord, replaceRecord, runRecalls, voidRecord, type PipelineContext,
} from '../../pipeline/index.ts'
import type { RecordLine } from '../../contract/index.ts'
import { finish } from '../run.ts'
import type { Handlers } from './handlers.ts'

function told(context: PipelineContext, id: RecordId, existing = false): RecordLine {
  const record = recordLineOf(context, id, existing)
  context.emit({ type: 'record', record })
  return record
}

export const correctionHandlers: Handlers = {
  'record.freeze': (params, context) => {
    const id = toRecordId(params.id)
    freezeRecord(context, id, params.reason)
    return told(context, id)
  },
  'record.release': async (params, context) => {
    const id = toRecordId(params.id)
    releaseRecord(context, id, params.reason)
    await finish(context, id, { deliver: params.deliver })
    return told(context, id)
  },
  'record.void': async (params, context) => {
    const id = toRecordId(params.id)
    voidRecord(context, id, params.reason, params.recallReason)
    if (params.deliver) await runRecalls(context, { id, now: true })
    return told(context, id)
  },
  'record.replace': async (params, context) => {
    const old = toRecordId(params.id)
    const { dossier, deliverTo, perAgreement, reason } = params
    const [first = '', ...others] = params.files
    const choice = choiceOfIssue(context, old, { targets: deliverTo, perAgreement }, dossier)
    const captured = await replaceRecord(context, old, [first, ...others], { dossier, choice, reason })
    const id = await finish(context, captured.id, params)
    return { record: told(context, id, captured.existing), replaced: told(context, old) }
  },
}
