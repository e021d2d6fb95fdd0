import { fold, type Finding } from '../model/index.ts'
import { beginsDocument, foldedText, type PageView } from './page-view.ts'

/** Marks of an end (Decree 30/2020 ô 7a, 9b; `./.`), without tones: recipients, signing capacity, head of the agency. */
const endMark = /noi nhan|\.\/\.|\b(?:kt|tm|tl|tuq|q)\s?\.\s|(?:^|\s)(?:chu tich|truong phong|giam doc|chanh van phong|bo truong|thu truong|truong cong an|cong chung vien|nguoi (?:ky|lap|thuc hien|khai|lam don))|luu\s?:|da ky|ky (?:boi|ten)/u
const endOfSentence = /[.!?…/:;)\]”"*]\s*$/u
/** The text of a full page ends below this share of its height. */
const fullPage = 0.8

/**
 * A document whose text breaks off: it begins with the national heading, bears no sign of an end on any page, and its last
 * page is full down to a sentence that is not finished.
 */
export function ending(pages: readonly PageView[]): Finding[] {
  const written = pages.filter(({ blank }) => !blank)
  const last = written.at(-1)
  if (last === undefined || written.some(({ lines }) => lines.length === 0) || !written.some(beginsDocument)) return []
  if (written.some((page) => endMark.test(bodyText(page)))) return []
  const [lowest] = last.lines.filter(({ words }) => words.length >= 3).toSorted((left, right) => right.box.y - left.box.y)
  if (lowest === undefined || lowest.box.y + lowest.box.height < fullPage * last.height || endOfSentence.test(lowest.text)) return []
  return [{ kind: 'end-missing', page: last.ordinal, box: lowest.box, params: {} }]
}

/** Text below the heading, where the issuer's name stands in capitals too. */
function bodyText(page: PageView): string {
  if (!beginsDocument(page)) return foldedText(page)
  return fold(page.lines.filter(({ box }) => box.y > page.height * 0.3).map(({ text }) => text).join(' '))
}
