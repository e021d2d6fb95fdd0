/** Positions that sign documents, as running text writes them (state of 2026-11-22). Deputies are made with `Phó`. */
const heads: readonly string[] = [
  'Chủ tịch', 'Giám đốc', 'Tổng Giám đốc', 'Trưởng phòng', 'Trưởng ban', 'Chánh Văn phòng', 'Chánh Thanh tra', 'Bộ trưởng', 'Cục trưởng',
  'Chi cục trưởng', 'Tổng cục trưởng', 'Vụ trưởng', 'Viện trưởng', 'Hiệu trưởng', 'Chủ nhiệm', 'Thủ tướng', 'Tổng Thanh tra', 'Thống đốc',
  'Trưởng Công an', 'Chánh án', 'Bí thư', 'Tổng Kiểm toán nhà nước', 'Hạt trưởng', 'Đội trưởng', 'Trạm trưởng', 'Trưởng đoàn', 'Trưởng bộ phận',
  'Trưởng trạm', 'Tổng Biên tập', 'Tư lệnh', 'Chỉ huy trưởng', 'Giám đốc Công an tỉnh', 'Chủ tịch Quốc hội', 'Chủ tịch nước', 'Tổng Bí thư',
  'Kế toán trưởng', 'Giám đốc Sở', 'Giám đốc Trung tâm', 'Cục trưởng Cục', 'Tổng cục trưởng Tổng cục', 'Chủ tịch Hội đồng', 'Chủ tịch Ủy ban nhân dân',
  'Bộ trưởng, Chủ nhiệm', 'Trưởng phòng Kinh tế', 'Trưởng phòng Tư pháp',
]

/** Positions without a head or whose deputy has a name of its own. */
const others: readonly string[] = [
  'Thứ trưởng', 'Ủy viên', 'Công chứng viên', 'Chấp hành viên', 'Phó Bí thư', 'Công chức Tư pháp - Hộ tịch', 'Thẩm phán', 'Kiểm sát viên',
  'Phó Chỉ huy trưởng', 'Thường trực', 'Phó Trưởng phòng', 'Phó Trưởng ban', 'Phó Cục trưởng', 'Chuyên viên',
]

/** Every known position, longest first. */
export const positions: readonly string[] = [...new Set([...heads, ...heads.map((head) => `Phó ${head}`), ...others])]
  .sort((one, other) => other.length - one.length)

/** Collective bodies on whose behalf one signs after `TM.` (Decree 30/2020 Art. 13). */
export const collectiveBodies: readonly string[] = [
  'ỦY BAN NHÂN DÂN', 'HỘI ĐỒNG NHÂN DÂN', 'CHÍNH PHỦ', 'ỦY BAN THƯỜNG VỤ QUỐC HỘI', 'HỘI ĐỒNG', 'BAN CHỈ ĐẠO', 'BAN THƯỜNG VỤ', 'BAN CHẤP HÀNH',
  'BAN QUẢN LÝ', 'TỔ CÔNG TÁC', 'HỘI ĐỒNG QUẢN TRỊ', 'HỘI ĐỒNG THÀNH VIÊN', 'BAN THƯỜNG TRỰC', 'THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN', 'BAN GIÁM ĐỐC',
]

/** Ranks, degrees and titles that stand before a signer's name and are no part of it. */
export const honorifics: readonly string[] = [
  'Đại tướng', 'Thượng tướng', 'Trung tướng', 'Thiếu tướng', 'Đại tá', 'Thượng tá', 'Trung tá', 'Thiếu tá', 'Đại úy', 'Thượng úy', 'Trung úy',
  'Thiếu úy', 'GS.TS', 'PGS.TS', 'TS', 'ThS', 'GS', 'PGS', 'BS', 'KS', 'CN', 'Tiến sĩ', 'Thạc sĩ', 'Bác sĩ', 'Kỹ sư', 'NGƯT', 'NGND', 'TTƯT', 'TTND',
  'CKI', 'CKII', 'BSCKI', 'BSCKII', 'Ông', 'Bà',
]
