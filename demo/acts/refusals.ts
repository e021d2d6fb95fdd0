import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { FailureLine, RecordLine } from '../../shared/contract/index.ts'
import type { DemoOffice } from '../office.ts'
import type { GeneratedPaper } from '../papers/generate.ts'
import { tamperedCopy } from '../papers/twins/tampered-copy.ts'
import type { RefusalStory, ResultStory, Said } from '../story.ts'
import { dossierOf } from './results-without-line.ts'

/** Papers that the station must stop, each made for one cause. */
export interface WrongPapers {
  readonly pageMissing: GeneratedPaper
  readonly articleTorn: GeneratedPaper
  readonly secretLetter: GeneratedPaper
  readonly dossierOfAnother: GeneratedPaper
  /** Path of a PDF. */
  readonly wordDraft: string
}

/** What a record waits for or was refused for; an owner in doubt is an answer too, since nothing is delivered. */
function saidOf(record: RecordLine): Said | null {
  if (record.stoppedBy !== null && record.stoppedBy.code !== 'awaiting_review') return record.stoppedBy
  return record.recipient.state === 'open' && record.recipient.why !== null ? { code: 'recipient_uncertain', params: { why: record.recipient.why } } : null
}

const pictureOf = (paper: GeneratedPaper, page: number): string => path.join(paper.folder, paper.truth.pages[page - 1]?.file ?? '')

/** Hands in what must not become a result, and keeps what the station says of each. `genuine` lends its signed PDF to the forger. */
export async function handInWrongPapers(office: DemoOffice, wrong: WrongPapers, genuine: ResultStory, tell: (story: RefusalStory) => void): Promise<RefusalStory[]> {
  const { files: [pdf = ''] } = await office.call('record.export', { id: genuine.offline.id, folder: path.join(office.exports, 'cho-ke-gia-mao') })
  const forged = path.join(path.dirname(wrong.wordDraft), '16-ban-bi-sua.pdf')
  await writeFile(forged, tamperedCopy(await readFile(pdf), genuine.paper.truth.fields.codeNumber ?? ''))
  const { files: [verdict = null] } = await office.call('file.verify', { files: [forged], trust: [office.trustFile] })

  const cases: readonly (Pick<RefusalStory, 'title' | 'picture' | 'expected' | 'verdict'> & { readonly file: string; readonly paper: GeneratedPaper | null })[] = [
    { title: 'Thiếu trang 2', paper: wrong.pageMissing, file: wrong.pageMissing.folder, picture: pictureOf(wrong.pageMissing, 2), expected: ['paper_incomplete'], verdict: null },
    { title: 'Rách mất Điều 2', paper: wrong.articleTorn, file: wrong.articleTorn.folder, picture: pictureOf(wrong.articleTorn, 2), expected: ['paper_incomplete'], verdict: null },
    { title: 'Trang đóng dấu MẬT', paper: wrong.secretLetter, file: wrong.secretLetter.folder, picture: null, expected: ['secret_document'], verdict: null },
    { title: 'Kẹp nhầm hồ sơ của người khác', paper: wrong.dossierOfAnother, file: wrong.dossierOfAnother.folder, picture: pictureOf(wrong.dossierOfAnother, 1), expected: ['recipient_uncertain'], verdict: null },
    { title: 'Bản Word xuất ra PDF', paper: null, file: wrong.wordDraft, picture: wrong.wordDraft, expected: ['not_a_scan'], verdict: null },
    { title: 'Bản đã ký bị sửa một chữ số', paper: null, file: forged, picture: forged, expected: ['signature_check_failed'], verdict },
  ]
  const papers = cases.flatMap(({ paper }) => (paper === null ? [] : [paper]))
  const alone = cases.filter(({ paper }) => paper === null).map(({ file }) => file)
  const told = [
    await office.call('record.convert', { files: papers.map(({ folder }) => folder), dossiers: papers.map(dossierOf) }),
    await office.call('record.convert', { files: alone }),
  ]
  const records: RecordLine[] = told.flatMap((answer) => answer.records)
  const failures: FailureLine[] = told.flatMap((answer) => answer.failures)
  return cases.map(({ title, file, picture, expected, verdict: judged }) => {
    const record = records.find(({ source }) => source === file.normalize('NFC')) ?? null
    const failure = failures.find(({ source }) => source === file.normalize('NFC'))
    const story: RefusalStory = {
      title, source: path.basename(file), picture, expected, verdict: judged, record,
      said: record === null ? failure?.error ?? null : saidOf(record),
    }
    tell(story)
    return story
  })
}
