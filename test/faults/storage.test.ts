import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appendEntry, verifyChain } from '../../shared/audit/index.ts'
import { describeThrown, instant, type Digest } from '../../shared/model/index.ts'
import { openStation, type Store } from '../../shared/store/index.ts'
import { createStationAt } from '../../shared/store/station-folder.ts'
import { randomFrom } from '../support/random.ts'
import { record, recordId } from '../unit/store/record.ts'

const cheap = { algorithm: 'argon2id', memoryKib: 8, passes: 1, parallelism: 1 } as const
const passphrase = (): Uint8Array => new TextEncoder().encode('bốn từ không liên quan')
const random = randomFrom(20_261_122)
const database = 'station.db'
const log = 'station.db-wal'
const databasePage = 4096

/** What may be told of a harmed station: anything else is a fault of the program. */
const named = new Set(['station_damaged', 'station_rolled_back', 'station_newer', 'station_not_found', 'header_damaged', 'audit_broken', 'wrong_passphrase'])

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'sohoa-storage-'))
const at = (...names: string[]): string => path.join(root, ...names)
afterAll(() => { fs.rmSync(root, { recursive: true, force: true }) })

/** The pages of each record, in order. */
type Ledger = ReadonlyMap<string, readonly Digest[]>

/**
 * `closed`: a station at rest. `killed`: what a kill left of a station with a long write-ahead log. `before`: the same, earlier.
 * `other`: a station that has nothing to do with them.
 */
const ledgers = new Map<string, Ledger>()

beforeAll(async () => {
  for (const name of ['closed', 'other']) await fillStation(at(name), name, 20)
  fs.cpSync(at('closed'), at('open'), { recursive: true })
  const store = await openStation(at('open'), passphrase())
  // Few enough that the log is not yet written back into the database: each of its pages counts.
  for (const [name, from] of [['before', 100], ['killed', 200]] as const) {
    for (let number = from; number < from + 12; number += 1) addRecord(store, number)
    // As a kill leaves it: what is flushed is there, nothing was ended in order.
    fs.cpSync(at('open'), at(name), { recursive: true })
    ledgers.set(name, ledgerOf(store))
  }
  store.close()
})

async function fillStation(folder: string, name: string, records: number): Promise<void> {
  await createStationAt(folder, { officer: 'Hà', passphrase: passphrase(), training: false }, cheap)
  const store = await openStation(folder, passphrase())
  for (let number = 1; number <= records; number += 1) addRecord(store, number)
  ledgers.set(name, ledgerOf(store))
  store.close()
}

function addRecord(store: Store, number: number): void {
  const pages = [1000, 30_000, ...(number % 10 === 0 ? [2_200_000] : [])].map((bytes) => store.putBlob(randomBytes(bytes)))
  store.transaction(() => {
    store.insertRecord(record(number))
    pages.forEach((digest, index) => {
      store.addPage(recordId(number), { ordinal: index + 1, digest, format: 'jpeg', widthPx: 1, heightPx: 1, dpi: null, dpiFrom: null, exifOrientation: 1, capturedAt: instant() })
    })
    store.indexText(recordId(number), 'Quyết định', `số ${number}`)
    appendEntry(store, { actor: 'Hà', action: 'record begun', recordId: recordId(number), details: { pages: pages.length } })
  })
}

function ledgerOf(store: Store): Ledger {
  return new Map(store.listRecords({ limit: 10_000 }).map(({ id }) => [id, store.listPages(id).map(({ digest }) => digest)]))
}

/** What somebody is told who opens the station and has it checked. */
async function toldOf(folder: string, expected: Ledger): Promise<string> {
  let store: Store
  try {
    store = await openStation(folder, passphrase())
  } catch (thrown) {
    const { code } = describeThrown(thrown)
    return named.has(code) ? `not opened: ${code}` : `UNNAMED: ${code}`
  }
  try {
    const faults = faultsOf(store)
    if (faults !== '') return `opened, the check tells: ${faults}`
    if (!isDeepStrictEqual(ledgerOf(store), expected)) return 'SILENT: pages are gone and every check is content'
    return store.opening.mendedHeaders.length > 0 ? `whole, mended: ${store.opening.mendedHeaders.join(' ')}` : 'whole'
  } catch (thrown) {
    return `UNNAMED: ${describeThrown(thrown).code}`
  } finally {
    store.close()
  }
}

function faultsOf(store: Store): string {
  try {
    const found = [store.checkDatabase().length > 0 ? 'database' : '', ...store.checkBlobs().map(({ fault }) => fault), verifyChain(store).sound ? '' : 'audit']
    return [...new Set(found.filter((text) => text !== ''))].join(' ')
  } catch (thrown) {
    const { code } = describeThrown(thrown)
    return named.has(code) ? code : ''
  }
}

/** Harms a copy of a station by `harm` and tells what came of it; then puts the harmed file back, after which all must be whole again. */
async function harmed(station: string, files: readonly string[], harm: (file: string) => void): Promise<string> {
  const folder = at('harmed')
  const told = await toldAfter(station, () => {
    for (const file of files) harm(path.join(folder, file))
  })
  for (const file of files) fs.cpSync(at(station, file), path.join(folder, file))
  const mended = await toldOf(folder, ledgerFor(station))
  return mended.startsWith('whole') ? told : `MADE WORSE BY OPENING (${mended}): ${told}`
}

/** Harms a copy of a station and tells what came of it. */
async function toldAfter(station: string, harm: (folder: string) => void): Promise<string> {
  const folder = at('harmed')
  fs.rmSync(folder, { recursive: true, force: true })
  fs.cpSync(at(station), folder, { recursive: true })
  harm(folder)
  return toldOf(folder, ledgerFor(station))
}

const ledgerFor = (station: string): Ledger => ledgers.get(station) ?? new Map()

/** Outcomes and how often each came, printed; one that is in capitals is a fault of the program. */
function summed(title: string, outcomes: readonly string[]): string[] {
  const counts = Map.groupBy(outcomes, (outcome) => outcome)
  process.stdout.write(`${title}\n${[...counts].map(([outcome, all]) => `  ${String(all.length).padStart(4)}  ${outcome}\n`).join('')}`)
  return [...counts.keys()].filter((outcome) => /^[A-Z]{2}/u.test(outcome))
}

const sizeOf = (station: string, file: string): number => fs.statSync(at(station, file)).size
const largestBlobs = (station: string): string[] => fs.readdirSync(at(station, 'blobs'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile()).map((entry) => path.relative(at(station), path.join(entry.parentPath, entry.name)))
  .toSorted((left, right) => sizeOf(station, right) - sizeOf(station, left))

function flip(file: string, place: number): void {
  const bytes = fs.readFileSync(file)
  bytes.writeUInt8(bytes.readUInt8(place) ^ (1 << Math.floor(random() * 8)), place)
  fs.writeFileSync(file, bytes)
}

/** Places in each of some pages: header, content, and the last 32 bytes with the page's own tag and nonce. */
function placesInPages(size: number, pages: number): number[] {
  const all = size / databasePage
  return [...new Set([0, 1, ...Array.from({ length: pages }, () => Math.floor(random() * all))])].flatMap((page) => (
    [0, 16, 100, 2000, databasePage - 20, databasePage - 1].map((place) => page * databasePage + place)
  )).filter((place) => place < size)
}

describe('one bit', () => {
  test('of the database', async () => {
    const outcomes: string[] = []
    for (const place of placesInPages(sizeOf('closed', database), 5)) outcomes.push(await harmed('closed', [database], (file) => { flip(file, place) }))
    expect(summed('one bit of station.db', outcomes)).toEqual([])
    expect(outcomes.filter((outcome) => outcome === 'whole').length).toBeLessThan(outcomes.length / 3)
  })

  test('of the write-ahead log', async () => {
    const outcomes: string[] = []
    const size = sizeOf('killed', log)
    for (let count = 0; count < 15; count += 1) outcomes.push(await harmed('killed', [log], (file) => { flip(file, Math.floor(random() * size)) }))
    expect(summed('one bit of station.db-wal', outcomes)).toEqual([])
  })

  test.each([[['header.json'], 'whole'], [['header.backup.json'], 'whole'], [['header.json', 'header.backup.json'], 'not opened'], [['audit.seal'], 'not opened']])('of %j', async (files, begins) => {
    const outcomes: string[] = []
    const size = Math.min(...files.map((file) => sizeOf('closed', file)))
    for (let count = 0; count < 10; count += 1) {
      const place = Math.floor(random() * size)
      outcomes.push(await harmed('closed', files, (file) => { flip(file, place) }))
    }
    expect(summed(`one bit of ${files.join(' and ')}`, outcomes)).toEqual([])
    expect(outcomes.filter((outcome) => !outcome.startsWith(begins))).toEqual([])
  })

  test('of a blob: magic, first piece, tag, last piece', async () => {
    const outcomes: string[] = []
    for (const blob of [...largestBlobs('closed').slice(0, 1), ...largestBlobs('closed').slice(-1)]) {
      const size = sizeOf('closed', blob)
      for (const place of [0, 3, 4, 500, 1_048_576 + 4, 1_048_576 + 30, size - 17, size - 1].filter((one) => one < size)) {
        outcomes.push(await harmed('closed', [blob], (file) => { flip(file, place) }))
      }
    }
    expect(summed('one bit of a blob', outcomes)).toEqual([])
    expect(outcomes.filter((outcome) => outcome !== 'opened, the check tells: blob_damaged')).toEqual([])
  })
})

describe('the write-ahead log of a killed station', () => {
  test('cut off at page borders', async () => {
    const outcomes: string[] = []
    const pages = Math.floor(sizeOf('killed', log) / databasePage)
    for (let page = 0; page < pages; page += Math.ceil(pages / 20)) outcomes.push(await harmed('killed', [log], (file) => { fs.truncateSync(file, page * databasePage) }))
    expect(summed('station.db-wal cut off', outcomes)).toEqual([])
    expect(outcomes.filter((outcome) => outcome !== 'not opened: station_rolled_back')).toEqual([])
  })

  test('taken away, or that of an earlier moment, of another station or of nothing at all', async () => {
    const outcomes = [
      await harmed('killed', [log], (file) => { fs.rmSync(file) }),
      await harmed('killed', [log], (file) => { fs.copyFileSync(at('before', log), file) }),
      await harmed('killed', [log], (file) => { fs.writeFileSync(file, randomBytes(sizeOf('killed', log))) }),
      await harmed('killed', [log], (file) => { fs.copyFileSync(at('other', database), file) }),
    ]
    expect(summed('station.db-wal exchanged', outcomes)).toEqual([])
    expect(outcomes.filter((outcome) => outcome !== 'not opened: station_rolled_back')).toEqual([])
  })

  test('put beside the same station at rest, which was written to since', async () => {
    fs.cpSync(at('killed'), at('rested'), { recursive: true })
    const store = await openStation(at('rested'), passphrase())
    for (let number = 300; number < 340; number += 1) addRecord(store, number)
    ledgers.set('rested', ledgerOf(store))
    store.close()
    const outcomes: string[] = []
    for (const stale of ['before', 'killed']) outcomes.push(await toldAfter('rested', (folder) => { fs.copyFileSync(at(stale, log), path.join(folder, log)) }))
    expect(summed('an old station.db-wal beside a newer database', outcomes)).toEqual([])
    expect(outcomes.filter((outcome) => outcome === 'whole')).toEqual([])
  })
})

describe('a whole file', () => {
  const files = [database, 'header.json', 'header.backup.json', 'audit.seal']

  test.each(files)('%s: cut short, emptied, taken away, overwritten, or that of another station', async (name) => {
    const size = sizeOf('closed', name)
    const harms: ((file: string) => void)[] = [
      (file) => { fs.truncateSync(file, size - 1) }, (file) => { fs.truncateSync(file, size >> 1) }, (file) => { fs.truncateSync(file, 0) }, (file) => { fs.rmSync(file) },
      (file) => { fs.writeFileSync(file, Buffer.alloc(size)) }, (file) => { fs.writeFileSync(file, randomBytes(size)) }, (file) => { fs.copyFileSync(at('other', name), file) },
    ]
    const outcomes: string[] = []
    for (const harm of harms) outcomes.push(await harmed('closed', [name], harm))
    expect(summed(name, outcomes)).toEqual([])
  })

  test('the headers, or database and seal together, of another station', async () => {
    const outcomes = [
      await harmed('closed', ['header.json', 'header.backup.json'], (file) => { fs.copyFileSync(at('other', path.basename(file)), file) }),
      await harmed('closed', [database, 'audit.seal'], (file) => { fs.copyFileSync(at('other', path.basename(file)), file) }),
      await harmed('closed', ['header.json', 'header.backup.json'], (file) => { fs.rmSync(file) }),
    ]
    expect(summed('several files', outcomes)).toEqual([])
    expect(outcomes.filter((outcome) => !outcome.startsWith('not opened'))).toEqual([])
  })

  test('a blob: cut short, emptied, taken away, or another blob of the station', async () => {
    const [blob = '', another = ''] = largestBlobs('closed')
    const harms: ((file: string) => void)[] = [
      (file) => { fs.truncateSync(file, sizeOf('closed', blob) - 1) }, (file) => { fs.truncateSync(file, 1_048_576 + 20) }, (file) => { fs.truncateSync(file, 0) },
      (file) => { fs.rmSync(file) }, (file) => { fs.copyFileSync(at('closed', another), file) },
    ]
    const outcomes: string[] = []
    for (const harm of harms) outcomes.push(await harmed('closed', [blob], harm))
    expect(summed('a blob', outcomes)).toEqual([])
    expect(outcomes.filter((outcome) => !outcome.startsWith('opened, the check tells: blob_'))).toEqual([])
  })

  test('the folder of blobs, and one of its parts', async () => {
    const outcomes: string[] = []
    for (const part of ['blobs', path.dirname(largestBlobs('closed')[0] ?? '')]) {
      outcomes.push(await toldAfter('closed', (folder) => { fs.rmSync(path.join(folder, part), { recursive: true }) }))
    }
    expect(summed('folders of blobs', outcomes)).toEqual([])
    expect(outcomes.filter((outcome) => outcome === 'whole')).toEqual([])
  })
})
