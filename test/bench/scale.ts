import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { seededRandom } from '../../demo/papers/sheets/random.ts'
import { describeThrown } from '../../shared/model/index.ts'
import { bringIdentitiesUpToDate } from '../../shared/pipeline/record/duplicates.ts'
import { openStation, parseParams, type CallExtras, type Station } from '../../shared/station/index.ts'
import { createStation, openStation as openStore, type Store } from '../../shared/store/index.ts'
import type { MethodName, ParamsOf, ResultOf } from '../../shared/contract/index.ts'
import { administrativeText, phrases } from '../support/administrative-text.ts'
import { openParts } from '../support/opened-parts.ts'
import { addSyntheticRecords } from '../support/synthetic-records.ts'

/**
 * Prints how a station of 100,000 records does beside one of a tenth: opening, search, lists, what is due, one more record, checks,
 * backup, and the memory all of it takes. The stations are made once and kept in out/bench/scale.
 * `node test/bench/scale.ts [--records N] [--fresh]`; times are wall times, in brackets processor times.
 */
const passphrase = 'bốn từ không liên quan'
const aims = { openMs: 2000, searchMs: 50 }
const home = path.join(import.meta.dirname, '../../out/bench/scale')
const secret = (): Uint8Array => new TextEncoder().encode(passphrase)
const folderOf = (records: number): string => path.join(home, String(records))

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`
const seconds = (from: number): string => `${((performance.now() - from) / 1000).toFixed(1)} s`

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN
}

/** How long something took, ms: by the clock, and of processor time, which other load on the machine does not lengthen as much. */
interface Duration {
  readonly wall: number
  readonly cpu: number
}

/** Quantiles of the wall times, that of the processor times in brackets, with the aim for the wall p95 where there is one. */
function spread(times: readonly Duration[], aim?: number): string {
  const wall = times.map((time) => time.wall)
  const cpu = times.map((time) => time.cpu)
  const at = (part: number): string => `${quantile(wall, part).toFixed(1)} (${quantile(cpu, part).toFixed(1)})`
  const verdict = aim === undefined ? '' : `, aim ${aim}${quantile(wall, 0.95) <= aim ? '' : ' MISSED'}`
  return `p50 ${at(0.5)} · p95 ${at(0.95)}${verdict} · p99 ${at(0.99)} ms, ${times.length} times`
}

function tell(what: string, figure: string): void {
  console.log(`  ${what.padEnd(34)} ${figure}`)
}

/** Largest memory of this process so far (resident set). */
const peak = (): string => megabytes(process.resourceUsage().maxRSS * 1024)

async function timed(work: () => unknown): Promise<Duration> {
  const from = performance.now()
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return { wall: performance.now() - from, cpu: (user + system) / 1000 }
}

async function repeated(times: number, work: (turn: number) => unknown): Promise<Duration[]> {
  const out: Duration[] = []
  for (let turn = 0; turn < times; turn += 1) out.push(await timed(() => work(turn)))
  return out
}

/** Makes the station of `records`, upon a copy of the smaller one where there is one. */
async function make(records: number, smaller: number | undefined): Promise<void> {
  const folder = folderOf(records)
  const draft = `${folder}.making`
  fs.rmSync(folder, { recursive: true, force: true })
  if (!fs.existsSync(draft)) {
    fs.mkdirSync(home, { recursive: true })
    if (smaller === undefined) await createStation(draft, { officer: 'Nguyễn Thị Hà', passphrase: secret(), training: true })
    else fs.cpSync(folderOf(smaller), draft, { recursive: true })
  }
  const flush = fs.fsyncSync
  // Nobody's records: what a power cut takes is made again.
  fs.fsyncSync = () => undefined
  const parts = await openParts(draft, secret())
  try {
    parts.database.script('PRAGMA wal_autocheckpoint = 20000')
    const from = performance.now()
    const there = Object.values(parts.countRecords()).reduce((sum, count) => sum + count, 0)
    addSyntheticRecords(parts, records - there, 1, (made) => { process.stdout.write(`\r  making records: ${made} of ${records}, ${seconds(from)} `) })
    process.stdout.write('\n')
  } finally {
    parts.close()
    fs.fsyncSync = flush
  }
  const store = await openStore(draft, secret())
  try {
    bringIdentitiesUpToDate(store)
  } finally {
    store.close()
  }
  fs.renameSync(draft, folder)
}

/** At least 300 queries as people type them, by kind. `names`: of owners that are there. */
function queries(names: readonly string[]): Map<string, readonly string[]> {
  const text = administrativeText(seededRandom(7))
  const several = (count: number, query: () => string): string[] => Array.from({ length: count }, query)
  const bare = (words: string): string => words.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')
  return new Map<string, readonly string[]>([
    ['one frequent word', ['nhân', 'quyết', 'ngày', 'đất', 'dan', 'so', 'hồ', 'giải'].flatMap((word) => several(5, () => word))],
    ['a turn of phrase', several(50, () => text.pick(phrases))],
    ['a turn of phrase, no tones', several(40, () => bare(text.pick(phrases)))],
    ['two frequent words apart', several(60, () => `${text.pick(text.pick(phrases.slice(0, 40)).split(' '))} ${text.pick(text.pick(phrases.slice(0, 40)).split(' '))}`)],
    ['words from anywhere', several(40, () => text.body(3))],
    ['a number', several(50, () => `${1 + Math.floor(3000 * Math.random())}/QĐ-UBND`)],
    ['a name', names],
    ['a name, no tones', names.map(bare)],
    ['nothing to find', several(20, () => `${text.name()} khôngcóchữnày`)],
  ])
}

async function measureSearch(kinds: ReadonlyMap<string, readonly string[]>, search: (words: string) => unknown): Promise<Duration[]> {
  const all: Duration[] = []
  for (const [kind, words] of kinds) {
    const times = await repeated(words.length, (turn) => search(words[turn] ?? ''))
    tell(`  ${kind}`, spread(times))
    all.push(...times)
  }
  return all
}

async function measureStore(folder: string): Promise<void> {
  const openings = await repeated(6, async () => { (await openStore(folder, secret())).close() })
  tell('open, the first time', spread(openings.slice(0, 1)))
  tell('open, then', spread(openings.slice(1), aims.openMs))
  const store: Store = await openStore(folder, secret())
  try {
    tell('memory after opening', peak())
    const some = store.listRecords({ limit: 2000 }).filter((_, index) => index % 50 === 0)
    const names = some.flatMap(({ owners }) => owners[0]?.name ?? [])
    const all = await measureSearch(queries(names), (words) => store.search({ words: words }, 50))
    tell('search, all', spread(all, aims.searchMs))
    tell('latest audit time', spread(await repeated(50, () => store.latestAuditTime('clock confirmed'))))
    tell('what is due', spread(await repeated(50, () => [store.listUnsettled(), store.queuedRecords()])))
    tell('memory', peak())
  } finally {
    store.close()
  }
}

type Call = <Name extends MethodName>(name: Name, params: ParamsOf<Name>, extras?: Partial<CallExtras>) => Promise<ResultOf<Name>>

const caller = (station: Station): Call => (name, params, extras) =>
  station.call(name, parseParams(name, params), { keyPassphrase: () => Promise.resolve(new Uint8Array()), onEvent: () => undefined, ...extras })

async function measureCalls(folder: string): Promise<void> {
  const station = await openStation(folder, secret())
  const call = caller(station)
  try {
    tell('status', spread(await repeated(20, () => call('station.status', {}))))
    const { records } = await call('record.list', { limit: 1000 })
    tell('list, first 50', spread(await repeated(20, () => call('record.list', { limit: 50 }))))
    tell('list, 50 delivered ones', spread(await repeated(20, () => call('record.list', { limit: 50, work: 'delivered' }))))
    tell('list, 50 further down', spread(await repeated(20, (turn) => call('record.list', { limit: 50, after: records[turn * 40]?.id }))))
    tell('list, 1000', spread(await repeated(3, () => call('record.list', { limit: 1000 }))))
    tell('show', spread(await repeated(50, (turn) => call('record.show', { id: records[turn * 10]?.id ?? '' }))))
    tell('search, with its audit entry', spread(await repeated(60, (turn) => call('record.search', { words: phrases[turn] ?? '' })), aims.searchMs))
    tell('resume, only reviews are open', spread(await repeated(3, () => call('record.resume', {}))))
    tell('deliver, nothing due', spread(await repeated(10, () => call('delivery.run', {}))))
    tell('memory', peak())
    tell('audit verify', spread(await repeated(1, () => call('audit.verify', {}))))
    tell('check, quick', spread(await repeated(1, () => call('station.check', {}))))
    tell('check, full', spread(await repeated(1, () => call('station.check', { full: true }))))
    tell('memory', peak())
  } finally {
    await station.close()
  }
}

async function measureAdding(folder: string): Promise<void> {
  const parts = await openParts(folder, secret())
  try {
    tell('one more record, one transaction', spread(await repeated(40, () => { addSyntheticRecords(parts, 1, 1) })))
  } finally {
    parts.close()
  }
}

async function measureBackup(folder: string): Promise<void> {
  const target = `${folder}.backup`
  fs.rmSync(target, { recursive: true, force: true })
  const station = await openStation(folder, secret())
  const call = caller(station)
  try {
    let events = 0
    let longest = 0
    let last = performance.now()
    const onEvent = (): void => {
      events += 1
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }
    tell('backup, the first', `${spread([await timed(() => call('station.backup', { folder: target }, { onEvent }))])}; ${events} progress events, at most ${(longest / 1000).toFixed(1)} s apart`)
    tell('backup, the second', spread([await timed(() => call('station.backup', { folder: target }))]))
    const stop = new AbortController()
    let asked = 0
    const cancelled = call('station.backup', { folder: target }, { signal: stop.signal, onEvent: () => {
      if (stop.signal.aborted) return
      asked = performance.now()
      stop.abort()
    } })
    const code = await cancelled.then(() => 'not cancelled', (thrown: unknown) => describeThrown(thrown).code)
    tell('backup, cancelled at its first event', `${code} after ${(performance.now() - asked).toFixed(0)} ms`)
    tell('memory', peak())
  } finally {
    await station.close()
    fs.rmSync(target, { recursive: true, force: true })
  }
}

const parts = { store: measureStore, calls: measureCalls, adding: measureAdding, backup: measureBackup }
const isPart = (name: string): name is keyof typeof parts => Object.hasOwn(parts, name)

/** Each part in a process of its own: memory is that of this part alone. */
function measureApart(records: number, part: string): void {
  const { status } = spawnSync(process.execPath, [import.meta.filename, '--records', String(records), '--part', part], { stdio: 'inherit' })
  if (status !== 0) throw new Error(`${part} ended badly`)
}

function sizeOf(folder: string): { files: number; bytes: number } {
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return { files: files.length, bytes: files.reduce((sum, entry) => sum + fs.statSync(path.join(entry.parentPath, entry.name)).size, 0) }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { records: { type: 'string', default: '100000' }, fresh: { type: 'boolean', default: false }, part: { type: 'string' }, only: { type: 'string' } } })
  const records = Number(values.records)
  if (values.part !== undefined) {
    if (isPart(values.part)) await parts[values.part](folderOf(records))
    return
  }
  const tenth = Math.max(1000, Math.round(records / 10_000) * 1000)
  if (values.fresh) fs.rmSync(home, { recursive: true, force: true })
  for (const count of [...new Set([tenth, records])]) {
    if (!fs.existsSync(folderOf(count))) await make(count, count === tenth ? undefined : tenth)
    const { files, bytes } = sizeOf(folderOf(count))
    console.log(`${count} records: database ${megabytes(fs.statSync(path.join(folderOf(count), 'station.db')).size)}, ${files} files, together ${megabytes(bytes)}`)
    for (const part of values.only?.split(',') ?? Object.keys(parts)) measureApart(count, part)
  }
}

await main()
