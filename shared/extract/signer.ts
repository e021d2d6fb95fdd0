import type { Evidence, ProposedField } from '../model/index.ts'
import { belief } from './confidence.ts'
import { toBeRead } from './head/filled-in.ts'
import { positions } from './positions.ts'
import { positionInSentenceCase, signingOf } from './signature/role-lines.ts'
import type { RoleLine } from './signature/role-lines.ts'
import { findBlock } from './signature/signature-block.ts'
import { findName, wholeName } from './signature/signer-name.ts'
import type { FoundName } from './signature/signer-name.ts'
import { centreX, centreY, evidenceIn, evidenceOf, wordsOf } from './text/page-layout.ts'
import type { PageLayout, Segment } from './text/page-layout.ts'
import { bearsCommonTones } from './text/name-syllables.ts'
import { hasImpossibleTone, isSyllable } from './text/person-names.ts'

/** How much a head's position is believed that may be the rest of its deputy's. */
const coveredDoubt = 0.8
/** How much is believed of what only the other lines tell. */
const concluded = 0.55
/** How much is believed of a name with a syllable that names hardly bear: a misread tone more often than a rare name. */
const rareTones = 0.8

/**
 * False for `CHỦ TỊCH` that may be the rest of `PHÓ CHỦ TỊCH` under a seal: the lines of a signature block stand on one
 * axis (Decree 30/2020 Annex I), so a head's position is whole when it is centred like the name below or the lines above.
 */
function isWhole(position: RoleLine, lines: readonly RoleLine[], name: Segment | undefined): boolean {
  if (!positions.some((known) => known.toLocaleUpperCase('vi') === `PHÓ ${position.role}`)) return true
  const others = [...lines.filter((line) => line !== position).map((line) => line.segment), ...(name === undefined ? [] : [name])]
  const letter = position.segment.box.width / Math.max(1, position.segment.text.length)
  return others.some((other) => Math.abs(centreX(other.box) - centreX(position.segment.box)) < 1.4 * letter)
}

/** Where a signature and its name stand under the lowest role line, though no name was read: as high as a seal is. */
function signatureUnder(layout: PageLayout, lowest: Segment): Evidence {
  const width = 0.36 * layout.width
  const box = { x: centreX(lowest.box) - width / 2, y: lowest.box.y, width, height: Math.max(lowest.box.height, Math.min(13 * layout.unit, layout.height - lowest.box.y)) }
  return evidenceIn(layout, box, lowest.words, 'signature-area')
}

function nameField(layout: PageLayout, name: FoundName, layouts: readonly PageLayout[]): ProposedField {
  const evidence = evidenceOf(layout, name.segment.words, name.rule)
  const whole = name.likeness > 0.6 ? undefined : wholeName(name, wordsOf(layouts.flatMap((each) => each.segments)))
  if (whole !== undefined) return { name: 'signerName', value: whole, confidence: concluded, evidence: { ...evidence, rule: 'named-elsewhere' }, failedChecks: [] }
  if (name.likeness === 0) return toBeRead('signerName', evidence)
  const wrong = name.value.split(' ').some((word) => !isSyllable(word) || hasImpossibleTone(word))
  const believed = wrong ? 0.4 : (bearsCommonTones(name.value) ? 0.96 : rareTones) * name.likeness
  return { name: 'signerName', value: name.value, confidence: believed * belief(name.segment.confidence), evidence, failedChecks: [] }
}

/**
 * Proposes signer, position and capacity (Decree 30/2020 Annex I, ô 7a and 7b). Several capacity lines are joined by `; `.
 * What a seal covers is concluded where Art. 13 leaves no other reading, and the field is believed less.
 */
export function proposeSigner(layouts: readonly PageLayout[]): ProposedField[] {
  const block = findBlock(layouts)
  if (block === undefined) return []
  const { layout, lines } = block
  const fields: ProposedField[] = []
  const { capacities, position } = signingOf(layout, lines)
  if (capacities.length > 0) {
    const value = capacities.map(({ prefix, line }) => `${prefix} ${line.role}`).join('; ')
    const weakest = Math.min(...capacities.map(({ line, ground }) => (ground === 'concluded' ? concluded : line.known ? 0.97 : 0.7) * belief(Math.max(0.6, line.segment.confidence))))
    const rule = capacities.some(({ ground }) => ground === 'concluded') ? 'above-signature-concluded' : 'above-signature'
    fields.push({ name: 'signingCapacity', value, confidence: weakest, evidence: evidenceOf(layout, wordsOf(capacities.map(({ line }) => line.segment)), rule), failedChecks: [] })
  }
  const lowest = [...lines, ...(position === undefined ? [] : [position.line])].map((line) => line.segment).sort((one, other) => centreY(other.box) - centreY(one.box))[0]
  const name = findName(block, lowest)
  if (position !== undefined) {
    const { line, role, ground } = position
    const believed = ground === 'concluded' ? (line.cut === true || line.prefix === 'KT.' ? concluded : 0.65) : line.known ? 0.96 : 0.6
    fields.push({
      name: 'signerPosition', value: positionInSentenceCase(role),
      confidence: believed * belief(Math.max(0.65, line.segment.confidence)) * (ground === 'concluded' || isWhole(line, lines, name?.segment) ? 1 : coveredDoubt),
      evidence: evidenceOf(layout, line.segment.words, ground === 'concluded' ? 'above-signature-concluded' : 'above-signature'), failedChecks: [],
    })
  }
  if (name !== undefined) return [...fields, nameField(layout, name, layouts)]
  return lowest === undefined ? fields : [...fields, toBeRead('signerName', signatureUnder(layout, lowest))]
}
