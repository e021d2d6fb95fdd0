import { mkdir, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decisionLines, dossier, openOffice, type Office } from '../support/office.ts'
import { printedPage } from '../support/printed-page.ts'
import { runTool, toolOrSkip } from '../support/system-tools.ts'

/** Papers that come over the counter, mm: DOMAIN's 100 % scale holds from an identity card to a folded plan laid open. */
const papers = [
  { name: 'A4', width: 210, height: 297, dpi: 300 },
  { name: 'card', width: 85.6, height: 54, dpi: 300 },
  { name: 'A5', width: 148, height: 210, dpi: 200 },
  { name: 'A4 landscape', width: 297, height: 210, dpi: 240 },
  { name: 'A3', width: 297, height: 420, dpi: 200 },
  { name: 'A3 laid open', width: 420, height: 297, dpi: 150 },
] as const
const toleranceMm = 0.5

let office: Office
let folder: string
let file: string

beforeAll(async () => {
  office = await openOffice({ training: true })
  folder = path.join(office.folder, 'khổ giấy')
  await mkdir(folder)
  for (const [index, { width, height, dpi }] of papers.entries()) {
    const lines = index === 0 ? decisionLines(70) : [{ text: `Giấy tờ kèm theo, tờ ${'ABCDEF'[index] ?? ''}`, x: 8, y: height / 2 }]
    await printedPage(lines, { dpi, size: { width, height } }).jpeg({ quality: 85 }).withMetadata({ density: dpi }).toFile(path.join(folder, `${index + 1}.jpg`))
  }
  const { records: [record] } = await office.call('record.convert', { files: [folder], dossiers: [dossier], acceptAbove: 0, deliverTo: [] })
  if (record === undefined) throw new Error('no record')
  if (record.state.work === 'awaiting review') await office.call('record.review', { id: record.id, overrule: 'all', reason: 'khổ giấy khác nhau là đúng', deliver: false })
  const { files } = await office.call('record.export', { id: record.id, folder: path.join(office.folder, 'xuất') })
  file = files.find((name) => name.endsWith('.pdf')) ?? ''
})
afterAll(async () => { await office.close() })

describe('a page in the signed PDF', () => {
  it('is as large as its paper, from a card to A3, upright or lying', () => {
    if (!toolOrSkip('pdfinfo')) return
    const told = runTool('pdfinfo', ['-f', '1', '-l', String(papers.length), file]).stdout.toString('utf8')
    const sizes = [...told.matchAll(/Page\s+\d+ size:\s+([\d.]+) x ([\d.]+) pts/gu)].map(([, width, height]) => [Number(width), Number(height)].map((points) => (points / 72) * 25.4))
    expect(sizes).toHaveLength(papers.length)
    for (const [index, { name, width, height }] of papers.entries()) {
      const [foundWidth = 0, foundHeight = 0] = sizes[index] ?? []
      expect(Math.abs(foundWidth - width), `${name} width`).toBeLessThan(toleranceMm)
      // The page that bears the mark may have got a strip below the paper, never less than the paper.
      if (index === 0) expect(foundHeight).toBeGreaterThan(height - toleranceMm)
      else expect(Math.abs(foundHeight - height), `${name} height`).toBeLessThan(toleranceMm)
    }
  })

  it('shows the whole raw image: nothing of it is cropped, and its resolution is that of the scan', async () => {
    if (!toolOrSkip('pdfimages')) return
    const out = path.join(office.folder, 'ảnh')
    await mkdir(out)
    runTool('pdfimages', ['-all', file, path.join(out, 'p')])
    const images = (await readdir(out)).filter((name) => name.endsWith('.jpg')).toSorted()
    expect(images).toHaveLength(papers.length)
    for (const [index, image] of images.entries()) {
      expect((await readFile(path.join(out, image))).equals(await readFile(path.join(folder, `${index + 1}.jpg`))), papers[index]?.name).toBe(true)
    }
    const listed = runTool('pdfimages', ['-list', file]).stdout.toString('utf8').split('\n').slice(2).filter((line) => /\bjpeg\b/u.test(line))
    const ppi = listed.map((line) => line.trim().split(/\s+/u)).map((cells) => [Number(cells[12]), Number(cells[13])])
    for (const [index, { name, dpi }] of papers.entries()) expect(ppi[index]?.map((value) => Math.abs(value - dpi) <= 1), `${name} ${ppi[index]?.join()}`).toEqual([true, true])
  })
})
