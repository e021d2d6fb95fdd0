import type { RecordLine, ResultOf } from '../../contract/index.ts'
import { maskNumbers, shownId, type PaperPerson, type StationRecord } from '../../model/index.ts'
import type { PipelineContext } from '../context.ts'
import { personsRead } from './persons-read.ts'

type Detail = ResultOf<'record.show'>

/** Whom the paper names, where it does not simply agree with the owners: what an officer has to compare. */
function comparedPersons(context: PipelineContext, { id, recipient }: StationRecord): readonly PaperPerson[] {
  if (recipient.state === 'confirmed') return recipient.onPaper
  return recipient.state === 'open' ? personsRead(context, id) ?? [] : []
}

/** Whose a record is and where it goes, as lists tell it: personal numbers masked. */
export function ownersInLists(context: PipelineContext, record: StationRecord): Pick<RecordLine, 'fields' | 'owners' | 'recipient' | 'deliveryChoice'> {
  const { recipient, deliveryChoice } = record
  return {
    fields: Object.fromEntries(Object.entries(record.fields).map(([name, field]) => [name, {
      ...field,
      value: field.value === null ? null : maskNumbers(field.value),
      failedChecks: [...field.failedChecks],
      evidence: field.evidence === null ? null : { ...field.evidence, read: maskNumbers(field.evidence.read) },
      ...(field.reason === undefined ? {} : { reason: maskNumbers(field.reason) }),
    }])),
    owners: record.owners.map((owner) => ({ ...owner, id: shownId(owner) })),
    recipient: {
      state: recipient.state, why: recipient.state === 'open' ? recipient.why : null,
      onPaper: comparedPersons(context, record).map((person) => ({ ...person, id: shownId(person) })),
    },
    deliveryChoice: deliveryChoice === null ? null : { targets: [...deliveryChoice.targets], basis: deliveryChoice.basis, at: deliveryChoice.at, by: deliveryChoice.by },
  }
}

/** The same for one record that somebody looks at, which is audited: numbers in full, and who decided why. */
export function ownersInFull(context: PipelineContext, record: StationRecord): Pick<Detail, 'fields' | 'owners' | 'recipient' | 'deliveryChoice' | 'attachments'> {
  const { id, recipient, deliveryChoice } = record
  const confirmed = recipient.state === 'confirmed' ? recipient : null
  return {
    fields: Object.fromEntries(Object.entries(record.fields).map(([name, field]) => [name, { ...field, failedChecks: [...field.failedChecks] }])),
    owners: record.owners.map((owner) => ({ ...owner })),
    recipient: {
      state: recipient.state, why: recipient.state === 'open' ? recipient.why : null, onPaper: [...comparedPersons(context, record)],
      by: confirmed?.by ?? null, at: confirmed?.at ?? null, reason: confirmed?.reason ?? null, despite: confirmed?.despite ?? null,
    },
    deliveryChoice: deliveryChoice === null ? null : { ...deliveryChoice, targets: [...deliveryChoice.targets] },
    attachments: context.store.listAttachments(id).map((attachment) => ({ ...attachment, bytes: context.store.blobSize(attachment.digest) ?? 0 })),
  }
}
