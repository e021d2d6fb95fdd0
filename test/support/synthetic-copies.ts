import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { appendEntry } from '../../shared/audit/index.ts'
import { fold, instant } from '../../shared/model/index.ts'
import type { AuditEntry, StationRecord } from '../../shared/model/index.ts'
import { digestOfInputs } from '../../shared/pipeline/digests.ts'
import { fieldText } from '../../shared/pipeline/reading/extract-fields.ts'
import { newRecordCode, newRecordId } from '../../shared/pipeline/record/record-id.ts'
import { recordIdColumn } from '../../shared/store/record-rows.ts'
import type { AdministrativeText } from './administrative-text.ts'
import type { OpenedParts } from './opened-parts.ts'
import { syntheticFields, syntheticOwners, syntheticPages, syntheticTime } from './synthetic-values.ts'

const idRow = z.object({ id: recordIdColumn })
const seqRow = z.object({ seq: z.number() })
/** One copy in so many has a PDF of its own. */
const ownPdf = 10

interface Original {
  readonly record: StationRecord
  readonly entries: readonly AuditEntry[]
}

/** The first records of a station, read once. */
export class Originals {
  readonly #parts: OpenedParts
  readonly #known = new Map<number, Original>()
  readonly #count: number

  constructor(parts: OpenedParts, count: number) {
    this.#parts = parts
    this.#count = count
  }

  /** The one that record `number` is a copy of. */
  of(number: number): Original {
    const row = number % this.#count + 1
    const known = this.#known.get(row)
    if (known !== undefined) return known
    const { database } = this.#parts
    const id = database.get(idRow, 'SELECT id FROM records WHERE number = $row', { row })?.id
    if (id === undefined) throw new Error('no original')
    const entries = database.all(seqRow, 'SELECT seq FROM audit WHERE record_id = $id ORDER BY seq', { id }).flatMap(({ seq }) => this.#parts.auditEntries(seq - 1, 1))
    const made = { record: this.#parts.getRecord(id), entries }
    this.#known.set(row, made)
    return made
  }
}

const copies = [
  `INSERT INTO sources SELECT $id, ordinal, path, name, size, digest, format, stored FROM sources WHERE record_id = $original`,
  `INSERT INTO pages SELECT $id, ordinal, digest, format, width_px, height_px, dpi, dpi_from, exif_orientation, captured_at FROM pages WHERE record_id = $original`,
  `INSERT INTO steps SELECT $id, page, step, inputs_digest, engine, result_digest, started_at, finished_at, summary, result FROM steps WHERE record_id = $original`,
  `INSERT INTO history (record_id, at, from_work, to_work, inputs) SELECT $id, at, from_work, to_work, inputs FROM history WHERE record_id = $original ORDER BY seq`,
  `INSERT INTO receipts SELECT id || $id, $id, target, digest, raw, received_at FROM receipts WHERE record_id = $original`,
  `INSERT INTO outbox SELECT idempotency_key || $id, $id, target, digest, state, attempts, next_at, leased_until, last_error, chosen_at, chosen_by, receipt_id || $id, delivered_at
   FROM outbox WHERE record_id = $original`,
] as const

/** Writes records `from` to `to` (without it) as copies with texts, names and numbers of their own, in the running transaction. */
export function copyRecords(parts: OpenedParts, originals: Originals, text: AdministrativeText, range: { readonly from: number; readonly to: number }): void {
  const { database } = parts
  const texts: { number: number; fields: string; body: string }[] = []
  for (let number = range.from; number < range.to; number += 1) {
    const { record: original, entries } = originals.of(number)
    const time = syntheticTime(number).getTime()
    const at = instant(new Date(time))
    const id = newRecordId(at)
    const owners = syntheticOwners(text, number)
    const fresh = {
      id, code: newRecordCode(at), createdAt: at, owners, rawDigest: digestOfInputs(id), dossier: { ...original.dossier, owners },
      fields: { ...original.fields, ...syntheticFields(text, number, at), ...(original.work === 'awaiting review' ? { signerName: original.fields.signerName } : {}) },
    }
    const pdfDigest = number % ownPdf === 0 && original.pdfDigest !== null ? parts.putBlob(randomBytes(3000)) : original.pdfDigest
    parts.insertRecord({ ...original, ...fresh, pdfDigest })
    for (const sql of copies) database.run(sql, { id, original: original.id })
    parts.settleOutbox(id)
    entries.forEach((entry, index) => { appendEntry(parts, { at: instant(new Date(time + 1000 * index)), actor: entry.actor, action: entry.action, recordId: id, details: entry.details }) })
    texts.push({ number: number + 1, fields: fieldText({ ...original, ...fresh }), body: syntheticPages(text, number).join('\n\f\n') })
  }
  // All at the end, and not by indexText: a transaction within this one would make the index write itself out for each record.
  for (const { number, fields, body } of texts) {
    const words = `${fields}\n${body}`
    database.run('INSERT INTO search_exact (rowid, words) VALUES ($number, $words)', { number, words })
    database.run('INSERT INTO search_folded (rowid, words) VALUES ($number, $words)', { number, words: fold(words) })
  }
  for (const row of texts) database.run('INSERT INTO texts (record_number, fields, body) VALUES ($number, $fields, $body)', row)
}
