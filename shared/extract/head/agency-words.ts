/**
 * Words of agencies' names as written in running text
 * (casing: Decree 30/2020 Annex II; names of ministries and provinces before and after the mergers of 2025,
 * because older papers stay valid; state of 2026-11-22).
 */

/** Names that begin an agency: a header line that starts with one starts a new agency. Longest first wins. */
export const agencyNouns: readonly string[] = [
  'Ủy ban nhân dân', 'UBND', 'Hội đồng nhân dân', 'HĐND', 'Ủy ban Mặt trận Tổ quốc', 'Ủy ban Thường vụ Quốc hội', 'Ủy ban',
  'Thường trực Hội đồng nhân dân', 'Đoàn đại biểu Quốc hội', 'Quốc hội', 'Chính phủ', 'Thủ tướng Chính phủ', 'Thủ tướng', 'Chủ tịch nước',
  'Văn phòng Chính phủ', 'Thanh tra Chính phủ', 'Bộ', 'Sở', 'Phòng', 'Ban', 'Cục', 'Chi cục', 'Tổng cục', 'Vụ', 'Viện', 'Văn phòng',
  'Chi nhánh', 'Trung tâm', 'Trường', 'Bệnh viện', 'Công an', 'Tòa án nhân dân', 'Viện kiểm sát nhân dân', 'Thanh tra', 'Bảo hiểm xã hội',
  'Kho bạc Nhà nước', 'Ngân hàng Nhà nước', 'Ngân hàng', 'Kiểm toán nhà nước', 'Hải quan', 'Thuế', 'Đội', 'Hạt', 'Trạm', 'Quỹ', 'Hội',
  'Hiệp hội', 'Liên đoàn', 'Tỉnh ủy', 'Thành ủy', 'Huyện ủy', 'Đảng ủy', 'Tỉnh đoàn', 'Công ty', 'Tổng công ty', 'Tập đoàn', 'Đại học',
  'Học viện', 'Bộ Tư lệnh', 'Bộ Chỉ huy quân sự', 'Thi hành án dân sự', 'Tổ', 'Cổng', 'Đài', 'Báo', 'Kiểm lâm', 'Ủy ban Dân tộc',
]

/** Subjects of ministries, departments and divisions. */
export const agencyFields: readonly string[] = [
  'Giáo dục và Đào tạo', 'Lao động - Thương binh và Xã hội', 'Tài nguyên và Môi trường', 'Nông nghiệp và Môi trường',
  'Nông nghiệp và Phát triển nông thôn', 'Kế hoạch và Đầu tư', 'Thông tin và Truyền thông', 'Khoa học và Công nghệ',
  'Văn hóa, Thể thao và Du lịch', 'Văn hóa và Thể thao', 'Văn hóa - Xã hội', 'Văn hóa và Thông tin', 'Giao thông vận tải', 'Xây dựng',
  'Công Thương', 'Tài chính', 'Tư pháp', 'Nội vụ', 'Ngoại vụ', 'Ngoại giao', 'Quốc phòng', 'Công an', 'Y tế', 'Kinh tế',
  'Kinh tế và Hạ tầng', 'Kinh tế, Hạ tầng và Đô thị', 'Quản lý đô thị', 'Dân tộc và Tôn giáo', 'Quy hoạch - Kiến trúc', 'Du lịch',
  'Tài chính - Kế hoạch', 'Quản lý dự án', 'Đăng ký đất đai', 'Phát triển quỹ đất', 'Phục vụ hành chính công', 'Quản lý khu kinh tế',
  'Nhà nước', 'Chính phủ', 'Quốc hội', 'Ủy ban nhân dân', 'Hội đồng nhân dân', 'Việt Nam', 'Mặt trận Tổ quốc', 'Tổ quốc', 'Trung ương', 'Cảnh sát giao thông',
  'Cảnh sát quản lý hành chính về trật tự xã hội', 'Quản lý xuất nhập cảnh', 'xã hội', 'nhân dân', 'dân sự', 'quân sự', 'phòng cháy, chữa cháy',
  'phòng cháy', 'hành chính công', 'xuất nhập cảnh', 'khu vực', 'Công nghệ thông tin', 'Công nghệ', 'Công đoàn', 'Cổng Thông tin điện tử',
]

/** Kinds of places; the name follows. */
export const placeNouns: readonly string[] = [
  'tỉnh', 'thành phố', 'huyện', 'quận', 'thị xã', 'thị trấn', 'xã', 'phường', 'đặc khu', 'thôn', 'bản', 'ấp', 'tổ dân phố', 'TP',
]

/** Provinces and centrally run cities. */
export const provinces: readonly string[] = [
  'An Giang', 'Bà Rịa - Vũng Tàu', 'Bạc Liêu', 'Bắc Giang', 'Bắc Kạn', 'Bắc Ninh', 'Bến Tre', 'Bình Dương', 'Bình Định', 'Bình Phước',
  'Bình Thuận', 'Cà Mau', 'Cao Bằng', 'Cần Thơ', 'Đà Nẵng', 'Đắk Lắk', 'Đắk Nông', 'Điện Biên', 'Đồng Nai', 'Đồng Tháp', 'Gia Lai',
  'Hà Giang', 'Hà Nam', 'Hà Nội', 'Hà Tĩnh', 'Hải Dương', 'Hải Phòng', 'Hậu Giang', 'Hòa Bình', 'Hồ Chí Minh', 'Huế', 'Hưng Yên', 'Khánh Hòa',
  'Kiên Giang', 'Kon Tum', 'Lai Châu', 'Lạng Sơn', 'Lào Cai', 'Lâm Đồng', 'Long An', 'Nam Định', 'Nghệ An', 'Ninh Bình', 'Ninh Thuận',
  'Phú Thọ', 'Phú Yên', 'Quảng Bình', 'Quảng Nam', 'Quảng Ngãi', 'Quảng Ninh', 'Quảng Trị', 'Sóc Trăng', 'Sơn La', 'Tây Ninh', 'Thái Bình',
  'Thái Nguyên', 'Thanh Hóa', 'Thừa Thiên Huế', 'Tiền Giang', 'Trà Vinh', 'Tuyên Quang', 'Vĩnh Long', 'Vĩnh Phúc', 'Yên Bái',
]

/**
 * Abbreviations of agencies in notations that initials do not give
 * (as used by the offices themselves, e.g. `QĐ-TTg` of the Prime Minister).
 */
export const agencyAbbreviations: Readonly<Record<string, string>> = {
  'Thủ tướng Chính phủ': 'TTg',
  'Chính phủ': 'CP',
  'Văn phòng Chính phủ': 'VPCP',
  'Chủ tịch nước': 'CTN',
  'Quốc hội': 'QH',
  'Ủy ban Thường vụ Quốc hội': 'UBTVQH',
}
