import { z } from 'zod'
import { appendEntry, chainBreaks, verifyChain, type ChainVerdict } from '../../audit/index.ts'
import { instant, parseInstant, type Instant, type StationRecord } from '../../model/index.ts'
import type { BackupMade, BadBlob, Repair, Restored, StationCheck, Store, Watch } from '../../store/index.ts'
import type { PipelineContext } from '../context.ts'
import { audit } from '../transition.ts'

const time = z.string().transform((text): Instant => parseInstant(text))
const lastBackupSetting = 'last backup'
const lastBackupShape = z.object({ madeAt: time, generation: z.number().int(), folder: z.string(), records: z.number().int(), auditSeq: z.number().int() })
const restoredSetting = 'restored from'
const gapSetting = 'memory may have a gap before'
const restoredShape = z.object({ madeAt: time, generation: z.number().int(), restoredAt: time })

/** What is known about copies of the station. */
export interface Custody {
  readonly lastBackup: (Omit<z.infer<typeof lastBackupShape>, 'auditSeq'> & { readonly entriesSince: number }) | null
  readonly restoredFrom: z.infer<typeof restoredShape> | null
}

/** When the station was backed up last (only whole backups count), and whether it is a restored copy. */
export function custodyOf({ store }: Pick<PipelineContext, 'store'>): Custody {
  const last = store.getSetting(lastBackupSetting, lastBackupShape)
  const restored = store.getSetting(restoredSetting, restoredShape)
  const seq = store.lastAuditEntry()?.seq ?? 0
  return {
    lastBackup: last === undefined ? null : { madeAt: last.madeAt, generation: last.generation, folder: last.folder, records: last.records, entriesSince: seq - last.auditSeq },
    restoredFrom: restored ?? null,
  }
}

/** Makes a backup in `folder` and keeps that it was made; one that is not whole does not count as the last. Throws as Store.backup. */
export async function backupStation(context: PipelineContext, folder: string, keep: number, watch: Watch): Promise<BackupMade & { readonly bad: readonly BadBlob[] }> {
  const { store } = context
  const made = await store.backup(folder, keep, watch)
  const { generation, madeAt, records, pages, blobs } = made.manifest
  const bad = made.damaged.map((blob) => ({ ...blob, uses: store.blobUses(blob.digest) }))
  const whole = bad.length === 0
  store.transaction(() => {
    audit(context, whole ? 'backup made' : 'backup made without damaged files', null, {
      generation, records, pages, blobs, damaged: bad.length, manifest: made.manifestDigest,
    })
    const { seq } = store.lastAuditEntry() ?? { seq: 0 }
    if (whole) store.putSetting(lastBackupSetting, { madeAt, generation, folder, records, auditSeq: seq } satisfies z.infer<typeof lastBackupShape>)
  })
  return { ...made, bad }
}

/** Keeps that a part of the station's memory may be lost: what was sent in it has no trace here. */
function noteGap(store: Store, at: Instant): void {
  store.putSetting(gapSetting, at)
  store.assumeSent()
}

/** True for a record of which more may have been done than the station remembers: it is older than the last restore or accepted loss. */
export function gapInMemory({ store }: Pick<PipelineContext, 'store'>, { createdAt }: Pick<StationRecord, 'createdAt'>): boolean {
  const gap = store.getSetting(gapSetting, time)
  return gap !== undefined && createdAt <= gap
}

/** The trace that a restore leaves in the restored station before it counts as one. */
export function settleRestored(store: Store, restored: Restored, place: string): void {
  const { generation, madeAt, records, lost } = restored
  store.transaction(() => {
    appendEntry(store, {
      actor: store.officer === '' ? 'recovery key' : store.officer, action: chainBreaks.restored, details: { generation, madeAt, records, lost: lost.length },
    })
    const restoredAt = instant()
    noteGap(store, restoredAt)
    const { seq } = store.lastAuditEntry() ?? { seq: 0 }
    store.putSetting(restoredSetting, { madeAt, generation, restoredAt } satisfies z.infer<typeof restoredShape>)
    if (lost.length === 0) store.putSetting(lastBackupSetting, { madeAt, generation, folder: place, records, auditSeq: seq } satisfies z.infer<typeof lastBackupShape>)
  })
}

/**
 * Audits that a person accepted the loss of everything after the last entry; the chain is sealed again with this very entry. What
 * waits in the outbox may have been sent in the lost part: a recall will go there too.
 */
export function noteAcceptedLoss(context: PipelineContext): void {
  context.store.transaction(() => {
    audit(context, chainBreaks.lossAccepted, null, { after: context.store.lastAuditEntry()?.seq ?? 0 })
    noteGap(context.store, context.now())
  })
}

const lastCheckSetting = 'last check'
const lastCheckShape = z.object({ at: time, sound: z.boolean() })

/** When the station's data were checked last, and whether they were whole then; undefined when they never were. */
export function lastCheckOf({ store }: Pick<PipelineContext, 'store'>): z.infer<typeof lastCheckShape> | undefined {
  return store.getSetting(lastCheckSetting, lastCheckShape)
}

/** Checks the station; the full check verifies the audit log too. The check is an audit entry itself. Throws cancelled. */
export async function checkWholeStation(
  context: PipelineContext, full: boolean, watch: Watch,
): Promise<StationCheck & { readonly sound: boolean; readonly audit: ChainVerdict | null }> {
  const { store } = context
  const found = await store.checkStation(full ? 'full' : 'quick', watch)
  const chain = full ? verifyChain(store) : null
  const faults = found.database.length + found.badBlobs.length + found.badRecords.length
  const sound = faults === 0 && chain?.sound !== false
  store.transaction(() => {
    audit(context, 'station checked', null, { full, sound, database: found.database.length, blobs: found.badBlobs.length, records: found.badRecords.length })
    store.putSetting(lastCheckSetting, { at: context.now(), sound } satisfies z.infer<typeof lastCheckShape>)
  })
  return { ...found, sound, audit: chain }
}

/**
 * Reads every blob and takes each bad one from the backups in `folder`. Each is audited with its records at the moment from which on it is
 * whole. Throws as Store.repairBlobs.
 */
export async function repairStation(context: PipelineContext, folder: string, watch: Watch): Promise<Repair> {
  const { store } = context
  const { badBlobs } = await store.checkStation('full', watch)
  if (badBlobs.length === 0) return { mended: [], left: [] }
  const repair = await store.repairBlobs(badBlobs, folder, ({ digest, fault, uses, generation }) => {
    const records = [...new Set(uses.map(({ recordId }) => recordId))]
    for (const recordId of records.length === 0 ? [null] : records) audit(context, 'file mended', recordId, { file: digest, fault, generation })
  }, watch)
  audit(context, 'station repaired', null, { mended: repair.mended.length, left: repair.left.length })
  return repair
}
