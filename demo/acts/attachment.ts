import path from 'node:path'
import type { DemoOffice } from '../office.ts'
import type { GeneratedPaper } from '../papers/generate.ts'
import type { AttachmentStory, ResultStory } from '../story.ts'

/** Somebody takes the paper in the owner's stead: the letter of authorisation is kept with the record. */
export async function attachAuthorisation(office: DemoOffice, paper: GeneratedPaper, result: ResultStory): Promise<AttachmentStory> {
  const recordId = result.offline.id
  const file = path.join(paper.folder, paper.truth.pages[0]?.file ?? '')
  const { attachment } = await office.call('record.attach', { id: recordId, file, kind: 'authorisation' })
  return { paper, recordId, kept: attachment }
}
