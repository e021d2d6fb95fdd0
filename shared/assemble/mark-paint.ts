import { encodeText, typeProgram, type FontWeight, type TypeProgram } from '../font/index.ts'
import type { Colour, DrawnRectangles, MarkDrawing, PointBox } from '../model/index.ts'
import { pdfNumber } from '../pdf-file/index.ts'

/** One weight of the mark's visible type: just the characters that the mark holds. */
export interface MarkFont extends TypeProgram {
  readonly weight: FontWeight
}

/** Fonts for a drawing, one for each weight used. Throws text_not_encodable for a character that the typeface lacks: a mark must not show gaps. */
export function markFonts(drawing: MarkDrawing): MarkFont[] {
  const weights: readonly FontWeight[] = ['regular', 'semibold']
  return weights.map((weight) => ({ weight, text: drawing.texts.filter((line) => line.weight === weight).map((line) => line.text).join('') }))
    .filter(({ text }) => text !== '')
    .map(({ weight, text }) => ({ weight, ...typeProgram(weight, text) }))
}

function fill(colour: Colour): string {
  return `${colour.map((part) => pdfNumber(part, 3)).join(' ')} rg`
}

function rectangleOperators({ colour, x, y, unit, boxes }: DrawnRectangles): string[] {
  const paths = boxes.map((box) => `${pdfNumber(box.x, 3)} ${pdfNumber(box.y, 3)} ${pdfNumber(box.width, 3)} ${pdfNumber(box.height, 3)} re`)
  return [`q ${pdfNumber(unit, 5)} 0 0 ${pdfNumber(unit, 5)} ${pdfNumber(x, 3)} ${pdfNumber(y, 3)} cm ${fill(colour)}`, ...paths, 'f Q']
}

/**
 * Content operators that paint a drawing into `box` (pt, origin bottom-left of the final page). Rectangles of one colour
 * are one path, so that no seams show between them.
 */
export function markOperators(drawing: MarkDrawing, box: PointBox, fonts: readonly MarkFont[], fontNames: Readonly<Record<FontWeight, string>>): string {
  const operators: string[] = ['q', `1 0 0 1 ${pdfNumber(box.x)} ${pdfNumber(box.y)} cm`, ...drawing.rectangles.flatMap(rectangleOperators)]
  for (const line of drawing.texts) {
    const cids = fonts.find((font) => font.weight === line.weight)?.cids
    if (cids === undefined) continue
    operators.push(`BT ${fill(line.colour)} /${fontNames[line.weight]} ${pdfNumber(line.size)} Tf ${pdfNumber(line.x)} ${pdfNumber(line.y)} Td ${encodeText(line.text, cids)} Tj ET`)
  }
  return [...operators, 'Q', ''].join('\n')
}
