import { z } from 'zod'
import { fieldNames } from '../model/index.ts'
import { pageShape } from './methods/pages.ts'
import { errorShape, failureLine, recordLine, verdictLine } from './shapes.ts'

/** What a station tells while a call is under way. */
export const eventShape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), source: z.string(), step: z.string(), done: z.number().int(), total: z.number().int() }),
  z.object({ type: z.literal('record'), record: recordLine }),
  /** A page of a record is in the ledger. */
  z.object({ type: z.literal('page'), record: z.string(), page: pageShape }),
  /** What the head of a paper says while the rest is being read: to be shown, not the last word. */
  z.object({ type: z.literal('fields'), record: z.string(), fields: z.array(z.object({ name: z.enum(fieldNames), value: z.string() })) }),
  z.object({ type: z.literal('failure'), failure: failureLine }),
  /** Work goes on, and a person should know. */
  z.object({ type: z.literal('notice'), notice: errorShape }),
  z.object({ type: z.literal('verdict'), verdict: verdictLine }),
])
export type StationEvent = z.infer<typeof eventShape>
