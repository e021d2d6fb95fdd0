import { createHash } from 'node:crypto'
import { SohoaError } from '../model/index.ts'
import type { FontProgram } from './composite-font.ts'
import { typeface, type FontWeight } from './typeface.ts'

/** Visible type in one weight: just some characters of the typeface, ready to be embedded. */
export interface TypeProgram {
  readonly program: FontProgram
  /** Code of each character, by code point. */
  readonly cids: ReadonlyMap<number, number>
}

/** Subsets are told apart by six letters before the name (ISO 32000-1 9.6.4). */
function subsetTag(bytes: Uint8Array): string {
  return Array.from(createHash('sha256').update(bytes).digest().subarray(0, 6), (byte) => String.fromCharCode(65 + (byte % 26))).join('')
}

/** The characters of `text` as a font program; the same ones give the same name. Throws text_not_encodable for a character that the typeface lacks: visible text must not show gaps. */
export function typeProgram(weight: FontWeight, text: string): TypeProgram {
  const face = typeface(weight)
  const codePoints = [...new Set(Array.from(text, (character) => character.codePointAt(0) ?? 0))].sort((left, right) => left - right)
  const missing = codePoints.filter((codePoint) => !face.has(codePoint))
  if (missing.length > 0) {
    throw new SohoaError('text_not_encodable', { detail: missing.map((codePoint) => `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`).join(' ') })
  }
  const { bytes, glyphs, glyphCount } = face.subset(codePoints)
  const characters = [...glyphs].map(([codePoint, cid]) => ({ codePoint, cid, width: face.advance(codePoint) ?? 0 }))
  const { box, ascent, descent, capHeight } = face
  return {
    cids: glyphs,
    program: { bytes, name: `${subsetTag(bytes)}+${face.postscriptName}`, box, ascent, descent, capHeight, characters, subsetOf: { glyphCount } },
  }
}
