import type { FailureLine, RecordLine, VerdictLine } from '../shared/contract/index.ts'
import { fieldNames, sameName } from '../shared/model/index.ts'
import { deliveryTerms, fieldTerms, recipientTerms, targetTerms, trustTerms, verdictTerms, workTerms } from '../shared/words/index.ts'
import type { GeneratedPaper } from './papers/generate.ts'

/** What became of one paper. */
export interface DemoResult {
  readonly paper: GeneratedPaper
  readonly record: RecordLine | null
  readonly failure: FailureLine | null
  /** Absolute path of the exported PDF; null while the record is not signed. */
  readonly pdf: string | null
  readonly verdict: VerdictLine | null
  readonly seconds: number
}

const width = (text: string): number => [...new Intl.Segmenter('vi').segment(text)].length
const pad = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)))

function table(rows: readonly (readonly string[])[]): string[] {
  const columns = Math.max(...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, index) => Math.max(...rows.map((row) => width(row[index] ?? ''))))
  const line = (row: readonly string[]): string => row.map((cell, index) => pad(cell, widths[index] ?? 0)).join('  ').trimEnd()
  const [head = [], ...body] = rows
  return [line(head), widths.map((columnWidth) => '─'.repeat(columnWidth)).join('  '), ...body.map(line)]
}

function receiptText(record: RecordLine): string {
  if (record.deliveries.length === 0) return '–'
  return record.deliveries.map(({ target, state, receiptId }) => `${targetTerms[target].vi}: ${receiptId === null ? deliveryTerms[state].vi : (receiptId.split('/').at(-1) ?? '').slice(0, 8)}`).join(' · ')
}

function row({ paper, record, failure, verdict, seconds }: DemoResult): string[] {
  if (record === null) return [paper.title, '–', failure?.error.code ?? '?', '–', '–', seconds.toFixed(1)]
  const fields = Object.values(record.fields)
  const state = `${workTerms[record.state.work].vi}${record.state.trust === 'unsigned' ? '' : ` · ${trustTerms[record.state.trust].vi}`}`
  return [paper.title, `${fields.filter(({ accepted }) => accepted).length}/${fields.length}`, state, verdict === null ? '–' : verdictTerms[verdict.verdict].vi, receiptText(record), seconds.toFixed(1)]
}

/** What waits for a person and why, a line each. */
function waiting({ paper, record }: DemoResult): string[] {
  if (record === null) return []
  const doubts = fieldNames.flatMap((name) => {
    const field = record.fields[name]
    return field === undefined || field.accepted ? [] : [`${fieldTerms[name].vi}: ${field.value ?? 'không đọc được'} (${Math.round(field.confidence * 100)} %)`]
  })
  const held = record.deliveries.some(({ state }) => state === 'held') && record.recipient.why !== null
    ? [`người nhận: ${recipientTerms[record.recipient.why]?.vi ?? record.recipient.why}`]
    : []
  const stopped = record.stoppedBy !== null && record.stoppedBy.code !== 'awaiting_review' ? [record.stoppedBy.code] : []
  const all = [...stopped, ...doubts, ...held]
  return all.length === 0 ? [] : [`  ○ ${paper.title} chờ người: ${all.join('; ')}`, `    sohoa review ${record.id} --set …`]
}

/** The table of results, what waits for a person, and where the PDFs are. */
export function demoReport(results: readonly DemoResult[], station: string): string[] {
  const head = ['Giấy', 'Trường máy nhận', 'Trạng thái', 'Kiểm tra chữ ký', 'Biên nhận', 'Giây']
  const waits = results.flatMap(waiting)
  const pdfs = results.flatMap(({ pdf }) => (pdf === null ? [] : [pdf]))
  return [
    ...table([head, ...results.map(row)]),
    '',
    ...(waits.length === 0 ? ['Không giấy nào phải chờ người soát.'] : ['Chưa chắc thì máy không đoán: / waits for a person:', ...waits]),
    '',
    ...(pdfs.length === 0 ? [] : ['Bản điện tử đã ký: / signed PDFs:', ...pdfs.map((pdf) => `  ${pdf}`)]),
    `Trạm: ${station}`,
  ]
}

/**
 * Where the run claimed what is not so: a value that the machine took by itself and the paper does not say, a signed
 * record whose PDF does not pass, a delivery without receipt, a deliverable record with another's name on the paper.
 * Empty when the demo told the truth.
 */
export function lies(results: readonly DemoResult[]): string[] {
  return results.flatMap(({ paper, record, verdict }) => {
    if (record === null) return [`${paper.title}: không thành hồ sơ / no record`]
    const wrong = fieldNames.flatMap((name) => {
      const field = record.fields[name]
      if (field?.acceptedBy !== 'machine' || field.value === null) return []
      const truth = paper.truth.fields[name]
      return truth !== undefined && sameName(truth, field.value) ? [] : [`${paper.title}: ${name} = “${field.value}”, giấy ghi / the paper says “${truth ?? '–'}”`]
    })
    const signed = record.state.work === 'signed' || record.state.work === 'delivered'
    const unproved = signed && verdict?.verdict !== 'passed' ? [`${paper.title}: đã ký nhưng kiểm tra không đạt / signed but not passed`] : []
    const unreceipted = record.deliveries.some(({ state, receiptId }) => state === 'delivered' && receiptId === null) ? [`${paper.title}: đã giao mà không có biên nhận / delivered without a receipt`] : []
    const pages = record.pages === paper.truth.pageCount ? [] : [`${paper.title}: ${record.pages} trang, giấy có / the paper has ${paper.truth.pageCount}`]
    return [...wrong, ...unproved, ...unreceipted, ...pages]
  })
}
