import { SohoaError, type Digest } from '../../model/index.ts'
import { attributeType, objectClass, returned, tokenFlag } from './constants.ts'
import { CryptokiError, type Cryptoki, type Handle, type Mechanism, type TokenInfo } from './cryptoki.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { PinTries, TokenFacts } from './protocol.ts'

/** The tokens of one module, which lives in this process. Certificates name keys: whichever token holds one is meant. */
export interface TokenReader {
  /** Every token that is in its slot, with its certificates; no PIN is needed. */
  list(): TokenFacts[]
  /**
   * Logs in to the token that holds the certificate, once; `pin` (null: it is typed at the reader) is wiped. Throws token_absent, pin_locked (the
   * PIN is then not sent), pin_wrong, pin_wrong_last, pin_expired, token_key_missing, token_module_failed.
   */
  unlock(certificate: Digest, pin: Uint8Array | null): void
  /** Signs with the key of a certificate whose token is unlocked. Throws pin_missing, token_removed, token_scheme_unsupported, token_module_failed; the token is then locked again. */
  sign(certificate: Digest, mechanism: Mechanism, data: Uint8Array): Uint8Array
  /** Logs out of every token. */
  release(): void
}

interface Unlocked {
  readonly slot: Handle
  readonly serial: string
  readonly session: Handle
  readonly key: Handle
  /** Kept only for a key that wants it again with each signature. */
  readonly pinForEach: Uint8Array | null
  readonly wantsPinForEach: boolean
}

function triesOf(flags: number): PinTries {
  if ((flags & tokenFlag.userPinLocked) !== 0) return 'none'
  if ((flags & tokenFlag.userPinFinalTry) !== 0) return 'last'
  return (flags & tokenFlag.userPinCountLow) !== 0 ? 'few' : 'usual'
}

const removed: ReadonlySet<number> = new Set([
  returned.slotIdInvalid, returned.deviceRemoved, returned.keyHandleInvalid, returned.objectHandleInvalid, returned.sessionClosed, returned.sessionHandleInvalid,
  returned.tokenNotPresent, returned.tokenNotRecognised,
])

/** Reads tokens through a module that is loaded, but not yet initialised. */
export function openTokenReader(cryptoki: Cryptoki): TokenReader {
  const unlocked = new Map<Digest, Unlocked>()
  let initialised = false

  const begin = (): void => {
    if (!initialised) cryptoki.initialize()
    initialised = true
  }
  const end = (): void => {
    for (const { slot, pinForEach } of unlocked.values()) {
      pinForEach?.fill(0)
      // A token that is gone has nothing to be logged out of.
      try { cryptoki.closeSessions(slot) } catch (thrown) { if (!(thrown instanceof CryptokiError)) throw thrown }
    }
    unlocked.clear()
    if (initialised) cryptoki.finalize()
    initialised = false
  }

  /** The slots whose token can be used, with what it says of itself. One that is taken out meanwhile is none. */
  const tokens = (): { slot: Handle; info: TokenInfo }[] => cryptoki.slots().flatMap((slot) => {
    try {
      const info = cryptoki.tokenInfo(slot)
      return (info.flags & tokenFlag.initialised) === 0 ? [] : [{ slot, info }]
    } catch (thrown) {
      if (thrown instanceof CryptokiError && removed.has(thrown.code)) return []
      throw thrown
    }
  })

  const certificatesIn = (session: Handle): { der: Buffer; id: Buffer }[] =>
    cryptoki.findObjects(session, [[attributeType.class, objectClass.certificate], [attributeType.certificateType, 0]]).flatMap((object) => {
      const der = cryptoki.attribute(session, object, attributeType.value)
      return der === undefined ? [] : [{ der, id: cryptoki.attribute(session, object, attributeType.id) ?? Buffer.alloc(0) }]
    })

  const find = (certificate: Digest): { slot: Handle; info: TokenInfo; session: Handle; id: Buffer } => {
    for (const { slot, info } of tokens()) {
      const session = cryptoki.openSession(slot)
      const found = certificatesIn(session).find(({ der }) => fingerprintOf(der) === certificate)
      if (found !== undefined) return { slot, info, session, id: found.id }
      cryptoki.closeSessions(slot)
    }
    throw new SohoaError('token_absent')
  }

  const isThere = (slot: Handle, serial: string): boolean => {
    try {
      return cryptoki.slots().includes(slot) && cryptoki.tokenInfo(slot).serial === serial
    } catch (thrown) {
      if (thrown instanceof CryptokiError) return false
      throw thrown
    }
  }

  const pinError = (code: number, slot: Handle): SohoaError | undefined => {
    switch (code) {
      case returned.pinLocked: return new SohoaError('pin_locked')
      case returned.pinExpired: return new SohoaError('pin_expired')
      case returned.pinIncorrect:
      case returned.pinInvalid:
      case returned.pinLengthRange: {
        const tries = triesOf(cryptoki.tokenInfo(slot).flags)
        return new SohoaError(tries === 'none' ? 'pin_locked' : tries === 'last' ? 'pin_wrong_last' : 'pin_wrong')
      }
      case returned.functionCanceled: return new SohoaError('cancelled')
      default: return undefined
    }
  }

  /** What a failure of the module means; nothing is ever tried again, least of all a PIN. */
  const told = (thrown: unknown, at?: { slot: Handle; serial: string }): unknown => {
    if (!(thrown instanceof CryptokiError)) return thrown
    const { call, code } = thrown
    if (code === returned.mechanismInvalid || code === returned.mechanismParameterInvalid) return new SohoaError('token_scheme_unsupported')
    if (code === returned.userNotLoggedIn) return new SohoaError('pin_missing')
    if (at !== undefined && (removed.has(code) || !isThere(at.slot, at.serial))) return new SohoaError('token_removed')
    return new SohoaError('token_module_failed', { detail: `${call} 0x${code.toString(16)}` })
  }

  return {
    list() {
      try {
        begin()
        return tokens().map(({ slot, info: { flags, ...info } }) => {
          const session = cryptoki.openSession(slot)
          try {
            return {
              ...info, slot: cryptoki.slotDescription(slot), pinTries: triesOf(flags), pinAtReader: (flags & tokenFlag.protectedAuthenticationPath) !== 0,
              certificates: certificatesIn(session).map(({ der }) => Uint8Array.from(der)),
            }
          } finally {
            cryptoki.closeSession(session)
          }
        })
      } catch (thrown) {
        throw told(thrown)
      } finally {
        // What is asked anew next time is seen anew: some modules look for tokens only when they are initialised.
        if (unlocked.size === 0) end()
      }
    },
    unlock(certificate, pin) {
      let at: { slot: Handle; serial: string } | undefined
      try {
        end()
        begin()
        const { slot, info, session, id } = find(certificate)
        at = { slot, serial: info.serial }
        if (triesOf(info.flags) === 'none') throw new SohoaError('pin_locked')
        try {
          cryptoki.login(session, 'user', pin)
        } catch (thrown) {
          throw (thrown instanceof CryptokiError ? pinError(thrown.code, slot) : undefined) ?? thrown
        }
        const [key] = cryptoki.findObjects(session, [[attributeType.class, objectClass.privateKey], [attributeType.id, id]])
        if (key === undefined) throw new SohoaError('token_key_missing')
        const wantsPinForEach = cryptoki.attribute(session, key, attributeType.alwaysAuthenticate)?.[0] === 1
        unlocked.set(certificate, { ...at, session, key, wantsPinForEach, pinForEach: wantsPinForEach && pin !== null ? Uint8Array.from(pin) : null })
      } catch (thrown) {
        const error = told(thrown, at)
        end()
        throw error
      } finally {
        pin?.fill(0)
      }
    },
    sign(certificate, mechanism, data) {
      const open = unlocked.get(certificate)
      if (open === undefined) throw new SohoaError('pin_missing')
      try {
        cryptoki.signInit(open.session, mechanism, open.key)
        if (open.wantsPinForEach) {
          try {
            cryptoki.login(open.session, 'contextSpecific', open.pinForEach)
          } catch (thrown) {
            throw (thrown instanceof CryptokiError ? pinError(thrown.code, open.slot) : undefined) ?? thrown
          }
        }
        return Uint8Array.from(cryptoki.sign(open.session, data))
      } catch (thrown) {
        const error = told(thrown, open)
        end()
        throw error
      }
    },
    release: end,
  }
}
