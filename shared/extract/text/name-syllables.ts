/**
 * Syllables of Vietnamese personal names with their tones: family, middle and given names (written by hand on 2026-11-22 from what names
 * are common). A name may hold others; one that does is more often a misread tone (`Chỉnh` for `Chinh`), so a person looks at it.
 */
export const nameSyllables: ReadonlySet<string> = new Set(`
Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Hà Trịnh Đinh Trương Lương Đào Cao Mai Lâm Đoàn Tăng Lưu Tô Tạ Chu Thái Vương Quách La Lã
Lục Kiều Khúc Kim Kha Khuất Lại Lăng Lò Lô Lường Lữ Liêu Mạc Mã Ma Mẫn Nghiêm Ninh Nông Ông Phí Phó Phu Phùng Quan Quàng Quản Sầm Sùng Tào Tất Thạch Thân Thẩm Thiều Thang
Tiêu Tòng Tôn Tống Trác Trang Triệu Từ Tường Ung Ứng Uông Văn Vàng Vi Viên Viết Vòng Xa Âu Ấu An Ân Bá Bạch Bàng Bành Bế Biện Bồ Cát Cấn Chử Chung Chương Cồ Cổ Cù Cung Cự Dư Đàm Đan Đái
Đậu Điêu Điền Đồng Đôn Giang Giáp Giàng Hạ Hàn Hán Hầu Hình Hứa Hùng Kiên Khương Khổng Lù Lỗ Mùa Thào Sín Sìn Tẩn Chảo Triệu Vừ Ly Lầu Già Cư Cứ
Thị Đình Hữu Đức Minh Ngọc Quang Xuân Thanh Hồng Công Trọng Mạnh Tuấn Anh Quốc Việt Hải Thùy Thu Phương Bích Diệu Duy Gia Hoài Hương Khánh Khắc Kỳ Lan Liên Linh Loan Long Mỹ My Nam Ngân Nga
Nghĩa Nhã Nhân Nhật Nhi Như Nhung Oanh Phát Phi Phong Phú Phúc Phước Phượng Quân Quế Quý Quyên Quyền Quyết Quỳnh Sang Sáng Sinh Sơn Sỹ Sĩ Tài Tâm Tấn Tân Tạo Thắm Thăng Thắng Thành Thảo Thạo
Thế Thi Thiện Thiên Thìn Thịnh Thoa Thoại Thông Thơ Thơm Thọ Thời Thuần Thuận Thục Thúy Thuý Thuỳ Thủy Thuỷ Thư Thường Thương Thưởng Thức Tiên Tiến Tiếp Tín Tính Tình Tịnh Toại Toàn Toán Toản Trâm
Trân Trà Tri Trí Trinh Trình Trúc Trung Trực Trường Tú Tuân Tuệ Tùng Tuyên Tuyền Tuyến Tuyết Tuyển Tư Tước Tưởng Uyên Vân Vấn Vệ Vĩ Viễn Vinh Vịnh Vĩnh Vui Vượng Vy Vỹ Xuyến Yên Yến Ý
Ái Ánh Ba Bách Bằng Bảo Bắc Bình Bính Bổn Bốn Cảnh Cần Cẩm Cầm Can Châu Chất Chấn Chánh Chi Chí Chiến Chiểu Chinh Chính Chúc Cúc Cường Cương Cửu Danh Dân Dần Dậu Dĩnh Diên Diễm Diễn Diện Diệp Dinh
Doan Doanh Du Dung Dũng Duẩn Duệ Duyên Duyệt Dự Dưỡng Đại Đảm Đang Đạo Đạt Đắc Đăng Đẩu Đệ Điệp Định Độ Đô Đông Đường Đương Giao Giới Hạnh Hào Hảo Hân Hằng Hậu Hiên Hiến Hiền Hiển Hiện Hiệp Hiếu
Hiệu Hinh Hoa Hòa Hoà Hóa Hoá Hoan Hoạt Hợi Hợp Huân Huấn Huế Huệ Huy Huyên Huyền Huyện Hưng Hường Hưởng Hy Hỷ Kế Kết Khải Khai Khang Khanh Khiêm Khoa Khoái Khoan Khôi Khuê Khuyến Kiệm Kiểm Kiệt
Kính Kỷ Lai Lành Lãm Lạc Lân Lập Lệ Lễ Lịch Liễu Liệu Linh Lĩnh Lộc Lợi Luân Luận Luật Luyến Luyện Lũy Lương Lượng Lực Mão Mẫu Mậu Mây Mến Miên Mùi Mười Năm Nết Ngà Ngạn Nghi Nghị Nghiệp Ngọ Ngợi
Ngữ Nguyên Nguyệt Nhàn Nhạn Nhâm Nhiên Nhuận Nhượng Nhựt Niên Ninh Nở Nụ Nữ Phán Phấn Phiên Phiệt Phụng Phước Quảng Quới Quyến Quý Rạng Sắc Sen Sự Sửu Tám Tảo Tám Tế Thạnh Thân Thập Thái
Thêm Thiết Thiệu Thái Thoan Thuyên Thuyết Thụ Thụy Thuỵ Thứ Thưa Tích Tiệp Tỉnh Tỵ Tý Toan Tôn Tranh Tráng Trạch Triết Triển Triều Trọng Trở Tụ Tuất Túc Tửu Uy Ước Vạn Vang Viện Việc Vọng Vũ Vững
Xinh Xoan Xuyên Y Yêu Út Mơ Mận Nhài Na Hiểu Hướng Hoằng Hoạch Hoành Hổ Hội Hỏa Hạc Bội Bửu Cầu Chuẩn Chuyên Chuyền Cơ Dạ Đa Đính Giai Giáng Hạp Hồi Khiết Khởi Kiến Lam Lạng Lãng Lăng Ngoan Ngôn Nhẫn Phẩm
`.trim().split(/\s+/u))

/** True when every syllable of a name in sentence case is one that names commonly bear. */
export function bearsCommonTones(name: string): boolean {
  return name.split(/[\s-]+/u).every((syllable) => nameSyllables.has(syllable))
}
