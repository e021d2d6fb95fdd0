import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeDemoPki, type DemoIdentity, type DemoPki } from '../../demo/pki.ts'
import { startTimeStampAuthority, type DemoTimeStampAuthority } from '../../demo/time-stamp-authority.ts'
import { instant } from '../../shared/model/index.ts'
import type { SchemeProfile } from '../../shared/pki/index.ts'
import { openTokenKey, openTokens, signPdf, type Tokens } from '../../shared/sign/index.ts'
import { nssDatabase, opensslOnCades } from '../support/outside-judges.ts'
import { findSignatures, makePlainPdf, scratchFolder } from '../support/signed-pdf.ts'
import { openSoftTokens, softModule, softTokensOrSkip, type SoftTokens } from '../support/soft-tokens.ts'
import { runTool, toolOrSkip } from '../support/system-tools.ts'

const agency = 'Ủy ban nhân dân xã Hòa Bình'

describe.skipIf(!softTokensOrSkip())('a PDF signed by a key on a token', () => {
  let pki: DemoPki
  let soft: SoftTokens
  let tokens: Tokens
  let authority: DemoTimeStampAuthority
  const files: Record<string, Uint8Array> = {}

  beforeAll(async () => {
    pki = await makeDemoPki({ agency })
    authority = await startTimeStampAuthority(pki)
    soft = openSoftTokens()
    const token = soft.add('Cơ quan')
    token.load(pki.agency)
    token.load(pki.agencyP256)
    tokens = openTokens({ modules: () => [softModule], environment: soft.environment })
    const plain = await makePlainPdf({ pages: 1 })
    const sign = async ({ certificate, chain }: DemoIdentity, profile: SchemeProfile): Promise<Uint8Array> => {
      await tokens.unlock(certificate.fingerprint, Buffer.from(token.pin))
      const key = openTokenKey(tokens, certificate, chain, profile)
      return (await signPdf(plain, key, { fieldName: 'CoQuan', reason: 'Chuyển đổi', location: 'Hòa Bình', signerName: agency, at: instant(), tsa: { url: authority.url, timeMs: 10_000 } })).pdf
    }
    files['RSA PKCS#1 v1.5'] = await sign(pki.agency, { rsa: 'PKCS#1 v1.5' })
    files['RSA-PSS, SHA-512'] = await sign(pki.agency, { rsa: 'PSS', digest: 'sha512' })
    files['ECDSA P-256, SHA-384'] = await sign(pki.agencyP256, { rsa: 'PSS', digest: 'sha384' })
  })
  afterAll(async () => {
    await tokens.release()
    soft.close()
    await authority.close()
  })

  test.skipIf(!toolOrSkip('pdfsig') || !toolOrSkip('certutil'))('is valid and trusted for pdfsig', () => {
    for (const [name, pdf] of Object.entries(files)) {
      using folder = scratchFolder()
      const { text } = runTool('pdfsig', ['-nssdir', nssDatabase(folder, pki.root.certificate), folder.file('signed.pdf', pdf)])
      expect([name, text]).toEqual([name, expect.stringMatching(/Signature is Valid[\s\S]*Certificate is Trusted/u)])
    }
  })

  test.skipIf(!toolOrSkip('openssl'))('is CAdES for OpenSSL, up to the demo root', () => {
    for (const [name, pdf] of Object.entries(files)) {
      using folder = scratchFolder()
      const [signature] = findSignatures(pdf)
      if (signature === undefined) throw new Error('no signature')
      const verified = opensslOnCades(folder, signature, pki.root.certificate)
      expect([name, verified.status, verified.text]).toEqual([name, 0, expect.stringContaining('CAdES Verification successful')])
    }
  })
})
