import { z } from 'zod'
import { SohoaError, fold, workStates } from '../model/index.ts'
import type { Instant, RecordId, WorkState } from '../model/index.ts'
import type { StationDatabase } from './database.ts'
import { recordIdColumn } from './record-rows.ts'
import { snippetOf } from './snippet.ts'

/** A record that holds all the words asked for. */
export interface SearchHit {
  readonly recordId: RecordId
  /** Code of its mark. */
  readonly code: string
  readonly work: WorkState
  /** Held back from delivery. */
  readonly frozen: boolean
  /** How it fits: the words side by side or apart, tones as typed or not. Hits come in this order, the newest first within each. */
  readonly fit: SearchFit
  /** Some words around the first match, one line. */
  readonly snippet: string
}

const fits = ['exact phrase', 'exact words', 'phrase without tones', 'words without tones'] as const
export type SearchFit = (typeof fits)[number]

/** What is looked for, and among which records. */
export interface SearchQuery {
  readonly words: string
  /** The last word is still being typed: what begins so fits too. */
  readonly typing?: boolean
  readonly work?: readonly WorkState[]
  /** Captured at or after, and before. */
  readonly from?: Instant
  readonly to?: Instant
}

/** Full-text search that does not need tones typed, and prefers them where they are. */
export interface SearchStore {
  /** Makes a record findable by these texts, in place of earlier ones. Throws `not_found`. */
  indexText(id: RecordId, fields: string, body: string): void
  /**
   * Records holding every word of `words`: `nghi dinh` and `nghị định` both find `Nghị định`, `dat dai` finds `Đất đai`,
   * exact tones first. Nothing for no words.
   */
  search(query: SearchQuery, limit: number): SearchHit[]
}

/** Up to so many records are gathered. */
const fewRecords = 20_000
const rangeRow = z.object({ count: z.number().int(), first: z.number().int().nullable(), last: z.number().int().nullable() })
const nobody = { count: 0, first: null, last: null }
const numberRow = z.object({ number: z.number().int() })
const hitRow = z.object({ rowid: z.number().int() })
const textRow = z.object({
  id: recordIdColumn, code: z.string(), work: z.enum(workStates), frozen: z.number().transform((value) => value === 1), fields: z.string(), body: z.string(),
})

export function searchStore(database: StationDatabase): SearchStore {
  // Newest first needs no look at the other hits; bm25 would weigh all of them, and words like "nghị định" stand in nearly every record.
  const matches = ({ table, query }: IndexQuery, among: Among, limit: number): number[] => database
    .all(hitRow, `SELECT rowid FROM ${table} WHERE ${table} MATCH $query${among.conditionOn(table)} ORDER BY rowid DESC LIMIT $limit`, { ...among.values, query, limit })
    .map((row) => row.rowid)

  /**
   * The records among which is looked; undefined when there are none. Records are numbered as they come, so that a time is a range of
   * numbers; where few are meant their numbers are gathered first, where most are, each hit is asked.
   */
  const amongOf = ({ work, from, to }: SearchQuery): Among | undefined => {
    const conditions = [
      ...(work === undefined ? [] : ['work IN (SELECT value FROM json_each($work))']),
      ...(from === undefined ? [] : ['created_at >= $from']),
      ...(to === undefined ? [] : ['created_at < $to']),
    ].join(' AND ')
    if (conditions === '') return { conditionOn: () => '', values: {} }
    const values = { ...(work === undefined ? {} : { work: JSON.stringify(work) }), ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
    const { count, first, last } = database.get(rangeRow, `SELECT count(*) AS count, min(number) AS first, max(number) AS last FROM records WHERE ${conditions}`, values) ?? nobody
    if (count === 0 || first === null || last === null) return undefined
    const among = 'AND rowid BETWEEN $first AND $last AND'
    return {
      conditionOn: (table) => count <= fewRecords
        ? ` ${among} +rowid IN (SELECT number FROM records WHERE ${conditions})`
        : ` ${among} EXISTS (SELECT 1 FROM records WHERE number = ${table}.rowid AND ${conditions})`,
      values: { ...values, first, last },
    }
  }

  return {
    indexText: (id, fields, body) => database.transaction(() => {
      const row = database.get(numberRow, 'SELECT number FROM records WHERE id = $id', { id })
      if (row === undefined) throw new SohoaError('not_found', { what: id })
      const { number } = row
      const exact = `${fields}\n${body}`.normalize('NFC')
      for (const [table, words] of [['search_exact', exact], ['search_folded', fold(exact)]] as const) {
        database.run(`DELETE FROM ${table} WHERE rowid = $number`, { number })
        database.run(`INSERT INTO ${table} (rowid, words) VALUES ($number, $words)`, { number, words })
      }
      database.run('INSERT OR REPLACE INTO texts (record_number, fields, body) VALUES ($number, $fields, $body)', { number, fields, body })
    }),
    search: (asked, limit) => {
      const { tokens, open } = wordsOf(asked)
      if (tokens.length === 0 || limit < 1) return []
      const among = amongOf(asked)
      if (among === undefined) return []
      const found = new Map<number, SearchFit>()
      for (const fit of fits) {
        if (found.size >= limit) break
        for (const number of matches(queryOf(fit, tokens, open), among, limit)) {
          if (found.size < limit && !found.has(number)) found.set(number, fit)
        }
      }
      return [...found].flatMap(([number, fit]) => {
        const text = database.get(
          textRow,
          `SELECT id, code, work, coalesce(json_type(records.body, '$.frozen') = 'object', 0) AS frozen, fields, texts.body
           FROM texts JOIN records ON number = record_number WHERE record_number = $number`,
          { number },
        )
        if (text === undefined) return []
        const { id, code, work, frozen, fields, body } = text
        return [{ recordId: id, code, work, frozen, fit, snippet: snippetOf(`${fields}\n${body}`, tokens) }]
      })
    },
  }
}

/** Words with and without tones stand in two indexes: in one, `nghi` would be looked for in every `nghị`. */
interface IndexQuery {
  readonly table: 'search_exact' | 'search_folded'
  readonly query: string
}

/** Letters from which a word that is being typed finds what begins so: fewer begin too many words to be of use. */
const leastTyped = 3

/** The words to look for. The last one, while it is being typed, waits for its third letter, unless it is the only one. */
function wordsOf({ words, typing = false }: SearchQuery): { readonly tokens: readonly string[]; readonly open: boolean } {
  const tokens = words.normalize('NFC').split(/\s+/u).filter((token) => /[\p{L}\p{N}]/u.test(token))
  if (!typing || /\s$/u.test(words)) return { tokens, open: false }
  if ((tokens.at(-1)?.length ?? 0) >= leastTyped) return { tokens, open: true }
  return { tokens: tokens.length > 1 ? tokens.slice(0, -1) : tokens, open: false }
}

/** A condition on the records that are looked at. */
interface Among {
  /** Named by its table: inside a subquery on records, a bare rowid would be that record's own. */
  readonly conditionOn: (table: IndexQuery['table']) => string
  readonly values: Readonly<Record<string, string | number>>
}

function queryOf(fit: SearchFit, tokens: readonly string[], typing: boolean): IndexQuery {
  const quoted = (token: string): string => `"${token.replaceAll('"', '""')}"`
  const query = queryWithoutEnd(fit, tokens, quoted)
  return typing ? { ...query, query: `${query.query} *` } : query
}

function queryWithoutEnd(fit: SearchFit, tokens: readonly string[], quoted: (token: string) => string): IndexQuery {
  switch (fit) {
    case 'exact phrase': return { table: 'search_exact', query: quoted(tokens.join(' ')) }
    case 'exact words': return { table: 'search_exact', query: tokens.map(quoted).join(' AND ') }
    case 'phrase without tones': return { table: 'search_folded', query: quoted(fold(tokens.join(' '))) }
    case 'words without tones': return { table: 'search_folded', query: tokens.map((token) => quoted(fold(token))).join(' AND ') }
  }
}
