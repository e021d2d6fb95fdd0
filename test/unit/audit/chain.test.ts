import { describe, expect, test } from 'vitest'
import { appendEntry, latestEntryTime, verifyChain } from '../../../shared/audit/index.ts'
import type { ChainFault } from '../../../shared/audit/index.ts'
import { instant, toDigest } from '../../../shared/model/index.ts'
import type { AuditEntry, AuditHead, AuditLog, AuditSeal } from '../../../shared/model/index.ts'

/** A log in memory whose entries and seal a test can tamper with. */
class MemoryLog implements AuditLog {
  entries: AuditEntry[] = []
  seal: AuditSeal = { state: 'missing' }
  readonly genesis = toDigest('00'.repeat(32))

  auditGenesis = () => this.genesis
  lastAuditEntry = () => this.entries.at(-1)
  latestAuditTime = (since: string) => this.entries.slice(Math.max(0, this.entries.findLastIndex(({ action }) => action === since))).map(({ at }) => at).toSorted().at(-1)
  auditSeal = () => this.seal
  headerHead: AuditHead | undefined
  headerAuditHead = () => this.headerHead

  appendAuditEntry = (entry: AuditEntry): void => {
    this.entries.push(entry)
    this.seal = { state: 'sealed', head: { seq: entry.seq, hash: entry.hash } }
  }

  auditEntries = (after: number, limit: number): AuditEntry[] => this.entries.filter((entry) => entry.seq > after).slice(0, limit)
}

const moment = (second: number) => instant(new Date(Date.UTC(2026, 10, 22, 3, 0, second)))

function logOf(count: number): MemoryLog {
  const log = new MemoryLog()
  for (let number = 1; number <= count; number += 1) {
    appendEntry(log, { at: moment(number % 60), actor: 'Hà', action: 'page stored', details: { page: number, ok: true } })
  }
  return log
}

const faults = (log: AuditLog): ChainFault[] => verifyChain(log).faults.map(({ fault }) => fault)

describe('an audit chain', () => {
  test('that nobody touched is sound, short or long', () => {
    for (const count of [0, 1, 2500]) expect(verifyChain(logOf(count))).toEqual({ sound: true, entries: count, faults: [] })
  })

  test('shows any edited part of any entry', () => {
    const edits: ((entry: AuditEntry) => AuditEntry)[] = [
      (entry) => ({ ...entry, at: moment(59) }),
      (entry) => ({ ...entry, actor: 'Bình' }),
      (entry) => ({ ...entry, action: 'page lost' }),
      (entry) => ({ ...entry, details: { ...entry.details, page: 0 } }),
      (entry) => ({ ...entry, details: { ...entry.details, more: null } }),
    ]
    for (const edit of edits) {
      const log = logOf(5)
      log.entries = log.entries.map((entry) => (entry.seq === 3 ? edit(entry) : entry))
      expect(faults(log)).toEqual(['edited'])
    }
  })

  test('shows an entry rewritten with a fitting hash', () => {
    const log = logOf(5)
    const other = new MemoryLog()
    other.entries = log.entries.slice(0, 2)
    const forged = appendEntry(other, { at: moment(3), actor: 'Bình', action: 'page stored' })
    log.entries = log.entries.with(2, forged)
    expect(verifyChain(log).faults).toEqual([{ seq: 4, fault: 'broken link' }])
  })

  test('shows a chain written anew from some place on, by its seal', () => {
    const log = logOf(5)
    const { seal } = log
    log.entries = log.entries.slice(0, 3)
    for (const number of [4, 5]) appendEntry(log, { at: moment(number), actor: 'Bình', action: 'page stored' })
    log.seal = seal
    expect(verifyChain(log).faults).toEqual([{ seq: 5, fault: 'seal differs' }])
  })

  test('shows an entry taken out, also the first', () => {
    for (const gone of [1, 3]) {
      const log = logOf(5)
      log.entries = log.entries.filter((entry) => entry.seq !== gone)
      expect(verifyChain(log).faults).toEqual([{ seq: gone + 1, fault: 'gap' }])
    }
  })

  test('shows entries exchanged', () => {
    const log = logOf(5)
    log.entries = log.entries.map((entry) => ({ ...entry, seq: entry.seq === 2 ? 3 : entry.seq === 3 ? 2 : entry.seq })).sort((left, right) => left.seq - right.seq)
    expect(verifyChain(log).sound).toBe(false)
  })

  test('shows that its end was cut off, all of it included', () => {
    for (const left of [0, 4]) {
      const log = logOf(5)
      log.entries = log.entries.slice(0, left)
      expect(faults(log)).toEqual(['truncated'])
    }
  })

  test('shows a seal that is forged or gone', () => {
    const log = logOf(2)
    log.seal = { state: 'forged' }
    expect(faults(log)).toEqual(['seal forged'])
    log.seal = { state: 'missing' }
    expect(faults(log)).toEqual(['seal missing'])
  })

  test('does not depend on the order in which details were told', () => {
    const log = logOf(1)
    log.entries = log.entries.map((entry) => ({ ...entry, details: { ok: true, page: 1 } }))
    expect(verifyChain(log).sound).toBe(true)
  })
})

test('the latest time of all entries is that before which nothing may be marked, also when the clock was set back since', () => {
  const log = logOf(3)
  expect(latestEntryTime(logOf(0), 'clock confirmed')).toBeUndefined()
  expect(latestEntryTime(log, 'clock confirmed')).toBe(moment(3))
  appendEntry(log, { at: moment(1), actor: 'Hà', action: 'page stored' })
  expect(latestEntryTime(log, 'clock confirmed')).toBe(moment(3))
  appendEntry(log, { at: moment(2), actor: 'Hà', action: 'clock confirmed' })
  expect(latestEntryTime(log, 'clock confirmed')).toBe(moment(2))
})

test('a personal number or a text is refused as a detail', () => {
  const log = logOf(1)
  expect(() => appendEntry(log, { actor: 'Hà', action: 'x', details: { owner: '001099012345' } })).toThrow('internal')
  expect(() => appendEntry(log, { actor: 'Hà', action: 'x', details: { text: 'chữ '.repeat(60) } })).toThrow('internal')
  expect(log.entries).toHaveLength(1)
})
