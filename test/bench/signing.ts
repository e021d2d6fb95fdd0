import path from 'node:path'
import { z } from 'zod'
import { measure } from './process-tree.ts'

/**
 * Prints how long a station signs documents of several sizes, time stamps apart, and how much memory its own process and the one of
 * its verifier take at most.
 */
const aimBytes = 700e6
const aimEachSecond = 5
const told = z.object({ seconds: z.number(), cpuSeconds: z.number(), records: z.number(), states: z.array(z.string()), fileBytes: z.number(), rssBefore: z.number(), peakRss: z.number() })

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`

async function tell(label: string, pages: number, bytes: number, records: number, mode: 'plain' | 'stamped'): Promise<void> {
  const peaks = new Map<string, number>()
  const { code, stdout, stderr } = await measure(process.execPath, [path.join(import.meta.dirname, 'signing-run.ts'), String(pages), String(bytes), String(records), mode], (processes) => {
    for (const { role, bytes: held } of processes) peaks.set(role, Math.max(peaks.get(role) ?? 0, held))
  })
  if (code !== 0) throw new Error(stderr)
  const run = told.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''))
  const each = run.records / run.seconds
  const rate = records > 10 ? `, ${each.toFixed(1)} a second (aim ${aimEachSecond}${each >= aimEachSecond ? '' : ', MISSED'})` : ''
  console.log(`${label}, ${mode}: ${(run.seconds / run.records).toFixed(2)} s each${rate} (${(run.cpuSeconds / run.records).toFixed(2)} s of CPU beside the verifier's); ${megabytes(run.fileBytes)} signed; ${run.states.join(', ')}`)
  const missed = run.peakRss > aimBytes ? ', MISSED' : ''
  console.log(`  station process at most ${megabytes(run.peakRss)} RSS (${megabytes(run.rssBefore)} before; aim ${megabytes(aimBytes)}${missed}); verifier ${megabytes(peaks.get('verify') ?? 0)} PSS`)
}

const many = Number(process.argv[2] ?? 100)
await tell('1 page of 1.3 MB', 1, 1.3e6, many, 'plain')
await tell('1 page of 1.3 MB', 1, 1.3e6, many, 'stamped')
await tell('50 pages, 65 MB', 50, 65e6, 1, 'stamped')
await tell('300 pages, 400 MB', 300, 400e6, 1, 'stamped')
