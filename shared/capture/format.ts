import type { SourceFormat } from '../model/index.ts'

/** Bytes from the start of a file that `recognise` needs. */
export const headBytes = 1024

/** What a file's first bytes say it is; `known` names an image format that is not taken. */
export type Recognised = { readonly format: SourceFormat } | { readonly known: string } | undefined

function startsWith(head: Uint8Array, ...bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte)
}

function textAt(head: Uint8Array, from: number, to: number): string {
  return Buffer.from(head.subarray(from, to)).toString('latin1')
}

/** ISO base media brands of still images (ISO/IEC 23008-12, AVIF 1.0). */
const stillImageBrands: Readonly<Record<string, string>> = {
  heic: 'HEIC', heix: 'HEIC', heim: 'HEIC', heis: 'HEIC', mif1: 'HEIF', msf1: 'HEIF', avif: 'AVIF', avis: 'AVIF',
}

/** Tells a file's format by its first bytes (`headBytes` of them suffice), never by its name. Undefined for no image and no PDF. */
export function recognise(head: Uint8Array): Recognised {
  if (startsWith(head, 0xff, 0xd8, 0xff)) return { format: 'jpeg' }
  if (startsWith(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return { format: 'png' }
  const byteOrder = textAt(head, 0, 2)
  if ((byteOrder === 'II' && [42, 43].includes(head[2] ?? 0) && head[3] === 0) || (byteOrder === 'MM' && head[2] === 0 && [42, 43].includes(head[3] ?? 0))) return { format: 'tiff' }
  // ISO 32000-1 annex H, note 13: readers accept the header anywhere within the first 1024 bytes.
  if (textAt(head, 0, headBytes).includes('%PDF-')) return { format: 'pdf' }
  const known = knownImage(head)
  return known === undefined ? undefined : { known }
}

function knownImage(head: Uint8Array): string | undefined {
  if (/^GIF8[79]a/u.test(textAt(head, 0, 6))) return 'GIF'
  if (textAt(head, 0, 2) === 'BM' && head.length > 26) return 'BMP'
  if (textAt(head, 0, 4) === 'RIFF' && textAt(head, 8, 12) === 'WEBP') return 'WebP'
  if (textAt(head, 4, 8) === 'ftyp') return stillImageBrands[textAt(head, 8, 12)]
  if (startsWith(head, 0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50, 0x20, 0x20) || startsWith(head, 0xff, 0x4f, 0xff, 0x51)) return 'JPEG 2000'
  if (startsWith(head, 0xff, 0x0a) || startsWith(head, 0x00, 0x00, 0x00, 0x0c, 0x4a, 0x58, 0x4c, 0x20)) return 'JPEG XL'
  if (startsWith(head, 0x97, 0x4a, 0x42, 0x32)) return 'JBIG2'
  return undefined
}
