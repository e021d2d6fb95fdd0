import { createHash } from 'node:crypto'
import { toDigest, type Digest } from '../../model/index.ts'

/** SHA-256 of a certificate's DER, by which it is known everywhere. */
export const fingerprintOf = (der: Uint8Array): Digest => toDigest(createHash('sha256').update(der).digest('hex'))
