import { curledBox, type Box, type PageText, type ReadingCopy, type Word } from '../../model/index.ts'
import type { PageReading } from '../engines/protocol.ts'
import { withSealedParts } from '../second-reading/sealed-parts.ts'
import { withSecondReading } from '../second-reading/second-reading.ts'
import { inOrderWithTables } from './table-order.ts'
import type { RawWord } from '../engines/tsv.ts'

/** Turns what an engine read into the page's text: in reading order, boxes on the straightened page. */
export function pageTextOf(read: PageReading, { scale, strips, tables, curl }: Pick<ReadingCopy, 'scale' | 'strips' | 'tables' | 'curl'>, engine: string, model: string): PageText {
  const boxOf = ({ left, top, width, height }: RawWord): Box => {
    const box = { x: left / scale, y: top / scale, width: width / scale, height: height / scale }
    return curl === undefined ? box : curledBox(curl, { ...box, y: box.y + curl.top })
  }
  const words = inOrderWithTables(withSealedParts(placedOnPage(withSecondReading(read.words, read.reread), strips), read.sealed), tables).map((word): Word => ({
    text: word.text,
    box: boxOf(word),
    confidence: word.confidence,
    block: word.block,
    paragraph: word.paragraph,
    line: word.line,
  }))
  return { state: 'read', words, engine, model }
}

/** Words of a copy that was put together from strips, each where the page shows it. */
function placedOnPage(words: readonly RawWord[], strips: ReadingCopy['strips']): readonly RawWord[] {
  if (strips.length === 0) return words
  return words.map((word) => {
    const strip = strips.findLast(({ top }) => top <= word.top + word.height / 2)
    if (strip === undefined) return word
    const middle = word.left + word.width / 2 - (strip.moved?.by ?? 0)
    const isMoved = strip.moved !== undefined && middle >= strip.moved.from && middle <= strip.moved.to
    return { ...word, left: isMoved ? word.left - strip.moved.by : word.left, top: word.top - strip.top + strip.pageTop }
  })
}
