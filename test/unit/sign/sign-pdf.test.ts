import { createHash } from 'node:crypto'
import { PDFDict, PDFDocument, PDFName } from 'pdf-lib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bytesInMemory } from '../../../shared/pdf-file/index.ts'
import { addTimeStamp, finishSignature, openPkcs12Key, prepareSignature, signPdf, toBeSigned, type SigningKey, type SignOptions } from '../../../shared/sign/index.ts'
import { parseInstant, toMilliseconds, type Instant } from '../../../shared/model/index.ts'
import { checkTimeStampToken, der, oid } from '../../../shared/pki/index.ts'
import { issueCertificate, makeDemoPki, makeKey, signerOf, writePkcs12, type DemoPki } from '../../../demo/pki.ts'
import { startTimeStampAuthority, type DemoTimeStampAuthority } from '../../../demo/time-stamp-authority.ts'
import { findSignatures, makePlainPdf } from '../../support/signed-pdf.ts'
import { thrownBy } from '../../support/thrown.ts'

const secret = Buffer.from('mật khẩu')
const agency = 'Ủy ban nhân dân xã Hòa Bình'
let pki: DemoPki
let authority: DemoTimeStampAuthority
let key: SigningKey
let plain: Uint8Array
let options: SignOptions

beforeAll(async () => {
  pki = await makeDemoPki({ agency })
  authority = await startTimeStampAuthority(pki)
  key = await openPkcs12Key(writePkcs12(pki.agency, secret), secret, { rsa: 'PSS' })
  plain = await makePlainPdf({ pages: 2 })
  const at: Instant = parseInstant(new Date().toISOString())
  options = { fieldName: 'CoQuan', reason: 'Chuyển đổi kết quả', location: 'Hòa Bình', signerName: agency, at, tsa: null }
})
afterAll(async () => {
  await authority.close()
})

const reachable = (): { url: string; timeMs: number } => ({ url: authority.url, timeMs: 10_000 })

function expectAppended(later: Uint8Array, earlier: Uint8Array): void {
  expect(Buffer.from(later.subarray(0, earlier.length)).equals(Buffer.from(earlier))).toBe(true)
}

function countOf(keySigned: SigningKey): { key: SigningKey; signed: () => number } {
  let signed = 0
  return { signed: () => signed, key: { ...keySigned, sign: (data) => { signed += 1; return keySigned.sign(data) } } }
}

test('signing appends one increment: the earlier bytes are a prefix of the later', async () => {
  const { pdf, level, timeStampFailure, timeStampedAt, keyUsed } = await signPdf(plain, key, options)
  expectAppended(pdf, plain)
  expect({ level, timeStampFailure, timeStampedAt, keyUsed }).toEqual({ level: 'B-B', timeStampFailure: null, timeStampedAt: null, keyUsed: pki.agency.certificate.fingerprint })
})

test('the byte range covers the whole file but the signature itself, which is followed by zeros only', async () => {
  const { pdf } = await signPdf(plain, key, options)
  const [signature, ...others] = findSignatures(pdf)
  if (signature === undefined) throw new Error('no signature')
  expect(others).toEqual([])
  const [start, before, after, rest] = signature.byteRange
  expect([start, after + rest]).toEqual([0, pdf.length])
  expect(before).toBeGreaterThan(plain.length)
  expect(signature.padding.every((octet) => octet === 0)).toBe(true)
  expect(signature.cms.includes(createHash('sha256').update(signature.signedBytes).digest())).toBe(true)
})

test('the CMS holds no signing time and its signed attributes stand in DER order', async () => {
  const [signature] = findSignatures((await signPdf(plain, key, options)).pdf)
  if (signature === undefined) throw new Error('no signature')
  expect(signature.cms.includes(der.objectIdentifier('1.2.840.113549.1.9.5'))).toBe(false)
  const places = [oid.contentType, oid.messageDigest, oid.signingCertificateV2].map((type) => signature.cms.lastIndexOf(der.objectIdentifier(type)))
  expect(places).toEqual(places.toSorted((left, right) => left - right))
})

test('time, reason, place and name stand in the PDF as given, with Vietnamese letters', async () => {
  const at = parseInstant(options.at.replace(/\.\d+Z$/, 'Z'))
  const { pdf } = await signPdf(plain, key, { ...options, at })
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  const field = document.getForm().getFields().find((candidate) => candidate.getName() === 'CoQuan')
  const dictionary = field?.acroField.dict.lookup(PDFName.of('V'), PDFDict)
  const text = (name: string): string => String(dictionary?.lookup(PDFName.of(name)))
  expect(text('SubFilter')).toBe('/ETSI.CAdES.detached')
  expect(text('M')).toMatch(/^\(D:\d{14}\+07'00'\)$/)
  expect(Date.parse(text('M').replace(/^\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\+07'00'\)$/, '$1-$2-$3T$4:$5:$6+07:00'))).toBe(toMilliseconds(at))
  const hex = (value: string): string => `<FEFF${Buffer.from(value, 'utf16le').swap16().toString('hex').toUpperCase()}>`
  expect([text('Reason'), text('Location'), text('Name')]).toEqual([options.reason, options.location, options.signerName].map(hex))
})

test('the field shows nothing, is locked for print and has an appearance, as PDF/A asks', async () => {
  const document = await PDFDocument.load((await signPdf(plain, key, options)).pdf, { updateMetadata: false })
  const widget = document.getPage(0).node.Annots()?.lookup(0, PDFDict)
  expect(String(widget?.get(PDFName.of('Rect')))).toBe('[ 0 0 0 0 ]')
  expect(String(widget?.get(PDFName.of('F')))).toBe('132')
  expect(widget?.lookup(PDFName.of('AP'), PDFDict).has(PDFName.of('N'))).toBe(true)
  expect(String(document.catalog.lookup(PDFName.of('AcroForm'), PDFDict).get(PDFName.of('SigFlags')))).toBe('3')
})

test('with an authority that answers the level is B-T, over the signature value', async () => {
  const { pdf, level, timeStampedAt, timeStampFailure } = await signPdf(plain, key, { ...options, tsa: reachable() })
  expect([level, timeStampFailure]).toEqual(['B-T', null])
  expect(timeStampedAt).not.toBeNull()
  const [signature] = findSignatures(pdf)
  expect(signature?.cms.includes(der.objectIdentifier(oid.signatureTimeStamp))).toBe(true)
})

describe.each([
  ['silent', 'tsa_unreachable'], ['refuses', 'tsa_refused'], ['server error', 'tsa_refused'], ['nonsense', 'tsa_refused'],
  ['wrong imprint', 'tsa_lied'], ['wrong nonce', 'tsa_lied'], ['wrong signature', 'tsa_lied'], ['wrong certificate', 'tsa_lied'],
] as const)('an authority that is or gives "%s"', (fault, code) => {
  test('costs the time stamp, not the signature, and is told', async () => {
    authority.setFault(fault)
    const { pdf, level, timeStampFailure } = await signPdf(plain, key, { ...options, tsa: { url: authority.url, timeMs: fault === 'silent' ? 300 : 10_000 } })
    authority.setFault(null)
    expect([level, timeStampFailure?.code]).toEqual(['B-B', code])
    const [signature] = findSignatures(pdf)
    expect(signature?.cms.includes(der.objectIdentifier(oid.signatureTimeStamp))).toBe(false)
  })

  test('adds nothing to a file that waits for its time stamp', async () => {
    const { pdf } = await signPdf(plain, key, options)
    authority.setFault(fault)
    const outcome = await thrownBy(() => addTimeStamp(pdf, { url: authority.url, timeMs: fault === 'silent' ? 300 : 10_000 }))
    authority.setFault(null)
    expect(outcome?.code).toBe(code)
  })
})

test('a document time stamp covers the whole signed file, whose bytes stay', async () => {
  const { pdf } = await signPdf(plain, key, options)
  const stamped = await addTimeStamp(pdf, reachable())
  expectAppended(stamped, pdf)
  const [, stamp] = findSignatures(stamped)
  if (stamp === undefined) throw new Error('no time stamp')
  expect(stamp.byteRange[2] + stamp.byteRange[3]).toBe(stamped.length)
  const checked = checkTimeStampToken(stamp.cms, (algorithm) => createHash(algorithm).update(stamp.signedBytes).digest())
  expect(checked.authority.fingerprint).toBe(pki.timeStampAuthority.certificate.fingerprint)
})

test('a second signature and further time stamps leave all earlier ones whole', async () => {
  const first = await signPdf(plain, key, options)
  const second = await signPdf(first.pdf, signerOf(pki.agencyP256), { ...options, fieldName: 'LanhDao', tsa: reachable() })
  const third = await addTimeStamp(second.pdf, reachable())
  const fourth = await addTimeStamp(third, reachable())
  for (const [later, earlier] of [[second.pdf, first.pdf], [third, second.pdf], [fourth, third]] as const) expectAppended(later, earlier)
  expect(findSignatures(fourth).map(({ byteRange }) => byteRange[2] + byteRange[3])).toEqual([first.pdf.length, second.pdf.length, third.length, fourth.length])
  const names = (await PDFDocument.load(fourth, { updateMetadata: false })).getForm().getFields().map((field) => field.getName())
  expect(names).toEqual(['CoQuan', 'LanhDao', 'DauThoiGian1', 'DauThoiGian2'])
})

test('the same bytes signed twice at the same time by RSA PKCS#1 v1.5 give the same file', async () => {
  const deterministic = signerOf(pki.agency)
  const [left, right] = [await signPdf(plain, deterministic, options), await signPdf(plain, deterministic, options)]
  expect(Buffer.from(left.pdf).equals(Buffer.from(right.pdf))).toBe(true)
})

test('a value that comes after a restart, from a key that was not at hand, gives the file that signing at once gives', async () => {
  const local = signerOf(pki.agency)
  const { certificate, chain, scheme } = local
  const signer = { certificate, chain, scheme }
  const kept = structuredClone(prepareSignature(bytesInMemory(plain), signer, options))
  const value = await local.sign(toBeSigned(kept, signer))
  const { increment, level } = await finishSignature(kept, signer, value, null)
  expect(level).toBe('B-B')
  expect(findSignatures(Buffer.concat([plain, increment]))).toHaveLength(1)
  expect(Buffer.from(increment).equals((await signPdf(plain, local, options)).increment)).toBe(true)
  expect((await finishSignature(kept, signer, value, reachable())).level, 'with its time stamp, where there is room').toBe('B-B')
  const roomy = prepareSignature(bytesInMemory(plain), signer, { ...options, tsa: reachable() })
  expect((await finishSignature(roomy, signer, await local.sign(toBeSigned(roomy, signer)), reachable())).level).toBe('B-T')
  expect(await thrownBy(() => finishSignature(kept, signer, new Uint8Array(256), null))).toMatchObject({ code: 'signing_failed' })
})

describe('signing fails closed', () => {
  test('a key that is not that of its certificate yields no PDF', async () => {
    const mixed: SigningKey = { ...key, sign: signerOf({ ...pki.agency, privateKey: pki.issuing.privateKey }).sign }
    expect(await thrownBy(() => signPdf(plain, mixed, options))).toEqual({ code: 'signing_failed', params: { detail: 'certificate and key differ' } })
  })

  test('a key that throws, or gives rubbish, yields no PDF', async () => {
    expect(await thrownBy(() => signPdf(plain, { ...key, sign: () => Promise.reject(new Error('token removed')) }, options))).toEqual({ code: 'internal', params: { type: 'Error' } })
    expect(await thrownBy(() => signPdf(plain, { ...key, sign: () => Promise.resolve(new Uint8Array(256)) }, options))).toMatchObject({ code: 'signing_failed' })
    expect(await thrownBy(() => signPdf(plain, { ...key, sign: () => Promise.resolve(new Uint8Array(0)) }, options))).toMatchObject({ code: 'signing_failed' })
  })

  test('an expired certificate is refused before the key is used', async () => {
    const counted = countOf(signerOf(pki.expired))
    expect(await thrownBy(() => signPdf(plain, counted.key, options))).toMatchObject({ code: 'certificate_expired' })
    expect(counted.signed()).toBe(0)
  })

  test('a name that is taken is refused before the key is used', async () => {
    const { pdf } = await signPdf(plain, key, options)
    const counted = countOf(key)
    expect(await thrownBy(() => signPdf(pdf, counted.key, options))).toEqual({ code: 'signing_failed', params: { detail: 'field exists' } })
    expect(counted.signed()).toBe(0)
  })

  test('what is no PDF, is cut short, or is encrypted is refused by name', async () => {
    const encrypted = await PDFDocument.create()
    encrypted.addPage()
    encrypted.encrypt({ userPassword: 'x', ownerPassword: 'y' })
    expect(await thrownBy(async () => signPdf(await encrypted.save(), key, options))).toEqual({ code: 'pdf_encrypted', params: {} })
    for (const broken of [new Uint8Array(0), Buffer.from('not a PDF'), plain.subarray(0, plain.length >> 1)]) {
      expect(await thrownBy(() => signPdf(broken, key, options))).toEqual({ code: 'pdf_damaged', params: {} })
    }
  })
})

test('a chain and token larger than planned get a larger place, never a cut signature', async () => {
  const { notBefore, notAfter } = pki.agency.certificate
  const wordy = issueCertificate({
    key: await makeKey('RSA-2048'), notBefore, notAfter, keyUsage: ['digitalSignature'],
    subject: { commonName: 'DEMO', organisation: 'x'.repeat(9000) }, extendedKeyUsage: { purposes: [oid.timeStamping], critical: true },
  }, pki.issuing)
  const large = await startTimeStampAuthority({ ...pki, timeStampAuthority: wordy })
  const counted = countOf(key)
  const { pdf, level } = await signPdf(plain, counted.key, { ...options, tsa: { url: large.url, timeMs: 10_000 } })
  const stamped = await addTimeStamp(pdf, { url: large.url, timeMs: 10_000 })
  await large.close()
  expect([level, counted.signed()]).toEqual(['B-T', 2])
  const [signature, stamp] = findSignatures(stamped)
  expect(signature?.cms.length).toBeGreaterThan(16_000)
  expect(stamp?.cms.length).toBeGreaterThan(8192)
})

test('a token that fits no sensible place costs the time stamp, not the signature', async () => {
  const { notBefore, notAfter } = pki.agency.certificate
  const endless = issueCertificate({
    key: await makeKey('RSA-2048'), notBefore, notAfter, keyUsage: ['digitalSignature'],
    subject: { commonName: 'DEMO', organisation: 'x'.repeat(60_000) }, extendedKeyUsage: { purposes: [oid.timeStamping], critical: true },
  }, pki.issuing)
  const large = await startTimeStampAuthority({ ...pki, timeStampAuthority: endless })
  const tsa = { url: large.url, timeMs: 10_000 }
  const { pdf, level, timeStampFailure } = await signPdf(plain, key, { ...options, tsa })
  expect([level, timeStampFailure?.code, findSignatures(pdf).length]).toEqual(['B-B', 'signature_too_large', 1])
  expect(await thrownBy(() => addTimeStamp(plain, tsa))).toMatchObject({ code: 'signature_too_large' })
  await large.close()
})

describe('room for a signature', () => {
  const roomOf = (pdf: Uint8Array): number => (findSignatures(pdf)[0]?.cms.length ?? 0) + (findSignatures(pdf)[0]?.padding.length ?? 0)

  test('is enough at the first try for every kind of key, with and without a time stamp', async () => {
    const { notBefore, notAfter } = pki.agency.certificate
    const p384 = issueCertificate({ key: await makeKey('P-384'), notBefore, notAfter, subject: { commonName: agency }, keyUsage: ['digitalSignature'] }, pki.issuing)
    const keys = [key, signerOf(pki.agency), signerOf(pki.agencyP256), signerOf(p384)]
    for (const one of keys) {
      for (const tsa of [null, reachable()]) {
        const counted = countOf(one)
        const { pdf, tokenBytes } = await signPdf(plain, counted.key, { ...options, tsa })
        expect([one.scheme, counted.signed(), tokenBytes === null]).toEqual([one.scheme, 1, tsa === null])
        expect(roomOf(pdf)).toBeGreaterThanOrEqual(findSignatures(pdf)[0]?.cms.length ?? Infinity)
      }
    }
  })

  test('is no more than needed once a token of the authority was seen', async () => {
    const first = await signPdf(plain, key, { ...options, tsa: reachable() })
    const counted = countOf(key)
    const next = await signPdf(plain, counted.key, { ...options, tsa: reachable(), ...(first.tokenBytes === null ? {} : { tokenBytes: first.tokenBytes }) })
    expect([next.level, counted.signed()]).toEqual(['B-T', 1])
    expect(roomOf(next.pdf)).toBeLessThan(roomOf(first.pdf) - 3000)
  })
})
