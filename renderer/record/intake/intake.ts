import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { DoorEvent, ParamsOf, RecordLine } from '../../../shared/contract/index.ts'
import { describeThrown, SohoaError } from '../../../shared/model/index.ts'
import type { Door } from '../../station/door.ts'
import { stage } from '../../station/staging.ts'
import { useDoor } from '../../station/station.tsx'
import { errorOf } from '../../station/told-error.ts'

/** Paper on its way in. It goes on whatever screen is looked at. */
export interface Intake {
  readonly phase: 'scanning' | 'taking in' | 'reading' | 'failed'
  /** Null until the first page is in the ledger. */
  readonly record: string | null
  readonly done: number
  /** Null while nobody knows. */
  readonly total: number | null
  readonly error: SohoaError | null
  /** What the head of the paper says, while the rest is being read. */
  readonly soFar?: FieldsSoFar
  /** Every document that could not be taken in, where there were several. */
  readonly failures?: readonly FailedFile[]
}

export type FieldsSoFar = Extract<DoorEvent, { type: 'fields' }>['fields']

interface FailedFile { readonly name: string; readonly error: SohoaError }

export type Dossier = NonNullable<ParamsOf<'scan.start'>['dossier']>
export type ScanChoice = Omit<ParamsOf<'scan.start'>, 'dossier'>

const asError = (thrown: unknown): SohoaError => (thrown instanceof SohoaError ? thrown : new SohoaError('internal', describeThrown(thrown).params))

/** Scans, takes files in, reads; remembers where each stands. */
class IntakeDesk {
  readonly #door: Door
  readonly #client: QueryClient
  /** What has no record yet stands under its own key. */
  #intakes: ReadonlyMap<string, Intake> = new Map()
  readonly #watchers = new Set<() => void>()
  readonly #stops = new Map<string, AbortController>()
  /** The record that was here before the paper which came in last. */
  #hereBefore: string | null = null

  constructor(door: Door, client: QueryClient) {
    this.#door = door
    this.#client = client
  }

  watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => {
      this.#watchers.delete(watcher)
    }
  }

  all = (): ReadonlyMap<string, Intake> => this.#intakes

  hereBefore = (): string | null => this.#hereBefore

  #tellHereBefore(id: string | null): void {
    this.#hereBefore = id
    for (const watcher of this.#watchers) watcher()
  }

  /** A person has seen that the paper of this record was here before. */
  forgetHereBefore(id: string): void {
    if (this.#hereBefore === id) this.#tellHereBefore(null)
  }

  #set(key: string, intake: Intake | null): void {
    const next = new Map(this.#intakes)
    if (intake === null) next.delete(key)
    else next.set(key, intake)
    this.#intakes = next
    for (const watcher of this.#watchers) watcher()
  }

  #refresh(): void {
    void this.#client.invalidateQueries({ predicate: ({ queryKey: [name] }) => name !== 'scan.devices' })
  }

  /** Scans a paper, then reads it. `onRecord` is told as soon as there is a record to look at. */
  async scan(choice: ScanChoice, dossier: Dossier, onRecord: (id: string) => void): Promise<void> {
    const key = choice.into ?? 'scan'
    let record = choice.into ?? null
    let pages = 0
    this.#set(key, { phase: 'scanning', record, done: 0, total: null, error: null })
    const hear = (event: DoorEvent): void => {
      if (event.type !== 'page') return
      pages += 1
      const first = record !== event.record
      record = event.record
      this.#set(key, { phase: 'scanning', record, done: pages, total: null, error: null })
      if (first && pages === 1) onRecord(event.record)
    }
    try {
      const { records } = await this.#door.call('scan.start', { ...choice, dossier }, { onEvent: hear })
      this.#set(key, null)
      this.#refresh()
      const [first] = records
      if (first?.existing === true) this.#tellHereBefore(first.id)
      if (first !== undefined && first.id !== record) onRecord(first.id)
      await Promise.all(records.map(({ id }) => this.read(id)))
    } catch (thrown) {
      this.#set(key, null)
      this.#set(record ?? 'scan', { phase: 'failed', record, done: pages, total: null, error: asError(thrown) })
      this.#refresh()
    }
  }

  /** The paper is all in: ends the scan after the page under way. */
  async finishScan(): Promise<void> {
    await this.#door.call('scan.cancel', { finish: true })
  }

  /** Reads what is not read yet, as far as the review. */
  async read(id: string): Promise<void> {
    const stop = new AbortController()
    this.#stops.set(id, stop)
    let intake: Intake = { phase: 'reading', record: id, done: 0, total: null, error: null }
    const tell = (news: Partial<Intake>): void => {
      intake = { ...intake, ...news }
      this.#set(id, intake)
    }
    tell({})
    try {
      await this.#door.call('page.read', { id }, {
        signal: stop.signal,
        onEvent: (event) => {
          if (event.type === 'progress' && event.step === 'read') tell({ done: event.done, total: event.total })
          if (event.type === 'fields' && event.record === id) tell({ soFar: event.fields })
        },
      })
      this.#set(id, null)
    } catch (thrown) {
      const error = asError(thrown)
      this.#set(id, error.code === 'cancelled' ? null : { phase: 'failed', record: id, done: 0, total: null, error })
    } finally {
      this.#stops.delete(id)
      this.#refresh()
    }
  }

  /** Ends the reading of a record; what was read stays. */
  stopReading(id: string): void {
    this.#stops.get(id)?.abort()
  }

  /** Takes files in, as one document or one each. `onRecord` is told the first record, where nothing failed. */
  async takeFiles(files: readonly File[], dossier: Dossier, together: boolean, onRecord: (id: string) => void): Promise<void> {
    const documents = together ? [files] : files.map((file) => [file])
    const failures: FailedFile[] = []
    let first: RecordLine | null = null
    let done = 0
    const tell = (): void => this.#set('files', { phase: 'taking in', record: null, done, total: files.length, error: null })
    tell()
    for (const document of documents) {
      try {
        const paths = await this.#handIn(document)
        const { records: [record], failures: [failure] } = await this.#door.call('record.convert', { files: paths, together: true, dossiers: [dossier] })
        first ??= record ?? null
        if (failure !== undefined) throw errorOf(failure.error)
        // One alone is looked at, and says why itself.
        if (documents.length > 1 && record?.state.work === 'refused' && record.stoppedBy !== null) throw errorOf(record.stoppedBy)
      } catch (thrown) {
        failures.push({ name: document.map(({ name }) => name).join(', '), error: asError(thrown) })
      }
      done += document.length
      tell()
    }
    const [failure] = failures
    this.#set('files', failure === undefined ? null : { phase: 'failed', record: null, done, total: files.length, error: failure.error, failures })
    this.#refresh()
    if (first === null || failure !== undefined) return
    if (first.existing) this.#tellHereBefore(first.id)
    onRecord(first.id)
  }

  /** Takes files in as further pages of a record, then reads them. */
  async addFiles(id: string, files: readonly File[]): Promise<void> {
    this.#set(id, { phase: 'taking in', record: id, done: 0, total: files.length, error: null })
    try {
      await this.#door.call('page.insert', { id, files: await this.#handIn(files) })
    } catch (thrown) {
      this.#set(id, { phase: 'failed', record: id, done: 0, total: files.length, error: asError(thrown) })
      this.#refresh()
      return
    }
    this.#refresh()
    await this.read(id)
  }

  async #handIn(files: readonly File[]): Promise<string[]> {
    const paths: string[] = []
    for (const file of files) paths.push(await stage(file))
    return paths
  }

  /** A person has seen what failed. */
  dismiss(key: string): void {
    this.#set(key, null)
  }
}

const desks = new WeakMap<Door, IntakeDesk>()

/** The intake desk of this window. */
export function useIntakeDesk(): IntakeDesk {
  const door = useDoor()
  const client = useQueryClient()
  const desk = desks.get(door) ?? new IntakeDesk(door, client)
  desks.set(door, desk)
  return desk
}

/** Paper on its way in now, by record, or by `scan` and `files` while there is none. */
export function useIntakes(): ReadonlyMap<string, Intake> {
  const desk = useIntakeDesk()
  return useSyncExternalStore(desk.watch, desk.all)
}

/** True for the record that paper which just came in turned out to be. */
export function useHereBefore(id: string): boolean {
  const desk = useIntakeDesk()
  return useSyncExternalStore(desk.watch, desk.hereBefore) === id
}

/** The intake that a record is under; undefined where none is. */
export function intakeOf(intakes: ReadonlyMap<string, Intake>, record: string): Intake | undefined {
  return intakes.get(record) ?? [...intakes.values()].find((one) => one.record === record)
}
