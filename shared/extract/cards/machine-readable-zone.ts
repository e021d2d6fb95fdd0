import { calendarDate, isVietnameseSyllable } from '../../model/index.ts'
import type { CalendarDate, IdentityCard } from '../../model/index.ts'

const lineLength = 30
const weights = [7, 3, 1]

/** The check digit of ICAO Doc 9303 part 3, 4.9: weights 7, 3, 1; A is 10 … Z is 35; the filler is 0. */
export function checkDigit(text: string): string {
  const sum = Array.from(text).reduce((total, character, index) => {
    const value = character === '<' ? 0 : /\d/u.test(character) ? Number(character) : character.charCodeAt(0) - 55
    return total + value * (weights[index % 3] ?? 0)
  }, 0)
  return String(sum % 10)
}

/** Letters that engines read for figures, and fillers as they come out of an engine that knows no `<`. */
const figures: Readonly<Record<string, string>> = { O: '0', Q: '0', D: '0', I: '1', L: '1', Z: '2', S: '5', G: '6', B: '8' }
const asFigures = (text: string): string => text.replace(/[OQDILZSGB]/gu, (letter) => figures[letter] ?? letter)

/** Figures that engines read for letters of a name, which has none. */
const letters: Readonly<Record<string, string>> = { 0: 'O', 1: 'I', 2: 'Z', 5: 'S', 6: 'G', 8: 'B' }
const asLetters = (figure: string): string => letters[figure] ?? figure
/** Vowels that a zone writes as one letter, and the letters of the longest syllable (NGHIENG). */
const vowels: Readonly<Record<string, string>> = { A: 'aăâ', E: 'eê', O: 'oôơ', U: 'uư' }
const longestSyllable = 7
/** How a zone of a Vietnamese card begins; an I with serifs is read as T, L or 1. */
const beginning = /[ITL1]DVNM/u

function bare(line: string): string {
  return line.normalize('NFKC').toUpperCase().replace(/[«≪]/gu, '<<').replace(/[‹〈]/gu, '<').replace(/[^A-Z0-9<]/gu, '')
}

/** The three lines of a TD1 zone (ICAO Doc 9303 part 5) with every check digit right; undefined when one is not. */
interface Zone {
  readonly documentNumber: string
  readonly optional: string
  readonly birth: string
  readonly sex: string
  readonly expiry: string
  readonly names: string
}

function zoneOf(lines: readonly [string, string, string]): Zone | undefined {
  const [first, second, third] = lines
  if (first.length !== lineLength || second.length !== lineLength) return undefined
  const documentNumber = first.slice(5, 14)
  const [birth, expiry] = [asFigures(second.slice(0, 6)), asFigures(second.slice(8, 14))]
  const [numberCheck, birthCheck, expiryCheck, wholeCheck] = [first.slice(14, 15), second.slice(6, 7), second.slice(14, 15), second.slice(29, 30)].map(asFigures)
  const whole = `${documentNumber}${numberCheck ?? ''}${first.slice(15)}${birth}${birthCheck ?? ''}${expiry}${expiryCheck ?? ''}${second.slice(18, 29)}`
  const right = checkDigit(documentNumber) === numberCheck && checkDigit(birth) === birthCheck && checkDigit(expiry) === expiryCheck && checkDigit(whole) === wholeCheck
  return right ? { documentNumber, optional: first.slice(15), birth, sex: second.slice(7, 8), expiry, names: third } : undefined
}

function dateIn(text: string, century: number): CalendarDate | undefined {
  return /^\d{6}$/u.test(text) ? calendarDate(century + Number(text.slice(0, 2)), Number(text.slice(2, 4)), Number(text.slice(4, 6))) : undefined
}

/** The end of a card that has none (ICAO knows no such thing; Vietnam's cards tell this day). */
const noEnd = '991231'

/**
 * The zone of a Vietnamese card among lines of text, as read: `IDVNM`, the last nine figures of the number, and all twelve behind them.
 * Letters in place of figures that look alike are mended only where the check digits then agree, in a name those that no syllable stands without. Undefined
 * when there is none, or one check digit is wrong: a card whose zone was misread tells nothing.
 */
export function readCardZone(lines: readonly string[]): IdentityCard | undefined {
  const candidates = lines.map(bare)
  for (const [at, candidate] of candidates.entries()) {
    const start = candidate.search(beginning)
    const [second, third] = [candidates[at + 1], candidates[at + 2]]
    if (start < 0 || second === undefined || third === undefined) continue
    const first = candidate.slice(start)
    const zone = zoneOf([`IDVNM${asFigures(first.slice(5))}`, second, third])
    const card = zone === undefined ? undefined : cardOf(zone)
    if (card !== undefined) return card
  }
  return undefined
}

/** True for what a zone makes of some Vietnamese syllable: its letters without marks. */
function isSyllable(part: string): boolean {
  // The sharp tone stands on every syllable, closed ones included.
  return /^[A-Z]+$/u.test(part) && part.length <= longestSyllable && spellingsOf(part).some((spelling) => isVietnameseSyllable(`${spelling}\u0301`))
}

function spellingsOf(part: string): string[] {
  return Array.from(part).reduce<string[]>((begun, letter) => begun.flatMap((spelling) => Array.from(vowels[letter] ?? letter, (vowel) => spelling + vowel)), [''])
}

/** The names of a zone's third line, which no check digit covers: they end at the second run of fillers, or at a figure that is no misread letter. */
function namesOf(line: string): string {
  const [family = '', given = ''] = line.replace(/^<+/u, '').split(/<{2,}/u)
  const mended = `${family}<${given}`.split('<').map(withLetters).join(' ')
  return mended.replace(/\d.*$/u, '').trim().split(/ +/u).map(withI).join(' ')
}

/** A part of a name with letters for figures between letters, and for others where the part is a syllable only so: a filler is read as a figure too. */
function withLetters(part: string): string {
  const inside = part.replace(/(?<=[A-Z])\d(?=[A-Z])/gu, asLetters)
  const whole = inside.replace(/\d/gu, asLetters)
  return /[A-Z]/u.test(inside) && isSyllable(whole) && !isSyllable(inside.replace(/\d/gu, '')) ? whole : inside
}

/** A part of a name: an I with serifs that was read as T is mended where the part is a syllable only then. */
function withI(part: string): string {
  if (isSyllable(part)) return part
  const places = [...part.matchAll(/T/gu)].map(({ index }) => index)
  return places.map((place) => `${part.slice(0, place)}I${part.slice(place + 1)}`).find(isSyllable) ?? part
}

function cardOf({ documentNumber, optional, birth, sex, expiry, names }: Zone): IdentityCard | undefined {
  const number = /^\d{12}/u.exec(optional)?.[0]
  if (number === undefined || !number.endsWith(documentNumber) || (sex !== 'M' && sex !== 'F')) return undefined
  const birthDate = dateIn(birth, 1900 + 100 * Math.floor(Number(number[3]) / 2))
  const name = namesOf(names)
  if (birthDate === undefined || !/^[A-Z]+ [A-Z ]+$/u.test(name)) return undefined
  return {
    source: 'mrz', number, formerNumber: null, name, birthDate, sex: sex === 'M' ? 'male' : 'female', address: null, issuedOn: null,
    expiresOn: expiry === noEnd ? null : dateIn(expiry, 2000) ?? null,
  }
}
