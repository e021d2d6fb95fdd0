import { randomBytes } from 'node:crypto'
import { toMilliseconds, toRecordId, vietnamDate, type Instant, type RecordId } from '../../model/index.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function base32(value: bigint, length: number): string {
  let rest = value
  let out = ''
  for (let index = 0; index < length; index += 1) {
    out = (alphabet[Number(rest & 31n)] ?? '') + out
    rest >>= 5n
  }
  return out
}

/** A new record id (ULID: 48 bits of time in ms, 80 random bits). */
export function newRecordId(at: Instant): RecordId {
  return toRecordId(base32(BigInt(toMilliseconds(at)), 10) + base32(BigInt(`0x${randomBytes(10).toString('hex')}`), 16))
}

/** The code printed in mark and QR: the day and random letters, so that it tells nothing about anybody: `SH-261122-7K3M9QTX`. */
export function newRecordCode(at: Instant): string {
  return `SH-${vietnamDate(at).slice(2).replaceAll('-', '')}-${base32(BigInt(`0x${randomBytes(5).toString('hex')}`), 8)}`
}
