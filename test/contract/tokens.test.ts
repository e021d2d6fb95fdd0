import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issueCertificate, makeKey, type DemoIdentity } from '../../demo/pki.ts'
import type { MethodName, ParamsOf, RecordLine, ResultOf } from '../../shared/contract/index.ts'
import { SohoaError } from '../../shared/model/index.ts'
import { openStation, parseParams, type Station } from '../../shared/station/index.ts'
import { dossier, openOffice, passphrase, type Office } from '../support/office.ts'
import { openSoftTokens, softModule, softTokensOrSkip, type SoftToken, type SoftTokens } from '../support/soft-tokens.ts'
import { thrownBy } from '../support/thrown.ts'

describe.skipIf(!softTokensOrSkip())('the agency’s key on a token', () => {
  let office: Office
  let soft: SoftTokens
  let token: SoftToken
  let station: Station
  let sealed: DemoIdentity
  const waiting: RecordLine[] = []
  /** PINs that were asked for. */
  let asked = 0

  const call = <Name extends MethodName>(name: Name, params: ParamsOf<Name>, pin?: string): Promise<ResultOf<Name>> => station.call(name, parseParams(name, params), {
    onEvent: () => undefined, keyPassphrase: () => Promise.reject(new Error('not asked here')),
    pin() {
      asked += 1
      return pin === undefined ? Promise.reject(new SohoaError('pin_missing')) : Promise.resolve(Buffer.from(pin))
    },
  })
  const workOf = async (id: string): Promise<string> => (await call('record.show', { id })).state.work
  const reopen = async (): Promise<void> => {
    await station.close()
    station = await openStation(office.station, Buffer.from(passphrase))
  }

  beforeAll(async () => {
    soft = openSoftTokens()
    process.env.SOFTHSM2_CONF = soft.environment.SOFTHSM2_CONF
    office = await openOffice()
    const { agency, issuing } = office.pki
    const { notBefore, notAfter } = agency.certificate
    const issue = async (keyUsage: Parameters<typeof issueCertificate>[0]['keyUsage'], dates = { notBefore, notAfter }): Promise<DemoIdentity> =>
      issueCertificate({ key: await makeKey('P-256'), ...dates, subject: { commonName: 'DEMO – con dấu', organisation: office.agency }, keyUsage }, issuing)
    token = soft.add('Con dấu xã')
    sealed = await issue(['nonRepudiation'])
    token.load(sealed)
    token.load(await issue(['digitalSignature']))
    token.load(await issue(['keyEncipherment']))
    token.load(office.pki.expired)
    token.load(office.pki.otherAgency)
    token.put(issuing.certificate)
    station = await openStation(office.station, Buffer.from(passphrase))
    await call('station.configure', { set: { tokenModules: [softModule, '/does/not/exist.so'], signing: 'when told' } })
    for (const number of [1, 2, 3, 4]) waiting.push(...(await call('record.convert', { files: [await office.scan(number)], dossiers: [dossier], acceptAbove: 0, deliver: false })).records)
    expect(waiting.map(({ state }) => state.work)).toEqual(['reviewed', 'reviewed', 'reviewed', 'reviewed'])
  })
  afterAll(async () => {
    await station.close()
    await office.close()
    soft.close()
    delete process.env.SOFTHSM2_CONF
  })

  it('is listed with its end and whether it may sign; issuers are no keys, and a broken module hides no other', async () => {
    const { modules: [good, broken] } = await call('token.list', {})
    expect(broken).toMatchObject({ module: '/does/not/exist.so', tokens: [], failure: { code: 'token_module_invalid' } })
    const [listed] = good?.tokens ?? []
    expect(listed).toMatchObject({ label: 'Con dấu xã', pinTries: 'usual', unlocked: false })
    expect(listed?.certificates.map(({ refusal }) => refusal?.code ?? 'may sign').toSorted())
      .toEqual(['certificate_agency_differs', 'certificate_expired', 'certificate_not_for_signing', 'may sign', 'may sign'])
    expect(asked).toBe(0)
  })

  it('is added by its certificate: of two that may sign the one meant for documents, with the issuers that the token brings', async () => {
    const added = await call('key.add', { onToken: null })
    expect(added).toMatchObject({ kind: 'token', fingerprint: sealed.certificate.fingerprint, scheme: 'ECDSA P-256' })
    expect(await call('key.add', { onToken: sealed.certificate.fingerprint }), 'once').toMatchObject({ id: added.id })
    expect(await thrownBy(() => call('key.add', { onToken: office.pki.expired.certificate.fingerprint }))).toMatchObject({ code: 'certificate_expired' })
    expect(await thrownBy(() => call('key.add', { onToken: office.pki.agency.certificate.fingerprint })), 'no token holds it').toMatchObject({ code: 'token_absent' })
    await station.close()
    const chains = await office.inStore((store) => store.listKeys().map(({ chain }) => chain.length))
    expect(chains).toEqual([2, 1])
    station = await openStation(office.station, Buffer.from(passphrase))
  })

  it('without its PIN signs nothing, and a file never steps in for it', async () => {
    expect(await call('signing.ask', {})).toEqual({ asks: 'PIN', tokens: [{ certificate: sealed.certificate.fingerprint, label: 'Con dấu xã', pinTries: 'usual', pinAtReader: false }] })
    const [first] = waiting
    expect(await thrownBy(() => call('record.sign', { ids: [first?.id ?? ''], deliver: false }))).toMatchObject({ code: 'pin_missing' })
    expect(await thrownBy(() => call('record.sign', { ids: [first?.id ?? ''], deliver: false }, '000000'))).toMatchObject({ code: 'pin_wrong' })
    expect(await workOf(first?.id ?? '')).toBe('reviewed')
    expect(await call('signing.ask', {}), 'told before the next').toMatchObject({ tokens: [{ pinTries: 'few' }] })
  })

  it('signs a lot with one PIN until it is pulled out: the rest waits, what is signed stays', async () => {
    const [first, second, third] = waiting.map(({ id }) => id)
    asked = 0
    const { records: [signed] } = await call('record.sign', { ids: [first ?? ''], deliver: false }, token.pin)
    expect(signed?.state.work).toBe('signed')
    expect(await call('signing.ask', {})).toEqual({ asks: 'nothing', tokens: [] })
    token.pull()
    const { records, failures } = await call('record.sign', { ids: [second ?? '', third ?? ''], deliver: false }, token.pin)
    expect(records).toMatchObject([{ id: second, state: { work: "awaiting the agency's signature", trust: 'unsigned' }, stoppedBy: { code: 'token_removed' } }])
    expect(failures).toEqual([{ source: third, error: { code: 'token_removed', params: {} } }])
    expect(await workOf(third ?? ''), 'it had no turn').toBe('reviewed')
    expect(await workOf(first ?? '')).toBe('signed')
    expect(asked, 'one PIN for all').toBe(1)
    expect(await thrownBy(() => call('signing.ask', {})), 'nobody types a PIN in vain').toMatchObject({ code: 'token_absent' })
    expect((await call('station.doctor', {})).checks).toContainEqual({ check: 'token', state: 'attention', params: {} })
    token.plug()
    expect((await call('station.doctor', {})).checks).toContainEqual({ check: 'token', state: 'good', params: {} })
    const again = await call('record.sign', { ids: [second ?? '', third ?? ''], deliver: false }, token.pin)
    expect(again.records.map(({ state }) => state.work)).toEqual(['signed', 'signed'])
    expect(asked).toBe(2)
  })

  it('is released when the station is locked', async () => {
    expect(await call('signing.ask', {})).toMatchObject({ asks: 'nothing' })
    await reopen()
    expect(await call('signing.ask', {})).toMatchObject({ asks: 'PIN' })
  })

  it('asks anew for each lot where each is to be confirmed', async () => {
    await call('station.configure', { set: { confirmSigning: true } })
    asked = 0
    // Signed already: it is told as it stands.
    await call('record.sign', { ids: [waiting[0]?.id ?? ''], deliver: false }, token.pin)
    expect(await call('signing.ask', {})).toMatchObject({ asks: 'PIN' })
    expect(asked).toBe(1)
    await call('station.configure', { set: { confirmSigning: false } })
  })

  it('is listed, added and used from the command line', async () => {
    await station.close()
    const tokensTold = await office.command(['tokens', '--lang', 'en'])
    expect(tokensTold.stdout).toContain(`✓ ${sealed.certificate.subject.text}`)
    expect(tokensTold.stdout).toContain(sealed.certificate.fingerprint)
    expect((await office.command(['key', 'add', '--token', sealed.certificate.fingerprint])).code).toBe(0)
    expect((await office.command(['key', 'add'])).code, 'neither a file nor a token').toBe(2)
    const id = waiting[3]?.id ?? ''
    const unasked = await office.command(['sign', id, '--no-deliver', '--lang', 'en'])
    expect([unasked.code, unasked.stderr]).toEqual([3, expect.stringContaining('The PIN of the signing token is needed.')])
    const signed = await office.command(['sign', id, '--no-deliver', '--json', '--pin-file', soft.file('pin', `${token.pin}\n`)])
    expect(JSON.parse(signed.stdout)).toMatchObject({ id, state: { work: 'signed' } })
    station = await openStation(office.station, Buffer.from(passphrase))
  })

  it('made its signatures such that our verifier passes them with the root alone', async () => {
    const { files: [pdf = ''] } = await call('record.export', { id: waiting[0]?.id ?? '', folder: office.folder })
    const { files: [verdict] } = await call('file.verify', { files: [pdf], trust: [office.trustFile] })
    expect(verdict).toMatchObject({ signatures: [{ intact: true, trust: 'trusted' }] })
  })
})
