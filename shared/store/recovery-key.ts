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
  /** Numbers, from 1, of the groups whose check does not fit. */
  | { readonly state: 'mistyped'; readonly groups: readonly number[] }
  /** Not 40 characters of the alphabet. */
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
  const plain = text.replace(/[\s\-‐-―_.]+/gu, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1')
  const values = Array.from(plain, (character) => alphabet.indexOf(character))
  if (values.length !== groups * groupLength || values.includes(-1)) return { state: 'not a recovery key' }
  const mistyped: number[] = []
  for (let index = 0; index < groups; index += 1) {
    const group = values.slice(index * groupLength, (index + 1) * groupLength)
    if (checkOf(group.slice(0, groupData), index) !== group[groupData]) mistyped.push(index + 1)
  }
  if (mistyped.length > 0) return { state: 'mistyped', groups: mistyped }
  return { state: 'read', key: new TextEncoder().encode(plain) }
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
