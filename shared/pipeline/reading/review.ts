import { checkField, mayStandOnPaper, normaliseField, type ExtractInput } from '../../extract/index.ts'
import type { ParsedParams } from '../../contract/index.ts'
import { fieldNames, lacksOnlyRevocation, SohoaError, type FieldName, type RecordField, type RecordId, type StationRecord } from '../../model/index.ts'
import { plausibleToday } from '../care/clock.ts'
import type { PipelineContext } from '../context.ts'
import { chooseTargets } from '../delivery/delivery-choice.ts'
import { sharedQuestion, undecidedShared } from '../delivery/ask-sharing.ts'
import { digestOfInputs } from '../digests.ts'
import { duplicateQuestion, undecidedTwins } from '../record/duplicates.ts'
import { fieldText } from './extract-fields.ts'
import { documentText, pagesRead, pagesReadSoFar, textOfPaper } from './pages-read.ts'
import { personsRead } from './persons-read.ts'
import { isDeceased, judgeRecipient, ownersOf } from './recipient.ts'
import { remember } from './remember.ts'
import { readOriginal, readReview, type ReviewResult } from '../step-results.ts'
import { sameOwners, tidyOwners, tidyReceiver } from '../record/told-data.ts'
import { refuseWithdrawn } from '../record/standing.ts'
import { audit, move, stop } from '../transition.ts'
import { validityAfter } from './validity-after.ts'
import { auditOverruled, overruledBy, wholePaperQuestion } from '../paper/whole-paper.ts'

const nothingDecided: ReviewResult = { dpi: null, unreadAccepted: false, paperSizeAccepted: false, originalAccepted: null, notShared: [], notDuplicateOf: [], overruled: [] }

function decided(context: PipelineContext, id: RecordId): ReviewResult {
  return readReview(context.store.getStep(id, 0, 'review')) ?? nothingDecided
}

function decide(context: PipelineContext, id: RecordId, change: Partial<ReviewResult>): void {
  const result = { ...decided(context, id), ...change }
  const at = context.now()
  context.store.putStep(id, 0, 'review', { inputs: digestOfInputs(result), engine: 'operator', result, resultDigest: null, startedAt: at, finishedAt: at })
}

/** Pages were edited: what a person let pass about unread pages and paper sizes was said of others. */
export function askPagesAnew(context: PipelineContext, id: RecordId): void {
  const { unreadAccepted, paperSizeAccepted } = decided(context, id)
  if (unreadAccepted || paperSizeAccepted) decide(context, id, { unreadAccepted: false, paperSizeAccepted: false })
}

/** Why a person must vouch for an original: its signature is undecided for more than missing revocation data. Undefined where nobody must. */
function whyUndecided(context: PipelineContext, { id, trust }: StationRecord): string | undefined {
  if (trust !== 'original indeterminate') return undefined
  const found = readOriginal(context.store.getStep(id, 0, 'original'))
  if (found === undefined) return 'UNKNOWN'
  return lacksOnlyRevocation(found) ? undefined : found.reasons[0] ?? 'UNKNOWN'
}

/** What a person must still look at before a record may be marked; undefined when nothing. */
function openQuestion(context: PipelineContext, record: StationRecord): SohoaError | undefined {
  const { dpi, unreadAccepted, paperSizeAccepted, originalAccepted } = decided(context, record.id)
  if (record.origin === 'signed electronic original') {
    const reason = whyUndecided(context, record)
    if (reason !== undefined && originalAccepted === null) return new SohoaError('original_undecided', { reason })
  }
  // Before all else: nobody should mend a paper that is here already. No acceptance of values decides it.
  const duplicate = duplicateQuestion(context.store, record)
  if (duplicate !== undefined) return duplicate
  const shared = sharedQuestion(context.store, record)
  if (shared !== undefined) return shared
  for (const { place: page, cleaning, text } of pagesReadSoFar(context, record.id, record.pageCount)) {
    if (record.origin === 'scan' && cleaning.geometry.dpiSource === 'unknown' && dpi === null && !paperSizeAccepted) return new SohoaError('paper_size_unknown', { page })
    if (text.state === 'unread' && !unreadAccepted) return new SohoaError('page_unread', { page })
  }
  const incomplete = wholePaperQuestion(context, record)
  if (incomplete !== undefined) return incomplete
  if (record.returned !== null) return new SohoaError('returned_by_signer')
  return Object.values(record.fields).some((field) => !field.accepted) ? new SohoaError('awaiting_review') : undefined
}

/**
 * Accepts by confidence: from `above` on every value that passes its checks; 0 accepts everything, failing and absent
 * values included. Each is recorded as the operator's choice.
 */
export function acceptAbove(context: PipelineContext, id: RecordId, above: number): void {
  const accepts = (field: RecordField): boolean => above === 0 || (field.value !== null && field.confidence >= above && field.failedChecks.length === 0)
  const { fields } = context.store.getRecord(id)
  const taken = Object.entries(fields).filter(([, field]) => !field.accepted && accepts(field))
  move(context, id, 'fields accepted by confidence', (record) => ({
    ...record,
    fields: { ...record.fields, ...Object.fromEntries(taken.map(([name, field]) => [name, { ...field, accepted: true, acceptedBy: 'operator' as const }])) },
  }), {
    above,
    accepted: taken.map(([name]) => name).join(' '),
    failing: taken.filter(([, field]) => field.failedChecks.length > 0).map(([name]) => name).join(' '),
  })
  if (above === 0) decide(context, id, { unreadAccepted: true, paperSizeAccepted: true })
}

/** Lets a record pass to `reviewed` when nothing is doubtful, else leaves it `awaiting review` with the first reason. */
export function passReview(context: PipelineContext, id: RecordId): StationRecord {
  const record = context.store.getRecord(id)
  const question = openQuestion(context, record)
  if (question !== undefined) {
    const asked = { code: question.code, params: question.params }
    const same = record.work === 'awaiting review' && JSON.stringify(record.stoppedBy) === JSON.stringify(asked)
    return same ? record : stop(context, id, question, 'awaiting review')
  }
  return context.store.transaction(() => {
    const reviewed = move(context, id, 'reviewed', (current) => ({ ...current, work: 'reviewed', stoppedBy: null }), {
      byOperator: Object.values(record.fields).filter((field) => field.acceptedBy === 'operator').length,
    })
    remember(context, reviewed)
    return reviewed
  })
}

/** A value as an officer typed it. With `asOnPaper` (his reason) it may fail its checks, but for one that no field can hold. */
function typedField(context: PipelineContext, name: FieldName, typed: string | null, before: RecordField | undefined, asOnPaper: string | null): RecordField {
  const taken = { confidence: 1, accepted: true, acceptedBy: 'operator', evidence: before?.evidence ?? null } as const
  if (typed === null || typed.trim() === '') return { ...taken, value: null, failedChecks: [] }
  const value = normaliseField(name, typed)
  const failed = checkField(name, value, { today: plausibleToday(context), trainingStation: context.training })
  const refused = asOnPaper === null ? failed[0] : failed.find((check) => !mayStandOnPaper(check))
  if (refused !== undefined) throw new SohoaError('field_invalid', { field: name, check: refused })
  return { ...taken, value, failedChecks: failed, ...(asOnPaper === null || failed.length === 0 ? {} : { reason: asOnPaper }) }
}

/** True for what stands on the paper and nobody has read yet: accepting all that was read does not settle it. */
function waitsToBeRead(field: RecordField): boolean {
  return field.value === null && field.failedChecks.includes('HANDWRITTEN')
}

/** True while a person's decision can still change what is marked. */
function changeable(record: StationRecord): boolean {
  return ['extracted', 'awaiting review', 'reviewed', "awaiting the agency's signature"].includes(record.work)
}

/** Throws already_delivered, or perhaps_delivered (params: id), once the file was sent to somebody as the result of the owners told then. */
function refuseOtherOwners({ id, deliveries }: StationRecord): void {
  if (deliveries.some(({ state }) => state === 'delivered')) throw new SohoaError('already_delivered')
  if (deliveries.some(({ sent }) => sent === 'yes')) throw new SohoaError('perhaps_delivered', { id })
}

/** Throws unless a person may decide these things now. */
function checkReview(context: PipelineContext, params: ParsedParams<'record.review'>, record: StationRecord): void {
  const changesContent = Object.keys(params.set).length > 0 || params.accept || params.acceptAbove !== undefined || params.dpi !== undefined || params.overrule !== undefined || params.sheets !== undefined
  if (record.stoppedBy?.code === 'secret_document') throw new SohoaError('secret_document', record.stoppedBy.params)
  refuseWithdrawn(record)
  if (changesContent && !changeable(record)) throw new SohoaError('wrong_state', { state: record.work })
  if (params.dpi !== undefined && record.origin !== 'scan') throw new SohoaError('wrong_state', { state: record.origin })
  const withReason = (params.reason ?? '').trim() !== ''
  if (params.notDuplicateOf !== undefined && !changeable(record)) throw new SohoaError('wrong_state', { state: record.work })
  if (params.notDuplicateOf !== undefined && !withReason) throw new SohoaError('reason_missing')
  if ((params.overrule !== undefined || params.asOnPaper) && !withReason) throw new SohoaError('reason_missing')
  if (params.confirmRecipient && !withReason) throw new SohoaError('reason_missing')
  if (params.accept && whyUndecided(context, record) !== undefined && !withReason) throw new SohoaError('reason_missing')
  if (params.confirmRecipient && (params.owners ?? record.owners).length === 0) throw new SohoaError('recipient_uncertain', { why: 'no owner' })
  if (params.confirmRecipient && !indexed(record)) throw new SohoaError('wrong_state', { state: record.work })
  if (params.owners !== undefined) refuseOtherOwners(record)
}

/**
 * Applies what a person decided about a record. After marking, only recipient and delivery can be decided; once a receiver has
 * the file, or may have it, not the owners either (who came for the paper is noted at any time). An original whose signer nobody vouches
 * for is accepted with a reason.
 * Throws record_voided, record_replaced, wrong_state, field_invalid, finding_unknown, reason_missing, recipient_uncertain, already_delivered, perhaps_delivered, secret_document.
 * Does not run the steps that may follow.
 */
export function applyReview(context: PipelineContext, params: ParsedParams<'record.review'>, id: RecordId): void {
  const { store } = context
  const record = store.getRecord(id)
  const set = Object.entries(params.set).map(([name, value]) => [fieldNames.find((known) => known === name), value] as const)
  checkReview(context, params, record)
  const asOnPaper = params.asOnPaper ? params.reason ?? '' : null

  store.transaction(() => {
    // First: it is about the twins that were shown, not about those that the other changes bring up.
    if (params.notDuplicateOf !== undefined) tellApart(context, id, params.notDuplicateOf, params.reason ?? '')
    const typed = Object.fromEntries(set.flatMap(([name, value]) => (name === undefined ? [] : [[name, typedField(context, name, value ?? null, record.fields[name], asOnPaper)]])))
    const acceptAll = (fields: StationRecord['fields']): StationRecord['fields'] => (params.accept
      ? Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.accepted || waitsToBeRead(field) ? field : { ...field, accepted: true, acceptedBy: 'operator' }]))
      : fields)
    move(context, id, asOnPaper === null ? 'reviewed by a person' : 'taken as on the paper', (current) => ({
      ...current,
      returned: params.accept ? null : current.returned,
      fields: acceptAll({ ...current.fields, ...typed }),
      dossier: { ...dossierAfter(current, params), ...(params.validUntil === undefined && typed.issuedDate !== undefined ? { validUntil: validityAfter(current, typed.issuedDate, pagesForExtraction(context, current)) } : {}) },
    }), { set: set.map(([name]) => name).join(' '), accept: params.accept }, asOnPaper ?? undefined)
    if (params.deliverTo !== undefined || params.perAgreement) chooseTargets(context, id, { targets: params.deliverTo, perAgreement: params.perAgreement, reason: params.reason ?? null })
    if (params.owners !== undefined || params.confirmRecipient) settleRecipient(context, id, params)
    if (params.accept) decide(context, id, { unreadAccepted: true, ...(whyUndecided(context, record) !== undefined ? { originalAccepted: params.reason ?? null } : {}) })
    if (params.acceptAbove !== undefined) acceptAbove(context, id, params.acceptAbove)
    if (params.overrule !== undefined) overrule(context, id, params.overrule, params.reason ?? '')
    if (params.dpi !== undefined) tellResolution(context, id, params.dpi)
    const changed = store.getRecord(id)
    if (changed.work === 'reviewed' || changed.work === "awaiting the agency's signature") askAgain(context, changed)
    if (indexed(changed)) store.indexText(id, fieldText(changed), documentText(pagesRead(context, id, changed.pageCount)))
  })
}

/** Keeps that a person takes the paper for whole in spite of what was found. */
function overrule(context: PipelineContext, id: RecordId, asked: NonNullable<ParsedParams<'record.review'>['overrule']>, reason: string): void {
  const said = overruledBy(context, id, asked, reason)
  decide(context, id, { overruled: [...decided(context, id).overruled, ...said] })
  auditOverruled(context, id, said)
}

/** True for a record whose text may be found: read, extracted and not refused. */
function indexed({ work }: StationRecord): boolean {
  return !['capturing', 'captured', 'cleaned', 'recognised', 'refused'].includes(work)
}

/** What became known after review may raise a question anew: a record that waits for its signature goes back. */
export function askAgain(context: PipelineContext, record: StationRecord): boolean {
  const question = openQuestion(context, record)
  if (question !== undefined) stop(context, record.id, question, 'awaiting review')
  return question !== undefined
}

/** Keeps that a person told a record and its seeming twins apart. Throws wrong_state where one of them is no twin that waits for it. */
function tellApart(context: PipelineContext, id: RecordId, others: 'all' | readonly string[], reason: string): void {
  const { store } = context
  const record = store.getRecord(id)
  const twins = undecidedTwins(store, record)
  const told = others === 'all' ? twins : twins.filter((twin) => others.includes(twin.record.id))
  const shared = others === 'all' ? undecidedShared(store, record) : []
  if (told.length + shared.length === 0 || (others !== 'all' && told.length < others.length)) throw new SohoaError('wrong_state', { state: record.work })
  const decisions = told.map((twin) => ({ id: twin.record.id, agrees: [...twin.agrees], reason, by: context.actor, at: context.now() }))
  const before = decided(context, id)
  const notShared = shared.map((code) => ({ code, reason, by: context.actor, at: context.now() }))
  decide(context, id, { notDuplicateOf: [...before.notDuplicateOf, ...decisions], notShared: [...before.notShared, ...notShared] })
  for (const { code } of notShared) audit(context, 'told apart', id, { shared: code })
  for (const { id: other, agrees } of decisions) audit(context, 'told apart', id, { other, agrees: agrees.join(', ') })
}

function pagesForExtraction(context: PipelineContext, record: StationRecord): ExtractInput['pages'] {
  return pagesReadSoFar(context, record.id, record.pageCount).map(({ text, cleaning }) => ({ text: textOfPaper(text), geometry: cleaning.geometry }))
}

function dossierAfter(record: StationRecord, params: ParsedParams<'record.review'>): StationRecord['dossier'] {
  const { dossier } = record
  return {
    dossierCode: params.dossierCode ?? dossier.dossierCode,
    procedureCode: params.procedureCode ?? dossier.procedureCode,
    resultCode: params.resultCode ?? dossier.resultCode,
    validUntil: params.validUntil ?? dossier.validUntil,
    kind: params.kind ?? dossier.kind,
    sheets: params.sheets ?? dossier.sheets,
    owners: params.owners === undefined ? dossier.owners : tidyOwners(params.owners, 'operator'),
    receiver: params.receiver === undefined ? dossier.receiver : tidyReceiver(params.receiver),
  }
}

/**
 * Judges the owners told now, or takes an officer's word for them and keeps what was compared. Owners told anew reopen a
 * confirmation, the same ones do not. Nobody can confirm the deceased.
 */
function settleRecipient(context: PipelineContext, id: RecordId, params: ParsedParams<'record.review'>): void {
  const onPaper = personsRead(context, id) ?? []
  const { dossier, owners: before, recipient } = context.store.getRecord(id)
  const owners = ownersOf(onPaper, dossier.owners)
  if (params.confirmRecipient && owners.some((owner) => isDeceased(owner, onPaper))) throw new SohoaError('recipient_uncertain', { why: 'deceased' })
  if (!params.confirmRecipient && recipient.state === 'confirmed' && sameOwners(owners, before)) return
  const judged = judgeRecipient(onPaper, dossier.owners)
  const despite = judged.state === 'open' ? judged.why : null
  move(context, id, params.confirmRecipient ? 'recipient confirmed' : 'owners changed', (record) => ({
    ...record,
    owners,
    recipient: params.confirmRecipient
      ? { state: 'confirmed', by: context.actor, at: context.now(), reason: params.reason ?? '', despite, onPaper }
      : judged,
  }), { judged: despite ?? 'agreed', owners: owners.length, onPaper: onPaper.length }, params.confirmRecipient ? params.reason : undefined)
}

/** Lets pages that could not be read be tried again: a record that waits because of them goes back to be read. */
export function tryUnreadAgain(context: PipelineContext, id: RecordId): void {
  const { work, stoppedBy } = context.store.getRecord(id)
  if (work !== 'awaiting review' || stoppedBy?.code !== 'page_unread') return
  move(context, id, 'unread pages tried again', (record) => ({ ...record, work: 'captured', stoppedBy: null }))
}

/** A told resolution changes geometry and boxes: the pages are read again. */
function tellResolution(context: PipelineContext, id: RecordId, dpi: number): void {
  decide(context, id, { dpi })
  move(context, id, 'resolution told', (record) => ({ ...record, work: 'captured', stoppedBy: null }), { dpi })
  audit(context, 'pages to be read again', id, { dpi })
}
