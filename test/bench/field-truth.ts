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

/** Prints judgements per document and per field, and how far high confidence can be trusted. */
export function printReport(judgements: readonly Judgement[], print: (line: string) => void): void {
  for (const document of new Set(judgements.map((entry) => entry.document))) {
    const own = judgements.filter((entry) => entry.document === document)
    print(`${document}: ${share(own)}`)
    for (const entry of own) {
      if (entry.outcome === 'right' || entry.outcome === 'rightly absent') continue
      print(`  ${entry.outcome.padEnd(11)} ${entry.name}${entry.field === undefined ? '' : ` ${entry.field.confidence.toFixed(2)} [${entry.field.value}]`} <> [${entry.truth}]`)
    }
  }
  print('field'.padEnd(18) + 'right/printed  invented')
  for (const name of fieldNames) print(name.padEnd(18) + share(judgements.filter((entry) => entry.name === name)))
  print(`all printed fields: ${share(judgements)}`)
  for (const [low, high] of [[0.9, 1], [0.7, 0.9], [0.5, 0.7], [0, 0.5]] as const) {
    const within = judgements.filter((entry) => entry.field !== undefined && entry.field.confidence >= low && entry.field.confidence < high)
    const right = within.filter((entry) => entry.field !== undefined && comparable(entry.field.value) === comparable(entry.truth))
    print(`confidence ${low.toFixed(1)}..${high.toFixed(1)}: ${right.length} of ${within.length} right (handwritten ones included)`)
  }
}

function share(judgements: readonly Judgement[]): string {
  const count = (outcome: Outcome): number => judgements.filter((entry) => entry.outcome === outcome).length
  const printed = count('right') + count('wrong') + count('missing')
  const percent = printed === 0 ? '' : ` = ${(100 * count('right') / printed).toFixed(1)} %`
  return `${count('right')}/${printed}${percent}, invented ${count('invented')}`
}
