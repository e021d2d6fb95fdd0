import { meanConfidence, type PageCleaning, type PageText, type Word } from '../model/index.ts'

/** Mean confidence below this is no reading. */
const readable = 0.6
/** Words that lie under less of the page's ink than this leave it unexplained. */
const explained = 0.25

/**
 * True when a page that is not blank was read so badly that it may lie on its side or upside down: little believed, most
 * of its ink without words, or words standing on end. Pages that read well never pay for finding their orientation.
 */
export function needsOrientation(text: PageText, cleaning: Pick<PageCleaning, 'blank' | 'ink'>): boolean {
  if (cleaning.blank || text.state !== 'read') return false
  return meanConfidence(text.words) < readable || standOnEnd(text.words) || explainedShare(text.words, cleaning.ink) < explained
}

function standOnEnd(words: readonly Word[]): boolean {
  const long = words.filter((word) => word.text.length >= 4)
  return long.filter(({ box }) => box.height > box.width).length > long.length / 2
}

/** Share of the inked cells of a page that lie under words; 1 where there is no ink. */
export function explainedShare(words: readonly Word[], ink: PageCleaning['ink']): number {
  const covered = new Uint8Array(ink.cells.length)
  for (const { box } of words) {
    const right = Math.min(ink.columns - 1, Math.floor((box.x + box.width) / ink.cellPx))
    const bottom = Math.min(ink.rows - 1, Math.floor((box.y + box.height) / ink.cellPx))
    for (let row = Math.max(0, Math.floor(box.y / ink.cellPx)); row <= bottom; row++) {
      for (let column = Math.max(0, Math.floor(box.x / ink.cellPx)); column <= right; column++) covered[row * ink.columns + column] = 1
    }
  }
  const inked = ink.cells.reduce((sum, cell) => sum + cell, 0)
  const explainedCells = ink.cells.reduce((sum, cell, index) => sum + cell * (covered[index] ?? 0), 0)
  return inked === 0 ? 1 : explainedCells / inked
}
