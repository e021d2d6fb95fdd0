import type { Refusal } from '../shared/door/index.ts'
import { explainError } from '../shared/words/index.ts'

/** What a person sees who comes without a link, or with a used one: in both languages, with nothing of the station in it. */
export function refusalPage(why: Refusal): string {
  const told = (['vi', 'en'] as const).map((language) => {
    const { what, why: because, todo } = explainError('door_refused', { reason: why }, language)
    return `<section lang="${language}"><h1>${what}</h1><p>${because}</p><p>${todo}</p></section>`
  })
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Trạm số hóa</title>${told.join('')}</html>\n`
}

/**
 * Where a link leads. The page goes on by itself: a redirect would still belong to whatever opened the link, and a browser would hold back
 * the cookie (SameSite=Strict).
 */
export const welcomePage = '<!doctype html><html lang="vi"><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/"><title>Trạm số hóa</title></html>\n'
