import { createHash } from 'node:crypto'
import { openAssembler, type AssemblePage } from '../../shared/assemble/index.ts'
import { composeMark, loadMarkTemplate, placeMark } from '../../shared/mark/index.ts'
import { conversion, inkMap, metadata, paperPage } from '../support/paper.ts'

/**
 * What PDF/A, text layer and mark add to the raw JPEGs, in bytes a page, for documents of 1, 10 and 50 pages with 450
 * words each; wall time; the child's greatest resident memory. Run with `node test/bench/assembly-size.ts`.
 */
const template = loadMarkTemplate()
const mark = composeMark({ ...conversion, template, training: true })

const syllables = 'công nhân dân phường Ủy ban chịu trách nhiệm thi hành quyết định này kể từ ngày ký ban hành giấy phép xây dựng nhà ở riêng lẻ theo quy định của pháp luật'.split(' ')

/** A word out of a stable hash: as varied as print, the same at every run. */
function wordAt(page: number, index: number): string {
  const hash = createHash('sha256').update(`${page}.${index}`).digest()
  return hash.readUInt8(0) < 40 ? `${hash.readUInt16BE(1) % 997}` : (syllables[hash.readUInt8(1) % syllables.length] ?? '')
}

async function densePage(number: number): Promise<AssemblePage> {
  return paperPage(Array.from({ length: 45 }, (_, line) => Array.from({ length: 10 }, (_unused, column) => wordAt(number, line * 10 + column)).join(' ')), 300)
}

for (const count of [1, 10, 50]) {
  const pages = await Promise.all(Array.from({ length: count }, (_, index) => densePage(index)))
  const [first] = pages
  if (first === undefined) continue
  const placed = placeMark(mark, template, { number: 1, geometry: first.geometry, ink: inkMap(first.geometry, 16, () => true) })
  const assembler = openAssembler()
  const start = performance.now()
  const pdf = await assembler.assemble({ pages, mark: placed, metadata })
  const seconds = (performance.now() - start) / 1000
  await assembler.close()
  const added = pdf.length - pages.reduce((sum, page) => sum + page.bytes.length, 0)
  console.log(`${count} page${count === 1 ? '' : 's'}: adds ${(added / count / 1024).toFixed(1)} KB a page (limit 25), ${seconds.toFixed(2)} s`)
}
