import { defaultConfiguration, methods, type MethodName, type ParamsOf, type ParsedParams, type ResultOf } from '../contract/index.ts'
import { describeThrown, SohoaError } from '../model/index.ts'
import { settleRestored } from '../pipeline/index.ts'
import { createStation as createStore, openStation as openStore, restoreHeader, restoreStation } from '../store/index.ts'
import { changeConfiguration, changedConfiguration } from './configuration.ts'
import { toldBlobs, watchOf } from './handlers/custody.ts'
import type { CallExtras } from './handlers/handlers.ts'
import { openStation } from './station.ts'
import { verifyFiles } from './verify-files.ts'

/** Where a call goes and what comes beside it. Secrets are asked for only when needed, and wiped by whoever uses them. */
export interface CallContext extends CallExtras {
  /** Folder of the station. */
  readonly folder: string
  passphrase(): Promise<Uint8Array>
}

/** Parses parameters by the contract. Throws invalid_params with the place. */
export function parseParams<Name extends MethodName>(name: Name, params: unknown): ParsedParams<Name> {
  const parsed = methods[name].params.safeParse(params)
  if (parsed.success) return parsed.data as ParsedParams<Name>
  const issue = parsed.error.issues[0]
  const place = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue?.path.join('.') ?? ''
  throw new SohoaError('invalid_params', { method: name, path: place })
}

async function createStation(params: ParsedParams<'station.create'>, context: CallContext): Promise<ResultOf<'station.create'>> {
  // Before anything is made: the recovery key is told once, and a station whose making ends in an error would keep it to itself.
  changedConfiguration(defaultConfiguration, params.configuration)
  const passphrase = await context.passphrase()
  const again = Uint8Array.from(passphrase)
  try {
    const { recoveryKey } = await createStore(context.folder, { officer: params.officer, passphrase, training: params.training })
    const store = await openStore(context.folder, again)
    try {
      changeConfiguration(store, params.configuration)
    } finally {
      store.close()
    }
    return { folder: context.folder, training: params.training, recoveryKey }
  } finally {
    again.fill(0)
  }
}

async function restore(params: ParsedParams<'station.restore'>, context: CallContext): Promise<ResultOf<'station.restore'>> {
  let unsent = 0
  const restored = await restoreStation(params.from, context.folder, await context.passphrase(), params, (store, done) => {
    settleRestored(store, done, params.from)
    unsent = store.countUndelivered().queued
  }, watchOf(context, 'restore', params.from))
  return { ...restored, folder: context.folder, lost: toldBlobs(restored.lost), unsent }
}

/** A station that may not open by itself: with its header taken from the backup, or with a loss that a person accepted. */
async function repair(params: ParsedParams<'station.repair'>, context: CallContext): Promise<ResultOf<'station.repair'>> {
  const passphrase = await context.passphrase()
  const again = Uint8Array.from(passphrase)
  let headerFrom: number | null = null
  try {
    const open = (secret: Uint8Array): ReturnType<typeof openStation> => openStation(context.folder, secret, params.acceptLossAfter === undefined ? {} : { acceptLossAfter: params.acceptLossAfter })
    const station = await open(passphrase).catch(async (thrown: unknown) => {
      if (params.from === undefined || describeThrown(thrown).code !== 'header_damaged') throw thrown
      headerFrom = await restoreHeader(context.folder, params.from, Uint8Array.from(again))
      return open(Uint8Array.from(again))
    })
    try {
      return { ...await station.call('station.repair', params, context), headerFrom }
    } finally {
      await station.close()
    }
  } finally {
    again.fill(0)
  }
}

/** One call from a door that holds no station open: opens it, answers, closes it. Throws SohoaError. */
export async function callStation<Name extends MethodName>(name: Name, given: ParamsOf<Name>, context: CallContext): Promise<ResultOf<Name>> {
  if (methods[name].needs === 'session') throw new SohoaError('unknown_method', { method: name })
  const params: unknown = parseParams(name, given)
  if (name === 'file.verify') return await verifyFiles(params as ParsedParams<'file.verify'>, context.onEvent) as ResultOf<Name>
  if (name === 'station.create') return await createStation(params as ParsedParams<'station.create'>, context) as ResultOf<Name>
  if (name === 'station.restore') return await restore(params as ParsedParams<'station.restore'>, context) as ResultOf<Name>
  if (name === 'station.repair') return await repair(params as ParsedParams<'station.repair'>, context) as ResultOf<Name>
  const station = await openStation(context.folder, await context.passphrase())
  try {
    return await station.call(name, params as ParsedParams<Name>, context)
  } finally {
    await station.close()
  }
}
