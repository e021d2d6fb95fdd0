import { editDistance, fold, vietnameseFigures, type LayerWord, type PageText, type Word } from '../../model/index.ts'
import { decoded, encodingOf } from './legacy-encoding.ts'

/** Fewer words than this at the places of read ones tell nothing about a layer. */
const leastWords = 12
/** A layer of which less than this share is what is seen is not the page's. */
const leastAlike = 0.7
/** A layer in which fewer words by this share have the marks of Vietnamese than what was read was made by somebody's worse reading. */
const mostLessMarked = 0.1
/** Of two boxes that hold the same word, the smaller lies in the other for this share, upright and along the line. */
const sameShare = 0.5
/** A figure believed in less is as good as unread: what the layer has is proposed. */
const unreadBelief = 0.5
/** What misread figures look like. */
const figureLike = /^[\dOoIl|\]SBZz?.,_…/-]+$/u
/** Belief in a figure that only the layer tells: a person looks at it. */
const proposedBelief = 0.6
/** Belief in a word that was seen and stands in the layer. */
const bothBelief = 0.99

/** What a page's text layer was worth. */
export interface UsedLayer {
  readonly text: PageText
  /** Share of the words read that have their spelling from the layer, 0..1. */
  readonly taken: number
  /** Share of the layer's words that were in TCVN3 or VNI, 0..1. */
  readonly recoded: number
  /** True where the layer says something else than the page shows. */
  readonly differs: boolean
}

/**
 * Spells the words that were read as the file's own text layer does, where both are the same word but for marks or few letters: what is
 * seen decides which words there are, so that a layer that lies, or is garbled, changes nothing. A figure that was read is never changed, only doubted where they
 * differ; one that could not be read is proposed as the layer has it, and doubted. Signs hardly believed in where the layer has nothing are dust.
 */
export function withTextLayer(text: PageText, layer: readonly LayerWord[]): UsedLayer {
  const { words: inUnicode, recoded } = inUnicodeOf(layer)
  const unused = (differs: boolean): UsedLayer => ({ text, taken: 0, recoded: 0, differs })
  if (text.state !== 'read') return unused(false)
  const pairs = pairsOf(text.words, inUnicode)
  if (pairs.size < leastWords) return unused(false)
  const alike = [...pairs].filter(([word, told]) => isAlike(word.text, told.text)).length
  const markedIn = (texts: readonly string[]): number => vietnameseFigures(texts).marked
  const isWorse = markedIn([...pairs.values()].map((told) => told.text)) < markedIn([...pairs.keys()].map((word) => word.text)) - mostLessMarked
  if (isWorse || alike < leastAlike * pairs.size) return unused(true)
  const isDust = (word: Word): boolean => /^\p{P}+$/u.test(word.text) && word.confidence < unreadBelief && !inUnicode.some(({ box }) => sharedArea(word.box, box) > 0)
  const words = text.words.filter((word) => !isDust(word)).map((word) => spelt(word, pairs.get(word)))
  return { text: { ...text, words }, taken: alike / text.words.length, recoded, differs: false }
}

/** The layer's words in Unicode, font by font. */
function inUnicodeOf(layer: readonly LayerWord[]): { readonly words: readonly LayerWord[]; readonly recoded: number } {
  const byFont = Map.groupBy(layer, ({ font }) => font)
  const encodings = new Map([...byFont].map(([font, words]) => [font, encodingOf(words.map(({ text }) => text), font)]))
  const encodingFor = (font: string) => encodings.get(font) ?? 'Unicode'
  return {
    words: layer.map((word) => ({ ...word, text: decoded(word.text, encodingFor(word.font), word.font) })),
    recoded: layer.filter(({ font }) => encodingFor(font) !== 'Unicode').length / Math.max(1, layer.length),
  }
}

/** What the layer has at the places of words: of boxes that lie in one another those two that each cover the other best. */
function pairsOf(words: readonly Word[], layer: readonly LayerWord[]): Map<Word, LayerWord> {
  const near = words.flatMap((word) => layer.flatMap((other) => {
    const share = sharedArea(word.box, other.box)
    return share === 0 ? [] : [{ word, other, share }]
  })).toSorted((one, another) => another.share - one.share)
  const firstOf = <Key>(key: (pair: (typeof near)[number]) => Key): Map<Key, (typeof near)[number]> => new Map(near.toReversed().map((pair) => [key(pair), pair]))
  const [byWord, byOther] = [firstOf(({ word }) => word), firstOf(({ other }) => other)]
  return new Map([...byWord.values()].filter((pair) => byOther.get(pair.other) === pair).map(({ word, other }) => [word, other]))
}

/** Share that two boxes have in common of what they cover together, 0..1; 0 where they do not hold the same word. */
function sharedArea(one: Word['box'], other: Word['box']): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)
  if (width < sameShare * Math.min(one.width, other.width) || height < sameShare * Math.min(one.height, other.height)) return 0
  return (width * height) / (one.width * one.height + other.width * other.height - width * height)
}

/** True for the same word but for marks and one letter in four. */
function isAlike(one: string, other: string): boolean {
  const [first, second] = [fold(one), fold(other)]
  const most = Math.floor(Math.max(first.length, second.length) / 4)
  return editDistance(first, second, most) <= most
}

/** A word as the layer spells it. Names and words of which a letter differs stay for a person to look at. */
function spelt(word: Word, layer: LayerWord | undefined): Word {
  if (layer === undefined) return word
  const told = layer.text
  if (told === word.text) return { ...word, confidence: Math.max(word.confidence, bothBelief), doubted: false }
  if (/^\d+$/u.test(told) && word.confidence < unreadBelief && figureLike.test(word.text)) return { ...word, text: told, box: layer.box, read: word.read ?? word.text, confidence: proposedBelief, doubted: true }
  if (/\d/u.test(told) || /\d/u.test(word.text)) return { ...word, doubted: true }
  if (!isAlike(word.text, told) || !/^\p{L}[\p{L}\p{P}]*$|^\p{P}+\p{L}*\p{P}*$/u.test(told)) return word
  return { ...word, text: told, read: word.read ?? word.text, doubted: fold(word.text) !== fold(told) || /^\p{P}*\p{Lu}/u.test(told) }
}
