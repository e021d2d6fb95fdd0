import { methods, type Configuration, type MethodName, type ParsedParams, type ResultOf } from '../contract/index.ts'
import { instant, SohoaError, toRecordId, type RecordId, type Right } from '../model/index.ts'
import { noteAcceptedLoss, noteForeignSlots, noteRecoveryKeyUsed, openRooms, rightsOf, sweepStaged, type PipelineContext } from '../pipeline/index.ts'
import { openStation as openStore, type OpenOptions } from '../store/index.ts'
import { readConfiguration } from './configuration.ts'
import { Turns, type StationContext } from './context.ts'
import { openPictures, type Pictures } from './pictures.ts'
import { attachmentHandlers } from './handlers/attachments.ts'
import { auditHandlers } from './handlers/audit.ts'
import { backlogHandlers } from './handlers/backlog.ts'
import { custodyHandlers } from './handlers/custody.ts'
import { correctionHandlers } from './handlers/correction.ts'
import { deliveryHandlers } from './handlers/delivery.ts'
import { fileHandlers } from './handlers/files.ts'
import type { CallExtras, Handlers } from './handlers/handlers.ts'
import { officerHandlers } from './handlers/officers.ts'
import { pageHandlers } from './handlers/pages.ts'
import { readingHandlers } from './handlers/reading.ts'
import { recordHandlers } from './handlers/records.ts'
import { reuseHandlers } from './handlers/reuse.ts'
import { handoverHandlers } from './handlers/handover.ts'
import { scanHandlers } from './handlers/scanning.ts'
import { signatureHandlers } from './handlers/signatures.ts'
import { signingHandlers } from './handlers/signing.ts'
import { stationHandlers } from './handlers/station.ts'
import { trustHandlers } from './handlers/trust.ts'

/**
 * An open station. What changes a record waits for its turn with that record, what concerns more than one for its turn with the station;
 * what only reads, and a freeze, are answered at once.
 */
export interface Station {
  /** Name of the officer who opened it; empty for the recovery key. */
  readonly officer: string
  readonly training: boolean
  rights(): readonly Right[]
  call<Name extends MethodName>(name: Name, params: ParsedParams<Name>, extras: CallExtras): Promise<ResultOf<Name>>
  /** What the handlers work with, for work beside the calls: pictures for the screens, files handed in, refused requests. */
  context(emit?: PipelineContext['emit']): StationContext
  readonly pictures: Pictures
  /** Has all work end with `cancelled`, at its next safe point or cut off where nothing is lost by it: within seconds. Pages that were not read are read another time. */
  stop(): Promise<void>
  close(): Promise<void>
}

const handlers: Handlers = { ...stationHandlers, ...custodyHandlers, ...officerHandlers, ...recordHandlers, ...pageHandlers, ...scanHandlers, ...backlogHandlers, ...fileHandlers, ...attachmentHandlers, ...deliveryHandlers, ...correctionHandlers, ...signingHandlers, ...signatureHandlers, ...trustHandlers, ...readingHandlers, ...handoverHandlers, ...reuseHandlers, ...auditHandlers }

/**
 * Opens the station in a folder. The passphrase is wiped. Throws station_not_found, station_in_use, wrong_passphrase,
 * station_newer, header_damaged, station_damaged, restore_unfinished, and station_rolled_back or audit_broken unless `options` accept the loss. Whatever was under way stays until `record.resume`.
 */
export async function openStation(folder: string, passphrase: Uint8Array, options: OpenOptions = {}): Promise<Station> {
  const store = await openStore(folder, passphrase, options)
  const configuration = (): Configuration => readConfiguration(store)
  const turns = new Turns()
  const rooms = openRooms(configuration, undefined, () => turns.running > 1)
  const pictures = openPictures()
  const rights = (): readonly Right[] => rightsOf({ store }, store.officer)
  const stopping = new AbortController()
  const contextOf = (emit: PipelineContext['emit']): StationContext => ({
    store, rooms, actor: store.officer === '' ? 'recovery key' : store.officer, training: store.training, configuration, now: () => instant(), emit, stop: stopping.signal,
    folder, rights: rights(), alone: (id, work) => turns.take(id, work),
  })
  try {
    settleOpening(contextOf(() => undefined))
  } catch (thrown) {
    store.close()
    throw thrown
  }

  /** Runs a call in the turn that the contract gives it. */
  const inTurn = async <Value>(name: MethodName, params: unknown, work: () => Promise<Value>): Promise<Value> => {
    switch (methods[name].turn) {
      case 'none': return work()
      case 'record': return turns.take(recordOf(params), work)
      case 'station': return turns.take('station', work)
    }
  }

  return {
    officer: store.officer,
    training: store.training,
    rights,
    call: async (name, params, extras) => {
      const { right, result } = methods[name]
      if (right !== 'view' && !rights().includes(right)) throw new SohoaError('right_missing', { right })
      return inTurn(name, params, async () => {
        const handler = handlers[name]
        if (handler === undefined) throw new SohoaError('unknown_method', { method: name })
        return result.parse(await handler(params, contextOf(extras.onEvent), { ...extras, signal: extras.signal === undefined ? stopping.signal : AbortSignal.any([extras.signal, stopping.signal]) })) as ResultOf<typeof name>
      })
    },
    context: (emit = () => undefined) => contextOf(emit),
    pictures,
    async stop() {
      stopping.abort()
      await rooms.interrupt()
    },
    async close() {
      await Promise.all([rooms.close(), pictures.close()])
      store.close()
    },
  }
}

/** The record that a call is about. */
function recordOf(params: unknown): RecordId {
  if (typeof params === 'object' && params !== null && 'id' in params && typeof params.id === 'string') return toRecordId(params.id)
  throw new SohoaError('internal', { type: 'a call about no record' })
}

/** What an opening leaves behind: leases freed, and a trace of what was accepted or found changed. */
function settleOpening(context: PipelineContext): void {
  if (context.store.opening.acceptedLoss) noteAcceptedLoss(context)
  context.store.releaseLeases()
  context.store.releaseRecallLeases()
  noteForeignSlots(context)
  noteRecoveryKeyUsed(context)
  sweepStaged(context)
}
