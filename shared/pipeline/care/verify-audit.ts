import { chainBreaks, verifyChain, type ChainFault } from '../../audit/index.ts'
import { openReceipt } from '../../deliver/index.ts'
import { describeThrown, type AuditEntry, type AuditHead, type RecordId, type TargetName } from '../../model/index.ts'
import type { Receipt } from '../../store/index.ts'
import { attestedHead } from '../../wire/index.ts'
import type { PipelineContext } from '../context.ts'
import { audit } from '../transition.ts'

/** What does not fit in the log, or between the log and what others hold of it. */
export interface AuditFault {
  /** Number of the entry at which it shows; null where it shows at none. */
  readonly seq: number | null
  readonly fault: ChainFault | 'receipt differs' | 'receipt beyond the end' | 'receipt invalid'
  /** The receipt that says otherwise. */
  readonly receipt: { readonly record: RecordId; readonly target: TargetName } | null
}

export interface AuditVerdict {
  readonly sound: boolean
  readonly entries: number
  readonly head: AuditHead
  readonly faults: readonly AuditFault[]
  readonly receipts: {
    /** Receipts whose head stands in the log. */
    readonly agreeing: number
    /** Receipts of a target that is not configured any more: their signatures cannot be checked. */
    readonly unchecked: number
    /** Receipts that tell of entries lost before the station was restored, or before a loss was accepted. */
    readonly beforeBreak: number
  }
  /** Where the log went on from an older state with a person's knowledge. */
  readonly breaks: readonly { readonly seq: number; readonly at: string; readonly action: string }[]
}

const batch = 500
const mostFaults = 20

/** What one receipt says of the log. */
type Testimony = 'agreeing' | 'unchecked' | 'beforeBreak' | 'receipt differs' | 'receipt beyond the end' | 'receipt invalid'

/**
 * Checks the whole log: its chain, its seal, the head in the key header, and the heads that receivers signed in their
 * receipts (each against its target's pinned CA, as valid when it was received). The verification is an entry itself.
 */
export async function verifyAudit(context: PipelineContext): Promise<AuditVerdict> {
  const { store } = context
  const breaks: AuditEntry[] = []
  let last: AuditHead = { seq: 0, hash: store.auditGenesis() }
  const chain = verifyChain(store, (entry) => {
    if (entry.action === chainBreaks.restored || entry.action === chainBreaks.lossAccepted) breaks.push(entry)
    last = { seq: entry.seq, hash: entry.hash }
  })
  const head = last
  const faults: AuditFault[] = chain.faults.map((fault) => ({ ...fault, receipt: null }))
  const receipts = { agreeing: 0, unchecked: 0, beforeBreak: 0 }
  let cursor = ''
  for (;;) {
    const page = store.allReceipts(cursor, batch)
    for (const receipt of page) {
      cursor = receipt.id
      const { says, seq } = await testimonyOf(context, receipt, head, breaks)
      if (says === 'agreeing' || says === 'unchecked' || says === 'beforeBreak') receipts[says] += 1
      else if (faults.length < mostFaults) faults.push({ seq, fault: says, receipt: { record: receipt.recordId, target: receipt.target } })
    }
    if (page.length < batch) break
  }
  const sound = faults.length === 0
  audit(context, 'audit verified', null, { sound, entries: chain.entries, receipts: receipts.agreeing })
  return { sound, entries: chain.entries, head, faults, receipts, breaks: breaks.map(({ seq, at, action }) => ({ seq, at, action })) }
}

async function testimonyOf(context: PipelineContext, receipt: Receipt, head: AuditHead, breaks: readonly AuditEntry[]): Promise<{ says: Testimony; seq: number | null }> {
  const address = context.configuration().targets[receipt.target]
  if (address === undefined) return { says: 'unchecked', seq: null }
  let told: AuditHead
  try {
    told = (await openReceipt(new TextDecoder().decode(receipt.raw), receipt.target, address.caPem, receipt.receivedAt, attestedHead)).auditHead
  } catch (thrown) {
    if (describeThrown(thrown).code !== 'hub_receipt_invalid') throw thrown
    return { says: 'receipt invalid', seq: null }
  }
  const hash = told.seq === 0 ? context.store.auditGenesis() : context.store.auditEntries(told.seq - 1, 1).find(({ seq }) => seq === told.seq)?.hash
  if (hash === told.hash) return { says: 'agreeing', seq: told.seq }
  if (breaks.some(({ seq, at }) => seq <= told.seq && receipt.receivedAt <= at)) return { says: 'beforeBreak', seq: told.seq }
  return { says: told.seq > head.seq ? 'receipt beyond the end' : 'receipt differs', seq: told.seq }
}
