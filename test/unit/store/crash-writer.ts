import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { appendEntry } from '../../../shared/audit/index.ts'
import { instant } from '../../../shared/model/index.ts'
import { openStation } from '../../../shared/store/index.ts'
import { record } from './record.ts'

/**
 * Writes pages until it is killed. argv: folder, first page number; the passphrase comes by stdin.
 * A line `page digest` on stdout is its word that the page is safe.
 */
const [folder = '', first = '1'] = process.argv.slice(2)
const store = await openStation(folder, new Uint8Array(fs.readFileSync(0)))
const { id } = record(1)
for (let ordinal = Number(first); ; ordinal += 1) {
  const bytes = randomBytes(1000 + (ordinal % 7) * 400_000)
  const digest = store.putBlob(bytes)
  store.transaction(() => {
    store.addPage(id, {
      ordinal, digest, format: 'jpeg', widthPx: 1654, heightPx: 2339, dpi: 200, dpiFrom: 'image', exifOrientation: 1, capturedAt: instant(),
    })
    store.updateRecord(id, (current) => ({ ...current, pageCount: ordinal }))
    appendEntry(store, { actor: 'station', action: 'page stored', recordId: id, details: { page: ordinal, digest } })
  })
  if (createHash('sha256').update(bytes).digest('hex') !== digest) throw new Error('digest')
  fs.writeSync(1, `${ordinal} ${digest}\n`)
}
