import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { issueCertificate, makeDemoPki, makeKey, type DemoIdentity, type DemoPki } from '../../../../demo/pki.ts'
import { toDigest } from '../../../../shared/model/index.ts'
import { isSignedBy, schemeFor, type SchemeProfile } from '../../../../shared/pki/index.ts'
import { openTokens, type Tokens, type TokensOptions } from '../../../../shared/sign/index.ts'
import { openSoftTokens, softModule, softTokensOrSkip, type SoftToken, type SoftTokens } from '../../../support/soft-tokens.ts'
import { thrownBy } from '../../../support/thrown.ts'

const data = Buffer.from('thuộc tính được ký')
const pinOf = (text: string): Uint8Array => Buffer.from(text)

describe.skipIf(!softTokensOrSkip())('SoftHSM2', () => {
  let pki: DemoPki
  let soft: SoftTokens
  let agency: SoftToken
  const opened: Tokens[] = []

  const open = (options: Partial<TokensOptions> = {}): Tokens => {
    const tokens = openTokens({ modules: () => [softModule], environment: soft.environment, ...options })
    opened.push(tokens)
    return tokens
  }
  const signs = async (tokens: Tokens, { certificate }: DemoIdentity, profile: SchemeProfile = { rsa: 'PSS' }): Promise<boolean> => {
    const scheme = schemeFor(certificate, profile)
    return isSignedBy(scheme, certificate, data, await tokens.sign(certificate, scheme, data))
  }

  beforeAll(async () => {
    pki = await makeDemoPki({ agency: 'Ủy ban nhân dân xã Hòa Bình' })
    soft = openSoftTokens()
    agency = soft.add('Cơ quan')
    agency.load(pki.agency)
  })
  afterAll(async () => {
    await Promise.all(opened.map((tokens) => tokens.release()))
    soft.close()
  })

  test('every kind of key signs in every scheme of its profile, with one PIN for all signatures', async () => {
    const { notBefore, notAfter } = pki.agency.certificate
    const issue = (key: DemoIdentity['privateKey']): DemoIdentity => issueCertificate({ key, notBefore, notAfter, subject: { commonName: 'DEMO' }, keyUsage: ['nonRepudiation'] }, pki.issuing)
    const rsa = (modulusLength: number): DemoIdentity => issue(generateKeyPairSync('rsa', { modulusLength }).privateKey)
    const identities = [pki.agency, rsa(3072), rsa(4096), pki.agencyP256, issue(await makeKey('P-384'))]
    const token = soft.add('mọi loại khóa')
    for (const identity of identities.slice(1)) token.load(identity)
    const tokens = open({ modules: () => [soft.spied.module], environment: soft.spied.environment })
    for (const identity of identities) {
      if (!tokens.isUnlocked(identity.certificate.fingerprint)) await tokens.unlock(identity.certificate.fingerprint, pinOf(token.pin))
      for (const padding of ['PKCS#1 v1.5', 'PSS'] as const) {
        for (const digest of ['sha256', 'sha384', 'sha512'] as const) {
          expect([identity.certificate.publicKey, padding, digest, await signs(tokens, identity, { rsa: padding, digest })]).toEqual([identity.certificate.publicKey, padding, digest, true])
        }
      }
    }
    expect([soft.spied.calls('C_Login'), soft.spied.calls('C_Sign')], 'one for each of the two tokens').toEqual([2, identities.length * 6])
    token.pull()
  })

  test('a wrong PIN reaches the token exactly once, and is warned of before the next', async () => {
    const tokens = open({ modules: () => [soft.spied.module], environment: soft.spied.environment })
    const { fingerprint } = pki.agency.certificate
    expect((await tokens.find(fingerprint)).pinTries).toBe('usual')
    const before = soft.spied.calls('C_Login')
    expect(await thrownBy(() => tokens.unlock(fingerprint, pinOf('000000')))).toEqual({ code: 'pin_wrong', params: {} })
    expect(await thrownBy(() => signs(tokens, pki.agency)), 'and nothing is signed').toEqual({ code: 'pin_missing', params: {} })
    expect(soft.spied.calls('C_Login')).toBe(before + 1)
    expect((await tokens.find(fingerprint)).pinTries).toBe('few')
    await tokens.unlock(fingerprint, pinOf(agency.pin))
    expect((await tokens.find(fingerprint)).pinTries).toBe('usual')
    expect(await signs(tokens, pki.agency)).toBe(true)
  })

  test('a token that is pulled out is locked when it comes back', async () => {
    const tokens = open()
    await tokens.unlock(pki.agency.certificate.fingerprint, pinOf(agency.pin))
    expect(await signs(tokens, pki.agency)).toBe(true)
    agency.pull()
    expect(await thrownBy(() => signs(tokens, pki.agency))).toEqual({ code: 'token_removed', params: {} })
    expect(tokens.isUnlocked(pki.agency.certificate.fingerprint)).toBe(false)
    expect(await thrownBy(() => tokens.find(pki.agency.certificate.fingerprint))).toEqual({ code: 'token_absent', params: {} })
    expect(await thrownBy(() => tokens.unlock(pki.agency.certificate.fingerprint, pinOf(agency.pin)))).toEqual({ code: 'token_absent', params: {} })
    agency.plug()
    expect(await thrownBy(() => signs(tokens, pki.agency))).toEqual({ code: 'pin_missing', params: {} })
    await tokens.unlock(pki.agency.certificate.fingerprint, pinOf(agency.pin))
    expect(await signs(tokens, pki.agency)).toBe(true)
  })

  test('of two tokens with one label the PIN goes to the one that holds the certificate', async () => {
    const twin = soft.add('Cơ quan', '987654')
    twin.load(pki.otherAgency)
    const tokens = open()
    const [listed] = await tokens.list()
    expect(listed?.tokens.map(({ label, certificates }) => [label, certificates.length])).toEqual([['Cơ quan', 1], ['Cơ quan', 1]])
    expect(new Set(listed?.tokens.map(({ serial }) => serial)).size).toBe(2)
    expect(await thrownBy(() => tokens.unlock(pki.otherAgency.certificate.fingerprint, pinOf(agency.pin)))).toEqual({ code: 'pin_wrong', params: {} })
    expect((await tokens.find(pki.agency.certificate.fingerprint)).pinTries, 'the other was not asked').toBe('usual')
    await tokens.unlock(pki.otherAgency.certificate.fingerprint, pinOf(twin.pin))
    expect(await signs(tokens, pki.otherAgency)).toBe(true)
    expect(await thrownBy(() => signs(tokens, pki.agency))).toEqual({ code: 'pin_missing', params: {} })
    twin.pull()
  })

  test('a certificate without its key is told as such', async () => {
    const token = soft.add('chỉ chứng thư')
    token.load(pki.expired, { key: false })
    expect(await thrownBy(() => open().unlock(pki.expired.certificate.fingerprint, pinOf(token.pin)))).toEqual({ code: 'token_key_missing', params: {} })
    token.pull()
  })

  test('a key that wants its PIN with each signature has it', async () => {
    const token = soft.add('PIN mỗi lần ký')
    token.load(pki.agencyP256, { wantsPinForEach: true })
    const tokens = open({ modules: () => [soft.spied.module], environment: soft.spied.environment })
    const before = soft.spied.calls('C_Login')
    await tokens.unlock(pki.agencyP256.certificate.fingerprint, pinOf(token.pin))
    for (let round = 0; round < 3; round += 1) expect(await signs(tokens, pki.agencyP256)).toBe(true)
    expect(soft.spied.calls('C_Login')).toBe(before + 4)
    token.pull()
  })

  test('the PIN is wiped, and stands in no command line and no environment', async () => {
    const tokens = open()
    const pin = pinOf(agency.pin)
    await tokens.unlock(pki.agency.certificate.fingerprint, pin)
    expect([...pin]).toEqual(Array.from({ length: pin.length }, () => 0))
    const [child = 0] = tokens.pids()
    for (const file of ['cmdline', 'environ']) expect(readFileSync(`/proc/${child}/${file}`, 'utf8')).not.toContain(agency.pin)
    const refused = pinOf('000000')
    await thrownBy(() => tokens.unlock(toDigest('0'.repeat(64)), refused))
    expect([...refused]).toEqual([0, 0, 0, 0, 0, 0])
  })

  test('a token is released when nobody has signed for a while', async () => {
    const tokens = open({ idleMs: 1500 })
    await tokens.unlock(pki.agency.certificate.fingerprint, pinOf(agency.pin))
    expect(await signs(tokens, pki.agency)).toBe(true)
    while (tokens.isUnlocked(pki.agency.certificate.fingerprint) || tokens.pids().length > 0) await wait(50)
    expect(await thrownBy(() => signs(tokens, pki.agency))).toEqual({ code: 'pin_missing', params: {} })
  })

  test('a module that dies takes the login with it, and nobody logs in anew', async () => {
    const tokens = open()
    await tokens.unlock(pki.agency.certificate.fingerprint, pinOf(agency.pin))
    const [child = 0] = tokens.pids()
    process.kill(child, 'SIGSTOP')
    const signing = thrownBy(() => signs(tokens, pki.agency))
    process.kill(child, 'SIGKILL')
    expect(await signing).toEqual({ code: 'token_module_failed', params: { detail: 'crashed' } })
    expect(await thrownBy(() => signs(tokens, pki.agency))).toEqual({ code: 'pin_missing', params: {} })
    await tokens.unlock(pki.agency.certificate.fingerprint, pinOf(agency.pin))
    expect(await signs(tokens, pki.agency)).toBe(true)
  })
})
