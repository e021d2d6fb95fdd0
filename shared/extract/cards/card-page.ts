import { fold, linesOf } from '../../model/index.ts'
import type { IdentityCard, PageText } from '../../model/index.ts'
import { readCardZone } from './machine-readable-zone.ts'

/** English beside the Vietnamese labels is printed on cards, never on administrative papers (Circular 06/2021/TT-BCA and 17/2024/TT-BCA, forms of the cards). */
const englishLabels = ['citizen identity card', 'identity card', 'full name', 'date of birth', 'nationality', 'place of origin', 'place of residence', 'date of expiry', 'personal identification', 'place of birth', 'date of issue']
const wordsAtMost = 200

function rowsOf(text: PageText): string[] {
  return text.state === 'read' ? linesOf(text.words).map((line) => line.map((word) => word.text).join(' ')) : []
}

/** True for a page that shows an identity card, front or back: few words, the card's name, and its English labels or its machine-readable zone. */
export function showsIdentityCard(text: PageText): boolean {
  if (text.state !== 'read' || text.words.length > wordsAtMost) return false
  const rows = rowsOf(text)
  const folded = fold(rows.join(' ')).replace(/\s+/gu, ' ')
  const labels = englishLabels.filter((label) => folded.includes(label)).length
  return (folded.includes('can cuoc') && labels >= 2) || labels >= 3 || rows.some((row) => /[ITL1]DVNM[\dOQDILZSGB]{6}/u.test(row.replace(/\s/gu, '')))
}

/** The card whose machine-readable zone stands on the page; undefined where none was read without a fault. */
export function cardOnPage(text: PageText): IdentityCard | undefined {
  return readCardZone(rowsOf(text))
}
