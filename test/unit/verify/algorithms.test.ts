import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueCertificate, type DemoIdentity } from '../../../demo/pki.ts'
import { instant, toMilliseconds, type Instant, type SignatureVerdict } from '../../../shared/model/index.ts'
import { schemeFor, signData, type SchemeProfile } from '../../../shared/pki/index.ts'
import { signPdf } from '../../../shared/sign/index.ts'
import { judgeFile } from '../../../shared/verify/file-verdict.ts'
import { letter } from '../../support/pdf-by-hand.ts'
import { openSignedWorld, type SignedWorld } from '../../support/signed-world.ts'

const now = instant()
const inDays = (days: number): Instant => instant(new Date(toMilliseconds(now) + days * 86_400_000))

let world: SignedWorld
beforeAll(async () => { world = await openSignedWorld(now) })
afterAll(() => world.close())

const rsa = (bits: number): KeyObject => generateKeyPairSync('rsa', { modulusLength: bits }).privateKey
const ec = (curve: string): KeyObject => generateKeyPairSync('ec', { namedCurve: curve }).privateKey

function identityOf(key: KeyObject): DemoIdentity {
  return issueCertificate({ subject: { commonName: 'DEMO – khóa', organisation: 'DEMO' }, key, notBefore: inDays(-1), notAfter: inDays(30), keyUsage: ['digitalSignature'] }, world.pki.issuing)
}

async function signedWith(key: KeyObject, profile: SchemeProfile): Promise<Buffer> {
  const { certificate, chain, privateKey } = identityOf(key)
  const scheme = schemeFor(certificate, profile)
  const { pdf } = await signPdf(letter(), { certificate, chain, scheme, sign: (data) => signData(scheme, privateKey, data) }, { fieldName: 'S1', reason: '', location: '', signerName: 'Người ký thử', at: now, tsa: null })
  return Buffer.from(pdf)
}

async function first(pdf: Uint8Array): Promise<SignatureVerdict> {
  const { signatures: [signature] } = await judgeFile(pdf, world.trust, now)
  if (signature === undefined) throw new Error('no signature')
  return signature
}

/** Circular 15/2025/TT-BKHCN, Annex I. */
test.each<[string, string, () => KeyObject, SchemeProfile]>([
  ['RSA-2048', 'sha256', () => rsa(2048), { rsa: 'PKCS#1 v1.5' }],
  ['RSA-2048', 'sha512', () => rsa(2048), { rsa: 'PKCS#1 v1.5', digest: 'sha512' }],
  ['RSA-3072', 'sha256', () => rsa(3072), { rsa: 'PSS' }],
  ['RSA-3072', 'sha384', () => rsa(3072), { rsa: 'PSS', digest: 'sha384' }],
  ['RSA-4096', 'sha512', () => rsa(4096), { rsa: 'PSS', digest: 'sha512' }],
  ['P-256', 'sha256', () => ec('P-256'), { rsa: 'PSS' }],
  ['P-384', 'sha384', () => ec('P-384'), { rsa: 'PSS' }],
  ['P-384', 'sha512', () => ec('P-384'), { rsa: 'PSS', digest: 'sha512' }],
])('%s with %s passes, and one bit of it changed does not', async (key, digest, make, profile) => {
  const pdf = await signedWith(make(), profile)
  expect(await first(pdf)).toMatchObject({ verdict: 'passed', reasons: [], digest, certificate: { key } })
  const changed = Buffer.from(pdf)
  const at = changed.indexOf('NGUYEN')
  changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
  expect(await first(changed)).toMatchObject({ verdict: 'failed', subIndication: 'HASH_FAILURE' })
}, 60_000)
