import path from 'node:path'
import { z } from 'zod'
import { openOffice, type Office } from '../support/office.ts'
import { writeDocument, type Scan } from './bench-pages.ts'
import { measure, type MeasuredCommand, type ProcessMemory } from './process-tree.ts'

const program = path.join(import.meta.dirname, '../../bin/sohoa.mjs')
const recordLine = z.object({ id: z.string(), pages: z.number(), state: z.object({ work: z.string(), trust: z.string() }), timings: z.record(z.string(), z.number()) })
const detail = z.object({ history: z.array(z.object({ at: z.string(), to: z.string() })) })

/** One document taken through the whole job by the command line. */
export interface Job {
  readonly measured: MeasuredCommand
  readonly pages: number
  /** What the record says its steps took, ms. */
  readonly timings: Readonly<Record<string, number>>
  /** When the record reached a state, ms since 1970. */
  reached(state: 'captured' | 'recognised' | 'extracted' | 'signed'): number
}

/**
 * Converts scans in a station of their own, with the engine that is told or the station's: one that knows a paper already would ask
 * whether it is the same. See convert.
 */
export async function convertAnew(name: string, scans: readonly Scan[], engine?: 'tesseract.js' | 'native', onMemory?: (processes: readonly ProcessMemory[]) => void): Promise<Job> {
  const office = await openOffice()
  try {
    if (engine !== undefined) await office.call('station.configure', { set: { ocrEngine: engine } })
    return await convert(office, await writeDocument(office.folder, name, scans), onMemory)
  } finally {
    await office.close()
  }
}

/**
 * `sohoa convert` on a document of scans, every value accepted, without delivery. Throws unless the record ended signed and
 * time-stamped: a quick failure is no figure.
 */
async function convert(office: Office, document: string, onMemory?: (processes: readonly ProcessMemory[]) => void): Promise<Job> {
  const measured = await measure(process.execPath, [
    program, 'convert', document, '--json', '--accept-above', '0', '--no-deliver', '--station', office.station, '--passphrase-file', office.passphraseFile,
  ], onMemory)
  const record = recordLine.parse(JSON.parse(measured.stdout))
  if (record.state.work !== 'signed' || record.state.trust !== 'B-T') throw new Error(`not signed: ${measured.stdout}${measured.stderr}`)
  const { history } = detail.parse(await office.call('record.show', { id: record.id }))
  return {
    measured, pages: record.pages, timings: record.timings,
    reached(state) {
      const entry = history.find(({ to }) => to === state)
      if (entry === undefined) throw new Error(`never ${state}`)
      return Date.parse(entry.at)
    },
  }
}
