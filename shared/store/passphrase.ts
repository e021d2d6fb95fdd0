import * as crypto from 'node:crypto'
import { argon2id } from 'hash-wasm'
import { SohoaError } from '../model/index.ts'
import { wipe } from './sealed.ts'

/** Cost of turning a passphrase into a key, kept with each slot so that it can be raised later. */
export interface KeyDerivation {
  readonly algorithm: 'argon2id'
  readonly memoryKib: number
  readonly passes: number
  readonly parallelism: number
}

/** RFC 9106 §4, second recommended option with one lane: 64 MiB, 3 passes. */
export const keyDerivation: KeyDerivation = { algorithm: 'argon2id', memoryKib: 65_536, passes: 3, parallelism: 1 }

/** Fewest characters of a passphrase that opens a station. */
export const minimumPassphraseLength = 12

/** Throws `passphrase_too_short` (params: length) for a passphrase of fewer than 12 characters. */
export function checkPassphraseLength(passphrase: Uint8Array): void {
  const characters = Array.from(new TextDecoder().decode(passphrase).normalize('NFC')).length
  if (characters < minimumPassphraseLength) throw new SohoaError('passphrase_too_short', { length: minimumPassphraseLength })
}

/**
 * UTF-8 of the passphrase in NFC, in a new array: keyboards and systems differ in how they compose `ệ`.
 * Plain ASCII is copied without passing through a string.
 */
export function composed(passphrase: Uint8Array): Uint8Array {
  if (passphrase.every((byte) => byte < 0x80)) return Uint8Array.from(passphrase)
  return new TextEncoder().encode(new TextDecoder().decode(passphrase).normalize('NFC'))
}

/** 32-byte key of a secret by Argon2id: by Node's own code where it has it, else by WebAssembly (same bytes, slower). */
export async function deriveKey(secret: Uint8Array, salt: Uint8Array, cost: KeyDerivation): Promise<Uint8Array> {
  if ('argon2' in crypto) return deriveNatively(secret, salt, cost)
  return derivePortably(secret, salt, cost)
}

/** Argon2id by node:crypto (Node 24.7 and later; not in Electron's BoringSSL). */
export function deriveNatively(secret: Uint8Array, salt: Uint8Array, cost: KeyDerivation): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    crypto.argon2(
      cost.algorithm,
      { message: secret, nonce: salt, memory: cost.memoryKib, passes: cost.passes, parallelism: cost.parallelism, tagLength: 32 },
      (error, key) => {
        if (error === null) resolve(key)
        else reject(error)
      },
    )
  })
}

/** Argon2id by hash-wasm. */
export async function derivePortably(secret: Uint8Array, salt: Uint8Array, cost: KeyDerivation): Promise<Uint8Array> {
  const password = Uint8Array.from(secret)
  try {
    return await argon2id({
      password, salt, memorySize: cost.memoryKib, iterations: cost.passes, parallelism: cost.parallelism, hashLength: 32, outputType: 'binary',
    })
  } finally {
    wipe(password)
  }
}
