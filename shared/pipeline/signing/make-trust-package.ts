import type { ParsedParams, ResultOf } from '../../contract/index.ts'
import { packagedAuthorities, parseCertificate, parseCertificates, readTrustPackage, signTrustPackage, writeTrustPackage, type Certificate } from '../../pki/index.ts'
import { openPkcs12Key } from '../../sign/index.ts'
import type { PipelineContext } from '../context.ts'
import { digestOf } from '../digests.ts'
import { bytesGiven } from '../paper/given-files.ts'
import { takeOut } from '../record/take-out.ts'
import { keyProfile } from './keys-in-use.ts'

/** First octet of a certificate in DER; PEM begins with text. */
const derSequence = 0x30

/**
 * Writes a trust package of certificates and revocation lists, for stations without a network; with a key, signed by it. The passphrase is wiped. Throws
 * file_not_found, certificate_invalid, trust_package_invalid `{part}`, key_passphrase_wrong, key_file_invalid, key_too_weak, folder_not_writable, disk_full.
 */
export async function makeTrustPackage(context: PipelineContext, { file, name, roots, intermediates, lists, timeStampUrls, key }: ParsedParams<'trust.make'>, askPassphrase: () => Promise<Uint8Array>): Promise<ResultOf<'trust.make'>> {
  const certificates = async (files: readonly string[]): Promise<Certificate[]> => (await Promise.all(files.map((one) => bytesGiven(context, one)))).flatMap((bytes) => (bytes[0] === derSequence ? [parseCertificate(bytes)] : parseCertificates(bytes)))
  const given = await Promise.all(lists.map((list) => bytesGiven(context, list)))
  const made = { name: name.normalize('NFC'), madeAt: context.now(), timeStampUrls, authorities: packagedAuthorities(await certificates(roots), await certificates(intermediates), given) }
  const signer = key === null ? null : await openKey(context, key, await askPassphrase())
  const bytes = signer === null ? writeTrustPackage(made) : await signTrustPackage(made, signer)
  // What cannot be taken in is not given out.
  readTrustPackage(bytes)
  await takeOut(context, [{ path: file, content: bytes }], { action: 'trust package made', recordId: null, details: { package: digestOf(bytes), ...(signer === null ? {} : { certificate: signer.certificate.fingerprint }) } })
  return { file, digest: digestOf(bytes), signer: signer?.certificate.fingerprint ?? null }
}

async function openKey(context: PipelineContext, file: string, passphrase: Uint8Array): ReturnType<typeof openPkcs12Key> {
  try {
    return await openPkcs12Key(await bytesGiven(context, file), Uint8Array.from(passphrase), keyProfile(context))
  } finally {
    passphrase.fill(0)
  }
}
