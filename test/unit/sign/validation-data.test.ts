import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bytesInMemory } from '../../../shared/pdf-file/index.ts'
import { signatureContents, validationDataIncrement } from '../../../shared/sign/index.ts'
import { findSignatures, makePlainPdf, scratchFolder } from '../../support/signed-pdf.ts'
import { openSignedWorld, type SignedWorld } from '../../support/signed-world.ts'
import { runTool, toolOrSkip } from '../../support/system-tools.ts'
import { thrownBy } from '../../support/thrown.ts'

let world: SignedWorld
let signed: Buffer

beforeAll(async () => {
  world = await openSignedWorld()
  signed = await world.stamp(await world.sign(await makePlainPdf(), 'ChuKyCoQuan', { stamped: true }))
})

afterAll(async () => {
  await world.close()
})

const some = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const append = (pdf: Uint8Array, data: Parameters<typeof validationDataIncrement>[1]): Buffer => {
  const increment = validationDataIncrement(bytesInMemory(pdf), data)
  return Buffer.concat([pdf, increment ?? Buffer.alloc(0)])
}

describe('validation data of a signed file', () => {
  test('the signatures are found with their whole Contents', () => {
    expect(signatureContents(bytesInMemory(signed)).map((contents) => createHash('sha1').update(contents).digest('hex')))
      .toEqual(findSignatures(signed).map(({ cms, padding }) => createHash('sha1').update(cms).update(padding).digest('hex')))
  })

  test('are appended: what was there before keeps its bytes, each signature has its entry, nothing stands twice', () => {
    const first = append(signed, { certificates: [some('A'), some('B'), some('A')], ocspResponses: [some('C')], crls: [] })
    expect(first.subarray(0, signed.length).equals(signed)).toBe(true)
    const added = first.subarray(signed.length).toString('latin1')
    for (const contents of signatureContents(bytesInMemory(signed))) expect(added).toContain(`/${createHash('sha1').update(contents).digest('hex').toUpperCase()} `)
    expect(added.match(/stream\nA\nendstream/g)).toHaveLength(1)
    expect(added).not.toContain('/CRL')

    const second = append(first, { certificates: [some('B'), some('D')], ocspResponses: [some('C')], crls: [some('E')] })
    expect(second.subarray(0, first.length).equals(first)).toBe(true)
    const later = second.subarray(first.length).toString('latin1')
    expect(later).not.toMatch(/stream\n[ABC]\nendstream/)
    expect(later).toMatch(/stream\nD\nendstream/)
    expect(validationDataIncrement(bytesInMemory(second), { certificates: [some('A'), some('D')], ocspResponses: [some('C')], crls: [some('E')] })).toBeUndefined()
  })

  test.skipIf(!toolOrSkip('qpdf'))('leave a file that qpdf finds no fault with', () => {
    using scratch = scratchFolder()
    const twice = append(append(signed, { certificates: [some('A')], ocspResponses: [some('C')], crls: [] }), { certificates: [some('B')], ocspResponses: [], crls: [some('E')] })
    expect(runTool('qpdf', ['--check', scratch.file('a.pdf', twice)])).toMatchObject({ status: 0 })
  })

  test('a file that is none, or damaged, is refused', async () => {
    expect(await thrownBy(() => validationDataIncrement(bytesInMemory(signed.subarray(0, 700)), { certificates: [some('A')], ocspResponses: [], crls: [] }))).toMatchObject({ code: 'pdf_damaged' })
  })
})
