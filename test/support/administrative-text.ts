import type { Random } from '../../demo/papers/sheets/random.ts'

/**
 * Vietnamese administrative text by the yard. Words come as they do on real papers: a few turns of phrase stand nearly
 * everywhere, most syllables now and then, names and numbers once or twice.
 */
export interface AdministrativeText {
  /** Running text of `words` syllables and numbers. */
  body(words: number): string
  /** A person's name in capital initials, e.g. `Nguyễn Thị Hà`. */
  name(): string
  /** A 12-digit number with the place code 099, which no province bears. */
  personalNumber(): string
  pick<T>(values: readonly T[]): T
}

/** Turns of phrase, the most frequent first. */
export const phrases = `Cộng hòa xã hội chủ nghĩa Việt Nam|Độc lập Tự do Hạnh phúc|Ủy ban nhân dân|căn cứ Luật Tổ chức chính quyền địa phương|theo đề nghị của|quyết định|điều khoản
|có hiệu lực kể từ ngày ký|chịu trách nhiệm thi hành quyết định này|nơi nhận|lưu văn thư|chủ tịch|phó chủ tịch|văn phòng|hồ sơ|thủ tục hành chính|giải quyết|công dân|số định danh cá nhân
|nơi thường trú|nghị định số|của Chính phủ|thông tư số|quy định chi tiết|giấy phép xây dựng|quyền sử dụng đất|thửa đất số|tờ bản đồ số|diện tích|mét vuông|mục đích sử dụng|đất ở tại đô thị
|đất trồng cây lâu năm|giấy khai sinh|trích lục khai tử|giấy xác nhận tình trạng hôn nhân|giấy chứng nhận đăng ký hộ kinh doanh|họ chữ đệm tên|ngày tháng năm sinh|dân tộc kinh|quốc tịch Việt Nam
|nơi cư trú|giấy tờ tùy thân|người yêu cầu|mối quan hệ|công chức tư pháp hộ tịch|phòng kinh tế hạ tầng|trưởng phòng|tờ trình số|biên bản thẩm định|kết quả giải quyết|trung tâm phục vụ hành chính công
|bộ phận một cửa|tiếp nhận và trả kết quả|thời hạn giải quyết|lệ phí|biên lai thu tiền|chuyển mục đích sử dụng đất|bổ sung thành phần hồ sơ|trả lời đơn kiến nghị|khiếu nại tố cáo|xác minh thực địa
|đo đạc bản đồ|quy hoạch chi tiết|chỉ giới đường đỏ|mật độ xây dựng|tầng cao tối đa|kết cấu chịu lực|an toàn phòng cháy chữa cháy|bảo vệ môi trường|vệ sinh an toàn thực phẩm|ngành nghề kinh doanh|vốn điều lệ
|chủ hộ kinh doanh|mã số thuế|hợp đồng ủy quyền|văn bản thỏa thuận|thừa kế di sản|người được ủy quyền|người giám hộ|trẻ em dưới sáu tuổi|thẻ bảo hiểm y tế|trợ cấp xã hội hằng tháng|người có công với cách mạng
|hộ nghèo cận nghèo|học bổng khuyến khích|nuôi con nuôi|thay đổi cải chính hộ tịch|xác định lại dân tộc|đăng ký tạm trú|xóa đăng ký thường trú`.split('|').map((phrase) => phrase.replaceAll('\n', ''))

const initials = 'b c ch d đ g gi h kh l m n nh ng ph qu r s t th tr v x'.split(' ')
const rhymes = `a ác ạch ài ải ám ảm án àn ạn áng àng ạng anh ảnh áo ảo ạp át ạt áy ảy ắc ắm ăng ẳng ắt ấm ẩm ấn ận ấp ất ầu ậu ây ậy e ẻ em én eo ép ẹt ế ể ếch ền ệnh ết ệt ều i ì ỉa ịch iếc iêm iệm iến
iện iếng iệp iết iệt iều im ím in ín ình ịnh íp ít ịt íu o ò ọ oa óa oai oán oàn oang oạt óc ói õi óm on òn óng ỏng óp ót ô ồ ốc ộc ôi ồi ổi ôm ồm ôn ộn ông ống ộng ốp ốt ơ ờ ợ ơi ới ơm ớm ơn ớn ợp ớt u ủ ù
ua ụa uẩn uất úc ục ui uôi uối uông uống uốc uộc úng ủng uyên uyển uyết úp út ư ừ ự ưa ựa ức ực ưng ứng ươi ười ươm ướm ương ướng ượng ước ược ướp ứt ưu ựu y ỳ ỷ`.split(/\s+/u)
/** Every syllable there may be, in an order that has nothing to do with the alphabet. */
const syllables = initials.flatMap((initial, row) => rhymes.map((rhyme, column) => ({ text: `${initial}${rhyme}`, place: (row * 7919 + column * 104_729) % 10_007 })))
  .sort((left, right) => left.place - right.place).map(({ text }) => text)

const surnames = 'Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Mạc Vi Lò Hà Tô Trịnh Đinh Lâm Mai Cao Châu Quách Thạch Kiều Giàng Nông'.split(' ')
const middles = 'Văn Thị Hữu Đức Minh Thanh Ngọc Quang Xuân Thu Kim Gia Bảo Khánh Hồng Tuấn Đình Phúc Thiện Hải'.split(' ')
const givens = 'Hà Bình Tâm Lam Phong Trung Kiên An Dũng Hạnh Hương Lan Mai Nam Oanh Phượng Quân Sơn Thảo Uyên Vinh Yến Chi Đạt Giang Hiếu Khoa Long My Nhân Phát Quỳnh Tài Trâm Tú Vân Ất Bích Cúc Diễm'.split(' ')

/** Text made of `random`: the same seed gives the same text. */
export function administrativeText(random: Random): AdministrativeText {
  const pick = <T>(values: readonly T[]): T => {
    const value = values[Math.floor(random.next() * values.length)]
    if (value === undefined) throw new Error('nothing to pick from')
    return value
  }
  /** The rank of a word among `count`, by Zipf's law. */
  const rank = (count: number): number => Math.floor(count ** random.next()) - 1
  const piece = (): string => {
    const kind = random.next()
    if (kind < 0.22) return phrases[rank(phrases.length)] ?? ''
    if (kind < 0.9) return syllables[rank(syllables.length)] ?? ''
    return kind < 0.93 ? `${Math.floor(random.between(1, 4000))}/QĐ-UBND` : String(Math.floor(random.between(1, 99_999)))
  }
  const digits = (count: number): string => String(Math.floor(random.between(0, 10 ** count))).padStart(count, '0')
  return {
    pick,
    body: (words) => {
      const out: string[] = []
      while (out.length < words) out.push(...piece().split(' '))
      return out.slice(0, words).join(' ')
    },
    name: () => `${pick(surnames)} ${pick(middles)} ${pick(middles)} ${pick(givens)}`,
    personalNumber: () => `099${pick(['0', '1', '2', '3'])}${digits(8)}`,
  }
}
