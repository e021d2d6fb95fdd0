import { cp, mkdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { describeThrown } from '../../shared/model/index.ts'
import { openStation as openStore, type Store } from '../../shared/store/index.ts'
import { passphrase, openOffice, type Office } from '../support/office.ts'
import { runCommand, writingCalls, type CommandResult, type KillMoment, type WritingCall } from '../support/command-line.ts'
import { openTruthReader, type TruthReader } from '../support/station-truth.ts'
import { toolOrSkip } from '../support/system-tools.ts'
import { bringTo, deskAt, makePapers, newPassphrase, type Desk, type Papers, type Scenario } from './kill-scenarios.ts'

/** A command that nobody kills: how it ends, how long it takes, how often it writes, and what the station is like then. */
interface Reference {
  readonly code: number | null
  readonly ms: number
  readonly calls: Readonly<Partial<Record<WritingCall, number>>>
  readonly outcome: string
}

/** By scenario. */
export type References = Map<string, Promise<Reference>>

/** What differs between two stations that went through the same: names by chance, times, and how often something was tried. */
const byChance = new Set([
  'id', 'code', 'createdAt', 'at', 'pdfDigest', 'replaces', 'replacedBy', 'recordCode', 'receivedAt',
])

/** All that a person could see of a station, without what is by chance. */
function outcomeOf(store: Store, office: Office): string {
  const records = store.listRecords({ limit: 10_000 }).map((record) => ({
    ...record, rawDigest: record.origin === 'scan' ? record.rawDigest : null, sourceName: record.sourceName.replace(/SH-\d{6}-\w{8}/u, 'SH'), pages: store.listPages(record.id).map(({ digest }) => digest), receipts: store.listReceipts(record.id).length,
    deliveries: record.deliveries.map(({ target, state }) => `${target} ${state}`).toSorted(),
  })).toSorted((left, right) => (left.sourceName < right.sourceName ? -1 : 1))
  const outcome = { records, keys: store.listKeys().length, slots: store.listSlots().map(({ kind, name }) => `${kind} ${name}`) }
  return JSON.stringify(outcome, (name, value: unknown) => (byChance.has(name) ? undefined : value), 1).replaceAll(office.folder, '')
}

/** What a station has acknowledged: none of it may ever be gone again. */
interface Progress {
  readonly pages: ReadonlySet<string>
  readonly auditEntries: number
}

const nothing: Progress = { pages: new Set(), auditEntries: 0 }

function progressOf(store: Store): Progress {
  const records = store.listRecords({ limit: 10_000 })
  return {
    pages: new Set(records.flatMap(({ id, code }) => [
      ...store.listPages(id).map(({ ordinal, digest }) => `page ${ordinal} of ${code}, ${digest.slice(0, 12)}`),
      ...store.listReceipts(id).map((receipt) => `receipt ${receipt.id} of ${code}`),
    ])),
    auditEntries: store.lastAuditEntry()?.seq ?? 0,
  }
}

/** How often each call was made, by strace's own lines. */
async function countCalls(trace: string): Promise<Reference['calls']> {
  const made = (await readFile(trace, 'utf8')).split('\n').map((line) => /^[a-z0-9]+/u.exec(line)?.[0])
  return Object.fromEntries(writingCalls.map((call) => [call, made.filter((name) => name === call).length]))
}

/** Half of the kills strike at a write, whatever its share of the time; the others at any moment, more of them in the part with many commits. */
function momentOf({ ms, calls }: Reference, random: () => number): KillMoment {
  const made = writingCalls.filter((call) => (calls[call] ?? 0) > 0)
  const call = made[Math.floor(random() * made.length)]
  if (call !== undefined && random() < 0.5) return { by: 'call', call, number: 1 + Math.floor(random() * (calls[call] ?? 1)) }
  const share = random() < 0.6 ? random() * 1.05 : 0.5 + random() * 0.55
  return { by: 'time', ms: Math.round(share * ms), whom: random() < 0.5 ? 'group' : 'process' }
}

const told = (moment: KillMoment): string => (moment.by === 'time' ? `${moment.whom} after ${moment.ms} ms` : `at ${moment.call} ${moment.number}`)

/** The first lines in which two outcomes differ. */
function differenceOf(expected: string, found: string): string {
  const [left, right] = [expected.split('\n'), found.split('\n')]
  const at = left.findIndex((line, index) => line !== right[index])
  return `${left.slice(Math.max(0, at - 2), at + 2).join(' ')} <> ${right.slice(Math.max(0, at - 2), at + 2).join(' ')}`
}

/** Opens a station with the passphrase of its beginning, else with the one that a command may have set. */
async function inStore<Value>(folder: string, look: (store: Store) => Promise<Value> | Value): Promise<Value> {
  const store = await openStore(folder, Buffer.from(passphrase)).catch((thrown: unknown) => {
    if (describeThrown(thrown).code !== 'wrong_passphrase') throw thrown
    return openStore(folder, Buffer.from(newPassphrase))
  })
  try {
    return await look(store)
  } finally {
    store.close()
  }
}

/** What brings a scenario to its end after a kill: the command itself, where nothing else is said. */
async function againOf(scenario: Scenario, desk: Desk): Promise<string[][]> {
  return await scenario.again?.(desk) ?? [await scenario.command(desk)]
}

/** One office, the states its scenarios begin with, and how their commands go when nobody kills them. */
export class KillingGround {
  readonly #office: Office
  readonly #papers: Papers
  readonly #truth: TruthReader
  readonly #starts = new Map<Scenario['from'], string>()
  readonly #references: References
  #desks = 0

  private constructor(office: Office, papers: Papers, references: References) {
    this.#office = office
    this.#papers = papers
    this.#references = references
    this.#truth = openTruthReader(office)
  }

  /** Grounds beside each other share what they know of commands that nobody kills. */
  static async open(references: References): Promise<KillingGround> {
    const office = await openOffice()
    await office.call('station.configure', { set: { ocrEngine: 'native' } })
    return new KillingGround(office, await makePapers(office), references)
  }

  async close(): Promise<void> {
    await this.#truth.close()
    await this.#office.close()
  }

  /** Ends the services and leaves the stations for somebody to look at. */
  async rest(): Promise<void> {
    await Promise.all([this.#truth.close(), this.#office.hub.close(), this.#office.tsa.close()])
  }

  /** One kill, or several one after the other, and the completion. Returns what is wrong, and how many kills struck. */
  async round(scenario: Scenario, random: () => number): Promise<{ faults: string[]; moments: string[]; killed: number }> {
    const reference = await this.#reference(scenario)
    const { desk, folder } = await this.#desk(scenario)
    const faults: string[] = []
    const moments: string[] = []
    let killed = 0
    let seen: Progress = nothing
    const kills = 1 + Math.floor(random() * 3)
    for (let kill = 0; kill < kills; kill += 1) {
      const moment = momentOf(reference, random)
      moments.push(told(moment))
      const [command, ...others] = kill === 0 ? [await scenario.command(desk)] : await againOf(scenario, desk)
      const ended = await this.#run(desk, command ?? [], moment)
      if (ended.signal === 'SIGKILL') killed += 1
      else if (others.length === 0 && ended.code !== reference.code && !(scenario.alsoEnds ?? []).includes(ended.code ?? -1)) faults.push(`ended with ${ended.code ?? '?'}: ${ended.stderr}`)
      if (ended.left.length > 0) faults.push(`${ended.left.length} processes outlived it`)
      seen = await this.#look(desk, scenario, seen, faults, false)
    }
    const commands = await againOf(scenario, desk)
    for (const [index, command] of commands.entries()) {
      const ended = await this.#run(desk, command)
      const last = index === commands.length - 1
      if (last && ended.code !== reference.code && !(scenario.alsoEnds ?? []).includes(ended.code ?? -1)) faults.push(`done again it ended with ${ended.code ?? '?'}: ${ended.stderr}`)
    }
    await this.#look(desk, scenario, seen, faults, true)
    faults.push(...await scenario.after?.(desk) ?? [])
    const outcome = await inStore(desk.station, (store) => outcomeOf(store, this.#office)).catch((thrown: unknown) => String(thrown))
    if (outcome !== reference.outcome) faults.push(`the outcome is another: ${differenceOf(reference.outcome, outcome)}`)
    if (faults.length === 0) await rm(folder, { recursive: true })
    else faults.push(`the station is in ${folder}`)
    return { faults, moments, killed }
  }

  async #run(desk: Desk, args: readonly string[], kill?: KillMoment): Promise<CommandResult> {
    return runCommand([...args, '--station', desk.station, '--passphrase-file', this.#office.passphraseFile], kill === undefined ? {} : { kill })
  }

  /** What the station says now; nothing that it said before may be gone. */
  async #look(desk: Desk, scenario: Scenario, before: Progress, faults: string[], atTheEnd: boolean): Promise<Progress> {
    try {
      return await inStore(desk.station, async (store) => {
        const found = await this.#truth.faults(store, desk.station)
        faults.push(...found.filter((fault) => atTheEnd || scenario.harm === undefined || !fault.includes(scenario.harm)))
        const now = progressOf(store)
        faults.push(...[...before.pages].filter((page) => !now.pages.has(page)).map((page) => `lost: ${page}`))
        if (now.auditEntries < before.auditEntries) faults.push(`${before.auditEntries - now.auditEntries} audit entries are gone`)
        return now
      })
    } catch (thrown) {
      const { code } = describeThrown(thrown)
      if (atTheEnd || scenario.closedBy?.includes(code) !== true) faults.push(`does not open: ${code}`)
      return before
    }
  }

  async #desk(scenario: Scenario): Promise<{ desk: Desk; folder: string }> {
    const start = await this.#start(scenario.from)
    await this.#fillInbox(path.join(start, 'inbox'))
    this.#desks += 1
    const folder = path.join(this.#office.folder, 'bàn', String(this.#desks))
    await cp(start, folder, { recursive: true })
    return { desk: await deskAt(this.#office, this.#papers, folder), folder }
  }

  /** A folder with the station (and what its receivers hold) at a scenario's beginning. */
  async #start(from: Scenario['from']): Promise<string> {
    const known = this.#starts.get(from)
    if (known !== undefined) return known
    const folder = path.join(this.#office.folder, 'đầu', String(this.#starts.size))
    const desk = await deskAt(this.#office, this.#papers, folder)
    await this.#fillInbox(undefined)
    if (from !== 'no station') {
      await cp(this.#office.station, desk.station, { recursive: true })
      await bringTo(desk, from)
    }
    await cp(this.#office.inbox, path.join(folder, 'inbox'), { recursive: true })
    this.#starts.set(from, folder)
    return folder
  }

  /** The receivers hold what is in `from`, and no more. */
  async #fillInbox(from: string | undefined): Promise<void> {
    await rm(this.#office.inbox, { recursive: true, force: true })
    await mkdir(this.#office.inbox)
    if (from !== undefined) await cp(from, this.#office.inbox, { recursive: true })
  }

  #reference(scenario: Scenario): Promise<Reference> {
    const known = this.#references.get(scenario.name)
    if (known !== undefined) return known
    const measured = this.#measure(scenario)
    this.#references.set(scenario.name, measured)
    return measured
  }

  async #measure(scenario: Scenario): Promise<Reference> {
    const { desk, folder } = await this.#desk(scenario)
    const command = await scenario.command(desk)
    const traced = path.join(folder, 'calls')
    const under = toolOrSkip('strace') ? ['strace', '-qq', '-o', traced, '-e', `trace=${writingCalls.join()}`] : []
    const began = performance.now()
    const ended = await runCommand([...command, '--station', desk.station, '--passphrase-file', this.#office.passphraseFile], { under })
    const ms = performance.now() - began
    const faults: string[] = []
    await this.#look(desk, scenario, nothing, faults, true)
    if (faults.length > 0) throw new Error(`${scenario.name}, not killed: ${faults.join('; ')}\n${ended.stderr}`)
    const reference = { code: ended.code, ms, calls: under.length === 0 ? {} : await countCalls(traced), outcome: await inStore(desk.station, (store) => outcomeOf(store, this.#office)) }
    await rm(folder, { recursive: true })
    return reference
  }
}
