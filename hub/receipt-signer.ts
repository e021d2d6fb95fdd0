import { CompactSign, importPKCS8 } from 'jose'
import { parseCertificates } from '../shared/pki/index.ts'
import type { ReceiptClaims, RecallReceiptClaims } from '../shared/wire/index.ts'

/** Key and certificate chain (PEM, leaf first) with which a hub signs receipts. P-256 only. */
export interface ReceiptIdentity {
  readonly privateKeyPem: string
  readonly certificatePem: string
}

/** Signs a receipt as compact JWS (RFC 7515, ES256) with its chain in `x5c`. */
export async function signReceipt(claims: ReceiptClaims | RecallReceiptClaims, identity: ReceiptIdentity): Promise<string> {
  const key = await importPKCS8(identity.privateKeyPem, 'ES256')
  const x5c = parseCertificates(identity.certificatePem).map(({ der }) => Buffer.from(der).toString('base64'))
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims))).setProtectedHeader({ alg: 'ES256', typ: 'sohoa-receipt+jws', x5c }).sign(key)
}
