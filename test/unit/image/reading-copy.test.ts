import { expect, test } from 'vitest'
import { withoutBlackSeals } from '../../../shared/image/clean/black-seals.ts'
import { setApart } from '../../../shared/image/clean/set-apart.ts'
import type { Grey } from '../../../shared/image/planes.ts'
import { decision, printedPage, type PrintedLine } from '../../support/printed-page.ts'

const dpi = 200
const px = (millimetres: number): number => Math.round((millimetres / 25.4) * dpi)

async function pictureOf(lines: readonly PrintedLine[], shapes = ''): Promise<Grey> {
  const { data, info } = await printedPage(lines, { dpi, shapes }).greyscale().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, pixels: new Uint8Array(data) }
}

const copyOf = (picture: Grey): Grey => ({ ...picture, pixels: picture.pixels.slice() })

/** Dark px of a part of a picture, mm. */
function inkIn({ width, pixels }: Grey, part: { x: number; y: number; width: number; height: number }): number {
  let count = 0
  for (let y = px(part.y); y < px(part.y + part.height); y++) for (let x = px(part.x); x < px(part.x + part.width); x++) if ((pixels[y * width + x] ?? 255) < 128) count++
  return count
}

/** A seal of two rings with a star, 36 mm wide, as bitonal scans show it. */
const sealAt = (x: number, y: number): string => `<g fill="none" stroke="black"><circle cx="${x}" cy="${y}" r="18" stroke-width="0.9"/><circle cx="${x}" cy="${y}" r="11" stroke-width="0.4"/></g>
  <path transform="translate(${x} ${y})" d="M0,-7 L2,-2 L7,-2 L3,1 L4.5,6 L0,3 L-4.5,6 L-3,1 L-7,-2 L-2,-2 Z"/>`

test('columns that stand side by side are read one after the other, and put back they are the page, every pixel of it', async () => {
  const page = await pictureOf(decision)
  const { picture, strips } = setApart(page, [], dpi)
  expect(strips.filter(({ pageTop }, index) => strips[index + 1]?.pageTop === pageTop), 'head and close').toHaveLength(2)
  const put: Grey = { width: page.width, height: page.height, pixels: new Uint8Array(page.pixels.length).fill(255) }
  strips.forEach(({ top, pageTop }, index) => {
    const end = strips[index + 1]?.top ?? picture.height
    for (let row = top; row < end && pageTop + row - top < page.height; row++) {
      for (let x = 0; x < page.width; x++) {
        const at = (pageTop + row - top) * page.width + x
        put.pixels[at] = Math.min(put.pixels[at] ?? 255, picture.pixels[row * page.width + x] ?? 255)
      }
    }
  })
  expect(Buffer.compare(put.pixels, page.pixels)).toBe(0)
})

test('running text, a title alone and a page without print stay as they stand', async () => {
  const text = Array.from({ length: 20 }, (_, index) => ({ text: 'Điều 1. Cho phép chuyển mục đích sử dụng đất đối với thửa đất số 57, tờ bản đồ số 12', x: 25, y: 30 + 8 * index }))
  for (const lines of [text, [{ text: 'QUYẾT ĐỊNH', x: 90, y: 60 }], []]) expect(setApart(await pictureOf(lines), [], dpi).strips).toEqual([])
})

test('a black seal goes from the copy that is read, and the print that it lies over and beside stays', async () => {
  const seal = { x: 118, y: 155 }
  const name = { x: 132, y: 166.5, width: 50, height: 5 }
  const bare = await pictureOf(decision)
  const sealed = await pictureOf(decision, sealAt(seal.x, seal.y))
  const cleaned = copyOf(sealed)
  expect(withoutBlackSeals(cleaned, dpi)).toHaveLength(1)
  const star = { x: 110, y: 147, width: 16, height: 15 }
  expect(inkIn(sealed, star)).toBeGreaterThan(1000)
  expect(inkIn(cleaned, star)).toBe(0)
  expect(inkIn(cleaned, name)).toBeGreaterThan(inkIn(bare, name) * 0.97)
  const above = { x: 20, y: 15, width: 170, height: 120 }
  expect(inkIn(cleaned, above)).toBe(inkIn(sealed, above))
})

test('print under a black seal is told with fewer of its rings too, so that it can be read a second time', async () => {
  const sealed = await pictureOf(decision, sealAt(118, 155))
  const cleaned = copyOf(sealed)
  const part = withoutBlackSeals(cleaned, dpi)[0]?.part
  if (part === undefined) throw new Error('no print was told under the seal')
  expect(part.left + part.width).toBeGreaterThan(px(175))
  const asPart = copyOf(cleaned)
  for (let row = 0; row < part.height; row++) asPart.pixels.set(part.pixels.subarray(row * part.width, (row + 1) * part.width), (part.top + row) * asPart.width + part.left)
  const underRing = { x: 117, y: 164, width: 18, height: 8 }
  expect(inkIn(asPart, underRing)).toBeLessThan(inkIn(cleaned, underRing))
  const beside = { x: 140, y: 164, width: 35, height: 8 }
  expect(inkIn(asPart, beside)).toBe(inkIn(cleaned, beside))
})

test('print, tables, small circles and emblems are taken for no seal', async () => {
  const table = Array.from({ length: 12 }, (_, index) => `<path d="M20,${40 + index * 9} H190" stroke="black" stroke-width="0.4"/>`).join('')
  const shapes = [table, '<circle cx="100" cy="150" r="7" fill="none" stroke="black" stroke-width="0.6"/>', '<rect x="80" y="100" width="40" height="40" fill="none" stroke="black"/>', '<circle cx="100" cy="150" r="60" fill="none" stroke="black" stroke-width="1"/>']
  for (const shape of shapes) {
    const page = await pictureOf(decision, shape)
    const cleaned = copyOf(page)
    expect(withoutBlackSeals(cleaned, dpi)).toEqual([])
    expect(Buffer.compare(cleaned.pixels, page.pixels)).toBe(0)
  }
})
