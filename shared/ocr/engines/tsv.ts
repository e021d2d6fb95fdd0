/** A word as the engine gives it: box in px of the reading copy, numbers of its block, paragraph and line. */
export interface RawWord {
  readonly text: string
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** 0..1. */
  readonly confidence: number
  readonly block: number
  readonly paragraph: number
  readonly line: number
}

const wordLevel = 5

/** What the model writes for what Vietnamese papers do not have: a fraction slash in `35/2018/QH14`, a long dash for any, the Icelandic eth for đ. */
const lookAlikes: Readonly<Record<string, string>> = { '⁄': '/', '∕': '/', '—': '–', Ð: 'Đ', ð: 'đ' }

/** Letters and figures as high as a capital. A long dash is wider than that; the short one is narrower in every typeface for print. */
const tall = /[\p{Lu}\dbdđhkl]/u
const longDash = 1

/**
 * Words of tesseract's TSV output (columns level, page, block, paragraph, line, word, left, top, width, height, conf,
 * text), in its order; text in NFC, empty ones left out. With or without the heading line.
 */
export function wordsOfTsv(tsv: string): RawWord[] {
  const words: RawWord[] = []
  for (const row of tsv.split('\n')) {
    const columns = row.split('\t')
    if (Number(columns[0]) !== wordLevel) continue
    const text = columns.slice(11).join('').normalize('NFC').replace(/[\s\u200B-\u200F\uFEFF]+/gu, '').replace(/[⁄∕—Ðð]/gu, (sign) => lookAlikes[sign] ?? sign)
    const [block, paragraph, line, , left, top, width, height, confidence] = columns.slice(2, 11).map(Number)
    if (text === '' || block === undefined || paragraph === undefined || line === undefined || left === undefined) continue
    if (top === undefined || width === undefined || height === undefined || confidence === undefined) continue
    words.push({ text, left, top, width, height, confidence: Math.min(1, Math.max(0, confidence / 100)), block, paragraph, line })
  }
  return withLongDashes(words)
}

/** The model has one dash for two. By itself it is as wide as half a letter's square, or as the whole of it. */
function withLongDashes(words: readonly RawWord[]): RawWord[] {
  return words.map((word) => {
    if (word.text !== '–') return word
    const beside = words.filter(({ text, block, paragraph, line }) => tall.test(text) && block === word.block && paragraph === word.paragraph && line === word.line)
    const heights = beside.map(({ height }) => height).sort((first, second) => first - second)
    const capital = heights[Math.floor((heights.length - 1) / 4)]
    return capital !== undefined && word.width > longDash * capital ? { ...word, text: '—' } : word
  })
}
