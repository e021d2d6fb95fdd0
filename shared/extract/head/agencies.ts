import type { ProposedField } from '../../model/index.ts'
import { agencyInSentenceCase, leadingNoun, placeOf } from './agency-names.ts'
import { belief } from '../confidence.ts'
import { leftColumn, looksLikeAgencyLine } from './header-zones.ts'
import type { HeaderZones } from './header-zones.ts'
import { centreY, evidenceOf, rowsOf, wordsOf } from '../text/page-layout.ts'
import type { Segment } from '../text/page-layout.ts'
import { essence, trimNoise } from '../text/text-matching.ts'

/** Lines of the agency's column, in order, as far as they follow each other closely. */
function agencyLines(zones: HeaderZones, end: number): Segment[] {
  const { layout } = zones
  const lines: Segment[] = []
  for (const row of rowsOf(layout, leftColumn(zones, zones.top, end))) {
    const last = lines.at(-1)
    if (last !== undefined && centreY(row.box) - centreY(last.box) > 3.2 * layout.unit) break
    if (looksLikeAgencyLine(row)) lines.push(row)
  }
  return lines
}

/** A line after which an agency's name goes on: it ends in a joint or in a kind of place whose name is still to come. */
const openEnd = /(?:và|-|–|,|của|tỉnh|huyện|quận|xã|phường|thành phố|thị xã|thị trấn|đặc khu)$/iu
/** One word that is no agency by itself: `CỤC` above `THUẾ TỈNH …`. */
const bareNoun = /^\p{L}+$/u

/** Groups lines into agencies: a line of several words that begins with an agency noun begins an agency, others go on. */
function groupAgencies(lines: readonly Segment[]): Segment[][] {
  const groups: Segment[][] = []
  for (const line of lines) {
    const last = groups.at(-1)
    const above = (last?.at(-1)?.text ?? '').replace(/[^\p{L}\p{N},–-]+$/u, '')
    const open = openEnd.test(above) || (last?.length === 1 && bareNoun.test(trimNoise(above)))
    const text = trimNoise(line.text)
    if (last === undefined || (!open && !bareNoun.test(text) && leadingNoun(text) !== undefined)) groups.push([line])
    else last.push(line)
  }
  return groups
}

function nameOf(lines: readonly Segment[]): string {
  return lines.map((line) => trimNoise(line.text)).join(' ').replace(/\s*[_—~|*•"'`]+\s*/gu, ' ').replace(/\s+/gu, ' ').trim()
}

/** Bodies of one place that bear its name only in their parent's line. */
const localBody = /^(Sở|Phòng|Ban|Thanh tra|Văn phòng|Trung tâm|Hội đồng|Chi cục|Công an|Đội|Thi hành án)/u

/**
 * Proposes parent and issuing agency from the head's left column above `end` px (Decree 30/2020 Annex I, ô 2).
 * The issuing agency is the last; its name is completed by its parent's place (`Sở Tư pháp` under
 * `UBND tỉnh A` is `Sở Tư pháp tỉnh A`). `places` are names read in the date line.
 */
export function proposeAgencies(zones: HeaderZones, end: number, places: readonly string[]): ProposedField[] {
  const groups = groupAgencies(agencyLines(zones, end))
  const issuing = groups.at(-1)
  if (issuing === undefined) return []
  const fields: ProposedField[] = []
  const parents = groups.slice(0, -1)
  const parentName = parents.map((lines) => agencyInSentenceCase(nameOf(lines), places)).join(' ')
  const own = agencyInSentenceCase(nameOf(issuing), places)
  const place = placeOf(parentName)
  const completed = place !== undefined && placeOf(own) === undefined && localBody.test(own)
  fields.push({
    name: 'issuingAgency', value: completed ? `${own} ${place}` : own,
    confidence: confidenceOf(issuing, own) * (completed ? 0.97 : 1),
    evidence: evidenceOf(zones.layout, wordsOf(completed ? [...parents.flat(), ...issuing] : issuing), completed ? 'head-left-completed' : 'head-left'),
    failedChecks: [],
  })
  if (parents.length > 0) {
    fields.push({
      name: 'parentAgency', value: parentName, confidence: confidenceOf(parents.flat(), parentName),
      evidence: evidenceOf(zones.layout, wordsOf(parents.flat()), 'head-left'), failedChecks: [],
    })
  }
  return fields
}

/** How much is believed of a name that begins with no agency's noun: a private body's, or what is left of a bad picture. */
const unknownAgency = 0.4

function confidenceOf(lines: readonly Segment[], name: string): number {
  const known = leadingNoun(name) !== undefined
  const mean = lines.reduce((sum, line) => sum + line.confidence, 0) / lines.length
  const unfinished = essence(name).length < 5 || /^(Ủy ban nhân dân|UBND|Sở|Phòng|Bộ)$/u.test(name)
  return (unfinished ? 0.5 : known ? 0.97 : unknownAgency) * belief(mean)
}
