import type { RecordLine } from '../../shared/contract/index.ts'
import type { DemoOffice } from '../office.ts'
import { reviewAsOfficer } from '../officer.ts'
import type { GeneratedPaper } from '../papers/generate.ts'
import type { DossierData } from '../papers/sample-paper.ts'
import type { ResultStory } from '../story.ts'

/** What the dossier says of a paper, as one row among several. */
export function dossierOf(paper: GeneratedPaper): DossierData {
  return { ...paper.dossier, file: paper.name }
}

/** Hands in papers as one pile, plays the officer where one is asked, and looks at each record as it then stands. */
export async function convertPapers(office: DemoOffice, papers: readonly GeneratedPaper[], tell: (paper: GeneratedPaper, record: RecordLine, corrections: number) => void): Promise<ResultStory[]> {
  const { records, failures } = await office.call('record.convert', { files: papers.map(({ folder }) => folder), dossiers: papers.map(dossierOf) })
  if (failures[0] !== undefined) throw new Error(`${failures[0].source}: ${failures[0].error.code}`)
  const stories: ResultStory[] = []
  for (const paper of papers) {
    const converted = records.find(({ source }) => source === paper.folder.normalize('NFC'))
    if (converted === undefined) throw new Error(`${paper.name}: no record`)
    const read = await office.call('record.show', { id: converted.id })
    const { record, corrections } = await reviewAsOfficer(office, paper, read)
    tell(paper, record, corrections.length)
    stories.push({ paper, read, corrections, offline: await office.call('record.show', { id: record.id }) })
  }
  return stories
}
