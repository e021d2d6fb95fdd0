import { mkdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { ResultOf } from '../../shared/contract/index.ts'
import { openService } from '../../shared/station/index.ts'
import { directWindow, type TestWindow } from '../support/door-windows.ts'
import { decisionLines, openOffice, passphrase } from '../support/office.ts'
import { printedPage } from '../support/printed-page.ts'
import { median } from './character-error-rate.ts'

/**
 * Prints how long an officer waits for the station while another's paper is read on all cores: from the lock to the opened station, the
 * passphrase typed already. Nothing of the paper may be lost by it.
 */
const { values } = parseArgs({ options: { pages: { type: 'string', default: '24' }, runs: { type: 'string', default: '5' } } })
const aimMs = 5000
const next = { name: 'Trần Văn Ký', passphrase: 'người ký cũng có bốn từ' }

/** Waits until pages of the paper under way are read. */
async function isReading(page: TestWindow, call: number): Promise<void> {
  await page.event((event) => event.type === 'progress' && event.step === 'read' && page.heard.some((reply) => 'event' in reply && reply.event === event && reply.call === call))
}

const office = await openOffice()
const service = openService({ folder: office.station })
try {
  const page = await directWindow(service)
  await page.call('session.open', {}, { passphrase })
  await page.call('officer.add', { name: next.name, rights: ['sign'] }, { newPassphrase: next.passphrase })
  const waits: number[] = []
  for (let run = 0; run < Number(values.runs); run += 1) {
    const folder = path.join(office.folder, `tập ${run}`)
    await mkdir(folder)
    for (let sheet = 1; sheet <= Number(values.pages); sheet += 1) {
      await printedPage(decisionLines(run * 1000 + sheet), { dpi: 300 }).jpeg({ quality: 80 }).withMetadata({ density: 300 }).toFile(path.join(folder, `${sheet}.jpg`))
    }
    const reading = page.call('record.convert', { files: [folder], deliver: false }).catch(() => undefined)
    await isReading(page, page.next() - 1)
    const from = performance.now()
    await page.call('session.lock')
    await page.call('session.open', {}, { passphrase: next.passphrase })
    waits.push(performance.now() - from)
    await reading
    const { records: [left] } = await page.call('record.list') as ResultOf<'record.list'>
    const whole = left?.state.work === 'captured' && left.pages === Number(values.pages)
    if (!whole) throw new Error(`the paper is not as it was left: ${left?.state.work ?? 'none'}, ${left?.pages ?? 0} pages`)
    await page.call('session.open', {}, { passphrase })
    await page.call('record.void', { id: left.id, reason: 'thử', deliver: false })
  }
  const worst = Math.max(...waits)
  console.log(`  lock and opening by another officer while ${values.pages} pages are read on ${availableParallelism()} cores   median ${median(waits).toFixed(0)} · worst ${worst.toFixed(0)} ms of ${waits.length}, aim ${aimMs}${worst <= aimMs ? '' : ' MISSED'}`)
} finally {
  await service.close()
  await office.close()
}
