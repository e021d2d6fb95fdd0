import { bearsNotation, extract } from '../../extract/index.ts'
import { fieldNames, fold, SohoaError, type Extraction, type FieldName, type PaperPerson, type RecipientBasis, type RecordField, type RecordId, type StationRecord } from '../../model/index.ts'
import { plausibleToday } from '../care/clock.ts'
import type { PipelineContext } from '../context.ts'
import { digestOfInputs } from '../digests.ts'
import { readCards } from './cards.ts'
import { documentText, pagesRead, textOfPaper } from './pages-read.ts'
import { readingTemplates } from './reading-templates.ts'
import { judgeRecipient, ownersOf, personsOnPaper } from './recipient.ts'
import { withRemembered } from './remember.ts'
import { audit, move, stop, timed } from '../transition.ts'

/** Fields that every administrative document has (Decree 30/2020 Art. 8): their absence is a doubt. */
export const requiredFields: readonly FieldName[] = ['codeNumber', 'issuedDate', 'issuingAgency', 'documentType', 'signerName']

const extractionVersion = 6

/** True where a field's absence is a doubt: of a letter, a decision and every other type with a code of its own, the notation's as well. */
function isMissed(name: FieldName, extraction: Extraction): boolean {
  const type = extraction.fields.find((field) => field.name === 'documentType')?.value
  return requiredFields.includes(name) || (name === 'codeNotation' && type !== undefined && bearsNotation(type))
}

/** Fields as the machine proposes them: certain and sound ones accepted, the others left to a person. */
export function proposeFields(extraction: Extraction, acceptFrom: number): StationRecord['fields'] {
  const fields: Partial<Record<FieldName, RecordField>> = {}
  for (const name of fieldNames) {
    const proposal = extraction.fields.find((field) => field.name === name)
    if (proposal !== undefined) {
      const sure = proposal.confidence >= acceptFrom && proposal.failedChecks.length === 0
      fields[name] = {
        value: proposal.value === '' ? null : proposal.value, confidence: proposal.confidence, accepted: sure, acceptedBy: sure ? 'machine' : null,
        failedChecks: proposal.failedChecks, evidence: proposal.evidence,
      }
    } else if (isMissed(name, extraction)) {
      fields[name] = { value: null, confidence: 0, accepted: false, acceptedBy: null, failedChecks: ['ABSENT'], evidence: null }
    }
  }
  return fields
}

/** Proposes fields, owners and recipient from what was read. A secrecy class stops the job (secret_document). */
export async function extractFields(context: PipelineContext, id: RecordId): Promise<void> {
  const { store } = context
  const record = store.getRecord(id)
  const pages = pagesRead(context, id, record.pageCount)
  await readCards(context, id)
  const today = plausibleToday(context)
  const templates = readingTemplates(context)
  const inputs = digestOfInputs([extractionVersion, templates, pages.map(({ text }) => text)])
  const { value: extraction, startedAt, finishedAt } = await timed(() => extract({
    pages: pages.map(({ text, cleaning }) => ({ text: textOfPaper(text), geometry: cleaning.geometry })), today, trainingStation: context.training, templates,
  }))
  store.putStep(id, 0, 'extract', { inputs, engine: `extract ${extractionVersion}`, result: extraction, resultDigest: null, startedAt, finishedAt })
  if (extraction.secrecy !== undefined) {
    stop(context, id, new SohoaError('secret_document', { page: extraction.secrecy.evidence.page, class: extraction.secrecy.class }), 'refused')
    return
  }
  const persons = personsOnPaper(extraction.owners)
  store.transaction(() => {
    // Pages that were edited meanwhile put it back: they are read first.
    if (store.getRecord(id).work !== 'recognised') return
    const fields = withRemembered(context, proposeFields(extraction, context.configuration().acceptFrom))
    move(context, id, 'fields extracted', (current) => ({
      ...current,
      work: 'extracted',
      fields: { ...(current.reusedFrom === null ? fields : toldAndRead(current.fields, fields)), ...keptByOperator(current.fields) },
      ...(stillConfirmed(current.recipient, persons) ? {} : {
        owners: ownersOf(persons, current.dossier.owners), recipient: judgeRecipient(persons, current.dossier.owners),
      }),
      dossier: { ...current.dossier, validUntil: current.dossier.validUntil ?? extraction.validUntil?.value ?? null },
    }), { fields: extraction.fields.length, owners: extraction.owners.length })
    store.indexText(id, fieldText(store.getRecord(id)), documentText(pages))
    audit(context, 'text indexed', id, { pages: pages.length })
  })
}

/** True while the paper names the same persons as when an officer confirmed the recipient: another reading is another question. */
function stillConfirmed(recipient: RecipientBasis, persons: readonly PaperPerson[]): boolean {
  return recipient.state === 'confirmed' && JSON.stringify(recipient.onPaper) === JSON.stringify(persons)
}

/**
 * Fields of a result that another station digitised and a person there reviewed: what it told stands, unless its own text
 * certainly says otherwise; of the rest what the machine is sure of. What nobody needs is not asked.
 */
function toldAndRead(told: StationRecord['fields'], read: StationRecord['fields']): StationRecord['fields'] {
  const doubted = fieldNames.flatMap((name) => {
    const [field, own] = [told[name], read[name]]
    if (field === undefined) return []
    const differs = own?.accepted === true && own.value !== null && fold(own.value) !== fold(field.value ?? '')
    return [[name, differs && field.acceptedBy === 'machine' ? { ...field, accepted: false, acceptedBy: null, failedChecks: ['TOLD_DIFFERS'], evidence: own.evidence } : field] as const]
  })
  const sure = Object.entries(read).filter(([, field]) => field.accepted)
  return { ...Object.fromEntries(sure), ...Object.fromEntries(doubted) }
}

/** What a person decided stays when the machine reads again. */
function keptByOperator(fields: StationRecord['fields']): StationRecord['fields'] {
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field.acceptedBy === 'operator'))
}

/** Field values and owners as one text, for search. */
export function fieldText(record: StationRecord): string {
  const { codeNumber, codeNotation } = record.fields
  const number = [codeNumber?.value, codeNotation?.value].filter((part) => part !== undefined && part !== null).join('/')
  const values = fieldNames.flatMap((name) => record.fields[name]?.value ?? [])
  const owners = record.owners.flatMap(({ name, id }) => [name, id ?? ''])
  return [number, ...values, ...owners, record.dossier.dossierCode ?? '', record.code].filter((part) => part !== '').join('\n')
}
