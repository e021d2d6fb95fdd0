import type { RecordLine, ResultLine, ReuseLine, SharedLine } from '../../shared/contract/index.ts'
import { parseInstant, toVietnamTime } from '../../shared/model/index.ts'
import { agreementTerms, fieldTerms, notReusableTerms, workTerms, type Language } from '../../shared/words/index.ts'
import { texts } from '../language.ts'

const none = '—'
const shownTime = (moment: string): string => toVietnamTime(parseInstant(moment)).slice(0, 16).replace('T', ' ')

type Shown = Pick<ResultLine, 'number' | 'issuedDate' | 'issuingAgency' | 'documentType' | 'owners' | 'pages' | 'work' | 'id' | 'capturedAt'>

function rowsOf(result: Shown, language: Language): readonly string[] {
  const owners = result.owners.map(({ name, shownId: id }) => `${name} ${id ?? none}`)
  return [
    result.id, result.number ?? none, result.issuedDate ?? none, result.issuingAgency ?? none, result.documentType ?? none,
    owners.length === 0 ? none : owners.join('; '), String(result.pages), workTerms[result.work][language], shownTime(result.capturedAt),
  ]
}

function shownOf(record: RecordLine): Shown {
  const value = (name: 'codeNumber' | 'codeNotation' | 'issuedDate' | 'issuingAgency' | 'documentType'): string | null => record.fields[name]?.value ?? null
  return {
    id: record.id, number: [value('codeNumber'), value('codeNotation')].filter((part) => part !== null).join('/') || null, issuedDate: value('issuedDate'),
    issuingAgency: value('issuingAgency'), documentType: value('documentType'), owners: record.owners.map(({ name, id }) => ({ name, shownId: id })),
    pages: record.pages, work: record.state.work, capturedAt: record.capturedAt,
  }
}

/** A record beside each of its twins, row by row, so that a person sees in what they differ. */
export function duplicatesText(record: RecordLine, language: Language): string[] {
  const say = texts(language)
  const titles = ['', say('result'), fieldTerms.issuedDate[language], fieldTerms.issuingAgency[language], fieldTerms.documentType[language], say('ownerRow'), say('pagesRow'), say('stateRow'), say('capturedRow')]
  const mine = rowsOf(shownOf(record), language)
  return record.duplicates.flatMap((twin) => {
    const other = rowsOf(twin, language)
    const width = Math.max(...mine.map((text) => text.length), say('thisRecord').length)
    const titleWidth = Math.max(...titles.map((text) => text.length))
    const row = (title: string, left: string, right: string): string => `    ${title.padEnd(titleWidth)}  ${left.padEnd(width)}  ${right}`
    return [
      `  ≡ ${say('agreesIn', { agrees: twin.agrees.map((agreement) => agreementTerms[agreement][language]).join(', ') })}`,
      row('', say('thisRecord'), say('otherRecord')),
      ...titles.map((title, index) => row(title, mine[index] ?? none, other[index] ?? none)),
    ]
  })
}

/** A result digitised here, one line and what it is. */
export function reuseText(result: ReuseLine, language: Language): string {
  const say = texts(language)
  const [id, number, date, agency, type, owners, pages, state] = rowsOf(result, language)
  const lines = [`${id ?? none} · ${[number, date, type].join(' · ')}`, `  ${agency ?? none} · ${owners ?? none} · ${say('pages', { count: pages ?? 0 })} · ${state ?? none}`]
  if (result.notReusable !== null) lines.push(`  ✘ ${say('notReusable', { why: notReusableTerms[result.notReusable][language] })}`)
  return lines.join('\n')
}

/** A result that the sharing platform holds. */
export function sharedText(result: SharedLine, language: Language): string {
  const say = texts(language)
  const lines = [
    `${result.recordCode} · ${[result.number ?? none, result.issuedDate ?? none, result.documentType ?? none].join(' · ')}`,
    `  ${result.issuingAgency ?? none} · ${say('pages', { count: result.pages })} · ${say('sharedBy', { sender: result.sender, time: shownTime(result.receivedAt) })}`,
  ]
  if (result.id !== null) lines.push(`  ${say('alreadyHere', { id: result.id })}`)
  return lines.join('\n')
}
