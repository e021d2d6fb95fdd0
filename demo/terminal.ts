import type { RecordLine } from '../shared/contract/index.ts'
import { isErrorCode } from '../shared/model/index.ts'
import { explainError, targetTerms, trustTerms, verdictTerms, workTerms } from '../shared/words/index.ts'
import type { DeliveredStory, RefusalStory, Said } from './story.ts'

const width = (text: string): number => [...new Intl.Segmenter('vi').segment(text)].length
const pad = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)))

function table(rows: readonly (readonly string[])[]): string[] {
  const columns = Math.max(...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, index) => Math.max(...rows.map((row) => width(row[index] ?? ''))))
  const line = (row: readonly string[]): string => row.map((cell, index) => pad(cell, widths[index] ?? 0)).join('  ').trimEnd()
  const [head = [], ...body] = rows
  return [line(head), widths.map((columnWidth) => '─'.repeat(columnWidth)).join('  '), ...body.map(line)]
}

/** How many fields the machine took by itself, and how many there are. */
export function takenByMachine({ read }: Pick<DeliveredStory, 'read'>): string {
  const fields = Object.values(read.fields)
  return `${fields.filter(({ acceptedBy }) => acceptedBy === 'machine').length}/${fields.length}`
}

function row(result: DeliveredStory): string[] {
  const { paper, final, corrections, verdict, receipts } = result
  return [
    paper.title, takenByMachine(result), String(corrections.length), `${workTerms[final.state.work].vi} · ${trustTerms[final.state.trust].vi}`,
    verdict === null ? '–' : verdictTerms[verdict.verdict].vi, receipts.map(({ claims }) => targetTerms[claims.target].vi).join(' · ') || '–',
  ]
}

/** The results in a table: what the machine took, what a person told, where it ended. */
export function resultTable(results: readonly DeliveredStory[]): string[] {
  return table([['Giấy', 'Máy nhận', 'Người cho biết', 'Trạng thái', 'Kiểm tra chữ ký', 'Biên nhận của'], ...results.map(row)])
}

/** What the station said, in its own words. */
export function sayError(said: Said): { what: string; why: string; todo: string } {
  return explainError(isErrorCode(said.code) ? said.code : 'internal', said.params, 'vi')
}

/** One refusal in a line. */
export function refusalLine({ title, said }: RefusalStory): string {
  return `${title}: ${said === null ? 'KHÔNG BỊ DỪNG' : sayError(said).what}`
}

/** Where a record stands, in a line. */
export function recordLineText(title: string, { state, deliveries }: Pick<RecordLine, 'state' | 'deliveries'>, corrections: number): string {
  const waiting = deliveries.filter(({ state: delivery }) => delivery === 'queued').length
  const told = corrections === 0 ? '' : ` · người cho biết ${corrections} mục`
  return `${title}: ${workTerms[state.work].vi}, ${trustTerms[state.trust].vi} · ${waiting} nơi chờ gửi${told}`
}
