import { inflateSync } from 'node:zlib'

/** A signature's byte range names bytes of the file itself, so it always stands there in the clear (ISO 32000-1 12.8.1). */
const byteRange = /\/ByteRange\s*\[/u
const userUnit = /\/UserUnit\s+([\d.]+)/gu
const objectStream = /\/ObjStm\b/gu
const mostObjectStreamBytes = 16 * 1024 * 1024

/** Bytes as text, a byte a character. */
function latin1(pdf: Uint8Array, from: number, to: number): string {
  const part = pdf.subarray(from, to)
  return Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('latin1')
}

/** Pieces of at most 16 MB that overlap by 4 kB, so that no token is cut in two. */
function* pieces(pdf: Uint8Array): Generator<{ text: string; start: number }> {
  const length = 16 * 1024 * 1024
  for (let start = 0; start < pdf.byteLength; start += length) {
    yield { text: latin1(pdf, start, start + length + 4096), start }
  }
}

/** True when the file has, or in an earlier revision had, a digital signature. */
export function hasByteRange(pdf: Uint8Array): boolean {
  for (const { text } of pieces(pdf)) if (byteRange.test(text)) return true
  return false
}

function namesUserUnit(text: string): boolean {
  return [...text.matchAll(userUnit)].some((found) => Number(found[1]) !== 1)
}

/** The unpacked object stream whose dictionary names its type at `at`; empty when it cannot be unpacked so simply. */
function unpackedObjectStream(pdf: Uint8Array, at: number): string {
  const keyword = /stream\r?\n/u.exec(latin1(pdf, at, at + 2048))
  if (keyword === null) return ''
  const begin = at + keyword.index + keyword[0].length
  try {
    return inflateSync(pdf.subarray(begin), { maxOutputLength: mostObjectStreamBytes }).toString('latin1')
  } catch {
    return ''
  }
}

/**
 * True when some page measures in a unit other than 1/72 inch (UserUnit, ISO 32000-1 table 30), which PDFium does not tell.
 * Looks at plain objects and at Flate-packed object streams; others it cannot see.
 */
export function hasOtherUserUnit(pdf: Uint8Array): boolean {
  for (const { text, start } of pieces(pdf)) {
    if (namesUserUnit(text)) return true
    for (const found of text.matchAll(objectStream)) {
      if (namesUserUnit(unpackedObjectStream(pdf, start + found.index))) return true
    }
  }
  return false
}
