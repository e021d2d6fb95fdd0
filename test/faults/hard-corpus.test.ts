import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openOffice, type Office } from '../support/office.ts'
import { processesBelow } from '../support/processes.ts'
import { faultsOf } from '../support/station-truth.ts'

const corpus = path.resolve(import.meta.dirname, '../../../shared/corpus')
const present = existsSync(corpus)
if (!present) process.stderr.write('SKIPPED: hostile files in a station (../shared/corpus is absent)\n')

/** No child may hold more than the largest limit of any (cleaning a page), and what it takes in between two looks at it. */
const mostBytes = 1.8 * 1024 ** 3

const files = present
  ? ['hard_images', 'hard_pdf'].flatMap((folder) => readdirSync(path.join(corpus, folder)).map((name) => path.join(corpus, folder, name))).filter((file) => statSync(file).isFile())
  : []

/** What must come of these; all others end as a record or by a named error. */
const expected: Readonly<Record<string, RegExp>> = {
  'broken_data_stream.png': /^image_damaged/u,
  'crash-0e16d3bfb83be87356d026d66919deaefca44dac.tif': /^image_(?:damaged|unsupported)/u,
  'exif_Landscape_6.jpg': /^1 page/u,
  'exif_Portrait_8.jpg': /^1 page/u,
  'g4-multi.tiff': /^3 page/u,
  'g4_orientation_6.tif': /^1 page/u,
  'hopper_bigtiff.tif': /^1 page/u,
  'invalid-exif.jpg': /^1 page/u,
  'old-style-jpeg-compression.tif': /^(?:1 page|image_unsupported)/u,
  'pil_sample_cmyk.jpg': /^1 page/u,
  'pngsuite.zip': /^not_an_image/u,
  'pport_g4.tif': /^1 page/u,
  'reallybig.bmp': /^(?:image_unsupported|not_an_image)/u,
  'testfax4.tiff': /^1 page/u,
  'tiff_strip_cmyk_jpeg.tif': /^1 page/u,
  'truncated_jpeg.jpg': /^image_damaged/u,
  '2400dpi.pdf': /^1 page/u,
  'enc-XI-R6,V5,U=view,O=master.pdf': /^pdf_encrypted/u,
  'helloworld-bad.pdf': /^not_a_scan/u,
  'invalid.pdf': /^pdf_damaged/u,
  'jbig2.pdf': /^1 page/u,
  'lichtenstein.pdf': /^1 page/u,
  'scan-bad.pdf': /^1 page/u,
}

let office: Office
beforeAll(async () => {
  if (!present) return
  office = await openOffice()
  await office.call('station.configure', { set: { ocrEngine: 'auto', ocrPageSeconds: 60 } })
})
afterAll(async () => { if (present) await office.close() })

describe.skipIf(!present)('hostile and odd files handed to a station', () => {
  test('each ends as a record or by a named error, in time and within its memory, and the station stays whole', async () => {
    const outcomes = new Map<string, string>()
    const times = new Map<string, number>()
    const peaks = new Map<number, number>()
    const watch = setInterval(() => {
      for (const { pid, peakBytes } of processesBelow(process.pid)) peaks.set(pid, Math.max(peaks.get(pid) ?? 0, peakBytes))
    }, 200)
    let since = performance.now()
    const ended = (source: string, outcome: string): void => {
      outcomes.set(path.basename(source), outcome)
      times.set(path.basename(source), performance.now() - since)
      since = performance.now()
    }
    await office.call('record.convert', { files, deliver: false }, (event) => {
      if (event.type === 'failure') ended(event.failure.source, event.failure.error.code)
      if (event.type === 'record') {
        const { source, state: { work }, pages, stoppedBy } = event.record
        ended(source, work === 'refused' ? `${stoppedBy?.code ?? '?'} (bytes kept)` : `${pages} page${pages === 1 ? '' : 's'}, ${work}${stoppedBy === null ? '' : ` (${stoppedBy.code})`}`)
      }
    })
    clearInterval(watch)
    process.stdout.write([...outcomes].map(([name, outcome]) => `${name.padEnd(52)} ${((times.get(name) ?? 0) / 1000).toFixed(1).padStart(6)} s  ${outcome}\n`).join(''))
    process.stdout.write(`${peaks.size} children, the largest held ${Math.round(Math.max(...peaks.values()) / 1024 ** 2)} MiB\n`)

    expect([...outcomes.keys()].toSorted()).toEqual(files.map((file) => path.basename(file)).toSorted())
    expect([...outcomes].filter(([name, outcome]) => outcome.includes('internal') || expected[name]?.test(outcome) === false)).toEqual([])
    expect([...peaks.values()].filter((bytes) => bytes > mostBytes)).toEqual([])

    expect(await faultsOf(office)).toEqual([])
  // The children's own limits end whatever hangs, long before this.
  }, 1_200_000)
})
