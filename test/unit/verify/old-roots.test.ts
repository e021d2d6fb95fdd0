import { createPublicKey, sign } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DemoIdentity } from '../../../demo/pki.ts'
import { signatureAlgorithm } from '../../../demo/certificate-issuing.ts'
import { instant } from '../../../shared/model/index.ts'
import { der, parseCertificate, readTrustProfile, toPem, toPkijsCertificate, type Certificate } from '../../../shared/pki/index.ts'
import { judgeFile } from '../../../shared/verify/file-verdict.ts'
import { letter } from '../../support/pdf-by-hand.ts'
import { openSignedWorld, type SignedWorld } from '../../support/signed-world.ts'

let world: SignedWorld
let signed: Buffer

beforeAll(async () => {
  world = await openSignedWorld()
  signed = await world.sign(letter(), 'S1')
})
afterAll(() => world.close())

/** The same name and key in a certificate of X.509 version 1, which knows no extensions. */
function ofVersionOne({ certificate, privateKey }: DemoIdentity, issuer: DemoIdentity): Certificate {
  const structure = toPkijsCertificate(certificate)
  const algorithm = signatureAlgorithm(issuer.privateKey)
  const toBeSigned = der.sequence(
    der.unsignedInteger(Buffer.from([1])), algorithm, new Uint8Array(structure.issuer.valueBeforeDecode),
    der.sequence(der.certificateTime(new Date(certificate.notBefore)), der.certificateTime(new Date(certificate.notAfter))),
    new Uint8Array(structure.subject.valueBeforeDecode), createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
  )
  return parseCertificate(der.sequence(toBeSigned, algorithm, der.bitString(sign('sha256', toBeSigned, issuer.privateKey))))
}

test('a root of X.509 version 1 that the station was told to trust is an anchor', async () => {
  const { root } = world.pki
  const old = ofVersionOne(root, root)
  const { verdict, reasons } = await judgeFile(signed, { ...world.trust, ...readTrustProfile(toPem(old)), evidence: world.trust.evidence }, instant())
  expect([verdict, reasons]).toEqual(['passed', []])
})

test('one that nobody trusts is none, wherever it was found', async () => {
  const { root } = world.pki
  const { verdict, reasons } = await judgeFile(signed, { anchors: [], intermediates: [ofVersionOne(root, root)], evidence: world.trust.evidence }, instant())
  expect([verdict, reasons]).toEqual(['indeterminate', ['NO_TRUST_ANCHOR']])
})

test('between the anchor and the signer nothing of version 1 issues', async () => {
  const { root, issuing } = world.pki
  const other = await world.sign(letter(), 'S1', { identity: { ...world.pki.agency, chain: [] } })
  const { signatures } = await judgeFile(other, { anchors: [root.certificate], intermediates: [ofVersionOne(issuing, root)], evidence: world.trust.evidence }, instant())
  expect(signatures[0]).toMatchObject({ trust: 'untrusted', reasons: ['CHAIN_INVALID'] })
})
