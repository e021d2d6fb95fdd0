import sharp from 'sharp'
import { parseInstant, rotatedSize, toDigest, type InkMap, type Instant, type PageGeometry, type QuarterTurn, type Word } from '../../shared/model/index.ts'
import type { AssemblePage, DocumentMetadata } from '../../shared/assemble/index.ts'

/** A conversion that tests repeat. */
export const conversion = {
  agency: 'Trung tâm Phục vụ hành chính công phường Bến Đá, Thành phố Hồ Chí Minh',
  convertedAt: parseInstant('2026-11-22T10:06:25+07:00'),
  recordCode: 'SH-7Q2M-K4XD',
  rawDigest: toDigest('0123456789abcdef'.repeat(4)),
}

export const metadata: DocumentMetadata = {
  title: 'Quyết định 15/QĐ-UBND', agency: conversion.agency, createdAt: conversion.convertedAt satisfies Instant, identifier: conversion.recordCode, language: 'vi',
}

/** Geometry of a raw image that was mirrored, turned and skewed; straight and upright where nothing is said. */
export function geometryOf(raw: { width: number; height: number; dpi: number; turn?: QuarterTurn; mirrored?: boolean; skew?: number }): PageGeometry {
  const { turn = 0, mirrored = false, skew = 0, dpi } = raw
  const [width, height] = turn === 90 || turn === 270 ? [raw.height, raw.width] : [raw.width, raw.height]
  return { rawWidth: raw.width, rawHeight: raw.height, mirrored, turn, skew, ...rotatedSize(width, height, skew), dpi, dpiSource: 'image' }
}

/** An ink map of the page that holds ink where `inked` says (column and row of a cell). */
export function inkMap(page: { width: number; height: number }, cellPx: number, inked: (column: number, row: number) => boolean): InkMap {
  const columns = Math.ceil(page.width / cellPx)
  const rows = Math.ceil(page.height / cellPx)
  return { cellPx, columns, rows, cells: Uint8Array.from({ length: columns * rows }, (_, index) => (inked(index % columns, Math.floor(index / columns)) ? 1 : 0)) }
}

/** A blank sheet as JPEG. */
export async function blankJpeg(width: number, height: number, channels: 1 | 3 = 3): Promise<Uint8Array> {
  const sheet = sharp({ create: { width, height, channels: 3, background: '#f5f2ec' } })
  return Uint8Array.from(await (channels === 1 ? sheet.toColourspace('b-w') : sheet).jpeg({ quality: 80 }).toBuffer())
}

/** Lines of text as words with boxes such as print has: from the left margin, letters half as wide as a line is high. */
export function wordsOf(lines: readonly string[], page: { width: number }, lineHeight: number): Word[] {
  const letter = lineHeight * 0.3
  return lines.flatMap((text, line) => {
    let x = page.width * 0.1
    return text.split(' ').map((part) => {
      const width = Math.round(part.length * letter)
      const word = { text: part, confidence: 1, block: 1, paragraph: 1, line: line + 1, box: { x: Math.round(x), y: Math.round(lineHeight * (line + 2)), width, height: Math.round(lineHeight * 0.6) } }
      x += width + letter
      return word
    })
  })
}

/** A straight A4 page at `dpi` with the given lines of text. */
export async function paperPage(lines: readonly string[], dpi = 150): Promise<AssemblePage> {
  const width = Math.round((210 / 25.4) * dpi)
  const height = Math.round((297 / 25.4) * dpi)
  const words = wordsOf(lines, { width }, dpi / 6)
  return {
    bytes: await blankJpeg(width, height),
    format: 'jpeg',
    geometry: geometryOf({ width, height, dpi }),
    text: words.length === 0 ? { state: 'blank' } : { state: 'read', words, engine: 'test', model: 'test' },
  }
}
