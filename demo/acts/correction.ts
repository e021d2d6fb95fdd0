import type { DemoOffice } from '../office.ts'
import { reviewAsOfficer } from '../officer.ts'
import type { GeneratedPaper } from '../papers/generate.ts'
import type { CorrectionStory, ResultStory } from '../story.ts'
import { catchUp, lookAtResults } from './line-back.ts'

/** The owner complains at the counter: the delivered record is frozen, the paper issued anew takes its place, the first is called back. */
export async function replaceResult(office: DemoOffice, old: ResultStory, paper: GeneratedPaper): Promise<CorrectionStory> {
  const { id } = old.offline
  const before = await office.call('record.show', { id })
  const frozen = await office.call('record.freeze', { id, reason: 'Người dân báo số định danh trên bản giấy bị nhòe mực' })
  await catchUp(office)
  const whileFrozen = await office.call('record.show', { id })
  const { record: taken } = await office.call('record.replace', { id, files: [paper.folder], reason: 'Phường cấp lại bản sạch, thay bản bị nhòe mực' })
  const read = await office.call('record.show', { id: taken.id })
  const { record, corrections } = await reviewAsOfficer(office, paper, read)
  await catchUp(office)
  const [replacement] = await lookAtResults(office, [{ paper, read, corrections, offline: await office.call('record.show', { id: record.id }) }])
  if (replacement === undefined) throw new Error(`${paper.name}: no record`)
  return {
    frozen, replacement,
    sentWhileFrozen: whileFrozen.deliveries.filter(({ deliveredAt }, index) => deliveredAt !== before.deliveries[index]?.deliveredAt).length,
    replaced: await office.call('record.show', { id }),
  }
}
