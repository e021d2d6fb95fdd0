import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addTimeStamp, drawSignature, openPkcs12Key, sealPicture, signPdf, validationDataIncrement, type SigningKey } from '../../shared/sign/index.ts'
import { bytesInMemory } from '../../shared/pdf-file/index.ts'
import { instant } from '../../shared/model/index.ts'
import { der, oid, toPem } from '../../shared/pki/index.ts'
import { issueCertificate, makeDemoPki, makeKey, writePkcs12, type DemoIdentity, type DemoPki } from '../../demo/pki.ts'
import { startTimeStampAuthority, type DemoTimeStampAuthority } from '../../demo/time-stamp-authority.ts'
import { nssDatabase, opensslOnCades } from '../support/outside-judges.ts'
import { redSeal } from '../support/seal-picture.ts'
import { findSignatures, makePlainPdf, scratchFolder, type FoundSignature } from '../support/signed-pdf.ts'
import { checkWithBouncyCastle, preflight, runTool, toolOrSkip } from '../support/system-tools.ts'

const secret = Buffer.from('mật khẩu')
const agency = 'Ủy ban nhân dân xã Hòa Bình'
let pki: DemoPki
let authority: DemoTimeStampAuthority
let files: Record<string, Uint8Array>

async function keyOf(identity: DemoIdentity, rsa: 'PKCS#1 v1.5' | 'PSS'): Promise<SigningKey> {
  return await openPkcs12Key(writePkcs12(identity, secret), secret, { rsa })
}

/** Every kind of file that the sign room puts out. */
async function makeFiles(conformance: '1B' | '2B'): Promise<Record<string, Uint8Array>> {
  const plain = await makePlainPdf({ pages: 2, conformance })
  const tsa = { url: authority.url, timeMs: 10_000 }
  const options = { fieldName: 'CoQuan', reason: 'Chuyển đổi', location: 'Hòa Bình', signerName: agency, at: instant(), tsa: null }
  const p384 = issueCertificate({
    key: await makeKey('P-384'), notBefore: pki.agency.certificate.notBefore, notAfter: pki.agency.certificate.notAfter,
    subject: { commonName: 'DEMO P-384', organisation: agency }, keyUsage: ['digitalSignature', 'nonRepudiation'],
  }, pki.issuing)
  const one = async (identity: DemoIdentity, rsa: 'PKCS#1 v1.5' | 'PSS', stamped: boolean): Promise<Uint8Array> =>
    (await signPdf(plain, await keyOf(identity, rsa), { ...options, tsa: stamped ? tsa : null })).pdf
  const basic = await one(pki.agency, 'PSS', false)
  // PDF/A-1 knows no transparency: the twin's seal is opaque.
  const seal = sealPicture(redSeal({ alpha: conformance === '2B' }), 36)
  const officer = await signPdf(plain, await keyOf(pki.officer, 'PSS'), {
    ...options, fieldName: 'ChuKyCanBo', tsa, appearance: { page: 1, at: { x: 340, y: 40 }, drawing: drawSignature(['Cán bộ: Đặng Thị Ngọc Huyền', 'Thời gian ký: 2026-11-22T10:06:25+07:00'], 8, null, 200) },
  })
  const both = await signPdf(officer.pdf, await keyOf(pki.agencyP256, 'PSS'), {
    ...options, fieldName: 'ChuKyCoQuan', tsa, appearance: { page: 1, at: { x: 300, y: 300 }, drawing: drawSignature([agency, 'Thời gian ký: 2026-11-22T10:07:31+07:00'], 8, seal, 130) },
  })
  const data = validationDataIncrement(bytesInMemory(both.pdf), { certificates: [pki.root, pki.issuing, pki.timeStampAuthority].map(({ certificate }) => certificate.der), ocspResponses: [], crls: [] })
  const lasting = Buffer.concat([both.pdf, data ?? Buffer.alloc(0)])
  return {
    'RSA PKCS#1 v1.5, B-B': await one(pki.agency, 'PKCS#1 v1.5', false),
    'RSA-PSS, B-B': basic,
    'RSA-PSS, B-T': await one(pki.agency, 'PSS', true),
    'ECDSA P-256, B-T': await one(pki.agencyP256, 'PSS', true),
    'ECDSA P-384, B-T': await one(p384, 'PSS', true),
    'document time stamp': await addTimeStamp(basic, tsa),
    'two visible signatures': both.pdf,
    'two visible signatures and a document time stamp': await addTimeStamp(both.pdf, tsa),
    'two visible signatures with validation data and a document time stamp': await addTimeStamp(lasting, tsa),
    'two signatures and a document time stamp': await addTimeStamp((await signPdf(basic, await keyOf(pki.agencyP256, 'PSS'), { ...options, fieldName: 'LanhDao', tsa })).pdf, tsa),
  }
}

/** Signatures, without document time stamps. */
function agencySignatures(pdf: Uint8Array): FoundSignature[] {
  return findSignatures(pdf).filter(({ cms }) => !cms.includes(der.objectIdentifier(oid.timeStampInfo)) || cms.includes(der.objectIdentifier(oid.signatureTimeStamp)))
}

/** How many signatures of all files carry a time stamp of their own. */
function stampedSignatures(): number {
  return Object.values(files).flatMap(agencySignatures).filter(({ cms }) => cms.includes(der.objectIdentifier(oid.signatureTimeStamp))).length
}

beforeAll(async () => {
  pki = await makeDemoPki({ agency })
  authority = await startTimeStampAuthority(pki)
  files = await makeFiles('2B')
})
afterAll(async () => {
  await authority.close()
})

test.skipIf(!toolOrSkip('qpdf'))('qpdf finds no fault in any signed file', () => {
  for (const [name, pdf] of Object.entries(files)) {
    using folder = scratchFolder()
    const checked = runTool('qpdf', ['--check', folder.file('signed.pdf', pdf)])
    expect([name, checked.status, checked.text]).toEqual([name, 0, expect.stringContaining('No syntax or stream encoding errors found')])
  }
})

test.skipIf(!toolOrSkip('openssl'))('openssl cms verifies every signature as CAdES, up to the demo root', () => {
  for (const [name, pdf] of Object.entries(files)) {
    using folder = scratchFolder()
    const signatures = agencySignatures(pdf)
    expect([name, signatures.length]).toEqual([name, name.startsWith('two') ? 2 : 1])
    for (const signature of signatures) {
      const { signedBytes } = signature
      const verified = opensslOnCades(folder, signature, pki.root.certificate)
      expect([name, verified.status, verified.text]).toEqual([name, 0, expect.stringContaining('CAdES Verification successful')])
      signedBytes.writeUInt8(signedBytes.readUInt8(200) ^ 1, 200)
      expect(opensslOnCades(folder, signature, pki.root.certificate).status).not.toBe(0)
    }
  }
})

test.skipIf(!toolOrSkip('openssl'))('openssl ts verifies every document time stamp', () => {
  for (const name of ['document time stamp', 'two visible signatures with validation data and a document time stamp', 'two visible signatures and a document time stamp', 'two signatures and a document time stamp']) {
    using folder = scratchFolder()
    const stamp = findSignatures(files[name] ?? new Uint8Array(0)).at(-1)
    if (stamp === undefined) throw new Error('no time stamp')
    const verified = runTool('openssl', ['ts', '-verify', '-token_in', '-in', folder.file('token', stamp.cms), '-data', folder.file('data', stamp.signedBytes),
      '-CAfile', folder.file('root.pem', toPem(pki.root.certificate))])
    expect([name, verified.status, verified.text]).toEqual([name, 0, expect.stringContaining('Verification: OK')])
  }
})

describe.skipIf(!toolOrSkip('pdfsig'))('pdfsig', () => {
  test('calls every signature valid', () => {
    for (const [name, pdf] of Object.entries(files)) {
      using folder = scratchFolder()
      const { text } = runTool('pdfsig', [folder.file('signed.pdf', pdf)])
      expect([name, text.match(/Signature is Valid/g)?.length, text]).toEqual([name, name.startsWith('two') ? 2 : 1, expect.not.stringMatching(/Digest Mismatch|Signature is Invalid/)])
    }
  })

  test.skipIf(!toolOrSkip('certutil'))('trusts the signers when it is given the demo root', () => {
    for (const [name, pdf] of Object.entries(files)) {
      using folder = scratchFolder()
      const { text } = runTool('pdfsig', ['-nssdir', nssDatabase(folder, pki.root.certificate), folder.file('signed.pdf', pdf)])
      expect([name, text.match(/Certificate is Trusted/g)?.length]).toEqual([name, agencySignatures(pdf).length])
    }
  })
})

test.skipIf(!toolOrSkip('java') || !toolOrSkip('javac'))('PDFBox and BouncyCastle call every signature and every time stamp right', () => {
  using folder = scratchFolder()
  const names = Object.keys(files)
  const lines = checkWithBouncyCastle(names.map((name, index) => folder.file(`${index}.pdf`, files[name] ?? new Uint8Array(0))))
  expect(lines).toHaveLength(names.reduce((sum, name) => sum + findSignatures(files[name] ?? new Uint8Array(0)).length, 0))
  for (const line of lines) expect(line).toMatch(/^(ETSI\.CAdES\.detached signature=true ess=true stamp=(none|true)|ETSI\.RFC3161 true) gap=true$/)
  expect(lines.filter((line) => line.includes('stamp=true'))).toHaveLength(stampedSignatures())
})

test.skipIf(!toolOrSkip('java'))('a signed PDF/A-1b is still PDF/A-1b for Preflight, after every increment', async () => {
  using folder = scratchFolder()
  const twin = (await makeFiles('1B'))['two visible signatures with validation data and a document time stamp']
  if (twin === undefined) throw new Error('no twin')
  // Officer, agency, validation data, time stamp.
  const ends = [...Buffer.from(twin).toString('latin1').matchAll(/%%EOF\s/g)].map(({ index }) => index + 6)
  expect(ends).toHaveLength(5)
  for (const [step, end] of ends.entries()) expect([step, preflight(folder.file('signed.pdf', twin.subarray(0, end)))]).toEqual([step, expect.stringContaining('is a valid PDF/A-1b file')])
})
