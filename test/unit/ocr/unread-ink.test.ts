import { describe, expect, it } from 'vitest'
import { unreadRegions, type Picture } from '../../../shared/ocr/second-reading/unread-ink.ts'
import { printedPage, type PrintedLine } from '../../support/printed-page.ts'

const dpi = 200
const px = (millimetres: number): number => Math.round((millimetres / 25.4) * dpi)

async function pictureOf(lines: readonly PrintedLine[], shapes = '', at = dpi): Promise<Picture> {
  const { data, info } = await printedPage(lines, { dpi: at, shapes }).greyscale().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, pixels: data }
}
const line = { text: 'Triệu Nguyên Bách Thảo', x: 110, y: 170 }
const place = { left: px(109), top: px(165), width: px(52), height: px(8) }
const nothing = { explained: [], doubted: [] }

describe('ink that nobody read', () => {
  it('is found where a line of print has no words, and the region holds the whole line', async () => {
    const [region, ...others] = unreadRegions(await pictureOf([line]), nothing, dpi, 3)
    expect(others).toEqual([])
    expect(region?.left).toBeLessThan(px(110))
    expect((region?.left ?? 0) + (region?.width ?? 0)).toBeGreaterThan(px(150))
    expect(region?.top).toBeLessThan(px(167))
    expect((region?.top ?? 0) + (region?.height ?? 0)).toBeGreaterThan(px(170))
  })

  it('is none where words explain it: a page that reads well costs nothing more', async () => {
    expect(unreadRegions(await pictureOf([line]), { explained: [place], doubted: [] }, dpi, 3)).toEqual([])
  })

  it('is no rule, frame, edge or speck', async () => {
    const shapes = `<rect x="30" y="60" width="150" height="90" fill="none" stroke="black" stroke-width="0.5"/><path d="M30 80H180M90 60V150" stroke="black" stroke-width="0.5"/>
      <rect x="0" y="0" width="3" height="297"/><rect x="0" y="293" width="210" height="4"/>${Array.from({ length: 40 }, (_, index) => `<circle cx="${20 + ((index * 37) % 170)}" cy="${160 + ((index * 53) % 120)}" r="0.3"/>`).join('')}`
    expect(unreadRegions(await pictureOf([], shapes), nothing, dpi, 3)).toEqual([])
  })

  it('is never more regions than asked for: the one with most ink, then those of doubted numbers', async () => {
    const picture = await pictureOf([line, { text: 'Số: 453', x: 30, y: 41 }, { text: 'Kính gửi: bà con', x: 40, y: 90 }, { text: 'Lưu: VT, KT, HS', x: 30, y: 220 }])
    const doubted = [{ left: px(30), top: px(37), width: px(14), height: px(5) }]
    const regions = unreadRegions(picture, { explained: [], doubted }, dpi, 2)
    expect(regions.map(({ top }) => Math.round((top / dpi) * 25.4 / 10))).toEqual([16, 4])
  })

  it('is looked for in the same way at any resolution', async () => {
    const [region] = unreadRegions(await pictureOf([line], '', 100), nothing, 100, 3)
    expect(Math.abs((region?.left ?? 0) * 2 - px(108))).toBeLessThan(px(4))
  })

  it('is a lone figure where page numbers stand, and only there', async () => {
    const number = (x: number, y: number): PrintedLine => ({ text: '3', x, y })
    const [top, ...others] = unreadRegions(await pictureOf([number(104, 15)]), nothing, dpi, 3)
    expect(others).toEqual([])
    expect(top).toMatchObject({ figure: true })
    expect((top?.top ?? 0) + (top?.height ?? 0)).toBeGreaterThan(px(15))
    expect(unreadRegions(await pictureOf([number(104, 285)]), nothing, dpi, 3)).toMatchObject([{ figure: true }])
    expect(unreadRegions(await pictureOf([number(104, 150)]), nothing, dpi, 3), 'in the middle of the page').toEqual([])
    expect(unreadRegions(await pictureOf([number(25, 15)]), nothing, dpi, 3), 'at the left of the head').toEqual([])
    expect(unreadRegions(await pictureOf([number(104, 15)]), { explained: [{ left: px(103), top: px(11), width: px(4), height: px(5) }], doubted: [] }, dpi, 3), 'read already').toEqual([])
  })
})
