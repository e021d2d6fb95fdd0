import { fold, sameName, tidy } from '../../model/index.ts'
import { agencyNouns } from '../head/agency-words.ts'
import { positions } from '../positions.ts'
import { nameLikeness } from '../text/person-names.ts'
import { isCapitals } from '../text/text-matching.ts'

const knownNouns = agencyNouns.map((noun) => fold(noun))
const knownPositions = positions.map((position) => fold(position))
const companies = /^(?:tong )?cong ty|^tap doan|^hiep hoi|^hoi /u

/** True for the name of a public body: it begins as such do, and holds no number. An enterprise or society is none. */
export function isPublicBody(name: string): boolean {
  const folded = fold(tidy(name))
  return knownNouns.some((noun) => folded === noun || folded.startsWith(`${noun} `)) && !companies.test(folded) && !/\d/u.test(folded)
}

/** True for a name that stands under a position in public office, and is none of those persons whose paper it is. */
export function isOfficial(name: string, position: string, persons: readonly string[]): boolean {
  const folded = fold(tidy(position))
  return knownPositions.some((known) => folded === known || folded.startsWith(`${known} `)) && nameLikeness(name) > 0.5 && !persons.some((person) => sameName(person, name))
}

/** Words that begin with a capital in the middle of a subject and are of documents and bodies: no person is called so. */
const documentWords = new Set(['Kế', 'Quy', 'Quyết', 'Nghị', 'Luật', 'Đề', 'Chương', 'Danh', 'Thông', 'Chỉ', 'Giấy', 'Ủy', 'Bộ', 'Sở', 'Hội', 'Quốc', 'Chính', 'Nhà', 'Đảng', 'Ban', 'Phòng', 'Quỹ', 'Dự', 'Hồ'])

/**
 * True for a subject that can be about nobody: no figure but the usual `V/v`, nobody addressed as `ông`, `bà` or the like, no word
 * with a capital but the first and those of documents and bodies. What may be a name is taken for one: such a subject is never kept.
 */
export function isAboutNobody(subject: string): boolean {
  const text = tidy(subject)
  if (isCapitals(text) || /\d/u.test(text) || /(?:^|\s)(?:ông|bà|anh|chị|cháu|em|cụ|chủ hộ|hộ gia đình|vợ|chồng)(?=\s|$)/iu.test(text)) return false
  const words = text.replace(/^V\/v\s+/iu, '').split(' ').slice(1)
  return words.every((word) => !/^\P{L}*\p{Lu}/u.test(word) || documentWords.has(word.replace(/[^\p{L}]/gu, '')))
}
