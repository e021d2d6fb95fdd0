import type { AuditEntry, AuditLog, Digest } from '../model/index.ts'
import { entryHash } from './chain.ts'

export type ChainFault =
  /** An entry does not hash to what it says: something in it was changed. */
  | 'edited'
  /** A number is missing: entries were taken out. */
  | 'gap'
  /** An entry does not follow from the one before: entries were exchanged or put in. */
  | 'broken link'
  /** The chain ends before its sealed head: its end was cut off, or an older database was put back. */
  | 'truncated'
  /** The sealed place holds another entry: the chain was written anew. */
  | 'seal differs'
  /** The seal's MAC does not fit. */
  | 'seal forged'
  /** There are entries but no seal. */
  | 'seal missing'
  /** The key header names another entry, or one that is not there. */
  | 'header differs'

export interface ChainVerdict {
  readonly sound: boolean
  readonly entries: number
  /** First faults found, in order of place; `seq` is where it shows (null: nowhere, as for a seal). At most 20. */
  readonly faults: readonly { readonly seq: number | null; readonly fault: ChainFault }[]
}

const batch = 1000
const mostFaults = 20

/**
 * Walks the whole chain and compares it with the heads kept outside the log: in its seal and in the key header.
 * Finds edits, gaps, reorderings and truncation. Memory does not grow with the chain. `visit` sees each entry once, in order.
 */
export function verifyChain(log: AuditLog, visit: (entry: AuditEntry) => void = () => undefined): ChainVerdict {
  const faults: { seq: number | null; fault: ChainFault }[] = []
  const report = (seq: number | null, fault: ChainFault): void => {
    if (faults.length < mostFaults) faults.push({ seq, fault })
  }
  const seal = log.auditSeal()
  const header = log.headerAuditHead()
  let expected = 1
  let previous: Digest = log.auditGenesis()
  let last: AuditEntry | undefined
  let entries = 0
  for (;;) {
    const page = log.auditEntries(last?.seq ?? 0, batch)
    if (page.length === 0) break
    for (const entry of page) {
      entries += 1
      if (entryHash(entry) !== entry.hash) report(entry.seq, 'edited')
      if (entry.seq !== expected) report(entry.seq, 'gap')
      else if (entry.previous !== previous) report(entry.seq, 'broken link')
      if (seal.state === 'sealed' && entry.seq === seal.head.seq && entry.hash !== seal.head.hash) report(entry.seq, 'seal differs')
      if (entry.seq === header?.seq && entry.hash !== header.hash) report(entry.seq, 'header differs')
      visit(entry)
      expected = entry.seq + 1
      previous = entry.hash
      last = entry
    }
  }
  if (seal.state === 'forged') report(null, 'seal forged')
  if (seal.state === 'missing' && entries > 0) report(null, 'seal missing')
  if (seal.state === 'sealed' && seal.head.seq > (last?.seq ?? 0)) report(last?.seq ?? null, 'truncated')
  if (header !== undefined && header.seq > (last?.seq ?? 0)) report(last?.seq ?? null, 'header differs')
  return { sound: faults.length === 0, entries, faults }
}
