import { readFile } from 'node:fs/promises'
import path from 'node:path'
import fontkit from '@cantoo/fontkit'
import { decodePDFRawStream, PDFDict, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib'
import { decoded } from '../../shared/ocr/text-layer/legacy-encoding.ts'
import type { PrintedLine } from './printed-page.ts'

/** Unicode letters and the bytes that stand for them in TCVN3. */
const bytesOf = new Map(Array.from({ length: 0xff - 0xa1 }, (_, index) => String.fromCodePoint(0xa1 + index)).map((byte): [string, string] => [decoded(byte, 'TCVN3'), byte]).filter(([letter, byte]) => letter !== byte))

/** An A4 page that shows Vietnamese and whose text is TCVN3, as files made with `.VnTime` have it. */
export async function legacyFontPdf(lines: readonly PrintedLine[]): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  document.registerFontkit(fontkit)
  const font = await document.embedFont(await readFile(path.join(import.meta.dirname, '../../node_modules/@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf')), { subset: false })
  const page = document.addPage([595.28, 841.89])
  for (const { text, x, y, size = 13 } of lines) page.drawText(text, { x: (x / 25.4) * 72, y: 841.89 - (y / 25.4) * 72, size, font })
  await document.flush()
  const { context } = document
  const dictionary = context.lookup(font.ref, PDFDict)
  const map = context.lookup(dictionary.get(PDFName.of('ToUnicode')))
  if (!(map instanceof PDFRawStream)) throw new TypeError('a font without ToUnicode')
  const told = Buffer.from(decodePDFRawStream(map).decode()).toString('latin1')
  const changed = told.replace(/(<[0-9A-F]+> <)([0-9A-F]{4})>/giu, (whole, glyph: string, code: string) => {
    const byte = bytesOf.get(String.fromCharCode(Number.parseInt(code, 16)))
    return byte === undefined ? whole : `${glyph}${(byte.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}>`
  })
  dictionary.set(PDFName.of('ToUnicode'), context.register(context.flateStream(Buffer.from(changed, 'latin1'))))
  return document.save()
}
