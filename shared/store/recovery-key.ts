import { randomBytes } from 'node:crypto'

/**
 * A recovery key is 160 random bits, written as eight groups of five characters of Crockford's base 32:
 * four of data and one check character, so that a person is told which group is mistyped.
 * The check is linear over GF(32) with the group's number in it: it finds every single wrong character,
 * every exchange of two characters within a group and every exchange of two groups.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const groups = 8
const groupData = 4
const groupLength = groupData + 1

/** What a person typed, read as a recovery key. */
export type TypedRecoveryKey =
  | { readonly state: 'read'; readonly key: Uint8Array }
  /** Numbers, from 1, of the groups that are too short or too long, hold a character of no recovery key, or whose check does not fit. */
  | { readonly state: 'mistyped'; readonly groups: readonly number[] }
  /** Neither 40 characters of the alphabet nor eight groups of which half fit. */
  | { readonly state: 'not a recovery key' }

/** A new random recovery key as shown to a person: `7GQ2M-…` (eight groups). */
export function newRecoveryKey(): string {
  const values = Array.from(randomBytes(groups * groupData), (byte) => byte & 31)
  return Array.from({ length: groups }, (_, index) => {
    const data = values.slice(index * groupData, (index + 1) * groupData)
    return [...data, checkOf(data, index)].map((value) => alphabet.charAt(value)).join('')
  }).join('-')
}

/**
 * Reads a recovery key as a person types it: letter case, spaces and dashes do not matter; O is 0, I and L are 1.
 * `key` is the 40 characters in upper case as ASCII bytes.
 */
export function readRecoveryKey(text: string): TypedRecoveryKey {
  const parts = text.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1').split(/[\s\-‐-―_.]+/u).filter((part) => part !== '')
  const plain = parts.join('')
  const typed = parts.length === groups ? parts : plain.match(/.{5}/gu) ?? []
  const isKey = Array.from(plain).every((character) => alphabet.includes(character)) && plain.length === groups * groupLength
  const mistyped = typed.flatMap((group, index) => (fits(group, index) ? [] : [index + 1]))
  // Eight words may be a passphrase: they are taken for a key when half of them are groups of one.
  if (!isKey && (parts.length !== groups || mistyped.length > groups / 2)) return { state: 'not a recovery key' }
  if (mistyped.length > 0) return { state: 'mistyped', groups: mistyped }
  return { state: 'read', key: new TextEncoder().encode(plain) }
}

function fits(group: string, index: number): boolean {
  const values = Array.from(group, (character) => alphabet.indexOf(character))
  return values.length === groupLength && !values.includes(-1) && checkOf(values.slice(0, groupData), index) === values[groupData]
}

function checkOf(data: readonly number[], groupIndex: number): number {
  return data.reduce((sum, value, place) => sum ^ multiply(value, place + 2), multiply(groupIndex + 1, groupData + 2))
}

/** Product in GF(32), reduced by x^5 + x^2 + 1. */
function multiply(left: number, right: number): number {
  let product = 0
  for (let bit = 0; bit < 5; bit += 1) {
    if ((right >> bit) & 1) product ^= left << bit
  }
  for (let bit = 9; bit >= 5; bit -= 1) {
    if ((product >> bit) & 1) product ^= 0b100101 << (bit - 5)
  }
  return product
}
