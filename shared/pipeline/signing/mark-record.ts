import { composeMark, loadMarkTemplate, placeMark } from '../../mark/index.ts'
import { SohoaError, toDigest, vietnamDate, type Digest, type MarkPlacement, type RecordId } from '../../model/index.ts'
import type { SigningKey } from '../../sign/index.ts'
import { checkClock } from '../care/clock.ts'
import type { PipelineContext } from '../context.ts'
import { digestOfInputs } from '../digests.ts'
import { pagesRead, pagesReadSoFar } from '../reading/pages-read.ts'
import { newRecordCode } from '../record/record-id.ts'
import { refuseFrozen } from '../record/standing.ts'
import { readMark, type MarkResult } from '../step-results.ts'
import { move } from '../transition.ts'

/**
 * Makes the mark of a conversion (`template`: that of the regime) and finds its place on the first page that is not blank. A mark made before for the
 * same paper, agency and certificate (that of the first signature) stays: its time is the time of conversion. Throws record_frozen, clock_implausible, mark_….
 */
export function markRecord(context: PipelineContext, id: RecordId, template: string, agency: string, key: Pick<SigningKey, 'certificate'>, firstCertificate: Digest = key.certificate.fingerprint): MarkResult {
  const { store } = context
  const record = store.getRecord(id)
  refuseFrozen(record)
  if (record.origin !== 'scan' || record.rawDigest === null) throw new SohoaError('wrong_state', { state: record.work })
  const pages = pagesRead(context, id, record.pageCount)
  const target = pages.find(({ cleaning }) => !cleaning.blank) ?? pages[0]
  if (target === undefined) throw new SohoaError('station_damaged', { detail: 'no pages' })
  const now = context.now()
  const inputs = digestOfInputs([record.rawDigest, record.code, agency, context.training, firstCertificate, target.cleaning.geometry])
  const before = store.getStep(id, 0, 'mark')
  const made = before?.inputs === inputs ? readMark(before) : undefined
  checkClock(context, now, key)
  // As it will be read again: assembly goes by the order of its entries, too.
  const result = made ?? readMark({ result: makeMark(context, template, agency, record.code, record.rawDigest, target) })
  if (result === undefined) throw new SohoaError('internal', { type: 'mark' })
  store.transaction(() => {
    if (made === undefined) store.putStep(id, 0, 'mark', { inputs, engine: result.mark.template, result, resultDigest: null, startedAt: now, finishedAt: context.now() })
    move(context, id, 'marked', (current) => ({ ...current, work: 'marked', stoppedBy: null }), {
      template: result.mark.template, convertedAt: result.mark.convertedAt, page: result.placement.page, strip: result.placement.stripHeight > 0,
    })
  })
  return result
}

/** The mark told a time that was not: the next signature is over a new one. */
export function forgetMark({ store }: Pick<PipelineContext, 'store'>, id: RecordId): void {
  const before = store.getStep(id, 0, 'mark')
  if (before !== undefined) store.putStep(id, 0, 'mark', { ...before, inputs: digestOfInputs(['forgotten', before.inputs]) })
}

/** Where the mark of a record stands, or would stand were it converted now; null for one whose pages are not read yet. */
export function previewPlacement(context: PipelineContext, id: RecordId, template: string, agency: string): MarkPlacement | null {
  const { store } = context
  const record = store.getRecord(id)
  const known = readMark(store.getStep(id, 0, 'mark'))
  if (known !== undefined && record.work !== 'reviewed') return known.placement
  const pages = pagesReadSoFar(context, id, record.pageCount)
  const target = pages.find(({ cleaning }) => !cleaning.blank) ?? pages[0]
  if (target === undefined || record.rawDigest === null) return null
  return makeMark(context, template, agency, record.code, record.rawDigest, target).placement
}

/** The lines of a mark as they would stand on a page converted now; left out, `recordCode` is one that belongs to no record. */
export function previewMark(context: PipelineContext, agency: string, recordCode?: string): readonly string[] {
  const convertedAt = context.now()
  const template = loadMarkTemplate(undefined, vietnamDate(convertedAt))
  return composeMark({ template, agency, convertedAt, recordCode: recordCode ?? newRecordCode(convertedAt), rawDigest: toDigest('0'.repeat(64)), training: context.training }).lines
}

function makeMark(context: PipelineContext, name: string, agency: string, recordCode: string, rawDigest: NonNullable<ReturnType<PipelineContext['store']['getRecord']>['rawDigest']>, target: ReturnType<typeof pagesRead>[number]): MarkResult {
  const convertedAt = context.now()
  const template = loadMarkTemplate(name, vietnamDate(convertedAt))
  const mark = composeMark({ template, agency, convertedAt, recordCode, rawDigest, training: context.training })
  return { mark, ...placeMark(mark, template, { number: target.place, geometry: target.cleaning.geometry, ink: target.cleaning.ink }) }
}
