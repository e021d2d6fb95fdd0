import { createHash, sign } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { issueCertificate, makeDemoPki, makeKey, type DemoIdentity, type DemoPki } from '../../../demo/pki.ts'
import { makeRevocationList } from '../../../demo/revocation-list.ts'
import { makeStatusResponse, refusedStatusResponse, type ToldStatus } from '../../../demo/status-response.ts'
import { instant, toMilliseconds, type Instant } from '../../../shared/model/index.ts'
import { der, judgeRevocation, oid, toPkijsCertificate, type Certificate, type Moments, type RevocationStatus } from '../../../shared/pki/index.ts'

const hourMs = 3_600_000
const now = instant(new Date(Math.floor(Date.now() / 1000) * 1000))
const inHours = (hours: number): Date => new Date(toMilliseconds(now) + hours * hourMs)
const at = (hours: number): Instant => instant(inHours(hours))

let pki: DemoPki
beforeAll(async () => {
  pki = await makeDemoPki({ agency: 'Ủy ban nhân dân phường Bến Đá', at: now })
})

const digest = (bytes: Uint8Array): Buffer => createHash('sha1').update(bytes).digest()

/** CertID with SHA-1, as responders use it (RFC 6960, 4.1.1). */
function identifierOf(certificate: Certificate, issuer: Certificate): Buffer {
  const parts = toPkijsCertificate(issuer)
  return der.sequence(
    der.algorithmIdentifier(oid.sha1), der.octetString(digest(new Uint8Array(parts.subject.valueBeforeDecode))),
    der.octetString(digest(parts.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView)), der.element(0x02, Buffer.from(certificate.serial, 'hex')),
  )
}

interface Answer { responder?: DemoIdentity; status?: ToldStatus; about?: Certificate; from?: number; until?: number; spoilt?: boolean }

const response = ({ responder = pki.statusResponder, status = 'good', about = pki.agency.certificate, from = 0, until = 1, spoilt = false }: Answer = {}): Buffer =>
  makeStatusResponse({
    responder, status, identifier: identifierOf(about, pki.issuing.certificate), nonce: null,
    producedAt: inHours(from), thisUpdate: inHours(from), nextUpdate: inHours(until), badlySigned: spoilt,
  })

const byResponse = (bytes: Uint8Array, moments: Partial<Moments> = {}): RevocationStatus =>
  judgeRevocation({ ocspResponses: [bytes], crls: [] }, pki.agency.certificate, pki.issuing.certificate, { at: now, now, ...moments })

interface List { issuer?: DemoIdentity; revoked?: { serial: string; at: Date; reason: number }[]; from?: number; until?: number }

const list = ({ issuer = pki.issuing, revoked = [], from = 0, until = 24 }: List = {}): Buffer => makeRevocationList({ issuer, revoked, thisUpdate: inHours(from), nextUpdate: inHours(until) })

const byList = (bytes: Uint8Array, moments: Partial<Moments> = {}, certificate = pki.agency.certificate): RevocationStatus =>
  judgeRevocation({ ocspResponses: [], crls: [bytes] }, certificate, pki.issuing.certificate, { at: now, now, ...moments })

describe('an OCSP response', () => {
  test('of a responder whom the issuer authorised makes a certificate good, and says who answered', () => {
    expect(byResponse(response())).toMatchObject({ state: 'good', proof: { source: 'OCSP', thisUpdate: now, responder: { fingerprint: pki.statusResponder.certificate.fingerprint } } })
    expect(byResponse(response({ responder: pki.issuing }))).toMatchObject({ state: 'good', proof: { responder: null } })
  })

  test('tells since when a certificate is revoked, and why', () => {
    const status = { serial: pki.agency.certificate.serial, at: inHours(-5), reason: 4 }
    expect(byResponse(response({ status }))).toMatchObject({ state: 'revoked', since: at(-5), reason: 'superseded' })
    expect(byResponse(response({ status, from: -4, until: -3 })), 'an old answer still tells of a revocation').toMatchObject({ state: 'revoked' })
  })

  test.each<[string, () => Answer, string]>([
    ['spoilt', () => ({ spoilt: true }), 'not signed'],
    ['about another certificate', () => ({ about: pki.agencyP256.certificate }), 'another certificate'],
    ['that has ended', () => ({ from: -5, until: -4 }), 'stale'],
    ['made after the present', () => ({ from: 2, until: 3 }), 'from the future'],
    ['that does not know the certificate', () => ({ status: 'unknown' }), 'unknown to the responder'],
  ])('%s proves nothing', (_, answer, reason) => {
    expect(byResponse(response(answer()))).toEqual({ state: 'unknown', reason })
  })

  test('signed by one who may sign documents but not answers proves nothing', () => {
    expect(byResponse(response({ responder: pki.agencyP256 }))).toEqual({ state: 'unknown', reason: 'responder not authorised' })
  })

  test('signed by one whom another authority allowed to answer proves nothing', async () => {
    const stranger = issueCertificate({
      subject: { commonName: 'DEMO – responder' }, key: await makeKey('P-256'), notBefore: at(-1), notAfter: at(100), keyUsage: ['digitalSignature'], needsNoStatus: true,
      extendedKeyUsage: { purposes: [oid.ocspSigning], critical: false },
    }, pki.hubRoot)
    expect(byResponse(response({ responder: stranger }))).toEqual({ state: 'unknown', reason: 'responder not authorised' })
  })

  test('of a responder who may himself be revoked counts only with a list that clears him', async () => {
    const checked = issueCertificate({
      subject: { commonName: 'DEMO – responder' }, key: await makeKey('P-256'), notBefore: at(-1), notAfter: at(100), keyUsage: ['digitalSignature'],
      extendedKeyUsage: { purposes: [oid.ocspSigning], critical: false },
    }, pki.issuing)
    const answer = response({ responder: checked, about: pki.agencyP256.certificate })
    const judge = (...crls: Buffer[]): RevocationStatus => judgeRevocation({ ocspResponses: [answer], crls }, pki.agencyP256.certificate, pki.issuing.certificate, { at: now, now })
    expect(judge()).toEqual({ state: 'unknown', reason: 'responder not checked' })
    expect(judge(list())).toMatchObject({ state: 'good' })
    const revoked = [{ serial: checked.certificate.serial, at: inHours(-1), reason: 1 }]
    expect(judge(list({ revoked })), 'the list itself clears the certificate').toMatchObject({ state: 'good', proof: { source: 'CRL' } })
  })

  test('that is an error, nonsense or cut short proves nothing', () => {
    expect(byResponse(refusedStatusResponse(3))).toEqual({ state: 'unknown', reason: 'not successful' })
    expect(byResponse(Buffer.from('no answer'))).toEqual({ state: 'unknown', reason: 'unreadable' })
    const whole = response()
    for (const length of [0, 1, 10, 60, whole.length - 1]) expect(byResponse(whole.subarray(0, length))).toEqual({ state: 'unknown', reason: 'unreadable' })
  })

  test('with any one octet changed never makes a certificate good by the issuer’s word', () => {
    const whole = response()
    const kept = byResponse(whole)
    for (let position = 0; position < whole.length; position += 3) {
      const changed = Buffer.from(whole)
      changed.writeUInt8(changed.readUInt8(position) ^ 0x10, position)
      const judged = byResponse(changed)
      // What stands outside the signed part (tags of the wrapping) may be anything that still reads the same.
      if (judged.state === 'good') expect({ ...judged, proof: { ...judged.proof, bytes: null } }).toEqual({ ...kept, proof: { ...(kept.state === 'unknown' ? {} : kept.proof), bytes: null } })
    }
  })

  test('made after the moment counts for it; one that ended before it does not', () => {
    const later = response({ from: 0, until: 1 })
    expect(byResponse(later, { at: at(-10) })).toMatchObject({ state: 'good' })
    expect(byResponse(later, { at: at(2), now: at(2) })).toEqual({ state: 'unknown', reason: 'stale' })
  })

  test('of a responder whose certificate had ended before the response is proven to exist proves nothing', () => {
    const existedBy = instant(new Date(toMilliseconds(pki.statusResponder.certificate.notAfter) + hourMs))
    expect(byResponse(response(), { now: existedBy })).toEqual({ state: 'unknown', reason: 'signer expired' })
    expect(byResponse(response(), { now: existedBy, existedBy: now })).toMatchObject({ state: 'good' })
  })
})

describe('a revocation list', () => {
  test('clears who is not on it and tells since when the others are', () => {
    expect(byList(list())).toMatchObject({ state: 'good', proof: { source: 'CRL', thisUpdate: now, nextUpdate: at(24) } })
    const revoked = [{ serial: pki.agencyP256.certificate.serial, at: inHours(-9), reason: 5 }, { serial: pki.agency.certificate.serial, at: inHours(-2), reason: 1 }]
    expect(byList(list({ revoked }))).toMatchObject({ state: 'revoked', since: at(-2), reason: 'keyCompromise' })
  })

  test('of another issuer, or one that ended, was made later, or is somebody else’s work, says nothing', () => {
    expect(byList(list({ issuer: pki.root }))).toEqual({ state: 'unknown', reason: 'another issuer' })
    expect(byList(list({ from: -30, until: -6 }))).toEqual({ state: 'unknown', reason: 'stale' })
    expect(byList(list({ from: 3, until: 6 }))).toEqual({ state: 'unknown', reason: 'from the future' })
    const forged = makeRevocationList({ issuer: pki.issuing, signedWith: pki.agencyP256.privateKey, revoked: [], thisUpdate: inHours(0), nextUpdate: inHours(1) })
    expect(byList(forged)).toEqual({ state: 'unknown', reason: 'not signed' })
  })

  test('made after a certificate ended does not clear it: it may have been dropped', () => {
    const { certificate } = pki.expired
    expect(byList(list(), { at: at(-48) }, certificate)).toEqual({ state: 'unknown', reason: 'certificate expired before' })
  })

  const scope = '2.5.29.28'
  const flag = (number: number): Buffer => der.contextPrimitive(number, Buffer.from([0xff]))
  const point = (url: string): Buffer => der.context(0, der.context(0, der.contextPrimitive(6, Buffer.from(url, 'latin1'))))

  /** A list of the issuing authority with one more extension. */
  function listWith(identifier: string, value: Buffer, critical = true): Buffer {
    const plain = new Uint8Array(toPkijsCertificate(pki.issuing.certificate).subject.valueBeforeDecode)
    const algorithm = der.algorithmIdentifier(oid.sha256WithRsa)
    const extension = der.sequence(der.objectIdentifier(identifier), ...(critical ? [der.booleanValue(true)] : []), der.octetString(value))
    const signed = der.sequence(der.unsignedInteger(1), algorithm, plain, der.certificateTime(inHours(0)), der.certificateTime(inHours(1)), der.context(0, der.sequence(extension)))
    return der.sequence(signed, algorithm, der.bitString(sign('sha256', signed, pki.issuing.privateKey)))
  }

  test.each<[string, () => Buffer, string]>([
    ['issued for other authorities (indirect)', () => listWith(scope, der.sequence(flag(4))), 'indirect'],
    ['of changes since another list (delta)', () => listWith('2.5.29.27', der.unsignedInteger(7)), 'partial'],
    ['for some reasons only', () => listWith(scope, der.sequence(der.contextPrimitive(3, Buffer.from([6, 0x40])))), 'partial'],
    ['for authorities only', () => listWith(scope, der.sequence(flag(2))), 'partial'],
    ['for attribute certificates only', () => listWith(scope, der.sequence(flag(5))), 'partial'],
    ['of another distribution point', () => listWith(scope, der.sequence(point('http://demo.invalid/2.crl'))), 'partial'],
    ['with a critical extension that nobody knows', () => listWith('1.2.3.4', der.nullValue()), 'critical extension'],
  ])('%s does not clear a certificate', (_, make, reason) => {
    expect(byList(make())).toEqual({ state: 'unknown', reason })
  })

  test('for holders only clears a holder; one with an extension that may be passed over too', () => {
    expect(byList(listWith(scope, der.sequence(flag(1))))).toMatchObject({ state: 'good' })
    expect(byList(listWith('1.2.3.4', der.nullValue(), false))).toMatchObject({ state: 'good' })
  })

  test('with any octet changed says nothing', () => {
    const whole = list({ revoked: [{ serial: pki.agency.certificate.serial, at: inHours(-2), reason: 1 }] })
    for (let position = 0; position < whole.length; position += 1) {
      const changed = Buffer.from(whole)
      changed.writeUInt8(changed.readUInt8(position) ^ 1, position)
      expect(byList(changed).state, `octet ${position}`).toBe('unknown')
    }
  })
})

describe('several pieces of evidence', () => {
  const judge = (ocspResponses: Buffer[], crls: Buffer[]): RevocationStatus => judgeRevocation({ ocspResponses, crls }, pki.agency.certificate, pki.issuing.certificate, { at: now, now })
  const revoked = (reason: number): List => ({ revoked: [{ serial: pki.agency.certificate.serial, at: inHours(-9), reason }] })

  test('are absent, or tell the most that one of them can', () => {
    expect(judge([], [])).toEqual({ state: 'unknown', reason: 'absent' })
    expect(judge([response({ from: -5, until: -4 })], [list({ issuer: pki.root })])).toEqual({ state: 'unknown', reason: 'stale' })
    expect(judge([response({ spoilt: true })], [list()])).toMatchObject({ state: 'good', proof: { source: 'CRL' } })
  })

  test('revoke where one of them does, whatever newer ones say', () => {
    expect(judge([response()], [list({ ...revoked(1), from: -8, until: -6 })])).toMatchObject({ state: 'revoked' })
  })

  test('except that a hold may be taken back', () => {
    expect(judge([response()], [list({ ...revoked(6), from: -8, until: -6 })])).toMatchObject({ state: 'good' })
    expect(judge([response({ from: -9, until: 1 })], [list({ ...revoked(6), from: -8, until: -6 })])).toMatchObject({ state: 'revoked', reason: 'certificateHold' })
  })
})
