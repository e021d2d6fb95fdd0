import { isCalendarDate } from '../model/index.ts'
import type { CalendarDate, Evidence, Extraction, PageGeometry, PageText, ProposedField } from '../model/index.ts'
import { bareNameOf, placeOf } from './head/agency-names.ts'
import { proposeAgencies } from './head/agencies.ts'
import { checkField } from './checks.ts'
import type { CheckContext } from './checks.ts'
import { bounded, calibrated } from './confidence.ts'
import { checkTogether } from './document-checks.ts'
import { findHeader } from './head/header-zones.ts'
import type { HeaderZones } from './head/header-zones.ts'
import { proposeDate, readDateLine, readLatestChange } from './head/issued-date.ts'
import type { DateLine } from './head/issued-date.ts'
import { proposeNumber, proposeRegistrationCode, readNumberLine, typeFromNotation } from './head/number-line.ts'
import type { NumberLine } from './head/number-line.ts'
import { proposeOwners } from './owner/owners.ts'
import { bottomOf, centreY, layoutOf, wordsOf } from './text/page-layout.ts'
import type { PageLayout } from './text/page-layout.ts'
import { proposeSigner } from './signer.ts'
import { findSecrecy, proposeUrgency } from './stamps.ts'
import { addressedRule, findTitle, proposeTitleAndSubject } from './head/title-and-subject.ts'
import { bundledTemplates } from './templates/bundled.ts'
import { readByTemplate } from './templates/read-by-template.ts'
import type { PaperTemplate } from './templates/template.ts'
import { findValidity } from './validity.ts'

/** The pages of one document in order, and what the checks need to know. */
export interface ExtractInput {
  readonly pages: readonly { readonly text: PageText; readonly geometry: PageGeometry }[]
  /** The day in Vietnam. */
  readonly today: CalendarDate
  readonly trainingStation: boolean
  /** By which result papers are read, an office's own before those that come with the program; left out: the latter. */
  readonly templates?: readonly PaperTemplate[]
}

/**
 * Proposes the header fields of Decree 30/2020 Annex VI, whose result the paper is, its secrecy class and validity.
 * Pure; never throws on any words. A field that the paper does not have, or that cannot be read, is absent: nothing is guessed.
 * Confidence is 0..1, the rule's reliability times the engine's belief in the words; evidence boxes are px of the straightened page.
 */
export function extract(input: ExtractInput): Extraction {
  const layouts = input.pages.map((page, index) => layoutOf(index + 1, page.text, page.geometry))
  const zones = findHeader(layouts)
  if (zones === undefined) return { fields: [], owners: [] }
  const proposed = proposeHead(zones, layouts, input.today)
  const templated = readByTemplate(input.templates ?? bundledTemplates(), layouts.flatMap((layout, index) => {
    const geometry = input.pages[index]?.geometry
    return geometry === undefined ? [] : [{ layout, geometry }]
  }), input)
  const fields = moreBelieved(templated?.fields ?? [], [...proposed, ...proposeSigner(layouts.slice(zones.layout.page - 1))])
    .map((field) => finish(field, input))
    .map((field) => ({ ...field, confidence: asFarAsLegible(field.confidence, field.evidence, input) }))
  const owners = (templated === undefined || templated.owners.length === 0 ? proposeOwners(layouts, input) : templated.owners)
    .map((owner) => ({ ...owner, confidence: asFarAsLegible(owner.confidence, owner.nameEvidence, input) }))
  const secrecy = findSecrecy(layouts)
  const issued = fields.find((field) => field.name === 'issuedDate')
  const validUntil = findValidity(layouts, issued === undefined || issued.failedChecks.length > 0 || !isCalendarDate(issued.value) ? undefined : issued.value)
  return {
    fields: checkTogether(fields, validUntil),
    owners: owners.map((owner) => ({ ...owner, confidence: bounded(owner.confidence), particulars: owner.particulars.map((told) => ({ ...told, confidence: bounded(told.confidence) })) })),
    ...(templated === undefined ? {} : { template: templated.template.id }),
    ...(secrecy === undefined ? {} : { secrecy }),
    ...(validUntil === undefined ? {} : { validUntil }),
  }
}

/**
 * The last day of validity that the paper tells when it was issued on `issuedDate`: for a period (`có giá trị 6 tháng kể từ
 * ngày cấp`) whose day of issue only a person could read. A printed last day comes before any period. Undefined where the paper
 * tells neither. Pure; never throws on any words.
 */
export function validUntilFor(pages: ExtractInput['pages'], issuedDate: CalendarDate): Extraction['validUntil'] {
  return findValidity(pages.map((page, index) => layoutOf(index + 1, page.text, page.geometry)), issuedDate)
}

/** The general rules' fields, and a template's where those found none or believe theirs less. */
function moreBelieved(templated: readonly ProposedField[], general: readonly ProposedField[]): ProposedField[] {
  const better = templated.filter((field) => field.confidence > (general.find(({ name }) => name === field.name)?.confidence ?? 0))
  return [...general.filter(({ name }) => !better.some((field) => field.name === name)), ...better]
}

/** Checks a proposal and bounds its confidence: a value that fails a check is not believed. What a person must read has no value to check. */
function finish(field: ProposedField, context: CheckContext): ProposedField {
  if (field.value === '') return field
  const failedChecks = checkField(field.name, field.value, context)
  return { ...field, failedChecks, confidence: failedChecks.length > 0 ? Math.min(field.confidence, 0.3) : calibrated(field.name, field.confidence) }
}

/** Photos of curled paper below this resolution are read, but never believed: tone marks are one px high, and light and shade run over them. */
const photo = { leastDpi: 100, mostConfidence: 0.85 }

/** A confidence in what was read there: out of a photo too small to be sure of, a value stays a question. */
function asFarAsLegible(confidence: number, { page }: Evidence, { pages }: ExtractInput): number {
  const geometry = pages[page - 1]?.geometry
  return geometry?.curl === undefined || geometry.dpi >= photo.leastDpi ? confidence : Math.min(confidence, photo.mostConfidence)
}

function proposeHead(zones: HeaderZones, layouts: readonly PageLayout[], today: CalendarDate): ProposedField[] {
  const number = readNumberLine(zones)
  const date = readDateLine(zones, layouts, today)
  const dateInHead = date !== undefined && date.rule === 'date-line' ? date : undefined
  const titleFrom = bottomOfHead(zones, undefined, dateInHead)
  const title = findTitle(zones, titleFrom)
  const titleTop = title?.lines[0]?.box.y
  const numberAbove = number !== undefined && (titleTop === undefined || centreY(number.segment.box) < titleTop) ? number : undefined
  const agencyEnd = Math.min(...[numberAbove?.segment, dateInHead?.segment].filter((part) => part !== undefined)
    .map((part) => part.box.y), titleTop ?? Number.POSITIVE_INFINITY, 0.4 * zones.layout.height)
  const agencies = proposeAgencies(zones, agencyEnd, date?.place === undefined ? [] : [date.place])
  const issuing = agencies.find((field) => field.name === 'issuingAgency')
  const subjectFrom = bottomOfHead(zones, numberAbove, dateInHead)
  const words = wordsOf(layouts.flatMap((layout) => layout.segments))
  const titled = proposeTitleAndSubject(zones, title, title === undefined && numberAbove !== undefined ? bottomOf(numberAbove.segment.box) - 0.5 * zones.layout.unit : subjectFrom, words)
  const type = settleType(titled.find((field) => field.name === 'documentType'), number, zones)
  const place = issuing === undefined ? undefined : placeOf(issuing.value)
  const dated = date === undefined ? [] : proposeDate(date, place === undefined ? undefined : bareNameOf(place))
  const change = readLatestChange(layouts, today)
  const urgency = proposeUrgency(zones.layout)
  const code = number?.number === undefined && number?.notation === undefined ? proposeRegistrationCode(zones) : undefined
  return [
    ...(number === undefined || code !== undefined ? [] : proposeNumber(number, type, issuing, words)),
    ...(code === undefined ? [] : [code]),
    ...(change === undefined ? dated : [change, ...dated.filter((field) => field.name !== 'issuedDate')]),
    ...agencies,
    ...(type === undefined ? [] : [type]),
    ...titled.filter((field) => field.name !== 'documentType'),
    ...(urgency === undefined ? [] : [urgency]),
  ]
}

/** Where the head ends, px from the top: below motto, number and date, whichever were found. */
function bottomOfHead(zones: HeaderZones, number: NumberLine | undefined, date: DateLine | undefined): number {
  const parts = [zones.title, zones.motto, number?.segment, date?.segment].filter((part) => part !== undefined)
  return Math.max(0, ...parts.map((part) => bottomOf(part.box) - 0.5 * zones.layout.unit))
}

/** Title and notation must tell the same type: agreement confirms, a title that is missing is known from the code, a quarrel is doubted. */
function settleType(type: ProposedField | undefined, number: NumberLine | undefined, zones: HeaderZones): ProposedField | undefined {
  const coded = number?.notation === undefined ? undefined : typeFromNotation(number.notation)
  if (type === undefined || (type.evidence.rule === addressedRule && coded !== undefined)) {
    if (coded === undefined || number === undefined) return undefined
    return { name: 'documentType', value: coded.name, confidence: 0.7, evidence: { ...number.notationEvidence, rule: 'code-in-notation' }, failedChecks: [] }
  }
  if (coded === undefined) return type
  if (coded.name === type.value) return { ...type, confidence: Math.max(type.confidence, 0.98) }
  return type.evidence.rule === 'sector-title' || zones.title === undefined ? type : { ...type, confidence: Math.min(type.confidence, 0.6) }
}
