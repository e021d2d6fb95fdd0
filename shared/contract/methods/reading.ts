import { z } from 'zod'
import { fieldNames, particularNames } from '../../model/index.ts'
import { errorShape, evidenceShape } from '../shapes.ts'
import { filePath } from './parts.ts'

const templateLine = z.object({
  id: z.string(),
  name: z.object({ vi: z.string(), en: z.string() }),
  /** The form's source. */
  basis: z.array(z.string()),
  titles: z.array(z.string()),
  /** False for one that comes with the program. */
  own: z.boolean(),
  addedAt: z.string().nullable(),
  addedBy: z.string().nullable(),
  /** Why this version of the program does not read by it any more; null: it does. */
  fault: errorShape.nullable(),
})

const readValue = { value: z.string(), confidence: z.number(), evidence: evidenceShape }

/** How papers are read: templates of result papers, and what was learnt from corrections. */
export const readingMethods = {
  /** In the order in which they are tried. */
  'template.list': { needs: 'station', right: 'view', turn: 'none', params: z.strictObject({}), result: z.object({ templates: z.array(templateLine) }) },
  /** Takes a template (JSON) in, in the place of the station's own of that name. One that is not right is refused with line and reason. */
  'template.add': { needs: 'station', right: 'administer', turn: 'station', params: z.strictObject({ file: filePath }), result: templateLine },
  'template.remove': { needs: 'station', right: 'administer', turn: 'station', params: z.strictObject({ id: z.string().min(1).max(60) }), result: z.object({ id: z.string() }) },
  /** Shows what is read on a test page, with this template before the others (null: by those there are). Nothing is kept. */
  'template.check': {
    needs: 'station', right: 'view', turn: 'none',
    params: z.strictObject({ template: filePath.nullable().default(null), page: filePath }),
    result: z.object({
      /** By which the page was read; null: it bears no template's title. */
      template: z.string().nullable(),
      /** Straightened: boxes of evidence are in their px, origin top left. */
      pages: z.array(z.object({ page: z.number().int(), widthPx: z.number(), heightPx: z.number(), dpi: z.number() })),
      people: z.array(z.object({ role: z.enum(['owner', 'deceased']), failedChecks: z.array(z.string()), values: z.array(z.object({ name: z.enum(['name', 'number', ...particularNames]), ...readValue })) })),
      fields: z.array(z.object({ name: z.enum(fieldNames), ...readValue, failedChecks: z.array(z.string()) })),
    }),
  },
  /** What was learnt from officers' corrections and sure readings, the newest first; never about citizens. */
  'memory.list': {
    needs: 'station', right: 'view', turn: 'none',
    params: z.strictObject({}),
    result: z.object({
      entries: z.array(z.object({
        /** By which it is erased. */
        name: z.string(), kind: z.enum(['agency', 'signer', 'subject']), value: z.string(), agency: z.string().nullable(), position: z.string().nullable(),
        /** An officer said so; else only read. */
        taught: z.boolean(), papers: z.number().int(), lastAt: z.string(),
      })),
    }),
  },
  'memory.export': { needs: 'station', right: 'administer', turn: 'station', params: z.strictObject({ file: filePath }), result: z.object({ file: z.string(), entries: z.number().int() }) },
  'memory.erase': { needs: 'station', right: 'administer', turn: 'station', params: z.strictObject({ names: z.union([z.literal('all'), z.array(z.string().max(64)).min(1).max(2000)]) }), result: z.object({ forgotten: z.number().int() }) },
} as const
