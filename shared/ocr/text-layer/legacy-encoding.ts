import { vietnameseFigures } from '../../model/index.ts'

/** How the letters of a font are numbered: by Unicode, or as Vietnamese fonts did before (TCVN 5712:1993 VN3, “ABC”; VNI for Windows). */
export type LetterEncoding = 'Unicode' | 'TCVN3' | 'VNI'

/** TCVN3 from 0xA1 on, by code. Capitals with tones are small letters in a font of capitals (`.VnTimeH`). */
const tcvn3 = new Map(Object.entries({
  A1: 'ĂÂÊÔƠƯĐăâêôơưđ', B5: 'àảãáạ', BB: 'ằẳẵắ', C6: 'ặầẩẫấậ', CC: 'è', CE: 'ẻẽéẹềểễếệìỉ', DC: 'ĩíịò', E1: 'ỏõóọồổỗốộờởỡớợù', F1: 'ủũúụừửữứựỳỷỹýỵ',
}).flatMap(([first, letters]) => Array.from(letters, (letter, index): [number, string] => [Number.parseInt(first, 16) + index, letter])))
/** The code of ư is Unicode's soft hyphen, for which PDFium gives this. */
const softHyphen = '\u0002'

/** VNI: a letter and a sign after it for circumflex, breve and tone. */
const vniMarks: Readonly<Record<string, string>> = {
  ù: '\u0301', ø: '\u0300', û: '\u0309', õ: '\u0303', ï: '\u0323', â: '\u0302', á: '\u0302\u0301', à: '\u0302\u0300', å: '\u0302\u0309', ã: '\u0302\u0303', ä: '\u0302\u0323',
  ê: '\u0306', é: '\u0306\u0301', è: '\u0306\u0300', ú: '\u0306\u0309', ü: '\u0306\u0303', ë: '\u0306\u0323',
}
const vniLetters: Readonly<Record<string, string>> = { ô: 'ơ', ö: 'ư', ñ: 'đ', æ: 'ỉ', ó: 'ĩ', ò: 'ị', î: 'ỵ' }

/** Numbers of letters as symbol fonts give them, taken back to bytes. */
const asBytes = (text: string): string => text.replace(/[\uF000-\uF0FF]/gu, (character) => String.fromCodePoint((character.codePointAt(0) ?? 0) & 0xff))

/** A word as its font shows it. */
export function decoded(text: string, encoding: LetterEncoding, font = ''): string {
  if (encoding === 'Unicode') return text.normalize('NFC')
  if (encoding === 'VNI') return fromVni(asBytes(text))
  const small = asBytes(text).replaceAll(softHyphen, '\u00AD').replace(/[\u00A1-\u00FE]/gu, (character) => tcvn3.get(character.codePointAt(0) ?? 0) ?? character)
  return isOfCapitals(font) ? small.toUpperCase() : small
}

function fromVni(text: string): string {
  return text.replace(/([AEOUYÔÖ])([ÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË])?|[ÑÆÓÒÎ]/giu, (whole, vowel: string | undefined, mark: string | undefined) => {
    const letter = vowel ?? whole
    const base = vniLetters[letter.toLowerCase()] ?? letter.toLowerCase()
    const small = `${base}${mark === undefined ? '' : vniMarks[mark.toLowerCase()] ?? mark}`.normalize('NFC')
    return letter === letter.toLowerCase() ? small : small.toUpperCase()
  })
}

const isOfCapitals = (font: string): boolean => /^\.?vn.*h$/iu.test(font)

/** A name that tells how its letters are numbered is worth this share of possible words. */
const nameWorth = 0.1

/** How a font's letters are numbered: as makes most of its words Vietnamese; its name decides where words do not. */
export function encodingOf(words: readonly string[], font: string): LetterEncoding {
  const named: LetterEncoding = /^\.?vn/iu.test(font) && !/^vni/iu.test(font) ? 'TCVN3' : /^vni/iu.test(font) ? 'VNI' : 'Unicode'
  const worth = (encoding: LetterEncoding): number => {
    const { legal, marked } = vietnameseFigures(words.map((word) => decoded(word, encoding, font)))
    return legal + marked + (encoding === named ? nameWorth : 0)
  }
  return (['Unicode', 'TCVN3', 'VNI'] as const).reduce((best, encoding) => (worth(encoding) > worth(best) ? encoding : best))
}
