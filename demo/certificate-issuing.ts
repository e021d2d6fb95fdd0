import { createHash, createPublicKey, generateKeyPair, randomBytes, sign, type KeyObject } from 'node:crypto'
import { isIPv4 } from 'node:net'
import { promisify } from 'node:util'
import type { Instant } from '../shared/model/index.ts'
import { der, keyUsages, oid, parseCertificate, toPkijsCertificate, type Certificate, type KeyUsage } from '../shared/pki/index.ts'

/** A private key with its certificate and issuers, nearest first. Everything in it is worthless outside a demo. */
export interface DemoIdentity {
  readonly certificate: Certificate
  readonly chain: readonly Certificate[]
  readonly privateKey: KeyObject
}

export interface CertificateRequest {
  readonly subject: { readonly commonName: string; readonly organisation?: string; readonly organisationalUnit?: string }
  readonly key: KeyObject
  readonly notBefore: Instant
  readonly notAfter: Instant
  readonly isAuthority?: boolean
  readonly keyUsage: readonly KeyUsage[]
  readonly extendedKeyUsage?: { readonly purposes: readonly string[]; readonly critical: boolean }
  /** DNS names and IPv4 addresses of a server. */
  readonly hosts?: readonly string[]
  /** Where the issuer answers for what it issued. */
  readonly status?: { readonly ocsp: string; readonly crl: string }
  /** id-pkix-ocsp-nocheck: nobody needs to ask for this responder's own status (RFC 6960, 4.2.2.2.1). */
  readonly needsNoStatus?: boolean
}

const generate = promisify(generateKeyPair)

/** A new private key. */
export async function makeKey(kind: 'RSA-2048' | 'P-256' | 'P-384'): Promise<KeyObject> {
  switch (kind) {
    case 'RSA-2048': return (await generate('rsa', { modulusLength: 2048 })).privateKey
    case 'P-256':
    case 'P-384': return (await generate('ec', { namedCurve: kind })).privateKey
  }
}

/** Issues an X.509 v3 certificate (RFC 5280) under `issuer`, or a self-signed one without. */
export function issueCertificate(request: CertificateRequest, issuer?: DemoIdentity): DemoIdentity {
  const publicKey = createPublicKey(request.key).export({ type: 'spki', format: 'der' })
  const subject = encodeName(request.subject)
  const signingKey = issuer?.privateKey ?? request.key
  const algorithm = signatureAlgorithm(signingKey)
  const toBeSigned = der.sequence(
    der.context(0, der.unsignedInteger(2)),
    der.unsignedInteger(serialNumber()),
    algorithm,
    issuer === undefined ? subject : new Uint8Array(toPkijsCertificate(issuer.certificate).subject.valueBeforeDecode),
    der.sequence(der.certificateTime(new Date(request.notBefore)), der.certificateTime(new Date(request.notAfter))),
    subject,
    publicKey,
    der.context(3, der.sequence(...extensions(request, keyIdentifier(publicKey), issuer))),
  )
  const certificate = parseCertificate(der.sequence(toBeSigned, algorithm, der.bitString(sign('sha256', toBeSigned, signingKey))))
  return { certificate, privateKey: request.key, chain: issuer === undefined ? [] : [issuer.certificate, ...issuer.chain] }
}

/** What sha256 with this key is called in certificates, revocation lists and OCSP responses. */
export function signatureAlgorithm(key: KeyObject): Buffer {
  return key.asymmetricKeyType === 'rsa' ? der.algorithmIdentifier(oid.sha256WithRsa) : der.algorithmIdentifier(oid.ecdsaWithSha256, 'none')
}

/** Positive, 16 bytes, first bit pattern 01 so that no octet is dropped or added. */
function serialNumber(): Uint8Array {
  const serial = randomBytes(16)
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  return serial
}

function encodeName(name: CertificateRequest['subject']): Buffer {
  const attribute = (type: string, value: Uint8Array): Buffer => der.setOf(der.sequence(der.objectIdentifier(type), value))
  return der.sequence(
    attribute(oid.country, der.printableString('VN')),
    ...(name.organisation === undefined ? [] : [attribute(oid.organisation, der.utf8String(name.organisation))]),
    ...(name.organisationalUnit === undefined ? [] : [attribute(oid.organisationalUnit, der.utf8String(name.organisationalUnit))]),
    attribute(oid.commonName, der.utf8String(name.commonName)),
  )
}

/** Any unique value serves as key identifier (RFC 5280, 4.2.1.2): the SHA-1 of the SubjectPublicKeyInfo. */
export function keyIdentifier(publicKeyInfo: Uint8Array): Buffer {
  return createHash('sha1').update(publicKeyInfo).digest()
}

function extensions(request: CertificateRequest, subjectKey: Uint8Array, issuer: DemoIdentity | undefined): Buffer[] {
  const extension = (id: string, critical: boolean, value: Uint8Array): Buffer => der.sequence(
    der.objectIdentifier(id), ...(critical ? [der.booleanValue(true)] : []), der.octetString(value),
  )
  const issuerKey = issuer === undefined ? subjectKey : keyIdentifier(createPublicKey(issuer.privateKey).export({ type: 'spki', format: 'der' }))
  const { extendedKeyUsage: use, hosts, status } = request
  return [
    extension(oid.basicConstraints, true, der.sequence(...(request.isAuthority === true ? [der.booleanValue(true)] : []))),
    extension(oid.keyUsage, true, encodeKeyUsage(request.keyUsage)),
    extension(oid.subjectKeyIdentifier, false, der.octetString(subjectKey)),
    extension(oid.authorityKeyIdentifier, false, der.sequence(der.contextPrimitive(0, issuerKey))),
    ...(use === undefined ? [] : [extension(oid.extendedKeyUsage, use.critical, der.sequence(...use.purposes.map(der.objectIdentifier)))]),
    ...(hosts === undefined ? [] : [extension(oid.subjectAltName, false, der.sequence(...hosts.map(encodeHost)))]),
    ...(status === undefined ? [] : [
      extension(oid.authorityInfoAccess, false, der.sequence(der.sequence(der.objectIdentifier(oid.ocsp), address(status.ocsp)))),
      extension(oid.crlDistributionPoints, false, der.sequence(der.sequence(der.context(0, der.context(0, address(status.crl)))))),
    ]),
    ...(request.needsNoStatus === true ? [extension(oid.ocspNoCheck, false, der.nullValue())] : []),
  ]
}

function encodeKeyUsage(uses: readonly KeyUsage[]): Buffer {
  const bits = keyUsages.map((usage) => uses.includes(usage))
  const last = bits.lastIndexOf(true)
  const octets = Buffer.alloc((last >> 3) + 1)
  bits.forEach((set, index) => {
    if (set) octets[index >> 3] = (octets[index >> 3] ?? 0) | (0x80 >> (index & 7))
  })
  return der.bitString(octets, 7 - (last & 7))
}

/** uniformResourceIdentifier of a GeneralName. */
const address = (url: string): Buffer => der.contextPrimitive(6, Buffer.from(url, 'latin1'))

function encodeHost(host: string): Buffer {
  return isIPv4(host) ? der.contextPrimitive(7, Buffer.from(host.split('.').map(Number))) : der.contextPrimitive(2, Buffer.from(host, 'latin1'))
}
