import { printedScans, sampleScans, type Scan } from './bench-pages.ts'
import { median } from './character-error-rate.ts'
import { option } from './options.ts'
import type { ProcessMemory } from './process-tree.ts'
import { convertAnew, type Job } from './sohoa-command.ts'

/**
 * Prints the memory of the whole process tree while the command line converts 50 pages (proportional set size, sampled each
 * 200 ms), and whether each process is as large at page 200 of a long run as at page 20.
 * `node test/bench/memory.ts [--pages N of the long run, default 200]`.
 */
const aimBytes = 1e9
const shortRun = 50
const longRun = Number(option('--pages') ?? 200)

interface Sample {
  readonly atMs: number
  readonly processes: readonly ProcessMemory[]
}

async function sampled(scans: readonly Scan[]): Promise<{ samples: Sample[]; job: Job }> {
  const samples: Sample[] = []
  const job = await convertAnew('pages', scans, undefined, (processes) => { samples.push({ atMs: Date.now(), processes }) })
  return { samples, job }
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`
const total = ({ processes }: Sample): number => processes.reduce((sum, { bytes }) => sum + bytes, 0)

function tellPeak(samples: readonly Sample[], pages: number): void {
  const peak = samples.reduce((most, sample) => (total(sample) > total(most) ? sample : most))
  const verdict = total(peak) <= aimBytes ? '' : ', MISSED'
  console.log(`${pages} pages: peak ${megabytes(total(peak))} over the process tree (aim ${megabytes(aimBytes)}${verdict}), median ${megabytes(median(samples.map(total)))}`)
  console.log(`  at the peak: ${peak.processes.map(({ role, bytes }) => `${role} ${megabytes(bytes)}`).join(', ')}`)
  const most = new Map<string, number>()
  for (const { role, bytes } of samples.flatMap(({ processes }) => processes)) most.set(role, Math.max(most.get(role) ?? 0, bytes))
  console.log(`  largest of each kind: ${[...most].map(([role, bytes]) => `${role} ${megabytes(bytes)}`).join(', ')}`)
}

/** Median memory of each process while the pages about `page` were read: page times are taken as equal. */
function aboutPage(samples: readonly Sample[], job: Job, page: number): Map<number, { role: string; bytes: number }> {
  const [from, to] = [job.reached('captured'), job.reached('recognised')]
  const timeOf = (ordinal: number): number => from + ((to - from) * ordinal) / job.pages
  const near = samples.filter(({ atMs }) => atMs >= timeOf(page - 8) && atMs <= timeOf(page)).flatMap(({ processes }) => processes)
  return new Map([...new Set(near.map(({ pid }) => pid))].flatMap((pid) => {
    const own = near.filter((sample) => sample.pid === pid)
    return own.length < 3 ? [] : [[pid, { role: own[0]?.role ?? '', bytes: median(own.map(({ bytes }) => bytes)) }]]
  }))
}

function tellFlatness(samples: readonly Sample[], job: Job): void {
  const [early, late] = [20, job.pages]
  const [before, after] = [aboutPage(samples, job, early), aboutPage(samples, job, late)]
  for (const [pid, { role, bytes }] of after) {
    const first = before.get(pid)
    if (first === undefined) console.log(`  ${role}: ${megabytes(bytes)} at page ${late}, was not there at page ${early}`)
    else console.log(`  ${role}: ${megabytes(first.bytes)} at page ${early}, ${megabytes(bytes)} at page ${late}, ratio ${(bytes / first.bytes).toFixed(2)}`)
  }
}

async function main(): Promise<void> {
  if (process.platform !== 'linux') {
    console.log('skipped: proportional set sizes are read from /proc, which only Linux has')
    return
  }
  const samples = await sampleScans()
  // No two pages are alike: a record with a page that comes twice waits for a person.
  const scans: Scan[] = [...samples, ...await printedScans(Math.max(shortRun, longRun) - samples.length)]
  const short = await sampled(scans.slice(0, shortRun))
  tellPeak(short.samples, shortRun)
  if (longRun <= 20) return
  const long = await sampled(scans.slice(0, longRun))
  tellPeak(long.samples, longRun)
  tellFlatness(long.samples, long.job)
}

await main()
