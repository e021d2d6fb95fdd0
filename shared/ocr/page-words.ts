import type { PageText, ReadingCopy, Word } from '../model/index.ts'
import { inReadingOrder } from './reading-order.ts'
import { wordsOfTsv } from './tsv.ts'

/** Turns an engine's TSV into the page's text: in reading order, boxes on the straightened page. */
export function pageTextOf(tsv: string, reading: Pick<ReadingCopy, 'scale'>, engine: string, model: string): PageText {
  const words = inReadingOrder(wordsOfTsv(tsv)).map((word): Word => ({
    text: word.text,
    box: { x: word.left / reading.scale, y: word.top / reading.scale, width: word.width / reading.scale, height: word.height / reading.scale },
    confidence: word.confidence,
    block: word.block,
    paragraph: word.paragraph,
    line: word.line,
  }))
  return { state: 'read', words, engine, model }
}
