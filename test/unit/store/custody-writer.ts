import fs from 'node:fs'
import { appendEntry } from '../../../shared/audit/index.ts'
import { openStation, restoreStation } from '../../../shared/store/index.ts'

/**
 * Backs a station up, or restores it, until it ends or is killed. argv: `backup` or `restore`, station, place; the passphrase comes by
 * stdin. A line on stdout is a step it has come to.
 */
const [what = '', folder = '', place = ''] = process.argv.slice(2)
const passphrase = new Uint8Array(fs.readFileSync(0))
const say = (line: string): void => { fs.writeSync(1, `${line}\n`) }
const watch = { onProgress: (done: number): void => { say(String(done)) } }

say('begun')
if (what === 'backup') {
  const store = await openStation(folder, passphrase)
  say('opened')
  await store.backup(place, 3, watch)
  store.close()
} else {
  await restoreStation(place, folder, passphrase, {}, (store) => {
    appendEntry(store, { actor: 'Hà', action: 'restored from backup' })
    say('settled')
  }, watch)
}
say('done')
