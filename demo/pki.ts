import { instant, toMilliseconds, type Instant } from '../shared/model/index.ts'
import { oid, signData, schemeFor, toPem, type CmsSigner } from '../shared/pki/index.ts'
import { issueCertificate, makeKey, type CertificateRequest, type DemoIdentity } from './certificate-issuing.ts'

export { issueCertificate, makeKey, type CertificateRequest, type DemoIdentity } from './certificate-issuing.ts'
export { writePkcs12 } from './pkcs12-writing.ts'

/** Certificates and keys of a demo, made anew each time. Every name says that nothing in it is worth anything. */
export interface DemoPki {
  readonly root: DemoIdentity
  readonly issuing: DemoIdentity
  /** The agency's seal, RSA-2048: organisation is exactly the agency's name. */
  readonly agency: DemoIdentity
  /** The same agency on P-256. */
  readonly agencyP256: DemoIdentity
  /** An officer of the agency in person, P-256. */
  readonly officer: DemoIdentity
  /** The same agency; ended a day before `at`. */
  readonly expired: DemoIdentity
  /** In order, but of another agency. */
  readonly otherAgency: DemoIdentity
  /** Critical extended key usage timeStamping only. */
  readonly timeStampAuthority: DemoIdentity
  /** Answers OCSP for `issuing` (delegated; says that nobody need ask for its own status). */
  readonly statusResponder: DemoIdentity
  /** The stand-in hub's own root, for pinning; the agency's root does not vouch for it. */
  readonly hubRoot: DemoIdentity
  /** TLS server certificate for 127.0.0.1 and localhost, under `hubRoot`. */
  readonly hubTls: DemoIdentity
  /** Signs the hub's receipts, P-256, under `hubRoot`. */
  readonly hubReceipts: DemoIdentity
}

const worthless = 'DEMO – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ'
const dayMs = 86_400_000

/** What a demo PKI is made for. */
export interface DemoPkiOptions {
  /** The agency's full name. */
  readonly agency: string
  /** When everything but `expired` is valid; left out: now. */
  readonly at?: Instant
  /** Address of the status service (`startStatusService`) that the certificates name; left out: they name none. */
  readonly statusUrl?: string
}

/** Makes a demo PKI. */
export async function makeDemoPki(options: DemoPkiOptions): Promise<DemoPki> {
  const at = toMilliseconds(options.at ?? instant())
  const day = (offset: number): Instant => instant(new Date(at + offset * dayMs))
  const [rootKey, issuingKey, agencyKey, stampKey, p256Key, expiredKey, otherKey, hubRootKey, tlsKey, receiptKey, statusKey, officerKey] = await Promise.all([
    makeKey('RSA-2048'), makeKey('RSA-2048'), makeKey('RSA-2048'), makeKey('RSA-2048'),
    makeKey('P-256'), makeKey('P-256'), makeKey('P-256'), makeKey('P-256'), makeKey('P-256'), makeKey('P-256'), makeKey('P-256'), makeKey('P-256'),
  ])
  const authority = { isAuthority: true, keyUsage: ['keyCertSign', 'cRLSign'], notBefore: day(-1000), notAfter: day(3650) } as const
  const present = { notBefore: day(-1), notAfter: day(730) } as const
  const { statusUrl } = options
  const statusOf = (issuer: 'root' | 'issuing'): Pick<CertificateRequest, 'status'> =>
    (statusUrl === undefined ? {} : { status: { ocsp: `${statusUrl}ocsp`, crl: `${statusUrl}${issuer}.crl` } })
  const ofAgency = (organisation: string): Pick<CertificateRequest, 'subject' | 'keyUsage' | 'status'> => ({
    ...statusOf('issuing'),
    subject: { organisation, organisationalUnit: worthless, commonName: `DEMO – ${organisation}`.slice(0, 64) },
    keyUsage: ['digitalSignature', 'nonRepudiation'],
  })

  const root = issueCertificate({ ...authority, key: rootKey, subject: { organisation: worthless, commonName: 'DEMO Root CA – worthless' } })
  const issuing = issueCertificate({ ...authority, ...statusOf('root'), key: issuingKey, subject: { organisation: worthless, commonName: 'DEMO Issuing CA – worthless' } }, root)
  const hubRoot = issueCertificate({ ...authority, key: hubRootKey, subject: { organisation: worthless, commonName: 'DEMO Hub Root CA – worthless' } })
  return {
    root,
    issuing,
    hubRoot,
    agency: issueCertificate({ ...ofAgency(options.agency), ...present, key: agencyKey }, issuing),
    agencyP256: issueCertificate({ ...ofAgency(options.agency), ...present, key: p256Key }, issuing),
    officer: issueCertificate({ ...ofAgency(options.agency), ...present, key: officerKey, subject: { organisation: options.agency, organisationalUnit: worthless, commonName: 'DEMO – Đặng Thị Ngọc Huyền' } }, issuing),
    expired: issueCertificate({ ...ofAgency(options.agency), key: expiredKey, notBefore: day(-366), notAfter: day(-1) }, issuing),
    otherAgency: issueCertificate({ ...ofAgency(`${options.agency} khác`), ...present, key: otherKey }, issuing),
    timeStampAuthority: issueCertificate({
      ...present, ...statusOf('issuing'), key: stampKey, keyUsage: ['digitalSignature'],
      subject: { organisation: worthless, commonName: 'DEMO Time Stamp Authority – worthless' },
      extendedKeyUsage: { purposes: [oid.timeStamping], critical: true },
    }, issuing),
    statusResponder: issueCertificate({
      ...present, key: statusKey, keyUsage: ['digitalSignature'], needsNoStatus: true,
      subject: { organisation: worthless, commonName: 'DEMO Status Responder – worthless' },
      extendedKeyUsage: { purposes: [oid.ocspSigning], critical: false },
    }, issuing),
    hubTls: issueCertificate({
      ...present, key: tlsKey, keyUsage: ['digitalSignature'], hosts: ['localhost', '127.0.0.1'],
      subject: { organisation: worthless, commonName: 'localhost' },
      extendedKeyUsage: { purposes: [oid.serverAuthentication], critical: false },
    }, hubRoot),
    hubReceipts: issueCertificate({
      ...present, key: receiptKey, keyUsage: ['digitalSignature'],
      subject: { organisation: worthless, commonName: 'DEMO Hub receipts – worthless' },
    }, hubRoot),
  }
}

/** The private key as PKCS#8 PEM, unencrypted: for loopback servers of the demo only. */
export function privateKeyPem(identity: DemoIdentity): string {
  return identity.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** The certificate and its issuers as PEM, leaf first. */
export function certificatesPem(identity: DemoIdentity): string {
  return [identity.certificate, ...identity.chain].map(toPem).join('')
}

/** The identity as a signer, with PKCS#1 v1.5 for RSA. */
export function signerOf(identity: DemoIdentity): CmsSigner {
  const scheme = schemeFor(identity.certificate, { rsa: 'PKCS#1 v1.5' })
  return { certificate: identity.certificate, chain: identity.chain, scheme, sign: (data) => signData(scheme, identity.privateKey, data) }
}
