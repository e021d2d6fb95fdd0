import { isTrustIncomplete, type RecordId } from '../model/index.ts'
import { advance, awaitedBy, queueDeliveries, runDeliveries, runRecalls } from '../pipeline/index.ts'
import type { StationContext } from './context.ts'
import { Run } from './run.ts'

export interface DueWork {
  /** One record; left out: all. */
  readonly id?: RecordId | undefined
  /** Also what waits for its next turn. */
  readonly now: boolean
  /** Whether time stamps, certificates' status and validation data that are missing are asked for. */
  readonly stamps: boolean
}

/** Asks for what is missing at signatures, and sends and calls back what is due. One after the other: two runs never send the same. */
export async function sendDue(context: StationContext, { id, now, stamps }: DueWork): Promise<{ readonly run: Run; readonly stampsMissing: boolean }> {
  return context.alone('delivery', async () => {
    const run = new Run(context)
    const silent = new Set<string>()
    for (const unsettled of id === undefined ? context.store.listUnsettled() : [id]) {
      const { trust, sourceName } = context.store.getRecord(unsettled)
      const awaited = isTrustIncomplete(trust) ? awaitedBy(context, unsettled) : null
      try {
        // What an authority did not give to one record it does not give to the next: each would wait for its silence.
        if (awaited !== null && stamps && !silent.has(awaited)) {
          await context.alone(unsettled, () => advance(context, unsettled))
          if (isTrustIncomplete(context.store.getRecord(unsettled).trust)) silent.add(awaited)
        }
      } catch (thrown) {
        // One record whose time stamp cannot be added never keeps back what others send or call back.
        run.failed(sourceName, thrown)
      }
      queueDeliveries(context, unsettled, { again: id !== undefined })
    }
    const due = { now, ...(id === undefined ? {} : { id }) }
    if (id !== undefined) context.store.retryRecalls(id, context.now())
    const tried = new Set([...await runRecalls(context, due), ...await runDeliveries(context, due), ...(id === undefined ? [] : [id])])
    for (const recordId of tried) run.done(recordId, false)
    return { run, stampsMissing: silent.size > 0 }
  })
}
