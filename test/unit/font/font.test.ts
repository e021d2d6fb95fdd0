import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from '@cantoo/fontkit'
import { describe, expect, test } from 'vitest'
import { blankFont, typeface } from '../../../shared/font/index.ts'
import { readTables, writeTables } from '../../../shared/font/sfnt.ts'

function open(bytes: Uint8Array): Font {
  const font = create(bytes)
  if (!('createSubset' in font)) throw new Error('not a single font')
  return font
}

const original = open(readFileSync(createRequire(import.meta.url).resolve('@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf')))
const codePoints = Array.from('Bản điện tử: ƯỢNG ỹ ặ 0123', (character) => character.codePointAt(0) ?? 0)

describe('a subset of the typeface', () => {
  const subset = typeface('regular').subset(codePoints)
  const opened = open(subset.bytes)

  test('draws every letter as the typeface does, with the same advance', () => {
    for (const codePoint of codePoints) {
      const glyph = opened.getGlyph(subset.glyphs.get(codePoint) ?? 0)
      const expected = original.glyphForCodePoint(codePoint)
      expect(glyph?.path.toSVG()).toBe(expected?.path.toSVG())
      expect(glyph?.advanceWidth).toBe(expected?.advanceWidth)
    }
  })

  test('counts the parts of accented letters among its glyphs and carries no hinting', () => {
    expect(subset.glyphCount).toBeGreaterThan(new Set(codePoints).size)
    expect(opened.numGlyphs).toBe(subset.glyphCount)
    for (const tag of ['fpgm', 'prep', 'cvt ']) expect(readTables(subset.bytes).has(tag)).toBe(false)
  })

  test('does not pretend to hold what the typeface lacks', () => {
    expect(typeface('regular').has(0x6771)).toBe(false)
    expect(() => typeface('regular').subset([0x6771])).toThrow(RangeError)
  })
})

describe('the blank font', () => {
  test('has the advances asked for and shows nothing', () => {
    const font = open(blankFont([250, 610, 1]))
    expect([1, 2, 3].map((glyph) => font.getGlyph(glyph)?.advanceWidth)).toEqual([250, 610, 1])
    expect([1, 2, 3].map((glyph) => font.getGlyph(glyph)?.path.commands.length)).toEqual([0, 0, 0])
    expect(font.getGlyph(0)?.path.commands.length).toBeGreaterThan(0)
  })
})

describe('a font file', () => {
  test('adds up to the check sum that TrueType wants', () => {
    const font = writeTables(readTables(typeface('semibold').subset(codePoints).bytes))
    const view = new DataView(font.buffer)
    let sum = 0
    for (let at = 0; at < font.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0
    expect(sum).toBe(0xb1b0afba)
  })
})
