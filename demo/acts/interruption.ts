import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { DemoOffice } from '../office.ts'
import { reviewAsOfficer } from '../officer.ts'
import type { GeneratedPaper } from '../papers/generate.ts'
import type { InterruptionStory, ResultStory } from '../story.ts'

/** From the moment every page is kept until the kill: the readers are under way, the first page is about done. */
const readingMs = 2500

async function blobsOf(station: string): Promise<number> {
  const entries = await readdir(path.join(station, 'blobs'), { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).length
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
  while (child.exitCode === null && await blobsOf(office.folder) < before + paper.truth.pageCount) await wait(50)
  await wait(readingMs)
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
