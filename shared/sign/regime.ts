import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { instant, isCalendarDate, SohoaError, vietnamDate, type CalendarDate } from '../model/index.ts'

/** Who signs: an officer in person, or the agency. */
export const signerRoles = ['officer', 'agency'] as const
export type SignerRole = (typeof signerRoles)[number]

const placeholders = ['signer', 'agency', 'time'] as const
type Placeholder = (typeof placeholders)[number]

const line = z.string().min(1).max(200).refine((text) => !/\p{Cc}/u.test(text), 'one line')
  .refine((text) => [...text.matchAll(/\{([^{}]*)\}/gu)].every(([, name]) => placeholders.some((known) => known === name)), 'unknown placeholder')

const shownSchema = z.strictObject({
  /** `{signer}`: the certificate's holder; `{agency}`: the station's; `{time}`: ISO 8601 with Vietnam's zone. */
  lines: z.array(line).min(1).max(8),
  /** Type size, pt. */
  size: z.number().min(6).max(14),
  /** Whether the agency's seal stands beside the words, where the station has its picture. */
  seal: z.boolean(),
  place: z.enum(['free space', 'top right of page 1']),
})

const signatureSchema = z.strictObject({
  by: z.enum(signerRoles),
  /** Name of the signature field; ASCII, so that every tool shows it. */
  field: z.string().regex(/^[A-Za-z][A-Za-z0-9]{2,40}$/),
  reason: z.string().min(1).max(200),
  /** Null: nothing shows on the page. */
  shows: shownSchema.nullable(),
})

const calendarDay = z.string().refine(isCalendarDate, 'not a date')

const regimeSchema = z.strictObject({
  version: calendarDay,
  inForceFrom: calendarDay,
  inForceUntil: calendarDay.optional(),
  basis: z.array(z.string()).min(1),
  name: z.strictObject({ vi: z.string().min(1), en: z.string().min(1) }),
  /** Name of the mark (resources/marks) that documents bear; null: none, the signature's own words say what it is (Decree 137/2024 Art. 4(1)(b)). */
  mark: z.string().regex(/^[a-z0-9][a-z0-9-]*$/).nullable(),
  /** In this order. The agency's stands on every regime (Law 20/2023 Art. 12(1)(d)), and last: it answers for the whole. */
  signatures: z.array(signatureSchema).min(1).max(4)
    .refine((all) => all.at(-1)?.by === 'agency', 'the agency signs last')
    .refine((all) => new Set(all.map(({ field }) => field)).size === all.length, 'field names differ'),
}).refine(({ mark, signatures }) => mark !== null || signatures.every(({ shows }) => shows !== null), 'without a mark every signature shows what it is')

/** Which signatures a record gets, in which order, and what they show. */
export interface SigningRegime extends Readonly<z.infer<typeof regimeSchema>> {
  /** Name and version, e.g. `chuyen-doi/2024-10-23`. */
  readonly id: string
}

/** One signature that a regime wants. */
export type WantedSignature = SigningRegime['signatures'][number]
/** What a signature shows. */
export type ShownSignature = NonNullable<WantedSignature['shows']>

const bundled = path.join(import.meta.dirname, '..', '..', 'resources', 'signatures')
const namePattern = /^[a-z0-9][a-z0-9-]*$/

function readRegime(folder: string, name: string, file: string): SigningRegime {
  const version = path.basename(file, '.json')
  const id = `${name}/${version}`
  const invalid = (at: string, cause?: unknown): SohoaError => new SohoaError('signing_regime_invalid', { regime: id, path: at }, { cause })
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path.join(folder, name, file), 'utf8').normalize('NFC'))
  } catch (cause) {
    throw invalid('', cause)
  }
  const parsed = regimeSchema.safeParse(content)
  if (!parsed.success) throw invalid(parsed.error.issues[0]?.path.join('.') ?? '')
  if (parsed.data.version !== version) throw invalid('version')
  return { ...parsed.data, id }
}

/**
 * The newest version of regime `name` in force on a day (default: today in Vietnam), from `folder`/`name`/YYYY-MM-DD.json.
 * Throws signing_regime_missing when none is in force, signing_regime_invalid for a file that does not hold one.
 */
export function loadSigningRegime(name: string, on: CalendarDate = vietnamDate(instant()), folder = bundled): SigningRegime {
  const missing = (cause?: unknown): SohoaError => new SohoaError('signing_regime_missing', { regime: name }, { cause })
  if (!namePattern.test(name)) throw missing()
  let files: string[]
  try {
    files = readdirSync(path.join(folder, name)).filter((file) => file.endsWith('.json'))
  } catch (cause) {
    throw missing(cause)
  }
  const newest = files.map((file) => readRegime(folder, name, file))
    .filter((regime) => regime.inForceFrom <= on && (regime.inForceUntil === undefined || on <= regime.inForceUntil))
    .sort((left, right) => left.inForceFrom.localeCompare(right.inForceFrom) || left.version.localeCompare(right.version)).at(-1)
  if (newest === undefined) throw missing()
  return newest
}

/** The lines that a signature shows, with its values in them. */
export function shownLines({ lines }: ShownSignature, values: Readonly<Record<Placeholder, string>>): string[] {
  return lines.map((text) => text.replace(/\{([^{}]*)\}/gu, (whole, name: string) => {
    const known = placeholders.find((placeholder) => placeholder === name)
    return known === undefined ? whole : values[known]
  }).normalize('NFC'))
}
