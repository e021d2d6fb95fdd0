import { z } from 'zod'
import {
  SohoaError, capacities, choiceBases, fieldNames, instant, isDigest, isRecordId, handoverWays, openReasons, ownerKinds, parseInstant, recordKinds, targetNames, trustStates, workStates,
} from '../model/index.ts'
import type { Digest, Instant, RecordId, StationRecord } from '../model/index.ts'

/** A record as its row holds it: deliveries stand in the outbox, so that there is one truth about them. */
export type RecordBody = Omit<StationRecord, 'deliveries'>

export const recordIdColumn = z.custom<RecordId>((value) => typeof value === 'string' && isRecordId(value))
export const digestColumn = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value))
export const instantColumn = z.custom<Instant>((value) => typeof value === 'string' && isInstant(value))
export const targetColumn = z.enum(targetNames)

/** A column that holds JSON, parsed by the schema of what it holds. */
export const jsonColumn = <T>(schema: z.ZodType<T>) => z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue({ code: 'custom' })
    return z.NEVER
  }
}).pipe(schema)

const boxSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
const evidenceSchema = z.object({ page: z.number().int(), box: boxSchema, rule: z.string(), read: z.string() })

const fieldSchema = z.object({
  value: z.string().nullable(),
  confidence: z.number(),
  accepted: z.boolean(),
  acceptedBy: z.enum(['machine', 'operator']).nullable(),
  failedChecks: z.array(z.string()),
  evidence: evidenceSchema.nullable(),
  reason: z.string().exactOptional(),
})

const ownerSchema = z.object({
  kind: z.enum(ownerKinds),
  name: z.string(),
  id: z.string().nullable(),
  source: z.enum(['paper', 'dossier', 'operator']),
})

const receiverSchema = z.object({ name: z.string(), id: z.string().nullable(), capacity: z.enum(capacities) })

const dossierSchema = z.object({
  dossierCode: z.string().nullable(),
  procedureCode: z.string().nullable(),
  resultCode: z.string().nullable(),
  validUntil: z.string().nullable(),
  kind: z.enum(recordKinds),
  sheets: z.number().int().nullable().default(null),
  owners: z.array(ownerSchema),
  receiver: receiverSchema.nullable(),
})

const personSchema = z.object({ kind: z.enum(ownerKinds), name: z.string(), id: z.string().nullable(), role: z.enum(['owner', 'deceased']) })

const recipientSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('agreed') }),
  z.object({
    state: z.literal('confirmed'), by: z.string(), at: instantColumn, reason: z.string(),
    despite: z.enum(openReasons).nullable().default(null), onPaper: z.array(personSchema).default([]),
  }),
  z.object({ state: z.literal('open'), why: z.enum(openReasons) }),
])

const decisionSchema = z.object({ by: z.string(), at: instantColumn, reason: z.string() })

/** Defaults stand for what records written before do not say. */
const bodySchema: z.ZodType<RecordBody> = z.object({
  id: recordIdColumn,
  code: z.string(),
  origin: z.enum(['scan', 'signed electronic original']),
  work: z.enum(workStates),
  trust: z.enum(trustStates),
  stoppedBy: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
  createdAt: instantColumn,
  createdBy: z.string(),
  captureClock: z.enum(['plausible', 'doubtful']).default('plausible'),
  sourceName: z.string(),
  pageCount: z.number().int(),
  rawDigest: digestColumn.nullable(),
  pdfDigest: digestColumn.nullable(),
  fields: z.partialRecord(z.enum(fieldNames), fieldSchema),
  dossier: dossierSchema,
  owners: z.array(ownerSchema),
  recipient: recipientSchema,
  deliveryChoice: z.object({ targets: z.array(targetColumn), basis: z.enum(choiceBases).default('asked'), at: instantColumn, by: z.string(), reason: z.string().nullable().default(null) }).nullable(),
  version: z.number().int().min(1).default(1),
  replaces: recordIdColumn.nullable().default(null),
  replacedBy: recordIdColumn.nullable().default(null),
  frozen: decisionSchema.nullable().default(null),
  voided: decisionSchema.nullable().default(null),
  reusedFrom: z.object({ target: targetColumn, recordCode: z.string(), pdfDigest: digestColumn, receivedAt: instantColumn }).nullable().default(null),
  returned: decisionSchema.nullable().default(null),
  handover: z.object({ at: instantColumn, by: z.string(), way: z.enum(handoverWays), receiver: receiverSchema.nullable(), witness: z.string().nullable() }).nullable().default(null),
})

export const recordBodyColumn = jsonColumn(bodySchema)

/**
 * The record as kept, or `internal` when it is not a record: what cannot be read back is never written.
 * Parts that the model does not know are dropped, deliveries among them.
 */
export function recordBody(record: RecordBody): RecordBody {
  const result = bodySchema.safeParse(record)
  if (result.success) return result.data
  throw new SohoaError('internal', { type: `record ${result.error.issues[0]?.path.join('.') ?? ''}` })
}

function isInstant(text: string): boolean {
  try {
    return parseInstant(text) === text
  } catch {
    return false
  }
}

/** Now, unless the caller tells a time. */
export function timeOr(moment: Instant | undefined): Instant {
  return moment ?? instant()
}
