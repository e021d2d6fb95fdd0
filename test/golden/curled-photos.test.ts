import { afterAll, describe, expect, test } from 'vitest'
import { openAssembler } from '../../shared/assemble/index.ts'
import { extract } from '../../shared/extract/index.ts'
import { openImageRoom } from '../../shared/image/index.ts'
import { instant, vietnamDate, type Box, type PageGeometry, type Word } from '../../shared/model/index.ts'
import { openOcrEngine } from '../../shared/ocr/index.ts'
import { readPage, type ReadPage } from '../../shared/pipeline/reading/read-page.ts'
import { metadata } from '../support/paper.ts'
import { photographed, seenAt, type Lie } from '../support/photographed-paper.ts'
import { decision, printedPage } from '../support/printed-page.ts'
import { runTool, toolOrSkip } from '../support/system-tools.ts'

const images = openImageRoom({ processes: 1 })
const engine = await openOcrEngine({ engine: 'auto', processes: 1, timeLimitMs: 120_000 })
const assembler = openAssembler()
afterAll(() => Promise.all([images.close(), engine.close(), assembler.close()]))

const tolerance = { mm: 2, lostWords: 0.02 }
const sheetDpi = 200
const more = Array.from({ length: 12 }, (_, line) => ({
  text: [
    'Người sử dụng đất có trách nhiệm kê khai, nộp nghĩa vụ tài chính theo quy định,', 'sử dụng đất đúng mục đích, đúng ranh giới và không làm tổn hại đến lợi ích chung.',
    'Ủy ban nhân dân xã giao Phòng Kinh tế theo dõi, chỉnh lý hồ sơ địa chính.',
  ][line % 3] ?? '', x: 30, y: 185 + 7 * line,
}))
const sheet = await printedPage([...decision, ...more], { dpi: sheetDpi }).png().toBuffer()
const flat = await readPage(images, engine, sheet, { format: 'png', dpi: sheetDpi, dpiFrom: 'image', exifOrientation: 1 })

const wordsOf = ({ text }: ReadPage): readonly Word[] => (text.state === 'read' ? text.words : [])
const middleOf = ({ x, y, width, height }: Box): { x: number; y: number } => ({ x: x + width / 2, y: y + height / 2 })

/** Where a place of the photo, mm, stands on the straightened page, px. */
function onPage({ skew, width, height, rawWidth, rawHeight }: PageGeometry, place: { x: number; y: number }, dpi: number): { x: number; y: number } {
  const [x, y] = [(place.x / 25.4) * dpi - rawWidth / 2, (place.y / 25.4) * dpi - rawHeight / 2]
  const [cosine, sine] = [Math.cos((skew * Math.PI) / 180), Math.sin((skew * Math.PI) / 180)]
  return { x: x * cosine - y * sine + width / 2, y: x * sine + y * cosine + height / 2 }
}

/** How far from its print each word of the flat sheet was found on the photo, mm; those that were not found are left out. */
function distances(words: readonly { readonly text: string; readonly middle: { x: number; y: number } }[], geometry: PageGeometry, lie: Lie, dpi: number): number[] {
  const rest = new Set(words)
  return wordsOf(flat).flatMap((word) => {
    const middle = middleOf(word.box)
    const seen = onPage(geometry, seenAt(lie, { x: (middle.x / sheetDpi) * 25.4, y: (middle.y / sheetDpi) * 25.4 }), dpi)
    const [nearest] = [...rest].filter(({ text }) => text === word.text).map((found) => ({ found, away: (Math.hypot(found.middle.x - seen.x, found.middle.y - seen.y) / dpi) * 25.4 })).sort((one, other) => one.away - other.away)
    if (nearest === undefined) return []
    rest.delete(nearest.found)
    return [nearest.away]
  })
}

describe('a photo of curled paper', () => {
  test.each<[string, Lie, number]>([
    ['whose upper left corner bends down by 10 mm', { curl: 10 }, 130],
    ['that bends to both sides, seen aslant', { curl: 9, curlBelow: -7, keystone: 0.06 }, 120],
    ['of 100 dpi', { curl: -9 }, 100],
  ])('%s is read as well as the flat sheet, and its words lie over their print: on the page, and in the PDF', async (_name, lie, dpi) => {
    const jpeg = await photographed(sheet, sheetDpi, lie, dpi)
    const page = await readPage(images, engine, jpeg, { format: 'jpeg', dpi: null, dpiFrom: null, exifOrientation: 1 })
    const { geometry, treatments } = page.clean.cleaning
    expect(treatments.map(({ what }) => what)).toContain('flattened')

    const found = distances(wordsOf(page).map(({ text, box }) => ({ text, middle: middleOf(box) })), geometry, lie, dpi)
    expect(found.length).toBeGreaterThan((1 - tolerance.lostWords) * wordsOf(flat).length)
    expect(Math.max(...found)).toBeLessThan(tolerance.mm)

    const today = vietnamDate(instant())
    const fieldsOf = (read: ReadPage): string[] => extract({ pages: [{ text: read.text, geometry: read.clean.cleaning.geometry }], today, trainingStation: false }).fields.map(({ name, value }) => `${name}: ${value}`)
    expect(fieldsOf(page)).toEqual(fieldsOf(flat))

    if (!toolOrSkip('pdftotext')) return
    const pdf = await assembler.assemble({ pages: [{ bytes: jpeg, format: 'jpeg', geometry, text: page.text }], mark: null, metadata })
    const told = runTool('pdftotext', ['-bbox', '-', '-'], { input: pdf }).stdout.toString('utf8')
    const px = (points: string | undefined): number => (Number(points) / 72) * geometry.dpi
    const layer = [...told.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<\/word>/gu)]
      .map(([, left, top, right, bottom, text = '']) => ({ text: text.normalize('NFC'), middle: { x: (px(left) + px(right)) / 2, y: (px(top) + px(bottom)) / 2 } }))
    const inFile = distances(layer, geometry, lie, dpi)
    expect(inFile.length).toBeGreaterThan(0.9 * wordsOf(flat).length)
    expect(Math.max(...inFile)).toBeLessThan(tolerance.mm)
  })

  test('is never believed beyond question where it is smaller than 100 dpi', () => {
    const { geometry } = flat.clean.cleaning
    const curl = { top: 0, columns: 2, rows: 2, stepX: geometry.width, stepY: geometry.height, lifts: [0, 0, 0, 0] }
    const confidencesAt = (seen: PageGeometry): number[] => extract({ pages: [{ text: flat.text, geometry: seen }], today: vietnamDate(instant()), trainingStation: false }).fields.map(({ confidence }) => confidence)
    expect(Math.max(...confidencesAt({ ...geometry, curl }))).toBeGreaterThan(0.9)
    expect(Math.max(...confidencesAt({ ...geometry, curl, dpi: 72 }))).toBeLessThan(0.9)
  })
})
