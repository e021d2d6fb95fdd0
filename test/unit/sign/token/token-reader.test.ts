import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { toDigest } from '../../../../shared/model/index.ts'
import { attributeType, objectClass, returned, tokenFlag } from '../../../../shared/sign/token/constants.ts'
import { CryptokiError, type Cryptoki } from '../../../../shared/sign/token/cryptoki.ts'
import { openTokenReader } from '../../../../shared/sign/token/token-reader.ts'
import { thrownBy } from '../../../support/thrown.ts'

const certificateBytes = Buffer.from('chứng thư')
const certificate = toDigest(createHash('sha256').update(certificateBytes).digest('hex'))
const mechanism = { type: 1, parameters: [] }

/** A module whose one token behaves as told: SoftHSM never locks. */
function moduleOf(token: { flags?: number; flagsAfter?: number; login?: number; contextLogin?: number; sign?: number; serial?: string; attributes?: Readonly<Record<number, Buffer>> }): { cryptoki: Cryptoki; logins: (string | null)[]; calls: string[] } {
  const logins: (string | null)[] = []
  const calls: string[] = []
  const refuse = (call: string, code = returned.ok as number): void => { if (code !== returned.ok) throw new CryptokiError(call, code) }
  return {
    logins, calls,
    cryptoki: {
      initialize: () => { calls.push('initialize') },
      finalize: () => { calls.push('finalize') },
      slots: () => [7],
      slotDescription: () => 'khe',
      tokenInfo: () => ({ label: 'thẻ', manufacturer: '', model: '', serial: token.serial ?? '1', flags: tokenFlag.initialised | (logins.length > 0 ? token.flagsAfter ?? token.flags ?? 0 : token.flags ?? 0) }),
      openSession: () => 1,
      closeSession: () => undefined,
      closeSessions: () => { calls.push('closeSessions') },
      login(_session, user, pin) {
        logins.push(pin === null ? null : `${user} ${Buffer.from(pin).toString()}`)
        refuse('C_Login', user === 'user' ? token.login : token.contextLogin)
      },
      findObjects: (_session, wanted) => wanted.some(([, value]) => value === objectClass.certificate) ? [10] : [11],
      attribute: (_session, object, type) => object === 10 && type === attributeType.value ? certificateBytes : token.attributes?.[type],
      signInit: () => undefined,
      sign() {
        refuse('C_Sign', token.sign)
        return Buffer.from('giá trị')
      },
    },
  }
}

const pin = (): Uint8Array => Buffer.from('123456')

test('a locked token is sent no PIN', async () => {
  const { cryptoki, logins, calls } = moduleOf({ flags: tokenFlag.userPinLocked })
  const reader = openTokenReader(cryptoki)
  expect(reader.list()[0]?.pinTries).toBe('none')
  expect(await thrownBy(() => { reader.unlock(certificate, pin()) })).toEqual({ code: 'pin_locked', params: {} })
  expect(logins).toEqual([])
  expect(calls.at(-1)).toBe('finalize')
})

test.each([
  ['pin_wrong', { login: returned.pinIncorrect }],
  ['pin_wrong', { login: returned.pinLengthRange }],
  ['pin_wrong_last', { login: returned.pinIncorrect, flagsAfter: tokenFlag.userPinFinalTry | tokenFlag.userPinCountLow }],
  ['pin_locked', { login: returned.pinIncorrect, flagsAfter: tokenFlag.userPinLocked }],
  ['pin_locked', { login: returned.pinLocked }],
  ['pin_expired', { login: returned.pinExpired }],
  ['cancelled', { login: returned.functionCanceled }],
  ['token_removed', { login: returned.deviceRemoved }],
  ['token_module_failed', { login: returned.deviceError }],
] as const)('a login that ends in %s is tried once, its PIN wiped and the token let go', async (code, token) => {
  const { cryptoki, logins, calls } = moduleOf(token)
  const given = pin()
  expect((await thrownBy(() => { openTokenReader(cryptoki).unlock(certificate, given) }))?.code).toBe(code)
  expect(logins).toEqual(['user 123456'])
  expect([...given]).toEqual([0, 0, 0, 0, 0, 0])
  expect(calls.at(-1)).toBe('finalize')
})

test.each([['few', tokenFlag.userPinCountLow], ['last', tokenFlag.userPinCountLow | tokenFlag.userPinFinalTry], ['usual', 0]] as const)('that %s tries are left is told before the PIN is asked for', (tries, flags) => {
  expect(openTokenReader(moduleOf({ flags }).cryptoki).list()[0]?.pinTries).toBe(tries)
})

test('a PIN typed at the reader never comes through here', () => {
  const { cryptoki, logins } = moduleOf({ flags: tokenFlag.protectedAuthenticationPath, attributes: { [attributeType.alwaysAuthenticate]: Buffer.of(1) } })
  const reader = openTokenReader(cryptoki)
  expect(reader.list()[0]?.pinAtReader).toBe(true)
  reader.unlock(certificate, null)
  reader.sign(certificate, mechanism, Buffer.from('x'))
  expect(logins).toEqual([null, null])
})

test.each([
  ['token_scheme_unsupported', { sign: returned.mechanismInvalid }],
  ['pin_missing', { sign: returned.userNotLoggedIn }],
  ['token_removed', { sign: returned.sessionHandleInvalid }],
  ['token_module_failed', { sign: returned.functionFailed }],
  ['pin_wrong', { contextLogin: returned.pinIncorrect, attributes: { [attributeType.alwaysAuthenticate]: Buffer.of(1) } }],
] as const)('a signature that ends in %s leaves the token locked', async (code, token) => {
  const { cryptoki, calls } = moduleOf(token)
  const reader = openTokenReader(cryptoki)
  reader.unlock(certificate, pin())
  expect((await thrownBy(() => reader.sign(certificate, mechanism, Buffer.from('x'))))?.code).toBe(code)
  expect(calls.at(-1)).toBe('finalize')
  expect(await thrownBy(() => reader.sign(certificate, mechanism, Buffer.from('x')))).toEqual({ code: 'pin_missing', params: {} })
})

test('a failure of a token that is another one by now is told as pulled out', async () => {
  const { cryptoki } = moduleOf({ sign: returned.functionFailed })
  const reader = openTokenReader(cryptoki)
  reader.unlock(certificate, pin())
  const swapped = cryptoki.tokenInfo(7)
  cryptoki.tokenInfo = () => ({ ...swapped, serial: '2' })
  expect((await thrownBy(() => reader.sign(certificate, mechanism, Buffer.from('x'))))?.code).toBe('token_removed')
})
