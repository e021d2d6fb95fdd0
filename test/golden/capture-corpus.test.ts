import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { expandSource, openImageReader, planDocument, readSource, type ExpandedPage, type ExpandedSource } from '../../shared/capture/index.ts'
import { SohoaError } from '../../shared/model/index.ts'
import { openPdfReader } from '../../shared/pdf-file/index.ts'

const corpus = path.resolve(import.meta.dirname, '../../../shared/corpus')
const present = existsSync(corpus)
if (!present) process.stderr.write('SKIPPED: capture of foreign files (../shared/corpus is absent)\n')

const readers = { pdf: openPdfReader({ processes: 2 }), images: openImageReader({ processes: 2 }) }
afterAll(() => Promise.all([readers.pdf.close(), readers.images.close()]))

type Outcome = { readonly kind: ExpandedSource['kind']; readonly pages: readonly ExpandedPage[] } | { readonly code: string; readonly why?: string | number }

/** Pages or a named error; anything else is thrown on. */
async function take(file: string, mostPages = 3): Promise<Outcome> {
  try {
    const plan = await planDocument(file)
    const pages: ExpandedPage[] = []
    let kind: ExpandedSource['kind'] = 'scan'
    for (const planned of plan.files) {
      const source = await expandSource(await readSource(planned), readers)
      kind = source.kind
      for await (const page of source.pages) {
        pages.push(page)
        if (pages.length >= mostPages) break
      }
    }
    return { kind, pages }
  } catch (thrown) {
    if (!(thrown instanceof SohoaError) || thrown.code === 'internal') throw thrown
    return { code: thrown.code, ...(thrown.params.why === undefined ? {} : { why: thrown.params.why }) }
  }
}

function told(outcome: Outcome): string {
  if ('code' in outcome) return outcome.why === undefined ? outcome.code : `${outcome.code}: ${String(outcome.why)}`
  return `${outcome.kind} ${outcome.pages.map((page) => `${page.bytes === 'source' ? 'source' : page.format} ${page.exifOrientation}`).join(', ')}`
}

/** What must become of each file; every other file of the folders must end in pages or a named error. */
const expected: Readonly<Record<string, string>> = {
  'hard_images/broken_data_stream.png': 'image_damaged',
  'hard_images/exif_Landscape_6.jpg': 'scan source 6',
  'hard_images/exif_Portrait_8.jpg': 'scan source 8',
  'hard_images/g4-multi.tiff': 'scan png 1, png 1, png 1',
  'hard_images/g4_orientation_6.tif': 'scan png 6',
  'hard_images/hopper_bigtiff.tif': 'scan png 1',
  'hard_images/invalid-exif.jpg': 'scan source 1',
  'hard_images/old-style-jpeg-compression.tif': 'image_unsupported',
  'hard_images/pil_sample_cmyk.jpg': 'scan png 1',
  'hard_images/pngsuite.zip': 'not_an_image',
  'hard_images/pport_g4.tif': 'scan png 1',
  'hard_images/reallybig.bmp': 'image_unsupported',
  'hard_images/testfax4.tiff': 'scan png 1',
  'hard_images/tiff_strip_cmyk_jpeg.tif': 'scan png 1',
  'hard_images/truncated_jpeg.jpg': 'image_damaged',
  'hard_pdf/2400dpi.pdf': 'scan png 1',
  'hard_pdf/enc-XI-R6,V5,U=view,O=master.pdf': 'pdf_encrypted',
  'hard_pdf/helloworld-bad.pdf': 'not_a_scan: visible text',
  'hard_pdf/invalid.pdf': 'pdf_damaged',
  'hard_pdf/jbig2.pdf': 'scan png 1',
  'hard_pdf/lichtenstein.pdf': 'scan png 1',
  'hard_pdf/scan-bad.pdf': 'scan jpeg 1',
  'scan_noise/blank.pdf': 'not_a_scan: no image',
  'scan_noise/cardinal.pdf': 'scan png 1, png 6, png 3',
  'scan_noise/francais.pdf': 'scan jpeg 1',
  'scan_noise/masks.pdf': 'not_a_scan: several images',
  'scan_noise/naps2_ocr_test_output.pdf': 'scan jpeg 1',
  'scan_noise/paperless_multi-page-mixed.pdf': 'not_a_scan: visible text',
  'scan_noise/poster.pdf': 'not_a_scan: unknown page unit',
  'scan_noise/skew.pdf': 'not_a_scan: image is slanted',
  'vn_admin/danang_sgddt_1595.pdf': 'not_a_scan: annotation',
  'vn_admin/nom_qd_729_ttg.pdf': 'signed electronic original png 1',
  'vn_admin/nom_tt_37_bca_vehicle.pdf': 'scan png 1',
}

const folders = ['hard_images', 'hard_pdf', 'scan_noise', 'vn_admin']
const wanted = /\.(pdf|png|jpe?g|tiff?|bmp|zip)$/iu
const files = present
  ? folders.flatMap((folder) => readdirSync(path.join(corpus, folder), { withFileTypes: true }).filter((entry) => entry.isFile() && wanted.test(entry.name)).map((entry) => `${folder}/${entry.name}`))
  : []

describe.skipIf(!present)('every foreign file ends in pages or a named error', () => {
  test.each(files)('%s', async (file) => {
    const outcome = await take(path.join(corpus, file))
    const wish = expected[file]
    if (wish === undefined) expect(told(outcome)).not.toBe('')
    else expect(told(outcome)).toBe(wish)
  })

  test('and the children are no more than allowed afterwards', () => {
    expect(readers.pdf.pids().length).toBeLessThanOrEqual(2)
    expect(readers.images.pids().length).toBeLessThanOrEqual(2)
  })

  test('no file with a signature is ever taken as a scan of paper', async () => {
    const folder = path.join(corpus, 'signed_pdf')
    const verdicts = readFileSync(path.join(folder, 'verdicts_dev.json'), 'utf8')
    expect(verdicts.length).toBeGreaterThan(0)
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.pdf'))) {
      const outcome = await take(path.join(folder, name), 1)
      expect('kind' in outcome ? outcome.kind : 'refused', name).not.toBe('scan')
    }
  })
})

/** The stored or deflated files of a ZIP archive, by its local headers (APPNOTE 4.3.7). */
function* unzipped(archive: Buffer): Generator<{ name: string; bytes: Buffer }> {
  const end = archive.lastIndexOf(Buffer.from('504b0506', 'hex'))
  let at = archive.readUInt32LE(end + 16)
  for (let count = archive.readUInt16LE(end + 10); count > 0; count--) {
    const [method, packed, nameLength, extraLength, commentLength, local] = [
      archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28), archive.readUInt16LE(at + 30), archive.readUInt16LE(at + 32), archive.readUInt32LE(at + 42),
    ]
    const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    const body = archive.subarray(begin, begin + packed)
    yield { name: archive.toString('latin1', at + 46, at + 46 + nameLength), bytes: method === 0 ? body : inflateRawSync(body) }
    at += 46 + nameLength + extraLength + commentLength
  }
}

test.skipIf(!present)('PngSuite: what is corrupt is refused, all else is taken', async () => {
  let count = 0
  for (const { name, bytes } of unzipped(readFileSync(path.join(corpus, 'hard_images/pngsuite.zip')))) {
    if (!name.endsWith('.png')) continue
    count += 1
    const taken = await readers.images.page(bytes, 'png', 0).then(() => 'taken', (thrown: unknown) => (thrown instanceof SohoaError ? thrown.code : 'unnamed'))
    expect(taken, name).toBe(path.basename(name).startsWith('x') ? 'image_damaged' : 'taken')
  }
  expect(count).toBe(175)
})
