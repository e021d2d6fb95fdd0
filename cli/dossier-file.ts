import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { dossierShape, type Dossier } from '../shared/contract/index.ts'
import { SohoaError } from '../shared/model/index.ts'

const text = z.string().trim().transform((value) => (value === '' ? undefined : value))
const list = z.string().default('').transform((value) => value.split(';').map((part) => part.trim()).filter((part) => part !== ''))

/** A CSV row: flat columns that stand for the contract's nested dossier. */
const csvRow = z.strictObject({
  file: text.optional(), dossierCode: text.optional(), procedureCode: text.optional(), resultCode: text.optional(),
  validUntil: text.optional(), kind: text.optional(), ownerName: list, ownerId: list, ownerKind: list,
  receiverName: text.optional(), receiverId: text.optional(), receiverCapacity: text.optional(), deliverTo: list,
}).transform((row): unknown => ({
  file: row.file,
  dossierCode: row.dossierCode, procedureCode: row.procedureCode, resultCode: row.resultCode, validUntil: row.validUntil, kind: row.kind,
  owners: row.ownerName.map((name, index) => ({ name, id: row.ownerId[index] ?? null, kind: row.ownerKind[index] ?? 'person' })),
  receiver: row.receiverName === undefined ? null : { name: row.receiverName, id: row.receiverId ?? null, capacity: row.receiverCapacity ?? 'owner' },
  deliverTo: row.deliverTo,
}))

/** Reads a dossier file: JSON (object or array) or CSV with a header. Throws file_not_found, dossier_invalid. */
export async function readDossierFile(path: string): Promise<Dossier[]> {
  const content = await readFile(path, 'utf8').catch((thrown: unknown) => {
    throw new SohoaError('file_not_found', { file: path }, { cause: thrown })
  })
  const trimmed = content.replace(/^\uFEFF/u, '').trim()
  const rows = /^[[{]/u.test(trimmed) ? z.union([z.array(z.unknown()), z.unknown().transform((one) => [one])]).parse(parseJson(trimmed)) : csvRows(trimmed)
  return rows.map((row, index) => {
    const parsed = dossierShape.safeParse(row)
    if (!parsed.success) throw new SohoaError('dossier_invalid', { path: pathOf(parsed.error, index) })
    return parsed.data
  })
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch (thrown) {
    throw new SohoaError('dossier_invalid', { path: 'JSON' }, { cause: thrown })
  }
}

function csvRows(content: string): unknown[] {
  try {
    const rows: unknown[] = parse(content, { columns: true, skip_empty_lines: true, trim: true })
    return rows.map((row, index) => {
      const parsed = csvRow.safeParse(row)
      if (!parsed.success) throw new SohoaError('dossier_invalid', { path: pathOf(parsed.error, index) })
      return parsed.data
    })
  } catch (thrown) {
    if (thrown instanceof SohoaError) throw thrown
    throw new SohoaError('dossier_invalid', { path: 'CSV' }, { cause: thrown })
  }
}

function pathOf(error: z.ZodError, row: number): string {
  const issue = error.issues[0]
  const place = issue?.path.join('.') ?? ''
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : ''
  return [`${row + 1}`, place, unknown].filter((part) => part !== '').join(': ')
}
