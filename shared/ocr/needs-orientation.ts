import type { PageCleaning, PageText } from '../model/index.ts'

const readable = 0.6

/** True when a page that is not blank was read so badly that it may lie on its side or upside down. */
export function needsOrientation(text: PageText, cleaning: Pick<PageCleaning, 'blank'>): boolean {
  if (cleaning.blank || text.state !== 'read') return false
  const letters = text.words.reduce((sum, word) => sum + word.text.length, 0)
  if (letters === 0) return true
  const belief = text.words.reduce((sum, word) => sum + word.text.length * word.confidence, 0) / letters
  return belief < readable
}
