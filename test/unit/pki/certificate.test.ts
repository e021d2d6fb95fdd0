import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { X509Certificate } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseCertificate, parseCertificates, toPem } from '../../../shared/pki/index.ts'
import { parseInstant, SohoaError } from '../../../shared/model/index.ts'
import { makeDemoPki, type DemoPki } from '../../../demo/pki.ts'

const agency = 'Ủy ban nhân dân xã Hòa Bình'
let pki: DemoPki

beforeAll(async () => {
  pki = await makeDemoPki({ agency, at: parseInstant('2026-11-22T03:00:00Z') })
})

function codeOf(action: () => unknown): string {
  try {
    action()
  } catch (thrown) {
    return thrown instanceof SohoaError ? thrown.code : String(thrown)
  }
  return 'nothing thrown'
}

test('names, validity, key and uses are read as they stand in the certificate', () => {
  const { certificate } = pki.agency
  expect(certificate.subject).toMatchObject({ organisation: agency, country: 'VN', commonName: `DEMO – ${agency}` })
  expect(certificate.issuer.commonName).toContain('DEMO')
  expect(certificate.notBefore).toBe('2026-11-21T03:00:00.000Z')
  expect(certificate.notAfter).toBe('2028-11-21T03:00:00.000Z')
  expect(certificate.publicKey).toEqual({ algorithm: 'RSA', bits: 2048 })
  expect(certificate.keyUsage).toEqual(['digitalSignature', 'nonRepudiation'])
  expect(certificate.isAuthority).toBe(false)
  expect(pki.agencyP256.certificate.publicKey).toEqual({ algorithm: 'EC', curve: 'P-256', bits: 256 })
  expect(pki.root.certificate).toMatchObject({ isAuthority: true, isSelfIssued: true, keyUsage: ['keyCertSign', 'cRLSign'] })
  expect(pki.timeStampAuthority.certificate.extendedKeyUsage).toEqual({ purposes: ['1.3.6.1.5.5.7.3.8'], critical: true })
})

test('fingerprint and serial number agree with node:crypto', () => {
  const { certificate } = pki.agency
  const other = new X509Certificate(certificate.der)
  expect(certificate.fingerprint).toBe(other.fingerprint256.replaceAll(':', '').toLowerCase())
  expect(certificate.serial.toUpperCase()).toBe(other.serialNumber)
})

test('PEM and DER give the same certificate, and PEM comes back as it was', () => {
  const { certificate } = pki.agency
  const pem = toPem(certificate)
  expect(parseCertificate(Buffer.from(pem))).toEqual(certificate)
  expect(parseCertificates(`text before\n${pem}between\r\n${toPem(pki.root.certificate).replaceAll('\n', '\r\n')}`)).toEqual([certificate, pki.root.certificate])
})

test('the demo certificates build the chain they claim, for node:crypto too', () => {
  const [leaf, issuing, root] = [pki.agency, pki.issuing, pki.root].map(({ certificate }) => new X509Certificate(certificate.der))
  if (leaf === undefined || issuing === undefined || root === undefined) throw new Error('chain')
  expect(leaf.checkIssued(issuing) && leaf.verify(issuing.publicKey)).toBe(true)
  expect(issuing.checkIssued(root) && issuing.verify(root.publicKey)).toBe(true)
  expect(new X509Certificate(pki.hubTls.certificate.der).checkHost('localhost')).toBe('localhost')
  expect(new X509Certificate(pki.hubTls.certificate.der).checkIP('127.0.0.1')).toBe('127.0.0.1')
})

test('every demo certificate but the one named after its host says that it is a demo', () => {
  for (const { certificate } of [pki.root, pki.issuing, pki.agency, pki.agencyP256, pki.expired, pki.otherAgency, pki.timeStampAuthority, pki.hubRoot, pki.hubReceipts]) expect(certificate.subject.commonName).toContain('DEMO')
})

test('what is no certificate, or a damaged one, is certificate_invalid and never a crash', () => {
  const der = Buffer.from(pki.agency.certificate.der)
  for (const bytes of [Buffer.alloc(0), Buffer.from('rubbish'), Buffer.from('-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----'), Buffer.concat([der, Buffer.from([0])])]) {
    expect(codeOf(() => parseCertificate(bytes))).toBe('certificate_invalid')
  }
  for (let length = 0; length < der.length; length += 7) expect(codeOf(() => parseCertificate(der.subarray(0, length)))).toBe('certificate_invalid')
  const outcomes = new Set<string>()
  for (let index = 0; index < der.length; index += 5) {
    const damaged = Buffer.from(der)
    damaged.writeUInt8(damaged.readUInt8(index) ^ 0x15, index)
    outcomes.add(codeOf(() => parseCertificate(damaged)))
  }
  expect([...outcomes].toSorted()).toEqual(['certificate_invalid', 'nothing thrown'])
})

const corpus = path.join(import.meta.dirname, '../../../../shared/corpus/formats/vn_pki')
if (!existsSync(corpus)) process.stderr.write('SKIPPED: real Vietnamese certificates (../shared/corpus is not here)\n')

describe.skipIf(!existsSync(corpus))('certificates of the Government Cipher Committee', () => {
  test('Vietnamese names in UTF-8 come out in NFC with their tones', () => {
    expect(parseCertificate(readFileSync(path.join(corpus, 'vgca_tsa_02.pem')))).toMatchObject({
      subject: { organisation: 'Ban Cơ yếu Chính phủ', commonName: 'Máy chủ cấp dấu thời gian 02' },
      issuer: { commonName: 'RootCA chuyên dùng Chính phủ G2' },
      extendedKeyUsage: { critical: true },
    })
  })
})
