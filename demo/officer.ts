import type { RecordLine } from '../shared/contract/index.ts'
import { fieldNames } from '../shared/model/index.ts'
import type { DemoOffice } from './office.ts'
import type { GeneratedPaper } from './papers/generate.ts'
import type { Correction } from './story.ts'

/** Why the person behind the counter is sure whose result it is. */
const recipientReason = 'Đã đối chiếu căn cước của người đến nhận và giấy hẹn tại quầy'

/**
 * Plays the officer: tells what the machine asked for, with the values that stand on the paper (the sample's truth), and
 * nothing that the machine took by itself. Returns the record afterwards and what was told.
 */
export async function reviewAsOfficer(office: DemoOffice, paper: GeneratedPaper, read: RecordLine): Promise<{ record: RecordLine; corrections: Correction[] }> {
  const corrections: Correction[] = []
  let record = read
  if (record.stoppedBy?.code === 'paper_size_unknown') {
    const dpi = Math.round(paper.truth.pages[0]?.paperDpi ?? 0)
    corrections.push({ what: 'resolution', read: null, confidence: null, told: `${dpi} dpi`, reason: null })
    record = await office.call('record.review', { id: record.id, dpi })
  }
  if (record.state.work === 'awaiting review') {
    const asked = fieldNames.filter((name) => record.fields[name]?.accepted === false)
    for (const name of asked) {
      const field = record.fields[name]
      corrections.push({ what: name, read: field?.value ?? null, confidence: field?.confidence ?? null, told: paper.truth.fields[name] ?? '', reason: null })
    }
    record = await office.call('record.review', { id: record.id, set: Object.fromEntries(asked.map((name) => [name, paper.truth.fields[name] ?? null])), accept: true })
  }
  if (record.recipient.state === 'open') {
    const owners = paper.dossier.owners ?? []
    corrections.push({
      what: 'owner', read: record.recipient.why, confidence: null, reason: recipientReason, told: owners.map(({ name, id }) => `${name} · ${id ?? '–'}`).join('; '),
    })
    record = await office.call('record.review', { id: record.id, owners, confirmRecipient: true, reason: recipientReason })
  }
  return { record, corrections }
}
