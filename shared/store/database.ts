import fs from 'node:fs'
import Sqlite from 'better-sqlite3'
import { z } from 'zod'
import { SohoaError } from '../model/index.ts'
import { systemCode } from './durable-files.ts'

/** What SQLite can hold. */
export type SqlValue = string | number | null | Uint8Array
export type SqlParams = Readonly<Record<string, SqlValue>>

/**
 * The station's database behind the few calls that the tables need: named parameters in, rows parsed by a schema out,
 * SQLite's failures as the station's own errors (`station_damaged`, `disk_full`, `folder_not_writable`, `station_in_use`).
 */
export interface StationDatabase {
  /** Runs a statement without rows; returns how many rows it changed. */
  run(sql: string, params?: SqlParams): number
  /** The first row, parsed; undefined when there is none. */
  get<T>(schema: z.ZodType<T>, sql: string, params?: SqlParams): T | undefined
  /** All rows, parsed. */
  all<T>(schema: z.ZodType<T>, sql: string, params?: SqlParams): T[]
  /** Runs several statements as they stand. */
  script(sql: string): void
  /** All or nothing; may be nested. `work` must be synchronous. */
  transaction<T>(work: () => T): T
  /**
   * Called after each outermost transaction, or single statement, became durable. When a listener fails, what is durable stays done and
   * its caller is told so: it is called again before anything further is written, and what it throws then refuses that.
   */
  afterCommit(listener: () => void): void
  /**
   * The file as it stands now, piece by piece and encrypted as it is: a whole database, once `settleCopy` was called for it. Until the end
   * what others commit goes into the write-ahead log alone. Throws `station_damaged` where the disk cannot give a piece back.
   */
  filePieces(): Generator<FilePiece>
  /** Full check of pages (free ones too), indexes and references; empty when all is well. */
  faults(): readonly string[]
  /** What the tables hold, one after the other (a large database takes minutes, and somebody may want to stop); quick: without indexes and references. */
  faultsByTable(depth: 'full' | 'quick'): Generator<TableFaults>
  close(): void
}

/** What was found in a table; `part` (up to 1) of all tables have been looked at. */
export interface TableFaults {
  readonly faults: readonly string[]
  readonly part: number
}

/** Bytes of the database file, good until the next piece is asked for; `end` and `size`: where they end, of how many. */
export interface FilePiece {
  readonly bytes: Uint8Array
  readonly end: number
  readonly size: number
}

/**
 * Opens an encrypted database with its 32-byte key: ChaCha20-Poly1305 per page, write-ahead log, flushed at every commit,
 * nothing temporary on disk, freed pages overwritten, file locked for this process alone.
 * Throws `station_damaged` when the file is missing, empty, or does not open with the key.
 */
export function openDatabase(file: string, key: Uint8Array): StationDatabase {
  // SQLite takes an empty file for a new database: that would be a new empty store in place of a lost one.
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size === 0) throw new SohoaError('station_damaged', { detail: 'station.db' })
  return keyed(file, key, true)
}

/**
 * Opens a copy of a station's database to be read and checked, and changes nothing in it (not even to its write-ahead log).
 * Throws `station_damaged` like openDatabase.
 */
export function openSnapshot(file: string, key: Uint8Array): StationDatabase {
  const sqlite = translated(() => new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 0 }))
  try {
    translated(() => {
      unlockPages(sqlite, key)
      sqlite.prepare('SELECT count(*) FROM sqlite_schema').get()
    })
  } catch (thrown) {
    sqlite.close()
    throw thrown
  }
  return new SqliteDatabase(sqlite)
}

/**
 * Makes a database of its own of a file written from `filePieces`: one without a write-ahead log, which can be read from a disk that
 * takes no writes. Throws `station_damaged` like openDatabase.
 */
export function settleCopy(file: string, key: Uint8Array): void {
  const sqlite = translated(() => new Sqlite(file, { fileMustExist: true, timeout: 0 }))
  try {
    translated(() => {
      unlockPages(sqlite, key)
      // Before the first page is read: no shared memory file is made for the log.
      sqlite.pragma('locking_mode = EXCLUSIVE')
      sqlite.pragma('synchronous = FULL')
      sqlite.pragma('journal_mode = DELETE')
    })
  } finally {
    sqlite.close()
  }
}

/** Makes a new encrypted database. The file must not exist. */
export function createDatabase(file: string, key: Uint8Array): StationDatabase {
  if (fs.existsSync(file)) throw new SohoaError('station_exists')
  return keyed(file, key, false)
}

function keyed(file: string, key: Uint8Array, mustExist: boolean): StationDatabase {
  const sqlite = translated(() => new Sqlite(file, { fileMustExist: mustExist, timeout: 0 }))
  try {
    translated(() => {
      unlockPages(sqlite, key)
      sqlite.pragma('locking_mode = EXCLUSIVE')
      sqlite.pragma('journal_mode = WAL')
      sqlite.pragma('synchronous = FULL')
      sqlite.pragma('secure_delete = ON')
      sqlite.pragma('foreign_keys = ON')
      sqlite.prepare('SELECT count(*) FROM sqlite_schema').get()
    })
  } catch (thrown) {
    sqlite.close()
    throw thrown
  }
  return new SqliteDatabase(sqlite)
}

function unlockPages(sqlite: Sqlite.Database, key: Uint8Array): void {
  sqlite.pragma("cipher = 'chacha20'")
  sqlite.pragma(`hexkey = '${Buffer.from(key).toString('hex')}'`)
  sqlite.pragma('temp_store = MEMORY')
  sqlite.pragma('trusted_schema = OFF')
  sqlite.pragma('cell_size_check = ON')
}

const pieceBytes = 1_048_576
/** Pages in the write-ahead log from which on they are moved into the file: SQLite's own number. */
const pagesInLog = 1000
const nameRow = z.object({ name: z.string() })
const checkpointRow = z.tuple([z.object({ busy: z.literal(0) })])

class SqliteDatabase implements StationDatabase {
  readonly #sqlite: Sqlite.Database
  readonly #statements = new Map<string, Sqlite.Statement>()
  readonly #listeners: (() => void)[] = []
  /** True while a listener has yet to hear of a commit. */
  #untold = false
  /** The file opened a second time. Closed after SQLite's own: POSIX drops all locks of a process when it closes any handle on the file. */
  #second: number | undefined

  constructor(sqlite: Sqlite.Database) {
    this.#sqlite = sqlite
  }

  run(sql: string, params: SqlParams = {}): number {
    this.#tellUntold()
    const { changes } = translated(() => this.#prepare(sql).run(params))
    this.#committed()
    return changes
  }

  get<T>(schema: z.ZodType<T>, sql: string, params: SqlParams = {}): T | undefined {
    const row = translated(() => this.#prepare(sql).get(params))
    return row === undefined ? undefined : parsed(schema, row)
  }

  all<T>(schema: z.ZodType<T>, sql: string, params: SqlParams = {}): T[] {
    return translated(() => this.#prepare(sql).all(params)).map((row) => parsed(schema, row))
  }

  script(sql: string): void {
    translated(() => this.#sqlite.exec(sql))
  }

  transaction<T>(work: () => T): T {
    this.#tellUntold()
    const result = translated(() => this.#sqlite.transaction(() => {
      const value = work()
      // An asynchronous body would run after the commit: half its writes outside, and no error to tell.
      if (value instanceof Promise) throw new SohoaError('internal', { type: 'asynchronous transaction' })
      return value
    }).immediate())
    this.#committed()
    return result
  }

  afterCommit(listener: () => void): void {
    this.#listeners.push(listener)
  }

  * faultsByTable(depth: 'full' | 'quick'): Generator<TableFaults> {
    const tables = [{ name: 'sqlite_schema' }, ...this.all(nameRow, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    for (const [index, { name }] of tables.entries()) {
      const integrity = translated(() => this.#sqlite.pragma(`${depth === 'full' ? 'integrity_check' : 'quick_check'}('${name}')`, { simple: true }))
      const references = depth === 'full' ? translated(() => this.#sqlite.pragma(`foreign_key_check('${name}')`)) : []
      const faults = [
        ...(integrity === 'ok' ? [] : [String(integrity)]),
        ...(Array.isArray(references) && references.length > 0 ? [`${references.length} dangling references of ${name}`] : []),
      ]
      yield { faults, part: (index + 1) / tables.length }
    }
  }

  * filePieces(): Generator<FilePiece> {
    parsed(checkpointRow, translated(() => this.#sqlite.pragma('wal_checkpoint(TRUNCATE)')))
    this.#sqlite.pragma('wal_autocheckpoint = 0')
    try {
      const handle = this.#second ??= fs.openSync(this.#sqlite.name, 'r')
      const { size } = fs.fstatSync(handle)
      const buffer = Buffer.allocUnsafe(pieceBytes)
      for (let end = 0; end < size;) {
        const read = readPiece(handle, buffer, end)
        end += read
        yield { bytes: buffer.subarray(0, read), end, size }
      }
    } finally {
      if (this.#sqlite.open) this.#sqlite.pragma(`wal_autocheckpoint = ${pagesInLog}`)
    }
  }

  faults(): readonly string[] {
    const integrity = translated(() => this.#sqlite.pragma('integrity_check(20)', { simple: true }))
    const references = translated(() => this.#sqlite.pragma('foreign_key_check'))
    return [
      ...(integrity === 'ok' ? [] : [String(integrity)]),
      ...(Array.isArray(references) && references.length > 0 ? [`${references.length} dangling references`] : []),
    ]
  }

  close(): void {
    this.#statements.clear()
    this.#sqlite.close()
    if (this.#second !== undefined) fs.closeSync(this.#second)
    this.#second = undefined
  }

  #prepare(sql: string): Sqlite.Statement {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#sqlite.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }

  #committed(): void {
    if (this.#sqlite.inTransaction) return
    this.#untold = true
    try {
      this.#tellUntold()
    } catch (thrown) {
      // What was asked for is done: its failure would be a lie. The next write meets the same obstacle, before it does anything.
      if (!(thrown instanceof SohoaError)) throw thrown
    }
  }

  #tellUntold(): void {
    if (!this.#untold || this.#sqlite.inTransaction) return
    for (const listener of this.#listeners) listener()
    this.#untold = false
  }
}

function readPiece(handle: number, buffer: Uint8Array, position: number): number {
  try {
    const read = fs.readSync(handle, buffer, 0, buffer.length, position)
    if (read > 0) return read
  } catch (thrown) {
    throw new SohoaError('station_damaged', { detail: systemCode(thrown) ?? '' }, { cause: thrown })
  }
  throw new SohoaError('station_damaged', { detail: 'cut short' })
}

/** A row that does not fit its schema was not written by this program, or is damaged. */
function parsed<T>(schema: z.ZodType<T>, row: unknown): T {
  const result = schema.safeParse(row)
  if (result.success) return result.data
  const place = result.error.issues[0]?.path.join('.') ?? ''
  throw new SohoaError('station_damaged', { detail: `row ${place}` })
}

/** Runs a call to SQLite and translates its failure by result code (never by its text). */
function translated<T>(call: () => T): T {
  try {
    return call()
  } catch (thrown) {
    if (thrown instanceof SohoaError || !(thrown instanceof Sqlite.SqliteError)) throw thrown
    throw translate(thrown)
  }
}

function translate(thrown: InstanceType<typeof Sqlite.SqliteError>): Error {
  const code = systemCode(thrown) ?? ''
  const is = (...prefixes: readonly string[]): boolean => prefixes.some((prefix) => code.startsWith(prefix))
  if (is('SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_IOERR_SHORT_READ', 'SQLITE_IOERR_DATA')) {
    return new SohoaError('station_damaged', { detail: code }, { cause: thrown })
  }
  if (is('SQLITE_FULL')) return new SohoaError('disk_full', {}, { cause: thrown })
  if (is('SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_PERM', 'SQLITE_IOERR')) return new SohoaError('folder_not_writable', { reason: code }, { cause: thrown })
  if (is('SQLITE_BUSY', 'SQLITE_LOCKED')) return new SohoaError('station_in_use', { pid: '?', since: '?', host: '?' }, { cause: thrown })
  return thrown
}
