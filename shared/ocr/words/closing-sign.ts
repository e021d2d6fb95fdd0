import { unionOf, type Word } from '../../model/index.ts'

/** The sign `./.` that ends an administrative text, as it is read: its first dot is lost where it touches the word. */
const closing = /^\.?\/\.$/u
/** The sign stands nearer to the word than this share of the word's height. */
const nearest = 1

/**
 * Puts the sign that ends a text to the word before it, as it is printed: `hiện` `/.` becomes `hiện./.`. What was read stays in `read`
 * where a dot is put back.
 */
export function withClosingSign(words: readonly Word[]): Word[] {
  const result: Word[] = []
  for (const word of words) {
    const last = result.at(-1)
    if (last === undefined || !closing.test(word.text) || !endsText(last, word)) {
      result.push(word)
      continue
    }
    const asRead = `${last.text}${word.text}`
    const text = `${last.text.replace(/\.$/u, '')}./.`
    result[result.length - 1] = { ...last, text, box: unionOf([last.box, word.box]), ...(text === asRead ? {} : { read: asRead }) }
  }
  return result
}

function endsText(last: Word, sign: Word): boolean {
  return /\p{L}\.?$/u.test(last.text) && last.block === sign.block && last.line === sign.line && sign.box.x - last.box.x - last.box.width < nearest * last.box.height
}
