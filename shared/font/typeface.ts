import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from '@cantoo/fontkit'
import { readTables, tableView } from './sfnt.ts'
import { unhint } from './unhint.ts'

/** Weights of Be Vietnam Pro that the program sets type in. */
export type FontWeight = 'regular' | 'semibold'

/** Some characters of a typeface as a font file of their own. */
export interface FontSubset {
  readonly bytes: Uint8Array
  /** Glyph number in the subset, by code point. */
  readonly glyphs: ReadonlyMap<number, number>
  /** All glyphs: `.notdef`, the characters', and the parts they are composed of. */
  readonly glyphCount: number
}

/** Be Vietnam Pro in one weight; measures in thousandths of the font size. */
export interface Typeface {
  readonly postscriptName: string
  readonly ascent: number
  readonly descent: number
  readonly capHeight: number
  readonly xHeight: number
  /** Left, bottom, right, top of the box that holds any glyph. */
  readonly box: readonly [number, number, number, number]
  has(codePoint: number): boolean
  /** Advance of a character; undefined where the typeface lacks it. */
  advance(codePoint: number): number | undefined
  /** Sum of the advances of `text` (no kerning) at `size`, in the unit of `size`. Characters it lacks count nothing. */
  widthOf(text: string, size: number): number
  /** A font file with just these characters, unhinted. Throws RangeError for one it lacks. */
  subset(codePoints: readonly number[]): FontSubset
}

const files: Readonly<Record<FontWeight, string>> = {
  regular: '@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf',
  semibold: '@expo-google-fonts/be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold.ttf',
}

function typefaceOf(font: Font): Typeface {
  const scale = 1000 / font.unitsPerEm
  const advances = new Map<number, number | undefined>()
  const advance = (codePoint: number): number | undefined => {
    if (!advances.has(codePoint)) {
      const glyph = font.hasGlyphForCodePoint(codePoint) ? font.glyphForCodePoint(codePoint) : null
      advances.set(codePoint, glyph === null ? undefined : glyph.advanceWidth * scale)
    }
    return advances.get(codePoint)
  }
  return {
    postscriptName: font.postscriptName ?? 'BeVietnamPro',
    ascent: font.ascent * scale,
    descent: font.descent * scale,
    capHeight: font.capHeight * scale,
    xHeight: font.xHeight * scale,
    box: [font.bbox.minX * scale, font.bbox.minY * scale, font.bbox.maxX * scale, font.bbox.maxY * scale],
    has: (codePoint) => font.hasGlyphForCodePoint(codePoint),
    advance,
    widthOf(text, size) {
      let sum = 0
      for (const character of text) sum += advance(character.codePointAt(0) ?? 0) ?? 0
      return (sum * size) / 1000
    },
    subset(codePoints) {
      const subset = font.createSubset()
      const glyphs = new Map<number, number>()
      for (const codePoint of codePoints) {
        const glyph = font.hasGlyphForCodePoint(codePoint) ? font.glyphForCodePoint(codePoint) : null
        if (glyph === null) throw new RangeError('character not in the typeface')
        glyphs.set(codePoint, subset.includeGlyph(glyph))
      }
      const bytes = unhint(subset.encode())
      return { bytes, glyphs, glyphCount: tableView(readTables(bytes), 'maxp').getUint16(4) }
    },
  }
}

const opened = new Map<FontWeight, Typeface>()

/** The typeface in one weight, read on first use (SIL Open Font Licence 1.1, licence beside the font files). */
export function typeface(weight: FontWeight): Typeface {
  const known = opened.get(weight)
  if (known !== undefined) return known
  const font = create(readFileSync(createRequire(import.meta.url).resolve(files[weight])))
  if (!('createSubset' in font)) throw new RangeError('not a single font')
  const made = typefaceOf(font)
  opened.set(weight, made)
  return made
}
