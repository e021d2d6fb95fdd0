import { readTiffDirectories, type Resolution } from './tiff-directory.ts'

/**
 * Below and above this nobody scans: the tag is noise, pixels per inch. 25.4, a pixel a millimetre, is what libvips writes
 * where nothing is known.
 */
const plausible = { least: 30, most: 10_000 }

/** The resolution if it can be meant, else undefined. 72 dpi is passed on as told, however unlikely: others judge it. */
export function plausibleResolution(told: Resolution | undefined): Resolution | undefined {
  if (told === undefined) return undefined
  const fits = (value: number): boolean => value >= plausible.least && value <= plausible.most
  return fits(told.horizontal) && fits(told.vertical) ? told : undefined
}

/** What a JPEG's headers tell. */
export interface JpegHeader {
  /** From JFIF (ITU-T T.871 10.1) when that has a unit and is plausible, else from EXIF. */
  readonly resolution: Resolution | undefined
  /** Coding process as the low byte of the frame marker, 0xC0 baseline, 0xC2 progressive; undefined when there is no frame. */
  readonly process: number | undefined
  /** Bits per sample. */
  readonly precision: number | undefined
}

const markers = { app0: 0xe0, app1: 0xe1, startOfScan: 0xda, endOfImage: 0xd9 }

/** Reads JPEG headers up to the first scan. */
export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let jfif: Resolution | undefined
  let exif: Resolution | undefined
  let process: number | undefined
  let precision: number | undefined
  let at = 2
  while (at + 4 <= bytes.byteLength && bytes[at] === 0xff) {
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === markers.startOfScan || marker === markers.endOfImage) break
    const length = view.getUint16(at + 2)
    const segment = bytes.subarray(at + 4, at + 2 + length)
    if (marker === markers.app0) jfif ??= jfifResolution(segment)
    else if (marker === markers.app1) exif ??= exifResolution(segment)
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      process = marker
      precision = segment[0]
    }
    at += 2 + length
  }
  return { resolution: plausibleResolution(jfif) ?? plausibleResolution(exif), process, precision }
}

function jfifResolution(segment: Uint8Array): Resolution | undefined {
  if (segment.byteLength < 12 || Buffer.from(segment.subarray(0, 5)).toString('latin1') !== 'JFIF\0') return undefined
  const view = new DataView(segment.buffer, segment.byteOffset, segment.byteLength)
  const unit = view.getUint8(7)
  if (unit !== 1 && unit !== 2) return undefined
  const perInch = unit === 2 ? 2.54 : 1
  return { horizontal: view.getUint16(8) * perInch, vertical: view.getUint16(10) * perInch }
}

function exifResolution(segment: Uint8Array): Resolution | undefined {
  if (Buffer.from(segment.subarray(0, 6)).toString('latin1') !== 'Exif\0\0') return undefined
  return readTiffDirectories(segment.subarray(6))[0]?.resolution
}

/** The resolution in a PNG's pHYs chunk when its unit is the metre (PNG 11.3.4.3). */
export function pngResolution(bytes: Uint8Array): Resolution | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 8
  while (at + 12 <= bytes.byteLength) {
    const length = view.getUint32(at)
    const type = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1')
    if (type === 'IDAT') return undefined
    if (type === 'pHYs' && length === 9 && at + 17 <= bytes.byteLength && view.getUint8(at + 16) === 1) {
      return { horizontal: view.getUint32(at + 8) * 0.0254, vertical: view.getUint32(at + 12) * 0.0254 }
    }
    at += 12 + length
  }
  return undefined
}
