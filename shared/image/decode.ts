import sharp, { type OutputInfo, type Sharp } from 'sharp'
import { SohoaError } from '../model/index.ts'
import { turnedSize, type Stance } from './frame.ts'
import { planesFrom, type Planes } from './planes.ts'
import type { Picture } from './protocol.ts'

sharp.cache(false)
sharp.concurrency(1)

/** Most pixels of a raw page: an A0 sheet at 300 dpi has 140 million. */
const pixelLimit = 400_000_000

/** Size and colour of a raw page, as its header says. */
export interface RawHeader {
  readonly width: number
  readonly height: number
  readonly grey: boolean
}

const options = { failOn: 'error', limitInputPixels: pixelLimit, autoOrient: false } as const

/** Runs work of the decoder on foreign bytes; whatever it trips over is damage of those bytes. */
async function decoding<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    throw new SohoaError('image_damaged', {}, { cause: thrown })
  }
}

/**
 * Reads a raw page's header. Throws not_an_image for anything but JPEG and PNG, image_too_large past the pixel limit,
 * image_damaged when the header cannot be read.
 */
export async function readHeader(raw: Uint8Array): Promise<RawHeader> {
  if (!startsLikeJpeg(raw) && !startsLikePng(raw)) throw new SohoaError('not_an_image')
  const metadata = await decoding(() => sharp(raw, { ...options, limitInputPixels: false }).metadata())
  const { width, height } = metadata
  if (width * height > pixelLimit) throw new SohoaError('image_too_large', { megapixels: Math.round((width * height) / 1e6), limit: pixelLimit / 1e6 })
  return { width, height, grey: metadata.channels <= 2 }
}

function startsLikeJpeg(raw: Uint8Array): boolean {
  return raw[0] === 0xff && raw[1] === 0xd8 && raw[2] === 0xff
}

function startsLikePng(raw: Uint8Array): boolean {
  return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a].every((byte, index) => raw[index] === byte)
}

/** The page on white where it is transparent, in 8-bit sRGB or grey; stored orientation kept. */
function opened(raw: Uint8Array, header: RawHeader): Sharp {
  const image = sharp(raw, options).flatten({ background: '#ffffff' })
  return header.grey ? image.toColourspace('b-w') : image.toColourspace('srgb')
}

/**
 * Decodes a raw page to `width` x `height` px, measured upright (after `stance`), as one grey or three colour planes.
 * Unequal axes are evened out here. Throws image_damaged.
 */
export async function decodePlanes(raw: Uint8Array, header: RawHeader, stance: Stance, upright: { width: number; height: number }): Promise<Planes> {
  const stored = turnedSize(upright.width, upright.height, stance.turn)
  const { data, info } = await decodeStored(raw, header, stored)
  return planesFrom(data, info.width, info.height, info.channels, stance)
}

/** The pixels of a raw page in `width` x `height` px of its stored orientation. Throws image_damaged. */
export async function decodeStored(raw: Uint8Array, header: RawHeader, { width, height }: { width: number; height: number }): Promise<{ data: Buffer; info: OutputInfo }> {
  return decoding(() => opened(raw, header).resize(width, height, { fit: 'fill', kernel: 'lanczos3' }).raw().toBuffer({ resolveWithObject: true }))
}

/** A JPEG of the raw page in `width` x `height` px of its stored orientation. Throws image_damaged. */
export async function encodeJpeg(raw: Uint8Array, header: RawHeader, stored: { width: number; height: number }, quality: number): Promise<Uint8Array> {
  return decoding(() => {
    const image = opened(raw, header)
    if (stored.width !== header.width || stored.height !== header.height) image.resize(stored.width, stored.height, { fit: 'fill', kernel: 'lanczos3' })
    return image.jpeg({ quality }).toBuffer()
  })
}

/** Codes one grey plane as PNG with its resolution told. */
export async function encodeGreyPng(pixels: Uint8Array, width: number, height: number, dpi: number): Promise<Uint8Array> {
  return sharp(pixels, { raw: { width, height, channels: 1 } }).toColourspace('b-w').withMetadata({ density: dpi })
    .png({ compressionLevel: 1 }).toBuffer()
}

/** Codes planes as JPEG. */
export async function encodePlanesJpeg(planes: Planes, quality: number): Promise<Uint8Array> {
  const channels = planes.channels.length === 1 ? 1 : 3
  const size = planes.width * planes.height
  const interleaved = new Uint8Array(size * channels)
  planes.channels.forEach((plane, channel) => {
    for (let index = 0; index < size; index++) interleaved[index * channels + channel] = plane[index] ?? 0
  })
  return sharp(interleaved, { raw: { width: planes.width, height: planes.height, channels } }).jpeg({ quality }).toBuffer()
}

/** A picture with its transparency, in sRGB, shrunk to `maxSidePx` px. Throws not_an_image, image_too_large, image_damaged. */
export async function decodePicture(raw: Uint8Array, maxSidePx: number): Promise<Picture> {
  await readHeader(raw)
  const { data, info } = await decoding(() => sharp(raw, options).toColourspace('srgb').ensureAlpha()
    .resize(maxSidePx, maxSidePx, { fit: 'inside', withoutEnlargement: true }).raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true }))
  return { widthPx: info.width, heightPx: info.height, channels: 4, data: new Uint8Array(data) }
}
