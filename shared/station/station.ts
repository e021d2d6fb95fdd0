import { methods, type Configuration, type MethodName, type ParsedParams, type ResultOf } from '../contract/index.ts'
import { instant, SohoaError } from '../model/index.ts'
import { openRooms, type PipelineContext } from '../pipeline/index.ts'
import { openStation as openStore } from '../store/index.ts'
import { readConfiguration } from './configuration.ts'
import { attachmentHandlers } from './handlers/attachments.ts'
import { auditHandlers } from './handlers/audit.ts'
import { deliveryHandlers } from './handlers/delivery.ts'
import type { CallExtras, Handlers } from './handlers/handlers.ts'
import { recordHandlers } from './handlers/records.ts'
import { stationHandlers } from './handlers/station.ts'

/** An open station: answers the contract's methods one after another. */
export interface Station {
  call<Name extends MethodName>(name: Name, params: ParsedParams<Name>, extras: CallExtras): Promise<ResultOf<Name>>
  close(): Promise<void>
}

const handlers: Handlers = { ...stationHandlers, ...recordHandlers, ...attachmentHandlers, ...deliveryHandlers, ...auditHandlers }

/**
 * Opens the station in a folder. The passphrase is wiped. Throws station_not_found, station_in_use, wrong_passphrase,
 * station_newer, header_damaged, station_damaged. Whatever was under way stays until `record.resume`.
 */
export async function openStation(folder: string, passphrase: Uint8Array): Promise<Station> {
  const store = await openStore(folder, passphrase)
  store.releaseLeases()
  const configuration = (): Configuration => readConfiguration(store)
  const rooms = openRooms(configuration)
  let turn: Promise<unknown> = Promise.resolve()

  /** One call after the other: a second caller waits until the first is answered. */
  const inTurn = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    const mine = turn.then(work, work)
    turn = mine.catch(() => undefined)
    return mine
  }

  return {
    call: (name, params, extras) => inTurn(async () => {
      const handler = handlers[name]
      if (handler === undefined) throw new SohoaError('unknown_method', { method: name })
      const context: PipelineContext = {
        store, rooms, actor: store.officer === '' ? 'recovery key' : store.officer, training: store.training, configuration, now: () => instant(), emit: extras.onEvent,
      }
      return methods[name].result.parse(await handler(params, context, extras)) as ResultOf<typeof name>
    }),
    async close() {
      await rooms.close()
      store.close()
    },
  }
}
