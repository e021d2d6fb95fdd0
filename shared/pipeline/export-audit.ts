import { open, rename, rm } from 'node:fs/promises'
import { auditHeadOf } from '../audit/index.ts'
import { SohoaError, type AuditEntry } from '../model/index.ts'
import type { PipelineContext } from './context.ts'
import { audit } from './transition.ts'

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

/** The file piece by piece: memory does not grow with the log. */
function* pieces(context: PipelineContext, format: AuditExportFormat): Generator<string> {
  const { store } = context
  // The end is fixed before the first entry is read: the export itself must not chase the entries that it causes.
  const head = auditHeadOf(store)
  // A byte order mark: spreadsheets else take Vietnamese for another code page.
  if (format === 'csv') yield `\uFEFF${columns.map(cell).join(',')}\r\n`
  else yield `{"format":"sohoa-audit","version":1,"station":"${store.stationId}","genesis":"${store.auditGenesis()}","exportedAt":"${context.now()}","head":${JSON.stringify(head)},"entries":[`
  let after = 0
  while (after < head.seq) {
    const page = store.auditEntries(after, batch)
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
  const temporary = `${path}.tmp`
  const entries = auditHeadOf(context.store).seq
  try {
    const handle = await open(temporary, 'w', 0o600)
    try {
      for (const piece of pieces(context, format)) await handle.write(piece)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, path)
  } catch (thrown) {
    await rm(temporary, { force: true })
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
    if (code === '') throw thrown
    throw new SohoaError(code === 'ENOSPC' ? 'disk_full' : 'folder_not_writable', code === 'ENOSPC' ? {} : { reason: code }, { cause: thrown })
  }
  audit(context, 'audit exported', null, { format, entries })
  return { entries }
}
