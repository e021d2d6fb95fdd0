import { findingsOf } from '../../completeness/index.ts'
import { showsIdentityCard } from '../../extract/index.ts'
import type { ParsedParams } from '../../contract/index.ts'
import { SohoaError, sameFinding, type Finding, type RecordId, type StationRecord } from '../../model/index.ts'
import type { PipelineContext } from '../context.ts'
import { digestOfInputs } from '../digests.ts'
import { ordinalsInOrder } from './document-pages.ts'
import { pagesReadSoFar, textOfPaper, type PageRead } from '../reading/pages-read.ts'
import { readCompleteness, readReview, type Overruled } from '../step-results.ts'
import { audit } from '../transition.ts'

/** A change of the rules makes records that are not marked yet be looked at again. */
const completenessVersion = 2
const step = 'completeness'

/**
 * Looks whether a scan shows a whole paper, again only when its pages were read anew or its sheets counted anew, and keeps
 * what was found. None for a signed original: its signature covers all of it.
 */
export function checkWholePaper(context: PipelineContext, record: StationRecord): readonly Finding[] {
  if (record.origin !== 'scan') return []
  const { store } = context
  const { id, pageCount, dossier: { sheets } } = record
  // With its time: a page that could not be read is read again from the same inputs.
  const readings = ordinalsInOrder(store, id, pageCount).map((ordinal) => store.getStep(id, ordinal, 'recognise')).map((reading) => [reading?.inputs, reading?.finishedAt])
  const inputs = digestOfInputs([completenessVersion, sheets, readings])
  const before = store.getStep(id, 0, step)
  if (before?.inputs === inputs) return readCompleteness(before)?.findings ?? []
  const startedAt = context.now()
  const pages = pagesReadSoFar(context, id, pageCount)
  const findings = [...cardsAmong(pages), ...findingsOf({ pages: pages.map((page) => ({ ...page, text: textOfPaper(page.text) })), sheets })]
  const result = { findings }
  store.transaction(() => {
    store.putStep(id, 0, step, { inputs, engine: `completeness ${completenessVersion}`, result, summary: result, resultDigest: null, startedAt, finishedAt: context.now() })
    audit(context, 'whole paper checked', id, { version: completenessVersion, findings: kindsOf(findings) })
  })
  return findings
}

/** Pages with an identity card: a picture of one is sensitive data (Law 91/2025), and leaves the station only where an officer says why. */
function cardsAmong(pages: readonly PageRead[]): Finding[] {
  return pages.filter(({ text }) => showsIdentityCard(text)).map(({ place }) => ({ kind: 'identity-card', page: place, box: null, params: {} }))
}

/** Each kind once, within what an audit entry holds. */
function kindsOf(findings: readonly Finding[]): string {
  return [...new Set(findings.map(({ kind }) => kind))].join(' ')
}

/** What a person overruled, and what still has to be. */
export function openFindings(context: PipelineContext, record: StationRecord): readonly Finding[] {
  const overruled = readReview(context.store.getStep(record.id, 0, 'review'))?.overruled ?? []
  return checkWholePaper(context, record).filter((finding) => !overruled.some((said) => sameFinding(said.finding, finding)))
}

/** The question that an open finding is; undefined when there is none. */
export function wholePaperQuestion(context: PipelineContext, record: StationRecord): SohoaError | undefined {
  const [first, ...others] = openFindings(context, record)
  if (first === undefined) return undefined
  return new SohoaError('paper_incomplete', { ...first.params, finding: first.kind, ...(first.page === null ? {} : { page: first.page }), others: others.length })
}

/**
 * What a person overrules of the open findings: all of them, or kinds with or without their page. Each is kept as it was
 * shown: what is found anew is asked anew. Throws finding_unknown (params: finding) for one that is not open.
 */
export function overruledBy(context: PipelineContext, id: RecordId, asked: NonNullable<ParsedParams<'record.review'>['overrule']>, reason: string): Overruled[] {
  const open = openFindings(context, context.store.getRecord(id))
  const chosen = asked === 'all' ? [...open] : asked.flatMap(({ finding: kind, page }) => {
    const fitting = open.filter((finding) => finding.kind === kind && (page === undefined || finding.page === page))
    if (fitting.length === 0) throw new SohoaError('finding_unknown', { finding: page === undefined ? kind : `${kind}:${page}` })
    return fitting
  })
  if (chosen.length === 0) throw new SohoaError('finding_unknown', { finding: 'all' })
  return [...new Set(chosen)].map((finding) => ({ finding, reason, by: context.actor, at: context.now() }))
}

/** Keeps in the audit log that findings were overruled: what and where, never the reason's text. */
export function auditOverruled(context: PipelineContext, id: RecordId, overruled: readonly Overruled[]): void {
  for (const { finding: { kind, page } } of overruled) audit(context, 'finding overruled', id, { finding: kind, page: page ?? 0 })
}
