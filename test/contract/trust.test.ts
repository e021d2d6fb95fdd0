import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instant } from '../../shared/model/index.ts'
import { writeTrustPackage, type TrustPackage } from '../../shared/pki/index.ts'
import { openOffice, type Office } from '../support/office.ts'

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
