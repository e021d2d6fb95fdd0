import { parseInstant, toVietnamTime } from '../../shared/model/index.ts'
import { badFileText, badFileTexts } from '../text/custody.ts'
import type { Door } from '../door.ts'
import { number, placeOf, type CommonOptions } from '../options/options.ts'
import { usage } from '../usage.ts'

const shownTime = (moment: string): string => toVietnamTime(parseInstant(moment))

/** Copies of the station, checks of it, and what is taken back from copies. */
export function addCustodyCommands(door: Door): void {
  const { language, outcome, say, print, json, call, command } = door

  command('backup <DIR>', say('backup')).option('--keep <N>', say('keep')).action(async (folder: string, options: CommonOptions & { keep?: string }) => {
    const made = await call('station.backup', { folder: placeOf(folder, 'DIR'), ...(options.keep === undefined ? {} : { keep: number(options.keep, '--keep') }) }, options, { cancellable: true })
    if (!made.whole) outcome.exit = 7
    if (options.json === true) { json(made); return }
    const { generation, records, pages, blobs, damaged } = made
    print(made.whole ? say('backupMade', { generation, records, pages, blobs, copied: made.copiedBlobs }) : say('backupNotWhole', { generation, count: damaged.length }))
    for (const line of badFileTexts(damaged, language)) print(line)
  })

  command('restore <DIR>', say('restore')).option('--generation <N>', say('generation')).option('--accept-loss', say('acceptLostFiles'))
    .action(async (from: string, options: CommonOptions & { generation?: string; acceptLoss?: boolean }) => {
      if (options.station === undefined) throw usage('--station')
      const restored = await call('station.restore', {
        from: placeOf(from, 'DIR'), acceptLoss: options.acceptLoss === true, ...(options.generation === undefined ? {} : { generation: number(options.generation, '--generation') }),
      }, options, { cancellable: true })
      if (restored.lost.length > 0) outcome.exit = 7
      if (options.json === true) { json(restored); return }
      const { folder, records, pages, unsent, lost } = restored
      const time = shownTime(restored.madeAt)
      print(say('restored', { folder, records, pages, time }))
      print(say('restoredNewer', { time }))
      if (unsent > 0) print(say('restoredUnsent', { count: unsent }))
      if (lost.length > 0) print(say('restoredLost', { count: lost.length }))
      for (const line of badFileTexts(lost, language)) print(line)
    })

  command('check', say('check')).option('--full', say('checkFull')).action(async (options: CommonOptions & { full?: boolean }) => {
    const found = await call('station.check', { full: options.full === true }, options, { cancellable: true })
    if (!found.sound) outcome.exit = 7
    if (options.json === true) { json(found); return }
    if (found.sound) print(say(found.full ? 'checkSound' : 'checkSoundQuick', { blobs: found.blobs }))
    for (const detail of found.database) print(`✘ ${say('checkDatabase', { detail })}`)
    for (const { recordId, fault } of found.badRecords) print(`✘ ${say(fault === 'pages' ? 'checkPages' : 'checkFile', { id: recordId })}`)
    for (const line of badFileTexts(found.badBlobs, language)) print(line)
    if (found.badBlobs.length > 0) print(`→ ${say('mendHint')}`)
    if (found.audit !== null && found.audit.faults.length > 0) print(`✘ ${say('checkAudit')}`)
  })

  command('repair', say('repair')).option('--from <DIR>', say('from')).option('--accept-loss <N>', say('acceptLossAfter'))
    .action(async (options: CommonOptions & { from?: string; acceptLoss?: string }) => {
      if (options.from === undefined && options.acceptLoss === undefined) throw usage('--from DIR | --accept-loss N')
      const done = await call('station.repair', {
        ...(options.from === undefined ? {} : { from: placeOf(options.from, '--from') }),
        ...(options.acceptLoss === undefined ? {} : { acceptLossAfter: number(options.acceptLoss, '--accept-loss') }),
      }, options, { cancellable: true })
      if (done.left.length > 0) outcome.exit = 7
      if (options.json === true) { json(done); return }
      if (done.headerFrom !== null) print(say('headerMended', { generation: done.headerFrom }))
      if (done.acceptedLoss) print(say('lossAccepted'))
      for (const blob of done.mended) print(say('mended', { generation: blob.generation, uses: badFileText(blob, language) }))
      if (done.left.length > 0) print(say('notMended', { count: done.left.length }))
      for (const line of badFileTexts(done.left, language)) print(line)
      if (options.from !== undefined && done.mended.length + done.left.length === 0) print(say('repairNothing'))
    })
}
