import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { issueCertificate, makeKey, type DemoIdentity } from '../../../demo/pki.ts'
import { makeRevocationList, type Revocation } from '../../../demo/revocation-list.ts'
import { startTimeStampAuthority } from '../../../demo/time-stamp-authority.ts'
import { instant, toMilliseconds, type Instant, type SignatureVerdict } from '../../../shared/model/index.ts'
import { bytesInMemory } from '../../../shared/pdf-file/index.ts'
import { noEvidence, oid, type RevocationEvidence, type TrustProfile } from '../../../shared/pki/index.ts'
import { addTimeStamp, validationDataIncrement } from '../../../shared/sign/index.ts'
import { judgeFile } from '../../../shared/verify/file-verdict.ts'
import { letter } from '../../support/pdf-by-hand.ts'
import { openSignedWorld, type SignedWorld } from '../../support/signed-world.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const now = instant(new Date(Math.floor(Date.now() / 1000) * 1000))
const inHours = (hours: number): Instant => instant(new Date(toMilliseconds(now) + hours * hourMs))
const inDays = (days: number): Instant => inHours(days * 24)

let world: SignedWorld
/** Time-stamped; then with validation data inside; then stamped as a whole. */
let stamped: Buffer
let lasting: Buffer
let archived: Buffer

beforeAll(async () => {
  world = await openSignedWorld(now)
  stamped = await world.sign(letter(), 'S1', { stamped: true })
  lasting = withData(stamped, world.lists(now))
  archived = await world.stamp(lasting)
})
afterAll(() => world.close())

function withData(pdf: Buffer, { ocspResponses, crls }: RevocationEvidence): Buffer {
  const certificates = [world.pki.issuing, world.pki.root].map(({ certificate }) => certificate.der)
  return Buffer.concat([pdf, validationDataIncrement(bytesInMemory(pdf), { certificates, ocspResponses, crls }) ?? Buffer.alloc(0)])
}

const trusting = (evidence: RevocationEvidence = noEvidence): TrustProfile => ({ ...world.unchecked, evidence })

const revoked = ({ certificate: { serial } }: DemoIdentity, hours: number, reason = 1): Revocation => ({ serial, at: new Date(inHours(hours)), reason })

async function first(pdf: Uint8Array, trust: TrustProfile, at: Instant): Promise<SignatureVerdict> {
  const { signatures: [signature] } = await judgeFile(pdf, trust, at)
  if (signature === undefined) throw new Error('no signature')
  return signature
}

describe('a file that carries its own validation data', () => {
  test('passes without any other data, and its level is told', async () => {
    expect(await first(lasting, world.unchecked, now)).toMatchObject({ verdict: 'passed', subIndication: null, level: 'B-LT', reasons: [], revocation: { state: 'good', source: 'CRL' } })
    expect(await first(archived, world.unchecked, now)).toMatchObject({ verdict: 'passed', level: 'B-LTA' })
  })

  test('passes long after its lists have ended: they spoke of the moment that the time stamp proves', async () => {
    expect(await first(lasting, world.unchecked, inDays(400))).toMatchObject({ verdict: 'passed', trust: 'trusted', timeSource: 'time stamp' })
  })

  test('is undecided once the certificate of the time stamp has ended and nothing newer proves the stamp', async () => {
    expect(await first(lasting, world.unchecked, inDays(800))).toMatchObject({ verdict: 'indeterminate', subIndication: 'OUT_OF_BOUNDS_NO_POE', timeSource: 'claimed' })
    expect(await first(archived, world.unchecked, inDays(800))).toMatchObject({ verdict: 'indeterminate' })
  })

  test('passes again after the certificates of signer and first stamp have ended, when a newer stamp was added in time', async () => {
    const younger = issueCertificate({
      subject: { commonName: 'DEMO – stamps', organisation: 'DEMO' }, key: await makeKey('RSA-2048'), notBefore: inDays(-1), notAfter: inDays(1500), keyUsage: ['digitalSignature'],
      extendedKeyUsage: { purposes: [oid.timeStamping], critical: true },
    }, world.pki.issuing)
    const authority = await startTimeStampAuthority({ ...world.pki, timeStampAuthority: younger })
    try {
      authority.setClock(600 * dayMs)
      const renewed = Buffer.from(await addTimeStamp(lasting, { url: authority.url, timeMs: 10_000 }))
      expect(await first(renewed, trusting(world.lists(inDays(600))), inDays(800))).toMatchObject({ verdict: 'passed', level: 'B-LTA', trust: 'trusted', time: expect.stringMatching(now.slice(0, 10)) as unknown })
      expect(await first(renewed, world.unchecked, inDays(800)), 'nothing is known of the newer authority').toMatchObject({ verdict: 'indeterminate', subIndication: 'TRY_LATER' })
      authority.setClock(760 * dayMs)
      const tooLate = Buffer.from(await addTimeStamp(lasting, { url: authority.url, timeMs: 10_000 }))
      expect(await first(tooLate, trusting(world.lists(inDays(760))), inDays(800)), 'renewed after the end').toMatchObject({ verdict: 'indeterminate', trust: 'expired' })
    } finally {
      await authority.close()
    }
  })

  test('is undecided when its data are by somebody else, about somebody else, or were too old', async () => {
    const thisUpdate = new Date(now)
    const nextUpdate = new Date(inHours(24))
    const forged = { ocspResponses: [], crls: [world.pki.root, world.pki.issuing].map((issuer) => makeRevocationList({ issuer, signedWith: world.pki.agencyP256.privateKey, revoked: [], thisUpdate, nextUpdate })) }
    expect(await first(withData(stamped, forged), world.unchecked, now)).toMatchObject({ verdict: 'indeterminate', reasons: ['REVOCATION_DATA_UNUSABLE'], subIndication: 'TRY_LATER', level: 'B-T' })
    expect(await first(withData(stamped, world.lists(inDays(-3))), world.unchecked, now)).toMatchObject({ verdict: 'indeterminate', reasons: ['REVOCATION_DATA_STALE'], subIndication: 'TRY_LATER' })
    const ofHub = { ocspResponses: [], crls: [makeRevocationList({ issuer: world.pki.hubRoot, revoked: [], thisUpdate, nextUpdate })] }
    expect(await first(withData(stamped, ofHub), world.unchecked, now)).toMatchObject({ verdict: 'indeterminate', reasons: ['REVOCATION_NOT_CHECKED'] })
    const ofTomorrow = world.lists(inDays(1))
    expect(await first(withData(stamped, ofTomorrow), world.unchecked, now)).toMatchObject({ verdict: 'indeterminate', reasons: ['REVOCATION_DATA_UNUSABLE'] })
  })
})

describe('a signer whose certificate was revoked', () => {
  test('after the proven time passes, and the revocation is told', async () => {
    const trust = trusting(world.lists(inDays(1), [revoked(world.pki.agency, 1)]))
    expect(await first(stamped, trust, inDays(1))).toMatchObject({ verdict: 'passed', trust: 'trusted', revocation: { state: 'revoked', revokedSince: inHours(1) } })
  })

  test('before the proven time, and by his own word before he signed, has failed: REVOKED', async () => {
    const trust = trusting(world.lists(now, [revoked(world.pki.agency, -1)]))
    expect(await first(stamped, trust, now)).toMatchObject({ verdict: 'failed', subIndication: 'REVOKED', trust: 'revoked', reasons: ['SIGNED_AFTER_REVOCATION'] })
  })

  test('before the proven time, though he claims an earlier one, is undecided: REVOKED_NO_POE', async () => {
    const claimsEarlier = await world.sign(letter(), 'S1', { stamped: true, at: inHours(-3) })
    const trust = trusting(world.lists(now, [revoked(world.pki.agency, -1)]))
    expect(await first(claimsEarlier, trust, now)).toMatchObject({ verdict: 'indeterminate', subIndication: 'REVOKED_NO_POE', trust: 'revoked' })
  })

  test('at any time, without a time stamp, is undecided', async () => {
    const plain = await world.sign(letter(), 'S1')
    const trust = trusting(world.lists(inDays(1), [revoked(world.pki.agency, 1)]))
    expect(await first(plain, trust, inDays(1))).toMatchObject({ verdict: 'indeterminate', subIndication: 'REVOKED_NO_POE' })
  })

  test('with the one of his issuer is undecided: REVOKED_CA_NO_POE', async () => {
    const trust = trusting(world.lists(now, [revoked(world.pki.issuing, -1)]))
    expect(await first(await world.sign(letter(), 'S1'), trust, now)).toMatchObject({ verdict: 'indeterminate', subIndication: 'REVOKED_CA_NO_POE', trust: 'revoked' })
  })
})

describe('a time stamp whose authority was revoked later', () => {
  test('proves nothing when its key may be in other hands', async () => {
    const trust = trusting(world.lists(inDays(1), [revoked(world.pki.timeStampAuthority, 1, 1)]))
    expect(await first(stamped, trust, inDays(1))).toMatchObject({ verdict: 'indeterminate', timeSource: 'claimed', reasons: expect.arrayContaining(['TIME_STAMP_NOT_TRUSTED']) as unknown })
  })

  test('still proves its time when it only gave up its work (RFC 3161, 4.1)', async () => {
    const trust = trusting(world.lists(inDays(1), [revoked(world.pki.timeStampAuthority, 1, 5)]))
    expect(await first(stamped, trust, inDays(1))).toMatchObject({ verdict: 'passed', timeSource: 'time stamp' })
  })
})

describe('a certificate outside its time', () => {
  const shortLived = async (from: number, until: number): Promise<DemoIdentity> => issueCertificate({
    subject: { commonName: 'DEMO – ngắn hạn', organisation: 'DEMO' }, key: await makeKey('P-256'), notBefore: inDays(from), notAfter: inDays(until), keyUsage: ['digitalSignature'],
  }, world.pki.issuing)

  test('that ended since, under a time stamp within it: the signature outlives it', async () => {
    const pdf = withData(await world.sign(letter(), 'S1', { identity: await shortLived(-1, 30), stamped: true }), world.lists(now))
    expect(await first(pdf, world.unchecked, inDays(60))).toMatchObject({ verdict: 'passed', trust: 'trusted', timeSource: 'time stamp' })
  })

  test('that had ended when he says that he signed has failed: EXPIRED', async () => {
    const ended = await shortLived(-30, -2)
    // Our own signing refuses an ended certificate, so it is told another end.
    const pdf = await world.sign(letter(), 'S1', { identity: { ...ended, certificate: { ...ended.certificate, notAfter: inDays(30) } } })
    expect(await first(pdf, world.trust, now)).toMatchObject({ verdict: 'failed', subIndication: 'EXPIRED', trust: 'expired' })
  })

  test('that had not begun when the time stamp saw the signature has failed: NOT_YET_VALID', async () => {
    const pdf = await world.sign(letter(), 'S1', { identity: await shortLived(2, 30), stamped: true, at: inDays(3) })
    expect(await first(pdf, trusting(world.lists(inDays(3))), inDays(3))).toMatchObject({ verdict: 'failed', subIndication: 'NOT_YET_VALID' })
  })
})
