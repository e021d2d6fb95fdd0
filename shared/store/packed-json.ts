import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'

/** Shorter JSON gains nothing by packing, bytes. */
const worthPacking = 1024
/** Readings of a page shrink to an eighth in half a millisecond; higher levels take twice as long for a tenth less. */
const level = 3

/** JSON of a value as a column keeps it: deflated (RFC 1951) where that pays, else as text. */
export function packJson(value: unknown): string | Uint8Array {
  const text = JSON.stringify(value ?? null)
  const bytes = Buffer.from(text, 'utf8')
  return bytes.length < worthPacking ? text : deflateRawSync(bytes, { level })
}

/** A column written by packJson, unpacked. */
export const packedJsonColumn = z.union([z.string(), z.instanceof(Uint8Array)]).transform((packed, context): unknown => {
  try {
    return JSON.parse(typeof packed === 'string' ? packed : inflateRawSync(packed).toString('utf8'))
  } catch {
    context.addIssue({ code: 'custom' })
    return z.NEVER
  }
})
