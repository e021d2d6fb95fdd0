import sharp, { type Metadata, type Sharp } from 'sharp'
import { SohoaError } from '../model/index.ts'
import { encodePng, type Pixels } from '../pdf-file/index.ts'
import type { DecodedPage, ImageFormat, ImageLimits, PixelCoding } from './protocol.ts'
import { plausibleResolution, pngResolution, readJpegHeader } from './resolution.ts'
import { readTiffDirectories, type Resolution } from './tiff-directory.ts'

/** zlib level of pages that are kept. */
const effort = 6

/** TIFF compressions that the decoder is built with; any other that fails is unsupported rather than damaged. */
const decodableTiffCompressions = [1, 2, 3, 4, 5, 7, 8, 32773, 32946]

/** JPEG coding processes (ITU-T T.81 B.1.3) in use: baseline, extended, progressive with Huffman codes. */
const decodableJpegProcesses = [0xc0, 0xc1, 0xc2]

/**
 * A file opened for decoding. JPEG and PNG fail on anything irregular in the coded data; TIFF writers differ so much that
 * their warnings mean nothing, there it must be an error.
 */
function opened(bytes: Uint8Array, format: ImageFormat, page: number): Sharp {
  return sharp(bytes, { failOn: format === 'tiff' ? 'error' : 'warning', limitInputPixels: false, autoOrient: false, page })
}

/** Why a file could not be decoded, told by its headers. */
function refusal(bytes: Uint8Array, format: ImageFormat, page: number, cause: unknown): SohoaError {
  const params = { page: page + 1 }
  if (format === 'jpeg') {
    const { process, precision } = readJpegHeader(bytes)
    const strange = process !== undefined && (!decodableJpegProcesses.includes(process) || precision !== 8)
    if (strange) return new SohoaError('image_unsupported', { ...params, detail: `JPEG SOF${process - 0xc0}, ${precision ?? 0} bit` }, { cause })
  }
  const compression = format === 'tiff' ? readTiffDirectories(bytes)[page]?.compression : undefined
  if (compression !== undefined && !decodableTiffCompressions.includes(compression)) {
    return new SohoaError('image_unsupported', { ...params, detail: `TIFF compression ${compression}` }, { cause })
  }
  return new SohoaError('image_damaged', params, { cause })
}

async function decoding<T>(bytes: Uint8Array, format: ImageFormat, page: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    throw thrown instanceof SohoaError ? thrown : refusal(bytes, format, page, thrown)
  }
}

const reducedImage = 1
const transparencyMask = 4

/**
 * Which images of a file are its pages, as indexes from 0: all, but for TIFF images that are marked as a smaller copy or a
 * mask of another (NewSubfileType, TIFF 6.0 section 8). Throws image_damaged.
 */
export async function pageIndexes(bytes: Uint8Array, format: ImageFormat): Promise<number[]> {
  if (format !== 'tiff') return [0]
  const metadata = await decoding(bytes, format, 0, () => opened(bytes, format, 0).metadata())
  const directories = readTiffDirectories(bytes)
  const all = Array.from({ length: metadata.pages ?? 1 }, (_, index) => index)
  return all.filter((index) => index === 0 || ((directories[index]?.newSubfileType ?? 0) & (reducedImage | transparencyMask)) === 0)
}

/**
 * Decodes one page to its end. A JPEG or PNG in grey or RGB stays the page image itself; CMYK, which PDF/A with an sRGB
 * intent cannot carry, and every TIFF page become a lossless PNG (CMYK by its profile into sRGB; transparent on white); the pixels of
 * a scanner, told as a `photograph`, a fine JPEG where they are 8-bit grey or colours.
 * Throws image_too_large, image_damaged, image_unsupported, each with the page number from 1.
 */
export async function decodePage(bytes: Uint8Array, format: ImageFormat, page: number, limits: ImageLimits, coding: PixelCoding): Promise<DecodedPage> {
  const metadata = await decoding(bytes, format, page, () => opened(bytes, format, page).metadata())
  const { width, height } = metadata
  if (width * height > limits.pixels) {
    throw new SohoaError('image_too_large', { page: page + 1, megapixels: Math.round(limits.pixels / 1e6) })
  }
  const told = plausibleResolution(resolutionOf(bytes, format, page))
  const facts = { widthPx: width, heightPx: height, dpi: told?.horizontal ?? null, exifOrientation: orientationOf(metadata) }
  const keeps = format === 'png' || (format === 'jpeg' && metadata.space !== 'cmyk')
  const made = await decoding(bytes, format, page, async (): Promise<DecodedPage['made']> => {
    const image = opened(bytes, format, page)
    if (keeps) return decodeToEnd(image)
    if (coding === 'photograph' && isPhotograph(metadata)) return { format: 'jpeg', bytes: await asJpeg(image, metadata, told) }
    return { format: 'png', bytes: await asPng(image, metadata, told, page) }
  })
  return { ...facts, made }
}

function resolutionOf(bytes: Uint8Array, format: ImageFormat, page: number): Resolution | undefined {
  switch (format) {
    case 'jpeg': return readJpegHeader(bytes).resolution
    case 'png': return pngResolution(bytes)
    case 'tiff': return readTiffDirectories(bytes)[page]?.resolution
  }
}

function orientationOf({ orientation }: Metadata): number {
  return orientation !== undefined && orientation >= 1 && orientation <= 8 ? orientation : 1
}

async function decodeToEnd(image: Sharp): Promise<null> {
  await image.raw().toBuffer()
  return null
}

/** 8-bit grey or colours; two-tone pages are smaller, and sharper, without loss. */
function isPhotograph({ depth, channels, bitsPerSample, hasAlpha }: Metadata): boolean {
  return depth === 'uchar' && bitsPerSample !== 1 && !hasAlpha && (channels === 1 || channels === 3)
}

/** Fine enough that no edge of print or stamp changes: all colours at full resolution. */
async function asJpeg(image: Sharp, { channels }: Metadata, resolution: Resolution | undefined): Promise<Uint8Array> {
  const density = resolution === undefined ? {} : { density: resolution.horizontal }
  return image.toColourspace(channels === 1 ? 'b-w' : 'srgb').withMetadata(density).jpeg({ quality: 90, chromaSubsampling: '4:4:4' }).toBuffer()
}

async function asPng(image: Sharp, metadata: Metadata, resolution: Resolution | undefined, page: number): Promise<Uint8Array> {
  if (metadata.depth !== 'uchar' && metadata.depth !== 'ushort') throw new SohoaError('image_unsupported', { page: page + 1, detail: `TIFF ${metadata.depth}` })
  const grey = metadata.channels <= 2
  const flat = metadata.hasAlpha ? image.flatten({ background: '#ffffff' }) : image
  if (metadata.depth === 'ushort') {
    const deep = flat.toColourspace(grey ? 'grey16' : 'rgb16')
    const density = resolution === undefined ? {} : { density: resolution.horizontal }
    return deep.withMetadata(density).png({ compressionLevel: effort }).toBuffer()
  }
  const { data, info } = await flat.toColourspace(grey ? 'b-w' : 'srgb').raw().toBuffer({ resolveWithObject: true })
  return encodePng(pixelsOf(data, info.width, info.height, info.channels), resolution, effort)
}

function pixelsOf(data: Uint8Array, width: number, height: number, channels: number): Pixels {
  if (channels !== 1 && channels !== 3 && channels !== 4) throw new TypeError('unexpected number of channels')
  return { data, width, height, channels }
}
