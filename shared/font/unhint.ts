import { readTables, tableView, writeTables } from './sfnt.ts'

const hintingTables = ['cvt ', 'fpgm', 'prep']
const glyphHeaderBytes = 10
const shortOffsetLimit = 0x1_fffe

const wordArguments = 0x0001
const singleScale = 0x0008
const moreComponents = 0x0020
const separateScales = 0x0040
const fullMatrix = 0x0080
const hasInstructions = 0x0100

function withoutInstructions(glyph: Uint8Array): Uint8Array {
  if (glyph.length === 0) return glyph
  const view = new DataView(glyph.buffer, glyph.byteOffset, glyph.byteLength)
  const contours = view.getInt16(0)
  if (contours >= 0) {
    const lengthAt = glyphHeaderBytes + 2 * contours
    const length = view.getUint16(lengthAt)
    const rest = new Uint8Array(glyph.length - length)
    rest.set(glyph.subarray(0, lengthAt))
    rest.set(glyph.subarray(lengthAt + 2 + length), lengthAt + 2)
    return rest
  }
  const composite = Uint8Array.from(glyph)
  const out = new DataView(composite.buffer)
  let at = glyphHeaderBytes
  let flags: number
  do {
    flags = out.getUint16(at)
    out.setUint16(at, flags & ~hasInstructions)
    at += 4 + ((flags & wordArguments) === 0 ? 2 : 4)
    if ((flags & singleScale) !== 0) at += 2
    else if ((flags & separateScales) !== 0) at += 4
    else if ((flags & fullMatrix) !== 0) at += 8
  } while ((flags & moreComponents) !== 0)
  return composite.subarray(0, at)
}

/**
 * A TrueType font without its hinting programs: outlines, metrics and glyph numbers stay, half of the bytes go.
 * Screens that show a PDF smooth outlines and do not run these programs.
 */
export function unhint(font: Uint8Array): Uint8Array {
  const tables = new Map(readTables(font))
  const head = Uint8Array.from(tables.get('head') ?? [])
  const headView = new DataView(head.buffer)
  const loca = tableView(tables, 'loca')
  const longOffsets = headView.getInt16(50) === 1
  const glyphCount = tableView(tables, 'maxp').getUint16(4)
  const offsetOf = (glyph: number): number => (longOffsets ? loca.getUint32(glyph * 4) : loca.getUint16(glyph * 2) * 2)
  const glyf = tables.get('glyf') ?? new Uint8Array(0)

  const glyphs = Array.from({ length: glyphCount }, (_, glyph) => withoutInstructions(glyf.subarray(offsetOf(glyph), offsetOf(glyph + 1))))
  const total = glyphs.reduce((sum, glyph) => sum + glyph.length + (glyph.length & 1), 0)
  const long = total > shortOffsetLimit
  const outlines = new Uint8Array(total)
  const offsets = new DataView(new ArrayBuffer((glyphCount + 1) * (long ? 4 : 2)))
  let at = 0
  const writeOffset = (glyph: number): void => {
    if (long) offsets.setUint32(glyph * 4, at)
    else offsets.setUint16(glyph * 2, at / 2)
  }
  for (const [index, glyph] of glyphs.entries()) {
    writeOffset(index)
    outlines.set(glyph, at)
    at += glyph.length + (glyph.length & 1)
  }
  writeOffset(glyphCount)

  headView.setInt16(50, long ? 1 : 0)
  for (const tag of hintingTables) tables.delete(tag)
  tables.set('head', head)
  tables.set('glyf', outlines)
  tables.set('loca', new Uint8Array(offsets.buffer))
  return writeTables(tables)
}
