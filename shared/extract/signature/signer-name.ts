import type { Word } from '../../model/index.ts'
import { honorifics } from '../positions.ts'
import { centreX, centreY, rightOf, rowsOf, segmentOf, sliceOf } from '../text/page-layout.ts'
import type { PageLayout, Segment } from '../text/page-layout.ts'
import { nameSyllables } from '../text/name-syllables.ts'
import { familyNameFor, familyNameEnding, isFamilyName, isGivenName, nameLikeness } from '../text/person-names.ts'
import { capitalised, essence, isCapitals, letterCount, trimNoise } from '../text/text-matching.ts'
import type { SignatureBlock } from './signature-block.ts'

/** A name under a signature. */
export interface FoundName {
  readonly segment: Segment
  /** The name in sentence case. */
  readonly value: string
  /** 0..1: how much it looks like a whole name in its place; 0 for a given name alone. */
  readonly likeness: number
  readonly rule: string
}

/** How far below the lowest role line a name may stand, word heights: a seal is 36 mm wide, a signature lies between. */
const reach = 13
/** Half the width in which a name may stand beside the middle of the role lines, share of the page. */
const aside = 0.14
/** What is believed of a name whose beginning may be covered. */
const incompleteDoubt = 0.5
/** What is believed of a name that no role line confirms. */
const lonelyDoubt = 0.6

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

/** A row as the engine read it: words that stand beside each other in running text tell nothing about names. */
function asRead(row: Segment): Segment {
  return segmentOf(row.page, row.words.map((word) => (word.read === undefined ? word : { ...word, text: word.read })))
}

/** Longest run of words at the end of a row that looks like a name. */
function nameIn(row: Segment): { segment: Segment; likeness: number; family?: string } | undefined {
  const clean = withoutHonorifics(asRead(row))
  const words = clean.words.filter((word) => /[\p{L}\p{N}]/u.test(word.text) || word.box.height > 0.6 * row.box.height)
  for (let start = 0; start <= words.length - 2; start++) {
    const part = withoutHonorifics(segmentOf(row.page, words.slice(start)))
    const likeness = nameLikeness(textOf(part))
    const before = words[start - 1]
    const cut = before !== undefined && essence(before.text) !== '' && part.words[0] === words[start] && part.box.x - rightOf(before.box) < before.box.height
    const family = cut ? familyNameEnding(trimNoise(before.text)) : undefined
    if (likeness > 0.5 && family !== undefined) return { segment: segmentOf(row.page, words.slice(start - 1)), likeness: lonelyDoubt, family }
    if (likeness > 0.5) return { segment: part, likeness: cut || !mayBeWhole(part) ? incompleteDoubt * likeness : likeness }
  }
  return undefined
}

function textOf(segment: Segment): string {
  return segment.words.map((word) => trimNoise(word.text)).join(' ')
}

/**
 * False for two words that are a middle and a given name, `Văn Thắng`: the family name lies under the seal. Hardly a name of two
 * words begins with one that stands in the middle of most others.
 */
function mayBeWhole({ words }: Segment): boolean {
  const first = trimNoise(words[0]?.text ?? '')
  return words.length > 2 || (isFamilyName(first) && !isGivenName(first))
}

function personalName(text: string): string {
  const tokens = text.split(' ').map(trimNoise)
  return tokens.map((token) => (isCapitals(token) || token.length === 1 ? capitalised(token.toLocaleLowerCase('vi')) : token)).join(' ')
}

function named({ family: ending, ...found }: { segment: Segment; likeness: number; family?: string }, rule: string): FoundName {
  const [first = '', ...others] = personalName(found.segment.text).split(' ')
  const family = ending ?? familyNameFor(first)
  if (family !== undefined) return { ...found, value: [family, ...others].join(' '), likeness: lonelyDoubt * found.likeness, rule: `${rule}-mended` }
  return { ...found, value: [first, ...others].join(' '), rule }
}

/** A given name alone in its row: what a seal leaves of a name. */
function givenNameIn({ page, words }: Segment): Segment | undefined {
  const telling = words.filter((word) => letterCount(word.text) > 0)
  const [only] = telling
  return telling.length === 1 && only !== undefined && only.confidence > 0.5 && /^\p{Lu}\p{Ll}+$/u.test(trimNoise(only.text)) && nameSyllables.has(trimNoise(only.text)) ? segmentOf(page, telling) : undefined
}

/** The name under the lowest role line. */
function nameUnder(layout: PageLayout, lowest: Segment): FoundName | undefined {
  const middle = centreX(lowest.box)
  const from = centreY(lowest.box) + 0.8 * layout.unit
  const below = layout.segments.filter((segment) =>
    centreY(segment.box) > from && centreY(segment.box) < from + reach * layout.unit && Math.abs(centreX(segment.box) - middle) < 0.2 * layout.width)
  const rows = rowsOf(layout, below)
  for (const row of rows) {
    const name = nameIn(row)
    if (name !== undefined && Math.abs(centreX(name.segment.box) - middle) < aside * layout.width) return named(name, 'under-signature')
  }
  const given = rows.map(givenNameIn).findLast((segment) => segment !== undefined)
  return given === undefined ? undefined : { segment: given, value: textOf(given), likeness: 0, rule: 'under-signature' }
}

/** Right of the list of recipients only the signature stands (Decree 30/2020 Annex I, ô 7b and 9b): a name there is the signer's, though the seal covers the lines above. */
function nameBeside(layout: PageLayout, recipients: Segment): FoundName | undefined {
  const from = centreY(recipients.box)
  const right = layout.segments.filter((segment) => centreX(segment.box) > 0.55 * layout.width && centreY(segment.box) > from && centreY(segment.box) < from + 1.6 * reach * layout.unit)
  for (const row of rowsOf(layout, right)) {
    const name = nameIn(row)
    if (name !== undefined && name.segment.words.length <= 5) return named({ ...name, likeness: lonelyDoubt * name.likeness }, 'beside-recipients')
  }
  return undefined
}

/** The signer's name in its block. */
export function findName({ layout, recipients }: SignatureBlock, lowest: Segment | undefined): FoundName | undefined {
  if (lowest !== undefined) return nameUnder(layout, lowest)
  return recipients === undefined ? undefined : nameBeside(layout, recipients)
}

/**
 * The whole name of which `name` is the end, where `words`, the document's, say exactly one: papers name their signer
 * once more among those who get a copy.
 */
export function wholeName(name: FoundName, words: readonly Word[]): string | undefined {
  const end = name.value.split(' ')
  const texts = words.map((word) => trimNoise(word.text))
  const found = new Set(texts.flatMap((_, at) => {
    if (end.some((part, index) => texts[at + index] !== part)) return []
    const whole = [2, 1].map((more) => texts.slice(Math.max(0, at - more), at + end.length)).find((candidate) => candidate.length > end.length && isFamilyName(candidate[0] ?? '') && !isGivenName(candidate[0] ?? '') && nameLikeness(candidate.join(' ')) === 1)
    return whole === undefined ? [] : [whole.join(' ')]
  }))
  return found.size === 1 ? [...found][0] : undefined
}
