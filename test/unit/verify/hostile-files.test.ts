import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { instant, type FileVerdict } from '../../../shared/model/index.ts'
import { emptyTrustProfile } from '../../../shared/pki/index.ts'
import { judgeFile } from '../../../shared/verify/file-verdict.ts'
import { openVerifier } from '../../../shared/verify/index.ts'
import { appendUpdate, letter, objectText, replaced, writePdf } from '../../support/pdf-by-hand.ts'
import { openSignedWorld, type SignedWorld } from '../../support/signed-world.ts'

let world: SignedWorld
let signed: Buffer
let stamped: Buffer

beforeAll(async () => {
  world = await openSignedWorld()
  signed = await world.sign(letter(), 'S1', { identity: world.pki.agencyP256 })
  stamped = await world.sign(letter(), 'S1', { identity: world.pki.agencyP256, stamped: true })
})
afterAll(() => world.close())

const judge = (pdf: Uint8Array): Promise<FileVerdict> => judgeFile(pdf, world.trust, instant())

describe('every file gets a verdict', () => {
  const bodies: Record<string, Uint8Array> = {
    'nothing at all': new Uint8Array(),
    'text': Buffer.from('Kính gửi'),
    'a header and no more': Buffer.from('%PDF-1.7\n'),
    'a page tree that holds itself': writePdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[2 0 R]/Count 1>>']),
    'a reference that means itself': writePdf(['<</Type/Catalog/Pages 2 0 R/AcroForm 3 0 R>>', '<</Type/Pages/Kids[]>>', '3 0 R']),
    'a form that holds itself': writePdf(['<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>', '<</Type/Pages/Kids[]>>', '<</T(a)/Kids[3 0 R]>>']),
    'brackets without end': writePdf([`<</Type/Catalog/Pages ${'['.repeat(100_000)}`]),
    'a key twice in one dictionary': writePdf(['<</Type/Catalog/Pages 2 0 R/Pages 3 0 R>>', '<</Type/Pages/Kids[]>>', '<</Type/Pages/Kids[]>>']),
  }
  test.each(Object.keys(bodies))('%s', async (name) => {
    const verdict = await judge(bodies[name] ?? new Uint8Array())
    expect(verdict.verdict).not.toBe('passed')
    expect(verdict.reasons).not.toEqual([])
  })

  test('what is no PDF is called so, what is a damaged one too', async () => {
    expect(await judge(Buffer.from('Kính gửi'))).toEqual({ verdict: 'failed', signatures: [], reasons: ['NOT_A_PDF'] })
    expect(await judge(letter().subarray(0, 300))).toEqual({ verdict: 'failed', signatures: [], reasons: ['PDF_DAMAGED'] })
  })

  test('an unsigned file is indeterminate', async () => {
    expect(await judge(letter())).toEqual({ verdict: 'indeterminate', signatures: [], reasons: ['NO_SIGNATURE'] })
  })

  test('a cross-reference chain that loops is damage', async () => {
    const pdf = letter().toString('latin1')
    const start = /startxref\n(\d+)/.exec(pdf)?.[1] ?? ''
    expect(await judge(Buffer.from(pdf.replace('/Root', `/Prev ${start}/Root`), 'latin1'))).toMatchObject({ verdict: 'failed', reasons: ['PDF_DAMAGED'] })
  })

  test('a file that needs a password is called encrypted', async () => {
    const pdf = writePdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[]>>', `<</Filter/Standard/V 2/R 3/Length 128/P -4/O<${'00'.repeat(32)}>/U<${'11'.repeat(32)}>>>`], { trailer: '/Encrypt 3 0 R' })
    expect(await judge(pdf)).toEqual({ verdict: 'indeterminate', signatures: [], reasons: ['ENCRYPTED'] })
  })

  test('a signature that was prepared and never made fails', async () => {
    const emptied = Buffer.from(signed.toString('latin1').replace(/\/Contents <[0-9a-f]*>/i, (found) => `/Contents <${'0'.repeat(found.length - 12 - 0)}>`.slice(0, found.length - 1) + '>'), 'latin1')
    expect(await judge(emptied)).toMatchObject({ verdict: 'failed', signatures: [{ intact: false, reasons: ['SIGNATURE_EMPTY'] }] })
  })

  test('the signatures of a file whose structure is gone are still named, none of them intact', async () => {
    const damaged = Buffer.from(signed.toString('latin1').replaceAll('startxref', 'startxxxx'), 'latin1')
    expect(await judge(damaged)).toMatchObject({ verdict: 'failed', reasons: ['PDF_DAMAGED'], signatures: [{ intact: false, verdict: 'failed' }] })
  })
})

describe('damage by chance', () => {
  test('one changed byte never passes, wherever it stands', async () => {
    await fc.assert(fc.asyncProperty(fc.nat({ max: signed.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
      const changed = Buffer.from(signed)
      changed.writeUInt8(changed.readUInt8(at) ^ mask, at)
      expect((await judge(changed)).verdict).not.toBe('passed')
    }), { numRuns: 150 })
  })

  test('one changed digit of signature or time stamp never passes as a time-stamped signature', async () => {
    const from = stamped.indexOf('/Contents <') + 11
    const digits = /^[0-9a-f]*?(?=(?:00)*>)/i.exec(stamped.toString('latin1', from))?.[0].length ?? 0
    await fc.assert(fc.asyncProperty(fc.nat({ max: digits - 1 }), fc.integer({ min: 1, max: 15 }), async (offset, add) => {
      const changed = Buffer.from(stamped)
      const digit = Number.parseInt(String.fromCharCode(stamped.readUInt8(from + offset)), 16)
      changed.write(((digit + add) % 16).toString(16), from + offset, 'latin1')
      expect(await judge(changed)).not.toMatchObject({ verdict: 'passed', signatures: [{ level: 'B-T' }] })
    }), { numRuns: 150 })
  })

  test('a file cut short never passes', async () => {
    await fc.assert(fc.asyncProperty(fc.nat({ max: signed.length - 8 }), async (length) => {
      expect((await judge(signed.subarray(0, length))).verdict).not.toBe('passed')
    }), { numRuns: 80 })
  })

  test('bytes put in or taken out never pass', async () => {
    await fc.assert(fc.asyncProperty(fc.nat({ max: signed.length - 28 }), fc.uint8Array({ minLength: 1, maxLength: 20 }), async (at, bytes) => {
      expect((await judge(Buffer.concat([signed.subarray(0, at), bytes, signed.subarray(at)]))).verdict).not.toBe('passed')
      expect((await judge(Buffer.concat([signed.subarray(0, at), signed.subarray(at + bytes.length)]))).verdict).not.toBe('passed')
    }), { numRuns: 60 })
  })
})

describe('the child', () => {
  test('gives the verdict of the file, and its process can be seen and ended', async () => {
    const verifier = openVerifier()
    try {
      expect(await verifier.verifyPdf(signed, world.trust)).toMatchObject({ verdict: 'passed', signatures: [{ field: 'S1' }] })
      expect(verifier.pids()).toHaveLength(1)
    } finally {
      await verifier.close()
    }
    expect(verifier.pids()).toEqual([])
    await expect(verifier.verifyPdf(signed, world.trust)).rejects.toMatchObject({ code: 'cancelled' })
  })

  test('is ended at its time limit, the file is undecided, and the next file is judged', async () => {
    const verifier = openVerifier({ limits: { timeMs: 1 } })
    try {
      expect(await verifier.verifyPdf(signed, emptyTrustProfile)).toEqual({ verdict: 'indeterminate', signatures: [], reasons: ['TIME_LIMIT'] })
    } finally {
      await verifier.close()
    }
  })

  test('an update that replaces a catalog with a deep one does not hang the caller', async () => {
    const verifier = openVerifier()
    try {
      const deep = appendUpdate(signed, { 1: replaced(objectText(signed, 1), '<<', `<</X ${'<</X'.repeat(5000)} 1 ${'>>'.repeat(5000)}`) })
      expect((await verifier.verifyPdf(deep, world.trust)).verdict).toBe('failed')
    } finally {
      await verifier.close()
    }
  })
})
