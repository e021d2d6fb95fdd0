import type { ResultOf } from '../../contract/index.ts'
import { describeThrown, SohoaError, toMilliseconds, vietnamDate, type Instant } from '../../model/index.ts'
import { askStatus, holderOf, judgeChain, judgeRevocation, type AskedStatus, type Certificate, type ListKeeper, type StatusGap } from '../../pki/index.ts'
import type { SigningKey } from '../../sign/index.ts'
import type { Store } from '../../store/index.ts'
import type { PipelineContext } from '../context.ts'
import { keysInUse } from './keys-in-use.ts'
import { packagedStatus, stationTrust } from './trust.ts'

/** How long an authority may take to tell a status, ms: the officer waits for it. */
const answerTimeMs = 5000
/** An answer this young is not asked for again: a lot of a hundred records asks once. */
const recentMs = 5 * 60_000
/** The same for silence: a lot signed without a network waits for it once. */
const silentMs = 20_000

/** One certificate of a chain below its anchor, and what is known of it. */
export interface ChainLink {
  readonly certificate: Certificate
  readonly status: AskedStatus
}

/** What is known of a whole chain, from the certificate to its anchor. */
export interface ChainStatus {
  readonly chain: readonly Certificate[]
  readonly links: readonly ChainLink[]
}

/** The status of a signer's certificate as it was just before his signature (Circular 15/2025/TT-BKHCN). */
export type StatusBeforeSigning =
  | { readonly state: 'good'; readonly source: 'OCSP' | 'CRL'; readonly asOf: Instant }
  | { readonly state: 'not checked'; readonly reason: StatusGap | 'no trusted chain' }

const recent = new WeakMap<Store, Map<string, { readonly status: AskedStatus; readonly askedAt: number }>>()

function keeperOf({ store, now }: Pick<PipelineContext, 'store' | 'now'>): ListKeeper {
  return {
    last(address) {
      const kept = store.getRevocationList(address)
      return kept === undefined ? undefined : { crl: kept.list, fetchedAt: kept.fetchedAt }
    },
    keep: (address, crl) => { store.putRevocationList(address, crl, now()) },
  }
}

/** `anew`: the authority is asked; `recent`: an answer of the last minutes will do where it covers the moment; `recent silence`: and so will that it gave none. */
type Asking = 'anew' | 'recent' | 'recent silence'

/** The status at a moment of what `issuer` issued. */
async function statusOf(context: PipelineContext, certificate: Certificate, issuer: Certificate, at: Instant, asking: Asking): Promise<AskedStatus> {
  const now = context.now()
  const moments = { at, now }
  const known = recent.get(context.store) ?? new Map<string, { status: AskedStatus; askedAt: number }>()
  recent.set(context.store, known)
  const last = known.get(certificate.fingerprint)
  const age = last === undefined ? Infinity : Math.abs(toMilliseconds(now) - last.askedAt)
  if (asking === 'recent silence' && last?.status.state === 'unknown' && age < silentMs) return last.status
  if (asking !== 'anew' && last !== undefined && last.status.state !== 'unknown' && age < recentMs) {
    const { source, bytes } = last.status.proof
    const again = judgeRevocation(source === 'OCSP' ? { ocspResponses: [bytes], crls: [] } : { ocspResponses: [], crls: [bytes] }, certificate, issuer, moments)
    if (again.state !== 'unknown') return again
  }
  const { addresses, lists } = packagedStatus(context, issuer)
  const status = await askStatus({ certificate, issuer, moments, more: addresses, given: lists, lists: keeperOf(context), timeMs: answerTimeMs })
  known.set(certificate.fingerprint, { status, askedAt: toMilliseconds(now) })
  return status
}

/**
 * What is known of a certificate and its issuers at a moment. Only authorities of a chain that the station trusts are asked: a foreign
 * certificate chooses no address. Undefined where there is no such chain. `asking` is how the certificate itself is asked about.
 */
export async function chainStatus(context: PipelineContext, certificate: Certificate, others: readonly Certificate[], at: Instant, asking: Asking): Promise<ChainStatus | undefined> {
  const { trust, chain } = await judgeChain(certificate, others, stationTrust(context), at)
  if (trust !== 'trusted') return undefined
  const links: ChainLink[] = []
  for (const [place, link] of chain.slice(0, -1).entries()) {
    const issuer = chain[place + 1]
    if (issuer === undefined) break
    links.push({ certificate: link, status: await statusOf(context, link, issuer, at, place > 0 && asking === 'anew' ? 'recent' : asking) })
  }
  return { chain, links }
}

/** The earliest revocation in a chain by a moment; undefined where there is none. */
export function revokedBy({ links }: ChainStatus, moment: Instant): Instant | undefined {
  return links.flatMap(({ status }) => (status.state === 'revoked' && status.since <= moment ? [status.since] : [])).sort()[0]
}

/** Why a chain's status is not known; undefined where it is. */
export function gapIn({ links }: ChainStatus): StatusGap | undefined {
  return links.flatMap(({ status }) => (status.state === 'unknown' ? [status.reason] : []))[0]
}

/** The status of the key's certificate and its issuers now. Throws certificate_revoked `{date}`. */
export async function statusBeforeSigning(context: PipelineContext, key: Pick<SigningKey, 'certificate' | 'chain'>): Promise<StatusBeforeSigning> {
  const now = context.now()
  const found = await chainStatus(context, key.certificate, key.chain, now, 'recent silence')
  const since = found === undefined ? undefined : revokedBy(found, now)
  if (since !== undefined) throw new SohoaError('certificate_revoked', { date: vietnamDate(since) })
  const gap = found === undefined ? 'no trusted chain' : gapIn(found)
  const [own] = found?.links ?? []
  if (gap === undefined && own !== undefined && own.status.state !== 'unknown') {
    return { state: 'good', source: own.status.proof.source, asOf: own.status.proof.thisUpdate }
  }
  return { state: 'not checked', reason: gap ?? 'no trusted chain' }
}

/**
 * Asks for the status of the key's certificate just before he signs: by OCSP, else by the latest revocation list. Where
 * neither can be had the signer is warned, and may go on (Circular 15/2025/TT-BKHCN). Throws certificate_revoked `{date}`.
 */
export async function checkStatusBeforeSigning(context: PipelineContext, key: SigningKey): Promise<StatusBeforeSigning> {
  const status = await statusBeforeSigning(context, key)
  if (status.state === 'not checked') {
    const { code, params } = new SohoaError('status_not_checked')
    context.emit({ type: 'notice', notice: { code, params } })
  }
  return status
}

/** What the signer is told before he signs: the key that would sign for the agency now, and its status. Why there is none is told by the opening check. */
export async function agencyKeyStatus(context: PipelineContext): Promise<ResultOf<'signing.status'>> {
  const untold = { source: null, asOf: null }
  let signer: string | null = null
  try {
    const { agency } = context.configuration()
    const [key] = agency === null ? [] : keysInUse(context, agency)
    if (key === undefined) return { state: 'no key', ...untold, signer }
    signer = holderOf(key.certificate)
    const status = await statusBeforeSigning(context, key)
    return status.state === 'good' ? { ...status, signer } : { state: 'not checked', ...untold, signer }
  } catch (thrown) {
    const { code } = describeThrown(thrown)
    if (code === 'internal') throw thrown
    return { state: code === 'certificate_revoked' ? 'revoked' : 'no key', ...untold, signer }
  }
}
