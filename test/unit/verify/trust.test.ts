import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyTrustProfile, noEvidence } from '../../../shared/pki/index.ts'
import { instant, lacksOnlyRevocation, toMilliseconds, type Instant, type SignatureVerdict } from '../../../shared/model/index.ts'
import { judgeFile } from '../../../shared/verify/file-verdict.ts'
import { issueCertificate, makeKey } from '../../../demo/pki.ts'
import { letter } from '../../support/pdf-by-hand.ts'
import { openSignedWorld, type SignedWorld } from '../../support/signed-world.ts'

const dayMs = 86_400_000
const now = instant()
const inDays = (days: number): Instant => instant(new Date(toMilliseconds(now) + days * dayMs))

let world: SignedWorld
let plain: Buffer
let stamped: Buffer

beforeAll(async () => {
  world = await openSignedWorld(now)
  plain = await world.sign(letter(), 'S1')
  stamped = await world.sign(letter(), 'S1', { stamped: true })
})
afterAll(() => world.close())

async function first(pdf: Uint8Array, at: Instant = now, trust = world.trust): Promise<SignatureVerdict> {
  const { signatures: [signature] } = await judgeFile(pdf, trust, at)
  if (signature === undefined) throw new Error('no signature')
  return signature
}

test('a signer whom nobody vouches for is intact but not trusted: indeterminate', async () => {
  expect(await first(plain, now, emptyTrustProfile)).toMatchObject({ verdict: 'indeterminate', intact: true, trust: 'unknown', reasons: ['NO_TRUST_ANCHOR'] })
  expect(await first(plain, now, { anchors: [world.pki.hubRoot.certificate], intermediates: [], evidence: noEvidence })).toMatchObject({ verdict: 'indeterminate', trust: 'unknown' })
})

test('an intermediate certificate vouches for nobody by itself', async () => {
  expect(await first(plain, now, { anchors: [], intermediates: [world.pki.issuing.certificate, world.pki.root.certificate], evidence: noEvidence })).toMatchObject({ trust: 'unknown' })
})

test('without revocation data a sound signature of a trusted signer is undecided, not passed: TRY_LATER', async () => {
  const undecided = await judgeFile(stamped, world.unchecked, now)
  expect(undecided).toMatchObject({ verdict: 'indeterminate', reasons: ['REVOCATION_NOT_CHECKED'], signatures: [{ trust: 'trusted', subIndication: 'TRY_LATER', revocation: { state: 'unknown' } }] })
  expect(lacksOnlyRevocation(undecided)).toBe(true)
  expect(lacksOnlyRevocation(await judgeFile(plain, emptyTrustProfile, now)), 'nobody vouches for the signer').toBe(false)
  expect(lacksOnlyRevocation(await judgeFile(stamped.subarray(0, -100), world.unchecked, now)), 'a broken file').toBe(false)
})

test('without a time stamp a certificate that has ended since is not trusted any more: a claimed time proves nothing', async () => {
  expect(await first(plain, inDays(800))).toMatchObject({ verdict: 'indeterminate', intact: true, trust: 'expired', reasons: expect.arrayContaining(['NO_TRUSTED_TIME']) as unknown })
})

test('a time stamp of an authority that is not trusted leaves the time of signing open', async () => {
  const trust = { anchors: [world.pki.agency.certificate], intermediates: [], evidence: noEvidence }
  expect(await first(stamped, now, trust)).toMatchObject({ verdict: 'indeterminate', intact: true, trust: 'trusted', reasons: expect.arrayContaining(['TIME_STAMP_NOT_TRUSTED']) as unknown })
  expect(await first(stamped, inDays(800), trust)).toMatchObject({ verdict: 'indeterminate', trust: 'expired' })
})

test('a claimed time before the certificate began is not believed', async () => {
  // The signer refuses such a time, so the claim is changed to it afterwards, in a file that nothing else covers.
  const young = issueCertificate({
    subject: { commonName: 'DEMO – mới', organisation: 'DEMO' }, key: await makeKey('P-256'), notBefore: inDays(-1), notAfter: inDays(30), keyUsage: ['digitalSignature'],
  }, world.pki.issuing)
  const signed = await world.sign(letter(), 'S1', { identity: young })
  expect(await first(signed, inDays(-2))).toMatchObject({ verdict: 'indeterminate', trust: 'not yet valid' })
})

test('a certificate for another use may not sign documents', async () => {
  const server = issueCertificate({
    subject: { commonName: 'DEMO – máy chủ', organisation: 'DEMO' }, key: await makeKey('P-256'), notBefore: inDays(-1), notAfter: inDays(30), keyUsage: ['keyEncipherment'],
  }, world.pki.issuing)
  const signed = await world.sign(letter(), 'S1', { identity: server })
  expect(await first(signed)).toMatchObject({ verdict: 'indeterminate', reasons: expect.arrayContaining(['CERTIFICATE_NOT_FOR_SIGNING']) as unknown })
})

test('a certificate issued by one that is no authority is not trusted', async () => {
  const issuedBelow = issueCertificate({
    subject: { commonName: 'DEMO – giả', organisation: 'DEMO' }, key: await makeKey('P-256'), notBefore: inDays(-1), notAfter: inDays(30), keyUsage: ['digitalSignature'],
  }, world.pki.agencyP256)
  const signed = await world.sign(letter(), 'S1', { identity: issuedBelow })
  const found = await first(signed)
  expect(found.verdict).toBe('indeterminate')
  expect(found.trust).not.toBe('trusted')
})
