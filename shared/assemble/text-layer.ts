import { blankFont, blankFontMetrics, encodeText, typeface, type FontCharacter, type FontProgram } from '../font/index.ts'
import { linesOf, toPoints, unionOf, type Box, type Line, type PageGeometry, type PageText } from '../model/index.ts'
import { pdfNumber } from '../pdf-file/index.ts'

/** The font of the text layer: one blank glyph for each character that any page holds. */
export interface TextLayerFont {
  readonly program: FontProgram
  readonly cids: ReadonlyMap<number, number>
  readonly widths: ReadonlyMap<number, number>
}

const space = 0x20
/** Height of the font's glyphs in font sizes. */
const lineHeight = (blankFontMetrics.ascent - blankFontMetrics.descent) / 1000
/** Width of a character that Be Vietnam Pro lacks or gives none, 1/1000 of the size. */
const otherWidth = 500
/** A line whose words lie this much higher or lower than one word is tall is not straight: its words stand alone. */
const straightness = 1.7
/**
 * Readers see one word where the gap is smaller than a part of the font size (poppler: 0.15), whatever spaces stand
 * between.
 */
const wordGap = 0.17
const narrowestWord = 0.1
/** Lines whose heights differ by less than this factor are taken for one size of print. */
const likeness = 1.4

/** A word as it can be searched: NFC, nothing unseen in it. */
export function searchable(text: string): string {
  return text.toWellFormed().normalize('NFC').replace(/[\s\p{Cc}\u{FEFF}\u{FFFE}\u{FFFF}]/gu, '')
}

/**
 * Makes the font for the words of all pages. Its glyphs show nothing and are as wide as Be Vietnam Pro's, so a selection
 * inside a word lies about right; every character of every script that was read can be found and copied.
 */
export function textLayerFont(texts: readonly PageText[]): TextLayerFont {
  const codePoints = new Set([space])
  for (const text of texts) {
    if (text.state !== 'read') continue
    for (const word of text.words) for (const character of searchable(word.text)) codePoints.add(character.codePointAt(0) ?? space)
  }
  const face = typeface('regular')
  const characters: FontCharacter[] = [...codePoints].sort((left, right) => left - right)
    .map((codePoint, index) => ({ codePoint, cid: index + 1, width: Math.round(face.advance(codePoint) ?? 0) || otherWidth }))
  return {
    program: {
      bytes: blankFont(characters.map(({ width }) => width)),
      name: 'SohoaTextLayer',
      box: [0, blankFontMetrics.descent, 1000, blankFontMetrics.ascent],
      ...blankFontMetrics,
      capHeight: 700,
      characters,
    },
    cids: new Map(characters.map(({ codePoint, cid }) => [codePoint, cid])),
    widths: new Map(characters.map(({ codePoint, width }) => [codePoint, width])),
  }
}

interface PlacedWord {
  readonly text: string
  /** Left end, baseline and size in pt on the page. */
  readonly x: number
  readonly width: number
  readonly baseline: number
  readonly size: number
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0
}

/**
 * Height of print in a line, px: of its box where it is straight, else of a usual word. Letters with and without strokes
 * above and below make lines of one type differ: those near the page's usual height take that, so that readers see one text.
 */
function evenHeights(lines: readonly Line[]): { height: number; straight: boolean }[] {
  const heights = lines.map((line) => {
    const whole = unionOf(line.map((word) => word.box)).height
    const usual = median(line.map((word) => word.box.height))
    return { height: whole <= straightness * usual ? whole : usual, straight: whole <= straightness * usual, words: line.length }
  })
  const body = median(heights.flatMap(({ height, words }) => Array.from({ length: words }, () => height)))
  return heights.map(({ height, straight }) => ({ height: height > body / likeness && height < body * likeness ? body : height, straight }))
}

/** Words of one line share baseline and size. */
function placeLine(line: Line, { height, straight }: { height: number; straight: boolean }, geometry: PageGeometry): PlacedWord[] {
  const whole = unionOf(line.map((word) => word.box))
  const size = Math.max(1, toPoints(height, geometry.dpi) / lineHeight)
  const words = line.map((word) => {
    const box: Box = straight ? whole : word.box
    const middle = toPoints(geometry.height - box.y - box.height / 2, geometry.dpi)
    return { text: searchable(word.text), x: toPoints(word.box.x, geometry.dpi), width: toPoints(word.box.width, geometry.dpi), size, baseline: middle - ((blankFontMetrics.ascent + blankFontMetrics.descent) / 2000) * size }
  }).filter((word) => word.text !== '')
  return keptApart(words, size)
}

/** Words cut at the right, or moved where there is no room for that, so that readers see each alone. */
function keptApart(words: readonly PlacedWord[], size: number): PlacedWord[] {
  const gap = wordGap * size
  let end = -Infinity
  let before = -Infinity
  return words.map((word, index) => {
    const next = words[index + 1]
    const x = word.x > before ? Math.max(word.x, end + gap) : word.x
    const room = next === undefined || next.x <= word.x ? word.width : next.x - gap - x
    const width = Math.max(narrowestWord * size, Math.min(word.x + word.width - x, room))
    before = word.x
    end = x + width
    return { ...word, x, width }
  })
}

/**
 * Content operators of a page's invisible text: word by word in reading order at the words' own boxes, each followed by
 * a space. Font resource `fontName`; pt, origin bottom-left of the straightened page. Empty for pages without words.
 */
export function textLayerOperators(text: PageText, geometry: PageGeometry, font: TextLayerFont, fontName: string): string {
  if (text.state !== 'read' || text.words.length === 0) return ''
  const operators: string[] = ['BT', '3 Tr']
  let size = ''
  const lines = linesOf(text.words)
  const heights = evenHeights(lines)
  for (const [index, line] of lines.entries()) {
    let previous: { x: string; y: string } | undefined
    for (const word of placeLine(line, heights[index] ?? { height: 0, straight: false }, geometry)) {
      const wordSize = pdfNumber(word.size, 1)
      if (wordSize !== size) operators.push(`/${fontName} ${wordSize} Tf`)
      size = wordSize
      const natural = Array.from(word.text, (character) => font.widths.get(character.codePointAt(0) ?? space) ?? 0).reduce((sum, width) => sum + width, 0) * Number(wordSize) / 1000
      const at = { x: pdfNumber(word.x), y: pdfNumber(word.baseline) }
      const move = previous?.y === at.y ? `${pdfNumber(Number(at.x) - Number(previous.x))} 0 Td` : `1 0 0 1 ${at.x} ${at.y} Tm`
      previous = at
      operators.push(`${move} ${pdfNumber((word.width / natural) * 100)} Tz ${encodeText(`${word.text} `, font.cids)} Tj`)
    }
  }
  return [...operators, 'ET', ''].join('\n')
}
