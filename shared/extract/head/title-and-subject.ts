import { editDistance } from '../../model/index.ts'
import type { ProposedField, Word } from '../../model/index.ts'
import { belief } from '../confidence.ts'
import { codedDocumentTypes, letterTypeName, sectorTitleBeginnings } from '../document-types.ts'
import { leftColumn } from './header-zones.ts'
import type { HeaderZones } from './header-zones.ts'
import { bottomOf, centreX, centreY, evidenceOf, rightOf, sliceOf, wordsOf } from '../text/page-layout.ts'
import type { PageLayout, Segment } from '../text/page-layout.ts'
import { capitalised, essence, findPhrase, isCapitals, letterCount, trimNoise } from '../text/text-matching.ts'
import { fromOwnWords } from './own-words.ts'
import { mendTones, pairsOfDocument } from './tone-mending.ts'
import { hasImpossibleTone } from '../text/person-names.ts'
import { sectorTitleInSentenceCase } from './sector-titles.ts'

/** The title of a document as found: its kind, and the lines that say it. */
export interface Title {
  readonly name: string
  readonly lines: readonly Segment[]
  /** 0..1, before the notation has been asked. */
  readonly confidence: number
  readonly rule: string
}

/** Ô 5b: the subject of a letter under its number. Small print makes one `Ví` of `V/v`. */
const letterSubject = /^[^\p{L}]*(?:V\s*[/⁄\\|lI1]{1,2}\s*[vVyYwW](?=[\s:.]|$)|V[íi](?=\s+\p{Ll}))/u

/** Kind by title line; the tones decide between kinds that are alike without them. */
function codedTypeOf(text: string): { name: string; distance: number } | undefined {
  const core = essence(text)
  const upper = trimNoise(text).toLocaleUpperCase('vi')
  let best: { name: string; distance: number } | undefined
  for (const { name } of codedDocumentTypes) {
    const limit = essence(name).length < 6 ? 0 : Math.max(1, Math.floor(essence(name).length / 6))
    const distance = editDistance(core, essence(name), limit)
    if (distance > limit) continue
    const exactness = distance + 0.1 * editDistance(upper, name.toLocaleUpperCase('vi'))
    if (best === undefined || exactness < best.distance) best = { name, distance: exactness }
  }
  return best
}

function isSectorTitle(text: string): boolean {
  const words = trimNoise(text).split(' ')
  return sectorTitleBeginnings.some((beginning) => {
    const wanted = essence(beginning)
    const limit = wanted.length < 8 ? 0 : 1
    return editDistance(essence(words.slice(0, beginning.split(' ').length).join('')), wanted, limit) <= limit
  })
}

/** The title in the middle of the page, below number and date (Decree 30/2020 Annex I, ô 5a) or on a sector's form. */
export function findTitle(zones: HeaderZones, from: number): Title | undefined {
  const { layout } = zones
  const middle = zones.segments.filter((segment) => {
    const y = centreY(segment.box)
    return y > from && y < 0.62 * layout.height && Math.abs(centreX(segment.box) - 0.52 * layout.width) < 0.16 * layout.width
  })
  for (const [index, line] of middle.entries()) {
    if (!isCapitals(line.text)) continue
    const coded = codedTypeOf(line.text)
    if (coded !== undefined) {
      return { name: coded.name, lines: [line], confidence: (coded.distance < 0.35 ? 0.97 : 0.88) * belief(Math.max(0.7, line.confidence)), rule: 'title' }
    }
    if (isSectorTitle(line.text)) {
      const lines = [line, ...titleContinuation(middle.slice(index + 1), line)]
      const name = sectorTitleInSentenceCase(lines.map((part) => trimNoise(part.text.replace(/\(.*$/u, ''))).join(' '))
      const believed = Math.min(...lines.map((part) => part.confidence))
      return { name, lines, confidence: 0.95 * belief(believed), rule: 'sector-title' }
    }
  }
  return undefined
}

function titleContinuation(below: readonly Segment[], title: Segment): Segment[] {
  const lines: Segment[] = []
  let last = title
  for (const line of below) {
    const close = line.box.y - bottomOf(last.box) < 0.9 * title.box.height
    if (!close || !isCapitals(line.text) || /^[^\p{L}]*(\(|S[ốô]\s*:)/u.test(line.text)) break
    lines.push(line)
    last = line
  }
  return lines
}

const subjectEnd = /^[^\p{L}\p{N}]*(Kính gửi|Căn cứ|Điều \d|Số\s*:|\(|[IVX]+\.|\d+\.\s)/u
/** Openings of a first paragraph that are openings of subjects as well: there only the middle of the line tells. */
const paragraphOpening = /^(Thực hiện|Xét|Nhân dịp|Theo|Để|Sau khi|Trên cơ sở|Ngày)\s/u

function goesOn(line: Segment, last: Segment, unit: number): boolean {
  return centreY(line.box) - centreY(last.box) < 1.95 * unit && !subjectEnd.test(line.text)
}

/** A segment without the words of a stamp or of dust that OCR joined to its ends. */
function withoutNoise(segment: Segment): Segment | undefined {
  const noise = (word: Word): boolean =>
    word.confidence < 0.5 || /[|+*{}~<>=‹›]/u.test(word.text) || (essence(word.text).length < 2 && word.confidence < 0.8)
  const first = segment.words.findIndex((word) => !noise(word))
  return first < 0 ? undefined : sliceOf(segment, first, segment.words.findLastIndex((word) => !noise(word)) + 1)
}

/** A segment without what at its ends holds neither letter nor figure; a hyphen stays, since a name may go on behind it. */
function withoutMarks(segment: Segment): Segment {
  const tells = (word: Word): boolean => essence(word.text) !== '' || /^[-–]$/u.test(word.text)
  return sliceOf(segment, Math.max(0, segment.words.findIndex(tells)), segment.words.findLastIndex(tells) + 1) ?? segment
}

/** Lines of the subject under the title: centred on it, closely set, not in capitals. */
function subjectLines(zones: HeaderZones, title: Title): Segment[] {
  const last = title.lines.at(-1)
  if (last === undefined) return []
  const { layout } = zones
  const middle = centreX(last.box)
  const lines: Segment[] = []
  let above = last
  for (const whole of zones.segments) {
    const y = centreY(whole.box)
    if (y <= centreY(last.box) + 0.5 * layout.unit) continue
    const slack = paragraphOpening.test(whole.text) ? 0.015 * layout.width : 0.035 * layout.width + 0.6 * layout.unit
    const off = (line: Segment): number => Math.abs(centreX(line.box) - middle)
    const bare = withoutNoise(whole)
    if (bare === undefined || letterCount(bare.text) < 3) continue
    // A line that stands in the middle as it was read has nothing foreign at its ends, however badly its words were read.
    const segment = off(whole) <= off(bare) ? withoutMarks(whole) : bare
    const centred = off(segment) < slack
    if (!centred && y - centreY(above.box) < 1.2 * layout.unit) continue
    if (!centred || isCapitals(segment.text) || !goesOn(segment, above, lines.length === 0 ? 1.6 * layout.unit : layout.unit)) break
    lines.push(segment)
    above = segment
    if (lines.length === 10) break
  }
  return lines
}

const addressing = 'Kính gửi'

/** The line that says to whom a paper goes. */
function addressLine(zones: HeaderZones, from: number): Segment | undefined {
  return zones.segments.find((segment) => {
    const y = centreY(segment.box)
    if (y < from || y > 0.62 * zones.layout.height || !/^[^\p{L}]*K/u.test(segment.text)) return false
    return findPhrase(segment.words.slice(0, 3).map((word) => word.text), addressing)?.start === 0
  })
}

/** True for the first line of a subject whose `V/v` was not read: small print closely under the number, above whom the letter goes to. */
function isUnlabelledSubject(segment: Segment, layout: PageLayout, from: number, addressed: Segment): boolean {
  const y = centreY(segment.box)
  return y < from + 4 * layout.unit && y < addressed.box.y && letterCount(segment.text) >= 8 && segment.confidence > 0.6 && !isCapitals(segment.text)
}

/** Lines of a letter's subject: `V/v …` in the agency's column under the number; on a letter that is `addressed` to somebody also without its `V/v`. */
function letterSubjectLines(zones: HeaderZones, from: number, addressed: Segment | undefined): Segment[] {
  const { layout } = zones
  const own = leftColumn(zones, from, 0.5 * layout.height)
  const isLabelled = (segment: Segment): boolean => segment.box.x < zones.gutter && letterSubject.test(segment.text)
  // Some offices set it across the page.
  const across = addressed === undefined || own.some(isLabelled) ? [] : zones.segments.filter((segment) => centreY(segment.box) >= from && centreY(segment.box) < addressed.box.y)
  const column = across.some(isLabelled) ? across : own
  const labelled = column.findIndex(isLabelled)
  const first = labelled >= 0 || addressed === undefined ? labelled : column.findIndex((segment) => isUnlabelledSubject(segment, layout, from, addressed))
  const start = column[first]
  if (start === undefined) return []
  const lines = [start]
  for (const segment of column.slice(first + 1)) {
    const above = lines.at(-1) ?? start
    if (letterCount(segment.text) < 3 || segment.confidence < 0.35) continue
    const overlaps = segment.box.x < rightOf(start.box) && rightOf(segment.box) > start.box.x
    if (!overlaps || !goesOn(segment, above, layout.unit)) break
    lines.push(segment)
    if (lines.length === 12) break
  }
  return lines
}

function join(words: readonly string[]): string {
  return words.filter((word) => /[\p{L}\p{N}]|^[-–—−&]$/u.test(word)).join(' ')
    .replace(/[_|]+/gu, ' ').replace(/(?<=\p{Ll})\.(?=\s\p{Ll})/gu, '').replace(/\s+/gu, ' ').trim()
    .replace(letterSubject, 'V/v')
    .replace(/^[^\p{L}\p{N}"“(]+/u, '').replace(/^v[ềêểễàâ]\svi[ệêế]\p{L}?(?=\s)/iu, 'Về việc').replace(/[\s.;,:\-–—_*'`]+$/u, '')
}

function subjectField(zones: HeaderZones, lines: readonly Segment[], rule: string, words: readonly Word[]): ProposedField {
  const weakest = Math.min(...wordsOf(lines).filter((word) => letterCount(word.text) > 1).map((word) => word.confidence))
  const own = fromOwnWords(wordsOf(lines), words)
  const toned = mendTones(join(own.words), pairsOfDocument(words))
  const text = toned.text
  const changes = toned.changes + own.changes
  const doubtful = text.split(' ').filter((word) => hasImpossibleTone(trimNoise(word)) || /[^\p{L}\p{N}\s.,;:()/"“”%&-]/u.test(word)).length
  const base = letterCount(text) < 8 ? 0.5 : 0.95 - 0.02 * Math.min(changes, 5)
  return {
    name: 'subject', value: capitalised(text), confidence: base * belief(weakest) * (doubtful > 0 ? 0.5 : 1),
    evidence: evidenceOf(zones.layout, wordsOf(lines), changes > 0 ? `${rule}-mended` : rule), failedChecks: [],
  }
}

/** The rule by which a paper without a title is a letter because it is addressed to somebody: a type code in its notation comes before it. */
export const addressedRule = 'addressed-without-title'

function letterType(zones: HeaderZones, lines: readonly Segment[], rule: string): ProposedField {
  return { name: 'documentType', value: letterTypeName, confidence: rule === addressedRule ? 0.9 : 0.95, evidence: evidenceOf(zones.layout, wordsOf(lines), rule), failedChecks: [] }
}

/**
 * Proposes document type and subject. Under a title stands its subject; without a title, `V/v` under the number or `Kính gửi`
 * makes the paper a công văn (it has no type code: Decree 30/2020 Annex III). `words` are all words of the document:
 * they mend the subject's tones.
 */
export function proposeTitleAndSubject(zones: HeaderZones, title: Title | undefined, from: number, words: readonly Word[]): ProposedField[] {
  if (title === undefined) {
    const addressed = addressLine(zones, from)
    const lines = letterSubjectLines(zones, from, addressed)
    const [first] = lines
    if (first === undefined) return addressed === undefined ? [] : [letterType(zones, [addressed], addressedRule)]
    if (letterSubject.test(first.text)) return [letterType(zones, lines, 'v-v-line'), subjectField(zones, lines, 'v-v-line', words)]
    const subject = subjectField(zones, lines, 'under-number', words)
    return [letterType(zones, lines, addressedRule), { ...subject, value: `V/v ${subject.value.charAt(0).toLocaleLowerCase('vi')}${subject.value.slice(1)}`, confidence: 0.7 * subject.confidence }]
  }
  const type: ProposedField = {
    name: 'documentType', value: title.name, confidence: title.confidence,
    evidence: evidenceOf(zones.layout, wordsOf(title.lines), title.rule), failedChecks: [],
  }
  if (title.rule === 'sector-title') return [type]
  const lines = subjectLines(zones, title)
  return lines.length === 0 ? [type] : [type, subjectField(zones, lines, 'under-title', words)]
}
