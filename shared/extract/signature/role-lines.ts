import { editDistance } from '../../model/index.ts'
import { collectiveBodies, positions } from '../positions.ts'
import { centreX, centreY, sliceOf } from '../text/page-layout.ts'
import type { PageLayout, Segment } from '../text/page-layout.ts'
import { capitalised, essence, isCapitals, resembles, trimNoise } from '../text/text-matching.ts'

/** One line above a signature: `KT. CHỦ TỊCH` or `PHÓ CHỦ TỊCH`. */
export interface RoleLine {
  readonly segment: Segment
  readonly prefix: string | undefined
  /** In capitals, mended. */
  readonly role: string
  /** True when the role is one the lists know. */
  readonly known: boolean
  /** True where only the end of the role was read: the rest lies under a seal. */
  readonly cut?: true
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

/** A row of the signature block as a role line; undefined for a name, a scrawl or anything else. */
function roleLine(segment: Segment): RoleLine | undefined {
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

/** A row as its role lines: two where short ones were set beside each other, `KT. BỘ TRƯỞNG THỨ TRƯỞNG`. */
export function roleLinesOf(row: Segment): RoleLine[] {
  const whole = roleLine(row)
  if (whole !== undefined && (whole.known || whole.prefix === undefined)) return [whole]
  for (let at = row.words.length - 1; at > 0; at--) {
    const [left, right] = [sliceOf(row, 0, at), sliceOf(row, at)].map((part) => (part === undefined ? undefined : roleLine(part)))
    if (left?.known === true && left.prefix !== undefined && right?.known === true) return [left, right]
  }
  return whole === undefined ? [] : [whole]
}

/** Least number of letters that tell the end of a role. */
const tellingEnd = 4

/**
 * The end of the role that stands above, once more: `TỊCH` under `CHỦ TỊCH`. A seal lies over the left of the block
 * (Decree 30/2020 Annex I, ô 8), so of a covered line the end is what can be read.
 */
export function coveredRepeat(segment: Segment, above: RoleLine): RoleLine | undefined {
  const end = essence(segment.text)
  if (!isCapitals(segment.text) || end.length < tellingEnd || end.length >= essence(above.role).length) return undefined
  return essence(above.role).endsWith(end) ? { segment, prefix: undefined, role: above.role, known: true, cut: true } : undefined
}

/**
 * The head's role of which only the last word stands in a block by itself, `TƯỚNG` of `THỦ TƯỚNG`: a deputy signs under a line with `KT.`
 * (Decree 30/2020 Art. 13), so a line alone is the head's. None where several roles end so.
 */
export function coveredHead(segment: Segment): RoleLine | undefined {
  const end = essence(segment.text)
  if (!isCapitals(segment.text) || segment.words.length !== 1 || end.length < tellingEnd) return undefined
  const roles = positions.filter((position) => !position.startsWith('Phó ') && position.includes(' ') && essence(position.split(' ').at(-1) ?? '') === end)
  const [role] = roles
  return roles.length === 1 && role !== undefined ? { segment, prefix: undefined, role: role.toLocaleUpperCase('vi'), known: true, cut: true } : undefined
}

/** Who signs after `KT.` of this role: its deputy, under a minister the `Thứ trưởng` (Decree 30/2020 Art. 13). */
export function deputyOf(role: string): string {
  const own = role.split(/,\s*/u).at(-1) ?? role
  return own === 'BỘ TRƯỞNG' ? 'THỨ TRƯỞNG' : `PHÓ ${own}`
}

/** Under `KT.` a line that half resembles the deputy's position (a stamp lies over it) is taken as that. */
function coveredDeputy(layout: PageLayout, above: RoleLine): RoleLine | undefined {
  const role = deputyOf(above.role)
  const line = layout.segments.find((segment) => {
    const distance = centreY(segment.box) - centreY(above.segment.box)
    const under = distance > 0.6 * layout.unit && distance < 3.2 * layout.unit && centreX(segment.box) > 0.47 * layout.width
    return under && isCapitals(segment.text) && resembles(segment.text, role, 0.5)
  })
  return line === undefined ? undefined : { segment: line, prefix: undefined, role, known: false }
}

/** Where a value comes from: read as it stands, or concluded from the other lines because Art. 13 leaves no other reading. */
export type Ground = 'read' | 'concluded'

/** On whose behalf and in which position somebody signs. */
export interface Signing {
  readonly capacities: readonly { readonly line: RoleLine; readonly prefix: string; readonly ground: Ground }[]
  readonly position: { readonly line: RoleLine; readonly role: string; readonly ground: Ground } | undefined
}

/**
 * What role lines say together (Decree 30/2020 Art. 13). After `KT.` of a head its deputy signs, so the head's own position under
 * `KT.` has lost its `PHÓ`, and a `KT.` alone tells whose deputy signed. Nobody signs for himself, so a position that stands
 * twice, or over its deputy's, has lost its `KT.`.
 */
export function signingOf(layout: PageLayout, lines: readonly RoleLine[]): Signing {
  const read = lines.flatMap((line) => (line.prefix === undefined ? [] : [{ line, prefix: line.prefix, ground: 'read' as const }]))
  const last = lines.findLast((line) => line.prefix === undefined)
  const above = last === undefined ? undefined : lines[lines.indexOf(last) - 1]
  const deputising = lines.findLast((line) => line.prefix === 'KT.')
  if (last !== undefined && above?.prefix === undefined && above !== undefined && (last.role === above.role || last.role === deputyOf(above.role))) {
    const position = last.role === above.role ? { line: last, role: deputyOf(above.role), ground: 'concluded' as const } : { line: last, role: last.role, ground: 'read' as const }
    return { capacities: [...read, { line: above, prefix: 'KT.', ground: 'concluded' }], position }
  }
  if (last !== undefined) {
    const lost = deputising !== undefined && resembles(deputising.role, last.role, 0.1)
    return { capacities: read, position: lost ? { line: last, role: deputyOf(last.role), ground: 'concluded' } : { line: last, role: last.role, ground: last.cut === true ? 'concluded' : 'read' } }
  }
  const acting = lines.findLast((line) => line.prefix === 'Q.')
  if (acting !== undefined) return { capacities: read, position: { line: acting, role: acting.role, ground: 'read' } }
  if (deputising === undefined || deputising !== lines.at(-1) || !deputising.known) return { capacities: read, position: undefined }
  const covered = coveredDeputy(layout, deputising)
  return { capacities: read, position: covered === undefined ? { line: deputising, role: deputyOf(deputising.role), ground: 'concluded' } : { line: covered, role: covered.role, ground: 'read' } }
}

const ownCase: Readonly<Record<string, string>> = Object.fromEntries(positions.map((position) => [position.toLocaleUpperCase('vi'), position]))

/** A role in capitals as running text writes it. */
export function positionInSentenceCase(role: string): string {
  const known = ownCase[role]
  if (known !== undefined) return known
  const beginning = roleBeginning(role)
  if (beginning === undefined) return capitalised(role.toLocaleLowerCase('vi'))
  const rest = role.split(' ').slice(beginning.split(' ').length).join(' ').toLocaleLowerCase('vi')
  return `${beginning} ${capitalised(rest)}`.trim()
}
