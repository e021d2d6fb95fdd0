import { z } from 'zod'
import { SohoaError } from '../model/index.ts'
import type { Digest, Instant, LedgerPage, RecordId } from '../model/index.ts'
import type { StationDatabase } from './database.ts'
import { packedJsonColumn, packJson } from './packed-json.ts'
import { digestColumn, instantColumn, jsonColumn } from './record-rows.ts'

/** What a step made, with what it was made from: it reruns exactly when `inputs` differs. */
export interface StepResult {
  /** Digest over everything the result depends on: input digests, settings, engine version. */
  readonly inputs: Digest
  /** Engine and version, e.g. `tesseract.js 7.0.0 vie-fast`. */
  readonly engine: string
  /** JSON; parsed by whoever put it there. */
  readonly result: unknown
  /** What lists tell of the result, as JSON: kept beside it, so that a list need not read it. Left out: nothing. */
  readonly summary?: unknown
  /** Blob that holds what is too large for the row; it must be stored. */
  readonly resultDigest: Digest | null
  readonly startedAt: Instant
  readonly finishedAt: Instant
}

/** A step without its result. */
export interface StepOutline extends Pick<StepResult, 'startedAt' | 'finishedAt'> {
  /** From 1; 0 for the whole record. */
  readonly page: number
  readonly step: string
  /** As `StepResult` kept it; null: nothing. */
  readonly summary: unknown
}

/** The page ledger, and the results of the steps. */
export interface PageStore {
  /**
   * Enters a page whose raw bytes are stored. The same page again changes nothing.
   * Throws `blob_missing` when its bytes are not stored, `page_differs` (params: page) when the place is taken by another page.
   */
  addPage(id: RecordId, page: LedgerPage): void
  /** In the order of the document. */
  listPages(id: RecordId): LedgerPage[]
  /** Keeps a step's result for a page (`page` from 1) or the whole record (`page` 0), in place of an earlier one. */
  putStep(id: RecordId, page: number, step: string, result: StepResult): void
  getStep(id: RecordId, page: number, step: string): StepResult | undefined
  /** Forgets a step's result, if there is one. */
  dropStep(id: RecordId, page: number, step: string): void
  /** All steps of a record, by page; quick, since no result is read. */
  listSteps(id: RecordId): StepOutline[]
}

const pageRow = z.object({
  ordinal: z.number().int(),
  digest: digestColumn,
  format: z.enum(['jpeg', 'png']),
  widthPx: z.number().int(),
  heightPx: z.number().int(),
  dpi: z.number().nullable(),
  dpiFrom: z.enum(['image', 'pdf']).nullable(),
  exifOrientation: z.number().int(),
  capturedAt: instantColumn,
  later: z.number(),
}).transform(({ later, ...page }): LedgerPage => (later === 1 ? { ...page, later: true } : page))
const pageColumns = `ordinal, digest, format, width_px AS widthPx, height_px AS heightPx, dpi, dpi_from AS dpiFrom,
  exif_orientation AS exifOrientation, captured_at AS capturedAt, later`

const stepRow = z.object({
  inputs: digestColumn,
  engine: z.string(),
  result: packedJsonColumn,
  resultDigest: digestColumn.nullable(),
  startedAt: instantColumn,
  finishedAt: instantColumn,
})
const outlineRow = z.object({
  page: z.number().int(), step: z.string(), startedAt: instantColumn, finishedAt: instantColumn, summary: jsonColumn(z.unknown()).nullable(),
})

export function pageStore(database: StationDatabase, hasBlob: (digest: Digest) => boolean): PageStore {
  const requireBlob = (digest: Digest): void => {
    if (!hasBlob(digest)) throw new SohoaError('blob_missing', { digest: digest.slice(0, 12) })
  }
  return {
    addPage: (id, page) => database.transaction(() => {
      requireBlob(page.digest)
      const taken = database.get(
        z.object({ digest: z.string() }), 'SELECT digest FROM pages WHERE record_id = $id AND ordinal = $ordinal', { id, ordinal: page.ordinal },
      )
      if (taken !== undefined) {
        if (taken.digest !== page.digest) throw new SohoaError('page_differs', { page: page.ordinal })
        return
      }
      database.run(
        `INSERT INTO pages (record_id, ordinal, digest, format, width_px, height_px, dpi, dpi_from, exif_orientation, captured_at, later)
         VALUES ($id, $ordinal, $digest, $format, $widthPx, $heightPx, $dpi, $dpiFrom, $exifOrientation, $capturedAt, $later)`,
        {
          id, ordinal: page.ordinal, digest: page.digest, format: page.format, widthPx: page.widthPx, heightPx: page.heightPx,
          dpi: page.dpi, dpiFrom: page.dpiFrom, exifOrientation: page.exifOrientation, capturedAt: page.capturedAt,
          later: page.later === true ? 1 : 0,
        },
      )
    }),
    listPages: (id) => database.all(pageRow, `SELECT ${pageColumns} FROM pages WHERE record_id = $id ORDER BY ordinal`, { id }),
    putStep: (id, page, step, result) => database.transaction(() => {
      if (result.resultDigest !== null) requireBlob(result.resultDigest)
      database.run(
        `INSERT OR REPLACE INTO steps (record_id, page, step, inputs_digest, engine, result_digest, started_at, finished_at, summary, result)
         VALUES ($id, $page, $step, $inputs, $engine, $resultDigest, $startedAt, $finishedAt, $summary, $result)`,
        {
          id, page, step, inputs: result.inputs, engine: result.engine, resultDigest: result.resultDigest, startedAt: result.startedAt, finishedAt: result.finishedAt,
          summary: result.summary === undefined ? null : JSON.stringify(result.summary), result: packJson(result.result),
        },
      )
    }),
    getStep: (id, page, step) => database.get(
      stepRow,
      `SELECT inputs_digest AS inputs, engine, result, result_digest AS resultDigest, started_at AS startedAt, finished_at AS finishedAt
       FROM steps WHERE record_id = $id AND page = $page AND step = $step`,
      { id, page, step },
    ),
    dropStep: (id, page, step) => {
      database.run('DELETE FROM steps WHERE record_id = $id AND page = $page AND step = $step', { id, page, step })
    },
    listSteps: (id) => database.all(
      outlineRow, 'SELECT page, step, started_at AS startedAt, finished_at AS finishedAt, summary FROM steps WHERE record_id = $id ORDER BY page, step', { id },
    ),
  }
}
