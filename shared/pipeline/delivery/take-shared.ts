import type { SharedLine } from '../../contract/index.ts'
import { checkField } from '../../extract/index.ts'
import {
  codeKey, fieldNames, lacksOnlyRevocation, numberKey, parseInstant, SohoaError, toDigest,
  type DossierData, type FieldName, type FileVerdict, type RecordField, type RecordId, type StationRecord, type TargetName,
} from '../../model/index.ts'
import type { FoundResult } from '../../wire/index.ts'
import { chooseTargets } from './delivery-choice.ts'
import { plausibleToday } from '../care/clock.ts'
import type { PipelineContext } from '../context.ts'
import { digestOfInputs } from '../digests.ts'
import { isLive, keptInsteadOf } from '../record/duplicates.ts'
import { newRecord } from '../record/new-record.ts'
import { checkClosable, noteReuse, partedNumber, reuseRecord, type ReuseQuestion } from '../record/reuse.ts'
import { stationTrust, trustDigest } from '../signing/trust.ts'
import { isWithdrawn } from '../record/standing.ts'
import { targetAddress } from './target-address.ts'
import { audit, move } from '../transition.ts'

const sharing = 'chia-se'

/** Which shared result is asked for: the platform answers nobody who does not know owner and number. */
export interface SharedQuestion extends ReuseQuestion {
  readonly number: string
  readonly ownerId: string
}

/**
 * What the sharing platform holds of this owner with this number, the newest file of each record. Throws target_not_configured, target_off,
 * hub_unreachable, hub_busy, hub_untrusted, hub_refused, hub_receipt_invalid. That it was asked is kept either way: the owner's number
 * left the station (over TLS, to the pinned CA only). `timeMs` limits the whole exchange.
 */
async function findShared(context: PipelineContext, question: SharedQuestion, timeMs?: number): Promise<FoundResult[]> {
  const address = targetAddress(context.configuration(), sharing)
  const { number, notation } = partedNumber(question)
  const asked = { ownerId: question.ownerId, codeNumber: number ?? '', codeNotation: notation ?? null, issuingAgency: question.agency ?? null, training: context.training }
  audit(context, 'sharing platform asked', null)
  const { found } = await context.rooms.courier().find(address, asked, timeMs)
  for (const { owners, result } of found) {
    const isAnswer = owners.some(({ id }) => id !== null && codeKey(id) === codeKey(asked.ownerId)) && numberKey(result.codeNumber ?? '') === numberKey(asked.codeNumber)
    if (!isAnswer) throw new SohoaError('hub_receipt_invalid', { target: sharing, detail: 'answer to another question' })
  }
  const newestFirst = found.toSorted((left, right) => (left.receivedAt > right.receivedAt ? -1 : 1))
  return newestFirst.filter(({ recordCode }, index) => newestFirst.findIndex((other) => other.recordCode === recordCode) === index)
}

/** The record that this station has of a shared result: its own, or one that it took before. */
function recordOf(context: PipelineContext, { recordCode, pdfDigest }: FoundResult): StationRecord | undefined {
  const known = context.store.findRecordByCode(recordCode) ?? context.store.findRecordByRawDigest(toDigest(pdfDigest))
  return known !== undefined && isLive(known) ? known : undefined
}

/** This station's own record of a shared result, where it is out of use: the receivers may not know yet. */
function withdrawnHere(context: PipelineContext, { recordCode }: FoundResult): StationRecord | undefined {
  const own = context.store.findRecordByCode(recordCode)
  return own !== undefined && isWithdrawn(own) ? own : undefined
}

/** What `findShared` finds, without what this station has taken out of use. Throws as that does. */
export async function findInUse(context: PipelineContext, question: SharedQuestion, timeMs?: number): Promise<FoundResult[]> {
  return (await findShared(context, question, timeMs)).filter((found) => withdrawnHere(context, found) === undefined)
}

/** A shared result as the contract tells it. */
export function sharedLineOf(context: PipelineContext, found: FoundResult): SharedLine {
  const { recordCode, result, pages, sender, receivedAt } = found
  const number = [result.codeNumber, result.codeNotation].filter((part) => part !== null).join('/')
  return {
    recordCode, number: number === '' ? null : number, issuedDate: result.issuedDate, issuingAgency: result.issuingAgency, documentType: result.documentType,
    subject: result.subject, validUntil: result.validUntil, pages, sender, receivedAt, id: recordOf(context, found)?.id ?? null,
  }
}

/** A shared result that is to become a record of this station. */
export interface TakeRequest {
  readonly recordCode: string
  readonly number?: string | undefined
  readonly notation?: string | undefined
  readonly ownerId?: string | undefined
  /** The dossier it serves as component; that of `insteadOf` where it is not told. */
  readonly dossierCode?: string | undefined
  /** A capture of the same paper, which is closed; it also tells number and owner. */
  readonly insteadOf?: RecordId | undefined
  readonly reason?: string | undefined
  readonly deliverTo?: readonly TargetName[] | undefined
}

function questionOf(request: TakeRequest, capture: StationRecord | undefined): SharedQuestion {
  const number = request.number ?? capture?.fields.codeNumber?.value ?? undefined
  const notation = request.notation ?? (request.number === undefined ? capture?.fields.codeNotation?.value ?? undefined : undefined)
  const ownerId = request.ownerId ?? capture?.owners.find(({ id }) => id !== null)?.id ?? undefined
  if (number === undefined || ownerId === undefined) throw new SohoaError('invalid_params', { method: 'reuse.take', path: number === undefined ? 'number' : 'ownerId' })
  return { number, notation, ownerId }
}

/**
 * Takes a result that another station has digitised and shared, instead of converting the paper a second time (Decree 137/2024
 * Art. 8(4), Directive 27): downloaded from the platform's own address, its digest that told, its signatures passed by the
 * station's own verifier, kept byte for byte and never marked. Nothing is kept of a file that fails. What this station has
 * already is reused, what it has voided or replaced is not, and nothing is done twice. Returns the record, which the line then goes on with. Throws shared_not_found, shared_file_differs,
 * shared_file_untrusted, not_configured (without anchors nobody vouches for a signer), reason_missing for one no longer in force,
 * what `findShared` and `reuseRecord` throw, and the errors of reading a PDF.
 */
export async function takeShared(context: PipelineContext, request: TakeRequest): Promise<{ readonly id: RecordId; readonly existing: boolean }> {
  const capture = request.insteadOf === undefined ? undefined : context.store.getRecord(request.insteadOf)
  const closedFor = capture === undefined ? undefined : keptInsteadOf(context.store, capture) ?? capture
  if (capture !== undefined && closedFor === capture) checkClosable(capture)
  // It came from there: sent back, it would stand there twice.
  if (request.deliverTo?.includes(sharing) === true) throw new SohoaError('invalid_params', { method: 'reuse.take', path: 'deliverTo' })
  const found = (await findShared(context, questionOf(request, capture))).find(({ recordCode }) => recordCode === request.recordCode)
  if (found === undefined) throw new SohoaError('shared_not_found', { code: request.recordCode })
  const withdrawn = withdrawnHere(context, found)
  if (withdrawn !== undefined) throw new SohoaError('result_not_reusable', { id: withdrawn.id, why: withdrawn.work })
  const known = recordOf(context, found)
  if (known !== undefined) {
    const another = request.dossierCode !== undefined && request.dossierCode !== known.dossier.dossierCode
    const done = capture === undefined ? !another : closedFor?.id === known.id
    if (!done) reuseRecord(context, known.id, request)
    return { id: known.id, existing: true }
  }
  const { validUntil } = found.result
  if (validUntil !== null && validUntil < plausibleToday(context) && request.reason === undefined) throw new SohoaError('reason_missing')
  try {
    return { id: keep(context, request, found, await download(context, found)), existing: false }
  } catch (thrown) {
    const refused = thrown instanceof SohoaError && (thrown.code === 'shared_file_differs' || thrown.code === 'shared_file_untrusted')
    if (refused) audit(context, 'shared result refused', null, { code: request.recordCode, why: thrown.code, told: found.pdfDigest })
    throw thrown
  }
}

/** Codes that marks of this program bear. */
const markedCode = /SH-\d{6}-[0-9A-HJKMNP-TV-Z]{8}/gu

/** A file of the sharing platform, with what our verifier says of it. */
interface Downloaded {
  readonly pdf: Uint8Array
  readonly pages: number
  readonly judged: FileVerdict
}

/** The file, whole, of a signer whom the station trusts, and bearing no other record's code. */
async function download(context: PipelineContext, found: FoundResult): Promise<Downloaded> {
  const { recordCode } = found
  const address = targetAddress(context.configuration(), sharing)
  const trust = stationTrust(context)
  if (trust.anchors.length === 0) throw new SohoaError('not_configured', { setting: 'trustPem' })
  const pdf = await context.rooms.courier().download(address, found)
  const judged = await context.rooms.verifier().verifyPdf(pdf, trust)
  if (judged.verdict !== 'passed' && !lacksOnlyRevocation(judged)) throw new SohoaError('shared_file_untrusted', { code: recordCode, reason: judged.reasons[0] ?? 'UNKNOWN' })
  const reader = context.rooms.pdf()
  const pages = await reader.pageCount(pdf)
  if (pages !== found.pages) throw new SohoaError('shared_file_differs', { code: recordCode, what: 'pages' })
  for (let page = 0; page < pages; page += 1) {
    const codes: readonly string[] = (await reader.text(pdf, page)).match(markedCode) ?? []
    if (codes.includes(recordCode)) break
    if (codes.length > 0) throw new SohoaError('shared_file_differs', { code: recordCode, what: 'record code' })
  }
  return { pdf, pages, judged }
}

/** Fields as the converting station told them; one that fails its check is left to a person. */
function toldFields(context: PipelineContext, { result }: FoundResult): StationRecord['fields'] {
  const told: Partial<Record<FieldName, string | null>> = result
  return Object.fromEntries(fieldNames.flatMap((name): [FieldName, RecordField][] => {
    const value = told[name] ?? null
    if (value === null) return []
    const failedChecks = checkField(name, value, { today: plausibleToday(context), trainingStation: context.training })
    const accepted = failedChecks.length === 0
    return [[name, { value, confidence: 1, accepted, acceptedBy: accepted ? 'machine' : null, failedChecks, evidence: null }]]
  }))
}

/** Keeps the file as a record: bytes first, then record, verdict, reuse and the closed capture in one transaction. */
function keep(context: PipelineContext, request: TakeRequest, found: FoundResult, { pdf, pages, judged }: Downloaded): RecordId {
  const { store } = context
  const { result, recordCode } = found
  const startedAt = context.now()
  const digest = store.putBlob(pdf)
  const capture = request.insteadOf === undefined ? undefined : store.getRecord(request.insteadOf)
  const dossierCode = request.dossierCode ?? capture?.dossier.dossierCode ?? null
  const told = capture?.dossier.owners ?? []
  const dossier: DossierData = {
    dossierCode, procedureCode: capture?.dossier.procedureCode ?? null, resultCode: result.resultCode, validUntil: result.validUntil,
    kind: 'dossier component', sheets: null, owners: told.length > 0 ? told : found.owners.map((owner) => ({ ...owner, source: 'dossier' })), receiver: capture?.dossier.receiver ?? null,
  }
  return store.transaction(() => {
    const record = newRecord(context, `${sharing}/${recordCode}.pdf`, dossier, null)
    store.insertRecord(record)
    store.planSources(record.id, [{ ordinal: 1, path: record.sourceName, name: `${recordCode}.pdf`, sizeBytes: pdf.length, digest, format: 'pdf' }])
    store.markSourceStored(record.id, 1)
    store.putStep(record.id, 0, 'original', {
      inputs: digestOfInputs([digest, trustDigest(context)]), engine: 'verify', result: { verdict: judged.verdict, reasons: judged.reasons, signatures: judged.signatures.length }, resultDigest: null, startedAt, finishedAt: context.now(),
    })
    store.addHistory(record.id, { at: record.createdAt, from: null, to: 'capturing', inputs: { actor: context.actor, files: 1 } })
    move(context, record.id, 'shared result taken', (current) => ({
      ...current, origin: 'signed electronic original', work: 'captured', trust: `original ${judged.verdict}`, pageCount: pages, rawDigest: digest, pdfDigest: digest,
      fields: toldFields(context, found),
      reusedFrom: { target: sharing, recordCode, pdfDigest: digest, receivedAt: parseInstant(found.receivedAt) },
    }), { pdf: digest, pages, signatures: judged.signatures.length, code: recordCode })
    if (request.deliverTo !== undefined) chooseTargets(context, record.id, { targets: request.deliverTo, perAgreement: false, reason: null })
    if (dossierCode !== null) noteReuse(context, store.getRecord(record.id), dossierCode, request.reason)
    if (request.insteadOf !== undefined) reuseRecord(context, record.id, { insteadOf: request.insteadOf, reason: request.reason })
    return record.id
  })
}
