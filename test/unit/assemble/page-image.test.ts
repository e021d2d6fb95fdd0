import sharp, { type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'
import { inspectJpeg } from '../../../shared/assemble/index.ts'
import { storedPixels } from '../../../shared/assemble/png.ts'
import { SohoaError } from '../../../shared/model/index.ts'

const sheet = sharp({ create: { width: 40, height: 30, channels: 3, background: '#88aacc' } })
const jpeg = async (change: (image: Sharp) => Sharp = (image) => image): Promise<Uint8Array> => Uint8Array.from(await change(sheet.clone()).toBuffer())

/** Changes bytes of a JPEG's frame header: marker, precision or component ids. */
function withFrame(bytes: Uint8Array, change: (frame: Uint8Array) => void): Uint8Array {
  const copy = Uint8Array.from(bytes)
  const at = copy.findIndex((byte, index) => byte === 0xff && copy[index + 1] === 0xc0)
  change(copy.subarray(at))
  return copy
}

describe('a JPEG', () => {
  test('with one or three components is carried, baseline or progressive', async () => {
    expect(inspectJpeg(await jpeg((image) => image.jpeg()))).toEqual({ carriable: true, width: 40, height: 30, components: 3, plainRgb: false })
    expect(inspectJpeg(await jpeg((image) => image.jpeg({ progressive: true })))).toMatchObject({ carriable: true, components: 3 })
    expect(inspectJpeg(await jpeg((image) => image.toColourspace('b-w').jpeg()))).toMatchObject({ carriable: true, components: 1 })
  })

  test('in CMYK is not carried', async () => {
    expect(inspectJpeg(await jpeg((image) => image.toColourspace('cmyk').jpeg()))).toEqual({ carriable: false, why: 'four colour components' })
  })

  test('whose components are plain red, green and blue is told apart', async () => {
    const named = withFrame(await jpeg((image) => image.jpeg()), (frame) => { for (const [index, letter] of ['R', 'G', 'B'].entries()) frame[10 + 3 * index] = letter.charCodeAt(0) })
    expect(inspectJpeg(named)).toMatchObject({ carriable: true, plainRgb: true })
  })

  test.each([
    ['coded arithmetically', 0xc9, 'coding PDF does not know'], ['lossless', 0xc3, 'coding PDF does not know'],
  ])('%s is not carried', async (_name, marker, why) => {
    expect(inspectJpeg(withFrame(await jpeg((image) => image.jpeg()), (frame) => { frame[1] = marker }))).toEqual({ carriable: false, why })
  })

  test('with 12-bit samples is not carried', async () => {
    expect(inspectJpeg(withFrame(await jpeg((image) => image.jpeg()), (frame) => { frame[4] = 12 }))).toEqual({ carriable: false, why: '12-bit samples' })
  })

  test('that is none, or is cut short before its frame, is not carried and never throws', async () => {
    const whole = await jpeg((image) => image.jpeg())
    const frame = Buffer.from(whole).indexOf(Buffer.from([0xff, 0xc0]))
    for (let length = 0; length < frame + 4; length += 1) expect(inspectJpeg(whole.subarray(0, length)).carriable).toBe(false)
  })
})

describe('a PNG', () => {
  const png = async (bytes: Sharp): Promise<Uint8Array> => Uint8Array.from(await bytes.toBuffer())

  test('of 1 bit stays of 1 bit', async () => {
    const pixels = storedPixels(await png(sheet.clone().threshold(128).png({ palette: true, colours: 2 })))
    expect(pixels).toMatchObject({ width: 40, height: 30, bitDepth: 1, colours: 1 })
  })

  test('in grey or colour is taken over as stored', async () => {
    expect(storedPixels(await png(sheet.clone().toColourspace('b-w').png()))).toMatchObject({ bitDepth: 8, colours: 1, palette: undefined })
    expect(storedPixels(await png(sheet.clone().png()))).toMatchObject({ bitDepth: 8, colours: 3 })
  })

  test('that is transparent, interlaced or of 16 bits has to be decoded first', async () => {
    expect(storedPixels(await png(sheet.clone().ensureAlpha(0.5).png()))).toBeUndefined()
    expect(storedPixels(await png(sheet.clone().png({ progressive: true })))).toBeUndefined()
    expect(storedPixels(await png(sheet.clone().toColourspace('rgb16').png()))).toBeUndefined()
  })

  test('with rows missing or a broken stream is damaged, not half a page', async () => {
    const whole = await png(sheet.clone().png({ compressionLevel: 0 }))
    const idat = Buffer.from(whole).indexOf('IDAT')
    const broken = Uint8Array.from(whole)
    broken.fill(0xaa, idat + 4, idat + 40)
    const shorter = Uint8Array.from(whole)
    new DataView(shorter.buffer).setUint32(20, 31)
    for (const bytes of [broken, shorter, whole.subarray(0, whole.length / 2), new Uint8Array(20)]) {
      expect(() => storedPixels(bytes)).toThrow(SohoaError)
      expect(() => storedPixels(bytes)).toThrow('image_damaged')
    }
  })
})
