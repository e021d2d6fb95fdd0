import { z } from 'zod'
import { fieldNames, SohoaError } from '../../model/index.ts'
import { parseLinedJson } from './json-lines.ts'

/** A word or words as printed; tones and case do not count when it is looked for. */
const label = z.string().normalize('NFC').trim().min(2).max(120).regex(/\p{L}/u)
const labels = z.array(label).min(1).max(8)

/** A part of the page, mm from the upper left corner of an upright A4 page. */
const zone = z.strictObject({
  left: z.number().min(0).max(420), top: z.number().min(0).max(594), right: z.number().min(0).max(420), bottom: z.number().min(0).max(594),
}).refine(({ left, top, right, bottom }) => left < right && top < bottom)

/** Where a value stands: behind one of its labels, or in the row below. */
const place = z.strictObject({ labels, where: z.enum(['right', 'below']).default('right') })

/** What a value looks like. A shape is compared sign by sign, so that no pattern can take long. */
const grammar = z.union([z.enum(['text', 'number', 'date']), z.strictObject({ shape: z.string().min(2).max(40) })])

const person = z.strictObject({
  role: z.enum(['owner', 'deceased']),
  name: place,
  number: place.optional(),
  birthDate: place.optional(),
  sex: place.optional(),
  address: place.optional(),
  /** Where another person's particulars begin. */
  until: labels.optional(),
  zone: zone.optional(),
})

const schema = z.strictObject({
  name: z.strictObject({ vi: z.string().min(1).max(100), en: z.string().min(1).max(100) }),
  /** The form's source: act and form number, or which papers it was made from. */
  basis: z.array(z.string().max(300)).max(8).default([]),
  /** Title of the paper, in capitals as printed. */
  titles: labels,
  /** What else has to stand on the paper for it to be this one. */
  mustHold: z.array(label).max(8).default([]),
  people: z.array(person).max(6).default([]),
  fields: z.partialRecord(z.enum(fieldNames), place.extend({ value: grammar, zone: zone.optional() })).default({}),
}).refine(({ people, fields }) => people.length + Object.keys(fields).length > 0, 'nothing to read')

/** How one kind of paper is known and where its values stand: data, no code. */
export interface PaperTemplate extends Readonly<z.output<typeof schema>> {
  /** Name of its file without ending: small letters, figures and hyphens. */
  readonly id: string
}
export type TemplatePlace = Readonly<z.output<typeof place>>
export type TemplatePerson = Readonly<z.output<typeof person>>
export type TemplateZone = Readonly<z.output<typeof zone>>
export type TemplateGrammar = z.output<typeof grammar>

/** Octets of the largest template. */
const largest = 65_536

/** Why a template is refused, by the kind of the first fault. Texts stand in words. */
export const templateFaults = ['not JSON', 'too large', 'name', 'missing', 'unknown', 'too many', 'too few', 'not allowed'] as const
export type TemplateFault = (typeof templateFaults)[number]

function faultOf(issue: z.core.$ZodIssue): TemplateFault {
  switch (issue.code) {
    case 'unrecognized_keys': return 'unknown'
    case 'too_big': return 'too many'
    case 'too_small': return 'too few'
    case 'invalid_type': return issue.input === undefined ? 'missing' : 'not allowed'
    default: return 'not allowed'
  }
}

/**
 * Reads a template from its file's text. Throws reading_template_invalid with the line and part of the first fault, and its kind:
 * a template that is not right is refused whole.
 */
export function readTemplate(id: string, text: string): PaperTemplate {
  const refuse = (why: TemplateFault, line: number, part = ''): SohoaError => new SohoaError('reading_template_invalid', { template: id, line, part, why })
  if (!/^[a-z0-9][a-z0-9-]{0,59}$/u.test(id)) throw refuse('name', 1)
  if (text.length > largest) throw refuse('too large', 1)
  const json = parseLinedJson(text.normalize('NFC').replace(/^\ufeff/u, ''))
  if (!json.ok) throw refuse('not JSON', json.line)
  const parsed = schema.safeParse(json.value, { reportInput: true })
  if (parsed.success) return { ...parsed.data, id }
  const issue = deepest(parsed.error.issues[0])
  if (issue === undefined) throw refuse('not allowed', 1)
  const path = [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])]
  throw refuse(faultOf(issue), json.lineOf(path), path.map(String).join('.'))
}

/** Of a value that fits none of several forms, the fault in the form that it comes closest to. */
function deepest(issue: z.core.$ZodIssue | undefined): z.core.$ZodIssue | undefined {
  if (issue?.code !== 'invalid_union') return issue
  const inner = issue.errors.flatMap((issues) => issues.slice(0, 1)).sort((one, other) => other.path.length - one.path.length)[0]
  return inner === undefined || inner.path.length === 0 ? issue : deepest({ ...inner, path: [...issue.path, ...inner.path] })
}
