import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { DemoIdentity, DemoPki } from '../../../demo/pki.ts'
import type { DemoStatusService } from '../../../demo/status-service.ts'
import { startTimeStampAuthority, type DemoTimeStampAuthority } from '../../../demo/time-stamp-authority.ts'
import { instant, type FileVerdict, type SignatureLevel } from '../../../shared/model/index.ts'
import { queueDeliveries, renewArchiveStamps, reopenForSigning, runDeliveries, runRecalls, stationTrust } from '../../../shared/pipeline/index.ts'
import { completeSignature } from '../../../shared/pipeline/signing/complete-signature.ts'
import { digestOf } from '../../../shared/pipeline/digests.ts'
import { writeTrustPackage, type TrustPackage } from '../../../shared/pki/index.ts'
import { thrownBy } from '../../support/thrown.ts'
import { deliveriesOf, recallsOf } from './correction-desk.ts'
import { openAuthorities, openSigningDesk as openDeskOf, type Authorities, type SigningDesk } from './signing-desk.ts'

const hourMs = 3_600_000

let authorities: Authorities
let status: DemoStatusService
let pki: DemoPki
let tsa: DemoTimeStampAuthority

beforeAll(async () => {
  authorities = await openAuthorities();
  ({ status, pki, tsa } = authorities)
})

afterAll(async () => {
  await authorities.close()
})

const openSigningDesk = (level: SignatureLevel): Promise<SigningDesk> => openDeskOf(authorities, level)

const levelsOf = ({ signatures }: FileVerdict): string[] => signatures.map(({ level }) => level)

describe('the level of a signature', () => {
  it.each([
    ['B-B', 'signed, B-B', 'indeterminate', ['B-B']],
    ['B-T', 'signed, B-T', 'indeterminate', ['B-T']],
    ['B-LT', 'signed, B-LT', 'passed', ['B-LT']],
    ['B-LTA', 'signed, B-LTA', 'passed', ['B-LTA', 'document time stamp']],
  ] as const)('is %s where the station wants it and the network is there; our own verifier says so', async (level, state, verdict, levels) => {
    const { assembled, sign, stateOf, verdict: judge, notices, desk } = await openSigningDesk(level)
    const made = await assembled(1)
    await sign(made)
    expect(stateOf(made.id)).toBe(state)
    const judged = await judge(made.id)
    expect([judged.verdict, levelsOf(judged)]).toEqual([verdict, levels])
    expect(judged.signatures.flatMap(({ changesAfter }) => changesAfter)).toEqual([])
    expect(notices).toEqual([])
    expect(desk.store.getStep(made.id, 0, 'sign')).toMatchObject({ resultDigest: desk.store.getRecord(made.id).pdfDigest, result: { level, status: 'good' } })
  })
})

describe('a signature made without a network', () => {
  it('is made, with a warning and a state that says so, and becomes what is wanted when the network is back, byte for byte behind it', async () => {
    const { assembled, sign, cut, back, stateOf, pdf, verdict, notices, context, desk } = await openSigningDesk('B-LTA')
    cut()
    const made = await assembled(1)
    await sign(made)
    expect(stateOf(made.id)).toBe('signed, status not checked')
    expect(notices).toEqual(['status_not_checked'])
    const first = pdf(made.id)
    queueDeliveries(context, made.id)
    await runDeliveries(context, { id: made.id, now: true })
    expect(stateOf(made.id)).toBe('delivered, status not checked')

    await completeSignature(context, made.id)
    expect([stateOf(made.id), pdf(made.id).length]).toEqual(['delivered, status not checked', first.length])

    back()
    await completeSignature(context, made.id)
    expect(stateOf(made.id)).toBe('signed, B-LTA')
    expect(Buffer.from(pdf(made.id)).subarray(0, first.length).equals(first)).toBe(true)
    expect(await verdict(made.id)).toMatchObject({ verdict: 'passed' })
    queueDeliveries(context, made.id)
    await runDeliveries(context, { id: made.id, now: true })
    expect(stateOf(made.id)).toBe('delivered, B-LTA')
    expect(deliveriesOf(desk, made.id)).toEqual(['kho delivered', 'kho delivered'])

    const { pdfDigest } = desk.store.getRecord(made.id)
    await completeSignature(context, made.id)
    expect(desk.store.getRecord(made.id).pdfDigest).toBe(pdfDigest)
  })

  it('waits for what it lacks step by step, as the authorities come back', async () => {
    const { assembled, sign, cut, stateOf, context } = await openSigningDesk('B-LTA')
    cut()
    const made = await assembled(1)
    await sign(made)
    tsa.setFault(null)
    await completeSignature(context, made.id)
    expect(stateOf(made.id)).toBe('signed, status not checked')
    status.setFaults()
    tsa.setFault('silent')
    await completeSignature(context, made.id)
    expect(stateOf(made.id)).toBe('signed, archive stamp pending')
    tsa.setFault(null)
    await completeSignature(context, made.id)
    expect(stateOf(made.id)).toBe('signed, B-LTA')
  })

  it('whose time stamp alone is missing says only that', async () => {
    const { assembled, sign, stateOf, context, notices } = await openSigningDesk('B-LT')
    tsa.setFault('refuses')
    const made = await assembled(1)
    await sign(made)
    expect([stateOf(made.id), notices]).toEqual(['signed, time stamp pending', []])
    tsa.setFault(null)
    await completeSignature(context, made.id)
    expect(stateOf(made.id)).toBe('signed, B-LT')
  })

  it.each(['badly signed', 'stale', 'unknown', 'not a responder'] as const)('believes no status that is %s', async (lie) => {
    const { assembled, sign, stateOf, context } = await openSigningDesk('B-LT')
    status.setFaults(lie, 'list badly signed')
    const made = await assembled(1)
    await sign(made)
    await completeSignature(context, made.id)
    expect(stateOf(made.id)).toBe('signed, status not checked')
  })
})

describe('a trust package with revocation lists', () => {
  it('lets an office without OCSP sign at once what lasts, and without any root in its settings', async () => {
    const { assembled, sign, stateOf, desk, context, verdict } = await openSigningDesk('B-LT')
    status.setFaults('down')
    const packaged = (identity: DemoIdentity, name: 'root' | 'issuing'): TrustPackage['authorities'][number] => ({
      certificate: identity.certificate, isAnchor: name === 'root', addresses: { ocsp: [], crl: [] }, lists: [Uint8Array.from(status.list(name))],
    })
    const content = writeTrustPackage({ name: 'NEAC', madeAt: instant(), timeStampUrls: [], authorities: [packaged(pki.root, 'root'), packaged(pki.issuing, 'issuing')] })
    desk.store.putTrustPackage({ name: 'NEAC', digest: digestOf(content), importedAt: instant(), importedBy: 'Hà', content })
    desk.configure({ trustPem: '' })
    expect(stationTrust(context).anchors).toHaveLength(1)
    const made = await assembled(1)
    await sign(made)
    expect(stateOf(made.id)).toBe('signed, B-LT')
    expect(await verdict(made.id)).toMatchObject({ verdict: 'passed', signatures: [{ revocation: { source: 'CRL' } }] })
  })

  it('that has grown old lets nobody be called checked', async () => {
    const { assembled, sign, stateOf, desk, pass } = await openSigningDesk('B-LT')
    const content = writeTrustPackage({
      name: 'NEAC', madeAt: instant(), timeStampUrls: [],
      authorities: [{ certificate: pki.issuing.certificate, isAnchor: false, addresses: { ocsp: [], crl: [] }, lists: [Uint8Array.from(status.list('issuing'))] }],
    })
    desk.store.putTrustPackage({ name: 'NEAC', digest: digestOf(content), importedAt: instant(), importedBy: 'Hà', content })
    pass(48)
    status.setFaults('down')
    const made = await assembled(1)
    await sign(made)
    expect(stateOf(made.id)).toBe('signed, status not checked')
  })
})

describe('a time stamp authority that gives none', () => {
  it.each(['silent', 'refuses', 'wrong imprint'] as const)('because it %s is followed by the next', async (fault) => {
    const { assembled, sign, stateOf, desk } = await openSigningDesk('B-T')
    const broken = await startTimeStampAuthority(pki)
    broken.setFault(fault)
    desk.configure({ timeStampUrl: broken.url, moreTimeStampUrls: ['http://127.0.0.1:9/', tsa.url], timeStampSeconds: 0.5 })
    const made = await assembled(1)
    await sign(made)
    await broken.close()
    expect(stateOf(made.id)).toBe('signed, B-T')
  })
})

describe('a revoked certificate', () => {
  it('signs nothing', async () => {
    const { assembled, sign, stateOf } = await openSigningDesk('B-LT')
    status.revoke(pki.agency, new Date(Date.now() - hourMs))
    const made = await assembled(1)
    expect(await thrownBy(() => sign(made))).toMatchObject({ code: 'certificate_revoked' })
    expect(stateOf(made.id)).toBe('assembled, unsigned')
  })

  it('that turns out to have been so when it signed takes the record out, back from whoever has it, and to a new signature', async () => {
    const { assembled, sign, cut, back, stateOf, context, desk, verdict } = await openSigningDesk('B-LT')
    cut()
    const made = await assembled(1)
    await sign(made)
    queueDeliveries(context, made.id)
    await runDeliveries(context, { id: made.id, now: true })
    expect(stateOf(made.id)).toBe('delivered, status not checked')

    back()
    status.revoke(pki.agency, new Date(Date.now() - hourMs))
    await completeSignature(context, made.id)
    expect(stateOf(made.id)).toBe('quarantined, certificate revoked')
    expect(desk.store.getRecord(made.id).stoppedBy).toMatchObject({ code: 'certificate_revoked' })
    await runRecalls(context, { id: made.id, now: true })
    expect(recallsOf(desk, made.id)).toEqual(['kho acknowledged taken back'])
    queueDeliveries(context, made.id)
    await runDeliveries(context, { id: made.id, now: true })
    expect(desk.line.delivered).toHaveLength(1)

    reopenForSigning(context, made.id)
    expect(stateOf(made.id)).toBe("awaiting the agency's signature, unsigned")
    await sign(made, pki.agencyP256)
    expect(stateOf(made.id)).toBe('signed, B-LT')
    expect(await verdict(made.id)).toMatchObject({ verdict: 'passed', signatures: [{ level: 'B-LT' }] })
    queueDeliveries(context, made.id)
    await runDeliveries(context, { id: made.id, now: true })
    expect(stateOf(made.id)).toBe('delivered, B-LT')
  })

  it('that was revoked after the proven time is of no concern', async () => {
    const { assembled, sign, stateOf, context, verdict, pass } = await openSigningDesk('B-LT')
    status.setFaults('down')
    const made = await assembled(1)
    await sign(made)
    expect(stateOf(made.id)).toBe('signed, status not checked')
    pass(2)
    status.setFaults()
    status.revoke(pki.agency, new Date(Date.now() + hourMs))
    await completeSignature(context, made.id)
    expect(stateOf(made.id)).toBe('signed, B-LT')
    expect(await verdict(made.id)).toMatchObject({ verdict: 'passed' })
  })
})

describe('a clock that a trusted authority does not share', () => {
  it.each([-24, 24])('by %i hours stops the signature, and the mark made by it is forgotten', async (hours) => {
    const { assembled, sign, stateOf, desk } = await openSigningDesk('B-T')
    tsa.setClock(hours * hourMs)
    const made = await assembled(1)
    desk.store.putStep(made.id, 0, 'mark', { inputs: made.unsigned, engine: 'x', result: {}, resultDigest: null, startedAt: instant(), finishedAt: instant() })
    expect(await thrownBy(() => sign(made))).toMatchObject({ code: 'clock_differs', params: { minutes: 1440 } })
    expect(stateOf(made.id)).toBe('assembled, unsigned')
    expect(desk.store.getStep(made.id, 0, 'mark')?.inputs).not.toBe(made.unsigned)
  })
})

describe('an archive time stamp', () => {
  it('is renewed before its certificate ends, with what proves it, and the file holds years later', async () => {
    const { assembled, sign, stateOf, context, pass, pdf, verdict, desk } = await openSigningDesk('B-LTA')
    const made = await assembled(1)
    await sign(made)
    expect(await renewArchiveStamps(context)).toEqual({ renewed: [], failed: [] })
    const before = pdf(made.id)

    // The demo's certificates end after 730 days.
    pass(24 * 660)
    expect(await renewArchiveStamps(context)).toEqual({ renewed: [made.id], failed: [] })
    expect(Buffer.from(pdf(made.id)).subarray(0, before.length).equals(before)).toBe(true)
    expect(await verdict(made.id)).toMatchObject({ verdict: 'passed', signatures: [{ level: 'B-LTA' }, { kind: 'document time stamp' }, { kind: 'document time stamp' }] })
    expect(stateOf(made.id)).toBe('signed, B-LTA')
    expect(desk.store.listHistory(made.id).at(-1)).toBeDefined()
  })

  it('for which nobody gives a new one now stays, and is told', async () => {
    const { assembled, sign, context, pass, pdf } = await openSigningDesk('B-LTA')
    const made = await assembled(1)
    await sign(made)
    const before = pdf(made.id)
    pass(24 * 660)
    tsa.setFault('server error')
    expect(await renewArchiveStamps(context)).toEqual({ renewed: [], failed: [{ id: made.id, reason: 'tsa_refused' }] })
    expect(Buffer.from(pdf(made.id)).equals(before)).toBe(true)
  })
})

vi.setConfig({ testTimeout: 60_000 })
