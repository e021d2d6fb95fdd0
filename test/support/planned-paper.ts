import sharp from 'sharp'
import type { ScannedPage } from '../../shared/completeness/index.ts'
import { cleanPage } from '../../shared/image/clean/clean.ts'
import type { Box, PageCleaning, PageText, Word } from '../../shared/model/index.ts'
import { printedPage, type PrintedLine } from './printed-page.ts'

export type Side = 'left' | 'right' | 'top' | 'bottom'

/** One picture of a scan as it is to come out. Lengths in mm. */
export interface PlannedPage {
  readonly width: number
  readonly height: number
  readonly lines: readonly PrintedLine[]
  /** SVG in mm: seals, frames, tables. */
  readonly shapes?: string
  /** What shines through from the other side, and how much of it, 0..1. */
  readonly back?: { readonly page: PlannedPage; readonly strength: number }
  /** What the scanner left out at one side. */
  readonly crop?: { readonly side: Side; readonly by: number }
  readonly skew?: number
  /** A dark feeder edge below, and dirt on the glass down the page. */
  readonly feeder?: boolean
  /** How many times the true resolution the file tells. */
  readonly toldScale?: number
  /** Its traits show in the picture only. */
  readonly look?: boolean
  /** Numbers as the engine misreads them, by their text; an empty string: not read. */
  readonly misread?: Readonly<Record<string, string>>
}

export const a4 = { width: 210, height: 297 }

const mmPerPoint = 25.4 / 72

/** Resolution that the page's file tells when it is scanned at `dpi`. */
export function toldDpi(page: PlannedPage, dpi: number): number {
  return Math.round(dpi * (page.toldScale ?? 1))
}

/** Words as an engine would read them, without running one: boxes from the type's size. */
export function wordsOf(page: PlannedPage, dpi: number): PageText {
  if (page.lines.length === 0) return { state: 'blank' }
  const px = (millimetres: number): number => Math.round((millimetres * dpi) / 25.4)
  const [lostLeft, lostTop] = [page.crop?.side === 'left' ? page.crop.by : 0, page.crop?.side === 'top' ? page.crop.by : 0]
  const words = page.lines.flatMap(({ text, x, y, size = 13 }, line): Word[] => {
    const letter = size * mmPerPoint * 0.46
    let at = x - lostLeft
    return text.split(' ').flatMap((word) => {
      const box: Box = { x: px(at), y: px(y - lostTop - size * mmPerPoint * 0.72), width: px(word.length * letter), height: px(size * mmPerPoint * 0.74) }
      at += (word.length + 1) * letter
      const read = page.misread?.[word] ?? word
      return read === '' || box.x + box.width < 0 ? [] : [{ text: read, box, confidence: 0.95, block: line, paragraph: 1, line: 1 }]
    })
  })
  return words.length === 0 ? { state: 'blank' } : { state: 'read', words, engine: 'planned', model: 'none' }
}

/** The picture as a scanner would hand it over: JPEG at `dpi`. */
export async function pictureOf(page: PlannedPage, dpi: number): Promise<Uint8Array> {
  const front = await printedPage(page.lines, { dpi, paper: '#f4f1ea', size: page, ...(page.shapes === undefined ? {} : { shapes: page.shapes }) }).png({ compressionLevel: 1 }).toBuffer()
  const layers: { input: Uint8Array; blend: 'multiply' }[] = []
  if (page.back !== undefined) layers.push({ input: await shining(page.back.page, page.back.strength, dpi), blend: 'multiply' })
  if (page.feeder === true) layers.push({ input: feederTraces(page, dpi), blend: 'multiply' })
  const flat = await sharp(front).composite(layers.map(({ input, blend }) => ({ input: Buffer.from(input), blend }))).png({ compressionLevel: 1 }).toBuffer()
  const picture = page.skew === undefined ? flat : await skewed(flat, page.skew)
  const { width, height } = await sharp(picture).metadata()
  const cut = Math.round(((page.crop?.by ?? 0) * dpi) / 25.4)
  const area = {
    left: page.crop?.side === 'left' ? cut : 0, top: page.crop?.side === 'top' ? cut : 0,
    width: width - (page.crop?.side === 'left' || page.crop?.side === 'right' ? cut : 0), height: height - (page.crop?.side === 'top' || page.crop?.side === 'bottom' ? cut : 0),
  }
  return sharp(picture).extract(area).withMetadata({ density: toldDpi(page, dpi) }).jpeg({ quality: 82 }).toBuffer()
}

/** The other side as light lets it through: mirrored, blurred and pale. */
async function shining(back: PlannedPage, strength: number, dpi: number): Promise<Buffer> {
  const turned = await printedPage(back.lines, { dpi, size: back }).flop().blur(Math.max(0.5, dpi / 170)).greyscale().png().toBuffer()
  return sharp(turned).linear(strength, 255 * (1 - strength)).toColourspace('srgb').png().toBuffer()
}

function feederTraces({ width, height }: PlannedPage, dpi: number): Buffer {
  const [w, h] = [Math.round((width / 25.4) * dpi), Math.round((height / 25.4) * dpi)]
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="white"/>
    <rect y="${height - 2.2}" width="${width}" height="2.2" fill="#222"/><rect x="${width - 1.4}" width="1.4" height="${height}" fill="#333"/><rect x="61" width="0.3" height="${height}" fill="#bbb"/></svg>`)
}

/** The sheet as it lay turned on a dark backing; the picture stays as large. */
async function skewed(picture: Buffer, degrees: number): Promise<Buffer> {
  const { width, height } = await sharp(picture).metadata()
  const turned = await sharp(picture).rotate(degrees, { background: '#333' }).png({ compressionLevel: 1 }).toBuffer()
  const size = await sharp(turned).metadata()
  return sharp(turned).extract({ left: Math.floor((size.width - width) / 2), top: Math.floor((size.height - height) / 2), width, height }).png({ compressionLevel: 1 }).toBuffer()
}

/** A page as the rules see it without OCR; the picture is really cleaned where its traits show only there. */
export async function scannedPageOf(page: PlannedPage, dpi: number): Promise<ScannedPage> {
  const text = wordsOf(page, dpi)
  if (page.look !== true) return { text, cleaning: plainCleaning(page, dpi, text) }
  const { cleaning } = await cleanPage(await pictureOf(page, dpi), { format: 'jpeg', dpi: toldDpi(page, dpi), dpiFrom: 'image', exifOrientation: 1 }, { turn: 0, skew: null, crop: null })
  return { text, cleaning }
}

function plainCleaning(page: PlannedPage, dpi: number, text: PageText): PageCleaning {
  const lost = (side: Side): number => (page.crop?.side === side ? page.crop.by : 0)
  const width = Math.round(((page.width - lost('left') - lost('right')) * dpi) / 25.4)
  const height = Math.round(((page.height - lost('top') - lost('bottom')) * dpi) / 25.4)
  return {
    geometry: { rawWidth: width, rawHeight: height, mirrored: false, turn: 0, skew: 0, width, height, dpi: toldDpi(page, dpi), dpiSource: 'image' },
    blank: text.state === 'blank', ink: { cellPx: width, columns: 1, rows: 2, cells: new Uint8Array(2) }, warnings: [], treatments: [], cutInk: [], showThrough: null,
  }
}
