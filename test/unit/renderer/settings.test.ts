import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { certificatesIn, fingerprintOf, joinPem, pemOf } from '../../../renderer/screens/settings/certificate-file.ts'
import { passphraseStrength, fewestCharacters } from '../../../renderer/screens/settings/passphrase-strength.ts'
import { askedGroups, groupsOf, readGroup } from '../../../renderer/screens/settings/recovery-groups.ts'
import { makeDemoPki } from '../../../demo/pki.ts'
import { toPem } from '../../../shared/pki/index.ts'
import { minimumPassphraseLength } from '../../../shared/store/index.ts'
import { newRecoveryKey } from '../../../shared/store/recovery-key.ts'

describe('the strength of a passphrase', () => {
  it('asks for as many characters as the station does', () => {
    expect(fewestCharacters).toBe(minimumPassphraseLength)
    expect(passphraseStrength('bốn từ nhớ')).toBe('short')
  })

  it('counts letters, not code units: composed and decomposed Vietnamese are the same', () => {
    expect(passphraseStrength('ệệệ ế'.normalize('NFD'))).toBe('short')
  })

  it.each(['123456789012', '22/11/2026 22/11', 'aaaaaaaaaaaaaa', 'matkhau123456', 'Mật khẩu 2026!', 'password1234'])('warns of %s', (passphrase) => {
    expect(passphraseStrength(passphrase)).toBe('weak')
  })

  it('warns of the names that stand on every paper', () => {
    expect(passphraseStrength('xã Đồng Mây 26')).not.toBe('weak')
    expect(passphraseStrength('xã Đồng Mây 26', ['Đồng Mây', 'Nguyễn Thị Hà'])).toBe('weak')
  })

  it('calls four words good', () => {
    expect(passphraseStrength('trâu gạch mưa thơ')).toBe('good')
  })
})

describe('a certificate file', async () => {
  const { root, agency } = await makeDemoPki({ agency: 'Ủy ban nhân dân xã Đồng Mây' })
  const pem = toPem(root.certificate)
  const other = toPem(agency.certificate)
  const der = new X509Certificate(pem).raw

  it('is read as PEM with whatever stands around it, and as DER', () => {
    const text = new TextEncoder().encode(`# chứng thư gốc\r\n${pem}\n${other}`)
    expect(certificatesIn(pemOf(text) ?? '')).toHaveLength(2)
    expect(new X509Certificate(pemOf(new Uint8Array(der)) ?? '').fingerprint256).toBe(new X509Certificate(pem).fingerprint256)
  })

  it('is refused when it is neither', () => {
    expect(pemOf(new TextEncoder().encode('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'))).toBeNull()
    expect(pemOf(new Uint8Array(der).slice(0, -1))).toBeNull()
    expect(pemOf(new Uint8Array())).toBeNull()
  })

  it('stands once however often it is added', () => {
    const joined = joinPem(joinPem(pem, other), pem.replaceAll('\n', '\r\n'))
    expect(certificatesIn(joined)).toHaveLength(2)
  })

  it('is told by the fingerprint that its issuer publishes', async () => {
    expect(await fingerprintOf(pem)).toBe(new X509Certificate(pem).fingerprint256)
  })
})

describe('a recovery key that is typed back', () => {
  it('is read as the station reads it', () => {
    const groups = groupsOf(newRecoveryKey())
    expect(groups).toHaveLength(8)
    expect(readGroup(' o1Il-q ')).toBe('0111Q')
  })

  it('asks for two groups, never the first, never the same', () => {
    for (const random of [0, 0.2, 0.5, 0.999]) {
      const [one, two] = askedGroups(8, random)
      expect(one).toBeGreaterThan(0)
      expect(two).toBeGreaterThan(one)
      expect(two).toBeLessThan(8)
    }
  })
})
