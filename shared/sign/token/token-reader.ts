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
   * Logs in to the token that holds the certificate, once; `pin` (null: it is typed at the reader) is wiped. Returns the certificates of every key on
   * it. Throws token_absent, pin_locked (the PIN is then not sent), pin_wrong, pin_wrong_last, pin_expired, token_key_missing, token_module_failed.
   */
  unlock(certificate: Digest, pin: Uint8Array | null): Digest[]
  /** Signs with the key of a certificate whose token is unlocked. Throws pin_missing, token_removed, token_scheme_unsupported, token_module_failed; the token is then locked again. */
  sign(certificate: Digest, mechanism: Mechanism, data: Uint8Array): Uint8Array
  /** Logs out of every token. */
  release(): void
}

interface TokenKey {
  readonly handle: Handle
  /** It wants the PIN again with each signature (CKA_ALWAYS_AUTHENTICATE). */
  readonly wantsPin: boolean
}

interface Unlocked {
  readonly slot: Handle
  readonly serial: string
  readonly session: Handle
  readonly keys: ReadonlyMap<Digest, TokenKey>
  /** Kept only for keys that want it again. */
  readonly pinForEach: Uint8Array | null
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
  let unlocked: readonly Unlocked[] = []
  let initialised = false

  const begin = (): void => {
    if (!initialised) cryptoki.initialize()
    initialised = true
  }
  /** Lets the module go when no token is unlocked: some look for tokens only when they are initialised. */
  const rest = (): void => {
    if (initialised && unlocked.length === 0) {
      initialised = false
      cryptoki.finalize()
    }
  }
  const lock = (slot: Handle): void => {
    for (const { pinForEach } of unlocked.filter((one) => one.slot === slot)) pinForEach?.fill(0)
    unlocked = unlocked.filter((one) => one.slot !== slot)
    // A token that is gone has nothing to be logged out of.
    try { cryptoki.closeSessions(slot) } catch (thrown) { if (!(thrown instanceof CryptokiError)) throw thrown }
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

  const find = (certificate: Digest): { slot: Handle; info: TokenInfo; certificates: { der: Buffer; id: Buffer }[] } => {
    for (const { slot, info } of tokens()) {
      const session = cryptoki.openSession(slot)
      const certificates = certificatesIn(session)
      cryptoki.closeSession(session)
      if (certificates.some(({ der }) => fingerprintOf(der) === certificate)) return { slot, info, certificates }
    }
    throw new SohoaError('token_absent')
  }

  const keysOf = (session: Handle, certificates: readonly { der: Buffer; id: Buffer }[]): Map<Digest, TokenKey> => new Map(certificates.flatMap(({ der, id }) => {
    const [handle] = cryptoki.findObjects(session, [[attributeType.class, objectClass.privateKey], [attributeType.id, id]])
    return handle === undefined ? [] : [[fingerprintOf(der), { handle, wantsPin: cryptoki.attribute(session, handle, attributeType.alwaysAuthenticate)?.[0] === 1 }] as const]
  }))

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

  const login = (session: Handle, slot: Handle, user: 'user' | 'contextSpecific', pin: Uint8Array | null): void => {
    try {
      cryptoki.login(session, user, pin)
    } catch (thrown) {
      throw (thrown instanceof CryptokiError ? pinError(thrown.code, slot) : undefined) ?? thrown
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
        rest()
      }
    },
    unlock(certificate, pin) {
      let at: { slot: Handle; serial: string } | undefined
      try {
        begin()
        const { slot, info, certificates } = find(certificate)
        at = { slot, serial: info.serial }
        if (triesOf(info.flags) === 'none') throw new SohoaError('pin_locked')
        // Whoever is logged in would have any PIN taken for right.
        lock(slot)
        const session = cryptoki.openSession(slot)
        login(session, slot, 'user', pin)
        const keys = keysOf(session, certificates)
        if (!keys.has(certificate)) throw new SohoaError('token_key_missing')
        const wantsPin = [...keys.values()].some((key) => key.wantsPin)
        unlocked = [...unlocked, { ...at, session, keys, pinForEach: wantsPin && pin !== null ? Uint8Array.from(pin) : null }]
        return [...keys.keys()]
      } catch (thrown) {
        const error = told(thrown, at)
        if (at !== undefined) lock(at.slot)
        rest()
        throw error
      } finally {
        pin?.fill(0)
      }
    },
    sign(certificate, mechanism, data) {
      const open = unlocked.find(({ keys }) => keys.has(certificate))
      const key = open?.keys.get(certificate)
      if (open === undefined || key === undefined) throw new SohoaError('pin_missing')
      try {
        cryptoki.signInit(open.session, mechanism, key.handle)
        if (key.wantsPin) login(open.session, open.slot, 'contextSpecific', open.pinForEach)
        return Uint8Array.from(cryptoki.sign(open.session, data))
      } catch (thrown) {
        const error = told(thrown, open)
        lock(open.slot)
        rest()
        throw error
      }
    },
    release() {
      for (const { slot } of unlocked) lock(slot)
      rest()
    },
  }
}
