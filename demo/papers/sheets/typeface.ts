import path from 'node:path'
import { openSync } from '@cantoo/fontkit'
import type { Font } from '@cantoo/fontkit'

/** The faces papers are set in: Times-like for documents, the sans faces for rubber stamps and forms. */
export type FontStyle = 'regular' | 'bold' | 'italic' | 'bold italic' | 'sans' | 'sans bold'

const files: Record<FontStyle, string> = {
  regular: 'tinos/400Regular/Tinos_400Regular.ttf',
  bold: 'tinos/700Bold/Tinos_700Bold.ttf',
  italic: 'tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf',
  'bold italic': 'tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf',
  sans: 'be-vietnam-pro/500Medium/BeVietnamPro_500Medium.ttf',
  'sans bold': 'be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf',
}

const fontFolder = path.join(import.meta.dirname, '../../../node_modules/@expo-google-fonts')
const opened = new Map<FontStyle, Font>()
const outlines = new Map<string, Outline>()

/** A word as one shape, in units of 1/1000 em, y upwards from the baseline. */
export interface Outline {
  /** SVG path data. */
  readonly path: string
  readonly advance: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Path of a face's TrueType file. */
export function fontFile(style: FontStyle): string {
  return path.join(fontFolder, files[style])
}

function fontOf(style: FontStyle): Font {
  const known = opened.get(style)
  if (known !== undefined) return known
  const font = openSync(fontFile(style))
  if (!('layout' in font)) throw new TypeError('a font collection where one font was expected')
  opened.set(style, font)
  return font
}

/** The shape of `text` in a face, kerned. Throws RangeError when the face lacks one of its characters. */
export function outlineOf(text: string, style: FontStyle): Outline {
  const key = `${style}:${text}`
  const known = outlines.get(key)
  if (known !== undefined) return known
  const font = fontOf(style)
  for (const character of text) {
    if (!font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) throw new RangeError(`no glyph in ${style}`)
  }
  const run = font.layout(text)
  const scale = 1000 / font.unitsPerEm
  const pieces: string[] = []
  const box = { left: Infinity, right: -Infinity, top: -Infinity, bottom: Infinity }
  let advance = 0
  run.glyphs.forEach((glyph, index) => {
    const position = run.positions?.[index]
    const shape = glyph.path.scale(scale, scale).translate((advance + (position?.xOffset ?? 0)) * scale, (position?.yOffset ?? 0) * scale)
    if (shape.commands.length > 0) {
      pieces.push(shape.toSVG())
      box.left = Math.min(box.left, shape.bbox.minX)
      box.right = Math.max(box.right, shape.bbox.maxX)
      box.top = Math.max(box.top, shape.bbox.maxY)
      box.bottom = Math.min(box.bottom, shape.bbox.minY)
    }
    advance += position?.xAdvance ?? glyph.advanceWidth
  })
  const empty = pieces.length === 0
  const outline = {
    path: pieces.join(''), advance: advance * scale,
    left: empty ? 0 : box.left, right: empty ? 0 : box.right, top: empty ? 0 : box.top, bottom: empty ? 0 : box.bottom,
  }
  outlines.set(key, outline)
  return outline
}

/** Millimetres in a typographic point. */
export const millimetresPerPoint = 25.4 / 72

/** Width of `text` set in one line, mm; `size` in pt. */
export function widthOf(text: string, style: FontStyle, size: number): number {
  return (outlineOf(text, style).advance / 1000) * size * millimetresPerPoint
}

/** An SVG path of `text` with its baseline starting at (`x`, `y`) mm; `size` in pt, turned clockwise by `degrees`. */
export function textShape(text: string, style: FontStyle, size: number, x: number, y: number, degrees = 0): string {
  const scale = ((size * millimetresPerPoint) / 1000).toFixed(6)
  const turn = degrees === 0 ? '' : ` rotate(${degrees.toFixed(3)})`
  return `<path transform="translate(${x.toFixed(3)} ${y.toFixed(3)})${turn} scale(${scale} -${scale})" d="${outlineOf(text, style).path}"/>`
}
