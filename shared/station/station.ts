import { methods, type Configuration, type MethodName, type ParsedParams, type ResultOf } from '../contract/index.ts'
import { instant, SohoaError } from '../model/index.ts'
import { noteAcceptedLoss, noteForeignSlots, openRooms, type PipelineContext } from '../pipeline/index.ts'
import { openStation as openStore, type OpenOptions } from '../store/index.ts'
import { readConfiguration } from './configuration.ts'
import { attachmentHandlers } from './handlers/attachments.ts'
import { auditHandlers } from './handlers/audit.ts'
import { custodyHandlers } from './handlers/custody.ts'
import { correctionHandlers } from './handlers/correction.ts'
import { deliveryHandlers } from './handlers/delivery.ts'
import type { CallExtras, Handlers } from './handlers/handlers.ts'
import { officerHandlers } from './handlers/officers.ts'
import { recordHandlers } from './handlers/records.ts'
import { reuseHandlers } from './handlers/reuse.ts'
import { stationHandlers } from './handlers/station.ts'

/** An open station: answers the contract's methods one after another, but for a freeze, which holds at once. */
export interface Station {
  call<Name extends MethodName>(name: Name, params: ParsedParams<Name>, extras: CallExtras): Promise<ResultOf<Name>>
  close(): Promise<void>
}

const handlers: Handlers = { ...stationHandlers, ...custodyHandlers, ...officerHandlers, ...recordHandlers, ...attachmentHandlers, ...deliveryHandlers, ...correctionHandlers, ...reuseHandlers, ...auditHandlers }

/**
 * Opens the station in a folder. The passphrase is wiped. Throws station_not_found, station_in_use, wrong_passphrase,
 * station_newer, header_damaged, station_damaged, restore_unfinished, and station_rolled_back or audit_broken unless `options` accept the loss. Whatever was under way stays until `record.resume`.
 */
export async function openStation(folder: string, passphrase: Uint8Array, options: OpenOptions = {}): Promise<Station> {
  const store = await openStore(folder, passphrase, options)
  const configuration = (): Configuration => readConfiguration(store)
  const rooms = openRooms(configuration)
  const contextOf = (emit: PipelineContext['emit']): PipelineContext => ({
    store, rooms, actor: store.officer === '' ? 'recovery key' : store.officer, training: store.training, configuration, now: () => instant(), emit,
  })
  try {
    settleOpening(contextOf(() => undefined))
  } catch (thrown) {
    store.close()
    throw thrown
  }
  let turn: Promise<unknown> = Promise.resolve()

  /** One call after the other: a second caller waits until the first is answered. */
  const inTurn = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    const mine = turn.then(work, work)
    turn = mine.catch(() => undefined)
    return mine
  }

  return {
    call: (name, params, extras) => {
      const answer = async (): Promise<ResultOf<typeof name>> => {
        const handler = handlers[name]
        if (handler === undefined) throw new SohoaError('unknown_method', { method: name })
        return methods[name].result.parse(await handler(params, contextOf(extras.onEvent), extras)) as ResultOf<typeof name>
      }
      // A freeze waits for nobody: while a long run sends, each delivery still asks before it begins.
      return name === 'record.freeze' ? answer() : inTurn(answer)
    },
    async close() {
      await rooms.close()
      store.close()
    },
  }
}

/** What an opening leaves behind: leases freed, and a trace of what was accepted or found changed. */
function settleOpening(context: PipelineContext): void {
  if (context.store.opening.acceptedLoss) noteAcceptedLoss(context)
  context.store.releaseLeases()
  context.store.releaseRecallLeases()
  noteForeignSlots(context)
}
