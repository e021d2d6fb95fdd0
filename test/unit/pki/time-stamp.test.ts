import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkTimeStampToken, der, oid, requestTimeStamp, signEnclosed, toPem } from '../../../shared/pki/index.ts'
import { toMilliseconds } from '../../../shared/model/index.ts'
import { makeDemoPki, certificatesPem, privateKeyPem, signerOf, issueCertificate, type DemoPki } from '../../../demo/pki.ts'
import { startTimeStampAuthority, type DemoTimeStampAuthority } from '../../../demo/time-stamp-authority.ts'
import { scratchFolder } from '../../support/signed-pdf.ts'
import { runTool, toolOrSkip } from '../../support/system-tools.ts'
import { thrownBy } from '../../support/thrown.ts'

const digest = createHash('sha256').update('what is stamped').digest()
const same = (): Uint8Array => digest
let pki: DemoPki
let authority: DemoTimeStampAuthority

beforeAll(async () => {
  pki = await makeDemoPki({ agency: 'Ủy ban nhân dân xã Hòa Bình' })
  authority = await startTimeStampAuthority(pki)
})
afterAll(async () => {
  await authority.close()
})

const ask = (timeMs = 10_000): Promise<unknown> => requestTimeStamp(digest, 'sha256', { url: authority.url, timeMs })

test('a sound time stamp tells its time and its authority', async () => {
  authority.setFault(null)
  const stamp = await requestTimeStamp(digest, 'sha256', { url: authority.url, timeMs: 10_000 })
  expect(stamp.authority.fingerprint).toBe(pki.timeStampAuthority.certificate.fingerprint)
  expect(stamp.certificates.map(({ fingerprint }) => fingerprint)).toContain(pki.issuing.certificate.fingerprint)
  expect(Math.abs(toMilliseconds(stamp.time) - Date.now())).toBeLessThan(60_000)
  expect(stamp.imprintAlgorithm).toBe('sha256')
})

test.each([
  ['silent', { code: 'tsa_unreachable', params: {} }],
  ['refuses', { code: 'tsa_refused', params: { status: 2 } }],
  ['server error', { code: 'tsa_refused', params: { status: 'HTTP 503' } }],
  ['nonsense', { code: 'tsa_refused', params: { status: 'unreadable reply' } }],
  ['wrong imprint', { code: 'tsa_lied', params: { detail: 'imprint' } }],
  ['wrong nonce', { code: 'tsa_lied', params: { detail: 'nonce' } }],
  ['wrong signature', { code: 'tsa_lied', params: { detail: 'signature' } }],
  ['wrong certificate', { code: 'tsa_lied', params: { detail: 'certificate not for time stamping' } }],
] as const)('an authority that is or gives "%s" is told by its own error', async (fault, expected) => {
  authority.setFault(fault)
  expect(await thrownBy(() => ask(fault === 'silent' ? 300 : 10_000))).toEqual(expected)
  authority.setFault(null)
})

test('nobody listening is tsa_unreachable', async () => {
  const gone = await startTimeStampAuthority(pki)
  await gone.close()
  expect(await thrownBy(() => requestTimeStamp(digest, 'sha256', { url: gone.url, timeMs: 5000 }))).toEqual({ code: 'tsa_unreachable', params: {} })
})

test('an authority that never ends its reply neither hangs nor fills the memory', async () => {
  const server = createServer((_, response) => {
    response.writeHead(200)
    const pour = (): void => { if (!response.destroyed) response.write(Buffer.alloc(65_536), () => { setImmediate(pour) }) }
    pour()
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  expect(await thrownBy(() => requestTimeStamp(digest, 'sha256', { url: `http://127.0.0.1:${address.port}/`, timeMs: 10_000 }))).toEqual({ code: 'tsa_refused', params: { status: 'reply too long' } })
  server.closeAllConnections()
  server.close()
})

describe('a token', () => {
  const info = (imprint: Uint8Array = digest, time = new Date()): Buffer => der.sequence(
    der.unsignedInteger(1), der.objectIdentifier('2.999.1'),
    der.sequence(der.algorithmIdentifier(oid.sha256), der.octetString(imprint)),
    der.unsignedInteger(randomBytes(8)), der.generalizedTime(time),
  )

  test('with a bit flipped in its content, certificate, attributes or signature is never taken', async () => {
    const content = info()
    const { certificate } = pki.timeStampAuthority
    const signature = await signEnclosed(oid.timeStampInfo, content, signerOf({ ...pki.timeStampAuthority, chain: [] }))
    const token = signature.encode(null)
    expect(checkTimeStampToken(token, same).authority.fingerprint).toBe(certificate.fingerprint)
    const from = (part: Uint8Array): { start: number; end: number } => ({ start: token.indexOf(part), end: token.indexOf(part) + part.length })
    const attributes = { start: token.indexOf(der.objectIdentifier(oid.messageDigest)), end: token.indexOf(der.objectIdentifier(oid.rsaEncryption), -300) }
    for (const { start, end } of [from(content), from(certificate.der), attributes, from(signature.signatureValue)]) {
      expect(start).toBeGreaterThan(0)
      for (let index = start; index < end; index += 11) {
        const damaged = Buffer.from(token)
        damaged.writeUInt8(damaged.readUInt8(index) ^ 0x01, index)
        expect((await thrownBy(() => checkTimeStampToken(damaged, same)))?.code).toBe('tsa_lied')
      }
    }
  })

  test('signed with a certificate that was not yet or no longer valid is a lie', async () => {
    const late = new Date(toMilliseconds(pki.timeStampAuthority.certificate.notAfter) + 1000)
    const token = (await signEnclosed(oid.timeStampInfo, info(digest, late), signerOf(pki.timeStampAuthority))).encode(null)
    expect(await thrownBy(() => checkTimeStampToken(token, same))).toEqual({ code: 'tsa_lied', params: { detail: 'time outside certificate' } })
  })

  test('of a certificate for time stamping whose extension is not critical, or not alone, is a lie', async () => {
    for (const extendedKeyUsage of [
      { purposes: [oid.timeStamping], critical: false },
      { purposes: [oid.timeStamping, oid.serverAuthentication], critical: true },
    ]) {
      const { certificate: { notBefore, notAfter }, privateKey: key } = pki.timeStampAuthority
      const identity = issueCertificate({ key, notBefore, notAfter, subject: { commonName: 'DEMO' }, keyUsage: ['digitalSignature'], extendedKeyUsage }, pki.issuing)
      const token = (await signEnclosed(oid.timeStampInfo, info(), signerOf(identity))).encode(null)
      expect(await thrownBy(() => checkTimeStampToken(token, same))).toEqual({ code: 'tsa_lied', params: { detail: 'certificate not for time stamping' } })
    }
  })

  test('with another content type than TSTInfo is a lie', async () => {
    const token = (await signEnclosed('1.2.840.113549.1.7.5', info(), signerOf(pki.timeStampAuthority))).encode(null)
    expect(await thrownBy(() => checkTimeStampToken(token, same))).toEqual({ code: 'tsa_lied', params: { detail: 'content type' } })
  })
})

describe.skipIf(!toolOrSkip('openssl'))('against OpenSSL', () => {
  test("OpenSSL's own query is answered, and OpenSSL verifies the answer", async () => {
    using folder = scratchFolder()
    const data = folder.file('data', 'what is stamped')
    const query = runTool('openssl', ['ts', '-query', '-data', data, '-sha384', '-cert'])
    const response = await fetch(authority.url, { method: 'POST', body: query.stdout, headers: { 'content-type': 'application/timestamp-query' } })
    const reply = folder.file('reply', new Uint8Array(await response.arrayBuffer()))
    const root = folder.file('root.pem', toPem(pki.root.certificate))
    const verified = runTool('openssl', ['ts', '-verify', '-in', reply, '-queryfile', folder.file('query', query.stdout), '-CAfile', root])
    expect(verified.text).toContain('Verification: OK')
  })

  test('a query without certReq is refused', async () => {
    using folder = scratchFolder()
    const query = runTool('openssl', ['ts', '-query', '-data', folder.file('data', 'x')])
    const response = await fetch(authority.url, { method: 'POST', body: query.stdout })
    const reply = folder.file('reply', new Uint8Array(await response.arrayBuffer()))
    expect(runTool('openssl', ['ts', '-reply', '-in', reply, '-text']).text).toContain('Rejected')
  })

  test("OpenSSL's own authority satisfies the client, with SHA-1 and SHA-256 signing certificate attributes", async () => {
    using folder = scratchFolder()
    folder.file('key.pem', privateKeyPem(pki.timeStampAuthority))
    folder.file('certificate.pem', toPem(pki.timeStampAuthority.certificate))
    folder.file('chain.pem', certificatesPem(pki.issuing))
    folder.file('serial', '01\n')
    for (const essAlgorithm of ['sha1', 'sha256', 'sha512']) {
      folder.file('ts.cnf', ['[tsa]', 'default_tsa=t', '[t]', 'serial=serial', 'signer_cert=certificate.pem', 'certs=chain.pem', 'signer_key=key.pem',
        'signer_digest=sha256', 'default_policy=1.2.3.4', 'digests=sha256,sha384', 'accuracy=secs:1', 'tsa_name=yes', `ess_cert_id_alg=${essAlgorithm}`, ''].join('\n'))
      const server = createServer((request, response) => {
        const chunks: Buffer[] = []
        request.on('data', (chunk: Buffer) => chunks.push(chunk))
        request.on('end', () => {
          const query = folder.file('query', Buffer.concat(chunks))
          response.end(runTool('openssl', ['ts', '-reply', '-config', 'ts.cnf', '-queryfile', query], { cwd: folder.path }).stdout)
        })
      })
      await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
      const address = server.address()
      if (typeof address !== 'object' || address === null) throw new Error('no port')
      const stamp = await requestTimeStamp(digest, 'sha256', { url: `http://127.0.0.1:${address.port}/`, timeMs: 10_000 })
      expect(stamp.authority.fingerprint).toBe(pki.timeStampAuthority.certificate.fingerprint)
      server.close()
    }
  })
})

const corpus = path.join(import.meta.dirname, '../../../../shared/corpus/formats/rfc3161')
if (!existsSync(corpus)) process.stderr.write('SKIPPED: real time stamp tokens (../shared/corpus is not here)\n')

describe.skipIf(!existsSync(corpus))('tokens of the Government Cipher Committee', () => {
  test.each([
    ['vn_tb453_2026_sha256imprint.tst', 'sha256', '2026-04-29T07:35:24.000Z'],
    ['vn_qd729_2026_sha1imprint.tst', 'sha1', '2026-04-23T08:54:17.000Z'],
  ])('%s is sound for the imprint that it holds', (name, algorithm, time) => {
    const token = readFileSync(path.join(corpus, name))
    const length = algorithm === 'sha1' ? 20 : 32
    const header = Buffer.concat([der.algorithmIdentifier(algorithm === 'sha1' ? oid.sha1 : oid.sha256), Buffer.from([4, length])])
    const at = token.indexOf(header) + header.length
    const stamp = checkTimeStampToken(token, () => token.subarray(at, at + length))
    expect(stamp).toMatchObject({ time, imprintAlgorithm: algorithm, authority: { subject: { commonName: 'Máy chủ cấp dấu thời gian 02' } } })
    expect(() => checkTimeStampToken(token, () => Buffer.alloc(length))).toThrow()
  })
})
