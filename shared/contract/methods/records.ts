import { z } from 'zod'
import { agreements, cardDifferences, fieldNames, findingKinds, openReasons, particularNames, recordKinds, workStates } from '../../model/index.ts'
import { attachmentShape, box, deliveryChoiceShape, dossierShape, failureLine, historyShape, ownerShape, receiverShape, recordLine, resultLine, targetName } from '../shapes.ts'
import { acceptAbove, filePath, reason, recordId } from './parts.ts'

/** Keys pressed (secrets aside), milliseconds with the record on the screen, values corrected by hand. */
const effortParts = { keys: z.number().int().min(0), milliseconds: z.number().int().min(0), corrections: z.number().int().min(0) }

/** Records: paper in, reviewed, looked at, out. */
export const recordMethods = {
  /** Takes each path (one file or one folder) as one document through the whole line; with `together` all of them as one, in this order. */
  'record.convert': {
    needs: 'station', right: 'scan', turn: 'station',
    params: z.strictObject({
      files: z.array(filePath).min(1).max(10_000),
      together: z.boolean().default(false),
      dossiers: z.array(dossierShape).default([]),
      acceptAbove: acceptAbove.optional(),
      deliverTo: z.array(targetName).optional(),
      /** The targets are those that the authorisation names. */
      perAgreement: z.boolean().default(false),
      /** Stands for an agreement that is not attached. */
      reason: reason.optional(),
      deliver: z.boolean().default(true),
    }),
    result: z.object({ records: z.array(recordLine), failures: z.array(failureLine) }),
  },
  /** Goes on with everything that can go on without a person. */
  'record.resume': {
    needs: 'station', right: 'scan', turn: 'station',
    params: z.strictObject({ acceptAbove: acceptAbove.optional(), deliver: z.boolean().default(true) }),
    result: z.object({ records: z.array(recordLine), failures: z.array(failureLine) }),
  },
  /** The newest first, `limit` at a time; `next` is null with the last. */
  'record.list': {
    needs: 'station', right: 'view', turn: 'none',
    params: z.strictObject({
      work: z.union([z.enum(workStates), z.array(z.enum(workStates)).min(1)]).optional(),
      /** Days of capture in Vietnam, both included. */
      from: z.iso.date().optional(),
      to: z.iso.date().optional(),
      limit: z.number().int().positive().max(10_000).default(1000),
      /** Goes on below this record: `next` of the answer before. */
      after: recordId.optional(),
    }),
    result: z.object({ records: z.array(recordLine), next: z.string().nullable() }),
  },
  'record.show': {
    needs: 'station', right: 'view', turn: 'none',
    params: z.strictObject({ id: recordId }),
    result: recordLine.extend({
      rawDigest: z.string().nullable(),
      pdfDigest: z.string().nullable(),
      dossier: dossierShape.omit({ file: true, deliverTo: true, agreement: true, owners: true }),
      /** With the numbers in full, and who confirmed why against what. */
      recipient: recordLine.shape.recipient.extend({ by: z.string().nullable(), at: z.string().nullable(), reason: z.string().nullable(), despite: z.enum(openReasons).nullable() }),
      deliveryChoice: deliveryChoiceShape.extend({ reason: z.string().nullable() }).nullable(),
      attachments: z.array(attachmentShape),
      /** What the paper tells of the persons whom it names, and the checks that their numbers fail. */
      people: z.array(z.object({ name: z.string(), role: z.enum(['owner', 'deceased']), particulars: z.array(z.object({ name: z.enum(particularNames), value: z.string() })), failedChecks: z.array(z.string()) })),
      /** Identity cards scanned with the paper, by their place in the page ledger. */
      cards: z.array(z.object({
        page: z.number().int(),
        /** Null: the page shows a card that could not be read. */
        card: z.object({
          source: z.enum(['qr', 'mrz']), number: z.string(), formerNumber: z.string().nullable(), name: z.string(), birthDate: z.string(), sex: z.enum(['male', 'female']), address: z.string().nullable(),
          issuedOn: z.string().nullable(), expiresOn: z.string().nullable(),
        }).nullable(),
        /** The person of the paper whose card it is; null: nobody whom the paper names. */
        person: z.string().nullable(),
        differs: z.array(z.enum(cardDifferences)),
      })),
      capturedAt: z.string(),
      /** `doubtful`: the machine's clock could not be right when the paper was taken in. */
      captureClock: z.enum(['plausible', 'doubtful']),
      convertedAt: z.string().nullable(),
      createdBy: z.string(),
      mark: z.array(z.string()).nullable(),
      /** Where the mark stands in the PDF, pt, origin at the page's lower left. */
      markPlace: z.object({ page: z.number().int(), box }).nullable(),
      /** Straightened pages as far as they were read; boxes of evidence are in their px, origin top left. A page of the PDF shows one at `dpi`, at its top. */
      straightPages: z.array(z.object({ page: z.number().int(), widthPx: z.number(), heightPx: z.number(), dpi: z.number() })),
      reusedFrom: z.object({ target: targetName, recordCode: z.string(), pdfDigest: z.string(), receivedAt: z.string() }).nullable(),
      /** What it cost a person, where a screen counted it. */
      effort: z.object(effortParts).nullable(),
      /** Dossiers that this result serves as component. */
      reuses: z.array(z.object({ dossierCode: z.string(), reason: z.string().nullable(), at: z.string(), by: z.string() })),
      /** Records that a person told apart from this one although they agree. */
      toldApartFrom: z.array(z.object({ id: z.string(), agrees: z.array(z.enum(agreements)), reason: z.string(), by: z.string(), at: z.string() })),
      history: z.array(historyShape),
    }),
  },
  /** What a person decides: values, acceptance, owners, recipient, paper size. */
  'record.review': {
    needs: 'station', right: 'scan', turn: 'record',
    params: z.strictObject({
      id: recordId,
      set: z.partialRecord(z.enum(fieldNames), z.string().max(2000).nullable()).default({}),
      /** The values of `set` stand so on the paper, whatever check they fail. Needs a reason. */
      asOnPaper: z.boolean().default(false),
      accept: z.boolean().default(false),
      acceptAbove: acceptAbove.optional(),
      owners: z.array(ownerShape).optional(),
      receiver: receiverShape.optional(),
      dossierCode: z.string().optional(),
      procedureCode: z.string().optional(),
      resultCode: z.string().optional(),
      validUntil: z.iso.date().optional(),
      kind: z.enum(recordKinds).optional(),
      confirmRecipient: z.boolean().default(false),
      /** Records that are another result although they agree; `all` that are asked about. Needs a reason. */
      notDuplicateOf: z.union([z.literal('all'), z.array(recordId).min(1)]).optional(),
      /** Findings that are no fault of this paper; `all` that are open. Needs a reason. */
      overrule: z.union([z.literal('all'), z.array(z.strictObject({ finding: z.enum(findingKinds), page: z.number().int().positive().optional() })).min(1)]).optional(),
      /** Physical sheets (số tờ), counted anew. */
      sheets: z.number().int().positive().max(10_000).optional(),
      reason: z.string().max(1000).optional(),
      /** True resolution of the raw pages; below 100 no scanner's. */
      dpi: z.number().int().min(100).max(2400).optional(),
      deliverTo: z.array(targetName).optional(),
      /** The targets are those that the authorisation names. */
      perAgreement: z.boolean().default(false),
      deliver: z.boolean().default(true),
    }),
    result: recordLine,
  },
  /** What it cost a person to bring a record here, as a screen counted it; added to what was told before. */
  'record.effort': {
    needs: 'station', right: 'scan', turn: 'record',
    params: z.strictObject({ id: recordId, ...effortParts }),
    result: z.object(effortParts),
  },
  /** Writes ID.pdf (when signed), ID.txt and ID.json into a folder. */
  'record.export': {
    needs: 'station', right: 'view', turn: 'record',
    params: z.strictObject({ id: recordId, folder: filePath }),
    /** `standing`: whether what was written may be used. */
    result: z.object({ files: z.array(z.string()), missing: z.array(z.string()), standing: z.enum(['in use', 'frozen', 'voided', 'replaced']) }),
  },
  'record.search': {
    needs: 'station', right: 'view', turn: 'none',
    params: z.strictObject({
      words: z.string().min(1).max(500),
      limit: z.number().int().positive().max(1000).default(50),
      /** The last word is still being typed: from its third letter on, what begins so is found too. */
      typing: z.boolean().default(false),
      work: z.array(z.enum(workStates)).min(1).optional(),
      /** Days of capture in Vietnam, both included. */
      from: z.iso.date().optional(),
      to: z.iso.date().optional(),
    }),
    result: z.object({
      hits: z.array(z.object({
        id: z.string(), code: z.string(), title: z.string(), exactTones: z.boolean(), work: z.enum(workStates), frozen: z.boolean(), result: resultLine,
      })),
    }),
  },
} as const
