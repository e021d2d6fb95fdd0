/** What a JPEG's header says about carrying the file in a PDF as it is (DCTDecode, ISO 32000-1 7.4.8). */
export type JpegCarriage =
  | {
    readonly carriable: true
    readonly width: number
    readonly height: number
    readonly components: 1 | 3
    /** Set where the three components are red, green, blue themselves, which PDF readers would not guess. */
    readonly plainRgb: boolean
  }
  | { readonly carriable: false; readonly why: 'not a JPEG' | 'four colour components' | 'coding PDF does not know' | '12-bit samples' | 'no frame' }

const startOfImage = 0xd8
const startOfScan = 0xda
const app0 = 0xe0
const app14 = 0xee
const standalone = new Set([0x01, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7])
const carriableFrames = new Set([0xc0, 0xc1, 0xc2])
const otherFrames = new Set([0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf])

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}

function frameOf(segment: Uint8Array, jfif: boolean, adobeTransform: number | undefined): JpegCarriage {
  const view = new DataView(segment.buffer, segment.byteOffset, segment.byteLength)
  if (view.getUint8(0) !== 8) return { carriable: false, why: '12-bit samples' }
  const components = view.getUint8(5)
  if (components === 4) return { carriable: false, why: 'four colour components' }
  if (components !== 1 && components !== 3) return { carriable: false, why: 'coding PDF does not know' }
  const ids = Array.from({ length: components }, (_, index) => segment[6 + 3 * index] ?? 0)
  const namedRgb = !jfif && adobeTransform === undefined && latin(Uint8Array.from(ids)) === 'RGB'
  return { carriable: true, height: view.getUint16(1), width: view.getUint16(3), components, plainRgb: namedRgb }
}

/**
 * Reads a JPEG's header up to its first scan (ITU-T T.81 B.2). Baseline, extended and progressive files with one or three
 * components can be carried byte for byte; CMYK, YCCK, 12-bit, lossless and arithmetic-coded ones cannot and need one re-encoding.
 */
export function inspectJpeg(bytes: Uint8Array): JpegCarriage {
  if (bytes[0] !== 0xff || bytes[1] !== startOfImage) return { carriable: false, why: 'not a JPEG' }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let frame: Uint8Array | undefined
  let jfif = false
  let adobeTransform: number | undefined
  let at = 2
  while (at + 4 <= bytes.length) {
    const marker = view.getUint8(at + 1)
    if (view.getUint8(at) !== 0xff) return { carriable: false, why: 'no frame' }
    if (marker === 0xff) { at += 1; continue }
    if (standalone.has(marker)) { at += 2; continue }
    if (otherFrames.has(marker)) return { carriable: false, why: 'coding PDF does not know' }
    const segment = bytes.subarray(at + 4, at + 2 + view.getUint16(at + 2))
    if (carriableFrames.has(marker)) frame = segment
    if (marker === app0 && latin(segment.subarray(0, 5)) === 'JFIF\0') jfif = true
    if (marker === app14 && latin(segment.subarray(0, 5)) === 'Adobe') adobeTransform = segment[11]
    if (marker === startOfScan) break
    at += 2 + view.getUint16(at + 2)
  }
  if (frame === undefined || frame.length < 9) return { carriable: false, why: 'no frame' }
  return frameOf(frame, jfif, adobeTransform)
}
