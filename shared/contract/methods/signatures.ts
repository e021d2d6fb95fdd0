import { z } from 'zod'
import { box, signingRegimes } from '../shapes.ts'
import { filePath, recordId } from './parts.ts'

const seal = z.object({ widthPx: z.number().int(), heightPx: z.number().int(), widthMm: z.number() }).nullable()
const bothLanguages = z.object({ vi: z.string(), en: z.string() })
const role = z.enum(['officer', 'agency'])

/** In parts of the scanned page, origin at its upper left; what lies below 1 is in the strip added at its foot. */
const place = z.object({ page: z.number().int(), box }).nullable()

/** Which signatures a record gets, and what they show. */
export const signatureMethods = {
  /** The regimes that the station may sign under, and the agency's seal (null: none was given). */
  'signature.regimes': {
    needs: 'station', right: 'view', turn: 'none',
    params: z.strictObject({}),
    result: z.object({
      regimes: z.array(z.object({
        name: z.enum(signingRegimes), about: bothLanguages, basis: z.array(z.string()),
        signatures: z.array(z.object({ by: role, shown: z.boolean(), seal: z.boolean() })),
      })),
      seal,
    }),
  },
  /** Where mark and signatures of a record will stand, before any key is used. `noRoom`: the signature shows nothing because no page has room. */
  'signature.preview': {
    needs: 'station', right: 'view', turn: 'none',
    params: z.strictObject({ id: recordId }),
    result: z.object({
      regime: bothLanguages,
      mark: place,
      signatures: z.array(z.object({ by: role, made: z.boolean(), lines: z.array(z.string()), seal: z.boolean(), place, noRoom: z.boolean() })),
    }),
  },
  /** Gives the picture of the agency's seal (PNG, transparency kept; or JPEG) in its real width, mm; null takes it away. */
  'seal.set': {
    needs: 'station', right: 'administer', turn: 'station',
    params: z.strictObject({ file: filePath.nullable(), widthMm: z.number().min(10).max(60).default(36) }),
    result: z.object({ seal }),
  },
} as const
