import type { Typeface } from './typeface.ts'

/** Breaks a word that is wider than a line; other words stay whole. */
function pieces(word: string, width: number, face: Typeface, size: number): string[] {
  const out: string[] = []
  let piece = ''
  for (const character of word) {
    if (piece !== '' && face.widthOf(piece + character, size) > width) {
      out.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...out, piece]
}

/** The text in lines at most `width` wide at `size` (same unit), broken at spaces. */
export function wrapText(text: string, width: number, face: Typeface, size: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ').flatMap((whole) => pieces(whole, width, face, size))) {
    const last = lines.at(-1)
    const joined = last === undefined ? word : `${last} ${word}`
    if (last !== undefined && face.widthOf(joined, size) <= width) lines[lines.length - 1] = joined
    else lines.push(word)
  }
  return lines
}
