import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** AES-256-GCM ciphertext: 12-byte nonce, ciphertext, 16-byte tag, one after the other. */
export type Sealed = Uint8Array

const nonceBytes = 12
const tagBytes = 16

/** Seals `plain` under a 32-byte key with a fresh random nonce; `context` is authenticated, not kept. */
export function seal(key: Uint8Array, plain: Uint8Array, context: string): Sealed {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(context, 'utf8'))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Opens what `seal` made; undefined when key, context or bytes differ. */
export function unseal(key: Uint8Array, sealed: Sealed, context: string): Uint8Array | undefined {
  if (sealed.length < nonceBytes + tagBytes) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(context, 'utf8'))
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  const plain = decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes))
  try {
    decipher.final()
  } catch {
    plain.fill(0)
    return undefined
  }
  return plain
}

/** The keys that a station's data key gives, each for one use only (HKDF-SHA-256, RFC 5869). */
export interface DerivedKeys {
  readonly database: Uint8Array
  readonly header: Uint8Array
  readonly blobNames: Uint8Array
  readonly blobKeys: Uint8Array
  readonly auditSeal: Uint8Array
  readonly backup: Uint8Array
  readonly sender: Uint8Array
}

/** Derives the 32-byte keys of a station from its data key; `stationId` is the salt. */
export function deriveKeys(dataKey: Uint8Array, stationId: string): DerivedKeys {
  const derive = (use: string): Uint8Array => new Uint8Array(hkdfSync('sha256', dataKey, stationId, `sohoa station 1 ${use}`, 32))
  return {
    database: derive('database'),
    header: derive('header'),
    blobNames: derive('blob names'),
    blobKeys: derive('blob keys'),
    auditSeal: derive('audit seal'),
    backup: derive('backup'),
    sender: derive('sender'),
  }
}

/** Overwrites key material that is no longer needed. */
export function wipe(...secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0)
}

/** Overwrites all keys derived from a data key. */
export function wipeKeys(keys: DerivedKeys): void {
  wipe(keys.database, keys.header, keys.blobNames, keys.blobKeys, keys.auditSeal, keys.backup, keys.sender)
}
