import { mkdir, writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import path from 'node:path'
import { openOffice, type Office } from '../support/office.ts'
import { asAnotherFile, sampleScans, type Scan } from './bench-pages.ts'
import { median } from './character-error-rate.ts'
import { enginesAsked, type EngineName } from './corpus-reading.ts'

/**
 * Prints how long after its page is in the ledger the fields of a one-page result are told, in a station that stays open as a window's
 * does: those of its head, to be shown, and all of them, to be reviewed; and what the first paper after the opening takes.
 * `node test/bench/first-fields.ts [tesseract.js|native]`.
 */
const runs = 5
const aimSeconds = 1.2

interface Seconds {
  readonly toHead: number
  readonly toReview: number
}

/** Lays a paper in the feeder, scans it and reads it, as the counter does. */
async function readPaper(office: Office, scan: Scan, name: string): Promise<Seconds> {
  const samplePapers = path.join(office.folder, name)
  await mkdir(path.join(samplePapers, 'paper'), { recursive: true })
  await writeFile(path.join(samplePapers, 'paper', '1.jpg'), asAnotherFile(scan, name))
  await office.call('station.configure', { set: { samplePapers } })
  await office.call('scan.devices', { anew: true })
  let [arrived, head] = [NaN, NaN]
  const { records: [record] } = await office.call('scan.start', { device: 'samples:' }, ({ type }) => {
    if (type === 'page') arrived = performance.now()
  })
  if (record === undefined) throw new Error('nothing was scanned')
  const read = await office.call('page.read', { id: record.id }, ({ type }) => {
    if (type === 'fields' && Number.isNaN(head)) head = performance.now()
  })
  const end = performance.now()
  if (read.state.work !== 'awaiting review' && read.state.work !== 'reviewed') throw new Error(`not read: ${JSON.stringify(read.state)}`)
  return { toHead: (head - arrived) / 1000, toReview: (end - arrived) / 1000 }
}

async function measureWith(engine: EngineName, scan: Scan): Promise<void> {
  const office = await openOffice({ keepsOpen: true })
  try {
    await office.call('station.configure', { set: { ocrEngine: engine, signing: 'when told' } })
    const first = await readPaper(office, scan, `${engine} first`)
    const later: Seconds[] = []
    for (let run = 1; run <= runs; run += 1) later.push(await readPaper(office, scan, `${engine} ${run}`))
    const [toHead, toReview] = [median(later.map((one) => one.toHead)), median(later.map((one) => one.toReview))]
    console.log(`${engine.padEnd(13)} s from the page to the head's fields ${toHead.toFixed(2)} (aim ${aimSeconds}${toHead <= aimSeconds ? '' : ', MISSED'}), to all fields ${toReview.toFixed(2)}; the first paper after the opening ${first.toHead.toFixed(2)} and ${first.toReview.toFixed(2)}`)
  } finally {
    await office.close()
  }
}

const [scan] = await sampleScans('4-quyet-dinh-chuyen-muc-dich')
if (scan === undefined) throw new Error('the demo has no A4 page')
console.log(`A4 at 300 dpi in colour, median of ${runs} papers; the machine's load before: ${loadavg()[0]?.toFixed(1) ?? ''}`)
for (const engine of await enginesAsked()) await measureWith(engine, scan)
