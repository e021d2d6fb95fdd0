import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import path from 'node:path'
import { z } from 'zod'
import { SohoaError, toDigest } from '../model/index.ts'
import type { AuditEntry, AuditHead, AuditLog, AuditSeal } from '../model/index.ts'
import type { StationDatabase } from './database.ts'
import { readIfPresent, replaceFile } from './durable-files.ts'
import { digestColumn, instantColumn, jsonColumn, recordIdColumn } from './record-rows.ts'

const entryRow = z.object({
  seq: z.number().int(),
  at: instantColumn,
  actor: z.string(),
  action: z.string(),
  recordId: recordIdColumn.nullable(),
  details: jsonColumn(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
  previous: digestColumn,
  hash: digestColumn,
})
const latestRow = z.object({ latest: instantColumn })
const entryColumns = 'seq, at, actor, action, record_id AS recordId, details, previous, hash'

const sealSchema = z.object({ seq: z.number().int().min(0), hash: digestColumn, mac: z.string().regex(/^[0-9a-f]{64}$/) })
export const sealName = 'audit.seal'

/** The log but for what stands in the header, and what only this room may do. */
export interface AuditRows extends Omit<AuditLog, 'headerAuditHead'> {
  /** Where the chain ends now: entry 0 is its genesis. */
  auditHead(): AuditHead
  /** True when the chain holds the entry that a head names. */
  holdsHead(head: AuditHead): boolean
  sealAuditHead(): void
  /** Seals what a failing disk has kept back. */
  sealWhatIsDue(): void
}

/**
 * The audit log in the station's database. After each commit that added entries, the head is written, with a MAC,
 * to `audit.seal` outside the database: a chain cut off at its end, an older database put back or a lost write-ahead log then show.
 * A seal that cannot be written takes nothing back; nothing further is written without it (StationDatabase.afterCommit).
 */
export function auditRows(folder: string, database: StationDatabase, stationId: string, sealKey: Uint8Array): AuditRows {
  const genesis = toDigest(createHash('sha256').update(`sohoa audit ${stationId}`, 'utf8').digest('hex'))
  const file = path.join(folder, sealName)
  const last = (): AuditEntry | undefined => database.get(entryRow, `SELECT ${entryColumns} FROM audit WHERE seq = (SELECT max(seq) FROM audit)`)

  const auditHead = (): AuditHead => {
    const entry = last()
    return entry === undefined ? { seq: 0, hash: genesis } : { seq: entry.seq, hash: entry.hash }
  }
  const entries = (after: number, limit: number): AuditEntry[] => database.all(
    entryRow, `SELECT ${entryColumns} FROM audit WHERE seq > $after ORDER BY seq LIMIT $limit`, { after, limit },
  )

  const sealAuditHead = (): void => {
    const head = auditHead()
    replaceFile(file, Buffer.from(JSON.stringify({ seq: head.seq, hash: head.hash, mac: macOf(head, sealKey).toString('hex') }), 'utf8'))
  }

  let grown = false
  const sealWhatIsDue = (): void => {
    if (!grown) return
    sealAuditHead()
    grown = false
  }
  database.afterCommit(sealWhatIsDue)

  return {
    auditHead,
    holdsHead: ({ seq, hash }) => (seq === 0 ? genesis : entries(seq - 1, 1).at(0)?.hash) === hash,
    sealAuditHead,
    sealWhatIsDue,
    auditGenesis: () => genesis,
    lastAuditEntry: last,
    latestAuditTime: (since) => database.get(
      latestRow,
      `SELECT at AS latest FROM audit WHERE seq >= coalesce((SELECT seq FROM audit WHERE action = $since ORDER BY seq DESC LIMIT 1), 0)
       ORDER BY at DESC LIMIT 1`,
      { since },
    )?.latest,
    appendAuditEntry: (entry) => {
      grown = true
      database.run(
        `INSERT INTO audit (seq, at, actor, action, record_id, details, previous, hash)
         VALUES ($seq, $at, $actor, $action, $recordId, $details, $previous, $hash)`,
        {
          seq: entry.seq, at: entry.at, actor: entry.actor, action: entry.action, recordId: entry.recordId,
          details: JSON.stringify(entry.details), previous: entry.previous, hash: entry.hash,
        },
      )
    },
    auditEntries: entries,
    auditSeal: () => readSeal(folder, sealKey),
  }
}

/**
 * Compares the database with its seal and with the header when a station is opened. `station_rolled_back` (params: found, sealed)
 * when the chain ends before, or differs at, a sealed entry; `audit_broken` (params: seq) when the seal is gone or forged.
 */
export function sealFault(audit: AuditRows, headerHead: AuditHead | undefined): SohoaError | undefined {
  const { seq: found } = audit.auditHead()
  const seal = audit.auditSeal()
  if (seal.state !== 'sealed') return new SohoaError('audit_broken', { seq: found })
  const lost = [seal.head, headerHead].find((head) => head !== undefined && !audit.holdsHead(head))
  return lost === undefined ? undefined : new SohoaError('station_rolled_back', { found, sealed: lost.seq })
}

/** The seal that stands in a station's folder. */
export function readSeal(folder: string, sealKey: Uint8Array): AuditSeal {
  const bytes = readIfPresent(path.join(folder, sealName))
  if (bytes === undefined) return { state: 'missing' }
  const parsed = jsonColumn(sealSchema).safeParse(new TextDecoder().decode(bytes))
  if (!parsed.success) return { state: 'forged' }
  const { mac, ...head } = parsed.data
  return timingSafeEqual(Buffer.from(mac, 'hex'), macOf(head, sealKey)) ? { state: 'sealed', head } : { state: 'forged' }
}

function macOf(head: AuditHead, sealKey: Uint8Array): Buffer {
  return createHmac('sha256', sealKey).update(`${head.seq} ${head.hash}`, 'utf8').digest()
}
