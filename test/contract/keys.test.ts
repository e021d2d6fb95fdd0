import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issueCertificate, makeKey, type DemoIdentity } from '../../demo/pki.ts'
import type { ResultOf } from '../../shared/contract/index.ts'
import { instant } from '../../shared/model/index.ts'
import { openService } from '../../shared/station/index.ts'
import { directWindow } from '../support/door-windows.ts'
import { addKey, dossier, openOffice, passphrase, type Office } from '../support/office.ts'
import { thrownBy } from '../support/thrown.ts'

let office: Office
let first: DemoIdentity
let second: DemoIdentity

const add = async (identity: DemoIdentity): Promise<ResultOf<'key.add'>> => addKey(office.call, office.folder, identity)
const uses = async (): Promise<[string, string][]> => (await office.call('station.status', {})).keys.map(({ fingerprint, use }) => [fingerprint, use])
const remove = (identity: DemoIdentity): Promise<ResultOf<'key.remove'>> => office.call('key.remove', { fingerprint: identity.certificate.fingerprint })
const convert = async (number: number): Promise<ResultOf<'record.convert'>['records'][number] | undefined> =>
  (await office.call('record.convert', { files: [await office.scan(number)], dossiers: [dossier], acceptAbove: 0, deliver: false })).records[0]

beforeAll(async () => {
  office = await openOffice({ keepsOpen: true })
  const { agency, issuing } = office.pki
  const { notBefore, notAfter } = agency.certificate
  first = agency
  second = issueCertificate({ key: await makeKey('P-256'), notBefore, notAfter, subject: { commonName: 'DEMO – con dấu mới', organisation: office.agency }, keyUsage: ['nonRepudiation'] }, issuing)
})
afterAll(() => office.close())

describe('which key signs', () => {
  it('is the one added last, even by a clock that was set back, and it is said; the older one rests', async () => {
    await office.inStore((store) => {
      const [kept] = store.listKeys()
      if (kept !== undefined) store.addKey({ ...kept, addedAt: instant(new Date(Date.now() + 86_400_000)) }, store.getKeyMaterial(kept.id))
    })
    expect(await add(second)).toMatchObject({ use: 'signs', refusal: null, officer: null })
    expect(await uses()).toEqual([[first.certificate.fingerprint, 'rests'], [second.certificate.fingerprint, 'signs']])
    const { stdout } = await office.command(['key', 'list', '--lang', 'en'])
    expect(stdout).toMatch(/^‖ .*rests.*\n.*\n✓ .*DEMO – con dấu mới.* signs$/mu)
  })

  it('is none once that one has ended: the older key never steps in by itself, and why is told', async () => {
    const { expired } = office.pki
    await office.inStore((store) => {
      const last = Date.parse(store.listKeys().at(-1)?.addedAt ?? '')
      store.addKey({ id: 'ended', profile: 'PKCS#12', certificate: expired.certificate.der, chain: [], addedAt: instant(new Date(last + 1)) }, new Uint8Array(2))
    })
    expect((await uses()).map(([, use]) => use)).toEqual(['rests', 'rests', 'may not'])
    expect(await convert(701)).toMatchObject({ state: { work: "awaiting the agency's signature", trust: 'unsigned' }, stoppedBy: { code: 'certificate_expired' } })
    expect((await office.call('station.doctor', {})).checks).toContainEqual(expect.objectContaining({ check: 'certificate', state: 'bad' }))
    expect((await office.call('signing.status', {})).state).toBe('no key')
  })

  it('is the one before it when a person removes it; the removal is in the audit log, without a name', async () => {
    const { fingerprint } = office.pki.expired.certificate
    const removed = await office.command(['key', 'remove', fingerprint.toUpperCase().replaceAll(/(..)(?=.)/gu, '$1:'), '--json'])
    expect(JSON.parse(removed.stdout)).toMatchObject({ fingerprint, use: 'may not', refusal: { code: 'certificate_expired' } })
    const entries = await office.inStore((store) => store.auditEntries(0, 1000))
    expect(entries.findLast(({ action }) => action === 'key removed')?.details).toEqual({ certificate: fingerprint, kind: 'PKCS#12' })
    const { records } = await office.call('record.resume', {})
    expect(records).toMatchObject([{ state: { work: 'signed' } }])
    const signed = await office.inStore((store) => store.listRecordIds({ work: ['signed'] }).map((id) => store.getStep(id, 0, 'sign')?.result)[0])
    expect(signed).toMatchObject({ certificate: second.certificate.fingerprint })
  })

  it('is the older one where somebody adds it again, and none when the agency goes by another name', async () => {
    await add(first)
    expect(await uses()).toEqual([[second.certificate.fingerprint, 'rests'], [first.certificate.fingerprint, 'signs']])
    await office.call('station.configure', { set: { agency: 'Ủy ban nhân dân xã Khác' } })
    expect((await uses()).map(([, use]) => use)).toEqual(['may not', 'may not'])
    await office.call('station.configure', { set: { agency: office.agency } })
  })
})

describe('removing a key', () => {
  it('takes the secret with it, and of a key that is not there says so', async () => {
    expect(await thrownBy(() => office.call('key.remove', { fingerprint: 'f'.repeat(64) }))).toMatchObject({ code: 'not_found' })
    await remove(first)
    await remove(second)
    expect(await uses()).toEqual([])
    expect((await office.call('signing.status', {})).state).toBe('no key')
  })

  it('wants the passphrase of the officer who does it at a door that stays open, and somebody who administers', async () => {
    const { fingerprint } = (await add(first))
    await office.inStore(() => undefined)
    const service = openService({ folder: office.station })
    try {
      const page = await directWindow(service)
      const codeOf = async (secrets?: Parameters<typeof page.call>[2]): Promise<string | undefined> => (await thrownBy(() => page.call('key.remove', { fingerprint }, secrets)))?.code
      await page.call('session.open', {}, { passphrase })
      await page.call('officer.add', { name: 'Trần Văn Ký', rights: ['sign'] }, { newPassphrase: 'người ký cũng có bốn từ' })
      expect(await codeOf()).toBe('passphrase_missing')
      expect(await codeOf({ passphrase: 'không phải cụm mật khẩu' })).toBe('wrong_passphrase')
      await page.call('session.open', {}, { passphrase: 'người ký cũng có bốn từ' })
      expect(await codeOf({ passphrase: 'người ký cũng có bốn từ' })).toBe('right_missing')
      await page.call('session.open', {}, { passphrase })
      expect(await page.call('key.remove', { fingerprint }, { passphrase })).toMatchObject({ fingerprint })
    } finally {
      await service.close()
    }
  })
})
