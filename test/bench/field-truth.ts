import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { fieldNames } from '../../shared/model/index.ts'
import type { Extraction, FieldName, ProposedField } from '../../shared/model/index.ts'

const truthSchema = z.record(z.string(), z.object({
  so: z.string(), ky_hieu: z.string(), ngay_ban_hanh: z.string(), dia_danh: z.string(), co_quan_chu_quan: z.string(),
  co_quan_ban_hanh: z.string(), loai_van_ban: z.string(), trich_yeu: z.string(), nguoi_ky: z.string(),
  chuc_vu_nguoi_ky: z.string(), quyen_han_ky: z.string(), do_khan: z.string(), viet_tay: z.array(z.string()),
}))

/** What one document's header says, read by eye. */
export interface FieldTruth {
  readonly document: string
  readonly values: Readonly<Record<FieldName, string>>
  /** Fields filled in by hand: they do not count. */
  readonly handwritten: ReadonlySet<FieldName>
}

/** Reads a truth file with Vietnamese keys (`gt/fields_dev.json`). Throws on any other shape. */
export function readTruth(file: string): FieldTruth[] {
  const documents = truthSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  return Object.entries(documents).map(([document, entry]) => ({
    document,
    values: {
      codeNumber: entry.so, codeNotation: entry.ky_hieu, issuedDate: entry.ngay_ban_hanh, place: entry.dia_danh,
      parentAgency: entry.co_quan_chu_quan, issuingAgency: entry.co_quan_ban_hanh, documentType: entry.loai_van_ban,
      subject: entry.trich_yeu, signerName: entry.nguoi_ky, signerPosition: entry.chuc_vu_nguoi_ky,
      signingCapacity: entry.quyen_han_ky, urgency: entry.do_khan,
    },
    handwritten: new Set<FieldName>([
      ...(entry.viet_tay.includes('so') ? ['codeNumber' as const] : []),
      ...(entry.viet_tay.some((part) => ['ngày', 'tháng', 'năm'].includes(part)) ? ['issuedDate' as const] : []),
    ]),
  }))
}

/**
 * Two values are the same when they are equal in NFC, white space collapsed, letter case folded (Vietnamese),
 * punctuation at the end ignored, and `–` taken as `-`. Tones and letters must agree.
 */
export function comparable(value: string): string {
  return value.normalize('NFC').replace(/[–—]/gu, '-').replace(/\s+/gu, ' ').trim().toLocaleLowerCase('vi').replace(/[\s.,;:]+$/u, '')
}

export type Outcome = 'right' | 'wrong' | 'missing' | 'invented' | 'rightly absent' | 'handwritten'

/** One field of one document, judged. */
export interface Judgement {
  readonly document: string
  readonly name: FieldName
  readonly outcome: Outcome
  readonly truth: string
  readonly field: ProposedField | undefined
}

/** Judges every field of a document. Handwritten ones are marked, not counted. */
export function judge(truth: FieldTruth, extraction: Extraction): Judgement[] {
  return fieldNames.map((name) => {
    const field = extraction.fields.find((candidate) => candidate.name === name)
    const wanted = truth.values[name]
    return { document: truth.document, name, truth: wanted, field, outcome: outcomeOf(wanted, field, truth.handwritten.has(name)) }
  })
}

function outcomeOf(wanted: string, field: ProposedField | undefined, handwritten: boolean): Outcome {
  if (handwritten) return 'handwritten'
  if (wanted === '') return field === undefined ? 'rightly absent' : 'invented'
  if (field === undefined) return 'missing'
  return comparable(field.value) === comparable(wanted) ? 'right' : 'wrong'
}

/** From here on a sound value is taken without asking (the station's own default). */
const believed = 0.9
const bands = [[0.9, 1.01], [0.7, 0.9], [0.5, 0.7], [0, 0.5]] as const

/** True when nobody would be asked about the value. */
const isTaken = ({ field }: Judgement): boolean => field !== undefined && field.confidence >= believed && field.failedChecks.length === 0
const isRight = ({ field, truth }: Judgement): boolean => field !== undefined && comparable(field.value) === comparable(truth)

/** Prints judgements per document and per field, and how far confidence can be trusted. */
export function printReport(judgements: readonly Judgement[], print: (line: string) => void): void {
  for (const document of new Set(judgements.map((entry) => entry.document))) {
    const own = judgements.filter((entry) => entry.document === document)
    print(`${document}: ${share(own)}`)
    for (const entry of own) {
      if (entry.outcome === 'right' || entry.outcome === 'rightly absent') continue
      const checks = entry.field === undefined || entry.field.failedChecks.length === 0 ? '' : ` (${entry.field.failedChecks.join(', ')})`
      print(`  ${entry.outcome.padEnd(11)} ${entry.name}${entry.field === undefined ? '' : ` ${entry.field.confidence.toFixed(2)}${checks} [${entry.field.value}]`} <> [${entry.truth}]`)
    }
  }
  print('field'.padEnd(18) + 'right/printed  invented')
  for (const name of fieldNames) print(name.padEnd(18) + share(judgements.filter((entry) => entry.name === name)))
  print(`all printed fields: ${share(judgements)} (aim 95 %)`)
  const proposed = judgements.filter(({ field }) => field !== undefined)
  const takenWrong = proposed.filter((entry) => isTaken(entry) && !isRight(entry))
  print(`wrong values of confidence ${believed} or more that no check questions: ${takenWrong.length} of ${proposed.length} values = ${percent(takenWrong.length, proposed.length)} (aim 0.5 %)${takenWrong.map(({ document, name }) => `; ${document} ${name}`).join('')}`)
  const handwritten = judgements.filter(({ outcome }) => outcome === 'handwritten')
  const asked = handwritten.filter((entry) => !isTaken(entry))
  const guessed = asked.filter((entry) => entry.field !== undefined && entry.field.value !== '' && !isRight(entry))
  print(`handwritten: ${asked.length} of ${handwritten.length} asked for, ${handwritten.filter((entry) => isTaken(entry) && isRight(entry)).length} taken rightly, ${handwritten.filter((entry) => isTaken(entry) && !isRight(entry)).length} taken wrongly; a wrong value beside the question in ${guessed.length}`)
  for (const [low, high] of bands) {
    const within = proposed.filter(({ field }) => field !== undefined && field.confidence >= low && field.confidence < high)
    const mean = within.reduce((sum, { field }) => sum + (field?.confidence ?? 0), 0) / Math.max(1, within.length)
    const right = within.filter(isRight).length
    print(`confidence ${low.toFixed(1)}..${Math.min(1, high).toFixed(1)}: mean ${mean.toFixed(2)}, right ${right} of ${within.length} = ${percent(right, within.length)} (handwritten ones included)`)
  }
}

function percent(part: number, whole: number): string {
  return whole === 0 ? 'none' : `${((100 * part) / whole).toFixed(1)} %`
}

function share(judgements: readonly Judgement[]): string {
  const count = (outcome: Outcome): number => judgements.filter((entry) => entry.outcome === outcome).length
  const printed = count('right') + count('wrong') + count('missing')
  return `${count('right')}/${printed}${printed === 0 ? '' : ` = ${percent(count('right'), printed)}`}, invented ${count('invented')}`
}
