import { access, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import sharp from 'sharp'
import { crc32, deflateSync } from 'node:zlib'
import { openImageRoom, type ImageInput } from '../../../shared/image/index.ts'
import type { QuarterTurn } from '../../../shared/model/index.ts'

const room = openImageRoom({ processes: 1 })
afterAll(() => room.close())

const corpus = path.resolve(import.meta.dirname, '../../../../shared/corpus/hard_images')
const hasCorpus = await access(corpus).then(() => true, () => false)
if (!hasCorpus) console.log('skipped: hostile images of ../shared/corpus, which is absent')

const input: ImageInput & { turn: QuarterTurn } = { format: 'jpeg', dpi: 200, dpiFrom: 'image', exifOrientation: 1, turn: 0 }
const picture = await sharp({ create: { width: 600, height: 800, channels: 3, background: '#eeeeee', noise: { type: 'gaussian', mean: 128, sigma: 30 } } }).jpeg().toBuffer()

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}

function pngClaiming(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(1000))), chunk('IEND', Buffer.alloc(0))])
}

test('a truncated page is damaged, and the next page still works', async () => {
  await expect(room.clean(picture.subarray(0, picture.length / 2), input)).rejects.toMatchObject({ code: 'image_damaged' })
  await expect(room.orientationCopy(picture.subarray(0, picture.length / 2), input)).rejects.toMatchObject({ code: 'image_damaged' })
  expect((await room.clean(picture, input)).cleaning.geometry.rawWidth).toBe(600)
})

test('a page whose header claims too many pixels is refused before it is decoded', async () => {
  await expect(room.clean(pngClaiming(60_000, 60_000), { ...input, format: 'png' })).rejects.toMatchObject({ code: 'image_too_large' })
})

test('a page whose pixels are missing is damaged', async () => {
  await expect(room.clean(pngClaiming(3000, 4000), { ...input, format: 'png' })).rejects.toMatchObject({ code: 'image_damaged' })
})

test('what is neither JPEG nor PNG is no page image', async () => {
  await expect(room.clean(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), input)).rejects.toMatchObject({ code: 'not_an_image' })
  await expect(room.clean(new Uint8Array(0), input)).rejects.toMatchObject({ code: 'not_an_image' })
})

test('an unusable quality is refused', async () => {
  await expect(room.reencode(picture, input, { quality: 0 })).rejects.toMatchObject({ code: 'invalid_params' })
})

test.skipIf(!hasCorpus)('damaged images of other projects are named damaged, odd ones are read', async () => {
  for (const name of ['truncated_jpeg.jpg', 'broken_data_stream.png']) {
    await expect(room.clean(await readFile(path.join(corpus, name)), input), name).rejects.toMatchObject({ code: 'image_damaged' })
  }
  for (const name of ['pil_sample_cmyk.jpg', 'invalid-exif.jpg', 'exif_Landscape_6.jpg']) {
    const { reading } = await room.clean(await readFile(path.join(corpus, name)), { ...input, exifOrientation: 6 })
    expect(reading.widthPx, name).toBeGreaterThan(0)
  }
})
