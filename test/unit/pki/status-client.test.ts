import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeDemoPki, type DemoIdentity, type DemoPki } from '../../../demo/pki.ts'
import { startStatusService, type DemoStatusService, type StatusFault } from '../../../demo/status-service.ts'
import { instant, type Instant } from '../../../shared/model/index.ts'
import { askStatus, statusAddresses, type AskedStatus, type ListKeeper, type StatusQuestion } from '../../../shared/pki/index.ts'

let service: DemoStatusService
let pki: DemoPki
let silentPki: DemoPki
let kept: Map<string, { crl: Uint8Array; fetchedAt: Instant }>

beforeAll(async () => {
  service = await startStatusService()
  pki = await makeDemoPki({ agency: 'Ủy ban nhân dân xã Đồng Mây', statusUrl: service.url })
  silentPki = await makeDemoPki({ agency: 'Ủy ban nhân dân xã Đồng Mây' })
  service.answerFor(pki)
})

afterAll(async () => {
  await service.close()
})

beforeEach(() => {
  service.setFaults()
  service.setClock(0)
  kept = new Map()
})

const lists: ListKeeper = {
  last: (address) => kept.get(address),
  keep: (address, crl) => { kept.set(address, { crl, fetchedAt: instant() }) },
}

async function ask(identity: DemoIdentity, given: Partial<StatusQuestion> = {}): Promise<AskedStatus> {
  const [issuer] = identity.chain
  if (issuer === undefined) throw new Error('a root has no status')
  return askStatus({
    certificate: identity.certificate, issuer, moments: { at: instant(), now: instant() }, more: { ocsp: [], crl: [] }, given: [], lists, timeMs: 2000, ...given,
  })
}

describe('asking for a certificate\'s status', () => {
  test('a certificate names where its status is told', () => {
    expect(statusAddresses(pki.agency.certificate)).toEqual({ ocsp: [`${service.url}ocsp`], crl: [`${service.url}issuing.crl`] })
    expect(statusAddresses(pki.issuing.certificate).crl).toEqual([`${service.url}root.crl`])
    expect(statusAddresses(silentPki.agency.certificate)).toEqual({ ocsp: [], crl: [] })
  })

  test('OCSP answers first: good, by a delegated responder and by the root itself, and revoked with its time', async () => {
    const before = service.requests()
    expect(await ask(pki.agency)).toMatchObject({ state: 'good', proof: { source: 'OCSP', responder: { subject: { commonName: 'DEMO Status Responder – worthless' } } } })
    expect(await ask(pki.issuing)).toMatchObject({ state: 'good', proof: { source: 'OCSP', responder: null } })
    const since = new Date('2026-11-20T03:04:05Z')
    service.revoke(pki.agencyP256, since)
    expect(await ask(pki.agencyP256)).toMatchObject({ state: 'revoked', since: instant(since), reason: 'keyCompromise' })
    expect(service.requests()).toEqual({ ocsp: before.ocsp + 3, lists: before.lists })
  })

  const ocspLies: readonly StatusFault[] = ['try later', 'badly signed', 'stale', 'from the future', 'not a responder', 'wrong certificate', 'wrong nonce', 'unknown']

  test.each(ocspLies)('where OCSP lies (%s) the latest list decides', async (fault) => {
    service.setFaults(fault)
    expect(await ask(pki.agency)).toMatchObject({ state: 'good', proof: { source: 'CRL' } })
    expect(await ask(pki.agencyP256)).toMatchObject({ state: 'revoked', proof: { source: 'CRL' } })
  })

  test.each([...ocspLies.map((fault) => [fault, 'list badly signed'] as const), ['unknown', 'list stale'], ['stale', 'list of another']] as const)(
    'nothing is believed of two lies: %s, %s', async (...faults) => {
      service.setFaults(...faults)
      expect(await ask(pki.agency)).toMatchObject({ state: 'unknown' })
    },
  )

  test('a responder that gives no nonce back is believed while its answer is fresh', async () => {
    service.setFaults('no nonce')
    expect(await ask(pki.agency)).toMatchObject({ state: 'good', proof: { source: 'OCSP' } })
  })

  test.each([['down', 'unreachable'], ['nonsense', 'unreadable'], ['too long', 'unreachable'], ['elsewhere', 'unreachable'], ['silent', 'unreachable']] as const)('an authority that is or gives “%s” leaves the status unknown; no redirection is followed', async (fault, reason) => {
    service.setFaults(fault)
    expect(await ask(pki.agency, { timeMs: 300 })).toEqual({ state: 'unknown', reason })
  })

  test('nobody is asked where no address is told; one of a trust package helps', async () => {
    expect(await ask(silentPki.agency)).toEqual({ state: 'unknown', reason: 'no address' })
    service.answerFor(silentPki)
    expect(await ask(silentPki.agency, { more: { ocsp: [`${service.url}ocsp`], crl: [] } })).toMatchObject({ state: 'good' })
    expect(await ask(silentPki.agency, { given: [service.list('issuing')] })).toMatchObject({ state: 'good', proof: { source: 'CRL' } })
    service.answerFor(pki)
  })

  test('a list that is kept counts without the network until its next update, and is not fetched again within the hour', async () => {
    service.setFaults('try later')
    await ask(pki.agency)
    const { lists: fetched } = service.requests()
    expect(await ask(pki.agency)).toMatchObject({ state: 'good', proof: { source: 'CRL' } })
    expect(service.requests().lists).toBe(fetched)
    service.setFaults('down')
    const tomorrow = (hours: number): StatusQuestion['moments'] => ({ at: instant(new Date(Date.now() + hours * 3_600_000)), now: instant(new Date(Date.now() + hours * 3_600_000)) })
    expect(await ask(pki.agency, { moments: tomorrow(23) })).toMatchObject({ state: 'good' })
    expect(await ask(pki.agency, { moments: tomorrow(25) })).toEqual({ state: 'unknown', reason: 'stale' })
  })
})
