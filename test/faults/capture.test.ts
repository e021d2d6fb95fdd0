import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expandSource, openImageReader, type ImageReader } from '../../shared/capture/index.ts'
import type { SourceFormat } from '../../shared/model/index.ts'
import { openPdfReader } from '../../shared/pdf-file/index.ts'
import { pageJpeg, pageSamples } from '../support/pictures.ts'
import { jpegImage, plainPdf } from '../support/plain-pdf.ts'
import { thrownBy } from '../support/thrown.ts'
import { tiffOf } from '../unit/capture/image-files.ts'

const readers = { pdf: openPdfReader({ processes: 1 }), images: openImageReader({ processes: 1 }) }
afterAll(() => Promise.all([readers.pdf.close(), readers.images.close()]))

const wide = 640
const high = 900
let jpeg: Uint8Array
let progressive: Uint8Array
let png: Uint8Array
let tiff: Uint8Array
beforeAll(async () => {
  jpeg = await pageJpeg(wide, high, 'colour')
  progressive = await sharp(jpeg).jpeg({ progressive: true }).toBuffer()
  const grey = sharp(pageSamples(wide, high), { raw: { width: wide, height: high, channels: 1 } }).toColourspace('b-w')
  png = await grey.clone().png().toBuffer()
  tiff = await grey.clone().tiff({ compression: 'lzw' }).toBuffer()
})

/** Takes a source apart to its last page. */
async function take(bytes: Uint8Array, format: SourceFormat, images: ImageReader = readers.images): Promise<number> {
  const source = await expandSource({ bytes, format }, { ...readers, images })
  let pages = 0
  for await (const page of source.pages) pages += page.widthPx > 0 ? 1 : 0
  return pages
}

/** A PNG that says it is `width` x `height` px of 1-bit grey, all of it white. */
function hugePng(width: number, height: number): Uint8Array {
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const out = Buffer.alloc(body.byteLength + 8)
    out.writeUInt32BE(data.byteLength, 0)
    out.set(body, 4)
    out.writeUInt32BE(crc32(body), 4 + body.byteLength)
    return out
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 1
  const lines = deflateSync(Buffer.alloc(Math.min(height, 2000) * (1 + Math.ceil(width / 8))))
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', lines), chunk('IEND', Buffer.alloc(0))])
}

describe('a file that is cut short is never taken for whole', () => {
  const shares = [0.05, 0.3, 0.6, 0.9, 0.99]

  test.each([['JPEG', () => jpeg, 'jpeg'], ['progressive JPEG', () => progressive, 'jpeg'], ['PNG', () => png, 'png'], ['TIFF', () => tiff, 'tiff']] as const)('%s', async (_, bytes, format) => {
    expect(await take(bytes(), format)).toBe(1)
    for (const share of shares) {
      expect(await thrownBy(() => take(bytes().subarray(0, Math.floor(bytes().byteLength * share)), format)), `${share}`).toMatchObject({ code: 'image_damaged', params: { page: 1 } })
    }
  })

  test('a JPEG that lacks its last two bytes', async () => {
    for (const whole of [jpeg, progressive]) {
      expect(await thrownBy(() => take(whole.subarray(0, -2), 'jpeg'))).toMatchObject({ code: 'image_damaged' })
    }
  })

  test('a scanned PDF cut in the middle of its image', async () => {
    const page = { mediaBox: [0, 0, 320, 450] as const, content: 'q 320 0 0 450 0 0 cm /I0 Do Q', images: [jpegImage(jpeg, wide, high, '/DeviceRGB')] }
    const pdf = plainPdf([page, page])
    expect(await take(pdf, 'pdf')).toBe(2)
    const thrown = await thrownBy(() => take(pdf.subarray(0, Math.floor(pdf.byteLength * 0.4)), 'pdf'))
    expect(['pdf_damaged', 'image_damaged', 'not_a_scan']).toContain(thrown?.code)
  })
})

describe('damage inside is noticed', () => {
  test('a flipped bit in a PNG', async () => {
    const broken = Buffer.from(png)
    broken[Math.floor(broken.length / 2)] = (broken[Math.floor(broken.length / 2)] ?? 0) ^ 1
    expect(await thrownBy(() => take(broken, 'png'))).toMatchObject({ code: 'image_damaged' })
  })

  test('a stretch of a JPEG overwritten with another marker', async () => {
    const broken = Buffer.from(jpeg)
    broken.fill(Buffer.from('ffd0', 'hex'), Math.floor(broken.length / 2), Math.floor(broken.length / 2) + 40)
    expect(await thrownBy(() => take(broken, 'jpeg'))).toMatchObject({ code: 'image_damaged' })
  })

  test('headers with nothing behind them, and noise', async () => {
    const noise = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251))
    for (const [head, format] of [['ffd8ffe0', 'jpeg'], ['89504e470d0a1a0a', 'png'], ['49492a0008000000', 'tiff'], ['4d4d002b00080000', 'tiff']] as const) {
      for (const tail of [Buffer.alloc(0), noise]) {
        const thrown = await thrownBy(() => take(Buffer.concat([Buffer.from(head, 'hex'), tail]), format))
        expect(['image_damaged', 'image_unsupported'], `${head} ${tail.length}`).toContain(thrown?.code)
      }
    }
  })

  test('a TIFF whose directories lead in a circle ends', async () => {
    const circle = Buffer.from(tiffOf([{ width: 4, height: 4, value: 7 }]))
    circle.writeUInt32LE(8, 8 + 2 + 15 * 12)
    const result = await take(circle, 'tiff').catch(() => 0)
    expect(result).toBeLessThan(100)
  })
})

describe('strange kinds have a name', () => {
  test('a TIFF in old-style JPEG', async () => {
    expect(await thrownBy(() => take(tiffOf([{ width: 8, height: 8, value: 1, compression: 6 }]), 'tiff'))).toMatchObject({ code: 'image_unsupported', params: { page: 1, detail: 'TIFF compression 6' } })
  })

  test('a TIFF of fractions', async () => {
    const fractions = tiffOf([{ width: 8, height: 8, value: 0, fractions: true }])
    expect(await thrownBy(() => take(fractions, 'tiff'))).toMatchObject({ code: 'image_unsupported', params: { page: 1, detail: 'TIFF float' } })
  })
})

describe('bombs', () => {
  test('a small file of very many pixels is refused by its header', async () => {
    const bomb = hugePng(60_000, 60_000)
    expect(bomb.byteLength).toBeLessThan(100_000)
    expect(await thrownBy(() => take(bomb, 'png'))).toMatchObject({ code: 'image_too_large', params: { page: 1, megapixels: 150 } })
  })

  test('past its time or memory the child is killed, and another serves the next file', async () => {
    const tight = openImageReader({ processes: 1, limits: { pageMs: 1, memoryBytes: 4e9 } })
    const small = openImageReader({ processes: 1, limits: { memoryBytes: 60_000_000 } })
    try {
      expect(await thrownBy(() => take(jpeg, 'jpeg', tight))).toMatchObject({ code: 'child_timeout' })
      // Progressive: its decoding takes so long that the watch looks at it on a busy machine too.
      const large = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: 'white' } }).jpeg({ progressive: true }).toBuffer()
      expect(await thrownBy(() => take(large, 'jpeg', small))).toMatchObject({ code: 'child_memory' })
      expect(await take(jpeg, 'jpeg')).toBe(1)
    } finally {
      await Promise.all([tight.close(), small.close()])
    }
  })

  test('too many pages are refused before any is decoded', async () => {
    const few = openImageReader({ processes: 1, limits: { pages: 3 } })
    try {
      const many = tiffOf(Array.from({ length: 4 }, () => ({ width: 2, height: 2, value: 9 })))
      expect(await thrownBy(() => take(many, 'tiff', few))).toMatchObject({ code: 'image_too_many_pages', params: { pages: 4, limit: 3 } })
    } finally {
      await few.close()
    }
  })
})

test('a reader whose child is killed from outside says so and goes on', async () => {
  expect(await take(jpeg, 'jpeg')).toBe(1)
  const [pid] = readers.images.pids()
  const running = thrownBy(() => take(tiff, 'tiff'))
  process.kill(pid ?? 0, 'SIGKILL')
  const outcome = await running
  if (outcome !== undefined) expect(outcome.code).toBe('child_crashed')
  expect(await take(jpeg, 'jpeg')).toBe(1)
  expect(readers.images.pids()).not.toContain(pid)
})
