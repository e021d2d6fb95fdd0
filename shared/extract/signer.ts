import type { ProposedField } from '../model/index.ts'
import { belief } from './confidence.ts'
import { centreX, centreY, evidenceOf, rightOf, rowsOf, segmentOf, sliceOf, wordsOf } from './text/page-layout.ts'
import type { PageLayout, Segment } from './text/page-layout.ts'
import { hasImpossibleTone, isSyllable, nameLikeness } from './text/person-names.ts'
import { collectiveBodies, honorifics, positions } from './positions.ts'
import { capitalised, editDistance, essence, findPhrase, isCapitals, resembles, trimNoise } from './text/text-matching.ts'

/** One line above a signature: `KT. CHỦ TỊCH` or `PHÓ CHỦ TỊCH`. */
interface SigningLine {
  readonly segment: Segment
  readonly prefix: string | undefined
  /** In capitals, mended. */
  readonly role: string
  /** True when the role is one the lists know. */
  readonly known: boolean
}

/** On whose behalf: TM. (collective), KT. (deputy for head), TL. (by order), TUQ. (authorised), Q. (acting); Decree 30/2020 Art. 13. */
const prefixes: Readonly<Record<string, string>> = { KT: 'KT.', TM: 'TM.', TL: 'TL.', TUQ: 'TUQ.', Q: 'Q.' }
const prefixPattern = /^[^\p{L}]*(K[./]?T|K1|KI|T[./]?M|T[./]?L|T1|T[./]?U[./]?Q|Q)\s*(?:[.,:]+\s*|(?<=[./]\p{Lu})\s+)(.+)$/u
const misreadPrefixes: Readonly<Record<string, string>> = { K1: 'KT', KI: 'KT', T1: 'TL' }

function knownRole(text: string): { role: string; distance: number } | undefined {
  const core = essence(text)
  if (core.length < 5) return undefined
  let best: { role: string; distance: number } | undefined
  for (const candidate of [...positions, ...collectiveBodies]) {
    const wanted = essence(candidate)
    const limit = Math.floor(wanted.length / 6)
    const distance = editDistance(core, wanted, limit)
    if (distance <= limit && (best === undefined || distance < best.distance)) best = { role: candidate.toLocaleUpperCase('vi'), distance }
  }
  return best
}

/** A known role followed by the name of its unit (`TRƯỞNG PHÒNG KINH TẾ`): the longest role at the beginning. */
function roleBeginning(text: string): string | undefined {
  const core = essence(text)
  return positions.find((position) => core.startsWith(essence(position)) && essence(position).length >= 7)
}

function signingLine(segment: Segment): SigningLine | undefined {
  const found = prefixPattern.exec(segment.text)
  const letters = (found?.[1] ?? '').replace(/[./]/gu, '')
  const prefix = found === null ? undefined : prefixes[misreadPrefixes[letters] ?? letters]
  const text = trimNoise((found?.[2] ?? segment.text).replace(/[^\p{L}\s,.-]/gu, ' ')).replace(/\s+/gu, ' ')
  if (!isCapitals(text) && !(prefix !== undefined && /^\p{Lu}/u.test(text))) return undefined
  const role = knownRole(text)
  if (role !== undefined) return { segment, prefix, role: role.role, known: true }
  const upper = text.toLocaleUpperCase('vi')
  if (prefix !== undefined) return { segment, prefix, role: upper, known: false }
  return roleBeginning(text) === undefined ? undefined : { segment, prefix, role: upper, known: true }
}

/** Who signs after `KT.` of this role: its deputy, under a minister the `Thứ trưởng` (Decree 30/2020 Art. 13). */
function deputyOf(role: string): string {
  const own = role.split(/,\s*/u).at(-1) ?? role
  return own === 'BỘ TRƯỞNG' ? 'THỨ TRƯỞNG' : `PHÓ ${own}`
}

/** Under `KT.` a line that half resembles the deputy's position (a stamp lies over it) is taken as that. */
function coveredDeputy(layout: PageLayout, above: SigningLine): SigningLine | undefined {
  const role = deputyOf(above.role)
  const line = layout.segments.find((segment) => {
    const distance = centreY(segment.box) - centreY(above.segment.box)
    const under = distance > 0.6 * layout.unit && distance < 3.2 * layout.unit && centreX(segment.box) > 0.47 * layout.width
    return under && isCapitals(segment.text) && resembles(segment.text, role, 0.5)
  })
  return line === undefined ? undefined : { segment: line, prefix: undefined, role, known: false }
}

/** The signature block: role lines standing closely under each other, and where on which page. */
interface SignatureBlock {
  readonly layout: PageLayout
  readonly lines: readonly SigningLine[]
  readonly besideRecipients: boolean
}

const recipients = 'Nơi nhận'

function recipientsOf(layout: PageLayout): Segment | undefined {
  return layout.segments.find((segment) => {
    if (segment.box.x > 0.4 * layout.width) return false
    const match = findPhrase(segment.words.slice(0, 3).map((word) => word.text), recipients)
    return match?.start === 0 && /^[^\p{L}]*[NX]/u.test(segment.text)
  })
}

function blockOn(layout: PageLayout): SignatureBlock | undefined {
  const list = recipientsOf(layout)
  const from = list === undefined ? 0.25 * layout.height : centreY(list.box) - 3 * layout.unit
  const right = layout.segments.filter((segment) => centreX(segment.box) > (list === undefined ? 0.56 : 0.47) * layout.width && centreY(segment.box) >= from)
  const blocks: SigningLine[][] = []
  for (const row of rowsOf(layout, right)) {
    const line = signingLine(row) ?? signingLine(withoutLeadingNoise(row))
    if (line === undefined) continue
    const last = blocks.at(-1)
    const above = last?.at(-1)
    if (last !== undefined && above !== undefined && centreY(row.box) - centreY(above.segment.box) < 3.2 * layout.unit) last.push(line)
    else blocks.push([line])
  }
  const lines = list === undefined ? blocks.at(-1) : blocks[0]
  return lines === undefined ? undefined : { layout, lines, besideRecipients: list !== undefined }
}

function withoutLeadingNoise(segment: Segment): Segment {
  const first = segment.words.findIndex((word) => /^\p{Lu}/u.test(word.text))
  return first <= 0 ? segment : (sliceOf(segment, first) ?? segment)
}

/**
 * The signature of the document: beside the first list of recipients (appendices come after it),
 * else the last block of role lines in the right half. A list of recipients without role lines beside it means
 * that the signature was not read: what looks like one elsewhere is another's.
 */
function findBlock(layouts: readonly PageLayout[]): SignatureBlock | undefined {
  const withList = layouts.find((layout) => recipientsOf(layout) !== undefined)
  if (withList !== undefined) return blockOn(withList)
  return layouts.map(blockOn).findLast((block) => block !== undefined)
}

function withoutHonorifics(segment: Segment): Segment {
  for (const honorific of honorifics) {
    const count = honorific.split(' ').length
    const head = segment.words.slice(0, count).map((word) => word.text).join(' ')
    if (head.replace(/[.,:]/gu, '').toLocaleLowerCase('vi') === honorific.replace(/\./gu, '').toLocaleLowerCase('vi')) {
      return withoutHonorifics(sliceOf(segment, count) ?? segment)
    }
  }
  return segment
}

/** Longest run of words at the end of a row that looks like a name. */
function nameIn(row: Segment): { segment: Segment; likeness: number } | undefined {
  const clean = withoutHonorifics(row)
  const words = clean.words.filter((word) => /[\p{L}\p{N}]/u.test(word.text) || word.box.height > 0.6 * row.box.height)
  for (let start = 0; start <= words.length - 2; start++) {
    const part = withoutHonorifics(segmentOf(row.page, words.slice(start)))
    const likeness = nameLikeness(part.words.map((word) => trimNoise(word.text)).join(' '))
    const before = words[start - 1]
    const cut = before !== undefined && essence(before.text) !== '' && part.words[0] === words[start] && part.box.x - rightOf(before.box) < before.box.height
    if (likeness > 0.5) return { segment: part, likeness: cut ? 0.5 * likeness : likeness }
  }
  return undefined
}

/** The name under the lowest role line. */
function findName(layout: PageLayout, lowest: Segment): { segment: Segment; likeness: number } | undefined {
  const middle = centreX(lowest.box)
  const from = centreY(lowest.box) + 0.8 * layout.unit
  const below = layout.segments.filter((segment) =>
    centreY(segment.box) > from && centreY(segment.box) < from + 13 * layout.unit && Math.abs(centreX(segment.box) - middle) < 0.2 * layout.width)
  for (const row of rowsOf(layout, below)) {
    const name = nameIn(row)
    if (name !== undefined && Math.abs(centreX(name.segment.box) - middle) < 0.14 * layout.width) return name
  }
  return undefined
}

/** How much a head's position is believed that may be the rest of its deputy's. */
const coveredDoubt = 0.8

/**
 * False for `CHỦ TỊCH` that may be the rest of `PHÓ CHỦ TỊCH` under a seal: the lines of a signature block stand on one
 * axis (Decree 30/2020 Annex I), so a head's position is whole when it is centred like the name below or the lines above.
 */
function isWhole(position: SigningLine, lines: readonly SigningLine[], name: Segment | undefined): boolean {
  if (!positions.some((known) => known.toLocaleUpperCase('vi') === `PHÓ ${position.role}`)) return true
  const others = [...lines.filter((line) => line !== position).map((line) => line.segment), ...(name === undefined ? [] : [name])]
  const letter = position.segment.box.width / Math.max(1, position.segment.text.length)
  return others.some((other) => Math.abs(centreX(other.box) - centreX(position.segment.box)) < 1.4 * letter)
}

function personalName(text: string): string {
  const tokens = text.split(' ').map(trimNoise)
  return tokens.map((token) => (isCapitals(token) || token.length === 1 ? capitalised(token.toLocaleLowerCase('vi')) : token)).join(' ')
}

const ownCase: Readonly<Record<string, string>> = Object.fromEntries(positions.map((position) => [position.toLocaleUpperCase('vi'), position]))

function positionInSentenceCase(role: string): string {
  const known = ownCase[role]
  if (known !== undefined) return known
  const beginning = roleBeginning(role)
  if (beginning === undefined) return capitalised(role.toLocaleLowerCase('vi'))
  const rest = role.split(' ').slice(beginning.split(' ').length).join(' ').toLocaleLowerCase('vi')
  return `${beginning} ${capitalised(rest)}`.trim()
}

/**
 * Proposes signer, position and capacity (Decree 30/2020 Annex I, ô 7a and 7b). Several capacity lines are joined by `; `.
 * After `KT.` a deputy signs: when OCR lost `PHÓ`, it is put back and the field believed less.
 */
export function proposeSigner(layouts: readonly PageLayout[]): ProposedField[] {
  const block = findBlock(layouts)
  if (block === undefined) return []
  const { layout, lines } = block
  const fields: ProposedField[] = []
  const capacities = lines.filter((line) => line.prefix !== undefined)
  if (capacities.length > 0) {
    const value = capacities.map((line) => `${line.prefix ?? ''} ${line.role}`).join('; ')
    const weakest = Math.min(...capacities.map((line) => (line.known ? 0.97 : 0.7) * belief(Math.max(0.6, line.segment.confidence))))
    fields.push({ name: 'signingCapacity', value, confidence: weakest, evidence: evidenceOf(layout, wordsOf(capacities.map((line) => line.segment)), 'above-signature'), failedChecks: [] })
  }
  const deputising = lines.at(-1)?.prefix === 'KT.' ? lines.at(-1) : undefined
  const role = lines.findLast((line) => line.prefix === undefined) ?? (deputising === undefined ? undefined : coveredDeputy(layout, deputising))
  const acting = lines.findLast((line) => line.prefix === 'Q.')
  const position = role ?? acting
  const lowest = [...lines, ...(position === undefined ? [] : [position])].map((line) => line.segment).sort((one, other) => centreY(other.box) - centreY(one.box))[0]
  const name = lowest === undefined ? undefined : findName(layout, lowest)
  if (position !== undefined) {
    const deputyLost = position.prefix === undefined && lines.some((line) => line.prefix === 'KT.' && resembles(line.role, position.role, 0.1))
    const value = positionInSentenceCase(deputyLost ? deputyOf(position.role) : position.role)
    fields.push({
      name: 'signerPosition', value, confidence: (position.known ? (deputyLost ? 0.75 : 0.96) : 0.6) * belief(Math.max(0.65, position.segment.confidence)) * (isWhole(position, lines, name?.segment) ? 1 : coveredDoubt),
      evidence: evidenceOf(layout, position.segment.words, deputyLost ? 'above-signature-deputy' : 'above-signature'), failedChecks: [],
    })
  }
  if (name !== undefined) {
    const value = personalName(name.segment.text)
    const wrong = value.split(' ').some((word) => !isSyllable(word) || hasImpossibleTone(word))
    fields.push({
      name: 'signerName', value, confidence: (wrong ? 0.4 : 0.96 * name.likeness) * belief(name.segment.confidence),
      evidence: evidenceOf(layout, name.segment.words, 'under-signature'), failedChecks: [],
    })
  }
  return fields
}
