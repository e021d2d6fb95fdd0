import type { ResultOf } from '../../contract/index.ts'
import { instant, SohoaError, type Digest } from '../../model/index.ts'
import {
  emptyTrustProfile, mergeTrustProfiles, newestListTime, profileOfPackage, readTrustPackage, readTrustProfile, trustPackageSigner, type Certificate, type StatusAddresses, type TimeStampAuthority, type TrustPackage, type TrustProfile,
} from '../../pki/index.ts'
import { checkValidity } from '../../sign/index.ts'
import type { Store } from '../../store/index.ts'
import type { PipelineContext } from '../context.ts'
import { digestOf, digestOfInputs } from '../digests.ts'
import { bytesGiven, dropUsed } from '../paper/given-files.ts'
import { audit } from '../transition.ts'

interface Read {
  readonly digest: string
  readonly packages: readonly TrustPackage[]
}

/** Packages as they were read last: a revocation list in them may have millions of octets. */
const lastRead = new WeakMap<Store, Read>()

/** The trust packages of a station, parsed. */
function packagesOf({ store }: Pick<PipelineContext, 'store'>): readonly TrustPackage[] {
  const digest = store.trustPackagesDigest()
  const known = lastRead.get(store)
  if (known?.digest === digest) return known.packages
  const packages = store.listTrustPackages().map(({ content }) => readTrustPackage(content))
  lastRead.set(store, { digest, packages })
  return packages
}

/** Whom the station trusts: the certificates of its settings and its trust packages, side by side. */
export function stationTrust(context: Pick<PipelineContext, 'store' | 'configuration'>): TrustProfile {
  const { trustPem } = context.configuration()
  return mergeTrustProfiles([trustPem.trim() === '' ? emptyTrustProfile : readTrustProfile(trustPem), ...packagesOf(context).map(profileOfPackage)])
}

/** Changes whenever the station trusts others than before, or knows of other revocations from its packages. */
export function trustDigest(context: Pick<PipelineContext, 'store' | 'configuration'>): Digest {
  return digestOfInputs([context.configuration().trustPem, context.store.trustPackagesDigest()])
}

/** What the packages know of an issuer: addresses and lists. */
export function packagedStatus(context: Pick<PipelineContext, 'store'>, issuer: Certificate): { readonly addresses: StatusAddresses; readonly lists: readonly Uint8Array[] } {
  const entries = packagesOf(context).flatMap(({ authorities }) => authorities.filter(({ certificate }) => certificate.fingerprint === issuer.fingerprint))
  return {
    addresses: { ocsp: entries.flatMap(({ addresses }) => addresses.ocsp), crl: entries.flatMap(({ addresses }) => addresses.crl) },
    lists: entries.flatMap(({ lists }) => lists),
  }
}

/** The time stamp authorities in the order in which they are asked; null where there is none. */
export function timeStampAuthority(context: Pick<PipelineContext, 'store' | 'configuration'>): TimeStampAuthority | null {
  const { timeStampUrl, moreTimeStampUrls, timeStampSeconds } = context.configuration()
  const [url, ...others] = new Set([...(timeStampUrl === null ? [] : [timeStampUrl]), ...moreTimeStampUrls, ...packagesOf(context).flatMap(({ timeStampUrls }) => timeStampUrls)])
  return url === undefined ? null : { url, others, timeMs: timeStampSeconds * 1000 }
}

/** A trust package as told to people. */
export type TrustPackageLine = ResultOf<'trust.import'>

/** The packages of the station, by name. */
function listTrustPackages(context: Pick<PipelineContext, 'store'>): TrustPackageLine[] {
  const packages = packagesOf(context)
  return context.store.listTrustPackages().map(({ name, digest, importedAt, importedBy, content }, at) => {
    const signer = trustPackageSigner(content)
    const { madeAt, authorities, timeStampUrls } = packages[at] ?? { madeAt: importedAt, authorities: [], timeStampUrls: [] }
    return {
      name, digest, madeAt, importedAt, importedBy, timeStampUrls: [...timeStampUrls], signer: signer === null ? null : { subject: signer.subject.text, fingerprint: signer.fingerprint },
      anchors: authorities.filter(({ isAnchor }) => isAnchor).map(({ certificate: { subject, notAfter, fingerprint } }) => ({ subject: subject.text, notAfter, fingerprint })),
      intermediates: authorities.filter(({ isAnchor }) => !isAnchor).length,
      listsAsOf: newestListTime(authorities.flatMap(({ lists }) => lists)),
    }
  })
}

/** Everybody whom the station trusts, and the revocation lists that it got itself. */
export function listTrust(context: Pick<PipelineContext, 'store' | 'configuration'>): ResultOf<'trust.list'> {
  const { trustPem } = context.configuration()
  const own = trustPem.trim() === '' ? [] : readTrustProfile(trustPem).anchors
  return {
    own: own.map(({ subject, notAfter, fingerprint }) => ({ subject: subject.text, notAfter, fingerprint })),
    packages: listTrustPackages(context),
    lists: context.store.listRevocationLists().map(({ address, fetchedAt }) => {
      const kept = context.store.getRevocationList(address)
      return { address, fetchedAt, asOf: kept === undefined ? null : newestListTime([kept.list]) }
    }),
  }
}

/** Throws trust_package_unsigned, trust_package_signer_unknown, certificate_expired, certificate_not_yet_valid where nobody vouches for who signed a package. */
function checkSigner(context: PipelineContext, name: string, signer: Certificate | null, confirmed: string | null): void {
  const signers = listTrustPackages(context).flatMap((known) => (known.signer === null ? [] : [{ name: known.name, fingerprint: known.signer.fingerprint }]))
  if (signer === null) {
    if (signers.some((known) => known.name === name)) throw new SohoaError('trust_package_unsigned')
    return
  }
  checkValidity({ certificate: signer, chain: [] }, context.now())
  // A certificate that merely leads to a trusted root is anybody's: it says nothing about whom to trust.
  const { anchors, intermediates } = stationTrust(context)
  const known = [...anchors, ...intermediates, ...signers].some(({ fingerprint }) => fingerprint === signer.fingerprint)
  if (!known && confirmed !== signer.fingerprint) throw new SohoaError('trust_package_signer_unknown', { fingerprint: signer.fingerprint })
}

/**
 * Takes a trust package in; it stands in the place of one of the same name that is not newer. `confirmed`: the fingerprint of its signer, as an
 * administrator compared it. Throws file_not_found, upload_unknown, trust_package_invalid, trust_package_altered, trust_package_unsigned,
 * trust_package_signer_unknown `{fingerprint}`, and trust_package_older `{have}`: an older one may not know what was revoked since.
 */
export async function importTrustPackage(context: PipelineContext, file: string, confirmed: string | null): Promise<TrustPackageLine> {
  const content = await bytesGiven(context, file)
  const { name, madeAt } = readTrustPackage(content)
  checkSigner(context, name, trustPackageSigner(content), confirmed)
  const before = listTrustPackages(context).find((known) => known.name === name)
  if (before !== undefined && before.madeAt > madeAt) throw new SohoaError('trust_package_older', { have: before.madeAt })
  const digest = digestOf(content)
  context.store.transaction(() => {
    context.store.putTrustPackage({ name, digest, importedAt: instant(), importedBy: context.actor, content })
    audit(context, 'trust package imported', null, { package: digest })
  })
  dropUsed(context, [file])
  const line = listTrustPackages(context).find((known) => known.name === name)
  if (line === undefined) throw new SohoaError('internal', { type: 'package not kept' })
  return line
}

/** Trusts a package no longer. Throws not_found. */
export function removeTrustPackage(context: PipelineContext, name: string): void {
  context.store.transaction(() => {
    if (!context.store.removeTrustPackage(name)) throw new SohoaError('not_found', { what: name })
    audit(context, 'trust package removed', null)
  })
}
