import { fold, vietnameseFigures, type PageCleaning, type PageText, type PageWarning } from '../../model/index.ts'
import { explainedShare } from '../../ocr/index.ts'

/** Administrative Vietnamese has 97 % possible syllables and marks on 88 %, however badly it is scanned; English and French 33 % and 4 % (measured on 20 pages). */
const foreign = { leastWords: 12, mostLegal: 0.6, mostMarked: 0.3 }
/** A page with content whose words are fewer than this, or lie under less of its ink than that, shows something else than print. */
const leastWords = 8
const leastExplained = 0.2
/** Every administrative paper bears it once (Decree 30/2020, Annex I, II.1). */
const motto = /cong h.a xa h.i chu ngh.a vi.t nam/gu

/** What an officer is told of a page that is no Vietnamese administrative text, or more than one paper. Nothing is ever left out or cut for it. */
export function pageKindWarnings(text: PageText, cleaning: Pick<PageCleaning, 'blank' | 'ink'>): PageWarning[] {
  if (cleaning.blank || text.state !== 'read') return []
  const { words, legal, marked } = vietnameseFigures(text.words.map((word) => word.text))
  const warnings: PageWarning[] = []
  if (words < leastWords && explainedShare(text.words, cleaning.ink) < leastExplained) warnings.push('hardly any print')
  else if (words >= foreign.leastWords && legal < foreign.mostLegal && marked < foreign.mostMarked) warnings.push('other language')
  const mottoes = fold(text.words.map((word) => word.text).join(' ')).match(motto) ?? []
  if (mottoes.length > 1) warnings.push('two papers')
  return warnings
}
