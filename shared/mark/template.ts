import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { instant, isCalendarDate, SohoaError, vietnamDate, type CalendarDate } from '../model/index.ts'

/** Where marks look for free space across a page's foot, from the first choice to the last. */
export type Alignment = 'left' | 'centre' | 'right'

const placeholders = ['agency', 'time', 'readableTime', 'code', 'digest'] as const
export type Placeholder = (typeof placeholders)[number]

const placeholderPattern = /\{([^{}]*)\}/gu

function namesIn(lines: readonly string[]): string[] {
  return lines.flatMap((line) => [...line.matchAll(placeholderPattern)].map((match) => match[1] ?? ''))
}

/** Fills `{name}` in a template's line. */
export function fill(line: string, values: Readonly<Record<Placeholder, string>>): string {
  return line.replace(placeholderPattern, (whole, name: string) => {
    const known = placeholders.find((placeholder) => placeholder === name)
    return known === undefined ? whole : values[known]
  })
}

const line = z.string().min(1).max(200).refine((text) => !/[\p{Cc}]/u.test(text), 'one line')

function linesWith(required: readonly Placeholder[]) {
  return z.array(line).min(2).max(12)
    .refine((lines) => namesIn(lines.slice(0, 1)).length === 0, 'the first line is the sign in words, without values')
    .refine((lines) => namesIn(lines).every((name) => placeholders.some((known) => known === name)), 'unknown placeholder')
    .refine((lines) => required.every((name) => namesIn(lines).includes(name)), `must hold ${required.join(', ')}`)
}

const calendarDay = z.string().refine(isCalendarDate, 'not a date')

const templateSchema = z.strictObject({
  regime: z.literal('chuyển đổi kết quả TTHC'),
  version: calendarDay,
  inForceFrom: calendarDay,
  inForceUntil: calendarDay.optional(),
  basis: z.array(z.string()).min(1),
  /** Decree 137/2024 Art. 4(1)(a): the sign in words, the time, the full name of who converts. */
  lines: linesWith(['agency', 'time', 'code']),
  qr: linesWith(['agency', 'time', 'code', 'digest']),
  digestDigits: z.number().int().min(12).max(64),
  alignments: z.array(z.enum(['left', 'centre', 'right'])).min(1),
  /** How far up the page the mark may stand, as a part of its height: the head belongs to other signs. */
  reachesUpTo: z.number().min(0.1).max(0.6),
})

/** Words and place of a mark, as one office or one legal text wants them from a day on. */
export interface MarkTemplate extends Readonly<z.infer<typeof templateSchema>> {
  /** Folder and version, e.g. `chuyen-doi/2024-10-23`; stands in every mark made with it. */
  readonly id: string
}

const bundled = path.join(import.meta.dirname, '..', '..', 'resources', 'marks')

function readTemplate(folder: string, name: string, file: string): MarkTemplate {
  const version = path.basename(file, '.json')
  const id = `${name}/${version}`
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path.join(folder, name, file), 'utf8').normalize('NFC'))
  } catch (cause) {
    throw new SohoaError('mark_template_invalid', { template: id, path: '' }, { cause })
  }
  const parsed = templateSchema.safeParse(content)
  if (!parsed.success) throw new SohoaError('mark_template_invalid', { template: id, path: parsed.error.issues[0]?.path.join('.') ?? '' })
  if (parsed.data.version !== version) throw new SohoaError('mark_template_invalid', { template: id, path: 'version' })
  return { ...parsed.data, id }
}

function versionFiles(folder: string, name: string): string[] {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) return []
  try {
    return readdirSync(path.join(folder, name)).filter((file) => file.endsWith('.json'))
  } catch (cause) {
    throw new SohoaError('mark_template_missing', { template: name }, { cause })
  }
}

/**
 * The newest version of template `name` in force on the day of conversion (default: today in Vietnam), from
 * `folder`/`name`/YYYY-MM-DD.json; `folder` is the program's own `resources/marks` unless an office keeps its own.
 * Throws mark_template_missing when none is in force, mark_template_invalid when a file does not hold what
 * Decree 137/2024 Art. 4(1)(a) demands.
 */
export function loadMarkTemplate(name = 'chuyen-doi', on: CalendarDate = vietnamDate(instant()), folder = bundled): MarkTemplate {
  const inForce = versionFiles(folder, name)
    .map((file) => readTemplate(folder, name, file))
    .filter((template) => template.inForceFrom <= on && (template.inForceUntil === undefined || on <= template.inForceUntil))
    .sort((left, right) => (left.inForceFrom === right.inForceFrom ? left.version.localeCompare(right.version) : left.inForceFrom.localeCompare(right.inForceFrom)))
  const newest = inForce.at(-1)
  if (newest === undefined) throw new SohoaError('mark_template_missing', { template: name })
  return newest
}
