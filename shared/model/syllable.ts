/** Beginnings before e, ê, i and y alone, and those never before them: k/c, gh/g, ngh/ng write one sound each. */
const beforeFront = 'k|gh|ngh'
const beforeOthers = 'c|g|ng'
const beforeAny = 'b|ch|d|đ|h|kh|l|m|n|nh|p|ph|r|s|t|th|tr|v|x'

/** Rhymes by their first letter. */
const rhymesA = 'a(?:ch?|i|m|nh?|ng|o|p|t|u|y)?|ă(?:c|m|ng?|p|t)|â(?:c|m|ng?|p|t|u|y)'
const rhymesE = 'e(?:c|m|ng?|o|p|t)?|ê(?:ch|m|nh?|p|t|u)?'
const rhymesI = 'i(?:a|ch|m|nh?|p|t|u|ê(?:c|m|ng?|p|t|u))?|y'
const rhymesO = 'o(?:a(?:ch?|i|m|nh?|ng|o|p|t|y)?|ă(?:c|m|ng?|t)|e(?:n|o|t)?|o(?:c|ng)|c|i|m|ng?|p|t)?|ô(?:c|i|m|ng?|p|t)?|ơ(?:i|m|n|p|t)?'
const rhymesU = 'u(?:a|â(?:ng?|t|y)|ê(?:ch|nh)?|ô(?:c|i|m|ng?|t)|ơ|y(?:a|ch|nh?|p|t|u|ên|êt)?|c|i|m|ng?|p|t)?|ư(?:a|c|i|m|ng?|t|u|ơ(?:c|i|m|ng?|p|t|u))?'
const rhymesBare = 'y(?:ê(?:m|ng?|t|u))?'
/** What follows the u of qu, and what follows gi, whose i is the rhyme's own where that begins with one. */
const rhymesAfterQu = `${rhymesA}|e(?:n|ng|o|t)?|ê(?:ch|nh?|t)?|i(?:ch|nh?|t|u)?|y(?:ch|nh|t|ên|êt)?|ôc|ơ|ơn`
const rhymesAfterGi = `(?:${rhymesA}|e(?:m|o|p)?|ê(?:ng|t|m|n)|o(?:c|i|m|ng?|p|t)?|ô(?:c|i|ng?|p|t)?|ơ(?:i|n)?|u(?:a|c|i|m|ng?|ôc|ôi|ông|p|t)?|ư(?:a|ng|t|ơ(?:c|ng|m|t))?)|m|n|t`

const toneless = new RegExp(`^(?:(?:${beforeFront}|${beforeAny})(?:${rhymesE}|${rhymesI})|(?:${beforeOthers}|${beforeAny})(?:${rhymesA}|${rhymesO}|${rhymesU})|qu(?:${rhymesAfterQu})|gi(?:${rhymesAfterGi})?`
  + `|${rhymesA}|${rhymesE}|${rhymesI}|${rhymesO}|${rhymesU}|${rhymesBare})$`, 'u')
const tone = /[\u0300\u0301\u0303\u0309\u0323]/gu
/** Rhymes that end in c, ch, p, t carry the sharp or the heavy tone. */
const stopped = /(?:ch?|p|t)$/u

/**
 * True for a possible syllable of Vietnamese: beginning, rhyme and tone as the spelling allows them, wherever the tone mark
 * stands (`hòa`, `hoà`). One word without punctuation, any letter case. What is possible need not be a word.
 */
export function isVietnameseSyllable(word: string): boolean {
  const parts = word.toLowerCase().normalize('NFD')
  const tones = parts.match(tone) ?? []
  if (tones.length > 1) return false
  const letters = parts.replace(tone, '').normalize('NFC')
  return toneless.test(letters) && (!stopped.test(letters) || tones[0] === '\u0301' || tones[0] === '\u0323')
}

/** How Vietnamese a page's words are. */
export interface VietnameseFigures {
  /** Words of two or more letters and nothing else but punctuation around them. */
  readonly words: number
  /** Share of them, 0..1, that are possible syllables: above 0.9 in Vietnamese text, below 0.2 in English. 0 for no words. */
  readonly legal: number
  /** Share of them that are possible syllables and bear a mark (tone, circumflex, breve, horn, đ): above 0.8 in Vietnamese text, none in English. */
  readonly marked: number
}

/** Measures how Vietnamese words are, whatever they are believed. */
export function vietnameseFigures(texts: readonly string[]): VietnameseFigures {
  const words = texts.map(bareWord).filter((word) => /^\p{L}{2,}$/u.test(word))
  const legal = words.filter(isVietnameseSyllable)
  const marked = legal.filter((word) => /[^a-z]/u.test(word.toLowerCase()))
  const share = (part: number): number => (words.length === 0 ? 0 : part / words.length)
  return { words: words.length, legal: share(legal.length), marked: share(marked.length) }
}

/** A word without the punctuation around it. */
export function bareWord(text: string): string {
  return text.normalize('NFC').replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
}
