import { expect, test } from 'vitest'
import type { RawWord } from '../../../shared/ocr/engines/tsv.ts'
import { withDottedI } from '../../../shared/ocr/second-reading/dotted-i.ts'
import type { Picture } from '../../../shared/ocr/second-reading/unread-ink.ts'
import { printedPage } from '../../support/printed-page.ts'

/** A printed word, and where its ink stands. */
async function printed(text: string, size: number, read: string): Promise<{ picture: Picture; word: RawWord }> {
  const { data, info } = await printedPage([{ text, x: 5, y: 10, size }], { size: { width: 60, height: 18 } }).greyscale().raw().toBuffer({ resolveWithObject: true })
  const picture = { width: info.width, height: info.height, pixels: new Uint8Array(data) }
  const ink = [...picture.pixels.keys()].filter((place) => (picture.pixels[place] ?? 255) < 128)
  const [columns, rows] = [ink.map((place) => place % picture.width), ink.map((place) => Math.floor(place / picture.width))]
  const [left, top] = [Math.min(...columns), Math.min(...rows)]
  return { picture, word: { text: read, left, top, width: Math.max(...columns) - left + 1, height: Math.max(...rows) - top + 1, confidence: 0.95, block: 1, paragraph: 1, line: 1 } }
}

const seenAs = async (text: string, size: number, read: string): Promise<string | undefined> => {
  const { picture, word } = await printed(text, size, read)
  return withDottedI([word], picture)[0]?.text
}

test('a dot that an engine took for a hook is read as a dot', async () => {
  for (const [text, read] of [['Chinh', 'Chỉnh'], ['chi', 'chỉ'], ['(chi', '(chỉ'], ['nghi,', 'nghỉ,']] as const) {
    for (const size of [12, 13, 14, 16]) expect(await seenAs(text, size, read), `${text} ${size} pt`).toBe(text)
  }
})

test('a hook stays a hook, and so does what no ink explains', async () => {
  for (const text of ['Chỉnh', 'chỉ', 'nghỉ,', 'tỉnh']) {
    for (const size of [12, 13, 14, 16]) expect(await seenAs(text, size, text), `${text} ${size} pt`).toBe(text)
  }
  const { word } = await printed('chi', 13, 'chỉ')
  expect(withDottedI([word], { width: 10, height: 10, pixels: new Uint8Array(100).fill(255) })[0]?.text).toBe('chỉ')
})
