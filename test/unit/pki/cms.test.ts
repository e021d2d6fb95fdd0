import { createHash, randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { der, digestOf, largestCades, openCades, schemeFor, signCades, signData, type CmsSigner, type SchemeProfile, type SignatureScheme } from '../../../shared/pki/index.ts'
import { issueCertificate, makeDemoPki, makeKey, type DemoIdentity, type DemoPki } from '../../../demo/pki.ts'

let pki: DemoPki
let signers: Record<SignatureScheme, CmsSigner>

function signer(identity: DemoIdentity, rsa: SchemeProfile['rsa'], digest?: SchemeProfile['digest']): CmsSigner {
  const scheme = schemeFor(identity.certificate, { rsa, ...(digest === undefined ? {} : { digest }) })
  return { certificate: identity.certificate, chain: identity.chain, scheme, sign: (data) => signData(scheme, identity.privateKey, data) }
}

beforeAll(async () => {
  pki = await makeDemoPki({ agency: 'Ủy ban nhân dân xã Hòa Bình' })
  const { notBefore, notAfter } = pki.agency.certificate
  const p384 = issueCertificate({ key: await makeKey('P-384'), notBefore, notAfter, subject: { commonName: 'DEMO' }, keyUsage: ['digitalSignature'] }, pki.issuing)
  signers = {
    'RSA PKCS#1 v1.5': signer(pki.agency, 'PKCS#1 v1.5'), 'RSA PKCS#1 v1.5 SHA-384': signer(pki.agency, 'PKCS#1 v1.5', 'sha384'), 'RSA PKCS#1 v1.5 SHA-512': signer(pki.agency, 'PKCS#1 v1.5', 'sha512'),
    'RSA-PSS': signer(pki.agency, 'PSS'), 'RSA-PSS SHA-384': signer(pki.agency, 'PSS', 'sha384'), 'RSA-PSS SHA-512': signer(pki.agency, 'PSS', 'sha512'),
    'ECDSA P-256': signer(pki.agencyP256, 'PSS'), 'ECDSA P-256 SHA-384': signer(pki.agencyP256, 'PSS', 'sha384'), 'ECDSA P-256 SHA-512': signer(pki.agencyP256, 'PSS', 'sha512'),
    'ECDSA P-384': signer(p384, 'PSS', 'sha256'), 'ECDSA P-384 SHA-512': signer(p384, 'PSS', 'sha512'),
  }
})

test('the room that is foretold without the key always holds the signature, and is hardly larger', async () => {
  const token = der.octetString(randomBytes(3000))
  for (const [scheme, one] of Object.entries(signers)) {
    expect(one.scheme).toBe(scheme)
    for (let round = 0; round < 5; round += 1) {
      const signature = await signCades(createHash(digestOf(one.scheme)).update(String(round)).digest(), one)
      expect(signature.encode(null).length).toBeLessThanOrEqual(largestCades(one, 0))
      expect(signature.encode(null).length).toBeGreaterThan(largestCades(one, 0) - 32)
      expect(signature.encode(token).length).toBeLessThanOrEqual(largestCades(one, 3000))
    }
  }
})

test('a digest of another length than the scheme asks for is refused', async () => {
  await expect(signCades(new Uint8Array(20), signers['RSA-PSS'])).rejects.toThrow(RangeError)
  await expect(signCades(new Uint8Array(32), signers['ECDSA P-384'])).rejects.toThrow(RangeError)
})

test('a signature whose value comes later is the same as one made at once, and takes no value of another key', async () => {
  const one = signers['RSA PKCS#1 v1.5']
  const digest = createHash('sha256').update('minutes later').digest()
  const open = openCades(digest, { certificate: one.certificate, chain: one.chain, scheme: one.scheme })
  const value = await one.sign(open.toBeSigned)
  // After a restart nothing is left but the digest and the signer.
  const again = openCades(digest, one)
  expect(again.finish(value).encode(null)).toEqual((await signCades(digest, one)).encode(null))
  expect(() => again.finish(randomBytes(value.length))).toThrow('signing_failed')
})

describe('DER', () => {
  test.each([
    [0, '020100'], [127, '02017f'], [128, '02020080'], [256, '02020100'], [0xff_ffff, '020400ffffff'], [Number.MAX_SAFE_INTEGER, '02071fffffffffffff'],
  ])('INTEGER %d takes the fewest octets and never becomes negative', (value, hex) => {
    expect(der.unsignedInteger(value).toString('hex')).toBe(hex)
  })

  test('INTEGER from bytes drops leading zeros', () => {
    expect(der.unsignedInteger(Buffer.from('000000ff', 'hex')).toString('hex')).toBe('020200ff')
    expect(der.unsignedInteger(Buffer.alloc(3)).toString('hex')).toBe('020100')
  })

  test('lengths are in the short form below 128 and in the fewest octets above', () => {
    for (const [length, header] of [[127, '047f'], [128, '048180'], [255, '0481ff'], [256, '04820100'], [65_536, '0483010000']] as const) {
      expect(der.octetString(Buffer.alloc(length)).subarray(0, -length).toString('hex')).toBe(header)
    }
  })

  test('object identifiers, times and sets are written as X.690 says', () => {
    expect(der.objectIdentifier('1.2.840.113549.1.7.2').toString('hex')).toBe('06092a864886f70d010702')
    expect(der.objectIdentifier('2.999.1').toString('hex')).toBe('0603883701')
    expect(() => der.objectIdentifier('1')).toThrow(RangeError)
    expect(der.certificateTime(new Date('2049-12-31T23:59:59Z')).toString('latin1', 2)).toBe('491231235959Z')
    expect(der.certificateTime(new Date('2050-01-01T00:00:00Z')).toString('latin1', 2)).toBe('20500101000000Z')
    expect(der.setOf(Buffer.from('020102', 'hex'), Buffer.from('0101ff', 'hex'), Buffer.from('020101', 'hex')).toString('hex')).toBe('31090101ff020101020102')
  })
})
