import type { Brand } from './brand.ts'

/** Identifies a record inside its station: 26 characters of Crockford base 32, time-ordered (ULID form). */
export type RecordId = Brand<string, 'RecordId'>

/** SHA-256 of some bytes, 64 lower-case hexadecimal digits. */
export type Digest = Brand<string, 'Digest'>

const recordIdPattern = /^[0-9A-HJKMNP-TV-Z]{26}$/
const digestPattern = /^[0-9a-f]{64}$/

/** True when `text` has the form of a record id. */
export function isRecordId(text: string): text is RecordId {
  return recordIdPattern.test(text)
}

/** True when `text` has the form of a SHA-256 digest. */
export function isDigest(text: string): text is Digest {
  return digestPattern.test(text)
}

/** Takes `text` as a digest. Throws RangeError when it has not the form of one. */
export function toDigest(text: string): Digest {
  if (!isDigest(text)) throw new RangeError('not a SHA-256 digest')
  return text
}

/** Takes `text` as a record id. Throws RangeError when it has not the form of one. */
export function toRecordId(text: string): RecordId {
  if (!isRecordId(text)) throw new RangeError('not a record id')
  return text
}
