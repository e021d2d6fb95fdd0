import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { dossierShape, type Dossier } from '../../shared/contract/index.ts'
import { SohoaError } from '../../shared/model/index.ts'

const text = z.string().trim().transform((value) => (value === '' ? undefined : value))
/** Parts set apart by semicolons, each in its place: an empty part stays, so that what follows keeps its partner in other columns. */
const parts = z.string().default('').transform((value) => (value.trim() === '' ? [] : value.split(';').map((part) => part.trim())))

/** As people mark a column: `true`, `x`, `có`; `false`, `không`, nothing. */
const yesOrNo = z.string().trim().transform((value, context) => {
  const said = value.toLocaleLowerCase('vi')
  if (['true', 'x', '1', 'có'].includes(said)) return true
  if (['false', '0', 'không', ''].includes(said)) return undefined
  context.addIssue({ code: 'custom' })
  return z.NEVER
})

/** Nothing told is undefined; `none` is told, and means on paper only. */
function targetsTold(told: readonly string[]): string[] | undefined {
  const named = told.filter((target) => target !== '')
  if (named.length === 0) return undefined
  return named.length === 1 && named[0] === 'none' ? [] : named
}

/** A CSV row: flat columns that stand for the contract's nested dossier. */
const csvRow = z.strictObject({
  file: text.optional(), dossierCode: text.optional(), procedureCode: text.optional(), resultCode: text.optional(),
  validUntil: text.optional(), kind: text.optional(), sheets: text.optional(), ownerName: parts, ownerId: parts, ownerKind: parts,
  receiverName: text.optional(), receiverId: text.optional(), receiverCapacity: text.optional(), deliverTo: parts, agreement: yesOrNo.optional(),
}).superRefine((row, context) => {
  const unpaired = (['ownerId', 'ownerKind'] as const).find((name) => row[name].length > 0 && row[name].length !== row.ownerName.length)
  if (unpaired !== undefined) context.addIssue({ code: 'custom', path: [unpaired] })
  if (row.receiverName !== undefined && row.receiverCapacity === undefined) context.addIssue({ code: 'custom', path: ['receiverCapacity'] })
  if (row.receiverName === undefined && (row.receiverId ?? row.receiverCapacity) !== undefined) context.addIssue({ code: 'custom', path: ['receiverName'] })
}).transform((row): unknown => ({
  file: row.file,
  dossierCode: row.dossierCode, procedureCode: row.procedureCode, resultCode: row.resultCode, validUntil: row.validUntil, kind: row.kind, sheets: row.sheets === undefined ? undefined : Number(row.sheets),
  owners: row.ownerName.map((name, index) => ({ name, id: row.ownerId[index] || null, kind: row.ownerKind[index] || 'person' })),
  receiver: row.receiverName === undefined ? null : { name: row.receiverName, id: row.receiverId ?? null, capacity: row.receiverCapacity },
  deliverTo: targetsTold(row.deliverTo),
  agreement: row.agreement,
}))

/**
 * Reads a dossier file (`-`: standard input): JSON (object or array) or CSV with a header, columns set apart by comma, semicolon or tab; UTF-8, or
 * UTF-16 as Excel's "Unicode text". Throws file_not_found, dossier_invalid (params: path) also for one without any row.
 */
export async function readDossierFile(path: string): Promise<Dossier[]> {
  const content = await (path === '-' ? buffer(process.stdin) : readFile(path)).catch((thrown: unknown) => {
    throw new SohoaError('file_not_found', { file: path }, { cause: thrown })
  })
  const trimmed = decoded(content).trim()
  const rows = /^[[{]/u.test(trimmed) ? jsonRows(trimmed) : csvRows(trimmed)
  return rows.map((row, index) => {
    const parsed = dossierShape.safeParse(row)
    if (!parsed.success) throw new SohoaError('dossier_invalid', { path: pathOf(parsed.error, index) })
    return parsed.data
  })
}

/** The file as NFC text, without byte order mark. Another code page would give names that are nobody's. */
function decoded(content: Uint8Array): string {
  const encoding = content[0] === 0xff && content[1] === 0xfe ? 'utf-16le' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content).normalize('NFC')
  } catch (thrown) {
    throw new SohoaError('dossier_invalid', { path: 'UTF-8' }, { cause: thrown })
  }
}

function jsonRows(content: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(content)
    return Array.isArray(parsed) ? parsed : [parsed]
  } catch (thrown) {
    throw new SohoaError('dossier_invalid', { path: 'JSON' }, { cause: thrown })
  }
}

/** The separator of a header: names of columns hold none themselves. */
function separatorOf(content: string): string {
  const header = content.split(/\r?\n/u, 1)[0] ?? ''
  return ['\t', ';'].find((separator) => header.includes(separator)) ?? ','
}

function csvRows(content: string): unknown[] {
  let rows: unknown[]
  try {
    rows = parse(content, { columns: true, skip_empty_lines: true, trim: true, delimiter: separatorOf(content) })
  } catch (thrown) {
    throw new SohoaError('dossier_invalid', { path: 'CSV' }, { cause: thrown })
  }
  if (rows.length === 0) throw new SohoaError('dossier_invalid', { path: 'CSV' })
  return rows.map((row, index) => {
    const parsed = csvRow.safeParse(row)
    if (!parsed.success) throw new SohoaError('dossier_invalid', { path: pathOf(parsed.error, index) })
    return parsed.data
  })
}

function pathOf(error: z.ZodError, row: number): string {
  const issue = error.issues[0]
  const place = issue?.path.join('.') ?? ''
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : ''
  return [`${row + 1}`, place, unknown].filter((part) => part !== '').join(': ')
}
