import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PDFDocument } from 'pdf-lib'
import { median } from './character-error-rate.ts'
import { printedScans, readPages, sampleScans, writeDocument, type Scan } from './bench-pages.ts'
import { measure } from './process-tree.ts'
import { hasProgram } from './programs.ts'
import { convertAnew, type Job } from './sohoa-command.ts'

/**
 * Prints what the whole job takes through the real command line, from process start to the signed, time-stamped, verified and
 * stored record: CPU seconds of the process tree a page, and seconds until fields and signature are there. Beside it
 * ocrmypdf on the same pages. `node test/bench/whole-job.ts`.
 */
const runs = 3
const aims = { cpuSecondsAPage: 2.5, secondsToFields: 4, secondsToSigned: 8, timesCheaper: 3 }

const secondsTo = (job: Job, state: 'extracted' | 'signed'): number => (job.reached(state) - job.measured.startedAt) / 1000
const middle = (jobs: readonly Job[], figure: (job: Job) => number): number => median(jobs.map(figure))
const against = (value: number, aim: number): string => `${value.toFixed(2)} (aim ${aim}${value <= aim ? '' : ', MISSED'})`

function tell(what: string, jobs: readonly Job[], timed: boolean): void {
  const cpu = middle(jobs, ({ measured, pages }) => measured.cpuSeconds / pages)
  const parts = [`CPU-s a page ${against(cpu, aims.cpuSecondsAPage)}`, `wall s ${middle(jobs, ({ measured }) => measured.wallSeconds).toFixed(2)}`]
  if (timed) {
    parts.push(`s to fields ${against(middle(jobs, (job) => secondsTo(job, 'extracted')), aims.secondsToFields)}`)
    parts.push(`s to signed ${against(middle(jobs, (job) => secondsTo(job, 'signed')), aims.secondsToSigned)}`)
  }
  console.log(`${what.padEnd(34)} ${parts.join(' · ')}`)
  const names = [...new Set(jobs.flatMap(({ timings }) => Object.keys(timings)))]
  console.log(`${' '.repeat(35)}of it, s: ${names.map((name) => `${name} ${(middle(jobs, ({ timings }) => timings[name] ?? 0) / 1000).toFixed(2)}`).join(', ')}`)
}

/** Returns CPU seconds a page. */
async function ocrmypdf(folder: string, document: string, count: number): Promise<number> {
  const pdf = await PDFDocument.create()
  for (const jpeg of await readPages(document, count)) {
    const image = await pdf.embedJpg(jpeg)
    pdf.addPage([image.width * 0.24, image.height * 0.24]).drawImage(image, { x: 0, y: 0, width: image.width * 0.24, height: image.height * 0.24 })
  }
  const file = path.join(folder, `${count}.pdf`)
  await writeFile(file, await pdf.save())
  const { code, stderr, cpuSeconds, wallSeconds } = await measure('ocrmypdf', ['--deskew', '--rotate-pages', '-l', 'vie', '--output-type', 'pdfa', '--jobs', '2', '--quiet', file, path.join(folder, `${count}.out.pdf`)])
  if (code !== 0) throw new Error(`ocrmypdf: ${stderr}`)
  console.log(`${`ocrmypdf, ${count} page${count === 1 ? '' : 's'} (unsigned)`.padEnd(34)} CPU-s a page ${(cpuSeconds / count).toFixed(2)} · wall s ${wallSeconds.toFixed(2)}`)
  return cpuSeconds / count
}

/** Returns CPU seconds a page of ten. */
async function convertWith(engine: 'tesseract.js' | 'native', one: Scan, ten: readonly Scan[]): Promise<number> {
  await convertAnew('warm-up', [one], engine)
  const jobs: Job[] = []
  for (let run = 1; run <= runs; run += 1) jobs.push(await convertAnew(`one ${run}`, [one], engine))
  tell(`sohoa, ${engine}, 1 page`, jobs, true)
  const job = await convertAnew('ten', ten, engine)
  tell(`sohoa, ${engine}, 10 pages`, [job], false)
  return job.measured.cpuSeconds / job.pages
}

async function main(): Promise<void> {
  if (process.platform !== 'linux') {
    console.log('skipped: process times are read from /proc, which only Linux has')
    return
  }
  const samples = await sampleScans()
  const [one] = await sampleScans('4-quyet-dinh-chuyen-muc-dich')
  if (one === undefined) throw new Error('the demo has no A4 page')
  const ten = [...samples, ...await printedScans(10)].slice(0, 10)
  const folder = await mkdtemp(path.join(tmpdir(), 'whole-job-'))
  try {
    console.log(`A4 at 300 dpi: ${Math.min(10, samples.length)} pages of the demo's papers, the rest printed anew; one page: median of ${runs} runs, engine files warm`)
    const ours = [await convertWith('tesseract.js', one, ten)]
    if (await hasProgram('tesseract')) ours.push(await convertWith('native', one, ten))
    else console.log('native tesseract: not installed (apt-get install --no-install-recommends tesseract-ocr tesseract-ocr-vie)')
    if (await hasProgram('ocrmypdf')) {
      await ocrmypdf(folder, await writeDocument(folder, 'ocrmypdf one', [one]), 1)
      const theirs = await ocrmypdf(folder, await writeDocument(folder, 'ocrmypdf ten', ten), 10)
      for (const [index, cpu] of ours.entries()) console.log(`ocrmypdf takes ${(theirs / cpu).toFixed(1)} times as much as sohoa with ${index === 0 ? 'tesseract.js' : 'native tesseract'} (aim ${aims.timesCheaper}${theirs / cpu >= aims.timesCheaper ? '' : ', MISSED'}), ours signed`)
    } else {
      console.log('ocrmypdf: not installed (apt-get install --no-install-recommends ocrmypdf)')
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

await main()
