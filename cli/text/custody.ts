import type { ResultOf } from '../../shared/contract/index.ts'
import { parseInstant, toVietnamTime } from '../../shared/model/index.ts'
import type { Language } from '../../shared/words/index.ts'
import { texts } from '../language.ts'

type BadFile = ResultOf<'station.check'>['badBlobs'][number]
type Custody = ResultOf<'station.status'>['custody']

const hourMs = 3_600_000

/** A bad file and the records and pages that need it, in one line. */
export function badFileText({ digest, fault, uses }: BadFile, language: Language): string {
  const say = texts(language)
  const places = uses.map(({ recordId: id, part, number }) => {
    switch (part) {
      case 'page': return say('usePage', { id, number: number ?? '' })
      case 'file': return say('useFile', { id })
      case 'attachment': return say('useAttachment', { id, number: number ?? '' })
      case 'step result': return say('useStep', { id })
    }
  })
  return say('badFile', {
    digest: digest.slice(0, 12), fault: say(fault === 'blob_missing' ? 'badFileMissing' : 'badFileDamaged'), uses: places.length === 0 ? say('useNone') : places.join('; '),
  })
}

/** Bad files, a line each. */
export function badFileTexts(files: readonly BadFile[], language: Language): string[] {
  return files.map((file) => `  ✘ ${badFileText(file, language)}`)
}

/** When the station was backed up last, and what its opening found. */
export function custodyTexts({ lastBackup, restoredFrom, opening }: Custody, now: Date, language: Language): string[] {
  const say = texts(language)
  const lines = [lastBackup === null ? say('neverBackedUp') : say('lastBackup', {
    time: toVietnamTime(parseInstant(lastBackup.madeAt)), age: ageText(now.getTime() - Date.parse(lastBackup.madeAt), language),
    generation: lastBackup.generation, folder: lastBackup.folder, entries: lastBackup.entriesSince,
  })]
  if (restoredFrom !== null) lines.push(say('restoredFromStatus', { time: toVietnamTime(parseInstant(restoredFrom.madeAt)) }))
  if (opening.mendedHeaders.length > 0) lines.push(`! ${say('headersMended', { names: opening.mendedHeaders.join(', ') })}`)
  if (opening.badBlobs.length > 0) lines.push(`✘ ${say('openingBad', { count: opening.badBlobs.length })}`, ...badFileTexts(opening.badBlobs, language))
  return lines
}

function ageText(ms: number, language: Language): string {
  const hours = Math.floor(ms / hourMs)
  if (hours < 1) return texts(language)('ageNow')
  return hours < 48 ? texts(language)('ageHours', { count: hours }) : texts(language)('ageDays', { count: Math.floor(hours / 24) })
}
