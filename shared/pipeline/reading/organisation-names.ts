import { sameName } from '../../model/index.ts'

/** Legal forms as enterprises shorten them (Law on Enterprises 59/2020 Art. 37: "công ty trách nhiệm hữu hạn" or "công ty TNHH" and so on). */
const shortForms: ReadonlyMap<string, string> = new Map([
  ['TNHH', 'TRÁCH NHIỆM HỮU HẠN'], ['MTV', 'MỘT THÀNH VIÊN'], ['CP', 'CỔ PHẦN'], ['DNTN', 'DOANH NGHIỆP TƯ NHÂN'], ['HTX', 'HỢP TÁC XÃ'], ['&', 'VÀ'],
])

function inFull(name: string): string {
  const words = name.normalize('NFC').toLocaleUpperCase('vi').match(/[\p{L}\p{N}]+|&/gu) ?? []
  return words.map((word) => shortForms.get(word) ?? word).join(' ')
}

/** True when two names are one organisation's: as `sameName`, with legal forms written out and punctuation set aside. */
export function sameOrganisationName(left: string, right: string): boolean {
  return sameName(inFull(left), inFull(right))
}
