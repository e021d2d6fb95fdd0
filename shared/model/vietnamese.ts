/** Text in Unicode NFC with outer white space removed and inner runs of white space made one space. */
export function tidy(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim()
}

/**
 * Text without tones, for search and comparison: NFD, marks dropped, đ/Đ to d, lower case.
 * `Nghị định` becomes `nghi dinh`. (SQLite's `remove_diacritics` leaves đ alone.)
 */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{Mn}/gu, '').replace(/[đĐ]/gu, 'd').toLowerCase().normalize('NFC')
}

/** True when two names are the same person's or agency's: equal after NFC, spacing and letter case, tones kept. */
export function sameName(left: string, right: string): boolean {
  return tidy(left).toLocaleLowerCase('vi') === tidy(right).toLocaleLowerCase('vi')
}
