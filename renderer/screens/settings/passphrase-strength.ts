import { fold } from '../../../shared/model/index.ts'

/** Characters that the station asks of a passphrase (shared/store/passphrase.ts). */
export const fewestCharacters = 12

export type PassphraseStrength = 'short' | 'weak' | 'fair' | 'good'

const guessedFirst = ['matkhau', 'password', 'passphrase', '123456', 'abcdef', 'qwerty', 'sohoa', 'iloveyou', 'motcua', 'ubnd', 'uybannhandan']

/**
 * How hard a passphrase is to guess, roughly. `told`: names that stand on every paper of the office, with which guessing begins.
 * A good one is long: four words that have nothing to do with each other, or twenty characters.
 */
export function passphraseStrength(passphrase: string, told: readonly string[] = []): PassphraseStrength {
  const text = passphrase.normalize('NFC')
  const characters = Array.from(text)
  if (characters.length < fewestCharacters) return 'short'
  const plain = fold(text).replace(/[^a-z0-9]/gu, '')
  const guessed = [...guessedFirst, ...told.map((name) => fold(name).replace(/[^a-z0-9]/gu, ''))].filter((word) => word.length >= 4).reduce((left, word) => left.replaceAll(word, ''), plain)
  const words = new Set(fold(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1))
  if (new Set(characters).size < 6 || /^[\d\s./-]*$/u.test(text) || guessed.length < 8) return 'weak'
  return characters.length >= 20 || words.size >= 4 ? 'good' : 'fair'
}
