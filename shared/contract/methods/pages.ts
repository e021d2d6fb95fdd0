import { z } from 'zod'
import { leftOutReasons, pageWarnings, treatmentNames } from '../../model/index.ts'
import { box, recordLine } from '../shapes.ts'
import { filePath, recordId } from './parts.ts'

/** Number of a page in its record's ledger, from 1: it names the raw page for ever, whatever is edited. */
const ordinal = z.number().int().positive()
/** Place in the document and in its PDF, from 1, as evidence, findings and warnings count pages too. */
const place = z.number().int().positive()

export const pageShape = z.object({
  ordinal,
  /** Null while it is left out. */
  place: place.nullable(),
  state: z.enum(['captured', 'read', 'unread', 'blank', 'left out']),
  /** Why it is no page of the document; null while it is one. */
  leftOut: z.enum(leftOutReasons).nullable(),
  /** SHA-256 of the raw page image. */
  digest: z.string(),
  capturedAt: z.string(),
  /** The page as it is shown (straightened, cropped); before it was cleaned: the raw image, upright as far as its EXIF tells. */
  widthPx: z.number(),
  heightPx: z.number(),
  /** Null while nobody knows. */
  dpi: z.number().nullable(),
  blank: z.boolean(),
  warnings: z.array(z.enum(pageWarnings)),
  /** What clean-up did for the reading, because of what it measured. Never done to the page that is kept. */
  treatments: z.array(z.object({ what: z.enum(treatmentNames), measured: z.number() })),
  /** Clockwise degrees from the raw pixels (with their EXIF) to the page as shown: quarter turns and the small rest. */
  turn: z.number(),
  skew: z.number(),
  /** What of the straightened page is shown, in the px of the whole straightened page; null: all of it. */
  crop: box.nullable(),
  /** Which of these a person told; the machine found the others. */
  told: z.object({ turn: z.boolean(), skew: z.boolean(), crop: z.boolean() }),
})
export type PageLine = z.infer<typeof pageShape>

const pageList = z.object({
  record: z.string(),
  /** Rises with each edit: a picture of a page is to be fetched anew when it did. */
  edition: z.number().int(),
  /** False once the pages are part of a signature, and for signed originals. */
  editable: z.boolean(),
  /** What `page.undo` would take back. */
  undo: z.enum(['turn', 'straighten', 'crop', 'move', 'leave out', 'take back', 'insert']).nullable(),
  /** Every page of the ledger, in the order of the document; those left out stand where they stood. */
  pages: z.array(pageShape),
})
export type PageList = z.infer<typeof pageList>

const ofRecord = z.strictObject({ id: recordId })

const editShape = z.discriminatedUnion('kind', [
  /** Clockwise, on top of how the page stands now. */
  z.strictObject({ kind: z.literal('turn'), ordinal, degrees: z.union([z.literal(90), z.literal(180), z.literal(270)]) }),
  /** Clockwise, on top of how the page stands now; null: as the machine finds it. */
  z.strictObject({ kind: z.literal('straighten'), ordinal, degrees: z.number().min(-45).max(45).nullable() }),
  /** In the px of the page as it is shown now; null: the whole page. */
  z.strictObject({ kind: z.literal('crop'), ordinal, box: box.nullable() }),
  z.strictObject({ kind: z.literal('move'), ordinal, place }),
  z.strictObject({ kind: z.literal('leave out'), ordinals: z.array(ordinal).min(1).max(10_000) }),
  z.strictObject({ kind: z.literal('take back'), ordinals: z.array(ordinal).min(1).max(10_000) }),
])

const readWord = z.object({ text: z.string(), read: z.string().exactOptional(), box, doubted: z.boolean() })
/** A word as it was read on the page. */
export type ReadWord = z.infer<typeof readWord>

/**
 * The pages of a record. Edits are data beside the raw pages, which never change and are never removed. They put the record back to
 * `captured`; `page.read` reads what they changed. Refused once a signature stands, and for signed originals (`wrong_state`).
 */
export const pageMethods = {
  'page.list': { needs: 'station', right: 'view', turn: 'none', params: ofRecord, result: pageList },
  /**
   * What was read on one page: boxes in the px of the page as it is shown, origin at its upper left. `doubted`: to be looked at twice;
   * `read`: what the engine read, where its marks were mended.
   */
  'page.words': {
    needs: 'station', right: 'view', turn: 'none',
    params: z.strictObject({ id: recordId, ordinal }),
    result: z.object({ ordinal, widthPx: z.number(), heightPx: z.number(), words: z.array(readWord) }),
  },
  'page.edit': { needs: 'station', right: 'scan', turn: 'none', params: ofRecord.extend({ edit: editShape }), result: pageList },
  /** Takes back the last edit that stands. What was inserted stays in the ledger, left out. Throws nothing_to_undo. */
  'page.undo': { needs: 'station', right: 'scan', turn: 'none', params: ofRecord, result: pageList },
  /** Takes files in as pages from `place` on, or in place of a page, which is left out. (From a scanner: `scan.start` with `into`.) */
  'page.insert': {
    needs: 'station', right: 'scan', turn: 'record',
    params: z.strictObject({ id: recordId, files: z.array(filePath).min(1).max(1000), place: place.optional(), insteadOf: ordinal.optional() }),
    result: pageList,
  },
  /** Reads what is not read yet, proposes the fields anew and asks what must be asked: as far as the review, never to mark or signature. */
  'page.read': { needs: 'station', right: 'scan', turn: 'record', params: ofRecord, result: recordLine },
  /** Makes a new record of the pages from each of these places on. The first keeps what was told of the dossier; its pages of the others are left out. */
  'record.split': {
    needs: 'station', right: 'scan', turn: 'record',
    params: z.strictObject({ id: recordId, at: z.array(place.min(2)).min(1).max(1000) }),
    result: z.object({ records: z.array(recordLine) }),
  },
  /** Puts the pages of another record behind those of this one; that one is voided as being this one's. */
  'record.merge': {
    needs: 'station', right: 'scan', turn: 'none',
    params: z.strictObject({ id: recordId, with: recordId }),
    result: recordLine,
  },
} as const
