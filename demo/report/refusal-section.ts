import { readFile } from 'node:fs/promises'
import { trustTerms, workTerms } from '../../shared/words/index.ts'
import type { RefusalStory } from '../story.ts'
import { both, html, type Html } from './html.ts'
import { imageOf, type PictureMaker } from './pictures.ts'
import { saidText, termText, verdictText } from './told.ts'

/** Twice as wide as shown: it stays sharp on a fine screen and on paper. */
const pictureWidth = 480

async function pictureOf({ picture, title, source }: RefusalStory, pictures: PictureMaker): Promise<Html> {
  if (picture === null) return html`<p>${both('Trang mật không được chép ra báo cáo.', 'A secret page is not copied into a report.')}</p>`
  const image = picture.endsWith('.pdf') ? await pictures.page(await readFile(picture), 0, pictureWidth) : await pictures.photo(picture, pictureWidth)
  return html`<figure>${imageOf(image, `Thứ được đưa vào: ${title}`)}<figcaption><code>${source}</code></figcaption></figure>`
}

/** One thing that was handed in and stopped: what it was, what the station said, what became of it. */
export async function refusalSection(story: RefusalStory, pictures: PictureMaker): Promise<Html> {
  const { title, said, record, verdict } = story
  const kept = record === null ? both('Không thành hồ sơ nào.', 'No record was made.') : html`${both('Hồ sơ', 'record')} <code>${record.code}</code>: ${termText(workTerms[record.state.work])}, ${termText(trustTerms[record.state.trust])}; ${both('số nơi đã giao', 'delivered to')}: ${record.deliveries.filter(({ receiptId }) => receiptId !== null).length}.`
  return html`<article><h3>${title}</h3><div class="case">${await pictureOf(story, pictures)}<div>${saidText(said)}
<p>${kept}</p>${verdict === null ? null : html`<p><code>sohoa verify</code>: ${verdictText(verdict)}</p>`}</div></div></article>`
}
