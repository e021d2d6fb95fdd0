import type { LayerWord } from '../model/index.ts'
import type { Pdfium } from './pdfium.ts'

/** A page with more characters than this is no page of print; the rest is left out. */
const mostCharacters = 50_000
const fontNameBytes = 256
/** Text rendering mode of what is not drawn (ISO 32000-1, 9.3.6): what somebody's OCR put over a scan. */
const invisible = 3

/** Words of a loaded page's text that is drawn, in the order of its content, their boxes on the page as drawn `widthPx` by `heightPx` px. */
export function layerWords(pdfium: Pdfium, page: number, widthPx: number, heightPx: number): LayerWord[] {
  const text = pdfium.call('FPDFText_LoadPage', page)
  if (text === 0) return []
  try {
    return pdfium.scratch(32 + 8 + fontNameBytes, (address) => {
      const words: LayerWord[] = []
      let open = false
      for (let index = 0; index < Math.min(mostCharacters, pdfium.call('FPDFText_CountChars', text)); index++) {
        const character = characterAt(pdfium, text, index)
        const box = character === '' ? undefined : boxOf(pdfium, text, index, { page, widthPx, heightPx, address })
        if (box === undefined) {
          open = false
          continue
        }
        const word = open ? words.pop() : undefined
        const font = word?.font ?? fontOf(pdfium, text, index, address + 40)
        words.push(word === undefined ? { text: character, font, box } : { text: word.text + character, font, box: around(word.box, box) })
        open = true
      }
      return words
    })
  } finally {
    pdfium.call('FPDFText_ClosePage', text)
  }
}

/** Empty for white space, for what is not drawn, and for what PDFium puts between words of its own accord. */
function characterAt(pdfium: Pdfium, text: number, index: number): string {
  const code = pdfium.call('FPDFText_GetUnicode', text, index)
  const isMade = pdfium.call('FPDFText_IsGenerated', text, index) === 1
  const character = code === 0 || code > 0x10ffff ? '' : String.fromCodePoint(code)
  if (isMade || /^\s$/u.test(character)) return ''
  const object = pdfium.call('FPDFText_GetTextObject', text, index)
  return object !== 0 && pdfium.call('FPDFTextObj_GetTextRenderMode', object) === invisible ? '' : character
}

interface Drawn { readonly page: number; readonly widthPx: number; readonly heightPx: number; readonly address: number }

function boxOf(pdfium: Pdfium, text: number, index: number, { page, widthPx, heightPx, address }: Drawn): LayerWord['box'] | undefined {
  if (pdfium.call('FPDFText_GetCharBox', text, index, address, address + 8, address + 16, address + 24) === 0) return undefined
  const bytes = pdfium.bytesAt(address, 32)
  const [left = 0, right = 0, bottom = 0, top = 0] = new Float64Array(bytes.buffer, bytes.byteOffset, 4)
  const place = (x: number, y: number): [number, number] => {
    pdfium.call('FPDF_PageToDevice', page, 0, 0, widthPx, heightPx, 0, x, y, address + 32, address + 36)
    return [pdfium.uint32At(address + 32) | 0, pdfium.uint32At(address + 36) | 0]
  }
  const [[x1, y1], [x2, y2]] = [place(left, top), place(right, bottom)]
  return { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) }
}

function around(one: LayerWord['box'], other: LayerWord['box']): LayerWord['box'] {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)]
  return { x, y, width: Math.max(one.x + one.width, other.x + other.width) - x, height: Math.max(one.y + one.height, other.y + other.height) - y }
}

/** The name that the file gives a character's font, without the tag of a subset. */
function fontOf(pdfium: Pdfium, text: number, index: number, address: number): string {
  const length = pdfium.call('FPDFText_GetFontInfo', text, index, address, fontNameBytes, 0)
  return Buffer.from(pdfium.bytesAt(address, Math.max(0, Math.min(fontNameBytes, length) - 1))).toString('utf8').replace(/^[A-Z]{6}\+/u, '')
}
