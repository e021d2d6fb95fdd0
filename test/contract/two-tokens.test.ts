import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issueCertificate, makeKey, type DemoIdentity } from '../../demo/pki.ts'
import type { MethodName, ParamsOf, ResultOf } from '../../shared/contract/index.ts'
import { SohoaError } from '../../shared/model/index.ts'
import { openStation, parseParams, type Station } from '../../shared/station/index.ts'
import { dossier, openOffice, passphrase, type Office } from '../support/office.ts'
import { openSoftTokens, softModule, softTokensOrSkip, type SoftToken, type SoftTokens } from '../support/soft-tokens.ts'
import { thrownBy } from '../support/thrown.ts'

const clerk = 'Đặng Thị Ngọc Huyền'
const leader = 'Nguyễn Thị Hà'
const clerkPassphrase = 'ba con mèo ngủ trưa'

describe.skipIf(!softTokensOrSkip())('officers and agency sign with keys on tokens of their own', () => {
  let office: Office
  let soft: SoftTokens
  let station: Station
  let keys: Record<'clerk' | 'leader' | 'agency', { readonly token: SoftToken; readonly identity: DemoIdentity }>
  const ids: string[] = []
  /** The tokens whose PINs were asked for. */
  let asked: string[] = []

  const call = <Name extends MethodName>(name: Name, params: ParamsOf<Name>, pins: Readonly<Record<string, string>> = {}): Promise<ResultOf<Name>> => station.call(name, parseParams(name, params), {
    onEvent: () => undefined, keyPassphrase: () => Promise.reject(new Error('not asked here')), newPassphrase: () => Promise.resolve(Buffer.from(clerkPassphrase)),
    pin({ label }) {
      asked.push(label)
      const pin = pins[label]
      return pin === undefined ? Promise.reject(new SohoaError('pin_missing')) : Promise.resolve(Buffer.from(pin))
    },
  })
  const labelsAsked = async (of: readonly string[]): Promise<string[]> => (await call('signing.ask', { ids: [...of] })).tokens.map(({ label }) => label)
  const signIn = async (secret: string): Promise<void> => {
    await station.close()
    station = await openStation(office.station, Buffer.from(secret))
    asked = []
  }

  beforeAll(async () => {
    soft = openSoftTokens()
    process.env.SOFTHSM2_CONF = soft.environment.SOFTHSM2_CONF
    office = await openOffice()
    const { agency, issuing } = office.pki
    const { notBefore, notAfter } = agency.certificate
    const make = async (label: string, pin: string, subject: { commonName: string; organisation?: string }): Promise<(typeof keys)['clerk']> => {
      const identity = issueCertificate({ key: await makeKey('P-256'), notBefore, notAfter, subject, keyUsage: ['nonRepudiation'] }, issuing)
      const token = soft.add(label, pin)
      token.load(identity)
      token.put(issuing.certificate)
      return { token, identity }
    }
    keys = {
      clerk: await make('của Huyền', '111111', { commonName: `DEMO – ${clerk}` }),
      leader: await make('của Hà', '222222', { commonName: `DEMO – ${leader}` }),
      agency: await make('của cơ quan', '333333', { commonName: 'DEMO – con dấu', organisation: office.agency }),
    }
    station = await openStation(office.station, Buffer.from(passphrase))
    await call('officer.add', { name: clerk, rights: ['scan'] })
    await call('station.configure', { set: { tokenModules: [softModule], signing: 'when told', signingRegime: 'can-bo-va-co-quan' } })
    for (const number of [811, 812]) ids.push(...(await call('record.convert', { files: [await office.scan(number)], dossiers: [dossier], acceptAbove: 0, deliver: false })).records.map(({ id }) => id))
  })
  afterAll(async () => {
    await station.close()
    await office.close()
    soft.close()
    delete process.env.SOFTHSM2_CONF
  })

  it('a token’s certificate is judged as whom it is to sign for, and becomes that officer’s own', async () => {
    const refusals = async (officer: string | null): Promise<Record<string, string | null>> => Object.fromEntries((await call('token.list', { officer })).modules.flatMap(({ tokens }) => tokens)
      .map(({ label, certificates }) => [label, certificates[0]?.refusal?.code ?? null]))
    expect(await refusals(null)).toEqual({ 'của Huyền': 'certificate_agency_differs', 'của Hà': 'certificate_agency_differs', 'của cơ quan': null })
    expect(await refusals(clerk)).toEqual({ 'của Huyền': null, 'của Hà': null, 'của cơ quan': null })
    await call('key.add', { onToken: keys.clerk.identity.certificate.fingerprint, officer: clerk })
    await call('key.add', { onToken: keys.leader.identity.certificate.fingerprint, officer: leader })
    await call('key.add', { onToken: keys.agency.identity.certificate.fingerprint })
    expect((await call('station.status', {})).keys.map(({ officer, use }) => [officer, use])).toEqual([[null, 'rests'], [clerk, 'signs'], [leader, 'signs'], [null, 'signs']])
  })

  it('an officer without the right to sign for the agency is asked for the PIN of his own token, and signs in person', async () => {
    await signIn(clerkPassphrase)
    const [first = ''] = ids
    expect(await labelsAsked([first])).toEqual(['của Huyền'])
    const { records: [record] } = await call('record.sign', { ids: [first], deliver: false }, { 'của Huyền': '111111' })
    expect(record).toMatchObject({ state: { work: "awaiting the agency's signature" }, stoppedBy: { code: 'signature_awaited' } })
    expect(asked).toEqual(['của Huyền'])
  })

  it('who signs for both is asked only for what the records still want, both tokens in one go, each by its own PIN', async () => {
    await signIn(passphrase)
    const [first = '', second = ''] = ids
    expect(await labelsAsked([first]), 'the officer has signed this one').toEqual(['của cơ quan'])
    expect(await labelsAsked([first, second])).toEqual(['của Hà', 'của cơ quan'])
    expect(await thrownBy(() => call('record.sign', { ids, deliver: false }, { 'của Hà': '222222' }))).toMatchObject({ code: 'pin_missing' })
    expect(await thrownBy(() => call('record.sign', { ids, deliver: false }, { 'của cơ quan': '000000' })), 'the other is unlocked').toMatchObject({ code: 'pin_wrong' })
    expect((await call('record.show', { id: second })).state.work, 'nothing is begun before every PIN was taken').toBe('reviewed')
    expect((await call('signing.ask', { ids })).tokens.map(({ label, pinTries }) => [label, pinTries])).toEqual([['của cơ quan', 'few']])
    asked = []
    const { records } = await call('record.sign', { ids, deliver: false }, { 'của cơ quan': '333333' })
    expect(asked).toEqual(['của cơ quan'])
    expect(records.map(({ state }) => state.work)).toEqual(['signed', 'signed'])
    expect(await call('signing.ask', { ids })).toEqual({ asks: 'nothing', tokens: [] })
  })

  it('each file bears the signatures of the two certificates, in order', async () => {
    const signers: string[][] = []
    for (const id of ids) {
      const { files: [pdf = ''] } = await call('record.export', { id, folder: office.folder })
      const { files: [verdict] } = await call('file.verify', { files: [pdf] })
      signers.push((verdict?.signatures ?? []).filter(({ kind }) => kind === 'signature').map(({ signer, intact }) => `${signer} ${intact ? '✓' : '✘'}`))
    }
    expect(signers).toEqual([[`DEMO – ${clerk} ✓`, 'DEMO – con dấu ✓'], [`DEMO – ${leader} ✓`, 'DEMO – con dấu ✓']])
  })

  it('of two tokens the one that is missing hides no other; where none is there, nobody types a PIN', async () => {
    await signIn(passphrase)
    keys.agency.token.pull()
    expect(await labelsAsked([])).toEqual(['của Hà'])
    keys.leader.token.pull()
    expect(await thrownBy(() => call('signing.ask', {}))).toMatchObject({ code: 'token_absent' })
    keys.agency.token.plug()
    keys.leader.token.plug()
    expect(await labelsAsked([])).toEqual(['của Hà', 'của cơ quan'])
  })
})
