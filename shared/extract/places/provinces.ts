import { fold } from '../../model/index.ts'
import type { CalendarDate } from '../../model/index.ts'

/** A province or city under the central government as it was before 1 July 2025. */
export interface FormerProvince {
  readonly name: string
  /** First three digits of the personal numbers of whoever was registered at birth there (Circular 59/2021/TT-BCA, Annex I). */
  readonly numberCode: string
}

/** A province or city under the central government as it is since 1 July 2025, and those that were merged into it. */
export interface Province {
  readonly name: string
  readonly kind: 'tỉnh' | 'thành phố'
  /** Unit code (Decision 19/2025/QĐ-TTg). */
  readonly code: string
  readonly madeOf: readonly FormerProvince[]
}

/** From this day on the provinces are 34, and there are no districts (Resolution 202/2025/QH15; Constitution as amended by Resolution 203/2025/QH15). */
export const mergerDay = '2025-07-01'

/** Unit code, name, kind; then code and name of each former unit. From Resolution 202/2025/QH15 Art. 1, set down from knowledge of the texts. */
const table = `
01 thành phố Hà Nội: 001 Hà Nội
04 tỉnh Cao Bằng: 004 Cao Bằng
08 tỉnh Tuyên Quang: 002 Hà Giang, 008 Tuyên Quang
11 tỉnh Điện Biên: 011 Điện Biên
12 tỉnh Lai Châu: 012 Lai Châu
14 tỉnh Sơn La: 014 Sơn La
15 tỉnh Lào Cai: 010 Lào Cai, 015 Yên Bái
19 tỉnh Thái Nguyên: 006 Bắc Kạn, 019 Thái Nguyên
20 tỉnh Lạng Sơn: 020 Lạng Sơn
22 tỉnh Quảng Ninh: 022 Quảng Ninh
24 tỉnh Bắc Ninh: 024 Bắc Giang, 027 Bắc Ninh
25 tỉnh Phú Thọ: 017 Hòa Bình, 025 Phú Thọ, 026 Vĩnh Phúc
31 thành phố Hải Phòng: 030 Hải Dương, 031 Hải Phòng
33 tỉnh Hưng Yên: 033 Hưng Yên, 034 Thái Bình
37 tỉnh Ninh Bình: 035 Hà Nam, 036 Nam Định, 037 Ninh Bình
38 tỉnh Thanh Hóa: 038 Thanh Hóa
40 tỉnh Nghệ An: 040 Nghệ An
42 tỉnh Hà Tĩnh: 042 Hà Tĩnh
44 tỉnh Quảng Trị: 044 Quảng Bình, 045 Quảng Trị
46 thành phố Huế: 046 Thừa Thiên Huế
48 thành phố Đà Nẵng: 048 Đà Nẵng, 049 Quảng Nam
51 tỉnh Quảng Ngãi: 051 Quảng Ngãi, 062 Kon Tum
52 tỉnh Gia Lai: 052 Bình Định, 064 Gia Lai
56 tỉnh Khánh Hòa: 056 Khánh Hòa, 058 Ninh Thuận
66 tỉnh Đắk Lắk: 054 Phú Yên, 066 Đắk Lắk
68 tỉnh Lâm Đồng: 060 Bình Thuận, 067 Đắk Nông, 068 Lâm Đồng
75 tỉnh Đồng Nai: 070 Bình Phước, 075 Đồng Nai
79 thành phố Hồ Chí Minh: 074 Bình Dương, 077 Bà Rịa - Vũng Tàu, 079 Hồ Chí Minh
80 tỉnh Tây Ninh: 072 Tây Ninh, 080 Long An
82 tỉnh Đồng Tháp: 082 Tiền Giang, 087 Đồng Tháp
86 tỉnh Vĩnh Long: 083 Bến Tre, 084 Trà Vinh, 086 Vĩnh Long
91 tỉnh An Giang: 089 An Giang, 091 Kiên Giang
92 thành phố Cần Thơ: 092 Cần Thơ, 093 Hậu Giang, 094 Sóc Trăng
96 tỉnh Cà Mau: 095 Bạc Liêu, 096 Cà Mau
`

function provinceIn(line: string): Province {
  const parts = /^(\d\d) (tỉnh|thành phố) ([^:]+): (.+)$/u.exec(line)
  const [, code = '', kind = '', name = '', formers = ''] = parts ?? []
  const madeOf = formers.split(', ').map((former) => ({ numberCode: former.slice(0, 3), name: former.slice(4) }))
  return { code, kind: kind === 'tỉnh' ? 'tỉnh' : 'thành phố', name, madeOf }
}

/** The 34 of today. */
export const provinces: readonly Province[] = table.normalize('NFC').trim().split('\n').map(provinceIn)

const key = (name: string): string => fold(name).replace(/[^a-z]/gu, '')
const today = new Map(provinces.map((province) => [key(province.name), province]))
const before = new Map(provinces.flatMap((province) => province.madeOf.map((former) => [key(former.name), province] as const)))
const byNumber = new Map(provinces.flatMap((province) => province.madeOf.map((former) => [former.numberCode, former] as const)))

/** Where the birth of a number's bearer was registered, by the name of that time; undefined for a code that no place has. */
export function placeOfNumber(id: string): FormerProvince | undefined {
  return byNumber.get(id.slice(0, 3))
}

/**
 * The province or central city that `name` (without `tỉnh` or `thành phố`; tones and case set aside) means today: itself, or the one
 * it was merged into. `isToday`: there is one of that name now. Undefined for any other name.
 */
export function provinceNamed(name: string): { readonly province: Province; readonly isToday: boolean } | undefined {
  const known = today.get(key(name)) ?? before.get(key(name))
  return known === undefined ? undefined : { province: known, isToday: today.has(key(name)) }
}

/**
 * True where a people's committee or council is named after a unit that had ended by `day`: a province that was merged into another,
 * or a district. Of those only: courts, banks and others keep older names of places.
 */
export function isOfEndedUnit(agency: string, day: CalendarDate): boolean {
  if (day < mergerDay) return false
  const unit = /^(?:uy ban|hoi dong) nhan dan (huyen|quan|thi xa|tinh) (.+)$/u.exec(fold(agency))
  return unit !== null && (unit[1] !== 'tinh' || provinceNamed(unit[2] ?? '')?.isToday === false)
}
