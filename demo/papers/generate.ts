import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { buildingPermit } from './results/building-permit.ts'
import { deathExtract } from './results/death-extract.ts'
import { householdBusiness } from './results/household-business.ts'
import { landUseDecision } from './results/land-use-decision.ts'
import { maritalStatus } from './results/marital-status.ts'
import { replyLetter } from './results/reply-letter.ts'
import type { DossierData, SamplePaper } from './sample-paper.ts'
import { truthOf } from './truth.ts'
import type { PaperTruth } from './truth.ts'
import { authorisation } from './twins/authorisation.ts'
import { dossierOfAnother, idUnderBlot, issuedAnew } from './twins/certificates.ts'
import { articleTorn, interrupted, pageMissing } from './twins/decisions.ts'
import { secretLetter } from './twins/secret-letter.ts'
import { writeWordDraft } from './twins/word-draft.ts'

/** The sample papers in the order of their numbers. */
export const samplePapers: readonly SamplePaper[] = [buildingPermit, householdBusiness, deathExtract, landUseDecision, maritalStatus, replyLetter]

/** Papers that must be stopped, doubted, interrupted or kept aside: none of them goes through like the six. */
export const twinPapers = { idUnderBlot, pageMissing, articleTorn, secretLetter, dossierOfAnother, interrupted, authorisation, issuedAnew } as const satisfies Readonly<Record<string, SamplePaper>>

/** A sample paper on disk. */
export interface GeneratedPaper {
  readonly name: string
  readonly title: string
  /** Holds the page pictures and nothing else, so that it can be converted as one document. */
  readonly folder: string
  readonly dossier: DossierData
  /** The dossier's data as a file for `convert --dossier`. */
  readonly dossierFile: string
  readonly truthFile: string
  readonly truth: PaperTruth
}

/** Makes one paper in `folder`: `NAME/01.jpg …`, `NAME.dossier.json`, `NAME.truth.json`. The same bytes each time. */
export async function generatePaper(paper: SamplePaper, folder: string): Promise<GeneratedPaper> {
  const pictures = path.join(folder, paper.name)
  await mkdir(pictures, { recursive: true })
  const pages = await paper.capture()
  for (const page of pages) await writeFile(path.join(pictures, page.file), page.capture.jpeg)
  const truth = truthOf(paper, pages)
  const dossierFile = path.join(folder, `${paper.name}.dossier.json`)
  const truthFile = path.join(folder, `${paper.name}.truth.json`)
  await writeFile(dossierFile, `${JSON.stringify(paper.dossier, null, 2)}\n`)
  await writeFile(truthFile, `${JSON.stringify(truth, null, 1)}\n`)
  return { name: paper.name, title: paper.title, folder: pictures, dossier: paper.dossier, dossierFile, truthFile, truth }
}

/** Makes the six sample papers in `folder`, one after the other so that memory stays low. */
export async function generatePapers(folder: string): Promise<GeneratedPaper[]> {
  const papers: GeneratedPaper[] = []
  for (const paper of samplePapers) papers.push(await generatePaper(paper, folder))
  return papers
}

/** Makes the twins in `folder`, by their keys. */
export async function generateTwins(folder: string): Promise<Readonly<Record<keyof typeof twinPapers, GeneratedPaper>>> {
  return {
    idUnderBlot: await generatePaper(twinPapers.idUnderBlot, folder),
    pageMissing: await generatePaper(twinPapers.pageMissing, folder),
    articleTorn: await generatePaper(twinPapers.articleTorn, folder),
    secretLetter: await generatePaper(twinPapers.secretLetter, folder),
    dossierOfAnother: await generatePaper(twinPapers.dossierOfAnother, folder),
    interrupted: await generatePaper(twinPapers.interrupted, folder),
    authorisation: await generatePaper(twinPapers.authorisation, folder),
    issuedAnew: await generatePaper(twinPapers.issuedAnew, folder),
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { out: { type: 'string' } } })
  if (values.out === undefined) {
    process.stderr.write('node demo/papers/generate.ts --out DIR\n')
    process.exitCode = 2
  } else {
    const folder = path.resolve(values.out)
    for (const paper of [...await generatePapers(folder), ...Object.values(await generateTwins(folder))]) process.stdout.write(`${paper.folder}\n`)
    process.stdout.write(`${await writeWordDraft(folder)}\n`)
  }
}
