import { z } from 'zod'
import { fieldNames, recordKinds, workStates } from '../model/index.ts'
import {
  configurationChange, configurationShape, dossierShape, failureLine, historyShape, ownerShape, receiverShape, recordLine, targetName, verdictLine,
} from './shapes.ts'

const recordId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/u)
const filePath = z.string().min(1)
const acceptAbove = z.number().min(0).max(1)

/** Every call, said once. Doors parse parameters and results with these schemas; nothing else crosses. */
export const methods = {
  /** Makes a new station. The passphrase comes beside the call, never in it. The recovery key is told once. */
  'station.create': {
    needs: 'folder',
    params: z.strictObject({ officer: z.string().min(1).max(100), training: z.boolean().default(false), configuration: configurationChange.default({}) }),
    result: z.object({ folder: z.string(), training: z.boolean(), recoveryKey: z.string() }),
  },
  'station.status': {
    needs: 'station',
    params: z.strictObject({}),
    result: z.object({
      training: z.boolean(),
      configuration: configurationShape,
      keys: z.array(z.object({ id: z.string(), subject: z.string(), organisation: z.string().nullable(), notBefore: z.string(), notAfter: z.string(), scheme: z.string() })),
      records: z.partialRecord(z.enum(workStates), z.number().int()),
      outbox: z.object({ queued: z.number().int(), held: z.number().int(), refused: z.number().int() }),
    }),
  },
  /**
   * Changes the given settings, keeps the others. `clockConfirmed`: an officer compared the machine's clock, so that times the
   * station wrote while it ran ahead count no more.
   */
  'station.configure': {
    needs: 'station',
    params: z.strictObject({ set: configurationChange, training: z.boolean().optional(), clockConfirmed: z.boolean().default(false) }),
    result: configurationShape,
  },
  /** Adds a PKCS#12 signing key. Its passphrase comes beside the call. */
  'key.add': {
    needs: 'station',
    params: z.strictObject({ file: filePath }),
    result: z.object({ id: z.string(), subject: z.string(), organisation: z.string().nullable(), issuer: z.string(), notBefore: z.string(), notAfter: z.string(), scheme: z.string() }),
  },
  /** Takes each path (one file or one folder) as one document through the whole line. */
  'record.convert': {
    needs: 'station',
    params: z.strictObject({
      files: z.array(filePath).min(1).max(10_000),
      dossiers: z.array(dossierShape).default([]),
      acceptAbove: acceptAbove.optional(),
      deliverTo: z.array(targetName).optional(),
      deliver: z.boolean().default(true),
    }),
    result: z.object({ records: z.array(recordLine), failures: z.array(failureLine) }),
  },
  /** Goes on with everything that can go on without a person. */
  'record.resume': {
    needs: 'station',
    params: z.strictObject({ acceptAbove: acceptAbove.optional(), deliver: z.boolean().default(true) }),
    result: z.object({ records: z.array(recordLine), failures: z.array(failureLine) }),
  },
  'record.list': {
    needs: 'station',
    params: z.strictObject({ work: z.enum(workStates).optional(), limit: z.number().int().positive().max(10_000).default(1000) }),
    result: z.object({ records: z.array(recordLine) }),
  },
  'record.show': {
    needs: 'station',
    params: z.strictObject({ id: recordId }),
    result: recordLine.extend({
      rawDigest: z.string().nullable(),
      pdfDigest: z.string().nullable(),
      dossier: dossierShape.omit({ file: true, deliverTo: true, owners: true }),
      capturedAt: z.string(),
      convertedAt: z.string().nullable(),
      createdBy: z.string(),
      mark: z.array(z.string()).nullable(),
      history: z.array(historyShape),
    }),
  },
  /** What a person decides: values, acceptance, owners, recipient, paper size. */
  'record.review': {
    needs: 'station',
    params: z.strictObject({
      id: recordId,
      set: z.partialRecord(z.enum(fieldNames), z.string().max(2000).nullable()).default({}),
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
      reason: z.string().max(1000).optional(),
      /** True resolution of the raw pages; below 100 no scanner's. */
      dpi: z.number().int().min(100).max(2400).optional(),
      deliverTo: z.array(targetName).optional(),
      deliver: z.boolean().default(true),
    }),
    result: recordLine,
  },
  /** Writes ID.pdf (when signed), ID.txt and ID.json into a folder. */
  'record.export': {
    needs: 'station',
    params: z.strictObject({ id: recordId, folder: filePath }),
    result: z.object({ files: z.array(z.string()), missing: z.array(z.string()) }),
  },
  'record.search': {
    needs: 'station',
    params: z.strictObject({ words: z.string().min(1).max(500), limit: z.number().int().positive().max(1000).default(50) }),
    result: z.object({ hits: z.array(z.object({ id: z.string(), code: z.string(), title: z.string(), exactTones: z.boolean() })) }),
  },
  /** Sends what is due; `now` sends also what waits for its next turn. */
  'delivery.run': {
    needs: 'station',
    params: z.strictObject({ id: recordId.optional(), to: z.array(targetName).optional(), now: z.boolean().default(true) }),
    result: z.object({ records: z.array(recordLine) }),
  },
  /** Judges the signatures of files. Needs no station. */
  'file.verify': {
    needs: 'nothing',
    params: z.strictObject({ files: z.array(filePath).min(1), trust: z.array(filePath).default([]) }),
    result: z.object({ files: z.array(verdictLine) }),
  },
} as const

export type Methods = typeof methods
export type MethodName = keyof Methods
/** Parameters as a caller may give them (defaults left out). */
export type ParamsOf<Name extends MethodName> = z.input<Methods[Name]['params']>
/** Parameters after parsing. */
export type ParsedParams<Name extends MethodName> = z.output<Methods[Name]['params']>
export type ResultOf<Name extends MethodName> = z.output<Methods[Name]['result']>

/** True for the name of a method. */
export function isMethod(name: string): name is MethodName {
  return Object.hasOwn(methods, name)
}
