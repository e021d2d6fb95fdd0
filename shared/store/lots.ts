import { z } from 'zod'
import { lotDocumentStates, SohoaError } from '../model/index.ts'
import type { Instant, LotDocumentState, RecordId } from '../model/index.ts'
import type { StationDatabase } from './database.ts'
import { instantColumn, jsonColumn, recordIdColumn } from './record-rows.ts'

/** One page of a file of a pile, by its number in the file, from 1. */
export interface LotPage {
  readonly file: string
  readonly page: number
}

/** A document of a pile of old results, and how far it is. */
export interface LotDocument {
  readonly lotId: string
  /** From 1, in the order of the plan. */
  readonly number: number
  readonly name: string
  readonly pages: readonly LotPage[]
  readonly state: LotDocumentState
  readonly recordId: RecordId | null
  readonly error: { readonly code: string; readonly params: Readonly<Record<string, string | number>> } | null
}

/** A pile that is worked off. */
export interface Lot {
  readonly id: string
  readonly begunAt: Instant
  readonly begunBy: string
  readonly paused: boolean
  /** What is told of all its papers, as JSON. */
  readonly dossier: unknown
}

/** How far a pile is. */
export interface LotProgress {
  readonly state: LotDocumentState
  readonly documents: number
  readonly pages: number
  /** Milliseconds that these took, and of how many pages that is known. */
  readonly workMs: number
  readonly timedPages: number
}

/** Piles of old results: rows that outlive the program. */
export interface LotStore {
  /** Keeps a pile with its documents, all or none. */
  addLot(lot: Lot, documents: readonly Pick<LotDocument, 'name' | 'pages'>[]): void
  /** Newest first. Throws nothing. */
  listLots(): Lot[]
  /** Throws `not_found`. */
  getLot(id: string): Lot
  pauseLot(id: string, paused: boolean): void
  /** What is to be done next in piles that are not paused, the oldest pile first; what a killed program had begun comes first. */
  nextLotDocument(): LotDocument | undefined
  setLotDocument(document: Pick<LotDocument, 'lotId' | 'number'>, change: Pick<LotDocument, 'state' | 'recordId' | 'error'>, workMs: number | null): void
  /** Puts documents that failed back among those that wait; returns how many. */
  retryLotDocuments(id: string): number
  lotProgress(id: string): LotProgress[]
  /** True while a document that is not done needs this file. */
  isInLots(file: string): boolean
  /** Documents in the order of the plan, those after `number`, at most `limit`. */
  listLotDocuments(id: string, after: number, limit: number): LotDocument[]
  /** The documents that failed, at most `limit`. */
  failedLotDocuments(id: string, limit: number): LotDocument[]
}

const lotRow = z.object({ id: z.string(), begunAt: instantColumn, begunBy: z.string(), paused: z.number().transform((value) => value === 1), dossier: jsonColumn(z.unknown()) })
const lotColumns = 'id, begun_at AS begunAt, begun_by AS begunBy, paused, dossier'
const failure = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
const documentRow = z.object({
  lotId: z.string(), number: z.number().int(), name: z.string(), pages: jsonColumn(z.array(z.object({ file: z.string(), page: z.number().int() }))),
  state: z.enum(lotDocumentStates), recordId: recordIdColumn.nullable(), error: jsonColumn(failure).nullable(),
})
const documentColumns = 'lot_id AS lotId, number, name, pages, state, record_id AS recordId, error'
const progressRow = z.object({ state: z.enum(lotDocumentStates), documents: z.number().int(), pages: z.number().int(), workMs: z.number(), timedPages: z.number() })

const usedRow = z.object({ used: z.number() })

export function lotStore(database: StationDatabase): LotStore {
  return {
    addLot: (lot, documents) => database.transaction(() => {
      database.run('INSERT INTO lots (id, begun_at, begun_by, paused, dossier) VALUES ($id, $at, $by, $paused, $dossier)', {
        id: lot.id, at: lot.begunAt, by: lot.begunBy, paused: lot.paused ? 1 : 0, dossier: JSON.stringify(lot.dossier),
      })
      for (const [index, { name, pages }] of documents.entries()) {
        database.run(
          "INSERT INTO lot_documents (lot_id, number, name, pages, page_count, state) VALUES ($id, $number, $name, $pages, $count, 'waiting')",
          { id: lot.id, number: index + 1, name, pages: JSON.stringify(pages), count: pages.length },
        )
      }
    }),
    listLots: () => database.all(lotRow, `SELECT ${lotColumns} FROM lots ORDER BY begun_at DESC, id DESC`),
    getLot: (id) => {
      const lot = database.get(lotRow, `SELECT ${lotColumns} FROM lots WHERE id = $id`, { id })
      if (lot === undefined) throw new SohoaError('not_found', { what: id })
      return lot
    },
    pauseLot: (id, paused) => { database.run('UPDATE lots SET paused = $paused WHERE id = $id', { id, paused: paused ? 1 : 0 }) },
    nextLotDocument: () => database.get(
      documentRow,
      `SELECT ${documentColumns} FROM lot_documents JOIN lots ON lots.id = lot_id WHERE paused = 0 AND state IN ('taking in', 'reading', 'waiting')
       ORDER BY begun_at, lot_id, state = 'waiting', number LIMIT 1`,
    ),
    setLotDocument: ({ lotId, number }, { state, recordId, error }, workMs) => {
      database.run(
        `UPDATE lot_documents SET state = $state, record_id = $recordId, error = $error, work_ms = coalesce($workMs, work_ms) WHERE lot_id = $lotId AND number = $number`,
        { lotId, number, state, recordId, error: error === null ? null : JSON.stringify(error), workMs },
      )
    },
    retryLotDocuments: (id) => database.run("UPDATE lot_documents SET state = 'waiting', error = NULL WHERE lot_id = $id AND state = 'failed'", { id }),
    lotProgress: (id) => database.all(
      progressRow,
      `SELECT state, count(*) AS documents, sum(page_count) AS pages, sum(coalesce(work_ms, 0)) AS workMs, sum(iif(work_ms IS NULL, 0, page_count)) AS timedPages
       FROM lot_documents WHERE lot_id = $id GROUP BY state`,
      { id },
    ),
    isInLots: (file) => database.get(
      usedRow, "SELECT EXISTS (SELECT 1 FROM lot_documents WHERE state IN ('taking in', 'reading', 'waiting', 'failed') AND instr(pages, $file) > 0) AS used", { file: JSON.stringify(file) },
    )?.used === 1,
    listLotDocuments: (id, after, limit) => database.all(documentRow, `SELECT ${documentColumns} FROM lot_documents WHERE lot_id = $id AND number > $after ORDER BY number LIMIT $limit`, { id, after, limit }),
    failedLotDocuments: (id, limit) => database.all(documentRow, `SELECT ${documentColumns} FROM lot_documents WHERE lot_id = $id AND state = 'failed' ORDER BY number LIMIT $limit`, { id, limit }),
  }
}
