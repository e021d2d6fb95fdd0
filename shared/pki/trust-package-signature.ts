import { createHash } from 'node:crypto'
import * as pkijs from 'pkijs'
import { SohoaError } from '../model/index.ts'
import { parseElement } from './asn1.ts'
import type { Certificate } from './certificate.ts'
import { signCades, type CmsSigner } from './cms.ts'
import { digestOf } from './signature-scheme.ts'
import { checkSignerInfo } from './signer-info.ts'
import { packageContent, readTrustPackage, writeTrustPackage, type TrustPackage } from './trust-package.ts'

/** A trust package as a file, with a detached CMS signature over its canonical content. Throws what `signer.sign` throws. */
export async function signTrustPackage(made: TrustPackage, signer: CmsSigner): Promise<Buffer> {
  const content: unknown = JSON.parse(writeTrustPackage(made).toString('utf8'))
  const { bytes } = packageContent(content)
  const signature = await signCades(createHash(digestOf(signer.scheme)).update(bytes).digest(), signer)
  return Buffer.from(`${JSON.stringify({ ...(content as object), signature: signature.encode(null).toString('base64') }, null, 2)}\n`, 'utf8')
}

/**
 * Whose certificate signed a trust package; null for one without a signature. Whether that certificate counts is for the caller to say. Throws
 * trust_package_altered for a signature over something else, and what `readTrustPackage` throws.
 */
export function trustPackageSigner(file: Uint8Array): Certificate | null {
  readTrustPackage(file)
  const { bytes, signature } = packageContent(JSON.parse(new TextDecoder().decode(file)))
  if (signature === null) return null
  const signedData = readSignedData(signature)
  const [info, ...others] = signedData?.signerInfos ?? []
  if (signedData === undefined || info === undefined || others.length > 0) throw new SohoaError('trust_package_altered')
  const check = checkSignerInfo(signedData, info, bytes)
  if (check.state !== 'valid') throw new SohoaError('trust_package_altered')
  return check.certificate
}

function readSignedData(cms: Uint8Array): pkijs.SignedData | undefined {
  try {
    const schema = parseElement(cms)
    const content: unknown = schema === undefined ? undefined : new pkijs.ContentInfo({ schema }).content
    return content === undefined ? undefined : new pkijs.SignedData({ schema: content })
  } catch {
    // What pkijs cannot read is no signature.
    return undefined
  }
}
