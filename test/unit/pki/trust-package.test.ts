import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeDemoPki, type DemoPki } from '../../../demo/pki.ts'
import { makeRevocationList } from '../../../demo/revocation-list.ts'
import { instant, toMilliseconds } from '../../../shared/model/index.ts'
import { judgeChain, mergeTrustProfiles, newestListTime, parseCertificates, profileOfPackage, readTrustPackage, writeTrustPackage, type TrustPackage } from '../../../shared/pki/index.ts'
import { corpusFolder } from '../../support/signature-corpus.ts'
import { thrownBy } from '../../support/thrown.ts'

let pki: DemoPki
let made: TrustPackage

beforeAll(async () => {
  pki = await makeDemoPki({ agency: 'Ủy ban nhân dân xã Đồng Mây' })
  const list = makeRevocationList({ issuer: pki.issuing, revoked: [], thisUpdate: new Date('2026-11-22T20:10:00Z'), nextUpdate: new Date('2026-11-29T20:10:00Z') })
  made = {
    name: 'NEAC – thử', madeAt: instant(new Date('2026-11-22T20:30:00Z')), timeStampUrls: ['http://tsa.example.vn/'],
    authorities: [
      { certificate: pki.root.certificate, isAnchor: true, addresses: { ocsp: [], crl: [] }, lists: [] },
      { certificate: pki.issuing.certificate, isAnchor: false, addresses: { ocsp: ['http://ocsp.example.vn/'], crl: ['http://crl.example.vn/ca.crl'] }, lists: [Uint8Array.from(list)] },
    ],
  }
})

const altered = (change: (content: Record<string, unknown>) => void): Buffer => {
  const content = JSON.parse(writeTrustPackage(made).toString('utf8')) as Record<string, unknown>
  change(content)
  return Buffer.from(JSON.stringify(content))
}

describe('a trust package', () => {
  test('is read as it was written, however its JSON is laid out', () => {
    expect(readTrustPackage(writeTrustPackage(made))).toEqual(made)
    const reversed = altered((content) => {
      for (const [key, value] of Object.entries(content).reverse()) {
        Reflect.deleteProperty(content, key)
        content[key] = value
      }
    })
    expect(readTrustPackage(reversed)).toEqual(made)
  })

  test('says whom to trust, and brings the revocation lists with their age', async () => {
    const profile = profileOfPackage(readTrustPackage(writeTrustPackage(made)))
    expect(await judgeChain(pki.agency.certificate, [], profile, instant())).toMatchObject({ trust: 'trusted' })
    expect(newestListTime(profile.evidence.crls)).toBe('2026-11-22T20:10:00.000Z')
  })

  test.each([
    ['another address', (content: Record<string, unknown>) => { content.timeStamps = ['http://127.0.0.1/'] }, 'trust_package_altered'],
    ['another name', (content: Record<string, unknown>) => { content.name = 'VGCA' }, 'trust_package_altered'],
    ['no digest', (content: Record<string, unknown>) => { Reflect.deleteProperty(content, 'digest') }, 'trust_package_invalid'],
    ['an address of another kind', (content: Record<string, unknown>) => { content.timeStamps = ['file:///etc/passwd'] }, 'trust_package_invalid'],
    ['more than it may hold', (content: Record<string, unknown>) => { content.trustEverybody = true }, 'trust_package_invalid'],
    ['another format', (content: Record<string, unknown>) => { content.format = 'sohoa trust package 2' }, 'trust_package_invalid'],
  ] as const)('with %s is refused', async (_, change, code) => {
    expect(await thrownBy(() => readTrustPackage(altered(change)))).toMatchObject({ code })
  })

  test('that is cut short, no JSON, or holds what is no certificate or no list, is refused', async () => {
    const whole = writeTrustPackage(made)
    expect(await thrownBy(() => readTrustPackage(whole.subarray(0, whole.length - 10)))).toMatchObject({ code: 'trust_package_invalid', params: { part: 'JSON' } })
    const [root, issuing] = made.authorities
    if (root === undefined || issuing === undefined) throw new Error('authorities')
    const wrongList = writeTrustPackage({ ...made, authorities: [{ ...issuing, lists: [Buffer.from('no list')] }] })
    expect(await thrownBy(() => readTrustPackage(wrongList))).toMatchObject({ code: 'trust_package_invalid', params: { part: 'authorities.0.lists' } })
    const wrongCertificate = writeTrustPackage({ ...made, authorities: [{ ...root, certificate: { ...root.certificate, der: Buffer.from('none') } }] })
    expect(await thrownBy(() => readTrustPackage(wrongCertificate))).toMatchObject({ code: 'trust_package_invalid', params: { part: 'authorities.0.certificate' } })
  })
})

const roots = path.join(corpusFolder, 'formats', 'vn_pki')

describe.skipIf(!existsSync(roots))('the roots of the Government Cipher Committee, in a package of their own', () => {
  test('stand beside others, and vouch for its time stamp authorities', async () => {
    const read = (name: string) => parseCertificates(readFileSync(path.join(roots, name)))
    const anchors = ['vgca_root_g1.pem', 'vgca_root_g2.pem'].flatMap(read)
    const vgca = writeTrustPackage({
      name: 'VGCA', madeAt: instant(), timeStampUrls: [], authorities: anchors.map((certificate) => ({ certificate, isAnchor: true, addresses: { ocsp: [], crl: [] }, lists: [] })),
    })
    const both = mergeTrustProfiles([profileOfPackage(made), profileOfPackage(readTrustPackage(vgca))])
    expect(both.anchors).toHaveLength(1 + anchors.length)
    for (const certificate of ['vgca_tsa_01.pem', 'vgca_tsa_02.pem'].flatMap(read)) {
      const within = instant(new Date((toMilliseconds(certificate.notBefore) + toMilliseconds(certificate.notAfter)) / 2))
      expect([certificate.subject.commonName, (await judgeChain(certificate, anchors, both, within)).trust]).toEqual([certificate.subject.commonName, 'trusted'])
    }
    expect(await judgeChain(pki.agency.certificate, [], both, instant())).toMatchObject({ trust: 'trusted' })
  })
})
