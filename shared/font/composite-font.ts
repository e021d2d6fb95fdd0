import { deflateSync } from 'node:zlib'
import { write, type PdfObject, type PdfReference } from '../pdf-file/index.ts'

/** Characters of a composite font: numbers (CID = glyph number), widths in 1/1000 of the size. */
export interface FontCharacter {
  readonly codePoint: number
  readonly cid: number
  readonly width: number
}

export interface FontProgram {
  /** TrueType bytes. */
  readonly bytes: Uint8Array
  readonly name: string
  readonly box: readonly [number, number, number, number]
  readonly ascent: number
  readonly descent: number
  readonly capHeight: number
  readonly characters: readonly FontCharacter[]
  /** Glyphs in the program, for a subset of a known font (its name has a tag). */
  readonly subsetOf?: { readonly glyphCount: number }
}

/** A PDF in the making that takes objects. */
export interface ObjectTarget {
  add(object: PdfObject): PdfReference
  /** A stream of bytes as they are; `entries` tell its filter. */
  addStream(entries: Readonly<Record<string, PdfObject>>, data: Uint8Array): PdfReference
}

const nonSymbolicFlag = 32
const mappingsPerBlock = 100

function hex(value: number): string {
  return value.toString(16).padStart(4, '0')
}

function utf16(codePoint: number): string {
  return Array.from(String.fromCodePoint(codePoint).split(''), (unit) => hex(unit.charCodeAt(0))).join('')
}

/** Which character each number stands for (ISO 32000-1 9.10.3), so that search and copy give exactly what was put in. */
function toUnicode(characters: readonly FontCharacter[]): string {
  const blocks: string[] = []
  for (let start = 0; start < characters.length; start += mappingsPerBlock) {
    const block = characters.slice(start, start + mappingsPerBlock)
    blocks.push(`${block.length} beginbfchar\n${block.map(({ cid, codePoint }) => `<${hex(cid)}> <${utf16(codePoint)}>`).join('\n')}\nendbfchar`)
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`
}

/** The W array (ISO 32000-1 9.7.4.3): runs of neighbouring numbers share one list. */
function widthRuns(characters: readonly FontCharacter[]): PdfObject[] {
  const runs: { first: number; widths: number[] }[] = []
  for (const { cid, width } of characters) {
    const last = runs.at(-1)
    if (last !== undefined && last.first + last.widths.length === cid) last.widths.push(width)
    else runs.push({ first: cid, widths: [width] })
  }
  return runs.flatMap(({ first, widths }) => [first, write.array(...widths)])
}

/** Which numbers a subset holds, a bit each, highest bit first (ISO 32000-1 table 124): all its glyphs, parts of accented letters too. */
function cidSet(glyphCount: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(glyphCount / 8))
  for (let cid = 0; cid < glyphCount; cid += 1) bits[cid >> 3] = (bits[cid >> 3] ?? 0) | (0x80 >> (cid & 7))
  return bits
}

/** Embeds a TrueType program as a composite font with two-byte codes (ISO 32000-1 9.7; PDF/A wants it embedded). */
export function embedFont(target: ObjectTarget, program: FontProgram): PdfReference {
  const { array, byteString, dictionary, name } = write
  const deflated = (content: Uint8Array | string, entries: Readonly<Record<string, PdfObject>> = {}): PdfReference =>
    target.addStream({ ...entries, Filter: name('FlateDecode') }, deflateSync(content, { level: 9 }))
  const characters = [...program.characters].sort((left, right) => left.cid - right.cid)
  const descriptor = target.add(dictionary({
    Type: name('FontDescriptor'),
    FontName: name(program.name),
    Flags: nonSymbolicFlag,
    FontBBox: array(...program.box),
    ItalicAngle: 0,
    Ascent: program.ascent,
    Descent: program.descent,
    CapHeight: program.capHeight,
    StemV: 80,
    FontFile2: deflated(program.bytes, { Length1: program.bytes.length }),
    ...(program.subsetOf === undefined ? {} : { CIDSet: deflated(cidSet(program.subsetOf.glyphCount)) }),
  }))
  const descendant = target.add(dictionary({
    Type: name('Font'),
    Subtype: name('CIDFontType2'),
    BaseFont: name(program.name),
    CIDSystemInfo: dictionary({ Registry: byteString('Adobe'), Ordering: byteString('Identity'), Supplement: 0 }),
    CIDToGIDMap: name('Identity'),
    FontDescriptor: descriptor,
    W: array(...widthRuns(characters)),
  }))
  return target.add(dictionary({
    Type: name('Font'),
    Subtype: name('Type0'),
    BaseFont: name(program.name),
    Encoding: name('Identity-H'),
    DescendantFonts: array(descendant),
    ToUnicode: deflated(toUnicode(characters)),
  }))
}

/** Two-byte codes of a text as a PDF hexadecimal string. */
export function encodeText(text: string, cids: ReadonlyMap<number, number>): string {
  return `<${Array.from(text, (character) => hex(cids.get(character.codePointAt(0) ?? 0) ?? 0)).join('')}>`
}
