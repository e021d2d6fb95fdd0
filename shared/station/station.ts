import { configurationChange, configurationShape, defaultConfiguration, methods, type Configuration, type ConfigurationChange, type Dossier, type FailureLine, type MethodName, type ParsedParams, type RecordLine, type ResultOf, type StationEvent } from '../contract/index.ts'
import { describeThrown, instant, SohoaError, toRecordId, type DeliveryChoice, type RecordId, type TargetName } from '../model/index.ts'
import {
  addSigningKey, advance, applyReview, audit, captureDocument, chooseTargets, clockConfirmedAction, exportRecord, hasUnsentDeliveries, listSigningKeys, openRooms, queueDeliveries, recordDetailOf, recordLineOf,
  resumable, runDeliveries, tryUnreadAgain, type PipelineContext,
} from '../pipeline/index.ts'
import { readTrustProfile } from '../pki/index.ts'
import { openStation as openStore, type Store } from '../store/index.ts'
import { dossierFor, refuseNested } from './dossier-matching.ts'

/** What comes beside a call, never in it. */
export interface CallExtras {
  keyPassphrase(): Promise<Uint8Array>
  readonly onEvent: (event: StationEvent) => void
}

/** An open station: answers the contract's methods one after another. */
export interface Station {
  call<Name extends MethodName>(name: Name, params: ParsedParams<Name>, extras: CallExtras): Promise<ResultOf<Name>>
  close(): Promise<void>
}

const configurationSetting = 'configuration'

/** Leaves out what is undefined, so that it never hides a value that is set. */
function definedOnly(set: ConfigurationChange): Partial<Configuration> {
  return Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined))
}

/** The settings of a station; what was never set has its default. */
export function readConfiguration(store: Store): Configuration {
  return { ...defaultConfiguration, ...definedOnly(store.getSetting(configurationSetting, configurationChange) ?? {}) }
}

/** A configuration with some settings changed. Throws certificate_invalid for trust or CA texts that hold no certificate. */
export function changedConfiguration(before: Configuration, set: ConfigurationChange): Configuration {
  const targets = { ...before.targets, ...set.targets }
  const after = configurationShape.parse({ ...before, ...definedOnly(set), targets })
  if (after.trustPem.trim() !== '') readTrustProfile(after.trustPem)
  for (const target of Object.values(after.targets)) readTrustProfile(target.caPem)
  return after
}

/** Keeps a changed configuration. Throws certificate_invalid like `changedConfiguration`. */
export function changeConfiguration(store: Store, set: ConfigurationChange): Configuration {
  const after = changedConfiguration(readConfiguration(store), set)
  store.putSetting(configurationSetting, after)
  return after
}

type Handlers = { readonly [Name in MethodName]?: (params: ParsedParams<Name>, context: PipelineContext, extras: CallExtras) => Promise<ResultOf<Name>> | ResultOf<Name> }

function choiceOf(context: PipelineContext, asked: readonly TargetName[] | undefined, dossier: Dossier): DeliveryChoice | null {
  const targets = asked ?? (dossier.deliverTo.length > 0 ? dossier.deliverTo : context.configuration().deliverTo)
  return targets.length === 0 && asked === undefined ? null : { targets, at: context.now(), by: context.actor }
}

const emptyDossier: Dossier = { dossierCode: null, procedureCode: null, resultCode: null, validUntil: null, kind: 'result', owners: [], receiver: null, deliverTo: [] }

/** Errors that concern the station itself: no further document is tried. */
const stationWide = new Set(['disk_full', 'folder_not_writable', 'station_damaged', 'internal', 'ocr_model_missing', 'ocr_failed'])

class Run {
  readonly records: RecordLine[] = []
  readonly failures: FailureLine[] = []
  readonly #context: PipelineContext

  constructor(context: PipelineContext) {
    this.#context = context
  }

  done(id: RecordId, existing: boolean): void {
    const record = recordLineOf(this.#context, id, existing)
    this.records.push(record)
    this.#context.emit({ type: 'record', record })
  }

  failed(source: string, thrown: unknown): void {
    const { code, params } = describeThrown(thrown)
    if (stationWide.has(code)) throw thrown
    const failure = { source, error: { code, params: { ...params } } }
    this.failures.push(failure)
    this.#context.emit({ type: 'failure', failure })
  }
}

/** Goes on with one record and its deliveries. Returns its id, or that of the record which turned out to hold the same pages. */
async function finish(context: PipelineContext, id: RecordId, options: { acceptAbove?: number | undefined; deliver: boolean }): Promise<RecordId> {
  const record = await advance(context, id, options.acceptAbove)
  if (options.deliver) await runDeliveries(context, { id: record.id, now: true })
  return record.id
}

const handlers: Handlers = {
  'station.status': (_, context) => {
    const { store } = context
    const records = store.listRecords({ limit: 1_000_000 })
    const count = (state: string): number => records.flatMap(({ deliveries, pdfDigest }) => deliveries.filter((delivery) => delivery.digest === pdfDigest && delivery.state === state)).length
    return {
      training: context.training, configuration: context.configuration(), keys: listSigningKeys(context), records: store.countRecords(),
      outbox: { queued: count('queued'), held: count('held'), refused: count('refused') },
    }
  },
  'station.configure': ({ set, training, clockConfirmed }, context) => {
    if (training !== undefined && training !== context.training) throw new SohoaError('training_forbidden')
    return context.store.transaction(() => {
      const after = changeConfiguration(context.store, set)
      if (clockConfirmed) audit(context, clockConfirmedAction, null)
      audit(context, 'configured', null, { settings: Object.keys(set).join(' ') })
      return after
    })
  },
  'key.add': async ({ file }, context, extras) => addSigningKey(context, file, await extras.keyPassphrase()),
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
  'delivery.run': async (params, context) => {
    const id = params.id === undefined ? undefined : toRecordId(params.id)
    const { to } = params
    if (to !== undefined) {
      if (id === undefined) throw new SohoaError('invalid_params', { method: 'delivery.run', path: 'id' })
      chooseTargets(context, id, to)
    }
    for (const record of context.store.listRecords({ limit: 1_000_000, work: ['signed', 'delivered'] })) {
      if (id !== undefined && record.id !== id) continue
      if (record.trust === 'time stamp pending') await advance(context, record.id)
      queueDeliveries(context, record.id, { again: id !== undefined })
    }
    const tried = await runDeliveries(context, { now: params.now, ...(id === undefined ? {} : { id }) })
    const records = tried.map((recordId) => recordLineOf(context, recordId))
    for (const record of records) context.emit({ type: 'record', record })
    return { records }
  },
}

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
