import { z } from 'zod'
import type { ConversionMark, Digest, Extraction, Instant, MarkDrawing, MarkPlacement, PageCleaning, PageStance, PageText, RecordId } from '../model/index.ts'
import { agreements, fieldNames, findingKinds, isDigest, isRecordId, ownerKinds, pageSides, pageWarnings, particularNames, scannerDrivers, signatureLevels, SohoaError, treatmentNames } from '../model/index.ts'
import type { StepOutline, StepResult } from '../store/index.ts'

const box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
const evidence = z.object({ page: z.number().int(), box, rule: z.string(), read: z.string() })
const recordId = z.custom<RecordId>((value) => typeof value === 'string' && isRecordId(value))
const digest = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value))
const moment = z.custom<Instant>((value) => typeof value === 'string')
const quarter = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)])

const geometry = z.object({
  rawWidth: z.number(), rawHeight: z.number(), mirrored: z.boolean(), turn: quarter, skew: z.number(), width: z.number(), height: z.number(),
  dpi: z.number(), dpiSource: z.enum(['image', 'pdf', 'assumed A4', 'unknown', 'operator']),
  crop: z.object({ left: z.number(), top: z.number(), canvasWidth: z.number(), canvasHeight: z.number() }).exactOptional(),
  curl: z.object({ top: z.number(), columns: z.number().int(), rows: z.number().int(), stepX: z.number(), stepY: z.number(), lifts: z.array(z.number()) }).exactOptional(),
})

const stance = z.object({ turn: quarter.nullable(), skew: z.number().nullable(), crop: box.nullable() })

const treatment = z.object({ what: z.enum(treatmentNames), measured: z.number() })

const cleaning = z.object({
  geometry,
  blank: z.boolean(),
  ink: z.object({ cellPx: z.number(), columns: z.number().int(), rows: z.number().int(), cells: z.base64() }),
  warnings: z.array(z.enum(pageWarnings)),
  // Clean-up told none before its version 5.
  treatments: z.array(treatment).default([]),
  // Pages cleaned before version 3 of clean-up were not looked at for these.
  cutInk: z.array(z.object({ side: z.enum(pageSides), ink: z.enum(['text', 'red']), box })).default([]),
  showThrough: z.base64().nullable().default(null),
}).transform(({ ink, showThrough, ...rest }): PageCleaning => ({
  ...rest, ink: { ...ink, cells: fromBase64(ink.cells) }, showThrough: showThrough === null ? null : fromBase64(showThrough),
}))

function fromBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'))
}

const pageText: z.ZodType<PageText> = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('read'),
    words: z.array(z.object({ text: z.string(), read: z.string().exactOptional(), doubted: z.boolean().exactOptional(), box, confidence: z.number(), block: z.number(), paragraph: z.number(), line: z.number() })),
    engine: z.string(),
    model: z.string(),
  }),
  z.object({ state: z.literal('blank') }),
  z.object({ state: z.literal('unread'), reason: z.enum(['time limit', 'engine failed']) }),
])

const extraction = z.object({
  fields: z.array(z.object({ name: z.enum(fieldNames), value: z.string(), confidence: z.number(), evidence, failedChecks: z.array(z.string()) })),
  owners: z.array(z.object({
    // What was read before schema 2 told no kind.
    kind: z.enum(ownerKinds).default('person'), name: z.string(), nameEvidence: evidence, id: z.string().optional(), idEvidence: evidence.optional(), confidence: z.number(), role: z.enum(['owner', 'deceased']),
    // Not read before version 4 of extraction.
    particulars: z.array(z.object({ name: z.enum(particularNames), value: z.string(), confidence: z.number(), evidence })).default([]), failedChecks: z.array(z.string()).default([]),
  })),
  template: z.string().optional(),
  secrecy: z.object({ class: z.enum(['MẬT', 'TỐI MẬT', 'TUYỆT MẬT']), evidence }).optional(),
  validUntil: z.object({ value: z.string(), evidence }).optional(),
})

const colour = z.tuple([z.number(), z.number(), z.number()])
const markResult = z.object({
  mark: z.object({
    regime: z.literal('chuyển đổi kết quả TTHC'), template: z.string(), lines: z.array(z.string()), qrText: z.string(), convertedAt: moment,
    agency: z.string(), recordCode: z.string(), rawDigest: digest, training: z.boolean(),
  }),
  placement: z.object({ page: z.number().int(), box, stripHeight: z.number() }),
  drawing: z.object({
    width: z.number(), height: z.number(),
    rectangles: z.array(z.object({ colour, x: z.number(), y: z.number(), unit: z.number(), boxes: z.array(box) })),
    texts: z.array(z.object({ text: z.string(), x: z.number(), y: z.number(), size: z.number(), weight: z.enum(['regular', 'semibold']), colour })),
  }),
})

const finding = z.object({ kind: z.enum(findingKinds), page: z.number().int().nullable(), box: box.nullable(), params: z.record(z.string(), z.union([z.string(), z.number()])) })

const reviewResult = z.object({
  /** Resolution told by a person for pages of unknown paper size. */
  dpi: z.number().nullable(),
  /** Pages that a person let pass although they could not be read. */
  unreadAccepted: z.boolean(),
  /** The provisional paper size was taken as it is. */
  paperSizeAccepted: z.boolean(),
  /** Why a signed original whose signature is undecided was taken as genuine; null: it was not. */
  originalAccepted: z.string().nullable(),
  /** Shared results that a person told apart from this one. */
  notShared: z.array(z.object({ code: z.string(), reason: z.string(), by: z.string(), at: moment })).default([]),
  /** Records that a person told apart from this one, what they agree in, and why. */
  notDuplicateOf: z.array(z.object({ id: recordId, agrees: z.array(z.enum(agreements)), reason: z.string(), by: z.string(), at: moment })).default([]),
  /** Reasons to doubt that the paper is whole which a person overruled, as they were shown. */
  overruled: z.array(z.object({ finding, reason: z.string(), by: z.string(), at: moment })).default([]),
})

const completeness = z.object({ findings: z.array(finding) })

const sharingResult = z.object({ found: z.array(z.string()) })

const originalResult = z.object({ verdict: z.enum(['passed', 'indeterminate', 'failed']), reasons: z.array(z.string()), signatures: z.number().int() })

const assembleResult = z.object({ pages: z.number().int(), reencoded: z.array(z.number().int()) })
const copyResult = z.object({ copiedAt: moment, headStrip: z.number().min(0) })
/** A copy without a conversion mark: when it was made, and how much its page 1 was lengthened at the head, pt. */
export type CopyResult = z.infer<typeof copyResult>
const signResult = z.object({
  level: z.enum(signatureLevels), timeStampError: z.string().nullable(), certificate: z.string(),
  // Nobody asked for a status before schema 7.
  status: z.enum(['good', 'not checked']).default('not checked'),
  signedAt: moment.nullable().default(null),
  archiveEndsAt: moment.nullable().default(null),
})
const sourceResult = z.object({ pages: z.number().int() })
const scanResult = z.object({
  /** `lot`: pages cut out of files of a pile. */
  driver: z.enum([...scannerDrivers, 'lot']),
  device: z.string(),
  /** Pages that the scanner gave until its paper was all in; null while nobody knows that it is. */
  told: z.number().int().nullable(),
})

/** The mark of a record as it was made and placed. */
export interface MarkResult {
  readonly mark: ConversionMark
  readonly placement: MarkPlacement
  readonly drawing: MarkDrawing
}
export type ReviewResult = z.infer<typeof reviewResult>
export type Overruled = ReviewResult['overruled'][number]

/** What a step left, parsed. Undefined when it has not run. Throws station_damaged when the row does not fit. */
function reader<Value>(schema: z.ZodType<Value>): (step: Pick<StepResult, 'result'> | undefined) => Value | undefined {
  return (step) => {
    if (step === undefined) return undefined
    const parsed = schema.safeParse(step.result)
    if (!parsed.success) throw new SohoaError('station_damaged', { detail: 'step' })
    return parsed.data
  }
}

export const readCleaning = reader(cleaning)
export const readPageText = reader(pageText)
export const readExtraction = reader<Extraction>(extraction as z.ZodType<Extraction>)
export const readMark = reader<MarkResult>(markResult)
export const readReview = reader(reviewResult)
export const readCompleteness = reader(completeness)
export const readSharing = reader(sharingResult)
export const readOriginal = reader(originalResult)
export const readAssembly = reader(assembleResult)
export const readCopy = reader(copyResult)
export const readSigning = reader(signResult)
export const readSource = reader(sourceResult)
export const readScan = reader(scanResult)

/** What a step keeps beside its result for lists, parsed. Undefined where it keeps nothing or has not run. Throws station_damaged. */
function summaryReader<Value>(schema: z.ZodType<Value>): (step: StepOutline | undefined) => Value | undefined {
  const read = reader(schema)
  return (step) => read(step === undefined || step.summary === null ? undefined : { result: step.summary })
}

export const readCleaningSummary = summaryReader(z.object({
  blank: z.boolean(),
  warnings: z.array(z.enum(pageWarnings)),
  treatments: z.array(treatment).default([]),
  /** Absent in what was kept before schema 5; the result has it. */
  geometry: geometry.exactOptional(),
  told: stance.exactOptional(),
}))
export const readTextSummary = summaryReader(z.object({ state: z.enum(['read', 'blank', 'unread']) }))
export const readCompletenessSummary = summaryReader(completeness)
export const readAssemblySummary = summaryReader(assembleResult.pick({ reencoded: true }))

/** What lists show of a cleaning. */
export function cleaningSummary({ blank, warnings, treatments, geometry: shown }: PageCleaning, told: PageStance): unknown {
  return { blank, warnings, treatments, geometry: shown, told }
}

/** What lists show of a page's text. */
export function textSummary({ state }: PageText): unknown {
  return { state }
}

/** A cleaning as it goes into a step row. */
export function writeCleaning({ ink, showThrough, ...rest }: PageCleaning): unknown {
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
  return { ...rest, ink: { ...ink, cells: base64(ink.cells) }, showThrough: showThrough === null ? null : base64(showThrough) }
}
