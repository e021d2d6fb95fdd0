import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PDFDocument, rgb } from 'pdf-lib'

/** A PDF/A made from nothing, one rectangle a page. */
export async function makePlainPdf(options: { pages?: number; conformance?: '1B' | '2B' } = {}): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  for (let number = 0; number < (options.pages ?? 1); number += 1) {
    document.addPage([595, 842]).drawRectangle({ x: 100, y: 100 + number, width: 200, height: 50, color: rgb(0.2, 0.2, 0.2) })
  }
  document.setTitle('Bản thử')
  document.convertToPDFA({ conformance: options.conformance ?? '2B' })
  return await document.save({ useObjectStreams: false, updateFieldAppearances: false })
}

/** One signature of a PDF as found by its bytes alone. */
export interface FoundSignature {
  readonly byteRange: readonly [number, number, number, number]
  /** The two ranges joined: what is signed. */
  readonly signedBytes: Buffer
  /** DER out of Contents, without the zeros behind it. */
  readonly cms: Buffer
  readonly padding: Buffer
}

/** Every signature of a file in order of the bytes, read without any PDF library. */
export function findSignatures(pdf: Uint8Array): FoundSignature[] {
  const file = Buffer.from(pdf)
  return [...file.toString('latin1').matchAll(/\/ByteRange ?\[ ?(\d+) (\d+) (\d+) (\d+) *\]/g)].map((match) => {
    const [a, b, c, d] = [match[1], match[2], match[3], match[4]].map(Number)
    if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error('byte range')
    const gap = file.subarray(a + b, c).toString('latin1')
    if (!/^<[0-9a-fA-F]*>$/.test(gap)) throw new Error('the gap is not one hexadecimal string')
    const contents = Buffer.from(gap.slice(1, -1), 'hex')
    const length = contents.readUInt16BE(2) + 4
    return {
      byteRange: [a, b, c, d],
      signedBytes: Buffer.concat([file.subarray(a, a + b), file.subarray(c, c + d)]),
      cms: contents.subarray(0, length),
      padding: contents.subarray(length),
    }
  })
}

/** A folder for the files that command-line tools want; gone when the scope ends. */
export function scratchFolder(): { file(name: string, bytes: Uint8Array | string): string; path: string } & Disposable {
  const folder = mkdtempSync(path.join(tmpdir(), 'sohoa-test-'))
  return {
    path: folder,
    file(name, bytes) {
      const target = path.join(folder, name)
      writeFileSync(target, bytes)
      return target
    },
    [Symbol.dispose]: () => { rmSync(folder, { recursive: true, force: true }) },
  }
}
