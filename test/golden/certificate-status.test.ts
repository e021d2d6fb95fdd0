import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeDemoPki, privateKeyPem, type DemoIdentity, type DemoPki } from '../../demo/pki.ts'
import { startStatusService, type DemoStatusService } from '../../demo/status-service.ts'
import { instant } from '../../shared/model/index.ts'
import { askStatus, toPem, type AskedStatus } from '../../shared/pki/index.ts'
import { scratchFolder } from '../support/signed-pdf.ts'
import { requireTool, runTool, toolOrSkip } from '../support/system-tools.ts'

let service: DemoStatusService
let pki: DemoPki

beforeAll(async () => {
  service = await startStatusService()
  pki = await makeDemoPki({ agency: 'Ủy ban nhân dân xã Đồng Mây', statusUrl: service.url })
  service.answerFor(pki)
})

afterAll(async () => {
  await service.close()
})

/** What a program prints while our own loopback service, in this very process, answers it. */
async function openssl(...args: readonly string[]): Promise<string> {
  const child = spawn(requireTool('openssl'), args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { chunks.push(chunk) })
  await new Promise((resolve) => child.on('close', resolve))
  return Buffer.concat(chunks).toString('utf8')
}

describe.skipIf(!toolOrSkip('openssl'))('OpenSSL as client of the demo\'s status service', () => {
  const ask = async (identity: DemoIdentity, issuer: DemoIdentity): Promise<string> => {
    using scratch = scratchFolder()
    return await openssl(
      'ocsp', '-url', `${service.url}ocsp`, '-issuer', scratch.file('issuer.pem', toPem(issuer.certificate)), '-cert', scratch.file('cert.pem', toPem(identity.certificate)),
      '-CAfile', scratch.file('root.pem', toPem(pki.root.certificate)), '-verify_other', scratch.file('issuing.pem', toPem(pki.issuing.certificate)),
    )
  }

  test('it believes what is said of a sound and of a revoked certificate, by the delegated responder and by the root itself', async () => {
    service.revoke(pki.otherAgency, new Date(Date.now() - 60_000), 4)
    for (const [identity, issuer] of [[pki.agency, pki.issuing], [pki.issuing, pki.root]] as const) {
      const said = await ask(identity, issuer)
      expect(said).toContain('Response verify OK')
      expect(said).toContain('cert.pem: good')
    }
    const revoked = await ask(pki.otherAgency, pki.issuing)
    expect(revoked).toContain('Response verify OK')
    expect(revoked).toContain('cert.pem: revoked')
    expect(revoked).toContain('Reason: superseded')
  })

  test.each([
    ['badly signed', 'Response Verify Failure'], ['not a responder', 'Response Verify Failure'], ['wrong nonce', 'Nonce Verify error'],
    ['no nonce', 'WARNING: no nonce in response'], ['wrong certificate', 'ERROR: No Status found'], ['stale', 'WARNING: Status times invalid'],
    ['unknown', 'cert.pem: unknown'], ['try later', 'Responder Error: trylater'],
  ] as const)('it sees through the lie: %s', async (fault, told) => {
    service.setFaults(fault)
    try {
      expect(await ask(pki.agency, pki.issuing)).toContain(told)
    } finally {
      service.setFaults()
    }
  })

  test('the revocation lists are those of their authorities, and one signed by somebody else is not', () => {
    const check = (list: Buffer, issuer: DemoIdentity): string => {
      using scratch = scratchFolder()
      return runTool('openssl', ['crl', '-inform', 'DER', '-in', scratch.file('list.crl', list), '-CAfile', scratch.file('issuer.pem', toPem(issuer.certificate) + toPem(pki.root.certificate)), '-text', '-noout']).text
    }
    const list = check(service.list('issuing'), pki.issuing)
    expect(list).toContain('verify OK')
    expect(list).toContain(`Serial Number: ${pki.otherAgency.certificate.serial.toUpperCase()}`)
    expect(check(service.list('root'), pki.root)).toContain('verify OK')
    service.setFaults('list badly signed')
    expect(check(service.list('issuing'), pki.issuing)).toContain('verify failure')
    service.setFaults()
  })
})

describe.skipIf(!toolOrSkip('openssl'))('OpenSSL as the responder that is asked', () => {
  const freePort = async (): Promise<number> => {
    const server = createServer()
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
    const address = server.address()
    await new Promise((resolve) => server.close(resolve))
    return typeof address === 'object' && address !== null ? address.port : 0
  }

  /** One answer of `openssl ocsp`, for which the demo's certificates are what its index says. */
  async function answerAbout(identity: DemoIdentity, line: string, signer: DemoIdentity, ...more: string[]): Promise<AskedStatus> {
    using scratch = scratchFolder()
    const port = await freePort()
    const responder = spawn(requireTool('openssl'), [
      'ocsp', '-index', scratch.file('index.txt', `${line}\n`), '-port', String(port), '-nrequest', '1', '-nmin', '5', '-CA', scratch.file('ca.pem', toPem(pki.issuing.certificate)),
      '-rsigner', scratch.file('responder.pem', toPem(signer.certificate)), '-rkey', scratch.file('key.pem', privateKeyPem(signer)), ...more,
    ], { stdio: ['ignore', 'ignore', 'pipe'] })
    const ended = new Promise((resolve) => { responder.on('close', resolve) })
    await new Promise<void>((resolve) => { responder.stderr.on('data', (said: Buffer) => { if (said.includes('waiting for OCSP client connections')) resolve() }) })
    try {
      return await askStatus({
        certificate: identity.certificate, issuer: pki.issuing.certificate, moments: { at: instant(), now: instant() }, given: [], timeMs: 20_000,
        // The demo's own service is told to be down: only OpenSSL answers.
        more: { ocsp: [`http://127.0.0.1:${port}/`], crl: [] }, lists: { last: () => undefined, keep: () => undefined },
      })
    } finally {
      responder.kill()
      await ended
    }
  }

  const lineOf = ({ certificate: { serial } }: DemoIdentity, revoked = ''): string => `${revoked === '' ? 'V' : 'R'}\t281231235959Z\t${revoked}\t${serial.toUpperCase()}\tunknown\t/CN=nobody`

  test('good, revoked with time and reason, unknown, and one that may not answer', async () => {
    service.setFaults('down')
    expect(await answerAbout(pki.agency, lineOf(pki.agency), pki.statusResponder)).toMatchObject({ state: 'good', proof: { source: 'OCSP' } })
    expect(await answerAbout(pki.agency, lineOf(pki.agency), pki.issuing)).toMatchObject({ state: 'good', proof: { source: 'OCSP', responder: null } })
    expect(await answerAbout(pki.agency, lineOf(pki.agency, '261120030405Z,keyCompromise'), pki.statusResponder)).toMatchObject({ state: 'revoked', since: '2026-11-20T03:04:05.000Z', reason: 'keyCompromise' })
    expect(await answerAbout(pki.agency, lineOf(pki.agencyP256), pki.statusResponder)).toEqual({ state: 'unknown', reason: 'unknown to the responder' })
    expect(await answerAbout(pki.agency, lineOf(pki.agency), pki.agencyP256)).toEqual({ state: 'unknown', reason: 'responder not authorised' })
    service.setFaults()
  }, 60_000)
})
