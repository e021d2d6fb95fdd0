import { typeface, wrapText, type FontWeight } from '../font/index.ts'
import { SohoaError, type Colour, type ConversionMark, type DrawnRectangles, type DrawnText, type MarkDrawing } from '../model/index.ts'
import { trainingNotice } from './compose.ts'
import { drawQr, type QrDrawing } from './qr.ts'

interface Style {
  readonly size: number
  readonly leading: number
  readonly weight: FontWeight
  readonly colour: Colour
  /** Empty space above the first line of the paragraph, pt. */
  readonly above: number
}

const navy: Colour = [0.09, 0.2, 0.4]
const ink: Colour = [0.13, 0.13, 0.13]
const red: Colour = [0.75, 0.08, 0.08]
const black: Colour = [0, 0, 0]
const white: Colour = [1, 1, 1]

const noticeStyle: Style = { size: 8.5, leading: 11, weight: 'semibold', colour: red, above: 0 }
const headingStyle: Style = { size: 9.5, leading: 12.5, weight: 'semibold', colour: navy, above: 1 }
const detailStyle: Style = { size: 7.5, leading: 10, weight: 'regular', colour: ink, above: 2.5 }

const frame = 0.75
const padding = 7
/** Narrower than this, text stands below the QR, not beside it. */
const narrowestColumn = 105

interface SetLine extends Style { readonly text: string; readonly width: number }

function styleOf(index: number, mark: ConversionMark): Style {
  if (mark.training && index === 0) return noticeStyle
  return index === (mark.training ? 1 : 0) ? headingStyle : detailStyle
}

function wrap(text: string, width: number, style: Style): SetLine[] {
  const face = typeface(style.weight)
  const lines = wrapText(text, width, face, style.size)
  return lines.map((line, index) => ({ ...style, above: index === 0 ? style.above : 0, text: line, width: face.widthOf(line, style.size) }))
}

function linesOf(mark: ConversionMark, width: number): SetLine[] {
  return mark.lines.flatMap((line, index) => wrap(line, width, styleOf(index, mark)))
}

function checkNotice(mark: ConversionMark): void {
  if (!mark.training) return
  const path = mark.lines[0] !== trainingNotice ? 'lines.0' : mark.qrText.startsWith(trainingNotice) ? undefined : 'qrText'
  if (path !== undefined) throw new SohoaError('invalid_params', { path, method: 'layoutMark' })
}

const heightOf = (lines: readonly SetLine[]): number => lines.reduce((sum, line) => sum + line.above + line.leading, 0)
const widthOf = (lines: readonly SetLine[]): number => Math.max(...lines.map((line) => line.width))

function drawLines(lines: readonly SetLine[], left: number, top: number): DrawnText[] {
  let y = top
  return lines.map(({ text, size, weight, colour, leading, above }) => {
    y -= above + leading
    return { text, x: left, y: y + leading - size, size, weight, colour }
  })
}

function drawGround(width: number, height: number): DrawnRectangles[] {
  const edges = [
    { x: 0, y: 0, width, height: frame },
    { x: 0, y: height - frame, width, height: frame },
    { x: 0, y: 0, width: frame, height },
    { x: width - frame, y: 0, width: frame, height },
  ]
  return [
    { colour: white, x: 0, y: 0, unit: 1, boxes: [{ x: 0, y: 0, width, height }] },
    { colour: navy, x: 0, y: 0, unit: 1, boxes: edges },
  ]
}

function placeQr(qr: QrDrawing, x: number, y: number): DrawnRectangles {
  return { colour: black, x, y, unit: qr.module, boxes: qr.boxes }
}

function beside(mark: ConversionMark, qr: QrDrawing, border: number, column: number): MarkDrawing {
  const lines = linesOf(mark, column)
  const height = Math.max(qr.side + 2 * border, heightOf(lines) + 2 * padding)
  const textLeft = border + qr.side + border
  const width = textLeft + widthOf(lines) + padding
  return {
    width,
    height,
    rectangles: [...drawGround(width, height), placeQr(qr, border, (height - qr.side) / 2)],
    texts: drawLines(lines, textLeft, (height + heightOf(lines)) / 2),
  }
}

function stacked(mark: ConversionMark, qr: QrDrawing, border: number, maxWidth: number): MarkDrawing {
  const lines = linesOf(mark, maxWidth - 2 * padding)
  const width = Math.max(qr.side + 2 * border, widthOf(lines) + 2 * padding)
  const height = border + qr.side + border + heightOf(lines) + padding
  return {
    width,
    height,
    rectangles: [...drawGround(width, height), placeQr(qr, (width - qr.side) / 2, height - border - qr.side)],
    texts: drawLines(lines, padding, padding + heightOf(lines)),
  }
}

/**
 * Sets the mark into a framed block at most `maxWidth` pt wide: QR left and words right of it, or words below it where
 * there is little width. Type is 7.5 pt and larger, long lines wrap, the QR keeps its size and quiet zone.
 * Throws mark_does_not_fit when not even the QR has room, invalid_params for a training mark without its notice.
 */
export function layoutMark(mark: ConversionMark, maxWidth: number): MarkDrawing {
  checkNotice(mark)
  const qr = drawQr(mark.qrText)
  const border = Math.max(padding, qr.quietZone + frame)
  const column = maxWidth - qr.side - 2 * border - padding
  if (column >= narrowestColumn) return beside(mark, qr, border, column)
  if (maxWidth < qr.side + 2 * border) throw new SohoaError('mark_does_not_fit')
  return stacked(mark, qr, border, maxWidth)
}
