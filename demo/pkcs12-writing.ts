import { createCipheriv, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { bmpString, der, derivePkcs12Key, oid } from '../shared/pki/index.ts'
import type { DemoIdentity } from './certificate-issuing.ts'

const shroudedKeyBag = '1.2.840.113549.1.12.10.1.2'
const certificateBag = '1.2.840.113549.1.12.10.1.3'
const x509Certificate = '1.2.840.113549.1.9.22.1'
const localKeyId = '1.2.840.113549.1.9.21'
const pbes2 = '1.2.840.113549.1.5.13'
const pbkdf2Identifier = '1.2.840.113549.1.5.12'
const hmacWithSha256 = '1.2.840.113549.2.9'
const aes256Cbc = '2.16.840.1.101.3.4.1.42'
const iterations = 2048

/** Writes key, certificate and issuers as PKCS#12 (RFC 7292) under AES-256 and an HMAC-SHA256, as OpenSSL 3 does. */
export function writePkcs12(identity: DemoIdentity, passphrase: Uint8Array): Buffer {
  const secret = Buffer.from(passphrase)
  const encryptedKey = identity.privateKey.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: secret })
  const link = der.setOf(der.sequence(der.objectIdentifier(localKeyId), der.setOf(der.octetString(Buffer.from([1])))))
  const keyBag = der.sequence(der.objectIdentifier(shroudedKeyBag), der.context(0, encryptedKey), link)
  const certificateBags = [identity.certificate, ...identity.chain].map((certificate, index) => der.sequence(
    der.objectIdentifier(certificateBag),
    der.context(0, der.sequence(der.objectIdentifier(x509Certificate), der.context(0, der.octetString(certificate.der)))),
    ...(index === 0 ? [link] : []),
  ))
  const content = der.sequence(
    der.sequence(der.objectIdentifier(oid.encryptedData), der.context(0, encryptedSafe(der.sequence(...certificateBags), secret))),
    der.sequence(der.objectIdentifier(oid.data), der.context(0, der.octetString(der.sequence(keyBag)))),
  )
  const salt = randomBytes(16)
  const macKey = derivePkcs12Key({ digest: 'sha256', passphrase: bmpString(secret), salt, iterations, purpose: 3, bytes: 32 })
  const mac = createHmac('sha256', macKey).update(content).digest()
  return der.sequence(
    der.unsignedInteger(3),
    der.sequence(der.objectIdentifier(oid.data), der.context(0, der.octetString(content))),
    der.sequence(der.sequence(der.algorithmIdentifier(oid.sha256), der.octetString(mac)), der.octetString(salt), der.unsignedInteger(iterations)),
  )
}

function encryptedSafe(bags: Uint8Array, passphrase: Uint8Array): Buffer {
  const salt = randomBytes(16)
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-256-cbc', pbkdf2Sync(passphrase, salt, iterations, 32, 'sha256'), iv)
  const encrypted = Buffer.concat([cipher.update(bags), cipher.final()])
  const derivation = der.algorithmIdentifier(pbkdf2Identifier, der.sequence(der.octetString(salt), der.unsignedInteger(iterations), der.algorithmIdentifier(hmacWithSha256)))
  const encryption = der.algorithmIdentifier(pbes2, der.sequence(derivation, der.algorithmIdentifier(aes256Cbc, der.octetString(iv))))
  return der.sequence(der.unsignedInteger(0), der.sequence(der.objectIdentifier(oid.data), encryption, der.contextPrimitive(0, encrypted)))
}
