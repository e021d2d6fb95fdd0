import { extract } from '../../shared/extract/index.ts'
import { openImageRoom, type CleanPage, type ImageInput } from '../../shared/image/index.ts'
import { instant, vietnamDate, type PageText } from '../../shared/model/index.ts'
import { openOcrEngine } from '../../shared/ocr/index.ts'
import { readPage } from '../../shared/pipeline/reading/read-page.ts'
import { printedScans, sampleScans, type Scan } from './bench-pages.ts'
import { enginesAsked, type EngineName } from './corpus-reading.ts'
import { treeSeconds } from './process-tree.ts'

/**
 * Prints what reading A4 pages of 300 dpi in colour takes: CPU seconds a page of clean-up, recognition and extraction, apart (one
 * process of a kind, engines warm, children counted) and together; and how much sooner two workers end than one.
 * `node test/bench/reading-cost.ts [tesseract.js|native]`.
 */
const aims = { 'tesseract.js': 2, 'native': 1.4 } as const
const leastSpeedUp = 1.8
const pages = 10
const input: ImageInput = { format: 'jpeg', dpi: 300, dpiFrom: 'image', exifOrientation: 1 }

interface Taken<Value> {
  readonly value: Value
  readonly cpu: number
  readonly wall: number
}

async function taken<Value>(work: () => Promise<Value>): Promise<Taken<Value>> {
  const [cpu, start] = [treeSeconds(), performance.now()]
  const value = await work()
  return { value, cpu: treeSeconds() - cpu, wall: (performance.now() - start) / 1000 }
}

async function oneByOne<Given, Made>(given: readonly Given[], make: (one: Given) => Promise<Made>): Promise<Made[]> {
  const made: Made[] = []
  for (const one of given) made.push(await make(one))
  return made
}

function told(name: string, { cpu, wall }: Taken<unknown>, count: number): string {
  return `${name} ${(cpu / count).toFixed(2)} (wall ${(wall / count).toFixed(2)})`
}

async function apart(engineName: EngineName, scans: readonly Scan[]): Promise<void> {
  const images = openImageRoom({ processes: 1 })
  const engine = await openOcrEngine({ engine: engineName, processes: 1, timeLimitMs: 60_000 })
  try {
    const [first = new Uint8Array()] = scans
    await readPage(images, engine, first, input)
    const cleaned = await taken(() => oneByOne(scans, (scan): Promise<CleanPage> => images.clean(scan, { ...input, turn: 0 })))
    const read = await taken(() => oneByOne(cleaned.value, ({ reading }): Promise<PageText> => engine.recognise(reading)))
    const extracted = await taken(() => oneByOne([...read.value.entries()], ([index, text]) => {
      const geometry = cleaned.value[index]?.cleaning.geometry
      return Promise.resolve(geometry === undefined ? undefined : extract({ pages: [{ text, geometry }], today: vietnamDate(instant()), trainingStation: true }))
    }))
    const together = (cleaned.cpu + read.cpu + extracted.cpu) / scans.length
    const aim = aims[engineName]
    console.log(`${engineName.padEnd(13)} CPU-s a page: ${told('clean-up', cleaned, scans.length)}, ${told('recognition', read, scans.length)}, ${told('extraction', extracted, scans.length)}; together ${together.toFixed(2)} (aim ${aim}${together <= aim ? '' : ', MISSED'})`)
  } finally {
    await Promise.all([images.close(), engine.close()])
  }
}

/** Seconds until all pages are cleaned and read by so many workers, which are warm. */
async function secondsWith(workers: number, engineName: EngineName, scans: readonly Scan[]): Promise<Taken<void>> {
  const images = openImageRoom({ processes: Math.ceil(workers / 2) })
  const engine = await openOcrEngine({ engine: engineName, processes: workers, timeLimitMs: 60_000 })
  try {
    const [first = new Uint8Array()] = scans
    await Promise.all(Array.from({ length: workers }, () => readPage(images, engine, first, input)))
    return await taken(async () => {
      const queue = [...scans]
      await Promise.all(Array.from({ length: workers }, async () => {
        for (let scan = queue.shift(); scan !== undefined; scan = queue.shift()) await readPage(images, engine, scan, input)
      }))
    })
  } finally {
    await Promise.all([images.close(), engine.close()])
  }
}

async function workersOf(engineName: EngineName, scans: readonly Scan[]): Promise<void> {
  const one = await secondsWith(1, engineName, scans)
  const two = await secondsWith(2, engineName, scans)
  const gain = one.wall / two.wall
  console.log(`${engineName.padEnd(13)} ${scans.length} pages: one worker ${one.wall.toFixed(1)} s (CPU ${one.cpu.toFixed(1)}), two ${two.wall.toFixed(1)} s (CPU ${two.cpu.toFixed(1)}), ${gain.toFixed(2)} times as fast (aim ${leastSpeedUp}${gain >= leastSpeedUp ? '' : ', MISSED'})`)
}

async function main(): Promise<void> {
  if (process.platform !== 'linux') {
    console.log('skipped: process times are read from /proc, which only Linux has')
    return
  }
  const samples = await sampleScans()
  const scans = [...samples, ...await printedScans(Math.max(0, pages - samples.length))].slice(0, pages)
  console.log(`A4 at 300 dpi: ${Math.min(pages, samples.length)} pages of the demo's papers, the rest printed anew`)
  for (const engine of await enginesAsked()) {
    await apart(engine, scans)
    await workersOf(engine, scans)
  }
}

await main()
