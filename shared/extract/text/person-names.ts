import { fold } from '../../model/index.ts'

/** Family names of Vietnam's peoples without tones (common ones; a rarer name is still a name, only less surely read). */
const familyNames = new Set(
  ('nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly ha trinh dinh truong luong dao cao mai lam doan tang luu to ta chu thai ' +
  'vuong quach la luc kieu khuc kim kha khuat khong lai lang lo lu luong lieu mac ma mau mo moc nghiem nhan ninh nong ong phi phu phung pho quan quang ' +
  'que sam son si song su tao tat tham than thanh thach thieu thoi tieu ton tong trac trang trieu trung tu tuong ung uong van vang van vi vien viet ' +
  'xa xuan yen au an ban be bach bang banh bien bo cam chau che chuong co cu cung dam danh dau dieu doi don dong du ' +
  'giang giap hau han hien hua hung huu hong khau ksor lau lenh lo lau man minh mong mua muong na nay neo niê nhu o pha pang phang ' +
  'ra rah rmah ro sin sung sui thao thi tho thong tho trieu trinh ty vang ve vu y ho a dieu bon cil kpa kpuih ro siu sio').normalize('NFC').split(' '),
)

const syllable = /^(?:ngh|ng|nh|ph|th|tr|ch|gh|gi|kh|qu|[bcdđghklmnpqrstvxwzfj])?[aeiouywăâêôơư]{1,3}(?:ch|ng|nh|[cmnptk])?$/u

/** True for a word that can be a Vietnamese syllable but for its tone. */
export function isSyllable(word: string): boolean {
  const bare = word.toLocaleLowerCase('vi').normalize('NFD').replace(/[\u0300\u0301\u0303\u0309\u0323]/gu, '').normalize('NFC')
  return syllable.test(bare)
}

/** A syllable closed by c, ch, p or t carries sắc or nặng: any other tone was misread. */
export function hasImpossibleTone(word: string): boolean {
  const parts = word.toLocaleLowerCase('vi').normalize('NFD')
  const closed = /(?:c|ch|p|t)$/u.test(parts.replace(/\p{Mn}/gu, '')) && /[aeiouy]/u.test(parts)
  return closed && !/[\u0301\u0323]/u.test(parts)
}

/** True for a syllable with more than one tone mark: two readings run into one. */
export function hasTwoTones(word: string): boolean {
  return (word.normalize('NFD').match(/[\u0300\u0301\u0303\u0309\u0323]/gu)?.length ?? 0) > 1
}

/** Family names of which there is one spelling only, by their letters without tones. */
const spelledFamilyNames = new Map('Nguyễn Trần Phạm Hoàng Huỳnh Phan Đặng Bùi Dương Trịnh Đinh Trương Lương Đoàn Thái Vương Quách Khuất Nghiêm Phùng Triệu'.split(' ').map((name) => [fold(name), name]))

/** The family name that `word` can only be, where it was read with two tones on one syllable; undefined where it may be what it says. */
export function familyNameFor(word: string): string | undefined {
  return hasTwoTones(word) ? spelledFamilyNames.get(fold(word)) : undefined
}

/** Rimes with their marks that one family name alone has. */
const familyNameOfRime = new Map([...Map.groupBy([...spelledFamilyNames.values(), ...'Đỗ Đào Mai Cao Lưu Tạ Tống Phùng Thạch Lâm Tăng Chu Châu La Đàm'.split(' ')], rimeOf)].flatMap(([rime, names]) => (new Set(names).size === 1 ? names.slice(0, 1).map((name) => [rime, name] as const) : [])))

/** The vowels of a syllable with their marks, and what follows them. */
function rimeOf(word: string): string {
  return /[aeiouyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]\p{L}*$/u.exec(word.normalize('NFC').toLocaleLowerCase('vi'))?.[0] ?? ''
}

/** The family name whose end `word` bears under a first letter that was misread, as a seal leaves it (`thạm` of `Phạm`); undefined for what begins with a capital, and where several names end so. */
export function familyNameEnding(word: string): string | undefined {
  const rime = rimeOf(word)
  return /^\p{Ll}+$/u.test(word) && rime.length >= 2 ? familyNameOfRime.get(rime) : undefined
}

/** True when `word` is a family name, tones set aside. */
export function isFamilyName(word: string): boolean {
  return familyNames.has(fold(word))
}

/** Words that stand in the middle or at the end of names far oftener than they are family names, without tones. */
const givenNames = new Set('van thi dinh huu duc minh ngoc quang xuan thanh hong kim cong trong manh tuan anh quoc viet hai hoang thuy thu phuong'.split(' '))

/** True when `word` is a middle or given name much oftener than a family name, tones set aside. */
export function isGivenName(word: string): boolean {
  return givenNames.has(fold(word))
}

/**
 * How much `text` looks like a person's name, 0..1: two to six syllables, each with a capital or all in capitals,
 * the first a family name.
 */
export function nameLikeness(text: string): number {
  const words = text.split(' ')
  if (words.length < 2 || words.length > 6) return 0
  const cased = words.every((word) => /^\p{Lu}\p{Ll}*$/u.test(word)) || words.every((word) => /^\p{Lu}+$/u.test(word))
  if (!cased) return 0
  const plausible = words.filter((word) => isSyllable(word) && !hasImpossibleTone(word)).length / words.length
  return plausible * (isFamilyName(words[0] ?? '') ? 1 : 0.75) * (words.length === 6 ? 0.8 : 1)
}
