import { createHash } from 'node:crypto'
import { z } from 'zod'
import { incompleteTrust, SohoaError, toDigest } from '../model/index.ts'
import type { Digest, Instant, RecordId, SourceFormat, StationRecord, TargetDelivery, WorkState } from '../model/index.ts'
import type { StationDatabase } from './database.ts'
import { stillMeant } from './outbox.ts'
import { digestColumn, instantColumn, jsonColumn, recordBody, recordBodyColumn, recordIdColumn } from './record-rows.ts'
import type { RecordBody } from './record-rows.ts'

/** A file that makes up a record, noted before it is taken in. */
export interface PlannedSource {
  /** Place in the document, from 1. */
  readonly ordinal: number
  /** Absolute path it was read from. */
  readonly path: string
  /** File name as shown. */
  readonly name: string
  readonly sizeBytes: number
  readonly digest: Digest
  readonly format: SourceFormat
  /** True once all its pages are in the ledger. */
  readonly stored: boolean
}

/** One step along the line, with what it was made from. */
export interface HistoryEntry {
  readonly at: Instant
  readonly from: string | null
  readonly to: string
  /** Digests, settings, engine versions. */
  readonly inputs: Readonly<Record<string, string | number | boolean | null>>
}

export interface ListQuery {
  readonly limit: number
  /** The last id of the page before. */
  readonly cursor?: RecordId
  /** In any of these states. */
  readonly work?: WorkState | readonly WorkState[]
  /** Captured at or after, and before. */
  readonly from?: Instant
  readonly to?: Instant
}

/** Records, their sources and their history. */
export interface RecordStore {
  /** Keeps a new record. Throws `record_changed` when its id or code is taken. */
  insertRecord(record: RecordBody): void
  /** The record with its deliveries. Throws `not_found` (params: what). */
  getRecord(id: RecordId): StationRecord
  /** Rises with each change of the record (not of its deliveries). Throws `not_found`. */
  recordVersion(id: RecordId): number
  /**
   * Changes a record in one transaction and returns it as kept; `deliveries` of what `change` returns are ignored.
   * With `expectedVersion`, throws `record_changed` (params: id) when the record was changed meanwhile. Throws `not_found`.
   */
  updateRecord(id: RecordId, change: (record: StationRecord) => RecordBody, expectedVersion?: number): StationRecord
  /** Newest first. */
  listRecords(query: ListQuery): StationRecord[]
  /** All records, newest first; memory does not grow with their number. */
  everyRecord(): Generator<StationRecord>
  /** Ids of the records in these states, oldest first. */
  listRecordIds(query: { readonly work: readonly WorkState[] }): RecordId[]
  countRecords(): Readonly<Partial<Record<WorkState, number>>>
  /**
   * Signed records whose outbox has to be looked at, oldest first: those changed since `settleOutbox` (to have been delivered is no
   * such change), and those that wait for a time stamp. Quick however many records there are.
   */
  listUnsettled(): RecordId[]
  /** Notes that the outbox holds what the record, as it stands, asks for: until its next change it is not unsettled. */
  settleOutbox(id: RecordId): void
  /** The newest record planned from exactly these source files, in this order. One that was voided with nothing in its place is none. */
  findRecordBySources(digests: readonly Digest[]): StationRecord | undefined
  /** The newest record with these raw pages, voided ones with nothing in their place left out. */
  findRecordByRawDigest(digest: Digest): StationRecord | undefined
  /** Records made to replace this one, voided ones too, newest first. */
  listReplacements(id: RecordId): StationRecord[]
  /** The record with this code of its mark. */
  findRecordByCode(code: string): StationRecord | undefined
  /** Records of a dossier and results reused for it, newest first. */
  recordsOfDossier(dossierCode: string, limit: number): RecordId[]
  /** Signed records that are not everywhere where they are to be, and those with a recall unanswered, oldest first, after `cursor`. */
  listOutbox(limit: number, cursor?: RecordId): RecordId[]
  /** How many listOutbox would give without a limit. */
  countOutbox(): number
  /** Notes the files that make up a record, before the first is taken in. Throws `record_changed` when other files were planned. */
  planSources(id: RecordId, sources: readonly Omit<PlannedSource, 'stored'>[]): void
  listSources(id: RecordId): PlannedSource[]
  /** Throws `not_found`. */
  markSourceStored(id: RecordId, ordinal: number): void
  /**
   * Takes away a record that was still being captured and turned out to be another record's paper. Its bytes stay stored.
   * Throws `not_found`, and `wrong_state` (params: state) unless it is `capturing` and every page of it is also another record's.
   */
  dropCapture(id: RecordId): void
  addHistory(id: RecordId, entry: HistoryEntry): void
  /** Oldest first. */
  listHistory(id: RecordId): HistoryEntry[]
}

const recordRow = z.object({ version: z.number().int(), body: recordBodyColumn })
const sourceRow = z.object({
  ordinal: z.number().int(), path: z.string(), name: z.string(), size: z.number().int(), digest: digestColumn,
  format: z.enum(['jpeg', 'png', 'tiff', 'pdf']), stored: z.number().transform((value) => value === 1),
}).transform(({ size, ...row }) => ({ ...row, sizeBytes: size }))
const historyRow = z.object({
  at: instantColumn, from: z.string().nullable(), to: z.string(),
  inputs: jsonColumn(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
})
const countRow = z.object({ work: z.string(), count: z.number().int() })
const numberOf = z.object({ count: z.number().int() })
const idRow = z.object({ id: recordIdColumn })

/** Signed records to which something is still to be added; word for word as in the index. */
const toComplete = `trust IN (${incompleteTrust.map((state) => `'${state}'`).join(', ')})`

/** Records whose outbox a person may have to look at. */
const outboxIds = `SELECT id FROM records INDEXED BY records_unsettled WHERE unsettled = 1 AND work IN ('signed', 'delivered')
  UNION SELECT id FROM records INDEXED BY records_to_complete WHERE ${toComplete} AND work IN ('signed', 'delivered')
  UNION SELECT record_id FROM outbox INDEXED BY outbox_undelivered JOIN records ON id = record_id WHERE state <> 'delivered' AND state <> 'cancelled' AND work IN ('signed', 'delivered') AND pdf_digest = digest AND ${stillMeant}
  UNION SELECT record_id FROM recalls WHERE state <> 'acknowledged'`

/** Records that everyRecord reads at a time. */
const pageOfRecords = 200

/** SHA-256 over the source digests in order, one a line: the name of "these files in this order". */
export function digestOfSources(digests: readonly Digest[]): Digest {
  return toDigest(createHash('sha256').update(digests.join('\n'), 'utf8').digest('hex'))
}

export function recordStore(database: StationDatabase, deliveriesOf: (id: RecordId) => readonly TargetDelivery[]): RecordStore {
  const whole = (body: RecordBody): StationRecord => ({ ...body, deliveries: deliveriesOf(body.id) })

  const read = (id: RecordId): { version: number; record: StationRecord } => {
    const row = database.get(recordRow, 'SELECT version, body FROM records WHERE id = $id', { id })
    if (row === undefined) throw new SohoaError('not_found', { what: id })
    return { version: row.version, record: whole(row.body) }
  }

  const newest = (column: 'sources_digest' | 'raw_digest', digest: Digest): StationRecord | undefined => {
    const row = database.get(idRow, `SELECT id FROM records WHERE ${column} = $digest AND (work <> 'voided' OR json_extract(body, '$.replacedBy') IS NOT NULL) ORDER BY id DESC LIMIT 1`, { digest })
    return row === undefined ? undefined : read(row.id).record
  }

  const columns = (body: RecordBody) => ({
    id: body.id, code: body.code, work: body.work, trust: body.trust, raw: body.rawDigest, pdf: body.pdfDigest, body: JSON.stringify(body),
  })

  const listRecords = ({ limit, cursor, work, from, to }: ListQuery): StationRecord[] => {
    const conditions = [
      'id < $cursor',
      ...(work === undefined ? [] : [typeof work === 'string' ? 'work = $work' : 'work IN (SELECT value FROM json_each($work))']),
      ...(from === undefined ? [] : ['created_at >= $from']),
      ...(to === undefined ? [] : ['created_at < $to']),
    ].join(' AND ')
    return database.all(recordRow, `SELECT version, body FROM records WHERE ${conditions} ORDER BY id DESC LIMIT $limit`, {
      cursor: cursor ?? '~', limit,
      ...(work === undefined ? {} : { work: typeof work === 'string' ? work : JSON.stringify(work) }),
      ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }),
    }).map((row) => whole(row.body))
  }

  const listSources = (id: RecordId): PlannedSource[] =>
    database.all(sourceRow, 'SELECT ordinal, path, name, size, digest, format, stored FROM sources WHERE record_id = $id ORDER BY ordinal', { id })

  return {
    insertRecord: (record) => {
      const body = recordBody(record)
      const added = database.run(
        `INSERT INTO records (id, version, code, work, trust, created_at, raw_digest, pdf_digest, body)
         VALUES ($id, 1, $code, $work, $trust, $created, $raw, $pdf, $body) ON CONFLICT DO NOTHING`,
        { ...columns(body), created: body.createdAt },
      )
      if (added === 0) throw new SohoaError('record_changed', { id: body.id })
    },
    getRecord: (id) => read(id).record,
    recordVersion: (id) => read(id).version,
    updateRecord: (id, change, expectedVersion) => database.transaction(() => {
      const { version, record } = read(id)
      if (expectedVersion !== undefined && expectedVersion !== version) throw new SohoaError('record_changed', { id })
      const body = recordBody({ ...change(record), id })
      database.run(
        `UPDATE records SET version = version + 1, code = $code, work = $work, trust = $trust, raw_digest = $raw, pdf_digest = $pdf,
         body = $body, unsettled = CASE WHEN work = 'signed' AND $work = 'delivered' THEN unsettled ELSE 1 END WHERE id = $id`,
        columns(body),
      )
      return whole(body)
    }),
    listRecords,
    * everyRecord() {
      let page = listRecords({ limit: pageOfRecords })
      for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
        yield* page
        page = listRecords({ limit: pageOfRecords, cursor: last.id })
      }
    },
    listRecordIds: ({ work }) => database.all(
      idRow, 'SELECT id FROM records WHERE work IN (SELECT value FROM json_each($work)) ORDER BY id', { work: JSON.stringify(work) },
    ).map(({ id }) => id),
    listUnsettled: () => database.all(
      idRow,
      // Left to itself SQLite would look at every delivered record by its state.
      `SELECT id FROM records INDEXED BY records_unsettled WHERE unsettled = 1 AND work IN ('signed', 'delivered')
       UNION SELECT id FROM records INDEXED BY records_to_complete WHERE ${toComplete} AND work IN ('signed', 'delivered') ORDER BY id`,
    ).map(({ id }) => id),
    settleOutbox: (id) => {
      database.run('UPDATE records SET unsettled = 0 WHERE id = $id AND unsettled = 1', { id })
    },
    countRecords: () => Object.fromEntries(
      database.all(countRow, 'SELECT work, count(*) AS count FROM records GROUP BY work').map(({ work, count }) => [work, count]),
    ),
    findRecordBySources: (digests) => newest('sources_digest', digestOfSources(digests)),
    findRecordByRawDigest: (digest) => newest('raw_digest', digest),
    listReplacements: (id) => database.all(recordRow, "SELECT version, body FROM records WHERE json_extract(body, '$.replaces') = $id ORDER BY id DESC", { id })
      .map((row) => whole(row.body)),
    findRecordByCode: (code) => {
      const row = database.get(idRow, 'SELECT id FROM records WHERE code = $code', { code })
      return row === undefined ? undefined : read(row.id).record
    },
    recordsOfDossier: (dossierCode, limit) => database.all(
      idRow,
      `SELECT id FROM records WHERE json_extract(body, '$.dossier.dossierCode') = $dossierCode
       UNION SELECT record_id AS id FROM reuses WHERE dossier_code = $dossierCode ORDER BY id DESC LIMIT $limit`,
      { dossierCode, limit },
    ).map(({ id }) => id),
    listOutbox: (limit, cursor) => database.all(idRow, `SELECT id FROM (${outboxIds}) WHERE id > $cursor ORDER BY id LIMIT $limit`, { cursor: cursor ?? '', limit }).map(({ id }) => id),
    countOutbox: () => database.get(numberOf, `SELECT count(*) AS count FROM (${outboxIds})`)?.count ?? 0,
    planSources: (id, sources) => database.transaction(() => {
      const planned = listSources(id)
      const digest = digestOfSources(sources.map((source) => source.digest))
      if (planned.length > 0) {
        if (digestOfSources(planned.map((source) => source.digest)) !== digest) throw new SohoaError('record_changed', { id })
        return
      }
      if (database.run('UPDATE records SET sources_digest = $digest WHERE id = $id', { id, digest }) === 0) {
        throw new SohoaError('not_found', { what: id })
      }
      for (const source of sources) {
        database.run(
          `INSERT INTO sources (record_id, ordinal, path, name, size, digest, format, stored)
           VALUES ($id, $ordinal, $path, $name, $size, $digest, $format, 0)`,
          {
            id, ordinal: source.ordinal, path: source.path, name: source.name, size: source.sizeBytes,
            digest: source.digest, format: source.format,
          },
        )
      }
    }),
    listSources,
    markSourceStored: (id, ordinal) => {
      const changed = database.run('UPDATE sources SET stored = 1 WHERE record_id = $id AND ordinal = $ordinal', { id, ordinal })
      if (changed === 0) throw new SohoaError('not_found', { what: id })
    },
    dropCapture: (id) => database.transaction(() => {
      const { record } = read(id)
      const onlyHere = database.get(
        idRow,
        `SELECT record_id AS id FROM pages WHERE record_id = $id
         AND NOT EXISTS (SELECT 1 FROM pages AS other WHERE other.digest = pages.digest AND other.record_id <> $id)`,
        { id },
      )
      if (record.work !== 'capturing' || onlyHere !== undefined) throw new SohoaError('wrong_state', { state: record.work })
      database.run('UPDATE lot_documents SET record_id = NULL WHERE record_id = $id', { id })
      for (const table of ['steps', 'history', 'sources', 'page_edits', 'pages']) database.run(`DELETE FROM ${table} WHERE record_id = $id`, { id })
      database.run('DELETE FROM records WHERE id = $id', { id })
    }),
    addHistory: (id, entry) => {
      database.run(
        'INSERT INTO history (record_id, at, from_work, to_work, inputs) VALUES ($id, $at, $from, $to, $inputs)',
        { id, at: entry.at, from: entry.from, to: entry.to, inputs: JSON.stringify(entry.inputs) },
      )
    },
    listHistory: (id) => database.all(
      historyRow, 'SELECT at, from_work AS "from", to_work AS "to", inputs FROM history WHERE record_id = $id ORDER BY seq', { id },
    ),
  }
}
