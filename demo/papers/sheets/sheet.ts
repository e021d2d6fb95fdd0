import type { Random } from './random.ts'
import { handwriting } from './handwriting.ts'
import { setParagraph, inkBox } from './type-setting.ts'
import type { ParagraphStyle, Run, SetParagraph, Tag } from './type-setting.ts'
import { textShape } from './typeface.ts'

/** Everything that may leave a trace on a sheet, in the order in which it came onto the paper. */
export const traceNames = ['ground', 'frame', 'toner', 'receipt', 'pen', 'stamp', 'shade', 'metal'] as const
export type TraceName = (typeof traceNames)[number]

/** A word on the sheet, mm from the sheet's top left corner. */
export interface SheetWord {
  readonly text: string
  readonly tags: readonly Tag[]
  /** Holds pen strokes; its text is what the writer meant. */
  readonly hand: boolean
  /** Words of the same line share this number; lines count up in reading order. */
  readonly line: number
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** A stamp on the sheet, mm. Its words are no part of the page's text. */
export interface SheetStamp {
  readonly text: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** One side of a sheet: what is drawn on it in vectors, and which words it says. Lengths in mm, origin top left, y down. */
export class Sheet {
  readonly width: number
  readonly height: number
  readonly words: SheetWord[] = []
  readonly stamps: SheetStamp[] = []
  readonly #traces = new Map<TraceName, string[]>()
  readonly #random: Random
  #line = 0

  /** `random` moves the pen: the same seed writes the same strokes. */
  constructor(width: number, height: number, random: Random) {
    this.width = width
    this.height = height
    this.#random = random
  }

  /** Adds SVG shapes (mm, black where the trace is full) to one trace. */
  draw(trace: TraceName, shapes: string): void {
    const list = this.#traces.get(trace) ?? []
    list.push(shapes)
    this.#traces.set(trace, list)
  }

  /** The SVG shapes of one trace; empty when it has none. */
  shapesOf(trace: TraceName): string {
    return this.#traces.get(trace)?.join('') ?? ''
  }

  /** A horizontal rule from `left` to `right`, mm; `weight` mm thick. */
  rule(left: number, right: number, y: number, weight = 0.18): void {
    this.draw('toner', `<rect x="${left.toFixed(3)}" y="${(y - weight / 2).toFixed(3)}" width="${(right - left).toFixed(3)}" height="${weight}"/>`)
  }

  /** Sets text with its top left corner at (`x`, `y`) and returns the y below it. */
  text(runs: readonly Run[] | string, x: number, y: number, style: ParagraphStyle): number {
    return this.place(setParagraph(runs, style), x, y)
  }

  /** Sets short texts side by side on one line, each at its own x; returns the y below. */
  row(cells: readonly { readonly x: number; readonly runs: readonly Run[] | string }[], y: number, style: ParagraphStyle): number {
    const line = this.#line
    let below = y
    for (const cell of cells) {
      this.#line = line
      below = Math.max(below, this.text(cell.runs, cell.x, y, style))
    }
    return below
  }

  /** Puts a set paragraph at (`x`, `y`) and returns the y below it. */
  place(paragraph: SetParagraph, x: number, y: number): number {
    for (const line of paragraph.lines) {
      const baseline = y + line.baseline
      for (const word of line.words) {
        for (const piece of word.pieces) {
          if (piece.hand) this.draw('pen', handwriting(piece.text, piece.size, x + piece.x, baseline, this.#random))
          else this.draw('toner', textShape(piece.text, piece.style, piece.size, x + piece.x, baseline))
        }
        const ink = inkBox(word)
        this.words.push({
          text: word.text, tags: word.tags, hand: word.pieces.some((piece) => piece.hand), line: this.#line,
          left: x + ink.left, right: x + ink.right, top: baseline + ink.top, bottom: baseline + ink.bottom,
        })
      }
      this.#line++
    }
    return y + paragraph.height
  }
}
