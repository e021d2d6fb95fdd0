/**
 * What Telex and VNI make of plain keys (UniKey's free marking, spelling not checked), and the way back: which keys give a
 * text. A barcode reader types plain letters into whatever input method is switched on.
 */
export type TypingMethod = 'telex' | 'vni'
export const typingMethods: readonly TypingMethod[] = ['telex', 'vni']

const tones = ['\u0301', '\u0300', '\u0309', '\u0303', '\u0323'] as const
const circumflex = '\u0302'
const breve = '\u0306'
const horn = '\u031b'
const stroke = '\u0335'

const toneKeys: Readonly<Record<TypingMethod, string>> = { telex: 'sfrxj', vni: '12345' }
const untoneKey: Readonly<Record<TypingMethod, string>> = { telex: 'z', vni: '0' }

interface Letter {
  readonly base: string
  readonly shape: string
}

const plainOf = (letter: Letter): string => letter.base.toLowerCase()
const isVowel = (letter: Letter): boolean => 'aeiouy'.includes(plainOf(letter))

/** A letter as it is compared: `đ` as d with a stroke, tones apart. */
function lettersOf(run: string): { letters: Letter[]; tone: string } {
  const letters: Letter[] = []
  let tone = ''
  for (const character of run.normalize('NFD')) {
    const last = letters.at(-1)
    if (tones.some((known) => known === character)) tone = character
    else if (last !== undefined && [circumflex, breve, horn].includes(character)) letters[letters.length - 1] = { ...last, shape: character }
    else if (character === 'đ') letters.push({ base: 'd', shape: stroke })
    else if (character === 'Đ') letters.push({ base: 'D', shape: stroke })
    else letters.push({ base: character, shape: '' })
  }
  return { letters, tone }
}

const spell = (letters: readonly Letter[], tone: string): string => letters.map(({ base, shape }) => base + shape).join('') + tone

/** One syllable under the method's hands. */
class Syllable {
  letters: Letter[] = []
  tone = ''
  /** After a mark was taken back by its own key, the rest of the word stays as typed. */
  literal = false

  append(base: string, shape = ''): void {
    this.letters.push({ base, shape })
  }

  /** Gives the last letter that `fits` a shape, or takes it back when it has it. False where none fits. */
  shape(key: string, shape: string, fits: (letter: Letter) => boolean): boolean {
    const at = this.letters.findLastIndex(fits)
    const letter = this.letters[at]
    if (letter === undefined) return false
    const has = letter.shape === shape
    this.letters[at] = { ...letter, shape: has ? '' : shape }
    if (has) this.#keepLiteral(key)
    return true
  }

  setTone(key: string, tone: string): boolean {
    if (!this.letters.some(isVowel)) return false
    const has = this.tone === tone
    this.tone = has ? '' : tone
    if (has) this.#keepLiteral(key)
    return true
  }

  removeTone(): boolean {
    const had = this.tone !== ''
    this.tone = ''
    return had
  }

  #keepLiteral(key: string): void {
    this.append(key)
    this.literal = true
  }
}

const of = (plain: string) => (letter: Letter): boolean => plain.includes(plainOf(letter))

/** Telex's `w`: ươ from uo, else a hook on the last a, o or u; alone it is ư. */
function telexW(syllable: Syllable, key: string): boolean {
  const at = syllable.letters.findLastIndex(of('aou'))
  const letter = syllable.letters[at]
  if (letter === undefined) {
    if (syllable.letters.some(isVowel)) return false
    syllable.append(key === 'W' ? 'U' : 'u', horn)
    return true
  }
  const before = syllable.letters[at - 1]
  if (plainOf(letter) === 'o' && letter.shape === '' && before !== undefined && plainOf(before) === 'u') syllable.letters[at - 1] = { ...before, shape: horn }
  return syllable.shape(key, plainOf(letter) === 'a' ? breve : horn, of('aou'))
}

function marked(method: TypingMethod, syllable: Syllable, key: string): boolean {
  const plain = key.toLowerCase()
  const tone = tones[toneKeys[method].indexOf(plain)]
  if (tone !== undefined) return syllable.setTone(key, tone)
  if (plain === untoneKey[method]) return syllable.removeTone()
  if (method === 'telex') {
    if ('aeo'.includes(plain)) return syllable.shape(key, circumflex, of(plain))
    if (plain === 'd') return syllable.shape(key, stroke, of('d'))
    return plain === 'w' && telexW(syllable, key)
  }
  if (plain === '6') return syllable.shape(key, circumflex, of('aeo'))
  if (plain === '7') return syllable.shape(key, horn, of('ou'))
  if (plain === '8') return syllable.shape(key, breve, of('a'))
  return plain === '9' && syllable.shape(key, stroke, of('d'))
}

/** What the method shows for these keys, with each syllable's tone behind its letters: only to be compared with `toneLast`. */
function typedThrough(method: TypingMethod, keys: string): string {
  let out = ''
  let syllable = new Syllable()
  for (const key of keys) {
    if (!syllable.literal && marked(method, syllable, key)) continue
    if (/\p{L}/u.test(key)) {
      syllable.append(key)
      continue
    }
    out += spell(syllable.letters, syllable.tone) + key
    syllable = new Syllable()
  }
  return out + spell(syllable.letters, syllable.tone)
}

/** Text with the tone of each run of letters behind it: where a method puts the tone is a matter of taste (hòa, hoà). */
function toneLast(text: string): string {
  return text.normalize('NFC').replace(/\p{L}+/gu, (run) => {
    const { letters, tone } = lettersOf(run)
    return spell(letters, tone)
  })
}

/** Keys that must have been pressed for what a run of letters shows beyond its plain letters. */
function vanishedKeys(method: TypingMethod, run: string): string[] {
  const { letters, tone } = lettersOf(run)
  const keys = letters.flatMap(({ base, shape }, at) => {
    if (shape === '') return []
    if (method === 'vni') return [{ [circumflex]: '6', [horn]: '7', [breve]: '8', [stroke]: '9' }[shape] ?? '']
    if (shape === circumflex || shape === stroke) return [base]
    const before = letters[at - 1]
    return shape === horn && before?.shape === horn && before.base.toLowerCase() === 'u' ? [] : [base === base.toUpperCase() ? 'W' : 'w']
  })
  const toneAt = tones.findIndex((known) => known === tone)
  const upper = run === run.toUpperCase()
  const toneKey = toneKeys[method].charAt(toneAt)
  return toneAt < 0 ? keys : [...keys, upper ? toneKey.toUpperCase() : toneKey]
}

const mostCandidates = 4000

/** Every way to put `key` into each of `texts`. */
const insertions = (texts: readonly string[], key: string): string[] => [...new Set(texts.flatMap((text) => Array.from({ length: text.length + 1 }, (_, at) => text.slice(0, at) + key + text.slice(at))))]

/** The keys that give a word; several where it cannot be told, none where no keys do. */
function keysOfWord(method: TypingMethod, word: string): string[] {
  const shown = toneLast(word)
  const plain = lettersOf(word).letters.map(({ base }) => base).join('')
  const gives = (keys: string): boolean => typedThrough(method, keys) === shown
  if (plain === word && gives(word)) return [word]
  const missing = (word.match(/\p{L}+/gu) ?? []).flatMap((run) => vanishedKeys(method, run))
  let candidates = [plain]
  for (const key of missing) {
    candidates = insertions(candidates, key)
    if (candidates.length > mostCandidates) return []
  }
  // Telex's lone w: the ư stands in the word, its u was never typed.
  if (method === 'telex') candidates = [...candidates, ...[...word.matchAll(/[ưƯ]/gu)].map(({ index, 0: letter }) => `${word.slice(0, index)}${letter === 'Ư' ? 'W' : 'w'}${word.slice(index + 1)}`)]
  const found = candidates.filter(gives)
  if (found.length > 0) return [...new Set(found)]
  // A mark that was taken back by its own key lost one press: "LASI" was typed as "LASSI".
  return plain === word ? [...new Set(Array.from(word, (key, at) => `${word.slice(0, at)}${key}${word.slice(at)}`))].filter(gives) : []
}

/**
 * The key sequences that a method would have turned into `text`, at most `limit`. More than one where the text cannot tell
 * where a mark's key stood; empty where no sequence gives it, or too many do.
 */
export function keysBehind(method: TypingMethod, text: string, limit = 64): string[] {
  let sequences = ['']
  for (const part of text.normalize('NFC').match(/[\p{L}\d]+|[^\p{L}\d]+/gu) ?? []) {
    const ways = /[\p{L}\d]/u.test(part) ? keysOfWord(method, part) : [part]
    sequences = sequences.flatMap((before) => ways.map((way) => before + way))
    if (sequences.length === 0 || sequences.length > limit) return []
  }
  return sequences
}
