import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { DemoOffice } from '../office.ts'
import { reviewAsOfficer } from '../officer.ts'
import type { GeneratedPaper } from '../papers/generate.ts'
import type { InterruptionStory, ResultStory } from '../story.ts'

const pollMs = 40
/** So long without a write after the pages were kept, the station is reading. */
const quietMs = 300

async function blobsOf(station: string): Promise<number> {
  const entries = await readdir(path.join(station, 'blobs'), { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).length
}

/** Bytes of the database's write-ahead log, in which every commit leaves its trace. */
async function writtenBy(station: string): Promise<number> {
  return (await stat(path.join(station, 'station.db-wal')).catch(() => null))?.size ?? 0
}

/** Waits until every page is kept and the first of them is read and written down, or the command has ended. */
async function untilReading(child: ChildProcess, station: string, blobs: number): Promise<void> {
  const running = (): boolean => child.exitCode === null && child.signalCode === null
  while (running() && await blobsOf(station) < blobs) await wait(pollMs)
  let [written, quiet] = [await writtenBy(station), 0]
  while (running()) {
    await wait(pollMs)
    const now = await writtenBy(station)
    if (now !== written && quiet >= quietMs) return
    quiet = now === written ? quiet + pollMs : 0
    written = now
  }
}

/**
 * Starts the command line on a paper, kills it (SIGKILL) while it reads, lets `resume` finish, and hands the paper in once
 * more: every page must be there, and no second record.
 */
export async function interruptConversion(office: DemoOffice, paper: GeneratedPaper): Promise<{ story: InterruptionStory; result: ResultStory }> {
  await office.release()
  const before = await blobsOf(office.folder)
  const began = Date.now()
  const child = office.start(['convert', paper.folder, '--dossier', paper.dossierFile, '--json'])
  const ended = once(child, 'close')
  await untilReading(child, office.folder, before + paper.truth.pageCount)
  child.kill('SIGKILL')
  await ended
  const afterMs = Date.now() - began

  const source = paper.folder.normalize('NFC')
  const recordsHere = async (): Promise<string[]> => (await office.call('record.list', {})).records.filter((record) => record.source === source).map(({ id }) => id)
  const [id] = await recordsHere()
  const found = id === undefined ? null : await office.call('record.show', { id })
  await office.release()
  const resumed = await office.command(['resume', '--json'])
  const { records: [again] } = await office.call('record.convert', { files: [paper.folder], dossiers: [paper.dossier] })
  if (again === undefined) throw new Error(`${paper.name}: no record after resuming`)
  const read = await office.call('record.show', { id: again.id })
  const { record, corrections } = await reviewAsOfficer(office, paper, read)
  return {
    story: {
      paper, signal: child.signalCode, afterMs, found, resumeExit: resumed.code, records: (await recordsHere()).length, existing: again.existing,
    },
    result: { paper, read, corrections, offline: await office.call('record.show', { id: record.id }) },
  }
}
