import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { checkSigningKey, openPkcs12Key, type SigningKey } from '../../../shared/sign/index.ts'
import { instant, parseInstant, toMilliseconds } from '../../../shared/model/index.ts'
import { issueCertificate, makeDemoPki, makeKey, signerOf, writePkcs12, type DemoPki } from '../../../demo/pki.ts'
import { thrownBy } from '../../support/thrown.ts'

const agency = 'Ủy ban nhân dân xã Hòa Bình'
const at = parseInstant('2026-11-22T10:00:00+07:00')
const secret = Buffer.from('mật khẩu')
let pki: DemoPki
let key: SigningKey

beforeAll(async () => {
  pki = await makeDemoPki({ agency, at })
  key = signerOf(pki.agency)
})

test('the scheme follows the kind of key, and the profile for RSA', async () => {
  const rsa = writePkcs12(pki.agency, secret)
  expect((await openPkcs12Key(rsa, secret, { rsa: 'PKCS#1 v1.5' })).scheme).toBe('RSA PKCS#1 v1.5')
  expect((await openPkcs12Key(rsa, secret, { rsa: 'PSS' })).scheme).toBe('RSA-PSS')
  expect((await openPkcs12Key(writePkcs12(pki.agencyP256, secret), secret, { rsa: 'PSS' })).scheme).toBe('ECDSA P-256')
})

test('keys weaker than RSA-2048 or P-256, and other kinds, are too weak to sign with', async () => {
  const { notBefore, notAfter } = pki.agency.certificate
  const keys = {
    'RSA 1024': generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey,
    '1.2.840.10045.2.1': generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey,
    '1.3.101.112': generateKeyPairSync('ed25519').privateKey,
  }
  for (const [detail, weak] of Object.entries(keys)) {
    const identity = issueCertificate({ key: weak, notBefore, notAfter, subject: { commonName: agency }, keyUsage: ['digitalSignature'] }, pki.issuing)
    const file = writePkcs12(identity, secret)
    expect(await thrownBy(() => openPkcs12Key(file, secret, { rsa: 'PSS' }))).toEqual({ code: 'key_too_weak', params: { detail } })
  }
})

test('a wrong passphrase is said so', async () => {
  expect(await thrownBy(() => openPkcs12Key(writePkcs12(pki.agencyP256, secret), Buffer.from('sai'), { rsa: 'PSS' }))).toEqual({ code: 'key_passphrase_wrong', params: {} })
})

test("the agency's own certificate may sign, however its name is composed, spaced or capitalised", () => {
  for (const name of [agency, agency.normalize('NFD'), `  ${agency.toUpperCase()} `]) {
    expect(() => { checkSigningKey(key, { agency: name, at }) }).not.toThrow()
  }
})

test('a certificate that names the agency only as common name may sign', async () => {
  const { notBefore, notAfter } = pki.agency.certificate
  const named = issueCertificate({ key: await makeKey('P-256'), notBefore, notAfter, subject: { commonName: agency }, keyUsage: ['nonRepudiation'] }, pki.issuing)
  expect(() => { checkSigningKey(signerOf(named), { agency, at }) }).not.toThrow()
})

test("another agency's certificate may not, nor one whose name differs in a tone", async () => {
  expect(await thrownBy(() => { checkSigningKey(signerOf(pki.otherAgency), { agency, at }) }))
    .toEqual({ code: 'certificate_agency_differs', params: { certificate: `${agency} khác`, agency } })
  expect(await thrownBy(() => { checkSigningKey(key, { agency: 'Ủy ban nhân dân xã Hoà Binh', at }) })).toMatchObject({ code: 'certificate_agency_differs' })
})

test('a certificate out of its time may not sign, to the second', async () => {
  expect(await thrownBy(() => { checkSigningKey(signerOf(pki.expired), { agency, at }) })).toEqual({ code: 'certificate_expired', params: { date: '2026-11-21' } })
  const { notBefore, notAfter } = pki.agency.certificate
  const beside = (moment: typeof at, ms: number): typeof at => instant(new Date(toMilliseconds(moment) + ms))
  expect(() => { checkSigningKey(key, { agency, at: notBefore }) }).not.toThrow()
  expect(() => { checkSigningKey(key, { agency, at: notAfter }) }).not.toThrow()
  expect(await thrownBy(() => { checkSigningKey(key, { agency, at: beside(notBefore, -1) }) })).toMatchObject({ code: 'certificate_not_yet_valid' })
  expect(await thrownBy(() => { checkSigningKey(key, { agency, at: beside(notAfter, 1) }) })).toMatchObject({ code: 'certificate_expired' })
})

test("an authority's certificate that is out of its time forbids signing too (Decree 23/2025 Art. 15)", async () => {
  const late = parseInstant('2036-11-25T00:00:00Z')
  const { privateKey } = pki.agency
  const longLived = issueCertificate({ key: privateKey, notBefore: at, notAfter: parseInstant('2040-01-01T00:00:00Z'), subject: { commonName: agency }, keyUsage: ['digitalSignature'] }, pki.issuing)
  expect(await thrownBy(() => { checkSigningKey(signerOf(longLived), { agency, at: late }) })).toMatchObject({ code: 'certificate_expired' })
})

test('a certificate whose use forbids signing may not sign', async () => {
  const { notBefore, notAfter } = pki.agency.certificate
  const encrypting = issueCertificate({ key: await makeKey('RSA-2048'), notBefore, notAfter, subject: { commonName: agency }, keyUsage: ['keyEncipherment'] }, pki.issuing)
  expect(await thrownBy(() => { checkSigningKey(signerOf(encrypting), { agency, at }) })).toEqual({ code: 'certificate_not_for_signing', params: {} })
  expect(await thrownBy(() => { checkSigningKey(signerOf(pki.issuing), { agency, at }) })).toEqual({ code: 'certificate_not_for_signing', params: {} })
  expect(await thrownBy(() => { checkSigningKey(signerOf(pki.timeStampAuthority), { agency, at }) })).toMatchObject({ code: 'certificate_not_for_signing' })
})

test('a clock that stands before the last known moment may not sign', async () => {
  const floor = instant(new Date(toMilliseconds(at) + 1))
  expect(await thrownBy(() => { checkSigningKey(key, { agency, at, notBefore: floor }) })).toEqual({ code: 'clock_implausible', params: { now: at, floor } })
})
