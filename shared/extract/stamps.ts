import { editDistance } from '../model/index.ts'
import type { ProposedField, SecrecyFinding, Word } from '../model/index.ts'
import { belief } from './confidence.ts'
import { centreY, evidenceOf, segmentOf } from './text/page-layout.ts'
import type { PageLayout, Segment } from './text/page-layout.ts'
import { essence } from './text/text-matching.ts'

const secrecyClasses = [
  { name: 'TUYỆT MẬT', core: 'tuyetmat', slack: 1 },
  { name: 'TỐI MẬT', core: 'toimat', slack: 0 },
  { name: 'MẬT', core: 'mat', slack: 0 },
] as const

const urgencies = [
  { name: 'Hỏa tốc hẹn giờ', core: 'hoatochengio', slack: 1 },
  { name: 'Thượng khẩn', core: 'thuongkhan', slack: 1 },
  { name: 'Hỏa tốc', core: 'hoatoc', slack: 0 },
  { name: 'Khẩn', core: 'khan', slack: 0 },
] as const

/** Words of a segment that carry letters or digits: the frame of a stamp is left out. */
function bareWords(segment: Segment): readonly Word[] {
  return segment.words.filter((word) => essence(word.text) !== '')
}

/**
 * Segments of the upper part of a page, and the words of each that stand apart from their neighbours: a stamp is a word of its own,
 * even where OCR joins it to the line beside it.
 */
function standingAlone(layout: PageLayout): Segment[] {
  return layout.segments
    .filter((segment) => centreY(segment.box) < 0.42 * layout.height)
    .map(bareWords)
    .filter((words) => words.length > 0 && words.length <= 4)
    .map((words) => segmentOf(layout.page, words))
}

/** The kind a lone word in capitals says. `MẬT` may have lost marks, but `MẶT` (face), `MẮT` (eye), `MÁT` (cool) are other words. */
function matching<T extends { core: string; slack: number }>(segment: Segment, kinds: readonly T[]): T | undefined {
  const text = segment.words.map((word) => word.text).join('')
  if (/\p{Ll}/u.test(text)) return undefined
  const core = essence(text)
  if (/m[aáàảãạăắằẳẵặ]t$/iu.test(text) && !/m[aạ]t$/iu.test(text)) return undefined
  return kinds.find((kind) => editDistance(core, kind.core, kind.slack) <= kind.slack)
}

/**
 * The secrecy class of ô 10a (Decree 30/2020 Annex I): a word of its own in capitals in the upper part of a page.
 * `bảo mật` or `tài liệu mật` inside a sentence is none. The highest class found counts.
 */
export function findSecrecy(layouts: readonly PageLayout[]): SecrecyFinding | undefined {
  const found = layouts.flatMap((layout) => standingAlone(layout).flatMap((segment) => {
    const kind = matching(segment, secrecyClasses)
    return kind === undefined ? [] : [{ kind, layout, segment }]
  }))
  const highest = secrecyClasses.map((kind) => found.find((hit) => hit.kind === kind)).find((hit) => hit !== undefined)
  if (highest === undefined) return undefined
  return { class: highest.kind.name, evidence: evidenceOf(highest.layout, highest.segment.words, 'secrecy-stamp') }
}

/** The degree of urgency of ô 10b: a stamp or boxed word of its own in the upper part of the first page. */
export function proposeUrgency(layout: PageLayout): ProposedField | undefined {
  for (const segment of standingAlone(layout)) {
    const kind = matching(segment, urgencies)
    if (kind === undefined) continue
    return {
      name: 'urgency', value: kind.name, confidence: 0.95 * belief(segment.confidence),
      evidence: evidenceOf(layout, segment.words, 'urgency-stamp'), failedChecks: [],
    }
  }
  return undefined
}
