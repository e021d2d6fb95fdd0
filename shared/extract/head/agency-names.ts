import { editDistance } from '../../model/index.ts'
import { agencyFields, agencyNouns, placeNouns, provinces } from './agency-words.ts'
import { capitalised, essence, isSpelt } from '../text/text-matching.ts'

interface KnownPhrase {
  readonly text: string
  readonly core: string
  readonly kind: 'noun' | 'field' | 'place noun' | 'place'
}

const knownPhrases: readonly KnownPhrase[] = [
  ...agencyNouns.map((text) => ({ text, core: essence(text), kind: 'noun' as const })),
  ...agencyFields.map((text) => ({ text, core: essence(text), kind: 'field' as const })),
  ...placeNouns.map((text) => ({ text, core: essence(text), kind: 'place noun' as const })),
  ...provinces.map((text) => ({ text, core: essence(text), kind: 'place' as const })),
].sort((one, other) => other.core.length - one.core.length)

interface Match {
  readonly phrase: KnownPhrase
  readonly tokens: number
}

/** Nouns of one syllable that are other words with other tones, in agencies' names as well: `công` is no `cổng`, `Tô Hiệu` no `tổ`. */
const ownTones = new Set(['Cổng', 'Tổ', 'Báo', 'Đài', 'Hội', 'Đội', 'Hạt', 'bản', 'ấp', 'thôn'])

/** True where a word of one syllable may be taken for `wanted`: its tones agree, all its marks were lost, or, where such a word is `expected`, some. */
function tonesAllow(token: string, wanted: string, expected: boolean): boolean {
  const bare = token.replace(/[^\p{L}]/gu, '')
  if (bare.toLocaleLowerCase('vi') === wanted.toLocaleLowerCase('vi')) return true
  return !ownTones.has(wanted) && (expected || /^[A-Za-z]+$/u.test(bare))
}

/**
 * Longest known phrase at the head of `tokens`. Long ones may be misread by a letter in eight;
 * short ones must agree, so that `XÃ` never becomes `SỞ`. `leading`: the name begins here.
 */
function phraseAt(tokens: readonly string[], places: readonly string[], leading: boolean): Match | undefined {
  const given = places.map((text) => ({ text, core: essence(text), kind: 'place' as const }))
  const head = essence(tokens[0] ?? '')
  for (const phrase of [...given, ...knownPhrases]) {
    // A place that no spelling allows is the one that the date line writes, a letter apart.
    const misread = phrase.kind === 'place' && !isSpelt(tokens.slice(0, phrase.text.split(' ').length).join(' '))
    const limit = phrase.core.length >= 8 ? Math.floor(phrase.core.length / 8) : misread ? 1 : 0
    if (!misread && !beginsAlike(head, phrase.core)) continue
    let core = ''
    let best: { tokens: number; distance: number } | undefined
    for (let count = 1; count <= Math.min(tokens.length, 12); count++) {
      core += essence(tokens[count - 1] ?? '')
      if (core.length > phrase.core.length + limit) break
      const distance = editDistance(core, phrase.core, limit)
      if (core !== '' && distance <= limit && (best === undefined || distance < best.distance)) best = { tokens: count, distance }
    }
    if (best !== undefined && (/\s/u.test(phrase.text) || tonesAllow(tokens[0] ?? '', phrase.text, leading || phrase.kind === 'place noun'))) return { phrase, tokens: best.tokens }
  }
  return undefined
}

/** True when a phrase can begin with the token `head`: one letter of a longer token may be misread, none is left over. */
function beginsAlike(head: string, core: string): boolean {
  return head.length < 3 ? core.startsWith(head) : editDistance(head, core.slice(0, head.length), 1) <= 1
}

/** The agency noun at the beginning of a header line; undefined when the line continues the one above. */
export function leadingNoun(line: string): string | undefined {
  const match = phraseAt(line.split(/\s+/u), [], true)
  return match?.phrase.kind === 'noun' ? match.phrase.text : undefined
}

/**
 * An agency's name as running text writes it, from a header in capitals: `ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI` becomes
 * `Ủy ban nhân dân tỉnh Quảng Ngãi` (Decree 30/2020 Annex II). Known words are mended where OCR lost tones;
 * `places` are names read elsewhere on the paper (e.g. in the date line) that mend place names.
 */
export function agencyInSentenceCase(capitals: string, places: readonly string[] = []): string {
  const tokens = capitals.split(/\s+/u).filter((token) => token !== '')
  const out: string[] = []
  let next: 'capital' | 'small' | 'name' = 'capital'
  let secondSyllable = false
  for (let index = 0; index < tokens.length;) {
    const token = tokens[index] ?? ''
    const found = phraseAt(tokens.slice(index), places, index === 0)
    // Right behind an unknown syllable a short noun is that word's second syllable: `Thư viện`.
    const match = found?.phrase.kind === 'noun' && secondSyllable && !/\s/u.test(found.phrase.text) ? undefined : found
    const tail = match === undefined ? '' : trailingPunctuation(tokens[index + match.tokens - 1] ?? '')
    if (match !== undefined) {
      const { text, kind } = match.phrase
      const first = out.length === 0
      out.push((first ? capitalised(text) : text) + tail)
      next = kind === 'noun' ? 'capital' : kind === 'place noun' ? 'name' : kind === 'place' ? 'name' : 'small'
      index += match.tokens
      secondSyllable = false
      continue
    }
    out.push(cased(token, next))
    secondSyllable = !/[-–,]$/u.test(token) && essence(token) !== 'va' && essence(token) !== ''
    if (/[-–,]$/u.test(token) || essence(token) === 'va') next = next === 'name' ? 'name' : 'capital'
    else if (next === 'capital') next = 'small'
    index += 1
  }
  return out.join(' ')
}

function cased(token: string, how: 'capital' | 'small' | 'name'): string {
  const lower = token.toLocaleLowerCase('vi')
  if (essence(token) === 'va') return lower
  if (/\d/u.test(token)) return token
  return how === 'small' ? lower : capitalised(lower)
}

function trailingPunctuation(token: string): string {
  return /[,-]$/u.exec(token)?.[0] ?? ''
}

/** The place part of an agency's name (`tỉnh Quảng Ngãi`), when it names one. */
export function placeOf(agency: string): string | undefined {
  const nouns = placeNouns.map((noun) => noun.replace(' ', '\\s')).join('|')
  const match = new RegExp(`(?<=^|\\s)(${nouns})\\.?\\s+(\\p{Lu}.*)$`, 'u').exec(agency)
  return match?.[0]
}

/** The bare name in `tỉnh Quảng Ngãi`: `Quảng Ngãi`. */
export function bareNameOf(place: string): string {
  const nouns = placeNouns.join('|')
  return place.replace(new RegExp(`^(${nouns})\\.?\\s+`, 'u'), '')
}

/** First letters of an agency's name as notations use them: `Sở Giáo dục và Đào tạo` gives `SGDĐT`. */
export function initialsOf(agency: string): string {
  return agency
    .split(/[\s,-]+/u)
    .filter((word) => word !== '' && word.toLocaleLowerCase('vi') !== 'và')
    .map((word) => (/^\p{Lu}{2,}$/u.test(word) ? word : (word[0] ?? '').toLocaleUpperCase('vi')))
    .join('')
    .normalize('NFD').replace(/[\u0300-\u036f]/gu, '').normalize('NFC')
}
