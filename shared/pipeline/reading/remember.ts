import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ResultOf } from '../../contract/index.ts'
import { learn, proposeRemembered, rememberedEntry, type RememberedEntry } from '../../extract/index.ts'
import { SohoaError, type StationRecord } from '../../model/index.ts'
import type { PipelineContext } from '../context.ts'
import { takeOut } from '../record/take-out.ts'
import { audit } from '../transition.ts'
import { personsRead } from './persons-read.ts'

const setting = 'remembered'
const kept = z.array(rememberedEntry)

function entriesOf({ store }: Pick<PipelineContext, 'store'>): readonly RememberedEntry[] {
  return store.getSetting(setting, kept) ?? []
}

/** By what a person names an entry: the beginning of its digest. */
const nameOf = ({ kind, value, agency, position }: RememberedEntry): string => createHash('sha256').update(JSON.stringify([kind, value, agency, position])).digest('hex').slice(0, 8)

/** Fields with what the station remembers where they were not read, or not surely; see proposeRemembered. */
export function withRemembered(context: Pick<PipelineContext, 'store'>, fields: StationRecord['fields']): StationRecord['fields'] {
  return proposeRemembered(fields, entriesOf(context))
}

/** Everybody whom a record names, but for those who signed it. */
function personsOf(context: PipelineContext, { id, owners, dossier }: StationRecord): string[] {
  const read = personsRead(context, id) ?? []
  return [...owners, ...dossier.owners, ...read, ...(dossier.receiver === null ? [] : [dossier.receiver])].map(({ name }) => name)
}

/**
 * Remembers of a paper whose values are settled what is the office's: agency, signer and position, a subject about nobody (docs/adr/0027).
 * To be called in the transaction that settles them. Nothing is learnt of what another station told.
 */
export function remember(context: PipelineContext, record: StationRecord): void {
  if (record.reusedFrom !== null) return
  const before = entriesOf(context)
  const after = learn(before, { record: record.id, fields: record.fields, persons: personsOf(context, record), at: context.now() })
  if (JSON.stringify(after) !== JSON.stringify(before)) context.store.putSetting(setting, after)
}

/** What the station remembers, the newest first. */
export function listRemembered(context: Pick<PipelineContext, 'store'>): ResultOf<'memory.list'> {
  return { entries: entriesOf(context).map((entry) => ({ name: nameOf(entry), kind: entry.kind, value: entry.value, agency: entry.agency, position: entry.position, taught: entry.taught, papers: entry.records.length, lastAt: entry.lastAt })) }
}

/** Forgets the named entries, or all. Throws not_found for a name that is none. */
export function forgetRemembered(context: PipelineContext, names: 'all' | readonly string[]): { readonly forgotten: number } {
  return context.store.transaction(() => {
    const before = entriesOf(context)
    const unknown = names === 'all' ? undefined : names.find((name) => !before.some((entry) => nameOf(entry) === name))
    if (unknown !== undefined) throw new SohoaError('not_found', { what: unknown })
    const after = names === 'all' ? [] : before.filter((entry) => !names.includes(nameOf(entry)))
    context.store.putSetting(setting, after)
    audit(context, 'memory erased', null, { entries: before.length - after.length, left: after.length })
    return { forgotten: before.length - after.length }
  })
}

/** Writes all that is remembered to `path` as JSON. Whole or not at all; audited. Throws folder_not_writable, disk_full. */
export async function exportRemembered(context: PipelineContext, path: string): Promise<{ readonly entries: number }> {
  const { entries } = listRemembered(context)
  const content = `${JSON.stringify({ format: 'sohoa-memory', version: 1, entries }, null, 2)}\n`
  await takeOut(context, [{ path, content: [content] }], { action: 'memory exported', recordId: null, details: { entries: entries.length } })
  return { entries: entries.length }
}
