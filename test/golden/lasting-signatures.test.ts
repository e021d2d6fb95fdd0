import { spawn } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renewArchiveStamps } from '../../shared/pipeline/index.ts'
import { bytesInMemory, isStream, PdfFile } from '../../shared/pdf-file/index.ts'
import { der, oid, toPem } from '../../shared/pki/index.ts'
import { nssDatabase, opensslOnCades } from '../support/outside-judges.ts'
import { findSignatures, scratchFolder } from '../support/signed-pdf.ts'
import { requireTool, runTool, toolOrSkip } from '../support/system-tools.ts'
import { openAuthorities, openSigningDesk, type Authorities } from '../unit/pipeline/signing-desk.ts'

let authorities: Authorities
/** A file as the pipeline signs it, at each level. */
const files = new Map<string, Uint8Array>()

beforeAll(async () => {
  authorities = await openAuthorities()
})

afterAll(async () => {
  await authorities.close()
})

const isStamp = (cms: Buffer): boolean => cms.includes(der.objectIdentifier(oid.timeStampInfo)) && !cms.includes(der.objectIdentifier(oid.signatureTimeStamp))
const stampsOf: Readonly<Record<string, number>> = { 'B-B': 0, 'B-T': 0, 'B-LT': 0, 'B-LTA': 1, 'B-LTA renewed': 2 }

/** OCSP responses in a file's DSS. */
function responsesIn(pdf: Uint8Array): Uint8Array[] {
  const file = new PdfFile(bytesInMemory(pdf))
  const dss = file.dictionary(file.catalog.dictionary.entries.get('DSS'))
  return file.items(dss?.entries.get('OCSPs')).flatMap((item) => {
    const stream = file.resolve(item)
    return isStream(stream) ? [stream.raw] : []
  })
}

describe('at every level that the pipeline makes', () => {
  test('the last file is an archive renewed 660 days later', async () => {
    for (const level of ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const) {
      const { assembled, sign, pdf, pass, context } = await openSigningDesk(authorities, level)
      const record = await assembled(1)
      await sign(record)
      files.set(level, pdf(record.id))
      if (level !== 'B-LTA') continue
      pass(24 * 660)
      expect(await renewArchiveStamps(context)).toMatchObject({ failed: [] })
      files.set('B-LTA renewed', pdf(record.id))
    }
    authorities.status.setClock(0)
    authorities.tsa.setClock(0)
  }, 120_000)

  test('a renewed archive begins with the archive, byte for byte', () => {
    const [before, after] = [files.get('B-LTA') ?? new Uint8Array(0), files.get('B-LTA renewed') ?? new Uint8Array(0)]
    expect(after.length).toBeGreaterThan(before.length)
    expect(Buffer.from(after).subarray(0, before.length).equals(before)).toBe(true)
  })

  test.skipIf(!toolOrSkip('qpdf'))('qpdf finds no fault', () => {
    for (const [level, pdf] of files) {
      using folder = scratchFolder()
      expect([level, runTool('qpdf', ['--check', folder.file('a.pdf', pdf)]).status]).toEqual([level, 0])
    }
  })

  test.skipIf(!toolOrSkip('openssl'))('openssl verifies the CAdES signature, and each document time stamp over what it covers', () => {
    for (const [level, pdf] of files) {
      using folder = scratchFolder()
      const root = folder.file('root.pem', toPem(authorities.pki.root.certificate))
      const found = findSignatures(pdf)
      const stamps = found.filter(({ cms }) => isStamp(cms))
      expect([level, found.length - stamps.length, stamps.length]).toEqual([level, 1, stampsOf[level]])
      for (const signature of found.filter((one) => !stamps.includes(one))) {
        expect([level, opensslOnCades(folder, signature, authorities.pki.root.certificate).text]).toEqual([level, expect.stringContaining('CAdES Verification successful')])
      }
      for (const { cms, signedBytes } of stamps) {
        const { text } = runTool('openssl', ['ts', '-verify', '-token_in', '-in', folder.file('token', cms), '-data', folder.file('data', signedBytes), '-CAfile', root])
        expect([level, text]).toEqual([level, expect.stringContaining('Verification: OK')])
      }
    }
  })

  test.skipIf(!toolOrSkip('openssl'))('openssl believes each OCSP response that was put into the file', () => {
    const { pki } = authorities
    for (const level of ['B-LT', 'B-LTA', 'B-LTA renewed']) {
      const responses = responsesIn(files.get(level) ?? new Uint8Array(0))
      expect(responses.length).toBeGreaterThanOrEqual(3)
      for (const response of responses) {
        using folder = scratchFolder()
        const { text } = runTool('openssl', [
          'ocsp', '-respin', folder.file('response', response), '-CAfile', folder.file('root.pem', toPem(pki.root.certificate)), '-verify_other', folder.file('issuing.pem', toPem(pki.issuing.certificate)), '-resp_text',
        ])
        expect([level, text]).toEqual([level, expect.stringMatching(/Response verify OK[\s\S]*Cert Status: good|Cert Status: good[\s\S]*Response verify OK/)])
      }
    }
  })

  test.skipIf(!toolOrSkip('pdfsig') || !toolOrSkip('certutil'))('pdfsig calls the signature valid, its certificate trusted, and finds it not revoked when it asks', async () => {
    const { ocsp } = authorities.status.requests()
    for (const [level, pdf] of files) {
      using folder = scratchFolder()
      const said = await pdfsig('-nssdir', nssDatabase(folder, authorities.pki.root.certificate), folder.file('a.pdf', pdf))
      expect([level, said.match(/Signature is Valid/g)?.length, said.match(/Certificate is Trusted/g)?.length]).toEqual([level, 1, 1])
    }
    expect(authorities.status.requests().ocsp).toBeGreaterThan(ocsp)
  }, 120_000)
})

/** pdfsig beside the services in this process, which it asks. */
async function pdfsig(...args: readonly string[]): Promise<string> {
  const child = spawn(requireTool('pdfsig'), args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C.UTF-8' } })
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { chunks.push(chunk) })
  await new Promise((resolve) => child.on('close', resolve))
  return Buffer.concat(chunks).toString('utf8')
}
