import { createPublicKey, sign, verify, X509Certificate } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { der, oid, openPkcs12 } from '../../../shared/pki/index.ts'
import { makeDemoPki, certificatesPem, privateKeyPem, writePkcs12, type DemoIdentity, type DemoPki } from '../../../demo/pki.ts'
import { scratchFolder } from '../../support/signed-pdf.ts'
import { runTool, toolOrSkip } from '../../support/system-tools.ts'
import { thrownBy } from '../../support/thrown.ts'

const passphrase = Buffer.from('mật khẩu của cơ quan ☂', 'utf8')
let pki: DemoPki

beforeAll(async () => {
  pki = await makeDemoPki({ agency: 'Ủy ban nhân dân xã Hòa Bình' })
})

async function expectOpens(file: Uint8Array, identity: DemoIdentity, secret: Uint8Array = passphrase): Promise<void> {
  const opened = await openPkcs12(file, secret)
  expect(opened.certificate.fingerprint).toBe(identity.certificate.fingerprint)
  expect(opened.chain.map(({ fingerprint }) => fingerprint)).toEqual(identity.chain.map(({ fingerprint }) => fingerprint))
  const message = Buffer.from('message')
  expect(verify('sha256', message, new X509Certificate(identity.certificate.der).publicKey, sign('sha256', message, opened.privateKey))).toBe(true)
}

test('a key file opens with its passphrase and gives key, certificate and issuers in order', async () => {
  await expectOpens(writePkcs12(pki.agency, passphrase), pki.agency)
  await expectOpens(writePkcs12(pki.agencyP256, passphrase), pki.agencyP256)
})

test('the passphrase is not changed by opening, so the caller can wipe it himself', async () => {
  const given = Buffer.from(passphrase)
  await openPkcs12(writePkcs12(pki.agencyP256, passphrase), given)
  expect(given).toEqual(passphrase)
})

test('a wrong passphrase is told apart from a damaged file', async () => {
  const file = writePkcs12(pki.agencyP256, passphrase)
  for (const wrong of ['', 'mat khau cua co quan', `${passphrase.toString()} `]) {
    expect(await thrownBy(() => openPkcs12(file, Buffer.from(wrong)))).toEqual({ code: 'key_passphrase_wrong', params: {} })
  }
  const mac = Buffer.from(file)
  mac.writeUInt8(mac.readUInt8(mac.length - 30) ^ 1, mac.length - 30)
  expect(await thrownBy(() => openPkcs12(mac, passphrase))).toMatchObject({ code: 'key_file_invalid' })
  for (const broken of [Buffer.alloc(0), Buffer.from('not a key file'), file.subarray(0, 700), Buffer.concat([file, Buffer.from('x')])]) {
    expect(await thrownBy(() => openPkcs12(broken, passphrase))).toMatchObject({ code: 'key_file_invalid' })
  }
})

test('a flipped bit anywhere ends in a named error, never in a key', async () => {
  const file = writePkcs12(pki.agencyP256, passphrase)
  const seen = new Set<string | undefined>()
  for (let index = 0; index < file.length; index += 29) {
    const damaged = Buffer.from(file)
    damaged.writeUInt8(damaged.readUInt8(index) ^ 0x10, index)
    seen.add((await thrownBy(() => openPkcs12(damaged, passphrase)))?.code)
  }
  expect([...seen].toSorted()).toEqual(['key_file_invalid', 'key_passphrase_wrong'])
})

test('a file whose certificate is not that of the key is refused', async () => {
  const mixed = writePkcs12({ ...pki.agencyP256, certificate: pki.agency.certificate }, passphrase)
  expect(await thrownBy(() => openPkcs12(mixed, passphrase))).toMatchObject({ code: 'key_file_invalid' })
})

test('a file that asks for endless key derivation is refused at once', async () => {
  const mac = der.sequence(der.algorithmIdentifier(oid.sha256), der.octetString(Buffer.alloc(32)))
  const hostile = der.sequence(
    der.unsignedInteger(3),
    der.sequence(der.objectIdentifier(oid.data), der.context(0, der.octetString(der.sequence()))),
    der.sequence(mac, der.octetString(Buffer.alloc(8)), der.unsignedInteger(0x7fff_ffff)),
  )
  expect(await thrownBy(() => openPkcs12(hostile, passphrase))).toEqual({ code: 'key_file_invalid', params: { part: 'iterations' } })
})

describe.skipIf(!toolOrSkip('openssl'))('key files made by OpenSSL', () => {
  const forms = {
    'AES-256, SHA-256 (OpenSSL 3)': [],
    '3DES and RC2-40 (Windows, OpenSSL 1)': ['-legacy'],
    '3DES for all': ['-legacy', '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES'],
    'RC2-128 certificates': ['-legacy', '-certpbe', 'PBE-SHA1-RC2-128'],
    'AES-128, SHA-512 MAC': ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC', '-macalg', 'sha512'],
    'certificates in clear': ['-certpbe', 'NONE'],
    'many iterations': ['-iter', '100000'],
  }

  test.each(Object.entries(forms))('%s', async (_, options) => {
    using folder = scratchFolder()
    for (const identity of [pki.agency, pki.agencyP256]) {
      const key = folder.file('key.pem', privateKeyPem(identity))
      const certificates = folder.file('certificates.pem', certificatesPem(identity))
      const secret = folder.file('secret', 'correct horse')
      const made = runTool('openssl', ['pkcs12', '-export', '-inkey', key, '-in', certificates, '-passout', `file:${secret}`, ...options])
      expect(made.stderr).toBe('')
      await expectOpens(made.stdout, identity, Buffer.from('correct horse'))
      expect(await thrownBy(() => openPkcs12(made.stdout, Buffer.from('wrong horse')))).toMatchObject({ code: 'key_passphrase_wrong' })
    }
  })

  test('OpenSSL opens what the demo writes', () => {
    using folder = scratchFolder()
    const file = folder.file('demo.p12', writePkcs12(pki.agency, Buffer.from('correct horse')))
    const secret = folder.file('secret', 'correct horse')
    const opened = runTool('openssl', ['pkcs12', '-in', file, '-passin', `file:${secret}`, '-nodes'])
    expect(opened.status).toBe(0)
    expect(createPublicKey(opened.stdout.toString()).export({ type: 'spki', format: 'der' })).toEqual(createPublicKey(pki.agency.privateKey).export({ type: 'spki', format: 'der' }))
  })
})
