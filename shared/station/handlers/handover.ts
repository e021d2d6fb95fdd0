import { maskId, toRecordId } from '../../model/index.ts'
import { noteHandover, readyFor, recordLineOf } from '../../pipeline/index.ts'
import type { Handlers } from './handlers.ts'

export const handoverHandlers: Handlers = {
  'handover.ready': ({ scanned }, context) => {
    const { asked, ids } = readyFor(context, scanned)
    return {
      asked: asked.kind === 'person' ? { kind: 'person', shownId: maskId(asked.id), name: asked.name } : asked,
      records: ids.map((id) => ({ ...recordLineOf(context, id), dossierCode: context.store.getRecord(id).dossier.dossierCode })),
    }
  },
  'handover.note': ({ ids, way, receiver, witness }, context) => {
    noteHandover(context, ids.map(toRecordId), { way, receiver, witness })
    const records = ids.map((id) => recordLineOf(context, toRecordId(id)))
    for (const record of records) context.emit({ type: 'record', record })
    return { records }
  },
}
