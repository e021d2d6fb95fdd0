import type { Random } from './random.ts'

const kinds = ['QĐ', 'NQ', 'CT', 'QC', 'QyĐ', 'TC', 'TB', 'HD', 'CTr', 'KH', 'PA', 'ĐA', 'DA', 'BC', 'BB', 'TTr', 'HĐ', 'CĐ', 'BGN', 'BTT', 'GUQ', 'GM', 'GGT', 'GNP', 'PG', 'PC', 'PB', 'NĐ', 'TT', 'GP', 'GCN', 'TL']
const makers = ['UBND', 'HĐND', 'TTg', 'CP', 'BTP', 'BNV', 'BCA', 'BTC', 'BYT', 'BGDĐT', 'BTNMT', 'BXD', 'BKHCN', 'BVHTTDL', 'BLĐTBXH', 'SGDĐT', 'SNV', 'STP', 'SYT', 'STC', 'SXD', 'STNMT', 'SKHĐT', 'SCT', 'SNN', 'VPCP', 'VP', 'TTHC', 'BHXH', 'CAT', 'CAH', 'TAND', 'VKS', 'MTTQ', 'LĐLĐ', 'KSTTHC', 'ĐTXD', 'QLĐT', 'TNMT', 'LĐTBXH', 'KTHT', 'VHTT', 'GDĐT', 'NC', 'KT', 'TH', 'ĐT', 'CN', 'KGVX', 'QH14', 'QH15', 'UBTVQH14']
const places = ['Hà Nội', 'Huế', 'Quảng Ninh', 'Cao Bằng', 'Lạng Sơn', 'Lai Châu', 'Điện Biên', 'Sơn La', 'Thanh Hóa', 'Nghệ An', 'Hà Tĩnh', 'Tuyên Quang', 'Lào Cai', 'Thái Nguyên', 'Phú Thọ', 'Bắc Ninh', 'Hưng Yên', 'Hải Phòng', 'Ninh Bình', 'Quảng Trị', 'Đà Nẵng', 'Quảng Ngãi', 'Gia Lai', 'Khánh Hòa', 'Lâm Đồng', 'Đắk Lắk', 'Đồng Nai', 'Tây Ninh', 'Vĩnh Long', 'Đồng Tháp', 'Cà Mau', 'An Giang', 'Cần Thơ', 'Thành phố Hồ Chí Minh', 'Bắc Giang', 'Bắc Kạn', 'Bạc Liêu', 'Bến Tre', 'Bình Định', 'Bình Dương', 'Bình Phước', 'Bình Thuận', 'Đắk Nông', 'Hà Giang', 'Hà Nam', 'Hải Dương', 'Hậu Giang', 'Hòa Bình', 'Kiên Giang', 'Kon Tum', 'Long An', 'Nam Định', 'Ninh Thuận', 'Phú Yên', 'Quảng Bình', 'Quảng Nam', 'Sóc Trăng', 'Thái Bình', 'Tiền Giang', 'Trà Vinh', 'Vĩnh Phúc', 'Yên Bái', 'Bà Rịa - Vũng Tàu']
const families = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Huỳnh', 'Phan', 'Vũ', 'Võ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ', 'Ngô', 'Dương', 'Lý', 'Đào', 'Đoàn', 'Trịnh', 'Trương', 'Đinh', 'Lâm', 'Mai', 'Tạ', 'Tô', 'Chu', 'Quách', 'Thái', 'Lương', 'Vương', 'Cao', 'Hà', 'Tăng', 'Kiều', 'Nông', 'Giàng', 'Thạch', 'Lò', 'Y', 'Châu']
const middles = ['Văn', 'Thị', 'Hữu', 'Đức', 'Minh', 'Ngọc', 'Thanh', 'Quốc', 'Xuân', 'Đình', 'Công', 'Hồng', 'Kim', 'Thành', 'Anh', 'Quang', 'Việt', 'Tuấn', 'Mạnh', 'Thế', 'Bảo', 'Gia', 'Khánh', 'Phương', 'Thùy', 'Bích', 'Thu', 'Mỹ', 'Trung', 'Duy', 'Viết', 'Bá', 'Sỹ', 'Như', 'Diệu', 'Hải', 'Nhật', 'Tiến', 'Trọng', 'Vĩnh']
const givens = ['An', 'Anh', 'Bình', 'Cường', 'Chinh', 'Chiến', 'Dũng', 'Dung', 'Duy', 'Đạt', 'Đức', 'Giang', 'Hà', 'Hải', 'Hạnh', 'Hằng', 'Hiền', 'Hiếu', 'Hoa', 'Hòa', 'Hoàng', 'Hùng', 'Hưng', 'Hương', 'Khánh', 'Khoa', 'Kiên', 'Lan', 'Liên', 'Linh', 'Long', 'Lộc', 'Mai', 'Minh', 'Nam', 'Nga', 'Ngân', 'Nghĩa', 'Ngọc', 'Nhung', 'Phong', 'Phúc', 'Phương', 'Quân', 'Quang', 'Quyên', 'Quỳnh', 'Sơn', 'Tâm', 'Tân', 'Thái', 'Thanh', 'Thảo', 'Thắng', 'Thịnh', 'Thoa', 'Thọ', 'Thúy', 'Thủy', 'Tiến', 'Toàn', 'Trang', 'Trinh', 'Trung', 'Tuấn', 'Tùng', 'Tuyết', 'Vân', 'Việt', 'Vinh', 'Vũ', 'Xuân', 'Yến', 'Ước', 'Ánh', 'Ẩn', 'Ứng', 'Đỉnh', 'Sửu', 'Hữu', 'Mỵ', 'Nhẫn', 'Tĩnh', 'Dậu', 'Mão', 'Mùi', 'Tỵ', 'Hợi']
const capacities = ['TM.', 'KT.', 'TL.', 'TUQ.', 'Q.', 'TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'TL. CHỦ TỊCH', 'KT. GIÁM ĐỐC', 'KT. BỘ TRƯỞNG', 'TUQ. GIÁM ĐỐC', 'TM. HỘI ĐỒNG NHÂN DÂN', 'KT. TRƯỞNG PHÒNG', 'TM. UBND', 'KT. CHÁNH VĂN PHÒNG']
const roles = ['Chủ tịch', 'Phó Chủ tịch', 'Giám đốc', 'Phó Giám đốc', 'Bộ trưởng', 'Thứ trưởng', 'Chánh Văn phòng', 'Phó Chánh Văn phòng', 'Trưởng phòng', 'Phó Trưởng phòng', 'Cục trưởng', 'Tổng cục trưởng', 'Hiệu trưởng', 'Chi cục trưởng', 'Thủ tướng', 'Phó Thủ tướng', 'Công chứng viên', 'Trưởng Công an', 'Chánh án', 'Viện trưởng', 'Đội trưởng', 'Trưởng ban', 'Kế toán trưởng', 'Người ký', 'Cán bộ tiếp nhận', 'Công chức tư pháp - hộ tịch']
const agencies = ['Ủy ban nhân dân', 'Hội đồng nhân dân', 'Sở Tư pháp', 'Sở Nội vụ', 'Sở Y tế', 'Sở Tài chính', 'Sở Xây dựng', 'Sở Công Thương', 'Sở Giáo dục và Đào tạo', 'Sở Nông nghiệp và Môi trường', 'Sở Khoa học và Công nghệ', 'Sở Tài nguyên và Môi trường', 'Sở Kế hoạch và Đầu tư', 'Sở Văn hóa, Thể thao và Du lịch', 'Văn phòng Chính phủ', 'Bộ Công an', 'Bộ Tư pháp', 'Bộ Nội vụ', 'Trung tâm Phục vụ hành chính công', 'Văn phòng đăng ký đất đai', 'Phòng Quản lý đô thị', 'Phòng Tài nguyên và Môi trường', 'Phòng Tài chính - Kế hoạch', 'Công an tỉnh', 'Bảo hiểm xã hội', 'Chi cục Thuế', 'Tòa án nhân dân', 'Viện kiểm sát nhân dân', 'Cục Cảnh sát quản lý hành chính về trật tự xã hội', 'Ban Quản lý dự án đầu tư xây dựng', 'Kho bạc Nhà nước']
const units = ['tỉnh', 'thành phố', 'huyện', 'quận', 'thị xã', 'xã', 'phường', 'thị trấn', 'thôn', 'tổ dân phố', 'khu phố', 'ấp']
const papers = ['Quyết định', 'Giấy phép xây dựng', 'Giấy chứng nhận đăng ký hộ kinh doanh', 'Trích lục khai sinh', 'Trích lục khai tử', 'Giấy xác nhận tình trạng hôn nhân', 'Thông báo', 'Báo cáo', 'Tờ trình', 'Kế hoạch', 'Công văn', 'Biên bản', 'Chỉ thị', 'Nghị quyết', 'Hướng dẫn', 'Giấy mời', 'Giấy giới thiệu', 'Phiếu chuyển', 'Hợp đồng', 'Công điện', 'Giấy chứng nhận quyền sử dụng đất', 'Phiếu tiếp nhận hồ sơ và hẹn trả kết quả', 'Bản sao', 'Giấy ủy quyền', 'Thông tư', 'Nghị định', 'Luật']
const laws = ['Tổ chức chính quyền địa phương', 'Ban hành văn bản quy phạm pháp luật', 'Đất đai', 'Xây dựng', 'Hộ tịch', 'Căn cước', 'Cư trú', 'Giao dịch điện tử', 'Lưu trữ', 'Khiếu nại', 'Tố cáo', 'Doanh nghiệp', 'Đầu tư', 'Ngân sách nhà nước', 'Viên chức', 'Cán bộ, công chức', 'Xử lý vi phạm hành chính', 'Bảo vệ môi trường', 'Người có công với cách mạng', 'Hôn nhân và gia đình', 'Công chứng', 'Trật tự, an toàn giao thông đường bộ', 'Phòng, chống tham nhũng', 'Nhà ở', 'Quy hoạch đô thị', 'Đấu thầu', 'Bảo hiểm xã hội']
const topics = ['thu hồi đất', 'giao đất, cho thuê đất', 'phê duyệt dự án đầu tư', 'bổ nhiệm cán bộ', 'khen thưởng tập thể, cá nhân', 'điều chỉnh quy hoạch', 'công bố thủ tục hành chính', 'cấp lại giấy phép lái xe', 'đính chính giấy chứng nhận', 'hỗ trợ kinh phí', 'giải quyết khiếu nại', 'phòng, chống dịch bệnh', 'bảo đảm an toàn thực phẩm', 'cải cách hành chính', 'số hóa hồ sơ, giấy tờ', 'kiểm tra công tác văn thư, lưu trữ', 'tổ chức kỳ thi tuyển sinh', 'xử phạt vi phạm hành chính', 'chuyển mục đích sử dụng đất', 'thay đổi, cải chính hộ tịch', 'cấp phép hoạt động', 'phê chuẩn kết quả bầu cử', 'nghỉ hưu, thôi việc', 'bảo vệ rừng', 'đăng ký biện pháp bảo đảm', 'tiếp công dân', 'kiểm soát thủ tục hành chính', 'tuyển dụng viên chức', 'nâng bậc lương', 'phân bổ dự toán ngân sách']
const duties = ['chịu trách nhiệm thi hành Quyết định này', 'có trách nhiệm tổ chức thực hiện', 'căn cứ chức năng, nhiệm vụ được giao', 'báo cáo kết quả trước ngày', 'kể từ ngày ký ban hành', 'và các cơ quan, đơn vị, cá nhân có liên quan', 'theo quy định của pháp luật hiện hành', 'được sửa đổi, bổ sung bởi', 'đề nghị quý cơ quan phối hợp thực hiện', 'hướng dẫn, đôn đốc, kiểm tra việc thực hiện', 'tổng hợp, báo cáo Ủy ban nhân dân tỉnh xem xét, quyết định', 'thay thế Quyết định số', 'bãi bỏ các quy định trước đây trái với Quyết định này']
const persons = ['Họ và tên:', 'Họ, chữ đệm, tên:', 'Ngày, tháng, năm sinh:', 'Giới tính:', 'Dân tộc:', 'Quốc tịch:', 'Số định danh cá nhân:', 'Nơi thường trú:', 'Nơi ở hiện tại:', 'Quê quán:', 'Nơi sinh:', 'Giấy tờ tùy thân:', 'Căn cước công dân số:', 'Điện thoại:', 'Địa chỉ trụ sở chính:', 'Ngành, nghề kinh doanh:', 'Vốn kinh doanh:', 'Diện tích:', 'Thửa đất số:', 'Tờ bản đồ số:', 'Mã số thuế:', 'Mục đích sử dụng:', 'Thời hạn sử dụng:', 'Nghề nghiệp:', 'Người yêu cầu:']

const person = (random: Random): string => [random.pick(families), random.pick(middles), ...(random.chance(0.3) ? [random.pick(middles)] : []), random.pick(givens)].join(' ')
const two = (value: number): string => String(value).padStart(2, '0')
const year = (random: Random): number => random.whole(1945, 2030)
const date = (random: Random): string => random.pick([
  () => `ngày ${two(random.whole(1, 31))} tháng ${random.whole(1, 12)} năm ${year(random)}`,
  () => `ngày ${two(random.whole(1, 31))} tháng ${two(random.whole(1, 12))} năm ${year(random)}`,
  () => `${two(random.whole(1, 31))}/${two(random.whole(1, 12))}/${year(random)}`,
  () => `${random.whole(1, 31)}/${random.whole(1, 12)}/${year(random)}`,
  () => `${two(random.whole(1, 31))}-${two(random.whole(1, 12))}-${year(random)}`,
])()
const digits = (random: Random, count: number): string => Array.from({ length: count }, () => random.whole(0, 9)).join('')
const notation = (random: Random): string => {
  const number = random.whole(1, 9999)
  return random.pick([
    () => `${number}/${random.pick(kinds)}-${random.pick(makers)}`,
    () => `${number}/${random.pick(makers)}-${random.pick(makers)}`,
    () => `${two(random.whole(1, 300))}/${year(random)}/${random.pick(['NĐ-CP', 'TT-BTP', 'TT-BNV', 'QĐ-TTg', 'QH13', 'QH14', 'QH15', 'NQ-HĐND', 'QĐ-UBND', 'TT-BCA', 'TTLT-BTP-BNV'])}`,
    () => `${number}/${random.pick(kinds)}-${random.pick(makers)}-${random.pick(makers)}`,
  ])()
}
const place = (random: Random): string => `${random.pick(units)} ${random.pick(places)}`
const money = (random: Random): string => `${random.whole(1, 999)}.${digits(random, 3)}${random.chance(0.6) ? `.${digits(random, 3)}` : ''}${random.pick([' đồng', 'đ', ' VNĐ', ''])}`
const roman = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X']

const sentences: readonly ((random: Random) => string)[] = [
  (random) => `${random.pick(agencies)} ${place(random)}`,
  (random) => `Số: ${notation(random)}`,
  (random) => `${random.pick(places)}, ${date(random)}`,
  (random) => `Căn cứ Luật ${random.pick(laws)} ${date(random)};`,
  (random) => `Căn cứ ${random.pick(papers)} số ${notation(random)} ${date(random)} của ${random.pick(agencies)};`,
  (random) => `Căn cứ Nghị định số ${notation(random)} ${date(random)} của Chính phủ về ${random.pick(topics)};`,
  (random) => `Theo đề nghị của ${random.pick(roles)} ${random.pick(agencies)} tại ${random.pick(papers)} số ${notation(random)}.`,
  (random) => `Điều ${random.whole(1, 90)}. ${random.pick(papers)} về ${random.pick(topics)} ${random.pick(duties)}.`,
  (random) => `${random.whole(1, 20)}. ${random.pick(agencies)} ${place(random)} ${random.pick(duties)}.`,
  (random) => `${random.pick(['a', 'b', 'c', 'd', 'đ', 'e', 'g', 'h', 'i', 'k'])}) ${random.pick(duties)} ${date(random)};`,
  (random) => `khoản ${random.whole(1, 20)} Điều ${random.whole(1, 200)} ${random.pick(papers)} số ${notation(random)}`,
  (random) => `V/v ${random.pick(topics)} ${place(random)} năm ${year(random)}`,
  (random) => `Về việc ${random.pick(topics)} tại ${place(random)}, ${place(random)}`,
  (random) => `${random.pick(papers)} ${random.pick(topics)}`,
  (random) => `- ${random.pick(['Như trên', 'Như Điều 3', 'Lưu: VT', 'Thường trực Tỉnh ủy', 'Thường trực HĐND tỉnh', 'CT, các PCT UBND tỉnh', 'Cổng Thông tin điện tử', 'Các sở, ban, ngành', 'UBND các xã, phường', 'Đoàn ĐBQH tỉnh'])}${random.pick([';', ',', '.', ', VT;', ` (${random.whole(1, 50)}b).`, `; ${random.pick(makers)}.`])}`,
  (random) => `Lưu: VT, ${random.pick(makers)}. ${person(random).split(' ').at(-1) ?? ''} (${two(random.whole(1, 60))}b)`,
  (random) => `${random.pick(persons)} ${random.pick([person, date, place, money, (source: Random): string => digits(source, source.pick([9, 10, 12]))])(random)}`,
  (random) => person(random),
  (random) => `Ông (bà): ${person(random)}, sinh ${date(random)}, ${random.pick(roles)} ${random.pick(agencies)}`,
  (random) => `Số nhà ${random.whole(1, 500)}${random.pick(['', 'A', 'B', `/${random.whole(1, 90)}`])}, đường ${person(random)}, ${place(random)}`,
  (random) => `${random.pick(roman)}. ${random.pick(topics)}`,
  (random) => `${random.pick(roles)} ${random.pick(agencies)} ${place(random)}`,
  (random) => `Nơi nhận: ${random.pick(roles)}`,
  (random) => `(Kèm theo ${random.pick(papers)} số ${notation(random)} ${date(random)} của ${random.pick(agencies)})`,
  (random) => `Tổng số tiền: ${money(random)} (bằng chữ: ${random.pick(['một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'])} triệu đồng)`,
  (random) => `Diện tích ${random.whole(1, 900)},${random.whole(0, 9)} m2; ${random.whole(1, 99)},${random.whole(0, 99)}%; ${random.whole(1, 24)} giờ ${two(random.whole(0, 59))}; ${random.whole(1, 9)}.${random.whole(1, 9)}.${random.whole(1, 9)}`,
]
const headings: readonly ((random: Random) => string)[] = [
  () => 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  () => 'Độc lập - Tự do - Hạnh phúc',
  (random) => random.pick(papers).toUpperCase(),
  (random) => `${random.pick(agencies)} ${place(random)}`.toUpperCase(),
  (random) => random.pick(capacities),
  (random) => random.pick(roles).toUpperCase(),
  (random) => `${random.pick(capacities)} ${random.pick(roles).toUpperCase()}`,
  (random) => random.pick(agencies).toUpperCase(),
  (random) => place(random).toUpperCase(),
  (random) => random.pick(topics).toUpperCase(),
  (random) => `CHƯƠNG ${random.pick(roman)}: ${random.pick(laws).toUpperCase()}`,
  (random) => person(random).toUpperCase(),
  (random) => random.pick(['HỎA TỐC', 'THƯỢNG KHẨN', 'KHẨN', 'SAO Y', 'SAO LỤC', 'TRÍCH SAO', 'QUYẾT ĐỊNH:', 'QUYẾT NGHỊ:', 'ĐẾN', 'CHÍNH PHỦ', 'QUỐC HỘI', 'THỦ TƯỚNG CHÍNH PHỦ', 'PHỤ LỤC', 'DANH SÁCH', 'MỤC LỤC VĂN BẢN']),
  (random) => `Điều ${random.whole(1, 60)}.`,
]

/** A window of a running text, cut as lines are. */
function passage(random: Random, words: readonly string[], longest: number): string {
  const length = random.whole(4, longest)
  const from = random.whole(0, Math.max(0, words.length - length - 1))
  return words.slice(from, from + length).join(' ')
}

/** Words in no order: the engine must see every syllable, not learn this office's sentences by heart. */
function wordSalad(random: Random, lexicon: readonly string[], longest: number): string {
  const style = random.next()
  return Array.from({ length: random.whole(3, longest) }, () => {
    const word = random.pick(lexicon)
    return style < 0.25 ? word.toUpperCase() : style < 0.4 ? word.charAt(0).toUpperCase() + word.slice(1) : word
  }).join(' ') + random.pick(['', '', ',', '.', ';', ':'])
}

/** What lines are made of: running text (words in order), words of the language, and every legal syllable. */
export interface TextSources {
  readonly running: readonly string[]
  readonly words: readonly string[]
  readonly syllables: readonly string[]
}

const amount = (random: Random): string => digits(random, random.pick([1, 1, 2, 2, 2, 3, 4]))
/** Lines where figures, signs and short words stand among each other: an l for a 1 costs more than a lost tone. */
const figures: readonly ((random: Random) => string)[] = [
  (random) => `ngày ${random.whole(1, 31)} tháng ${random.whole(1, 12)} năm ${year(random)} của ${random.pick(agencies)}`,
  (random) => `Căn cứ Luật ${random.pick(laws)} số ${random.whole(1, 150)}/${year(random)}/QH${random.whole(10, 16)} ngày ${random.whole(10, 19)} tháng ${random.pick([1, 6, 10, 11, 12])} năm ${year(random)};`,
  (random) => `${random.pick(topics)} ${random.pick(duties)}./.`,
  (random) => `Ủy ban nhân dân ${place(random)}; Ủy viên Ủy ban nhân dân; ${random.pick(roles)} Hội đồng nhân dân`,
  (random) => `${amount(random)} ${person(random)} ${date(random)} ${digits(random, 12)}`,
  (random) => Array.from({ length: random.whole(3, 8) }, () => amount(random)).join(random.pick([' ', ' ', ', ', ' - ', '; '])),
  (random) => `điểm ${random.pick(['a', 'b', 'c', 'd', 'đ', 'l', 'i'])} khoản ${random.whole(1, 11)} Điều ${random.whole(1, 111)}, Điều ${random.whole(10, 19)} và Phụ lục ${random.pick(roman)}`,
  (random) => `thứ ${random.pick(['hai', 'ba', 'tư', 'năm', 'sáu', 'bảy'])}, ${random.whole(1, 24)}h${two(random.whole(0, 59))}, ${random.whole(1, 99)},${random.whole(0, 99)} %, ${random.whole(1, 999)} m2, ${random.whole(1, 999)} người, ${money(random)}`,
  (random) => `ĐT: 0${digits(random, 3)}.${digits(random, 3)}.${digits(random, 4)}; Fax: (0${digits(random, 2)}) ${digits(random, 7)}; số ${notation(random)}`,
  (random) => `giai đoạn ${year(random)} - ${year(random)}; khóa ${random.pick(roman)}, nhiệm kỳ ${year(random)} - ${year(random)}`,
  (random) => `Lưu: VT, ${random.pick(makers)} (${amount(random)}). ${random.pick(['P.T.', 'N.V.', 'T.H.', 'Q.', ''])}${random.pick(givens)}`,
  (random) => `Số: ${notation(random)}`,
]

/** One line of print, at most `longest` words of running text; `figureShare` of the lines are full of figures. Only characters that the base model knows are made here. */
export function trainingLine(random: Random, sources: TextSources, longest: number, figureShare: number): string {
  if (figureShare > 0 && random.chance(figureShare)) return random.pick(figures)(random)
  const kind = random.next()
  if (kind < 0.22) return passage(random, sources.running, longest)
  if (kind < 0.26) return passage(random, sources.running, 6).toUpperCase()
  if (kind < 0.58) return random.pick(sentences)(random)
  if (kind < 0.74) return random.pick(headings)(random)
  if (kind < 0.90) return wordSalad(random, sources.words, longest - 2)
  return wordSalad(random, sources.syllables, longest - 3)
}
