import { z } from 'zod'
import { SohoaError, attachmentKinds } from '../model/index.ts'
import type { Attachment, Digest, RecordId } from '../model/index.ts'
import type { StationDatabase } from './database.ts'
import { digestColumn, instantColumn } from './record-rows.ts'

/** Files kept with a record and never delivered with it. Nothing takes one away again. */
export interface AttachmentStore {
  /**
   * Enters a file whose bytes are stored, behind those there are, and returns it as kept. The same bytes as the same kind again
   * are the same attachment. Throws `blob_missing` when its bytes are not stored.
   */
  addAttachment(id: RecordId, attachment: Omit<Attachment, 'ordinal'>): Attachment
  /** In the order they came. */
  listAttachments(id: RecordId): Attachment[]
}

const attachmentRow = z.object({
  ordinal: z.number().int(),
  kind: z.enum(attachmentKinds),
  name: z.string(),
  format: z.enum(['jpeg', 'png', 'tiff', 'pdf']),
  digest: digestColumn,
  addedAt: instantColumn,
  addedBy: z.string(),
})

export function attachmentStore(database: StationDatabase, hasBlob: (digest: Digest) => boolean): AttachmentStore {
  const listAttachments = (id: RecordId): Attachment[] => database.all(
    attachmentRow,
    'SELECT ordinal, kind, name, format, digest, added_at AS addedAt, added_by AS addedBy FROM attachments WHERE record_id = $id ORDER BY ordinal',
    { id },
  )
  return {
    listAttachments,
    addAttachment: (id, attachment) => database.transaction(() => {
      const { kind, name, format, digest, addedAt, addedBy } = attachment
      if (!hasBlob(digest)) throw new SohoaError('blob_missing', { digest: digest.slice(0, 12) })
      const before = listAttachments(id)
      const known = before.find((other) => other.digest === digest && other.kind === kind)
      if (known !== undefined) return known
      const ordinal = before.length + 1
      database.run(
        `INSERT INTO attachments (record_id, ordinal, kind, name, format, digest, added_at, added_by)
         VALUES ($id, $ordinal, $kind, $name, $format, $digest, $addedAt, $addedBy)`,
        { id, ordinal, kind, name, format, digest, addedAt, addedBy },
      )
      // An attached agreement may let a delivery go.
      database.run('UPDATE records SET unsettled = 1 WHERE id = $id', { id })
      return { ordinal, ...attachment }
    }),
  }
}
