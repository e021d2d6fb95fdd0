import { z } from 'zod'
import { leftOutReasons, SohoaError } from '../model/index.ts'
import type { Instant, PageEdit, RecordId } from '../model/index.ts'
import type { StationDatabase } from './database.ts'
import { jsonColumn } from './record-rows.ts'

/** Who made an edit, and when. */
export interface KeptPageEdit {
  /** Place among the record's edits, from 1, those taken back included. */
  readonly seq: number
  readonly edit: PageEdit
}

/** What persons did to the pages of records: each edit is a row that stays, also when it is taken back. */
export interface PageEditStore {
  addPageEdit(id: RecordId, edit: PageEdit, at: Instant, by: string): void
  /** Those that stand, oldest first. */
  listPageEdits(id: RecordId): KeptPageEdit[]
  /** Takes an edit back. Throws `not_found` for one that does not stand. */
  undoPageEdit(id: RecordId, seq: number): void
  /** Rises with each edit and each one taken back. */
  pageEdition(id: RecordId): number
}

const ordinal = z.number().int()
const turn = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)])
const box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
const stance = z.object({ turn: turn.nullable(), skew: z.number().nullable(), crop: box.nullable() })

const pageEdit: z.ZodType<PageEdit> = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['turn', 'straighten', 'crop']), ordinal, stance }),
  z.object({ kind: z.literal('move'), ordinal, place: z.number().int() }),
  z.object({ kind: z.literal('leave out'), ordinals: z.array(ordinal), why: z.enum(leftOutReasons) }),
  z.object({ kind: z.literal('take back'), ordinals: z.array(ordinal) }),
  z.object({ kind: z.enum(['insert', 'merge']), ordinals: z.array(ordinal), place: z.number().int(), insteadOf: ordinal.nullable(), stances: z.array(stance) }),
])

const editRow = z.object({ seq: z.number().int(), edit: jsonColumn(pageEdit) })
const editionRow = z.object({ edition: z.number().int() })

export function pageEditStore(database: StationDatabase): PageEditStore {
  return {
    addPageEdit: (id, edit, at, by) => {
      database.run(
        `INSERT INTO page_edits (record_id, seq, edit, at, by)
         SELECT $id, coalesce(max(seq), 0) + 1, $edit, $at, $by FROM page_edits WHERE record_id = $id`,
        { id, edit: JSON.stringify(pageEdit.parse(edit)), at, by },
      )
    },
    listPageEdits: (id) => database.all(editRow, 'SELECT seq, edit FROM page_edits WHERE record_id = $id AND undone = 0 ORDER BY seq', { id }),
    undoPageEdit: (id, seq) => {
      if (database.run('UPDATE page_edits SET undone = 1 WHERE record_id = $id AND seq = $seq AND undone = 0', { id, seq }) === 0) throw new SohoaError('not_found', { what: id })
    },
    pageEdition: (id) => database.get(editionRow, 'SELECT coalesce(sum(1 + undone), 0) AS edition FROM page_edits WHERE record_id = $id', { id })?.edition ?? 0,
  }
}
