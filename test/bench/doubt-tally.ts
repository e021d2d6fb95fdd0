import { bareWord, fold, isDoubted, type PageText } from '../../shared/model/index.ts'
import type { TextTruth } from './known-texts.ts'
import { mistakesIn, type Mistake } from './word-alignment.ts'

/**
 * How a wrong word differs from what is printed: where spaces stand, by signs, capitals or marks alone, in a word with figures, otherwise
 * by letters; or it was read where nothing is missing (a speck, a rule, handwriting).
 */
type MistakeKind = 'spaces' | 'signs' | 'capitals' | 'marks' | 'figures' | 'letters' | 'nothing printed'

function kindOf(read: string, { wanted }: Mistake): MistakeKind {
  if (wanted === undefined) return 'nothing printed'
  const [got, right] = [bareWord(read), bareWord(wanted)]
  if (got === right) return 'signs'
  if (got.toLowerCase() === right.toLowerCase()) return 'capitals'
  if (got.length > 1 && right.length > 1 && (got.includes(right) || right.includes(got))) return 'spaces'
  if (/\p{N}/u.test(got + right)) return 'figures'
  return fold(got) === fold(right) ? 'marks' : 'letters'
}

interface Share {
  flagged: number
  all: number
}
const none = (): Share => ({ flagged: 0, all: 0 })

/**
 * How well doubt finds mistakes. Words are held against the truth one by one, signs and capitals counted. A stamp that the truth leaves
 * out is print nevertheless: its words count as right where they were read as they stand there, and as wrong otherwise.
 */
export class DoubtTally {
  readonly words = none()
  readonly wrong = none()
  #stampWords = 0
  readonly #kinds: Readonly<Record<MistakeKind, Share>> = { 'spaces': none(), 'signs': none(), 'capitals': none(), 'marks': none(), 'figures': none(), 'letters': none(), 'nothing printed': none() }

  add({ texts, stamp = '' }: TextTruth, text: PageText): void {
    if (text.state !== 'read') return
    const read = text.words.map((word) => word.text)
    const [closest = []] = texts.map((truth) => mistakesIn(truth.split(' '), read)).sort((left, right) => left.filter(Boolean).length - right.filter(Boolean).length)
    const onStamp = stamp.split(' ')
    text.words.forEach((word, index) => {
      const mistake = closest[index]
      const place = mistake === undefined ? -1 : onStamp.indexOf(word.text)
      if (place >= 0) {
        onStamp.splice(place, 1)
        this.#stampWords += 1
      }
      const counted = [this.words]
      if (mistake !== undefined && place < 0) counted.push(this.wrong, this.#kinds[kindOf(word.text, mistake)])
      for (const share of counted) {
        share.all += 1
        if (isDoubted(word)) share.flagged += 1
      }
    })
  }

  /** Which kinds of mistakes are flagged, and how many words of stamps count as right. */
  byKind(): string {
    const told = Object.entries(this.#kinds).filter(([, { all }]) => all > 0).map(([kind, { flagged, all }]) => `${kind} ${flagged} of ${all}`)
    return `${told.join(', ')}${this.#stampWords === 0 ? '' : `; ${this.#stampWords} words of stamps, which the truth leaves out, were read rightly`}`
  }
}
