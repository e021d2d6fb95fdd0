/** Text in Unicode NFC with outer white space removed and inner runs of white space made one space. */
export function tidy(text: string): string {
  // Single spaces, nearly all white space of a text, need no replacing.
  return text.normalize('NFC').replace(/\s{2,}|[^\S ]/gu, ' ').trim()
}

/**
 * Text without tones, for search and comparison: NFD, marks dropped, đ/Đ to d, lower case.
 * `Nghị định` becomes `nghi dinh`. (SQLite's `remove_diacritics` leaves đ alone.)
 */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{Mn}/gu, '').replace(/[đĐ]/gu, 'd').toLowerCase().normalize('NFC')
}

/** A word in NFD with its tone mark behind its letters, so that it does not matter over which vowel the tone was put: `hòa` and `hoà`. */
export function toneLast(word: string): string {
  const parts = word.normalize('NFD')
  return `${parts.replace(/[\u0300\u0301\u0303\u0309\u0323]/gu, '')}${parts.match(/[\u0300\u0301\u0303\u0309\u0323]/gu)?.join('') ?? ''}`
}

/**
 * True when two names are the same person's or agency's: equal after Unicode form, spacing, letter case, the place of the tone
 * mark (`Hòa`, `Hoà`), the look-alikes of Đ and of the apostrophe. Tones themselves count.
 */
export function sameName(left: string, right: string): boolean {
  const key = (name: string): string => tidy(name.replace(/\p{Cf}/gu, '')).replace(/[ÐƉ]/gu, 'Đ').replace(/[ðɖ]/gu, 'đ').replace(/[’‘ʼ`´]/gu, "'")
    .toLocaleLowerCase('vi').split(' ').map(toneLast).join(' ')
  return key(left) === key(right)
}
