import { z } from 'zod'
import { SohoaError, fold } from '../model/index.ts'
import type { RecordId } from '../model/index.ts'
import type { StationDatabase } from './database.ts'
import { recordIdColumn } from './record-rows.ts'
import { snippetOf } from './snippet.ts'

/** A record that holds all the words asked for. */
export interface SearchHit {
  readonly recordId: RecordId
  /** How it fits: the words side by side or apart, tones as typed or not. Hits come in this order, the more relevant first within each. */
  readonly fit: SearchFit
  /** Some words around the first match, one line. */
  readonly snippet: string
}

const fits = ['exact phrase', 'exact words', 'phrase without tones', 'words without tones'] as const
export type SearchFit = (typeof fits)[number]

/** Full-text search that does not need tones typed, and prefers them where they are. */
export interface SearchStore {
  /** Makes a record findable by these texts, in place of earlier ones. Throws `not_found`. */
  indexText(id: RecordId, fields: string, body: string): void
  /**
   * Records holding every word of `words`: `nghi dinh` and `nghị định` both find `Nghị định`, `dat dai` finds `Đất đai`,
   * exact tones first. Nothing for no words.
   */
  search(words: string, limit: number): SearchHit[]
}

const numberRow = z.object({ number: z.number().int() })
const hitRow = z.object({ rowid: z.number().int() })
const textRow = z.object({ id: recordIdColumn, fields: z.string(), body: z.string() })

export function searchStore(database: StationDatabase): SearchStore {
  const matches = (query: string, limit: number): number[] => database
    .all(hitRow, 'SELECT rowid FROM search WHERE search MATCH $query ORDER BY rank LIMIT $limit', { query, limit })
    .map((row) => row.rowid)

  return {
    indexText: (id, fields, body) => database.transaction(() => {
      const row = database.get(numberRow, 'SELECT number FROM records WHERE id = $id', { id })
      if (row === undefined) throw new SohoaError('not_found', { what: id })
      const { number } = row
      const exact = `${fields}\n${body}`.normalize('NFC')
      database.run('DELETE FROM search WHERE rowid = $number', { number })
      database.run('INSERT INTO search (rowid, folded, exact) VALUES ($number, $folded, $exact)', { number, folded: fold(exact), exact })
      database.run('INSERT OR REPLACE INTO texts (record_number, fields, body) VALUES ($number, $fields, $body)', { number, fields, body })
    }),
    search: (words, limit) => {
      const tokens = words.normalize('NFC').split(/\s+/u).filter((token) => /[\p{L}\p{N}]/u.test(token))
      if (tokens.length === 0 || limit < 1) return []
      const found = new Map<number, SearchFit>()
      for (const fit of fits) {
        if (found.size >= limit) break
        for (const number of matches(queryOf(fit, tokens), limit)) {
          if (found.size < limit && !found.has(number)) found.set(number, fit)
        }
      }
      return [...found].flatMap(([number, fit]) => {
        const text = database.get(
          textRow, 'SELECT id, fields, texts.body FROM texts JOIN records ON number = record_number WHERE record_number = $number', { number },
        )
        return text === undefined ? [] : [{ recordId: text.id, fit, snippet: snippetOf(`${text.fields}\n${text.body}`, tokens) }]
      })
    },
  }
}

function queryOf(fit: SearchFit, tokens: readonly string[]): string {
  const quoted = (token: string): string => `"${token.replaceAll('"', '""')}"`
  switch (fit) {
    case 'exact phrase': return `exact : ${quoted(tokens.join(' '))}`
    case 'exact words': return `exact : (${tokens.map(quoted).join(' AND ')})`
    case 'phrase without tones': return `folded : ${quoted(fold(tokens.join(' ')))}`
    case 'words without tones': return `folded : (${tokens.map((token) => quoted(fold(token))).join(' AND ')})`
  }
}
