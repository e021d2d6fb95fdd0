import type { Digest } from './ids.ts'
import type { Instant } from './instant.ts'
import type { SourceFormat } from './page.ts'

/** What a paper beside the result is: the authorisation (giấy ủy quyền) that its receiver showed, or something else. */
export const attachmentKinds = ['authorisation', 'other'] as const
export type AttachmentKind = (typeof attachmentKinds)[number]

/** A file kept with a record and never delivered with it. */
export interface Attachment {
  /** Place among the record's attachments, from 1. */
  readonly ordinal: number
  readonly kind: AttachmentKind
  /** File name as handed in, NFC. */
  readonly name: string
  readonly format: SourceFormat
  readonly digest: Digest
  readonly addedAt: Instant
  readonly addedBy: string
}
