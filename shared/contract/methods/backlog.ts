import { z } from 'zod'
import { lotDocumentStates } from '../../model/index.ts'
import { dossierShape, errorShape } from '../shapes.ts'
import { filePath } from './parts.ts'

const splitRule = z.union([z.literal('file'), z.literal('blank sheet'), z.strictObject({ pages: z.number().int().positive().max(1000) })])

/** One page of a file, by its number in it, from 1. */
const plannedPage = z.strictObject({ file: filePath, page: z.number().int().positive() })

const plannedDocument = z.strictObject({
  /** For people: the file's name, with a number where it makes several documents. */
  name: z.string().max(500),
  pages: z.array(plannedPage).min(1).max(10_000),
})
export type PlannedBacklogDocument = z.infer<typeof plannedDocument>

const lotShape = z.object({
  id: z.string(),
  begunAt: z.string(),
  begunBy: z.string(),
  state: z.enum(['running', 'paused', 'done']),
  documents: z.object({ total: z.number().int(), done: z.number().int(), awaitingReview: z.number().int(), failed: z.number().int() }),
  pages: z.object({ total: z.number().int(), done: z.number().int() }),
  /** Seconds that the rest will take at the pace so far; null before anything is done. */
  secondsLeft: z.number().nullable(),
  failures: z.array(z.object({ name: z.string(), error: errorShape })),
})
export type BacklogLot = z.infer<typeof lotShape>

const documentLine = z.object({
  /** From 1, in the order of the plan. */
  number: z.number().int(),
  name: z.string(),
  pages: z.number().int(),
  state: z.enum(lotDocumentStates),
  /** What it became; null before it is taken in. */
  record: z.string().nullable(),
  error: errorShape.nullable(),
})
export type BacklogDocument = z.infer<typeof documentLine>

/** Piles of old results: a folder or many files, cut into documents before anything is kept, then worked off with pauses, for days. */
export const backlogMethods = {
  /** How the files would be cut into documents; nothing is kept. `left`: files that are no pages, and blank sheets that set documents apart. */
  'backlog.plan': {
    needs: 'station', right: 'scan', turn: 'none',
    params: z.strictObject({ files: z.array(filePath).min(1).max(10_000), split: splitRule.default('file') }),
    result: z.object({
      documents: z.array(plannedDocument.extend({ blank: z.array(z.number().int()) })),
      left: z.array(z.object({ file: z.string(), page: z.number().int().nullable(), why: errorShape.nullable() })),
      pages: z.number().int(),
    }),
  },
  /** Keeps a plan, as it was proposed or as a person changed it. `backlog.run` works it off. */
  'backlog.start': {
    needs: 'station', right: 'scan', turn: 'none',
    params: z.strictObject({ documents: z.array(plannedDocument).min(1).max(100_000), dossier: dossierShape.omit({ file: true }).prefault({}) }),
    result: lotShape,
  },
  /**
   * Works on all lots that are not paused, each document as far as its review, until they are done or paused: the answer comes with
   * the end. Whatever ends it (the program too), the next call goes on. Answers at once where another call is at it.
   */
  'backlog.run': {
    needs: 'station', right: 'scan', turn: 'none',
    params: z.strictObject({}),
    result: z.object({ lots: z.array(lotShape) }),
  },
  'backlog.state': {
    needs: 'station', right: 'view', turn: 'none',
    params: z.strictObject({}),
    result: z.object({ lots: z.array(lotShape) }),
  },
  /** The documents of a lot in the order of its plan; `next`: ask for those after it. */
  'backlog.documents': {
    needs: 'station', right: 'view', turn: 'none',
    params: z.strictObject({ lot: z.string(), after: z.number().int().min(0).default(0), limit: z.number().int().min(1).max(1000).default(200) }),
    result: z.object({ documents: z.array(documentLine), next: z.number().int().nullable() }),
  },
  /** Stops after the document under way. `backlog.resume` goes on, and tries again what failed. */
  'backlog.pause': { needs: 'station', right: 'scan', turn: 'none', params: z.strictObject({ lot: z.string() }), result: lotShape },
  'backlog.resume': { needs: 'station', right: 'scan', turn: 'none', params: z.strictObject({ lot: z.string() }), result: lotShape },
} as const
