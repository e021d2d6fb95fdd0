import { sameName, tidy } from '../../model/index.ts'
import type { FieldName, Instant, RecordField, RecordId } from '../../model/index.ts'
import { mostRemembered } from './entry.ts'
import type { RememberedEntry } from './entry.ts'
import { isAboutNobody, isOfficial, isPublicBody } from './office-matters.ts'

/** A paper whose values were settled. */
export interface SettledPaper {
  readonly record: RecordId
  readonly fields: Readonly<Partial<Record<FieldName, RecordField>>>
  /** Everybody whom the paper or its dossier names: none of them is remembered. */
  readonly persons: readonly string[]
  readonly at: Instant
}

type Lesson = Pick<RememberedEntry, 'kind' | 'value' | 'agency' | 'position' | 'taught'>

/**
 * A value that stands and teaches: one that the machine was sure of, or one that an officer typed or took by itself (then nothing is
 * surer). What was let pass together with others teaches nothing, nor does a value taken against its check, which is an exception.
 */
function settled(field: RecordField | undefined): { readonly value: string; readonly taught: boolean } | undefined {
  if (field?.accepted !== true || field.value === null || field.reason !== undefined || field.failedChecks.length > 0) return undefined
  const taught = field.acceptedBy === 'operator'
  return taught && field.confidence < 1 ? undefined : { value: tidy(field.value), taught }
}

function lessonsOf({ fields, persons }: SettledPaper): Lesson[] {
  const [agency, parent, signer, position, subject] = [fields.issuingAgency, fields.parentAgency, fields.signerName, fields.signerPosition, fields.subject].map(settled)
  const bodies = [agency, parent].flatMap((body) => (body !== undefined && isPublicBody(body.value) ? [{ kind: 'agency' as const, agency: null, position: null, ...body }] : []))
  if (agency === undefined || !isPublicBody(agency.value)) return bodies
  const official = signer !== undefined && position !== undefined && isOfficial(signer.value, position.value, persons)
  return [
    ...bodies,
    ...(official ? [{ kind: 'signer' as const, value: signer.value, agency: agency.value, position: position.value, taught: signer.taught }] : []),
    ...(subject !== undefined && isAboutNobody(subject.value) ? [{ kind: 'subject' as const, agency: agency.value, position: null, ...subject }] : []),
  ]
}

const sameOrNull = (left: string | null, right: string | null): boolean => (left === null || right === null ? left === right : sameName(left, right))

/** True when two say the same of the same. */
export function sameLesson(left: Lesson, right: Lesson): boolean {
  return left.kind === right.kind && sameName(left.value, right.value) && sameOrNull(left.agency, right.agency) && sameOrNull(left.position, right.position)
}

/**
 * What is remembered once a paper's values are settled. A record counts once for each thing; what it said before (an officer has
 * corrected it since) is taken back first. Pure.
 */
export function learn(known: readonly RememberedEntry[], paper: SettledPaper): readonly RememberedEntry[] {
  const lessons = lessonsOf(paper)
  const others = forget(known, paper.record, lessons)
  const learned = lessons.reduce<readonly RememberedEntry[]>((entries, lesson) => {
    const before = entries.find((entry) => sameLesson(entry, lesson))
    const records = [paper.record, ...(before?.records ?? []).filter((record) => record !== paper.record)].slice(0, 3)
    const entry = { ...lesson, taught: lesson.taught || before?.taught === true, records, lastAt: paper.at }
    return [entry, ...entries.filter((other) => other !== before)]
  }, others)
  return learned.filter((entry, at) => learned.slice(0, at).filter(({ kind }) => kind === entry.kind).length < mostRemembered)
}

/** Without what a record alone had said, but for what it says again. */
function forget(known: readonly RememberedEntry[], record: RecordId, again: readonly Lesson[]): RememberedEntry[] {
  return known.flatMap((entry) => {
    if (!entry.records.includes(record) || again.some((lesson) => sameLesson(entry, lesson))) return [entry]
    const records = entry.records.filter((other) => other !== record)
    return records.length === 0 ? [] : [{ ...entry, records }]
  })
}
