import { defaultConfiguration, methods, type MethodName, type ParamsOf, type SessionState, type StationEvent } from '../contract/index.ts'
import { SohoaError } from '../model/index.ts'
import { whosePassphrase } from '../pipeline/index.ts'
import { isStation, stationHolder } from '../store/index.ts'
import { callStation, parseParams } from './call.ts'
import { runErrands } from './errands.ts'
import { openStation, type Station } from './station.ts'

/** What comes beside a call to a session. A secret that was not given is missing: nobody can be asked for it later. */
export interface SessionExtras {
  readonly passphrase?: Uint8Array | undefined
  readonly newPassphrase?: Uint8Array | undefined
  readonly keyPassphrase?: Uint8Array | undefined
  /** Of the tokens that sign, by the fingerprints of the certificates whose keys they hold. */
  readonly pins?: ReadonlyMap<string, Uint8Array> | undefined
  readonly signal: AbortSignal
  readonly onEvent: (event: StationEvent) => void
}

export interface SessionOptions {
  /** Folder of the station, which may hold none yet. */
  readonly folder: string
  /** Without a call for so long, the session locks itself; left out: as the station is set to. */
  readonly lockAfterMinutes?: number | undefined
  /** Told whenever the session opens or locks. */
  readonly onChange: (state: SessionState) => void
  /** What the station does by itself while it is open; its progress is nobody's. */
  readonly onEvent: (event: StationEvent) => void
}

/** A station kept open between calls, for doors that stay open: unlocked with a passphrase, locked by a key or when nobody calls. */
export interface Session {
  /** Throws folder_not_writable where nobody can tell whether there is a station. */
  state(): SessionState
  /**
   * Parses and answers one call; its secrets are wiped. Throws session_locked (also when the session locks before the answer: what was
   * begun goes on), invalid_params, and what the method throws.
   */
  call(name: MethodName, params: unknown, extras: SessionExtras): Promise<unknown>
  /** Works with the open station beside the calls; it counts as somebody's presence. Throws session_locked like `call`. */
  use<Value>(work: (station: Station) => Promise<Value>): Promise<Value>
  /** The open station, for a moment's work that nobody's presence depends on; undefined while it is locked. */
  station(): Station | undefined
  /** Locks; ends when the station is closed. */
  close(): Promise<void>
}

interface Opened {
  readonly station: Station
  /** Work that still needs the station. */
  readonly running: Set<Promise<unknown>>
  /** Rejects for whoever waits for an answer when the session locks. */
  readonly locked: PromiseWithResolvers<never>
  /** Fulfilled when the same officer comes back before what he began has ended. */
  readonly resumed: PromiseWithResolvers<undefined>
  /** Ends what the station does by itself. */
  readonly errands: AbortController
}

function openedOn(station: Station, running: Opened['running'] = new Set()): Opened {
  const locked = Promise.withResolvers<never>()
  locked.promise.catch(() => undefined)
  return { station, running, locked, resumed: Promise.withResolvers(), errands: new AbortController() }
}

/** Makes a session, locked. */
export function openSession({ folder, lockAfterMinutes, onChange, onEvent }: SessionOptions): Session {
  let opened: Opened | undefined
  /** Left, and still at work. */
  let leaving: Opened | undefined
  /** Openings and closings, one after the other. */
  let turns: Promise<unknown> = Promise.resolve()
  let idle: NodeJS.Timeout | undefined
  let ended = false

  const minutes = (): number => lockAfterMinutes ?? (opened?.station.context().configuration() ?? defaultConfiguration).lockAfterMinutes

  const state = (): SessionState => {
    const station = opened?.station
    return {
      phase: station !== undefined ? 'open' : isStation(folder) ? 'locked' : 'absent',
      folder,
      officer: station?.officer ?? null,
      rights: station === undefined ? [] : [...station.rights()],
      training: station?.training ?? null,
      holder: station === undefined ? stationHolder(folder) : null,
      lockAfterMinutes: minutes(),
    }
  }

  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const mine = turns.then(work)
    turns = mine.catch(() => undefined)
    return mine
  }

  const somebodyIsHere = (): void => {
    clearTimeout(idle)
    idle = setTimeout(() => { void lock() }, minutes() * 60_000).unref()
  }

  /** The windows are open from now on; the station does by itself what nobody needs to ask for, until it is left. */
  const enter = (station: Station, before?: Opened['running']): void => {
    const entered = openedOn(station, before)
    opened = entered
    const { running, errands } = entered
    const context = station.context((event) => { if (event.type !== 'progress' && !errands.signal.aborted) onEvent(event) })
    const mine = runErrands(context, errands.signal, ({ code, params }) => { onEvent({ type: 'notice', notice: { code, params: { ...params } } }) }).finally(() => running.delete(mine))
    running.add(mine)
  }

  /** The windows are locked from now on. Returns what is to be closed. */
  const leave = (): Opened | undefined => {
    const left = opened
    opened = undefined
    leaving = left ?? leaving
    clearTimeout(idle)
    left?.locked.reject(new SohoaError('session_locked'))
    left?.errands.abort()
    if (left !== undefined) onChange(state())
    return left
  }

  /** Closes a station that was left when what was begun has ended, unless its officer is back by then. */
  const shut = async (left: Opened | undefined): Promise<void> => {
    if (left === undefined) return
    await Promise.race([Promise.allSettled(left.running), left.resumed.promise])
    if (leaving !== left) return
    leaving = undefined
    await left.station.close()
  }

  /**
   * Goes on where the same officer is, or left what is still at work. For another officer it is stopped, and where all has ended there is
   * nothing to go on with: then the station is to be opened anew, by the slot that is known by now. Nothing is stopped for a passphrase that opens nothing, which is thrown.
   */
  const resume = async (passphrase: Uint8Array): Promise<{ readonly resumed: boolean; readonly slot?: string }> => {
    const before = opened ?? leaving
    if (before === undefined) return { resumed: false }
    const hasEnded = (): boolean => opened !== before && leaving !== before
    const whose = await whosePassphrase(before.station.context(), Uint8Array.from(passphrase)).catch((thrown: unknown) => {
      if (hasEnded()) return undefined
      throw thrown
    })
    if (whose === undefined) return { resumed: false }
    const { isPresent, slot } = whose
    if (hasEnded()) return { resumed: false, slot }
    if (!isPresent) {
      void before.station.stop()
      return { resumed: false, slot }
    }
    if (leaving === before) {
      leaving = undefined
      enter(before.station, before.running)
      before.resumed.resolve(undefined)
    }
    return { resumed: true }
  }

  const lock = (): Promise<void> => {
    const left = leave()
    return inTurn(() => shut(left))
  }

  const openAnew = async (passphrase: Uint8Array, slot: string | undefined): Promise<void> => {
    await shut(leave())
    const station = await openStation(folder, passphrase, slot === undefined ? {} : { slot })
    if (ended) {
      await station.close()
      throw new SohoaError('session_locked')
    }
    enter(station)
  }

  const unlock = async (passphrase: Uint8Array): Promise<SessionState> => {
    const { resumed, slot } = await resume(passphrase)
    if (!resumed) await inTurn(() => openAnew(passphrase, slot))
    somebodyIsHere()
    const now = state()
    onChange(now)
    return now
  }

  /** Runs work on the open station, which closes no sooner than it ends. */
  const begin = <Value>(work: (station: Station) => Promise<Value>): Promise<Value> => {
    if (opened === undefined) return Promise.reject(new SohoaError('session_locked'))
    somebodyIsHere()
    const { station, running } = opened
    const mine = work(station).finally(() => running.delete(mine))
    running.add(mine)
    return mine
  }

  const untilLocked = <Value>(work: Promise<Value>): Promise<Value> => (opened === undefined ? work : Promise.race([work, opened.locked.promise]))

  const answer = async (name: MethodName, params: unknown, extras: SessionExtras): Promise<unknown> => {
    const parsed = parseParams(name, params)
    const passphrase = secretOf(extras.passphrase)
    if (name === 'session.state') return state()
    if (name === 'session.open') return unlock(await passphrase())
    if (name === 'session.lock') {
      void lock()
      return state()
    }
    const from = opened
    const beside = {
      passphrase, confirmation: passphrase, newPassphrase: secretOf(extras.newPassphrase), keyPassphrase: secretOf(extras.keyPassphrase),
      pin: ({ certificate }: { readonly certificate: string }) => secretOf(extras.pins?.get(certificate), 'pin_missing')(),
      // What goes on behind a lock is told to nobody.
      onEvent: (event: StationEvent) => { if (from?.station === opened?.station) extras.onEvent(event) },
    }
    // What needs no station is asked of the open one all the same: it has the files that were handed in.
    if (methods[name].needs === 'station' || (from !== undefined && (name === 'station.repair' || methods[name].needs === 'nothing'))) {
      return begin((station) => station.call(name, parsed, { ...beside, signal: extras.signal }))
    }
    if (methods[name].needs === 'nothing' && from === undefined && isStation(folder)) throw new SohoaError('session_locked')
    const alone = (): Promise<unknown> => callStation(name, params as ParamsOf<typeof name>, { ...beside, folder, signal: extras.signal })
    if (methods[name].needs === 'nothing' || from !== undefined) return alone()
    // What was made, restored or repaired is opened at once with the same passphrase.
    const again = Uint8Array.from(await passphrase())
    const result = await inTurn(alone)
    await unlock(again)
    return result
  }

  return {
    state,
    use: (work) => untilLocked(begin(work)),
    station: () => opened?.station,
    async call(name, params, extras) {
      // Wiped when the work has ended, not when its caller stops waiting: a passphrase that is yet to be set must not become zeros.
      const work = answer(name, params, extras).finally(() => {
        for (const given of [extras.passphrase, extras.newPassphrase, extras.keyPassphrase, ...(extras.pins?.values() ?? [])]) given?.fill(0)
      })
      return methods[name].needs === 'session' ? work : untilLocked(work)
    },
    close() {
      ended = true
      for (const before of [opened, leaving]) void before?.station.stop()
      return lock()
    },
  }
}

function secretOf(given: Uint8Array | undefined, missing: 'passphrase_missing' | 'pin_missing' = 'passphrase_missing'): () => Promise<Uint8Array> {
  return () => (given === undefined ? Promise.reject(new SohoaError(missing)) : Promise.resolve(given))
}
