import type { RecordLine } from '../../shared/contract/index.ts'
import { parseInstant, toVietnamTime } from '../../shared/model/index.ts'
import { explainError, type Language } from '../../shared/words/index.ts'
import { texts } from '../language.ts'

type FindingLine = RecordLine['findings'][number]

function said({ kind, page, params }: FindingLine, language: Language): { what: string; todo: string } {
  return explainError('paper_incomplete', { ...params, finding: kind, ...(page === null ? {} : { page }) }, language)
}

const isTold = ({ kind, page }: FindingLine, { stoppedBy }: RecordLine): boolean =>
  stoppedBy?.code === 'paper_incomplete' && stoppedBy.params.finding === kind && stoppedBy.params.page === (page ?? undefined)

/** Open reasons to doubt that the paper is whole, but for the one that the record's stop tells. */
export function openFindingsText(record: RecordLine, language: Language): string[] {
  const open = record.findings.filter(({ overruled }) => overruled === null)
  const told = open.findIndex((finding) => isTold(finding, record))
  return open.filter((_, index) => index !== told).flatMap((finding) => {
    const { what, todo } = said(finding, language)
    return [`  ✘ ${what}`, `    → ${todo}`]
  })
}

/** What a person overruled, by whom, when and why. */
export function overruledText(record: RecordLine, language: Language): string[] {
  return record.findings.flatMap((finding) => (finding.overruled === null ? [] : [
    `  ◆ ${said(finding, language).what}`,
    `    ${texts(language)('overruledBy', { by: finding.overruled.by, at: toVietnamTime(parseInstant(finding.overruled.at)), reason: finding.overruled.reason })}`,
  ]))
}
