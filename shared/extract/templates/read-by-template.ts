import { fieldNames } from '../../model/index.ts'
import type { PageGeometry, ProposedField, ProposedOwner } from '../../model/index.ts'
import { checkField } from '../checks.ts'
import type { CheckContext } from '../checks.ts'
import { belief } from '../confidence.ts'
import { namesAt } from '../owner/owner-names.ts'
import { identityNumbersIn, numbersBehind } from '../owner/owner-numbers.ts'
import { personsOf } from '../owner/owners.ts'
import { findLabels } from '../text/labels.ts'
import { centreX, centreY, segmentOf } from '../text/page-layout.ts'
import type { PageLayout } from '../text/page-layout.ts'
import { evidenceBetween, streamOf, weakestBetween } from '../text/reading-stream.ts'
import type { ReadingStream } from '../text/reading-stream.ts'
import { dayAt, shapedAt, textAt } from '../text/values.ts'
import type { FoundValue } from '../text/values.ts'
import { recognise } from './recognise.ts'
import type { PaperTemplate, TemplateGrammar, TemplatePerson, TemplatePlace, TemplateZone } from './template.ts'

/** A page as templates see it. */
export interface TemplatePage {
  readonly layout: PageLayout
  readonly geometry: PageGeometry
}

/** What a template read. */
export interface TemplateReading {
  readonly template: PaperTemplate
  readonly owners: readonly ProposedOwner[]
  readonly fields: readonly ProposedField[]
}

/** Result papers tell whose they are on their first pages. */
const pagesLookedAt = 4
const wordsLookedAt = 3000
const ownConfidence = 0.95
const a4WidthMm = 210
/** Between a label and its value: `(ông/bà)`, colons, rules to write on. */
const lead = /^(?:\s*\([^)\n]{0,60}\))?[\s:;,.…_/-]*/u

/** Px a millimetre; a page of unknown resolution is taken for A4. */
function scaleOf({ layout, geometry }: TemplatePage): number {
  return geometry.dpiSource === 'unknown' ? layout.width / a4WidthMm : geometry.dpi / 25.4
}

/** The words of a page that stand in a zone, as a page. */
function cut(page: TemplatePage, { left, top, right, bottom }: TemplateZone): PageLayout {
  const { layout } = page
  const scale = scaleOf(page)
  const segments = layout.segments.flatMap((segment) => {
    const words = segment.words.filter(({ box }) => centreX(box) >= left * scale && centreX(box) < right * scale && centreY(box) >= top * scale && centreY(box) < bottom * scale)
    return words.length === 0 ? [] : [segmentOf(layout.page, words)]
  })
  return { ...layout, segments }
}

/** Where values of a place may begin, in reading order. */
function spots(stream: ReadingStream, { labels, where }: TemplatePlace, from: number, to: number): number[] {
  const found = findLabels(stream, labels, from, to)
  if (where === 'right') return found.map(({ end }) => end)
  return found.flatMap(({ end }) => {
    const row = stream.text.indexOf('\n', end)
    return row < 0 ? [] : [row + 1]
  })
}

function peopleIn(stream: ReadingStream, person: TemplatePerson, rule: string, context: CheckContext): ProposedOwner[] {
  const all = stream.text.length
  for (const at of spots(stream, person.name, 0, all)) {
    const names = namesAt(stream, at + (lead.exec(stream.text.slice(at, at + 80))?.[0].length ?? 0), rule, ownConfidence)
    const last = names.at(-1)
    if (last === undefined) continue
    const to = person.until === undefined ? all : findLabels(stream, person.until, last.end)[0]?.start ?? all
    const ends = names.map(({ end }) => end)
    const numbers = person.number === undefined ? identityNumbersIn(stream, ends, to) : spots(stream, person.number, 0, to).flatMap((spot) => numbersBehind(stream, spot, to))
    const labels = Object.fromEntries((['birthDate', 'sex', 'address'] as const).flatMap((name) => (person[name] === undefined ? [] : [[name, person[name].labels] as const])))
    return personsOf(stream, names.map((name) => ({ ...name, alone: names.length === 1 })), numbers, to, { context, role: person.role, labels })
  }
  return []
}

function valueAt(stream: ReadingStream, at: number, grammar: TemplateGrammar): FoundValue | undefined {
  if (grammar === 'text') return textAt(stream, at, true)
  if (grammar === 'date') return dayAt(stream, at)
  if (grammar !== 'number') return shapedAt(stream, at, grammar.shape)
  const digits = /^[\s:.;,…_-]*(\d[\d-]*)/u.exec(stream.text.slice(at, at + 60))
  const value = digits?.[1]?.replace(/-+$/u, '')
  if (digits?.[1] === undefined || value === undefined) return undefined
  const start = at + digits[0].length - digits[1].length
  return { value, start, end: start + value.length }
}

function fieldsIn(template: PaperTemplate, rule: string, streamFor: (zone: TemplateZone | undefined) => ReadingStream, context: CheckContext): ProposedField[] {
  return Object.entries(template.fields).flatMap(([key, wanted]) => {
    const name = fieldNameOf(key)
    if (name === undefined) return []
    const stream = streamFor(wanted.zone)
    for (const at of spots(stream, wanted, 0, stream.text.length)) {
      const found = valueAt(stream, at, wanted.value)
      if (found === undefined || (name === 'issuedDate' && found.value.length < 10)) continue
      const evidence = evidenceBetween(stream, found.start, found.end, rule)
      if (evidence === undefined) continue
      const failedChecks = checkField(name, found.value, context)
      return [{ name, value: found.value, confidence: failedChecks.length > 0 ? 0.3 : ownConfidence * belief(weakestBetween(stream, found.start, found.end)), evidence, failedChecks }]
    }
    return []
  })
}

const fieldNameOf = (key: string): ProposedField['name'] | undefined => fieldNames.find((name) => name === key)

/**
 * Reads a paper by the template that it bears the title of; undefined where it is none of them. Pure and never throws; the work is
 * bounded by the number of words and labels, both of which have a limit.
 */
export function readByTemplate(templates: readonly PaperTemplate[], pages: readonly TemplatePage[], context: CheckContext): TemplateReading | undefined {
  const seen = pages.slice(0, pagesLookedAt)
  const layouts = seen.map(({ layout }) => layout)
  const whole = streamOf(layouts)
  if (whole.words.length > wordsLookedAt) return undefined
  const template = recognise(templates, layouts, whole)
  if (template === undefined) return undefined
  const rule = `template ${template.id}`
  const streamFor = (zone: TemplateZone | undefined): ReadingStream => (zone === undefined ? whole : streamOf(seen.map((page) => cut(page, zone))))
  const owners = template.people.flatMap((person) => peopleIn(streamFor(person.zone), person, rule, context))
  return { template, owners, fields: fieldsIn(template, rule, streamFor, context) }
}
