import { SohoaError } from '../../model/index.ts'
import { holderOf, parseCertificate, schemeFor, type Certificate, type SignerIdentity } from '../../pki/index.ts'
import { checkSigningKey, type KeyProfile } from '../../sign/index.ts'
import type { StoredKey } from '../../store/index.ts'
import type { PipelineContext } from '../context.ts'
import { keyHolders } from './key-holders.ts'

/** How the station's keys sign, as it is set. */
export function keyProfile(context: Pick<PipelineContext, 'configuration'>): KeyProfile {
  const { rsaScheme, signatureDigest } = context.configuration()
  return { rsa: rsaScheme, digest: ({ 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' } as const)[signatureDigest] }
}

export const isOnToken = ({ profile }: Pick<StoredKey, 'profile'>): boolean => profile === 'PKCS#11'

/** Whether a key signs when its holder's signature is due. `rests`: it may, but one that was added later signs. */
export type KeyUse = 'signs' | 'rests' | 'may not'

/** A key of the station, and whether it signs. */
export interface JudgedKey {
  readonly stored: StoredKey
  readonly certificate: Certificate
  /** The officer whose own it is; null: the agency's. */
  readonly officer: string | null
  readonly use: KeyUse
  /** Why it may not sign now: its purpose, its dates, or the agency that it names; null where it may. */
  readonly refusal: SohoaError | null
}

function refusalOf(context: PipelineContext, stored: StoredKey, certificate: Certificate, agency: string | null): SohoaError | null {
  try {
    checkSigningKey({ certificate, chain: stored.chain.map(parseCertificate) }, { agency, at: context.now() })
    return null
  } catch (thrown) {
    if (!(thrown instanceof SohoaError)) throw thrown
    return thrown
  }
}

/**
 * The keys of the station, oldest first, each with whether it signs. The one that was added last signs for its holder. Others rest, but those on
 * tokens beside one on a token: whichever is plugged in. Once the last one may not sign any more (it ended, the agency has another name)
 * nothing signs: an older key steps in when somebody adds it again or removes the newer one, never by itself.
 */
export function judgeKeys(context: PipelineContext): JudgedKey[] {
  const { agency } = context.configuration()
  const holders = keyHolders(context)
  const newest = new Map<string | null, JudgedKey>()
  return context.store.listKeys().toReversed().map((stored): JudgedKey => {
    const certificate = parseCertificate(stored.certificate)
    const officer = holders[stored.id] ?? null
    const refusal = refusalOf(context, stored, certificate, officer === null ? agency ?? holderOf(certificate) : null)
    const before = newest.get(officer)
    const signs = before === undefined || (before.use === 'signs' && isOnToken(before.stored) && isOnToken(stored))
    const judged: JudgedKey = { stored, certificate, officer, refusal, use: refusal !== null ? 'may not' : signs ? 'signs' : 'rests' }
    if (before === undefined) newest.set(officer, judged)
    return judged
  }).toReversed()
}

/** A key of the station that signs now, not opened yet. */
export interface UsableKey extends SignerIdentity {
  readonly stored: StoredKey
}

/**
 * The keys that sign for the agency now (null: for the officer who opened the station, in person), the one added last first; several only where
 * they are on tokens. Throws key_missing (officer_key_missing) when there is none at all, why the last one may not (certificate_expired,
 * certificate_agency_differs …), and key_too_weak.
 */
export function keysInUse(context: PipelineContext, agency: string | null): UsableKey[] {
  const holder = agency === null ? context.actor : null
  const keys = judgeKeys(context).filter(({ officer }) => officer === holder).toReversed()
  const [newest] = keys
  if (newest === undefined) throw new SohoaError(agency === null ? 'officer_key_missing' : 'key_missing')
  if (newest.refusal !== null) throw newest.refusal
  return keys.filter(({ use }) => use === 'signs').map(({ stored, certificate }) => ({
    stored, certificate, chain: stored.chain.map(parseCertificate), scheme: schemeFor(certificate, keyProfile(context)),
  }))
}
