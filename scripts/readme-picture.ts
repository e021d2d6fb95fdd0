// Makes the picture of the README from a finished demo (`npm run demo`): a sample paper beside the first page of its signed PDF.
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import sharp from 'sharp'
import { z } from 'zod'
import { openPdfReader } from '../shared/pdf-file/index.ts'

const root = join(import.meta.dirname, '..')
const demo = join(root, 'out', 'demo')
const exports = join(demo, 'ban-dien-tu')
const target = join(root, 'docs', 'anh', 'giay-va-ban-dien-tu.jpg')

/** px: both pages as wide, so that paper and file are seen at one scale */
const pageWidth = 660
const gap = 28
const ground = { r: 228, g: 230, b: 233 }

/** The first signed PDF that the demo exported, and the folder of the paper it came from. */
async function example(): Promise<{ pdf: string; paper: string }> {
  const names = await readdir(exports).catch(() => [])
  const pdf = names.filter((name) => name.endsWith('.pdf')).toSorted()[0]
  if (pdf === undefined) throw new Error('No signed PDF of the demo: run npm run demo first.')
  const { source } = z.object({ source: z.string() }).parse(JSON.parse(await readFile(join(exports, `${basename(pdf, '.pdf')}.json`), 'utf8')))
  return { pdf: join(exports, pdf), paper: join(demo, 'giay-mau', source) }
}

async function firstPage(pdf: string): Promise<Uint8Array> {
  const reader = openPdfReader({ processes: 1 })
  try {
    return (await reader.render(await readFile(pdf), 0, 200)).png
  } finally {
    await reader.close()
  }
}

async function fitted(picture: string | Uint8Array): Promise<{ data: Buffer; height: number }> {
  const { data, info } = await sharp(picture).resize({ width: pageWidth }).flatten({ background: '#fff' }).png().toBuffer({ resolveWithObject: true })
  return { data, height: info.height }
}

const { pdf, paper } = await example()
const left = await fitted(join(paper, '01.jpg'))
const right = await fitted(await firstPage(pdf))
await mkdir(dirname(target), { recursive: true })
const { size } = await sharp({ create: { width: 2 * pageWidth + 3 * gap, height: Math.max(left.height, right.height) + 2 * gap, channels: 3, background: ground } })
  .composite([{ input: left.data, left: gap, top: gap }, { input: right.data, left: pageWidth + 2 * gap, top: gap }])
  .jpeg({ quality: 78, mozjpeg: true }).toFile(target)
process.stdout.write(`${target}: ${Math.round(size / 1024)} KB\n`)
