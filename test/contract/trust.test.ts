import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writePkcs12, type DemoIdentity } from '../../demo/pki.ts'
import { instant } from '../../shared/model/index.ts'
import { toPem, writeTrustPackage, type TrustPackage } from '../../shared/pki/index.ts'
import { keyPassphrase, openOffice, type Office } from '../support/office.ts'

let office: Office
let made: TrustPackage
beforeAll(async () => {
  office = await openOffice({ keepsOpen: true })
  const { root, issuing } = office.pki
  const at = (certificate: typeof root, isAnchor: boolean, name: 'root' | 'issuing'): TrustPackage['authorities'][number] =>
    ({ certificate: certificate.certificate, isAnchor, addresses: { ocsp: [], crl: [] }, lists: [Uint8Array.from(office.status.list(name))] })
  made = { name: 'NEAC (thử)', madeAt: instant(new Date('2026-11-21T20:10:00Z')), timeStampUrls: [], authorities: [at(root, true, 'root'), at(issuing, false, 'issuing')] }
})
afterAll(async () => { await office.close() })

const write = async (name: string, content: Uint8Array): Promise<string> => {
  const file = path.join(office.folder, name)
  await writeFile(file, content)
  return file
}

describe('trust packages', () => {
  it('are imported, listed with their age, and removed, at the command line', async () => {
    const file = await write('neac.json', writeTrustPackage(made))
    const imported = await office.command(['trust', 'import', file])
    expect([imported.code, imported.stdout]).toEqual([0, expect.stringContaining('Đã nhập gói “NEAC (thử)”, lập lúc 2026-11-22 03:10')])
    const listed = await office.command(['trust', 'list'])
    expect(listed.stdout).toContain('Đặt trong cài đặt của trạm')
    expect(listed.stdout).toMatch(/Gói “NEAC \(thử\)”, lập lúc 2026-11-22 03:10, 1 chứng thư gốc, theo CRL lúc \d{4}-\d\d-\d\d \d\d:\d\d/u)
    const { packages, own } = await office.call('trust.list', {})
    expect([packages.map(({ name, intermediates }) => [name, intermediates]), own.length]).toEqual([[['NEAC (thử)', 1]], 1])
    expect((await office.command(['trust', 'remove', 'NEAC (thử)'])).code).toBe(0)
    expect((await office.call('trust.list', {})).packages).toEqual([])
    expect((await office.command(['trust', 'remove', 'NEAC (thử)'])).code).not.toBe(0)
  })

  it('that were altered, or are older than the one in use, change nothing', async () => {
    await office.call('trust.import', { file: await write('neac.json', writeTrustPackage(made)) })
    const altered = writeTrustPackage(made).toString('utf8').replace('NEAC (thử)', 'NEAC (giả)')
    await expect(office.call('trust.import', { file: await write('giả.json', Buffer.from(altered)) })).rejects.toMatchObject({ code: 'trust_package_altered' })
    const older = writeTrustPackage({ ...made, madeAt: instant(new Date('2026-11-20T20:10:00Z')) })
    await expect(office.call('trust.import', { file: await write('cũ.json', older) })).rejects.toMatchObject({ code: 'trust_package_older', params: { have: made.madeAt } })
    expect((await office.call('trust.list', {})).packages).toMatchObject([{ name: 'NEAC (thử)', madeAt: made.madeAt }])
  })
})

describe('a signed trust package', () => {
  const madeBy = async (file: string, key: DemoIdentity | null, at: { readonly name?: string } = {}): Promise<string> => {
    const { root, issuing } = office.pki
    const args = ['trust', 'make', path.join(office.folder, file), '--name', at.name ?? 'NEAC ký', '--root', await write('gốc.pem', Buffer.from(toPem(root.certificate))), '--intermediate', await write('giữa.cer', issuing.certificate.der), '--crl', await write('giữa.crl', office.status.list('issuing'))]
    const signing = key === null ? [] : ['--key', await write('khóa ký gói.p12', writePkcs12(key, Buffer.from(keyPassphrase))), '--key-passphrase-file', await write('mật khẩu', Buffer.from(`${keyPassphrase}\n`))]
    const result = await office.command([...args, ...signing, '--json'])
    expect(result.stderr).toBe('')
    expect(JSON.parse(result.stdout)).toMatchObject({ signer: key === null ? null : key.certificate.fingerprint })
    return path.join(office.folder, file)
  }
  const take = (file: string, signer?: string) => office.call('trust.import', { file, ...(signer === undefined ? {} : { signer }) })

  it('is taken in once an administrator has compared its signer, and from then on without asking; nobody else’s stands in its place, signed or not', async () => {
    const { officer, agency } = office.pki
    const { fingerprint } = officer.certificate
    const first = await madeBy('một.json', officer)
    await expect(take(first), 'that its certificate leads to a trusted root says nothing').rejects.toMatchObject({ code: 'trust_package_signer_unknown', params: { fingerprint } })
    await expect(take(first, agency.certificate.fingerprint)).rejects.toMatchObject({ code: 'trust_package_signer_unknown' })
    expect(await take(first, fingerprint)).toMatchObject({ name: 'NEAC ký', intermediates: 1, signer: { fingerprint } })
    expect((await take(await madeBy('hai.json', officer))).listsAsOf).not.toBeNull()
    await expect(take(await madeBy('ba.json', agency))).rejects.toMatchObject({ code: 'trust_package_signer_unknown' })
    await expect(take(await madeBy('bốn.json', null))).rejects.toMatchObject({ code: 'trust_package_unsigned' })
    expect(await take(await madeBy('năm.json', null, { name: 'khác' }))).toMatchObject({ signer: null })
    await office.call('trust.remove', { name: 'khác' })
    await office.call('trust.remove', { name: 'NEAC ký' })
  })

  it('that was altered with its digest made anew, or bears the signature of another, is refused', async () => {
    const signed = JSON.parse(await readFile(await madeBy('sáu.json', office.pki.officer), 'utf8')) as Record<string, unknown>
    const other = JSON.parse(writeTrustPackage(made).toString('utf8')) as Record<string, unknown>
    const forged = await write('giả 2.json', Buffer.from(JSON.stringify({ ...other, signature: signed.signature })))
    await expect(take(forged, office.pki.officer.certificate.fingerprint)).rejects.toMatchObject({ code: 'trust_package_altered' })
    const broken = await write('giả 3.json', Buffer.from(JSON.stringify({ ...other, signature: Buffer.from('không phải chữ ký').toString('base64') })))
    await expect(take(broken)).rejects.toMatchObject({ code: 'trust_package_altered' })
  })
})

describe('the signer is told of the agency\'s certificate before he signs', () => {
  const status = () => office.call('signing.status', {})

  it('good and as of when, unchecked without a network, revoked', async () => {
    expect(await status()).toMatchObject({ state: 'good', source: 'OCSP' })
    // Another opening remembers no answer of the one before.
    const again = async () => {
      await office.inStore(() => undefined)
      return status()
    }
    office.status.setFaults('down')
    await office.call('trust.remove', { name: made.name })
    expect(await again()).toMatchObject({ state: 'not checked', source: null, asOf: null })
    office.status.setFaults()
    office.status.revoke(office.pki.agency, new Date(Date.now() - 60_000))
    expect(await again()).toMatchObject({ state: 'revoked', source: null, asOf: null, signer: `DEMO – ${office.agency}` })
    office.status.revoke(office.pki.agency, null)
  })
})
