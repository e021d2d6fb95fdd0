import { deflateSync } from 'node:zlib'
import { embedFont, encodeText, typeProgram, type TypeProgram } from '../font/index.ts'
import { SohoaError, type Colour, type DrawnText, type PointBox } from '../model/index.ts'
import { isReference, nameOf, pdfNumber, write, type FoundPage, type PdfDictionary, type PdfFile, type PdfIncrement, type PdfObject, type PdfReference } from '../pdf-file/index.ts'
import { signaturesOf } from './form-fields.ts'

/** An agency's seal as pixels, 8 bits a sample, each plane zlib-coded. */
export interface SealPicture {
  readonly widthPx: number
  readonly heightPx: number
  /** Width on the page: a seal is shown in its real size (Decree 30/2020, Annex I). */
  readonly widthMm: number
  readonly rgb: Uint8Array
  /** Null: opaque. PDF/A-2 allows transparency, PDF/A-1 does not. */
  readonly alpha: Uint8Array | null
}

/** What a signature shows. Pt, origin at the lower left of the drawing. Texts are of regular weight. */
export interface AppearanceDrawing {
  readonly width: number
  readonly height: number
  readonly texts: readonly DrawnText[]
  readonly seal: { readonly picture: SealPicture; readonly box: PointBox } | null
}

/** A drawing and where it stands. */
export interface Appearance {
  /** From 1. */
  readonly page: number
  /** Lower left corner, pt, from that of the page as it is shown: turned by its /Rotate, cut to its CropBox. */
  readonly at: { readonly x: number; readonly y: number }
  readonly drawing: AppearanceDrawing
}

/** The widget's rectangle on its page and the form that it shows. */
export interface DrawnAppearance {
  readonly rectangle: readonly [number, number, number, number]
  readonly form: PdfReference
}

const vowels = 'aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ'
const ascii = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index)).join('')
/** Every character that Vietnamese names and times are written with: so the first signature's font serves those that follow. */
const repertoire = `${ascii}${vowels}${vowels.toUpperCase()}–“”‘’…·`
const fontName = 'F'
const imageName = 'Seal'

let usual: TypeProgram | undefined

function programFor(texts: readonly DrawnText[]): TypeProgram {
  const text = texts.map((line) => line.text).join('')
  if (Array.from(text).some((character) => !repertoire.includes(character))) return typeProgram('regular', repertoire + text)
  usual ??= typeProgram('regular', repertoire)
  return usual
}

/**
 * Adds the form that a signature's widget shows; null: an empty one. The font is embedded once in a file: a later
 * signature takes that of an earlier one. Throws text_not_encodable.
 */
export function drawAppearance(increment: PdfIncrement, page: FoundPage, acroForm: PdfDictionary, appearance: Appearance | null): DrawnAppearance {
  const { array, dictionary, name } = write
  const form = (width: number, height: number, matrix: readonly number[], resources: PdfDictionary, content: string): PdfReference => increment.addStream({
    Type: name('XObject'), Subtype: name('Form'), BBox: array(0, 0, width, height), Matrix: array(...matrix), Resources: resources,
  }, Buffer.from(content, 'latin1'))
  if (appearance === null) return { rectangle: [0, 0, 0, 0], form: form(0, 0, upright, dictionary({}), '') }

  const { drawing, at } = appearance
  const placed = placeOn(increment.file, page, { ...at, width: drawing.width, height: drawing.height })
  const program = programFor(drawing.texts)
  const font = drawing.texts.length === 0 ? null : knownFont(increment.file, acroForm, program) ?? embedFont(increment, program.program)
  const resources = dictionary({
    ...(font === null ? {} : { Font: dictionary({ [fontName]: font }) }),
    ...(drawing.seal === null ? {} : { XObject: dictionary({ [imageName]: embedPicture(increment, drawing.seal.picture) }) }),
  })
  return { rectangle: placed.rectangle, form: form(drawing.width, drawing.height, placed.matrix, resources, operatorsOf(drawing, program.cids)) }
}

function knownFont(file: PdfFile, acroForm: PdfDictionary, { program }: TypeProgram): PdfObject | null {
  for (const { widget } of signaturesOf(file, acroForm)) {
    const shown = file.dictionary(file.dictionary(widget.entries.get('AP'))?.entries.get('N'))
    const fonts = file.dictionary(file.dictionary(shown?.entries.get('Resources'))?.entries.get('Font'))
    for (const font of fonts?.entries.values() ?? []) {
      if (isReference(font) && nameOf(file.resolve(file.dictionary(font)?.entries.get('BaseFont'))) === program.name) return font
    }
  }
  return null
}

function embedPicture(increment: PdfIncrement, { widthPx, heightPx, rgb, alpha }: SealPicture): PdfReference {
  const { name } = write
  const image = (space: string, data: Uint8Array, more: Readonly<Record<string, PdfObject>>): PdfReference => increment.addStream({
    Type: name('XObject'), Subtype: name('Image'), Width: widthPx, Height: heightPx, ColorSpace: name(space), BitsPerComponent: 8, Filter: name('FlateDecode'), ...more,
  }, data)
  return image('DeviceRGB', rgb, alpha === null ? {} : { SMask: image('DeviceGray', alpha, {}) })
}

/** A seal out of samples of 8 bits, `channels` 3 (RGB) or 4 (with alpha). */
export function sealPicture(pixels: { readonly widthPx: number; readonly heightPx: number; readonly channels: 3 | 4; readonly data: Uint8Array }, widthMm: number): SealPicture {
  const { widthPx, heightPx, channels, data } = pixels
  const count = widthPx * heightPx
  if (data.length !== count * channels) throw new SohoaError('image_damaged', { detail: 'pixels missing' })
  const rgb = new Uint8Array(count * 3)
  const alpha = new Uint8Array(count).fill(255)
  for (let pixel = 0; pixel < count; pixel += 1) {
    rgb.set(data.subarray(pixel * channels, pixel * channels + 3), pixel * 3)
    if (channels === 4) alpha[pixel] = data[pixel * channels + 3] ?? 255
  }
  const opaque = alpha.every((value) => value === 255)
  return { widthPx, heightPx, widthMm, rgb: deflateSync(rgb, { level: 9 }), alpha: opaque ? null : deflateSync(alpha, { level: 9 }) }
}

const fill = (colour: Colour): string => `${colour.map((part) => pdfNumber(part, 3)).join(' ')} rg`

function operatorsOf({ texts, seal }: AppearanceDrawing, cids: ReadonlyMap<number, number>): string {
  const image = seal === null ? [] : [`q ${pdfNumber(seal.box.width)} 0 0 ${pdfNumber(seal.box.height)} ${pdfNumber(seal.box.x)} ${pdfNumber(seal.box.y)} cm /${imageName} Do Q`]
  const lines = texts.map((line) => `BT ${fill(line.colour)} /${fontName} ${pdfNumber(line.size)} Tf ${pdfNumber(line.x)} ${pdfNumber(line.y)} Td ${encodeText(line.text.normalize('NFC'), cids)} Tj ET`)
  return ['q', ...image, ...lines, 'Q'].join('\n')
}

const upright = [1, 0, 0, 1, 0, 0] as const

interface PlacedForm {
  readonly rectangle: readonly [number, number, number, number]
  readonly matrix: readonly number[]
}

/** From the page as it is shown to the page's own space (ISO 32000-2, 7.7.3.3 and 8.3.2): what is upright to the eye stays so on a turned page. */
function placeOn(file: PdfFile, page: FoundPage, shown: PointBox): PlacedForm {
  const entry = (key: string): PdfObject => file.resolve(page.own.entries.get(key) ?? page.inherited.get(key))
  const [left, bottom, right, top] = shownArea(file, entry)
  const turn = entry('Rotate')
  const quarters = typeof turn === 'number' ? ((Math.round(turn / 90) % 4) + 4) % 4 : 0
  const { x, y, width, height } = shown
  switch (quarters) {
    case 1: return { rectangle: [right - y - height, bottom + x, right - y, bottom + x + width], matrix: [0, 1, -1, 0, 0, 0] }
    case 2: return { rectangle: [right - x - width, top - y - height, right - x, top - y], matrix: [-1, 0, 0, -1, 0, 0] }
    case 3: return { rectangle: [left + y, top - x - width, left + y + height, top - x], matrix: [0, -1, 1, 0, 0, 0] }
    default: return { rectangle: [left + x, bottom + y, left + x + width, bottom + y + height], matrix: upright }
  }
}

function shownArea(file: PdfFile, entry: (key: string) => PdfObject): [number, number, number, number] {
  const boxOf = (key: string): [number, number, number, number] | null => {
    const [a, b, c, d] = file.items(entry(key)).map((item) => file.resolve(item))
    if (typeof a !== 'number' || typeof b !== 'number' || typeof c !== 'number' || typeof d !== 'number') return null
    return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]
  }
  const media = boxOf('MediaBox') ?? [0, 0, 612, 792]
  const crop = boxOf('CropBox') ?? media
  return [Math.max(media[0], crop[0]), Math.max(media[1], crop[1]), Math.min(media[2], crop[2]), Math.min(media[3], crop[3])]
}
