import { reaches, SohoaError, type Instant, type SignatureLevel, type TrustState } from '../../model/index.ts'
import { withAppended, type FileBytes } from '../../pdf-file/index.ts'
import { judgeChain, oid, readSignatureParts, type SignatureParts, type TimeStampAuthority } from '../../pki/index.ts'
import { appendTimeStamp, signatureContents, validationDataIncrement } from '../../sign/index.ts'
import { chainStatus, gapIn, revokedBy, type ChainStatus } from './certificate-status.ts'
import type { PipelineContext } from '../context.ts'
import { stationTrust, timeStampAuthority } from './trust.ts'

/** How far a signature has come. */
export interface Standing {
  readonly level: SignatureLevel
  /** Whether the signers' certificates are known to have been good. */
  readonly status: 'good' | 'not checked'
  /** Until when the last archive time stamp holds; null without one. */
  readonly archiveEndsAt: Instant | null
}

/** What a signature became. `missing`: why it is not yet what is wanted. */
export type Raised =
  | { readonly state: 'revoked'; readonly since: Instant }
  | { readonly state: 'raised'; readonly file: FileBytes; readonly standing: Standing; readonly trust: TrustState; readonly missing: string | null }

const stampFailures: readonly string[] = ['tsa_unreachable', 'tsa_refused', 'tsa_lied']

type Stamped = { readonly file: FileBytes; readonly endsAt: Instant } | { readonly file: null; readonly missing: string }

/** The file with a document time stamp over it; null, with the reason, where the authority gives none now. Throws pdf_damaged, signature_too_large. */
async function stamped(file: FileBytes, tsa: TimeStampAuthority): Promise<Stamped> {
  try {
    const { increment, endsAt } = await appendTimeStamp(file, tsa)
    return { file: withAppended(file, increment), endsAt }
  } catch (thrown) {
    if (!(thrown instanceof SohoaError) || !stampFailures.includes(thrown.code)) throw thrown
    return { file: null, missing: thrown.code }
  }
}

/** The level that the station wants and can have: without a time stamp authority no more than B-B. */
export function wantedLevel(context: PipelineContext): SignatureLevel {
  return timeStampAuthority(context) === null ? 'B-B' : context.configuration().signatureLevel
}

/** The trust state of a signature that stands so. */
export function trustOf({ level, status }: Standing, wanted: SignatureLevel): TrustState {
  if (status === 'not checked') return 'status not checked'
  if (reaches(level, wanted)) return level
  switch (level) {
    case 'B-B': return 'time stamp pending'
    case 'B-T': return 'validation data pending'
    case 'B-LT':
    case 'B-LTA': return 'archive stamp pending'
  }
}

/**
 * Adds to a signed file what the station wants and the network gives now: a time stamp, the status of all certificates as of the proven
 * time of each signature, a time stamp over all of it for archives (ETSI EN 319 142-1, 5.4 to 5.5; 6.3). What an authority does not give stays
 * missing. `signedAt`: when the station signed, for signatures that nothing else proves. Throws pdf_damaged, signature_too_large.
 */
export async function raise(context: PipelineContext, signed: FileBytes, standing: Standing, signedAt: Instant): Promise<Raised> {
  const tsa = timeStampAuthority(context)
  const wanted = wantedLevel(context)
  let { level, status, archiveEndsAt } = standing
  let file = signed
  let missing: string | null = null
  const stamp = async (): Promise<Instant | null> => {
    const made = tsa === null ? null : await stamped(file, tsa)
    if (made?.file == null) {
      missing ??= made?.missing ?? null
      return null
    }
    file = made.file
    return made.endsAt
  }

  if (level === 'B-B' && reaches(wanted, 'B-T') && await stamp() !== null) level = 'B-T'
  const wantsData = reaches(wanted, 'B-LT') && level === 'B-T'
  if (status === 'not checked' || wantsData) {
    const signers = await signerStatus(context, file, signedAt)
    if (signers.state === 'revoked') return signers
    if (signers.state === 'unknown') missing ??= signers.reason
    else {
      status = 'good'
      if (wantsData) {
        const stamps = await stampStatus(context, file)
        const data = validationDataOf([...signers.chains, ...stamps.chains])
        if (stamps.reason !== null) missing ??= stamps.reason
        else {
          const increment = validationDataIncrement(file, data)
          if (increment !== undefined) file = withAppended(file, increment)
          level = 'B-LT'
        }
      }
    }
  }
  if (level === 'B-LT' && wanted === 'B-LTA') {
    const endsAt = await stamp()
    if (endsAt !== null) {
      level = 'B-LTA'
      archiveEndsAt = endsAt
    }
  }
  const raised = { level, status, archiveEndsAt }
  return { state: 'raised', file, standing: raised, trust: trustOf(raised, wanted), missing }
}

/** The signatures of a file, and its document time stamps. */
function partsOf(file: FileBytes): { readonly signatures: readonly SignatureParts[]; readonly stamps: readonly SignatureParts[] } {
  const parts = signatureContents(file).map((contents) => {
    const read = readSignatureParts(contents)
    if (read === undefined) throw new SohoaError('signature_check_failed', { reason: 'CMS_UNREADABLE' })
    return read
  })
  const signatures = parts.filter(({ stampedAt }) => stampedAt === null)
  const tokens = signatures.flatMap(({ timeStampTokens }) => timeStampTokens.flatMap((token) => readSignatureParts(token) ?? []))
  return { signatures, stamps: [...tokens, ...parts.filter(({ stampedAt }) => stampedAt !== null)] }
}

/** When a signature is first proven to have existed: by its own time stamp, else by the first over the file. */
function provenAt(signature: SignatureParts, file: FileBytes): Instant | undefined {
  const own = signature.timeStampTokens.flatMap((token) => readSignatureParts(token)?.stampedAt ?? [])
  const overFile = signatureContents(file).flatMap((contents) => readSignatureParts(contents)?.stampedAt ?? [])
  return [...own.sort().slice(0, 1), ...overFile.sort().slice(0, 1)].sort()[0]
}

type SignerStatus =
  | { readonly state: 'good'; readonly chains: readonly ChainStatus[] }
  | { readonly state: 'unknown'; readonly reason: string }
  | { readonly state: 'revoked'; readonly since: Instant }

/** Whether every signer's certificate, and its issuers', were good when his signature is proven to have existed. A revocation after that moment is of no concern. */
async function signerStatus(context: PipelineContext, file: FileBytes, signedAt: Instant): Promise<SignerStatus> {
  const chains: ChainStatus[] = []
  for (const signature of partsOf(file).signatures) {
    const at = provenAt(signature, file) ?? signedAt
    const found = await chainStatus(context, signature.signer, signature.certificates, at, 'anew')
    if (found === undefined) return { state: 'unknown', reason: 'no trusted chain' }
    const since = revokedBy(found, at)
    if (since !== undefined) return { state: 'revoked', since }
    const gap = gapIn(found)
    if (gap !== undefined) return { state: 'unknown', reason: gap }
    chains.push(found)
  }
  return { state: 'good', chains }
}

/** What is known of the time stamp authorities at the times of their stamps; `reason` tells why that is not enough. */
async function stampStatus(context: PipelineContext, file: FileBytes): Promise<{ readonly chains: readonly ChainStatus[]; readonly reason: string | null }> {
  const chains: ChainStatus[] = []
  for (const { signer, certificates, stampedAt } of partsOf(file).stamps) {
    if (stampedAt === null || signer.extendedKeyUsage?.purposes.includes(oid.timeStamping) !== true) return { chains, reason: 'tsa_lied' }
    const found = await chainStatus(context, signer, certificates, stampedAt, 'recent')
    if (found === undefined) return { chains, reason: 'tsa_untrusted' }
    const gap = revokedBy(found, stampedAt) === undefined ? gapIn(found) : 'tsa_untrusted'
    if (gap !== undefined) return { chains, reason: gap }
    chains.push(found)
  }
  return { chains, reason: null }
}

/** True when every time stamp of a file is by an authority that the station trusts. */
export async function areStampsTrusted(context: PipelineContext, file: FileBytes): Promise<boolean> {
  const trust = stationTrust(context)
  for (const { signer, certificates, stampedAt } of partsOf(file).stamps) {
    if (stampedAt === null || (await judgeChain(signer, certificates, trust, stampedAt)).trust !== 'trusted') return false
  }
  return true
}

/** Everything that proves some chains: their certificates, and what was said of each below its anchor. */
function validationDataOf(chains: readonly ChainStatus[]): Parameters<typeof validationDataIncrement>[1] {
  const proofs = chains.flatMap(({ links }) => links.flatMap(({ status }) => (status.state === 'unknown' ? [] : [status.proof])))
  const responders = proofs.flatMap(({ responder }) => (responder === null ? [] : [responder]))
  return {
    certificates: unique([...chains.flatMap(({ chain }) => chain), ...responders].map(({ der }) => der)),
    ocspResponses: unique(proofs.filter(({ source }) => source === 'OCSP').map(({ bytes }) => bytes)),
    crls: unique(proofs.filter(({ source }) => source === 'CRL').map(({ bytes }) => bytes)),
  }
}

function unique(all: readonly Uint8Array[]): Uint8Array[] {
  return [...new Map(all.map((bytes) => [Buffer.from(bytes).toString('base64'), bytes])).values()]
}

/**
 * Adds what proves the last archive time stamp of a file, and a new one over it, before that one's certificate ends (ETSI EN 319 142-1,
 * 5.5: renewal). Null, with the reason, where an authority does not give it now.
 */
export async function renewArchiveStamp(context: PipelineContext, file: FileBytes): Promise<Stamped> {
  const tsa = timeStampAuthority(context)
  if (tsa === null) return { file: null, missing: 'not_configured' }
  const stamps = await stampStatus(context, file)
  if (stamps.reason !== null) return { file: null, missing: stamps.reason }
  const data = validationDataIncrement(file, validationDataOf(stamps.chains))
  return await stamped(data === undefined ? file : withAppended(file, data), tsa)
}
