import type { PageText, ReadingCopy, Word } from '../model/index.ts'
import type { PageReading } from './protocol.ts'
import { inReadingOrder } from './reading-order.ts'
import { withSecondReading } from './second-reading.ts'

/** Turns what an engine read into the page's text: in reading order, boxes on the straightened page. */
export function pageTextOf(read: PageReading, reading: Pick<ReadingCopy, 'scale'>, engine: string, model: string): PageText {
  const words = inReadingOrder(withSecondReading(read.words, read.reread)).map((word): Word => ({
    text: word.text,
    box: { x: word.left / reading.scale, y: word.top / reading.scale, width: word.width / reading.scale, height: word.height / reading.scale },
    confidence: word.confidence,
    block: word.block,
    paragraph: word.paragraph,
    line: word.line,
  }))
  return { state: 'read', words, engine, model }
}
