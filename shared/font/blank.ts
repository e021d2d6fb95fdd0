import { writeTables } from './sfnt.ts'

const unitsPerEm = 1000

/** Vertical measures of the blank font, thousandths of the font size. */
export const blankFontMetrics = { ascent: 880, descent: -240 } as const

function table(bytes: number, write: (view: DataView) => void): Uint8Array {
  const buffer = new ArrayBuffer(bytes)
  write(new DataView(buffer))
  return new Uint8Array(buffer)
}

/** A small square as glyph 0: some readers refuse a font in which no glyph has an outline. */
function squareGlyph(): Uint8Array {
  const corners: readonly (readonly [dx: number, dy: number])[] = [[100, 0], [0, 100], [100, 0], [0, -100]]
  return table(34, (view) => {
    view.setInt16(0, 1)
    for (const [index, edge] of [100, 0, 200, 100].entries()) view.setInt16(2 + index * 2, edge)
    view.setUint16(10, 3)
    view.setUint16(12, 0)
    for (let point = 0; point < 4; point += 1) view.setUint8(14 + point, 0x01)
    for (const [point, [dx, dy]] of corners.entries()) {
      view.setInt16(18 + point * 2, dx)
      view.setInt16(26 + point * 2, dy)
    }
  })
}

/**
 * A TrueType font whose glyphs 1..n show nothing and have the given advances (1/1000 em); glyph 0 is `.notdef`.
 * For text that is searched and copied, never seen: it needs widths but no outlines, so it weighs some hundred bytes
 * and can carry any character of any script.
 */
export function blankFont(advances: readonly number[]): Uint8Array {
  const glyphCount = advances.length + 1
  const square = squareGlyph()
  const widest = Math.max(unitsPerEm / 2, ...advances)
  return writeTables(new Map([
    ['head', table(54, (view) => {
      view.setUint32(0, 0x00010000)
      view.setUint32(4, 0x00010000)
      view.setUint32(12, 0x5f0f3cf5)
      view.setUint16(16, 0x000b)
      view.setUint16(18, unitsPerEm)
      for (const [index, edge] of [100, 0, 200, 100].entries()) view.setInt16(36 + index * 2, edge)
      view.setUint16(46, 8)
      view.setInt16(48, 2)
    })],
    ['hhea', table(36, (view) => {
      view.setUint32(0, 0x00010000)
      view.setInt16(4, blankFontMetrics.ascent)
      view.setInt16(6, blankFontMetrics.descent)
      view.setUint16(10, widest)
      view.setInt16(18, 1)
      view.setUint16(34, glyphCount)
    })],
    ['maxp', table(32, (view) => {
      view.setUint32(0, 0x00010000)
      view.setUint16(4, glyphCount)
      view.setUint16(6, 4)
      view.setUint16(8, 1)
      view.setUint16(14, 1)
    })],
    ['hmtx', table(glyphCount * 4, (view) => {
      for (const [glyph, advance] of [unitsPerEm / 2, ...advances].entries()) view.setUint16(glyph * 4, advance)
      view.setInt16(2, 100)
    })],
    ['loca', table((glyphCount + 1) * 2, (view) => {
      for (let glyph = 1; glyph <= glyphCount; glyph += 1) view.setUint16(glyph * 2, square.length / 2)
    })],
    ['glyf', square],
  ]))
}
