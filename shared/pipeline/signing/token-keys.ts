import { describeThrown, SohoaError, type Digest, type ErrorCode, type ErrorParams } from '../../model/index.ts'
import { holderOf, issuersOf, parseCertificate, schemeFor, type Certificate } from '../../pki/index.ts'
import { checkSigningKey, signerRoles, type PinTries, type SignerRole, type TokenFacts } from '../../sign/index.ts'
import type { PipelineContext } from '../context.ts'
import { stationTrust } from './trust.ts'
import { isOnToken, keyProfile, keysInUse, type UsableKey } from './keys-in-use.ts'
import { keepKey, type KeyDescription } from './signing-keys.ts'
import { audit } from '../transition.ts'

/** A certificate on a token, and whether its key may sign here. */
export interface TokenCertificate {
  readonly certificate: Certificate
  /** Why it may not sign; null when it may. */
  readonly refusal: { readonly code: ErrorCode; readonly params: ErrorParams } | null
  /** Its key is one of the station's. */
  readonly added: boolean
}

/** A token in its slot. Issuers' certificates on it are not told. */
export interface ListedToken extends Omit<TokenFacts, 'certificates'> {
  /** Its PIN was told, and it signs without being asked again until it is released. */
  readonly unlocked: boolean
  readonly certificates: readonly TokenCertificate[]
}

export interface ListedModule {
  readonly module: string
  readonly failure: { readonly code: ErrorCode; readonly params: ErrorParams } | null
  readonly tokens: readonly ListedToken[]
}

/** Errors of tokens and PINs: they concern every record that the same key is to sign, and leave each as it was. */
export const tokenErrors: ReadonlySet<ErrorCode> = new Set([
  'token_module_invalid', 'token_module_failed', 'token_absent', 'token_removed', 'token_key_missing', 'token_scheme_unsupported', 'pin_missing', 'pin_wrong', 'pin_wrong_last', 'pin_locked', 'pin_expired',
])

function readable(ders: readonly Uint8Array[]): Certificate[] {
  return ders.flatMap((der) => {
    try {
      return [parseCertificate(der)]
    } catch (thrown) {
      // What else a token holds under the name of a certificate hides no other.
      if (thrown instanceof SohoaError) return []
      throw thrown
    }
  })
}

function refusalOf(context: PipelineContext, certificate: Certificate, officer: string | null): TokenCertificate['refusal'] {
  try {
    schemeFor(certificate, keyProfile(context))
    checkSigningKey({ certificate, chain: [] }, { agency: officer === null ? context.configuration().agency ?? holderOf(certificate) : null, at: context.now() })
    return null
  } catch (thrown) {
    if (!(thrown instanceof SohoaError)) throw thrown
    return describeThrown(thrown)
  }
}

/** Every module that the settings name, with the tokens in its slots and their certificates, judged as the agency's or as an officer's own. No PIN is needed. */
export async function listTokens(context: PipelineContext, officer: string | null): Promise<ListedModule[]> {
  const tokens = context.rooms.tokens()
  const known = new Set(context.store.listKeys().filter(isOnToken).map(({ certificate }) => parseCertificate(certificate).fingerprint))
  return (await tokens.list()).map(({ module, failure, tokens: listed }) => ({
    module, failure: failure === null ? null : describeThrown(failure),
    tokens: listed.map((token) => {
      const certificates = readable(token.certificates).filter(({ isAuthority }) => !isAuthority)
        .map((certificate) => ({ certificate, refusal: refusalOf(context, certificate, officer), added: known.has(certificate.fingerprint) }))
      return { ...token, certificates, unlocked: certificates.some(({ certificate }) => tokens.isUnlocked(certificate.fingerprint)) }
    }),
  }))
}

const isForDocuments = ({ keyUsage }: Certificate): boolean => keyUsage?.includes('nonRepudiation') === true

/** Of the certificates that may sign, the one to take where nobody chose: one meant for documents (nonRepudiation) before others. Throws token_absent, token_choice_needed `{count}`, or why the only one may not. */
function onlyChoice(found: readonly TokenCertificate[]): Certificate {
  const usable = found.filter(({ refusal }) => refusal === null).map(({ certificate }) => certificate)
  const documents = usable.filter(isForDocuments)
  const [first, ...others] = documents.length > 0 ? documents : usable
  if (first === undefined) {
    const refusal = found[0]?.refusal
    throw refusal === undefined || refusal === null ? new SohoaError('token_absent') : new SohoaError(refusal.code, refusal.params)
  }
  if (others.length > 0) throw new SohoaError('token_choice_needed', { count: others.length + 1 })
  return first
}

/**
 * Adds a key that is on a token, by its certificate; null: the only one that may sign; an officer's own or, with null, the agency's. What the token lacks of its chain comes from the station's
 * trusted certificates. Throws token_absent, token_choice_needed, key_too_weak and what `checkSigningKey` throws.
 */
export async function addTokenKey(context: PipelineContext, fingerprint: Digest | null, officer: string | null): Promise<KeyDescription> {
  const modules = await context.rooms.tokens().list()
  const onTokens = modules.flatMap(({ tokens }) => tokens).map(({ certificates }) => readable(certificates))
  const offered = [...new Map(onTokens.flat().filter(({ isAuthority }) => !isAuthority).map((certificate) => [certificate.fingerprint, certificate])).values()]
  const failure = modules.every((module) => module.failure !== null) ? modules[0]?.failure ?? null : null
  if (failure !== null) throw failure
  const certificate = fingerprint === null
    ? onlyChoice(offered.map((one) => ({ certificate: one, refusal: refusalOf(context, one, officer), added: false })))
    : offered.find((one) => one.fingerprint === fingerprint)
  if (certificate === undefined) throw new SohoaError('token_absent')
  const beside = onTokens.find((certificates) => certificates.some((one) => one.fingerprint === certificate.fingerprint)) ?? []
  const chain = issuersOf(certificate, [...beside, ...stationTrust(context).intermediates])
  return keepKey(context, 'PKCS#11', { certificate, chain, scheme: schemeFor(certificate, keyProfile(context)) }, new Uint8Array(0), officer)
}

/** A token that is locked and is to sign. */
export interface LockedToken extends Pick<TokenFacts, 'label' | 'pinTries' | 'pinAtReader'> {
  /** The certificate on it whose key is to sign: its PIN is told for this one, and never sent to another token. */
  readonly certificate: Digest
}

/** What the signer is asked for with the next lot. */
export interface SignerQuestion {
  readonly asks: 'nothing' | 'passphrase' | 'PIN'
  /** In the order of the signatures; only where a PIN is asked for. */
  readonly tokens: readonly LockedToken[]
}

/** The keys on tokens for each of these signers. Where a file signs, or nothing can, there are none. */
function tokenKeysInUse(context: PipelineContext, roles: readonly SignerRole[]): UsableKey[][] {
  const { agency } = context.configuration()
  if (agency === null) return []
  return roles.flatMap((role) => {
    try {
      const keys = keysInUse(context, role === 'agency' ? agency : null).filter(({ stored }) => isOnToken(stored))
      return keys.length === 0 ? [] : [keys]
    } catch (thrown) {
      // Why no key may sign is told by each record that is to be signed.
      if (thrown instanceof SohoaError) return []
      throw thrown
    }
  })
}

/** The keys of each signer whose token is locked. */
function lockedKeys(context: PipelineContext, roles: readonly SignerRole[]): UsableKey[][] {
  return tokenKeysInUse(context, roles).filter((keys) => !keys.some(({ certificate }) => context.rooms.tokens().isUnlocked(certificate.fingerprint)))
}

/** The first of the keys whose token is in its slot. Throws why the newest one's cannot be used: token_absent, token_module_invalid, token_module_failed. */
async function present(context: PipelineContext, keys: readonly UsableKey[]): Promise<{ readonly certificate: Digest; readonly token: TokenFacts }> {
  let refusal: unknown = new SohoaError('token_absent')
  for (const { certificate: { fingerprint } } of keys) {
    try {
      return { certificate: fingerprint, token: await context.rooms.tokens().find(fingerprint) }
    } catch (thrown) {
      if (!(thrown instanceof SohoaError)) throw thrown
      if (refusal instanceof SohoaError && refusal.code === 'token_absent') refusal = thrown
    }
  }
  throw refusal
}

/**
 * The locked tokens that are to sign and are in their slots, each once. One that is missing hides no other: its records wait for it. Throws
 * token_absent, token_module_invalid, token_module_failed where none of those wanted is there, and pin_locked for one that has locked itself.
 */
async function lockedTokens(context: PipelineContext, roles: readonly SignerRole[]): Promise<LockedToken[]> {
  const found: { readonly certificate: Digest; readonly token: TokenFacts }[] = []
  let refusal: SohoaError | undefined
  for (const keys of lockedKeys(context, roles)) {
    const onFound = found.some(({ token }) => readable(token.certificates).some(({ fingerprint }) => keys.some(({ certificate }) => certificate.fingerprint === fingerprint)))
    if (onFound) continue
    try {
      found.push(await present(context, keys))
    } catch (thrown) {
      if (!(thrown instanceof SohoaError)) throw thrown
      refusal ??= thrown
    }
  }
  if (found.length === 0 && refusal !== undefined) throw refusal
  if (found.some(({ token }) => token.pinTries === 'none')) throw new SohoaError('pin_locked')
  return found.map(({ certificate, token: { label, pinTries, pinAtReader } }) => ({ certificate, label, pinTries, pinAtReader }))
}

/** What the one who signs in these roles is asked for, without a look at the tokens. */
export function asksSigner(context: PipelineContext, roles: readonly SignerRole[]): SignerQuestion['asks'] {
  if (roles.length === 0) return 'nothing'
  if (tokenKeysInUse(context, roles).length === 0) return context.configuration().confirmSigning ? 'passphrase' : 'nothing'
  return lockedKeys(context, roles).length === 0 ? 'nothing' : 'PIN'
}

/**
 * What the signer must tell before a lot is signed. A token that is unlocked asks for nothing, unless each lot is to be confirmed. Throws token_absent,
 * pin_locked, token_module_invalid, token_module_failed: then nobody need type a PIN.
 */
export async function signerQuestion(context: PipelineContext, roles: readonly SignerRole[]): Promise<SignerQuestion> {
  const asks = asksSigner(context, roles)
  return { asks, tokens: asks === 'PIN' ? await lockedTokens(context, roles) : [] }
}

/** Of every token that is to sign, how many wrong PINs it still takes. Throws what `signerQuestion` throws but pin_locked. */
export async function tokenTries(context: PipelineContext): Promise<PinTries[]> {
  const found: PinTries[] = []
  for (const keys of tokenKeysInUse(context, signerRoles)) found.push((await present(context, keys)).token.pinTries)
  return found
}

/**
 * Unlocks the tokens that are to sign, one after the other, each with its own PIN, which is asked for only when it can be used and is wiped: sent
 * once, whatever comes of it. Throws what `signerQuestion`, `askPin` and `Tokens.unlock` throw; those unlocked before stay so.
 */
export async function unlockTokens(context: PipelineContext, roles: readonly SignerRole[], askPin: (token: LockedToken) => Promise<Uint8Array>): Promise<void> {
  for (const token of await lockedTokens(context, roles)) {
    const { certificate, pinAtReader } = token
    const pin = pinAtReader ? null : await askPin(token)
    try {
      await context.rooms.tokens().unlock(certificate, pin)
      context.store.transaction(() => { audit(context, 'token unlocked', null, { certificate }) })
    } catch (thrown) {
      context.store.transaction(() => { audit(context, 'token not unlocked', null, { certificate, code: describeThrown(thrown).code }) })
      throw thrown
    }
  }
}
