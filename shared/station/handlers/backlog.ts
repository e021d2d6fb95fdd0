import { audit, beginLot, lotDocumentLines, lotLines, pauseLot, planBacklog, workOffLots, type PipelineContext } from '../../pipeline/index.ts'
import type { Handlers } from './handlers.ts'

/** Stations that are at their lots now. */
const atWork = new WeakSet<PipelineContext['store']>()

export const backlogHandlers: Handlers = {
  'backlog.plan': ({ files, split }, context, { signal }) => context.alone('plans', () => planBacklog(context, files, split, signal)),
  'backlog.start': (params, context) => beginLot(context, params),
  'backlog.run': async (_, context, { signal }) => {
    if (!atWork.has(context.store)) {
      atWork.add(context.store)
      try {
        await workOffLots(context, (what, work) => context.alone(what, work), signal)
      } finally {
        atWork.delete(context.store)
      }
    }
    return { lots: lotLines(context) }
  },
  'backlog.state': (_, context) => ({ lots: lotLines(context) }),
  'backlog.documents': ({ lot, after, limit }, context) => {
    audit(context, 'lot looked at', null, { lot })
    const documents = lotDocumentLines(context, lot, after, limit)
    return { documents, next: documents.length === limit ? documents.at(-1)?.number ?? null : null }
  },
  'backlog.pause': ({ lot }, context) => pauseLot(context, lot, true),
  'backlog.resume': ({ lot }, context) => pauseLot(context, lot, false),
}
