import { auditHeadOf } from '../../audit/index.ts'
import type { AuditEntry, AuditHead } from '../../model/index.ts'
import type { PipelineContext } from '../context.ts'
import { takeOut } from '../record/take-out.ts'

export const auditExportFormats = ['json', 'csv'] as const
export type AuditExportFormat = (typeof auditExportFormats)[number]

const batch = 1000
const columns = ['seq', 'at', 'actor', 'action', 'recordId', 'details', 'previous', 'hash'] as const

/** A cell of RFC 4180; a text that a spreadsheet would take for a formula gets an apostrophe before it. */
function cell(value: string | number | null): string {
  const text = String(value ?? '')
  return `"${(/^[=+\-@\t\r]/u.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}

function csvLine(entry: AuditEntry): string {
  return columns.map((name) => cell(name === 'details' ? JSON.stringify(entry.details) : entry[name])).join(',')
}

/** The log up to `head`, piece by piece. The export's own entry is not in it. */
function* pieces(context: PipelineContext, format: AuditExportFormat, head: AuditHead): Generator<string> {
  const { store } = context
  // A byte order mark: spreadsheets else take Vietnamese for another code page.
  if (format === 'csv') yield `\uFEFF${columns.map(cell).join(',')}\r\n`
  else yield `{"format":"sohoa-audit","version":1,"station":"${store.stationId}","genesis":"${store.auditGenesis()}","exportedAt":"${context.now()}","head":${JSON.stringify(head)},"entries":[`
  let after = 0
  while (after < head.seq) {
    const page = store.auditEntries(after, Math.min(batch, head.seq - after))
    if (page.length === 0) break
    const begun = after > 0
    after = page.at(-1)?.seq ?? head.seq
    yield format === 'csv'
      ? page.map((entry) => `${csvLine(entry)}\r\n`).join('')
      : `${begun ? ',' : ''}\n${page.map((entry) => JSON.stringify(entry)).join(',\n')}`
  }
  if (format === 'json') yield '\n]}\n'
}

/**
 * Writes the whole audit log to `path`: JSON (with station, genesis and head, so that the chain can be checked elsewhere) or CSV
 * (RFC 4180, UTF-8 with byte order mark). Whole or not at all. The export is an entry itself. Throws folder_not_writable, disk_full.
 */
export async function exportAudit(context: PipelineContext, path: string, format: AuditExportFormat): Promise<{ entries: number }> {
  const head = auditHeadOf(context.store)
  const details = { format, entries: head.seq }
  await takeOut(context, [{ path, content: pieces(context, format, head) }], { action: 'audit exported', recordId: null, details })
  return { entries: head.seq }
}
