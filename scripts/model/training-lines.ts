import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { cutOut, printAndScan } from './damage.ts'
import type { Random } from './random.ts'
import { trainingLine, type TextSources } from './training-text.ts'

const run = promisify(execFile)

/** Faces with Vietnamese marks; administrative paper is set in a Times face, the others keep the model from forgetting them. */
const faces: readonly (readonly [name: string, share: number])[] = [
  ['Tinos', 26], ['Tinos Bold', 24], ['Tinos Italic', 12], ['Tinos Bold Italic', 4],
  ['TeX Gyre Termes', 6], ['TeX Gyre Termes Bold', 6], ['TeX Gyre Termes Italic', 2],
  ['FreeSerif', 3], ['FreeSerif Bold', 3], ['Noto Serif', 2], ['Noto Serif Bold', 1], ['DejaVu Serif', 2],
  ['Arimo', 3], ['Arimo Bold', 2], ['Noto Sans', 2], ['DejaVu Sans', 2],
]

function pickFace(random: Random): string {
  let left = random.between(0, faces.reduce((sum, [, share]) => sum + share, 0))
  for (const [name, share] of faces) if ((left -= share) < 0) return name
  return 'Tinos'
}

/** What the lines of a stretch of training are like. */
export interface Course {
  /** Share of lines full of figures. */
  readonly figureShare: number
  /** Share of pages scanned in black and white. */
  readonly bilevelShare: number
}

const linesPerPage = 34

interface Box {
  readonly text: string
  readonly left: number
  readonly bottom: number
  readonly right: number
  readonly top: number
}

/** Characters that stand on the base line and reach the x-height, the ascender, below the base line. */
const standing = /^[acehikmnorstuvxzABDĐEHIKLMNPRSTUVX]$/u

/** Lines of a text2image box file: one box a character, a tab at the end of a line. */
function linesOf(boxFile: string): Box[][] {
  const lines: Box[][] = [[]]
  for (const row of boxFile.split('\n')) {
    const found = /^(.+) (-?\d+) (-?\d+) (-?\d+) (-?\d+) 0$/u.exec(row)
    if (found === null) continue
    const [left, bottom, right, top] = found.slice(2).map(Number)
    const text = found[1] ?? ''
    if (left === undefined || bottom === undefined || right === undefined || top === undefined) continue
    if (text === '\t') lines.push([])
    else lines.at(-1)?.push({ text, left, bottom, right, top })
  }
  return lines.filter((line) => line.some(({ text }) => text.trim() !== ''))
}

const middle = (values: readonly number[]): number | undefined => [...values].sort((one, other) => one - other)[values.length >> 1]

/** Tesseract's own margin around a line it reads, px. */
const padding = 4

/** A line cut out as tesseract cuts it: its ink, at least from descender to ascender, and a margin. */
export interface TrainingLine {
  readonly png: Buffer
  readonly text: string
}

/** Draws, damages and cuts one page of lines. `folder` holds the drawing meanwhile; `fonts` holds the faces. */
export async function drawLines(random: Random, sources: TextSources, course: Course, place: { readonly folder: string; readonly fonts: string }): Promise<TrainingLine[]> {
  const base = path.join(place.folder, 'page')
  const longest = random.pick([8, 12, 16])
  await writeFile(`${base}.txt`, Array.from({ length: linesPerPage }, () => trainingLine(random, sources, longest, course.figureShare)).join('\n'))
  const size = random.pick([11, 12, 12, 13, 13, 13, 14, 14, 14, 15])
  await run('text2image', [
    '--text', `${base}.txt`, '--outputbase', base, '--font', pickFace(random), '--fonts_dir', place.fonts, '--fontconfig_tmpdir', place.folder,
    '--ptsize', String(size), '--resolution', '300', '--xsize', '2500', '--ysize', '3600', '--margin', '60', '--leading', String(random.whole(8, 40)),
    '--char_spacing', String(random.chance(0.3) ? random.between(-0.02, 0.12) : 0), '--degrade_image=false', '--max_pages', '1',
  ])
  const drawing = await readFile(`${base}.tif`)
  const lines = linesOf(await readFile(`${base}.box`, 'utf8'))
  await Promise.all(['txt', 'tif', 'box'].map((kind) => rm(`${base}.${kind}`)))
  const { height: drawnHeight } = await sharp(drawing).metadata()
  const { page, scale } = await printAndScan(random, drawing, course.bilevelShare)
  const em = (size * 300) / 72
  const cut: TrainingLine[] = []
  for (const line of lines) {
    const ink = line.filter(({ text }) => text.trim() !== '')
    const text = line.map((box) => box.text).join('').trim().normalize('NFC')
    const baseline = middle(ink.filter((box) => standing.test(box.text)).map(({ bottom }) => bottom)) ?? Math.min(...ink.map(({ bottom }) => bottom))
    const tight = random.chance(0.25)
    const bottom = Math.min(...ink.map((box) => box.bottom), tight ? Infinity : baseline - 0.2 * em)
    const top = Math.max(...ink.map((box) => box.top), tight ? -Infinity : baseline + random.between(0.64, 0.72) * em)
    const left = Math.max(0, Math.round(Math.min(...ink.map((box) => box.left)) * scale) - padding - random.whole(-1, 2))
    const right = Math.min(page.width, Math.round(Math.max(...ink.map((box) => box.right)) * scale) + padding + random.whole(-1, 2))
    const upper = Math.max(0, Math.round((drawnHeight - top) * scale) - padding - random.whole(-1, 1))
    const lower = Math.min(page.height, Math.round((drawnHeight - bottom) * scale) + padding + random.whole(-1, 1))
    if (right - left < 20 || lower - upper < 14) continue
    cut.push({ png: await cutOut(page, left, upper, right - left, lower - upper), text })
  }
  return cut
}

const bytesOf = (text: string): Buffer => Buffer.from(text, 'utf8')
const counted = (data: Buffer): Buffer => {
  const count = Buffer.alloc(4)
  count.writeUInt32LE(data.length)
  return Buffer.concat([count, data])
}
const number = (value: number): Buffer => {
  const data = Buffer.alloc(4)
  data.writeInt32LE(value)
  return data
}

/** Lines as tesseract's `.lstmf` (DocumentData::SaveDocument): each picture whole, with its text. */
export function lstmfOf(name: string, lines: readonly TrainingLine[]): Buffer {
  const pages = lines.map(({ png, text }) => Buffer.concat([
    Buffer.of(1), counted(bytesOf(name)), number(0), counted(png), counted(bytesOf('vie')), counted(bytesOf(text)),
    number(0), number(1), counted(bytesOf(text)), Buffer.of(0),
  ]))
  return Buffer.concat([number(lines.length), ...pages])
}
